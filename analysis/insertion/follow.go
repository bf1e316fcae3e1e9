package insertion

import (
	"slices"

	"underpin/analysis/internal/source"
)

// follow moves spans (sorted, apart) through the hunks of a change.
//
// Text that replaces or stands inside text of an insertion belongs to it: if the bytes on both sides of a hunk
// belong, or all that was replaced did and one neighbour still does. Text typed at an edge does not, and what was
// deleted is gone. The rule looks at single bytes, so that any run of edits can be checked against a model of labelled bytes.
func follow(spans []source.Span, hs []hunk) []source.Span {
	if len(spans) == 0 {
		return spans
	}
	out := slices.Clone(spans)
	for i := len(hs) - 1; i >= 0; i-- {
		out = through(out, &hs[i])
	}
	return out
}

// through moves spans through one hunk; later hunks have been gone through.
func through(spans []source.Span, h *hunk) []source.Span {
	delta := len(h.new) - h.Len()
	left, right := covered(spans, h.Start-1), covered(spans, h.End)
	within := !h.Empty() && slices.ContainsFunc(spans, func(s source.Span) bool { return s.Contains(h.Span) })
	owned := h.new != "" && (left && right || within && (left || right))
	// The usual case: everything lies before or behind.
	if !left && !right && !slices.ContainsFunc(spans, func(s source.Span) bool { return s.Overlaps(h.Span) }) {
		for i := range spans {
			if spans[i].Start >= h.End {
				spans[i] = spans[i].Shift(delta)
			}
		}
		return spans
	}
	var out []source.Span
	add := func(s source.Span) {
		if s.Empty() {
			return
		}
		if last := len(out) - 1; last >= 0 && out[last].End == s.Start {
			out[last].End = s.End
			return
		}
		out = append(out, s)
	}
	for _, s := range spans {
		add(source.Span{Start: s.Start, End: min(s.End, h.Start)})
	}
	if owned {
		add(source.Span{Start: h.Start, End: h.Start + len(h.new)})
	}
	for _, s := range spans {
		add(source.Span{Start: max(s.Start, h.End), End: s.End}.Shift(delta))
	}
	return out
}

// covered tells whether the byte at offset lies in one of the spans.
func covered(spans []source.Span, offset int) bool {
	return slices.ContainsFunc(spans, func(s source.Span) bool { return s.Has(offset) })
}

// rearranged moves spans through a hunk whose two sides hold the same significant characters: each end stays
// at the same character.
func rearranged(spans []source.Span, old string, h *hunk) []source.Span {
	delta := len(h.new) - h.Len()
	move := func(at int, end bool) int {
		switch {
		case at <= h.Start:
			return at
		case at >= h.End:
			return at + delta
		}
		return h.Start + nth(h.new, significant(old[:at-h.Start]), end)
	}
	var out []source.Span
	for _, s := range spans {
		out = join(out, source.Span{Start: move(s.Start, false), End: move(s.End, true)})
	}
	return out
}

// nth is the offset in text of the character before which n significant ones stand, or as an end, the offset behind the n-th.
func nth(text string, n int, end bool) int {
	seen := 0
	for i := range len(text) {
		if end && seen == n {
			return i
		}
		if plain(text[i]) != 0 {
			if seen == n {
				return i
			}
			seen++
		}
	}
	return len(text)
}

// join adds a span to spans that are sorted and apart; what touches becomes one.
func join(spans []source.Span, s source.Span) []source.Span {
	if s.Empty() {
		return spans
	}
	var out []source.Span
	for i, o := range spans {
		if o.End < s.Start {
			out = append(out, o)
			continue
		}
		if s.End < o.Start {
			return append(append(out, s), spans[i:]...)
		}
		s = s.Union(o)
	}
	return append(out, s)
}

// cut takes a span out of spans.
func cut(spans []source.Span, s source.Span) []source.Span {
	if !slices.ContainsFunc(spans, s.Overlaps) {
		return spans
	}
	var out []source.Span
	for _, o := range spans {
		for _, part := range []source.Span{{Start: o.Start, End: min(o.End, s.Start)}, {Start: max(o.Start, s.End), End: o.End}} {
			if !part.Empty() {
				out = append(out, part)
			}
		}
	}
	return out
}
