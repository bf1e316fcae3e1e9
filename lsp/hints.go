package lsp

import (
	"context"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// longestHint is how many characters of a step's message fit between code.
const longestHint = 40

// inlayHints says beside the code where a finding's value comes from and what it reaches.
func inlayHints(ctx context.Context, r *request, p *protocol.TextDocumentRange) (any, error) {
	out := []protocol.InlayHint{}
	if !r.settings.Load().InlayHints {
		return out, nil
	}
	f, err := r.found(ctx)
	if err != nil || f.text == nil {
		return out, err
	}
	span := f.span(p.Range)
	add := func(s *analysis.Step, mark, tooltip string) {
		if s.Path != r.at.path || !span.Touches(s.Span.End) {
			return
		}
		uri, _, at := r.where(s.Location)
		hint := protocol.InlayHint{Position: at.End, Label: mark + shorten(s.Message), Tooltip: tooltip, PaddingLeft: true}
		same := func(h protocol.InlayHint) bool { return h.Position == hint.Position && h.Label == hint.Label }
		if r.inDocument(uri) && !slices.ContainsFunc(out, same) {
			out = append(out, hint)
		}
	}
	for i := range f.list {
		x := &f.list[i]
		if last := len(x.Steps) - 1; last > 0 {
			add(&x.Steps[0], "← ", x.Message)
			add(&x.Steps[last], "→ ", x.Message)
		}
	}
	return out, nil
}

func shorten(s string) string {
	if r := []rune(s); len(r) > longestHint {
		return strings.TrimRight(string(r[:longestHint-1]), " ") + "…"
	}
	return s
}
