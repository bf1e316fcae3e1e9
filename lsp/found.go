package lsp

import (
	"context"
	"slices"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// found is what a feature speaks of: the findings of the document that a
// request names, as that stood when the request came in.
type found struct {
	*request
	text *analysis.Text
	list []analysis.Finding // those that the settings show, sorted by place
}

// found gives the settled findings where they are at hand, else the quick
// ones. A document that is not open or not analysed has none.
func (r *request) found(ctx context.Context) (*found, error) {
	if err := r.wait(ctx); err != nil {
		return nil, err
	}
	out := &found{request: r, text: r.at.text()}
	if out.text == nil {
		return out, nil
	}
	got, err := r.known(ctx)
	if err != nil {
		return nil, err
	}
	path, set, key := r.at.path, r.settings.Load(), r.at.state.keyOf
	for i := range got.Findings {
		f := &got.Findings[i]
		if f.Path != path {
			continue
		}
		if _, ok := r.at.project.severity(set, f, r.insertions.shown(set.View, f, key)); ok {
			out.list = append(out.list, *f)
		}
	}
	return out, nil
}

// keyOf gives the key of an open document, "" of other files.
func (st *state) keyOf(path string) string {
	if d := st.open[path]; d != nil {
		return d.key
	}
	return ""
}

// span reads a range of the request's document. What lies behind the text is its end: clients ask for more lines than
// there are. A range that is none is empty.
func (f *found) span(r protocol.Range) analysis.Span {
	r = f.at.inward(r)
	offset := func(p protocol.Position) int {
		at, err := f.text.Offset(position(p), f.client.encoding)
		if err != nil {
			return f.text.Len()
		}
		return at
	}
	start := offset(r.Start)
	return analysis.Span{Start: start, End: max(start, offset(r.End))}
}

// touching gives the findings that a span shares a byte or an edge with.
func (f *found) touching(s analysis.Span) []*analysis.Finding {
	var out []*analysis.Finding
	for i := range f.list {
		if x := &f.list[i]; x.Span.Start <= s.End && s.Start <= x.Span.End {
			out = append(out, x)
		}
	}
	return out
}

// byFingerprint finds a finding again.
func (f *found) byFingerprint(print string) *analysis.Finding {
	if i := slices.IndexFunc(f.list, func(x analysis.Finding) bool { return x.Fingerprint == print }); i >= 0 {
		return &f.list[i]
	}
	return nil
}

// where names a place of the request's project for the client.
func (r *request) where(at analysis.Location) (uri string, version *int, out protocol.Range) {
	return r.at.project.where(r.at.state, at)
}

// where names a place in a file for the client: the document, or the cell of a notebook.
func (p *project) where(st *state, at analysis.Location) (uri string, version *int, out protocol.Range) {
	if text, ok := st.snapshot.Text(at.Path); ok {
		out = p.s.rangeOf(text, at.Span)
	}
	d := st.open[at.Path]
	switch {
	case d == nil:
		return join(p.uri, at.Path), nil, out
	case d.cells != nil:
		return d.cells.outward(out)
	}
	return d.uri, &d.version, out
}

// inDocument tells whether an address is the one that the request speaks of: of
// a notebook, the findings of the cell are asked for, not of all.
func (r *request) inDocument(uri string) bool {
	return r.at.cell == "" || keyOf(uri) == r.at.cell
}

// rule gives the rule of a finding.
func (p *project) rule(name string) *analysis.Rule {
	rules := p.session.Rules()
	if i := slices.IndexFunc(rules, func(r *analysis.Rule) bool { return r.Name == name }); i >= 0 {
		return rules[i]
	}
	return nil
}
