package lsp

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

func someCells(alphabet ...string) *rapid.Generator[[]cell] {
	piece := rapid.SampledFrom(alphabet)
	return rapid.Custom(func(t *rapid.T) []cell {
		var out []cell
		for i := range rapid.IntRange(0, 5).Draw(t, "cells") {
			uri := "cell:" + string(rune('a'+i))
			out = append(out, cell{
				key: uri, uri: uri, version: i,
				kind:     rapid.SampledFrom([]int{1, 2, 2, 2}).Draw(t, "kind"),
				language: rapid.SampledFrom([]string{"python", "python", "python", "sql"}).Draw(t, "language"),
				text:     analysis.NewText(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")),
			})
		}
		return out
	})
}

func encodings() *rapid.Generator[analysis.Encoding] {
	return rapid.SampledFrom([]analysis.Encoding{analysis.UTF8, analysis.UTF16, analysis.UTF32})
}

// Each place of a Python cell is a place of the module with the same text
// behind it, and back; a cell is whole lines of it.
func TestCellsAreLinesOfTheModule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		encoding := encodings().Draw(t, "encoding")
		c := newCells(someCells("x", " = ", "\n", "\r\n", "\r", "é", "😀", "\\", "\"\"\"", "%y", "!z", "(", "#").Draw(t, "cells"), encoding)
		for i := range c.list {
			x := &c.list[i]
			if x.first < 0 {
				if c.find(x.key) != nil || x.python() {
					t.Fatalf("cell %d is not part of the module", i)
				}
				continue
			}
			start := c.module.LineStart(x.first)
			for offset := 0; offset <= x.text.Len(); offset++ {
				p := x.text.Position(offset, encoding)
				if c.module.LineText(x.first+p.Line) != x.text.LineText(p.Line) {
					continue // a command to the notebook, about which nothing is ever said
				}
				offset, _ := x.text.Offset(p, encoding)
				at := protocol.Position{Line: uint32(p.Line), Character: uint32(p.Character)}
				in := c.inward(x, protocol.Range{Start: at, End: at})
				if got, err := c.module.Offset(position(in.Start), encoding); err != nil || got != start+offset {
					t.Fatalf("byte %d of cell %d is byte %d of the module, not %d (%v)\n%q", offset, i, got, start+offset, err, c.module.String())
				}
				uri, version, out := c.outward(in)
				if uri != x.uri || *version != x.version || out.Start != at {
					t.Fatalf("%v of %s comes back as %v of %s", at, x.uri, out.Start, uri)
				}
			}
			if got := c.module.Slice(analysis.Span{Start: start + x.text.Len(), End: start + x.text.Len() + 2}); got != "\n\n" {
				t.Fatalf("behind cell %d comes %q", i, got)
			}
		}
	})
}

// An edit of the module, made in the cell instead, gives the same module but for lines without text.
func TestEditsOfCells(t *testing.T) {
	const eol = "\n"
	rapid.Check(t, func(t *rapid.T) {
		encoding := encodings().Draw(t, "encoding")
		list := someCells("import a\n", "x = 1\n", "y", "é", "😀", "\n").Draw(t, "cells")
		c := newCells(list, encoding)
		start := rapid.IntRange(0, c.module.Len()).Draw(t, "start")
		end := rapid.IntRange(start, min(start+8, c.module.Len())).Draw(t, "end")
		text := rapid.SampledFrom([]string{"", "z", "import b\n", "q\nr"}).Draw(t, "text")
		s := &server{client: client{encoding: encoding}}
		e := analysis.TextEdit{Start: start, End: end, New: text}
		at := s.rangeOf(c.module, e.Span())
		e.Start, _ = c.module.Offset(position(at.Start), encoding)
		e.End, _ = c.module.Offset(position(at.End), encoding)
		uri, _, edit, ok := c.edit(at, text)
		x := c.at(int(at.Start.Line))
		if !ok {
			if x != nil && c.at(int(at.End.Line)) == x {
				t.Fatalf("%v is refused", at)
			}
			return
		}
		i := slices.IndexFunc(c.list, func(x cell) bool { return x.uri == uri })
		span, err := c.list[i].text.Span(position(edit.Range.Start), position(edit.Range.End), encoding)
		if err != nil {
			t.Fatal(err)
		}
		after, err := c.list[i].text.Apply(analysis.TextEdit{Start: span.Start, End: span.End, New: edit.NewText})
		if err != nil {
			t.Fatal(err)
		}
		want, err := c.module.Apply(e)
		if err != nil {
			t.Fatal(err)
		}
		changed := slices.Clone(c.list)
		changed[i].text = after
		got := newCells(changed, encoding)
		lines := func(s string) string {
			return strings.Join(slices.DeleteFunc(strings.Split(s, eol), func(l string) bool { return strings.TrimSpace(l) == "" }), eol)
		}
		inside := int(at.End.Line) < x.first+x.text.Lines()
		if inside && got.module.String() != want.String() || lines(got.module.String()) != lines(want.String()) {
			t.Fatalf("%q of %q:\n%q\nwant\n%q", edit.NewText, uri, got.module.String(), want.String())
		}
	})
}
