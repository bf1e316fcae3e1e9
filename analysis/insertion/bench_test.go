package insertion_test

import (
	"strings"
	"testing"
	"time"

	"underpin/analysis/insertion"
	"underpin/analysis/internal/source"
)

// BenchmarkChange is a key, a block and a whole text in a document of 10,000 lines; what source.Text does is not counted.
func BenchmarkChange(b *testing.B) {
	text := source.NewString(strings.Repeat("def f(name):\n    value = request.args[name]\n    return value + 1\n\n\n", 2000))
	at := text.Len() / 2
	block := strings.Repeat("    answer = connect().execute(query + name)\n", 200)
	for name, e := range map[string]source.Edit{"key": {Start: at, End: at, New: "x"}, "block": {Start: at, End: at, New: block}} {
		after, err := text.ApplySequence(e)
		if err != nil {
			b.Fatal(err)
		}
		back := source.Edit{Start: e.Start, End: e.Start + len(e.New)}
		for _, edits := range []bool{true, false} {
			if !edits {
				name = "whole text, " + name
			}
			b.Run(name, func(b *testing.B) {
				tracker := insertion.New()
				tracker.Open("a.py", 0, text.String())
				now := time.Unix(1e9, 0)
				for i := range b.N {
					now = now.Add(time.Minute)
					c := insertion.Change{Path: "a.py", Version: i, At: now, After: after}
					if edits {
						c.Edits = []source.Edit{e}
					}
					if i%2 == 1 {
						c.After = text
						if edits {
							c.Edits = []source.Edit{back}
						}
					}
					if _, err := tracker.Change(c); err != nil {
						b.Fatal(err)
					}
					tracker.Marks()
				}
			})
		}
	}
}
