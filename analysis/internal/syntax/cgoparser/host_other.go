//go:build cgo && !linux

package cgoparser

import (
	"context"

	sitter "github.com/smacker/go-tree-sitter"

	"underpin/analysis/parser"
)

// Host parses with the linked grammars. Create it with New.
type Host struct{ grammars []grammar }

// New makes a host. It lives as long as the program.
func New() (*Host, error) { return &Host{grammars: grammars()}, nil }

// Parse implements parser.Parser. It gives no handles: smacker's Tree.Edit passes the old end as the new one,
// which makes incremental trees wrong after edits that change the count of lines.
func (h *Host) Parse(ctx context.Context, job parser.Job) (parser.Result, error) {
	if err := ctx.Err(); err != nil {
		return parser.Result{}, err
	}
	if len(job.Text) > parser.MaxText {
		return parser.Result{}, parser.ErrTooLong
	}
	at, err := h.find(job.Language)
	if err != nil {
		return parser.Result{}, err
	}
	p := sitter.NewParser() // not pooled: a cancelled one could not be used again
	defer p.Close()
	p.SetLanguage(h.grammars[at].language)
	tree, err := p.ParseCtx(ctx, nil, job.Text)
	if err != nil {
		return parser.Result{}, err
	}
	defer tree.Close()
	return parser.Result{Records: walk(tree, &h.grammars[at])}, nil
}
