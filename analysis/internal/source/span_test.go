package source_test

import (
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

func span() *rapid.Generator[source.Span] {
	return rapid.Custom(func(t *rapid.T) source.Span {
		start := rapid.IntRange(0, 12).Draw(t, "start")
		return source.Span{Start: start, End: start + rapid.IntRange(0, 6).Draw(t, "length")}
	})
}

// The relations between spans are what they are between the sets of bytes covered.
func TestSpansAreSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := span().Draw(t, "a"), span().Draw(t, "b")
		shared, covered := 0, 0
		for i := range 20 {
			if a.Has(i) && b.Has(i) {
				shared++
			}
			if a.Has(i) {
				covered++
			}
			if (a.Has(i) || b.Has(i)) && !a.Union(b).Has(i) {
				t.Fatalf("%v of %v and %v lacks %d", a.Union(b), a, b, i)
			}
		}
		if a.Len() != covered || a.Empty() != (covered == 0) {
			t.Fatalf("%v covers %d bytes", a, covered)
		}
		if got := a.Intersect(b); got.Len() != shared {
			t.Fatalf("%v and %v share %d bytes, not %v", a, b, shared, got)
		}
		if !a.Empty() && !b.Empty() && a.Overlaps(b) != (shared > 0) {
			t.Fatalf("%v overlaps %v: %v", a, b, a.Overlaps(b))
		}
		if a.Contains(b) && shared != b.Len() || a.Overlaps(b) != b.Overlaps(a) {
			t.Fatalf("%v and %v", a, b)
		}
		if a.Compare(b) != -b.Compare(a) {
			t.Fatalf("%v and %v are not ordered", a, b)
		}
	})
}

func TestSpanEdges(t *testing.T) {
	s := source.Span{Start: 2, End: 4}
	if !s.Touches(4) || s.Has(4) || s.Touches(5) || !s.Contains(source.Span{Start: 4, End: 4}) {
		t.Error("the edge of a span is wrong")
	}
	if got := (source.Span{Start: -3, End: 99}).Clamp(5); got != (source.Span{Start: 0, End: 5}) {
		t.Errorf("clamped to %v", got)
	}
	if got := (source.Span{Start: 7, End: 3}).Clamp(5); got != (source.Span{Start: 5, End: 5}) {
		t.Errorf("clamped to %v", got)
	}
	if got := s.Shift(3); got != (source.Span{Start: 5, End: 7}) {
		t.Errorf("shifted to %v", got)
	}
}
