package analysis

import (
	"context"

	"underpin/analysis/internal/syntax/cgoparser"
	"underpin/analysis/parser"
)

// Parser gives syntax trees as flat records, see package parser. Package wasm/host implements it, and so do the parsers
// linked by cgo.
type Parser = parser.Parser

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

func (y yielding) Parse(ctx context.Context, job parser.Job) (parser.Result, error) {
	y.yield()
	return y.Parser.Parse(ctx, job)
}
