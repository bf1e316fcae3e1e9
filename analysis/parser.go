package analysis

import (
	"context"

	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/cgoparser"
)

// What a parser host outside of the engine is made of: it implements Parser with these. Trees cross as records of 20
// bytes, so that a host needs to know nothing else.
type (
	// Parser gives syntax trees as flat records. Package wasm/host implements it, and so do the parsers linked by cgo.
	Parser = syntax.Parser
	// Grammar names what the numbers in a language's records mean.
	Grammar = syntax.Grammar
	// GrammarKind is a node type of a grammar.
	GrammarKind = syntax.Kind
	// ParseJob is one text to parse.
	ParseJob = syntax.Job
	// ParseResult is a parsed text.
	ParseResult = syntax.Result
	// ParseHandle is a host's own tree, kept for the next incremental parse.
	ParseHandle = syntax.Handle
)

// RecordSize is the size of a record of a flat tree in bytes.
const RecordSize = syntax.NodeSize

// FlattenTable tells every host of a grammar the same: what to do with each kind while it writes records.
func FlattenTable(g Grammar) []byte { return syntax.FlattenTable(g) }

// ErrNoLinkedParser says that this build has no cgo; another host must be injected.
var ErrNoLinkedParser = cgoparser.ErrNoParsers

// LinkedParser gives the parsers that cgo linked into this build, or ErrNoLinkedParser.
func LinkedParser() (Parser, error) {
	host, err := cgoparser.New()
	if err != nil {
		return nil, err
	}
	return host, nil
}

// yielding lets others run between two parses: one cannot be interrupted, but long texts are parsed in parts.
type yielding struct {
	Parser
	yield func()
}

func (y yielding) Parse(ctx context.Context, job ParseJob) (ParseResult, error) {
	y.yield()
	return y.Parser.Parse(ctx, job)
}
