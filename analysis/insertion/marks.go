package insertion

import (
	"slices"
	"strings"
	"sync"

	"underpin/analysis/internal/source"
)

// Marks are the insertions and changes of all documents at one moment. They never change; take them together with the
// snapshot whose findings they are asked about, so that offsets speak of the same texts.
type Marks struct{ files map[string]*fileMarks }

// fileMarks are the marks of a document.
type fileMarks struct {
	version    int
	text, base *source.Text
	insertions []Insertion
	once       sync.Once
	changed    []source.Span // computed by once
}

// Insertions lists those of a document, the oldest first. Do not change them.
func (m *Marks) Insertions(path string) []Insertion {
	if f := m.files[path]; f != nil {
		return f.insertions
	}
	return nil
}

// Version is the version of a document that the marks are of; false if it was never open.
func (m *Marks) Version(path string) (int, bool) {
	f := m.files[path]
	if f == nil {
		return 0, false
	}
	return f.version, true
}

// Touches gives the insertion that has text on a line of one of the spans, or nil: the most certain one, among
// equals the latest. Whole lines count, because an assistant that ends a line had a part in all of it.
func (m *Marks) Touches(path string, spans ...source.Span) *Insertion {
	f := m.files[path]
	if f == nil || len(f.insertions) == 0 {
		return nil
	}
	var best *Insertion
	for _, s := range spans {
		lines := f.lines(s)
		for i := range f.insertions {
			in := &f.insertions[i]
			if (best == nil || in.Confidence >= best.Confidence) && f.on(in, lines) {
				best = in
			}
		}
	}
	return best
}

// on tells whether an insertion has more than blanks on lines.
func (f *fileMarks) on(in *Insertion, lines source.Span) bool {
	return slices.ContainsFunc(in.Spans, func(s source.Span) bool {
		return s.Overlaps(lines) && strings.TrimSpace(f.text.Slice(s.Intersect(lines))) != ""
	})
}

// lines widens a span to whole lines.
func (f *fileMarks) lines(s source.Span) source.Span {
	s = s.Clamp(f.text.Len())
	last := f.text.Line(max(s.Start, s.End-1))
	end := f.text.Len()
	if last+1 < f.text.Lines() {
		end = f.text.LineStart(last + 1)
	}
	return source.Span{Start: f.text.LineStart(f.text.Line(s.Start)), End: end}
}

// Changes lists what differs from the text at the opening or at the last Baseline: spans of the present text, an
// empty one where something was only taken away. Do not change them.
func (m *Marks) Changes(path string) []source.Span {
	f := m.files[path]
	if f == nil {
		return nil
	}
	f.once.Do(func() {
		if f.base == f.text {
			return
		}
		for _, h := range compare(f.base.String(), f.text.String()) {
			f.changed = append(f.changed, h.after())
		}
	})
	return f.changed
}

// Changed tells whether a line of one of the spans was changed, or a line directly before or behind it taken away.
func (m *Marks) Changed(path string, spans ...source.Span) bool {
	changes := m.Changes(path)
	if len(changes) == 0 {
		return false
	}
	f := m.files[path]
	for _, s := range spans {
		lines := f.lines(s)
		for _, c := range changes {
			if c.Overlaps(lines) || c.Empty() && lines.Touches(c.Start) {
				return true
			}
		}
	}
	return false
}
