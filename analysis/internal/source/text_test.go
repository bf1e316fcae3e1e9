package source_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

const bom = "\xef\xbb\xbf"

// content draws text with everything that makes coordinates hard: each kind of line end, characters of one to
// four bytes, combining marks, bytes that are not UTF-8, NUL, sometimes a byte order mark.
func content() *rapid.Generator[string] {
	piece := rapid.SampledFrom([]string{
		"a", "bc", " ", "\t", "\n", "\n", "\r\n", "\r", "é", "漢", "😀", "e\u0301", "\u2028", "\f", "\x00",
		"\xff", "\xc3", "\xe6\xbc", "\xf0\x9f\x98", "\x80", "\xed\xa0\x80", "\ufffd", "\ufeff",
	})
	return rapid.Custom(func(t *rapid.T) string {
		mark := rapid.SampledFrom([]string{"", "", "", bom}).Draw(t, "mark")
		return mark + strings.Join(rapid.SliceOfN(piece, 0, 40).Draw(t, "pieces"), "")
	})
}

func TestLines(t *testing.T) {
	for _, c := range []struct {
		content string
		lines   []string
		starts  []int
	}{
		{"", []string{""}, []int{0}},
		{"a", []string{"a"}, []int{0}},
		{"a\n", []string{"a", ""}, []int{0, 2}},
		{"a\r\nb\rc\nd", []string{"a", "b", "c", "d"}, []int{0, 3, 5, 7}},
		{"\r\r\n\n\r", []string{"", "", "", "", ""}, []int{0, 1, 3, 4, 5}},
		{"a\n\rb", []string{"a", "", "b"}, []int{0, 2, 3}},
		{bom, []string{""}, []int{3}},
		{bom + "a\nb", []string{"a", "b"}, []int{3, 5}},
		{"a\n" + bom + "b", []string{"a", bom + "b"}, []int{0, 2}},
		{"a\u2028b\fc\vd", []string{"a\u2028b\fc\vd"}, []int{0}},
	} {
		text := source.NewString(c.content)
		var lines []string
		var starts []int
		for i := range text.Lines() {
			lines, starts = append(lines, text.LineText(i)), append(starts, text.LineStart(i))
		}
		if !slices.Equal(lines, c.lines) || !slices.Equal(starts, c.starts) {
			t.Errorf("%q: lines %q starting at %v, want %q at %v", c.content, lines, starts, c.lines, c.starts)
		}
	}
}

func TestLinesOutsideTheText(t *testing.T) {
	text := source.NewString("a\nbc")
	for line, want := range map[int][3]any{-1: {0, 1, "a"}, 2: {4, 4, ""}, 99: {4, 4, ""}} {
		got := [3]any{text.LineStart(line), text.LineEnd(line), text.LineText(line)}
		if got != want {
			t.Errorf("line %d: %v, want %v", line, got, want)
		}
	}
	for offset, want := range map[int]int{-1: 0, 1: 0, 2: 1, 4: 1, 99: 1} {
		if got := text.Line(offset); got != want {
			t.Errorf("offset %d is in line %d, want %d", offset, got, want)
		}
	}
}

// The lines and their ends, put together again, are the text; every byte lies in exactly the line that Line says.
func TestLinesPartitionTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := source.NewString(content().Draw(t, "content"))
		var b strings.Builder
		if text.HasBOM() {
			b.WriteString(bom)
		}
		for i := range text.Lines() {
			start, next := text.LineStart(i), text.LineStart(i+1)
			ending := text.Slice(source.Span{Start: text.LineEnd(i), End: next})
			b.WriteString(text.LineText(i) + ending)
			if last := i == text.Lines()-1; !slices.Contains([]string{"\n", "\r\n", "\r"}, ending) != last || last && ending != "" {
				t.Fatalf("line %d of %q ends with %q", i, text, ending)
			}
			for offset := start; offset < next; offset++ {
				if text.Line(offset) != i {
					t.Fatalf("offset %d of %q is in line %d, want %d", offset, text, text.Line(offset), i)
				}
			}
		}
		if b.String() != text.String() {
			t.Fatalf("lines of %q make %q", text, b.String())
		}
	})
}

func TestContentIsNotCopied(t *testing.T) {
	content := []byte("some text")
	text := source.New(content)
	if &text.Bytes()[0] != &content[0] {
		t.Error("New or Bytes copied the content")
	}
	if text.Len() != 9 || text.String() != "some text" {
		t.Errorf("got %q", text)
	}
	if empty := source.New(nil); empty.Len() != 0 || len(empty.Bytes()) != 0 || empty.Lines() != 1 {
		t.Error("an empty text is not empty")
	}
}
