package insertion

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"underpin/analysis/internal/source"
)

// hunk is one place at which a change altered a text. The hunks of a change all speak of the text before it, in
// order, with at least one kept byte between two of them; so they can be looked at independently of each other.
type hunk struct {
	source.Span        // what was replaced, in the text before
	new         string // by what
	at          int    // where new starts in the text after
}

// after is where the new text stands in the text after the change.
func (h *hunk) after() source.Span { return source.Span{Start: h.at, End: h.at + len(h.new)} }

// compose turns edits that speak of each other's texts into hunks.
func compose(before string, edits []source.Edit) ([]hunk, error) {
	var hs []hunk
	length := len(before)
	for i, e := range edits {
		if e.Start < 0 || e.End < e.Start || e.End > length {
			return nil, fmt.Errorf("edit %d (bytes %d to %d) does not fit a text of %d bytes", i, e.Start, e.End, length)
		}
		length += e.Delta()
		hs = merge(hs, e)
	}
	place(hs)
	return hs, nil
}

// merge adds an edit of the present text to hunks. Those it touches become one with it.
func merge(hs []hunk, e source.Edit) []hunk {
	first, grown := 0, 0 // hunks wholly before the edit, and by how much they lengthen the text
	for first < len(hs) && hs[first].Start+grown+len(hs[first].new) < e.Start {
		grown += len(hs[first].new) - hs[first].Len()
		first++
	}
	h := hunk{Span: source.Span{Start: e.Start - grown, End: e.End - grown}, new: e.New}
	last := first
	for last < len(hs) && hs[last].Start+grown <= e.End {
		old := hs[last]
		from, to := old.Start+grown, old.Start+grown+len(old.new)
		if from < e.Start {
			h.new = old.new[:e.Start-from] + h.new
		}
		if from <= e.Start {
			h.Start = old.Start
		}
		grown += len(old.new) - old.Len()
		if to > e.End {
			h.new += old.new[e.End-from:]
		}
		if to >= e.End {
			h.End = old.End
		} else {
			h.End = e.End - grown
		}
		last++
	}
	return slices.Replace(hs, first, last, h)
}

// place computes where the new texts stand.
func place(hs []hunk) {
	delta := 0
	for i := range hs {
		hs[i].at = hs[i].Start + delta
		delta += len(hs[i].new) - hs[i].Len()
	}
}

// compare gives the hunks between two whole texts.
func compare(before, after string) []hunk {
	return refine(before, []hunk{{Span: source.Span{Start: 0, End: len(before)}, new: after}})
}

// refine leaves of each hunk what truly differs: clients send whole texts, blocks with one new line, words with one new letter.
func refine(before string, hs []hunk) []hunk {
	var out []hunk
	for _, h := range hs {
		old := before[h.Start:h.End]
		if strings.Contains(old, "\n") && strings.Contains(h.new, "\n") && !sameButLayout(old, h.new) {
			for _, part := range diffLines(splitLines(old), splitLines(h.new)) {
				part.Span = part.Shift(h.Start)
				out = appendTrimmed(out, before, part)
			}
			continue
		}
		out = appendTrimmed(out, before, h)
	}
	place(out)
	return out
}

// appendTrimmed appends a hunk without what both its sides begin and end with, unless nothing is left.
func appendTrimmed(out []hunk, before string, h hunk) []hunk {
	old := before[h.Start:h.End]
	n, most := 0, min(len(old), len(h.new))
	for n < most && old[n] == h.new[n] {
		n++
	}
	for n > 0 && (inside(old, n) || inside(h.new, n)) {
		n--
	}
	m := 0
	for m < most-n && old[len(old)-1-m] == h.new[len(h.new)-1-m] {
		m++
	}
	for m > 0 && (inside(old, len(old)-m) || inside(h.new, len(h.new)-m)) {
		m--
	}
	h.Start, h.End, h.new = h.Start+n, h.End-m, h.new[n:len(h.new)-m]
	if h.Empty() && h.new == "" {
		return out
	}
	if last := len(out) - 1; last >= 0 && out[last].End == h.Start {
		out[last].End, out[last].new = h.End, out[last].new+h.new
		return out
	}
	return append(out, h)
}

// inside tells whether offset n of s lies within a character.
func inside(s string, n int) bool { return n < len(s) && !utf8.RuneStart(s[n]) }

// splitLines cuts a text behind each line feed.
func splitLines(s string) []string {
	out := strings.SplitAfter(s, "\n")
	if out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

// diffLines gives the hunks between two runs of lines, with spans that count from the first. It anchors on lines
// that are in both exactly once, so that it costs little however different the texts are.
func diffLines(old, new []string) []hunk {
	d := differ{old: old, new: new, offset: make([]int, len(old)+1)}
	for i, l := range old {
		d.offset[i+1] = d.offset[i] + len(l)
	}
	d.between(0, len(old), 0, len(new))
	return d.out
}

type differ struct {
	old, new []string
	offset   []int // of each old line, and of the end
	out      []hunk
}

// between handles old[a:b] against new[c:e].
func (d *differ) between(a, b, c, e int) {
	for a < b && c < e && d.old[a] == d.new[c] {
		a, c = a+1, c+1
	}
	for a < b && c < e && d.old[b-1] == d.new[e-1] {
		b, e = b-1, e-1
	}
	if a == b && c == e {
		return
	}
	anchors := d.anchors(a, b, c, e)
	if len(anchors) == 0 {
		d.differs(a, b, c, e)
		return
	}
	for _, at := range anchors {
		d.between(a, at[0], c, at[1])
		a, c = at[0]+1, at[1]+1
	}
	d.between(a, b, c, e)
}

// anchors finds the longest run of pairs of lines, in the same order on both sides, that are unique on both.
func (d *differ) anchors(a, b, c, e int) [][2]int {
	type seen struct{ olds, news, old, new int }
	lines := map[string]*seen{}
	for i := a; i < b; i++ {
		if lines[d.old[i]] == nil {
			lines[d.old[i]] = &seen{}
		}
		lines[d.old[i]].olds++
		lines[d.old[i]].old = i
	}
	for i := c; i < e; i++ {
		if s := lines[d.new[i]]; s != nil {
			s.news++
			s.new = i
		}
	}
	var pairs [][2]int
	for i := a; i < b; i++ {
		if s := lines[d.old[i]]; s.olds == 1 && s.news == 1 {
			pairs = append(pairs, [2]int{i, s.new})
		}
	}
	return rising(pairs)
}

// rising keeps the longest subsequence of pairs whose second parts rise.
func rising(pairs [][2]int) [][2]int {
	var tails []int // of the best run of each length: the pair it ends with
	before := make([]int, len(pairs))
	for i, p := range pairs {
		at, _ := slices.BinarySearchFunc(tails, p[1], func(t, v int) int { return pairs[t][1] - v })
		before[i] = -1
		if at > 0 {
			before[i] = tails[at-1]
		}
		if at == len(tails) {
			tails = append(tails, i)
		} else {
			tails[at] = i
		}
	}
	out := make([][2]int, len(tails))
	for i, at := len(tails)-1, 0; i >= 0; i-- {
		if i == len(tails)-1 {
			at = tails[i]
		}
		out[i] = pairs[at]
		at = before[at]
	}
	return out
}

// differs records lines that differ; one by one where as many stand against as many and each pair is alike, as
// after a renaming.
func (d *differ) differs(a, b, c, e int) {
	alike := b-a == e-c
	for i := 0; alike && i < b-a; i++ {
		alike = similar(d.old[a+i], d.new[c+i])
	}
	if !alike {
		d.out = append(d.out, hunk{Span: source.Span{Start: d.offset[a], End: d.offset[b]}, new: strings.Join(d.new[c:e], "")})
		return
	}
	for i := range b - a {
		d.out = append(d.out, hunk{Span: source.Span{Start: d.offset[a+i], End: d.offset[a+i+1]}, new: d.new[c+i]})
	}
}

// similar tells whether two lines share at least half of the longer one at their ends.
func similar(a, b string) bool {
	n, most := 0, min(len(a), len(b))
	for n < most && a[n] == b[n] {
		n++
	}
	m := 0
	for m < most-n && a[len(a)-1-m] == b[len(b)-1-m] {
		m++
	}
	return 2*(n+m) >= max(len(a), len(b))
}
