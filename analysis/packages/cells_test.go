package packages

import (
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

func TestInCells(t *testing.T) {
	text := "import os\n!pip install requests\n\n%%bash\npip install flask \\\n  'jinja2>=3'\n\nx = 1\n%pip install -q numpy==2\n"
	cells := []source.Span{{Start: 0, End: 32}, {Start: 33, End: 76}, {Start: 77, End: len(text)}, {Start: 500, End: 900}, {Start: 9, End: 3}}
	list, _ := InCells([]byte(text), cells)
	got := ""
	for _, i := range list {
		got += i.Name + i.Version + " "
		if text[i.Span.Start:i.Span.End] != i.Name {
			t.Errorf("%s stands at %q", i.Name, text[i.Span.Start:i.Span.End])
		}
	}
	if want := "requests flask jinja2>=3 numpy==2 "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if list, notes := InCells([]byte("!pip install x\x00"), []source.Span{{Start: 0, End: 14}}); len(list) != 0 || len(notes) != 1 {
		t.Errorf("%v %v", list, notes)
	}
}

// Whatever the text and the cells: no panic, and spans lie in the text.
func TestInCellsAnything(t *testing.T) {
	parts := []string{"!pip install ", "%pip", "%%bash\n", "\n", "requests", "é", "\\\n", "'", "{x}", "==1", "\xff", " && npm i left", "<<EOF\n"}
	rapid.Check(t, func(r *rapid.T) {
		text := ""
		for _, p := range rapid.SliceOfN(rapid.SampledFrom(parts), 0, 20).Draw(r, "parts") {
			text += p
		}
		var cells []source.Span
		for range rapid.IntRange(0, 4).Draw(r, "cells") {
			cells = append(cells, source.Span{Start: rapid.IntRange(-3, len(text)+3).Draw(r, "start"), End: rapid.IntRange(-3, len(text)+3).Draw(r, "end")})
		}
		list, _ := InCells([]byte(text), cells)
		for _, i := range list {
			if i.Span.Empty() || i.Span.Start < 0 || i.Whole.End > len(text) || !i.Whole.Contains(i.Span) {
				r.Fatalf("%q: %+v", text, i)
			}
		}
	})
}
