package source

// Span is a run of bytes: offsets, half-open. The zero Span is empty and lies at the start of the text.
type Span struct{ Start, End int }

// Len is the number of bytes covered.
func (s Span) Len() int { return s.End - s.Start }

// Empty tells whether no byte is covered.
func (s Span) Empty() bool { return s.End <= s.Start }

// Has tells whether the byte at offset is covered.
func (s Span) Has(offset int) bool { return s.Start <= offset && offset < s.End }

// Touches tells whether offset lies in the span or at either edge: where a caret belongs to a word.
func (s Span) Touches(offset int) bool { return s.Start <= offset && offset <= s.End }

// Contains tells whether other lies within s; an empty span at an edge does.
func (s Span) Contains(other Span) bool { return s.Start <= other.Start && other.End <= s.End }

// Overlaps tells whether the two share a byte. An empty span overlaps one that it lies strictly inside of.
func (s Span) Overlaps(other Span) bool { return s.Start < other.End && other.Start < s.End }

// Union is the smallest span that contains both.
func (s Span) Union(other Span) Span {
	return Span{min(s.Start, other.Start), max(s.End, other.End)}
}

// Intersect is what the two share; an empty span where they share nothing.
func (s Span) Intersect(other Span) Span {
	start := max(s.Start, other.Start)
	return Span{start, max(start, min(s.End, other.End))}
}

// Clamp moves both ends into 0 to length and the end not before the start.
func (s Span) Clamp(length int) Span {
	start := min(max(s.Start, 0), length)
	return Span{start, min(max(s.End, start), length)}
}

// Shift moves the span by delta bytes.
func (s Span) Shift(delta int) Span { return Span{s.Start + delta, s.End + delta} }

// Compare orders spans by start, then by end.
func (s Span) Compare(other Span) int {
	if s.Start != other.Start {
		return s.Start - other.Start
	}
	return s.End - other.End
}
