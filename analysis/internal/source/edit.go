package source

import (
	"fmt"
	"slices"
	"strings"
)

// Edit replaces the bytes from Start to End of the text before it by New. Start == End inserts.
type Edit struct {
	Start, End int
	New        string
}

// Span is the run of bytes that the edit replaces.
func (e Edit) Span() Span { return Span{e.Start, e.End} }

// Delta is by how many bytes the text grows.
func (e Edit) Delta() int { return len(e.New) - (e.End - e.Start) }

// Apply applies edits that all speak of t: code actions, fixes, formatting. They may come in any order and
// must not overlap. Insertions at one place are kept in the order given, and stand before a replacement that starts there.
func (t *Text) Apply(edits ...Edit) (*Text, error) {
	order := make([]int, len(edits))
	size := len(t.content)
	for i, e := range edits {
		if err := e.check(i, len(t.content)); err != nil {
			return nil, err
		}
		order[i] = i
		size += e.Delta()
	}
	slices.SortStableFunc(order, func(a, b int) int { return edits[a].Span().Compare(edits[b].Span()) })

	var b strings.Builder
	b.Grow(max(size, 0))
	done := 0
	for n, i := range order {
		e := edits[i]
		if e.Start < done {
			return nil, fmt.Errorf("edit %d (bytes %d to %d) overlaps edit %d, which ends at %d",
				i, e.Start, e.End, order[n-1], done)
		}
		b.WriteString(t.content[done:e.Start])
		b.WriteString(e.New)
		done = e.End
	}
	b.WriteString(t.content[done:])
	return NewString(b.String()), nil
}

// ApplySequence applies edits one after another, each speaking of the text that the one before it left: what
// a client sends when its document changes. If one is wrong nothing is applied.
func (t *Text) ApplySequence(edits ...Edit) (*Text, error) {
	content := t.content
	for i, e := range edits {
		if err := e.check(i, len(content)); err != nil {
			return nil, err
		}
		content = content[:e.Start] + e.New + content[e.End:]
	}
	return NewString(content), nil
}

// check says why the edit cannot apply to a text of length bytes; n is its place among its siblings.
func (e Edit) check(n, length int) error {
	switch {
	case e.Start < 0:
		return fmt.Errorf("edit %d starts at byte %d, before the text", n, e.Start)
	case e.End < e.Start:
		return fmt.Errorf("edit %d ends at byte %d, before it starts at %d", n, e.End, e.Start)
	case e.End > length:
		return fmt.Errorf("edit %d ends at byte %d, after the text, which has %d bytes", n, e.End, length)
	}
	return nil
}

// Difference is the smallest single edit that turns t into after. It looks at the two texts alone, so that it
// is right whatever was said about how one became the other.
func (t *Text) Difference(after *Text) Edit {
	a, b := t.content, after.content
	prefix, suffix := Common(a, b)
	return Edit{Start: prefix, End: len(a) - suffix, New: b[prefix : len(b)-suffix]}
}

// Common gives how many bytes two texts begin with alike, and how many they end with alike behind those.
func Common(a, b string) (prefix, suffix int) {
	prefix = commonPrefix(a, b)
	return prefix, commonSuffix(a[prefix:], b[prefix:])
}

// Both compare whole blocks first: the runtime compares those many bytes at a time.
const compareBlock = 256

func commonPrefix(a, b string) int {
	n, shorter := 0, min(len(a), len(b))
	for n+compareBlock <= shorter && a[n:n+compareBlock] == b[n:n+compareBlock] {
		n += compareBlock
	}
	for n < shorter && a[n] == b[n] {
		n++
	}
	return n
}

func commonSuffix(a, b string) int {
	i, j := len(a), len(b)
	for min(i, j) >= compareBlock && a[i-compareBlock:i] == b[j-compareBlock:j] {
		i, j = i-compareBlock, j-compareBlock
	}
	for min(i, j) > 0 && a[i-1] == b[j-1] {
		i, j = i-1, j-1
	}
	return len(a) - i
}
