package python

import (
	"context"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/lang/python/descent"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
)

// both gives a function that reads a text directly, and compares with the parser's tree where it does not decline.
func both(tb testing.TB) func(tb testing.TB, text []byte) (read bool) {
	tb.Helper()
	host := testhost.Host(tb)
	names, err := host.Grammar(Name)
	if err != nil {
		tb.Fatal(err)
	}
	lang, err := syntax.NewLanguage(names)
	if err != nil {
		tb.Fatal(err)
	}
	reader := descent.New(lang)
	return func(tb testing.TB, text []byte) bool {
		tb.Helper()
		text = Prelex(text)
		nodes := reader.Read(text, nil)
		if nodes == nil {
			return false
		}
		want, err := syntax.Parse(context.Background(), host, lang, text)
		if err != nil {
			tb.Fatal(err)
		}
		if !slices.Equal(nodes, want.Nodes) {
			got := strings.Split((&syntax.Tree{Nodes: nodes, Lang: lang}).Dump(string(text)), "\n")
			trees := strings.Split(want.Dump(string(text)), "\n")
			i := 0
			for i < min(len(got), len(trees))-1 && got[i] == trees[i] {
				i++
			}
			tb.Errorf("read directly:\n%s\nby the parser:\n%s\nof %q", strings.Join(got[i:min(len(got), i+5)], "\n"), strings.Join(trees[i:min(len(trees), i+5)], "\n"), text)
		}
		return true
	}
}

// Each of these is a text of its own.
func TestDirectForms(t *testing.T) {
	same := both(t)
	forms, err := os.ReadFile("testdata/forms.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range strings.Split(string(forms), "\n\n") {
		if !same(t, []byte(form+"\n")) {
			t.Errorf("declined: %q", form)
		}
		same(t, []byte(form))
		same(t, []byte(strings.ReplaceAll(form, "\n", "\r\n")))
		same(t, []byte("def f():\n    "+strings.ReplaceAll(form, "\n", "\n    ")+"\n    # end\n"))
	}
	gaps, err := os.ReadFile("testdata/declined.py")
	if err != nil {
		t.Fatal(err)
	}
	for _, gap := range strings.Split(string(gaps), "\n\n") {
		if same(t, []byte(gap+"\n")) {
			t.Errorf("the gap has closed; move it to forms.py: %q", gap)
		}
	}
}

// The trees of the library are the parser's, and the parser is hardly asked.
func TestDirectLibrary(t *testing.T) {
	same := both(t)
	all, read := 0, 0
	for _, text := range library(t, !testing.Short()) {
		all += len(text)
		if same(t, text) {
			read += len(text)
		}
	}
	if read*5 < all*4 {
		t.Errorf("only %d of %d bytes were read directly", read, all)
	}
}

// Damaged text is the parser's, unless nothing is wrong with it.
func TestDirectDamaged(t *testing.T) {
	same := both(t)
	var parts [][]byte
	for _, text := range library(t, false) {
		from := 0
		for _, c := range append(Split(text), syntax.Cut{At: len(text)}) {
			if n := c.At - from; n > 20 && n < 4000 {
				parts = append(parts, text[from:c.At])
			}
			from = c.At
		}
	}
	read := 0
	rapid.Check(t, func(r *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		for range 10 {
			if same(t, damage(random, parts[random.IntN(len(parts))])) {
				read++
			}
		}
	})
	if read == 0 {
		t.Error("nothing was read directly")
	}
}

// damage changes a text in one place or two, as typing and inserting do.
func damage(r *rand.Rand, text []byte) []byte {
	text = slices.Clone(text)
	pieces := []string{
		"\n", "\n    ", " ", "(", ")", "[", "]", "{", "}", ",", ":", "=", "\"", "'", "f\"{", "\\", "\\\n", "#", "# a\n", "*", "**", ".", "@", "->", ":=", ";",
		" if ", " else ", " for x in y", " in ", " not ", " is ", " and ", "lambda: ", "await ", "async ", "yield ", "print ", "return ", "x", "1", "0x", "\"\"\"", "r'\\", "\t", "\f", " as x", "import ", "é", "!r", "...", "~", "-",
	}
	for range 1 + r.IntN(2) {
		i := r.IntN(len(text))
		switch r.IntN(4) {
		case 0:
			text = slices.Delete(text, i, min(len(text), i+1+r.IntN(3)))
		case 1: // a line
			from := i
			for from > 0 && text[from-1] != '\n' {
				from--
			}
			for i < len(text) && text[i] != '\n' {
				i++
			}
			text = slices.Delete(text, from, i)
		default:
			text = slices.Insert(text, i, []byte(pieces[r.IntN(len(pieces))])...)
		}
		if len(text) == 0 {
			return []byte("x")
		}
	}
	return text
}

func FuzzDirect(f *testing.F) {
	same := both(f)
	for _, p := range programs(f) {
		f.Add([]byte(p))
	}
	f.Fuzz(func(t *testing.T, text []byte) { same(t, text) })
}

// BenchmarkDirect reads the library, BenchmarkParser has the parser do it.
func BenchmarkDirect(b *testing.B) {
	host := testhost.Host(b)
	names, err := host.Grammar(Name)
	if err != nil {
		b.Fatal(err)
	}
	lang, err := syntax.NewLanguage(names)
	if err != nil {
		b.Fatal(err)
	}
	texts, size := library(b, true), 0
	for i := range texts {
		texts[i] = Prelex(texts[i])
		size += len(texts[i])
	}
	for name, reading := range map[string]*syntax.Reading{
		"read": NewReading(host, lang), "parsed": {Parser: host, Language: lang, Prepare: Prelex},
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(size))
			for b.Loop() {
				for _, text := range texts {
					if _, err := syntax.ParseParts(context.Background(), reading, text, nil, nil); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
