package lsp

import (
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis"
)

func fixOf(edits ...analysis.TextEdit) *analysis.Fix {
	return &analysis.Fix{Edits: []analysis.FileEdits{{Path: "a.py", Edits: edits}}}
}

func TestCombine(t *testing.T) {
	edit := func(start, end int, text string) analysis.TextEdit {
		return analysis.TextEdit{Start: start, End: end, New: text}
	}
	const text = "one two three\n"
	imports := edit(0, 0, "import x\n")
	for name, c := range map[string]struct {
		fixes []*analysis.Fix
		want  string
		taken int
	}{
		"apart":                   {[]*analysis.Fix{fixOf(edit(0, 3, "1")), fixOf(edit(4, 7, "2"))}, "1 2 three\n", 2},
		"over each other":         {[]*analysis.Fix{fixOf(edit(0, 5, "1")), fixOf(edit(4, 7, "2")), fixOf(edit(8, 13, "3"))}, "1wo 3\n", 2},
		"the same import":         {[]*analysis.Fix{fixOf(imports, edit(0, 3, "1")), fixOf(imports, edit(4, 7, "2"))}, "import x\n1 2 three\n", 2},
		"two imports":             {[]*analysis.Fix{fixOf(edit(0, 0, "import y\n")), fixOf(imports)}, "import x\nimport y\none two three\n", 2},
		"the same replacement":    {[]*analysis.Fix{fixOf(edit(0, 3, "1"), edit(7, 7, "!")), fixOf(edit(0, 3, "1"), edit(13, 13, "!"))}, "1 two! three!\n", 2},
		"the same brackets":       {[]*analysis.Fix{fixOf(edit(0, 0, "f("), edit(3, 3, ")")), fixOf(edit(0, 0, "f("), edit(3, 3, ")"))}, "f(one) two three\n", 2},
		"brackets of two lengths": {[]*analysis.Fix{fixOf(edit(0, 0, "f("), edit(3, 3, ")")), fixOf(edit(0, 0, "f("), edit(7, 7, ")"))}, "f(one) two three\n", 1},
		"at an edge":              {[]*analysis.Fix{fixOf(edit(0, 3, "1")), fixOf(edit(3, 3, "!"))}, "1 two three\n", 1},
		"none":                    {nil, text, 0},
	} {
		files, taken := combine(c.fixes)
		got := analysis.NewText(text)
		for _, f := range files {
			var err error
			if got, err = got.Apply(f.Edits...); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got.String() != c.want || taken != c.taken {
			t.Errorf("%s: %d taken, %q", name, taken, got)
		}
	}
}

// Whatever is combined can be applied, each fix is in it as a whole or not at all, and the first always is.
func TestCombineIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var fixes []*analysis.Fix
		for range rapid.IntRange(1, 6).Draw(t, "fixes") {
			at := 0
			var edits []analysis.TextEdit
			for range rapid.IntRange(1, 3).Draw(t, "edits") {
				e := analysis.TextEdit{Start: at + rapid.IntRange(0, 4).Draw(t, "gap"), New: rapid.SampledFrom([]string{"", "a", "b", "c\n"}).Draw(t, "new")}
				e.End = e.Start + rapid.IntRange(0, 3).Draw(t, "length")
				at = e.End + 1
				edits = append(edits, e)
			}
			fixes = append(fixes, fixOf(edits...))
		}
		files, taken := combine(fixes)
		if len(files) != 1 || taken < 1 {
			t.Fatalf("%d files, %d taken", len(files), taken)
		}
		if _, err := analysis.NewText("0123456789012345678901234567").Apply(files[0].Edits...); err != nil {
			t.Fatal(err)
		}
		if again, n := combine(append(fixes, fixes...)); len(again[0].Edits) != len(files[0].Edits) || n < taken {
			t.Fatalf("twice the same gives %v, not %v", again, files)
		}
	})
}
