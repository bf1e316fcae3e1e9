package markdown

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sample = "# Title with words\nOne `code span` and **two bold words** in a sentence that is too long for one line.\n\n\n" +
	"## Fix\n- first item which is long enough to be wrapped\n- second * item `open\n### Example\n" +
	"```python\nx = 1  # want: some-rule\n\n  y = 2\n```\nAfter.\n"

func TestRender(t *testing.T) {
	want := `Title with words
One ` + "`code span`" + ` and two bold words in a
sentence that is too long for one line.

Fix
- first item which is long enough to be
  wrapped
- second * item ` + "`open" + `

Example

    x = 1  # <- some-rule
    
      y = 2

After.
`
	got := Render(sample, Style{Width: 40})
	if diff := cmp.Diff(strings.ReplaceAll(want, "    \n", "\n"), got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestColor(t *testing.T) {
	got := Render(sample, Style{Width: 40, Color: true})
	for _, want := range []string{"\x1b[1mTitle with words\x1b[0m", "\x1b[36mcode span\x1b[0m", "\x1b[1mtwo\x1b[0m \x1b[1mbold\x1b[0m", "\x1b[1;31m# <- some-rule\x1b[0m"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

func FuzzRender(f *testing.F) {
	f.Add(sample)
	f.Fuzz(func(t *testing.T, text string) { Render(text, Style{Width: 20}) })
}
