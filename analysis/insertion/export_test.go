package insertion

import "underpin/analysis/internal/source"

// Hunks are the places that a change altered: spans of the text before, and what stands there now.
func Hunks(before string, edits []source.Edit, after string) (spans []source.Span, news []string, at []int) {
	hs := hunks(before, &Change{Edits: edits, After: source.NewString(after)})
	for _, h := range hs {
		spans, news, at = append(spans, h.Span), append(news, h.new), append(at, h.at)
	}
	return spans, news, at
}

// Follow moves spans through one edit, whatever it may be.
func Follow(spans []source.Span, e source.Edit) []source.Span {
	return follow(spans, []hunk{{Span: e.Span(), new: e.New, at: e.Start}})
}

// FollowText moves spans through a change as a tracker does.
func FollowText(spans []source.Span, before, after string) []source.Span {
	return followed(spans, before, compare(before, after))
}

// SameButLayout is what formatters keep.
func SameButLayout(a, b string) bool { return sameButLayout(a, b) }
