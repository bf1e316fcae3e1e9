package syntax

import (
	"context"

	"underpin/analysis/parser"
)

// The contract with parser hosts is package parser's. These are its names for the engine, which speaks of trees.
type (
	Parser  = parser.Parser
	Job     = parser.Job
	Result  = parser.Result
	Handle  = parser.Handle
	Change  = parser.Change
	Point   = parser.Point
	Grammar = parser.Grammar
	Kind    = parser.Kind
	Node    = parser.Node
)

// Flags of a Node, as package parser explains them.
const (
	Named    = parser.Named
	Extra    = parser.Extra
	Error    = parser.Error
	Missing  = parser.Missing
	HasError = parser.HasError
)

// Numbers that mean the same in all trees.
const (
	ErrorKind = parser.ErrorKind // the Kind of every node flagged Error
	Root      = parser.Root      // the index of the root, of which every tree has one
)

// Parse parses a text once, keeping nothing for another parse.
func Parse(ctx context.Context, p Parser, lang *Language, text []byte) (*Tree, error) {
	tree, _, err := parse(ctx, p, lang, Job{Text: text})
	return tree, err
}

func parse(ctx context.Context, p Parser, lang *Language, job Job) (*Tree, Handle, error) {
	if len(job.Text) > parser.MaxText {
		return nil, nil, parser.ErrTooLong
	}
	job.Language = lang.Name()
	result, err := p.Parse(ctx, job)
	if err != nil {
		return nil, nil, err
	}
	nodes, err := decode(result.Records, len(job.Text), lang)
	if err != nil {
		if result.Handle != nil {
			result.Handle.Close()
		}
		return nil, nil, err
	}
	return &Tree{Nodes: nodes, Lang: lang}, result.Handle, nil
}
