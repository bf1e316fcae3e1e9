package lsp

import (
	"context"
	"slices"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// mostHovered bounds the findings of one place that are told in full.
const mostHovered = 3

// hover tells about the findings under the cursor, or shorter about steps of
// the way of others, and what a package's name there means.
func hover(ctx context.Context, r *request, p *protocol.TextDocumentPosition) (any, error) {
	f, err := r.found(ctx)
	if err != nil || f.text == nil {
		return nil, err
	}
	span := f.span(protocol.Range{Start: p.Position, End: p.Position})
	t := teller{request: r, markdown: r.client.readsMarkdown()}
	over, area := f.under(span.Start)
	for _, x := range over[:min(len(over), mostHovered)] {
		t.finding(x)
	}
	if len(over) > mostHovered {
		t.more(len(over) - mostHovered)
	}
	if len(over) == 0 {
		var steps []station
		steps, area = f.stepsUnder(span.Start)
		t.steps(steps[:min(len(steps), mostHovered)])
	}
	name, err := t.named(ctx, span.Start, over)
	if err != nil || len(t.parts) == 0 {
		return nil, err
	}
	if area.Empty() || name.Len() > 0 && name.Len() < area.Len() {
		area = name
	}
	_, _, at := r.where(analysis.Location{Path: r.at.path, Span: area})
	kind := protocol.PlainText
	if t.markdown {
		kind = protocol.Markdown
	}
	return &protocol.Hover{Contents: protocol.MarkupContent{Kind: kind, Value: t.text()}, Range: &at}, nil
}

// under gives the findings at an offset, those that cover least first, and the least.
func (f *found) under(offset int) (over []*analysis.Finding, area analysis.Span) {
	over = f.touching(analysis.Span{Start: offset, End: offset})
	over = slices.DeleteFunc(over, func(x *analysis.Finding) bool { return x.Span.End == offset && x.Span.Start < offset })
	slices.SortStableFunc(over, func(a, b *analysis.Finding) int { return a.Span.Len() - b.Span.Len() })
	if len(over) > 0 {
		area = over[0].Span
	}
	return over, area
}

// station is one step of a finding's way.
type station struct {
	of *analysis.Finding
	n  int
}

// stepsUnder gives the steps at an offset, one a finding.
func (f *found) stepsUnder(offset int) (steps []station, area analysis.Span) {
	for i := range f.list {
		for n := range f.list[i].Steps {
			s := &f.list[i].Steps[n]
			if s.Path != f.at.path || !s.Span.Has(offset) {
				continue
			}
			if len(steps) == 0 || s.Span.Len() < area.Len() {
				area = s.Span
			}
			steps = append(steps, station{&f.list[i], n})
			break
		}
	}
	return steps, area
}

// readsMarkdown tells whether the client shows Markdown in hovers.
func (c *client) readsMarkdown() bool {
	t := c.capabilities.TextDocument
	return t != nil && t.Hover != nil && slices.ContainsFunc(t.Hover.ContentFormat, func(k protocol.MarkupKind) bool { return k == protocol.Markdown })
}
