package report

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

func TestLayout(t *testing.T) {
	long := strings.Repeat("a", 50) + "SPAN" + strings.Repeat("b", 50)
	for _, test := range []struct {
		source, piece string
		width         int
		want          string // with the span's columns marked below
		marks         string
	}{
		{"x = span", "span", 20, "x = span", "    ^^^^"},
		{"\tspan", "span", 20, "    span", "    ^^^^"},
		{"ab\tspan", "span", 20, "ab  span", "    ^^^^"},
		{"漢字 = span", "span", 20, "漢字 = span", "       ^^^^"},
		{"é = '👩‍👩‍👧'; span", "span", 20, "é = '👩‍👩‍👧'; span", "          ^^^^"},
		{"bad\xff\x1b span", "span", 20, "bad�� span", "      ^^^^"},
		{long, "SPAN", 20, "…aaaaaSPANbbbbbbbbb…", "      ^^^^"},
		{"SPAN" + long, "SPAN", 20, "SPAN" + strings.Repeat("a", 15) + "…", "^^^^"},
		{strings.Repeat("a", 50) + "SPAN", "SPAN", 20, "…" + strings.Repeat("a", 15) + "SPAN", "                ^^^^"},
		{"SPAN" + strings.Repeat("N", 50), "SPAN" + strings.Repeat("N", 50), 10, "SPANNNNNN…", "^^^^^^^^^"},
	} {
		at := strings.Index(test.source, test.piece)
		got := layout(test.source, at, at+len(test.piece), test.width)
		marks := strings.Repeat(" ", got.start) + strings.Repeat("^", got.end-got.start)
		if got.text != test.want || marks != test.marks {
			t.Errorf("%q:\n got %s\n     %s\nwant %s\n     %s", test.source, got.text, marks, test.want, test.marks)
		}
	}
}

// Whatever the line, what is shown fits, the span lies within it, and nothing steers the terminal.
func TestLayoutFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := rapid.OneOf(rapid.String(), rapid.StringOfN(rapid.RuneFrom([]rune("ab\t漢é👧\u0301\u200d")), 0, 200, -1)).Draw(t, "source")
		start := rapid.IntRange(0, len(source)).Draw(t, "start")
		end := rapid.IntRange(start, len(source)).Draw(t, "end")
		width := rapid.IntRange(20, 80).Draw(t, "width")
		got := layout(source, start, end, width)
		if w := uniseg.StringWidth(got.text); w > width+1 {
			t.Errorf("%d columns in %d: %q", w, width, got.text)
		}
		if got.start < 0 || got.end < got.start || got.end > width {
			t.Errorf("span %d to %d in %d columns", got.start, got.end, width)
		}
		if got.text != visible(got.text) {
			t.Errorf("not safe: %q", got.text)
		}
	})
}

func TestLongLineIsNotReadAsAWhole(t *testing.T) {
	line := strings.Repeat("abc ", 10_000_000)
	if got := layout(line, 20_000_000, 20_000_003, 100); got.start == 0 || uniseg.StringWidth(got.text) > 100 {
		t.Errorf("%+v", got)
	}
}
