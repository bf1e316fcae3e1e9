package python

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"underpin/analysis/internal/ir"
)

// programs gives the texts of the goldens.
func programs(tb testing.TB) (out []string) {
	tb.Helper()
	archives, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(archives) == 0 {
		tb.Fatal("no programs", err)
	}
	for _, path := range archives {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			tb.Fatal(err)
		}
		for _, f := range archive.Files {
			if strings.HasSuffix(f.Name, ".py") {
				out = append(out, string(f.Data))
			}
		}
	}
	return out
}

// library gives files of the standard library of this machine's Python: its modules, and those of its packages if more are
// wanted.
func library(tb testing.TB, more bool) (out [][]byte) {
	tb.Helper()
	folder, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output()
	if err != nil {
		tb.Skip("there is no Python here: ", err)
	}
	patterns := []string{"*.py"}
	if more {
		patterns = append(patterns, "*/*.py")
	}
	for _, pattern := range patterns {
		files, _ := filepath.Glob(filepath.Join(strings.TrimSpace(string(folder)), pattern))
		for _, file := range files {
			if text, err := os.ReadFile(file); err == nil {
				out = append(out, text)
			}
		}
	}
	if len(out) == 0 {
		tb.Skip("there is no Python library here")
	}
	return out
}

// Where the text has no errors, nothing in it is opaque, and every function is valid.
func TestLibrary(t *testing.T) {
	parse, l := parser(t)
	for _, text := range library(t, !testing.Short()) {
		fn := l.Lower(parse(text), string(text))
		if err := ir.Verify(fn); err != nil {
			t.Fatalf("%v in\n%.300s", err, text)
		}
		noOpaque(t, fn, text, 0)
	}
}

func noOpaque(t *testing.T, fn *ir.Func, text []byte, base uint32) {
	if !fn.Broken {
		for _, in := range fn.Instrs {
			if in.Op == ir.OpOpaque {
				t.Errorf("opaque at %d: %q", base+in.Pos, text[base+in.Pos:base+in.End])
			}
		}
	}
	for _, c := range fn.Children {
		noOpaque(t, c, text, base+c.Start)
	}
}

// Every prefix of every program gives valid IR.
func TestPrefixes(t *testing.T) {
	parse, l := parser(t)
	for _, text := range programs(t) {
		for n := range len(text) {
			if err := ir.Verify(l.Lower(parse([]byte(text[:n])), text[:n])); err != nil {
				t.Fatalf("%v\n%s", err, text[:n])
			}
		}
	}
}

// Programs cut and put together at random, with tokens thrown in, give valid IR,
// the same every time, and the same by way of a cache.
func TestAnyText(t *testing.T) {
	parse, l := parser(t)
	texts := programs(t)
	tokens := []string{
		"(", ")", "[", "]", "{", "}", ":", ",", "=", "*", "**", ".", "'", "\"", "\"\"\"", "f'{", "\\", "#", "\n", "\n    ", "\t",
		" if ", " else ", " for ", " in ", " lambda ", "def f", "class ", "return ", "yield ", "try:", "except ", "finally:",
		"match x:\n case ", "with ", " as ", "import ", "from ", ":=", "@", "not ", "é", "\x00", "\xff", "global x", "async ",
	}
	piece := rapid.OneOf(rapid.SampledFrom(tokens), rapid.Custom(func(t *rapid.T) string {
		s := rapid.SampledFrom(texts).Draw(t, "program")
		from := rapid.IntRange(0, len(s)).Draw(t, "from")
		return s[from:rapid.IntRange(from, len(s)).Draw(t, "to")]
	}))
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 12).Draw(t, "pieces"), "")
		tree := parse([]byte(text))
		fn := l.Lower(tree, text)
		if err := ir.Verify(fn); err != nil {
			t.Fatal(err)
		}
		want, cache := ir.Print(fn), memory{}
		for range 2 {
			if diff := cmp.Diff(want, ir.Print(l.LowerCached(tree, text, cache))); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// memory is the plainest cache.
type memory map[uint64]*ir.Func

func (m memory) Get(key uint64) *ir.Func    { return m[key] }
func (m memory) Put(key uint64, f *ir.Func) { m[key] = f }

// What comes before a function does not change it; what is in it does.
func TestCache(t *testing.T) {
	parse, l := parser(t)
	const fn = "def f(a, b=1):\n    x = [lambda: i for i in a]\n    return g(x, 'y')\n"
	cache := memory{}
	l.LowerCached(parse([]byte(fn)), fn, cache)
	if len(cache) != 1 {
		t.Fatalf("%d functions are remembered", len(cache))
	}
	for text, known := range map[string]bool{
		"# a comment\n\n\n" + fn:              true,
		"x = 1\n" + fn + "y = 2\n":            true,
		strings.Replace(fn, "'y'", "'z'", 1):  false,
		strings.Replace(fn, "b=1", "b=2", 1):  false,
		strings.Replace(fn, "(x,", "(xx,", 1): false,
		strings.Replace(fn, "f(a", "g(a", 1):  false,
	} {
		before := len(cache)
		got := ir.Print(l.LowerCached(parse([]byte(text)), text, cache))
		if diff := cmp.Diff(ir.Print(l.Lower(parse([]byte(text)), text)), got); diff != "" {
			t.Errorf("%s\n%s", text, diff)
		}
		if (len(cache) == before) != known {
			t.Errorf("known is %v, want %v:\n%s", !known, known, text)
		}
	}
}

// Hostile nesting costs neither the stack nor more than linear time: each of these takes milliseconds.
func TestDepth(t *testing.T) {
	parse, l := parser(t)
	deep := func(open, middle, end string, n int) string {
		return strings.Repeat(open, n) + middle + strings.Repeat(end, n)
	}
	const n = 10_000
	for name, text := range map[string]string{
		"brackets":         "x = " + deep("(", "y", ")", n) + "\nz = 1\n",
		"lists":            "x = " + deep("[", "y", "]", n) + "\nz = 1\n",
		"calls":            "x = " + deep("f(", "y", ")", n) + "\nz = 1\n",
		"calls never shut": "x = " + deep("f(", "y", "", n) + "\nz = 1\n",
		"call chain":       "x = a" + deep(".b()", "", "", n) + "\nz = 1\n",
		"subscripts":       "x = a" + deep("[0]", "", "", n) + "\nz = 1\n",
		"sum":              "x = a" + deep(" + b", "", "", n) + "\nz = 1\n",
		"power":            "x = a" + deep(" ** b", "", "", n) + "\nz = 1\n",
		"and":              "x = a" + deep(" and b", "", "", n) + "\nz = 1\n",
		"and, or":          "if a" + deep(" and b or c", "", "", n) + ": x\nz = 1\n",
		"not":              "if " + deep("not ", "a", "", n) + ": x\nz = 1\n",
		"comparison":       "x = a" + deep(" < b", "", "", n) + "\nz = 1\n",
		"conditional":      "x = a" + deep(" if b else c", "", "", n) + "\nz = 1\n",
		"lambdas":          "x = " + deep("lambda: ", "y", "", n) + "\nz = 1\n",
		"comprehensions":   "x = " + deep("[", "y", " for a in b]", n) + "\nz = 1\n",
		"clauses":          "x = [a" + deep(" for a in a", "", "", n) + "]\nz = 1\n",
		"targets":          deep("(", "y", ",)", n) + " = a\nz = 1\n",
		"chain":            deep("a = ", "y", "", n) + "\nz = 1\n",
		"elif":             "if a: b\n" + deep("elif c: d\n", "", "", n) + "z = 1\n",
		"patterns":         "match x:\n case " + deep("[", "y", "]", n) + ": a\nz = 1\n",
		"dictionary":       "x = {" + deep("'k': [1, 'v'], ", "", "", n) + "}\nz = 1\n",
		"strings":          "x = " + deep("'a' ", "", "", n) + "\nz = 1\n",
		"decorators":       deep("@a\n", "def f(): pass", "", n) + "\nz = 1\n",
		"blocks":           nested("if a:", 300) + "z = 1\n",
		"functions":        nested("def f():", 300) + "z = 1\n",
		"tries":            nested("try:", 300) + "z = 1\n",
		"one line":         deep("f(x = ", "", "", n) + deep("g (y ", "", "", n),
	} {
		fn := l.Lower(parse([]byte(text)), text)
		if err := ir.Verify(fn); err != nil {
			t.Errorf("%s: %.300v", name, err)
		}
		if strings.HasSuffix(text, "z = 1\n") && name != "calls never shut" && name != "tries" && !stores(fn, "z") {
			t.Errorf("%s: what follows is lost", name)
		}
	}
}

func stores(fn *ir.Func, name string) bool {
	for _, in := range fn.Instrs {
		if in.Op == ir.OpStore && fn.Slots[in.A] == name {
			return true
		}
	}
	return false
}

// nested gives n statements, each in the block of the one before.
func nested(head string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + head + "\n")
	}
	b.WriteString(strings.Repeat(" ", n) + "pass\n")
	return b.String()
}

func FuzzLower(f *testing.F) {
	for _, text := range programs(f) {
		f.Add(text)
	}
	parse, l := parser(f)
	f.Fuzz(func(t *testing.T, text string) {
		if err := ir.Verify(l.Lower(parse([]byte(text)), text)); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkLower and BenchmarkParse read the same text: lowering must cost a small part of parsing.
func BenchmarkLower(b *testing.B) {
	parse, l := parser(b)
	text := sample(b)
	tree, s := parse(text), string(text)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Lower(tree, s)
	}
}

func BenchmarkLowerCached(b *testing.B) {
	parse, l := parser(b)
	text := sample(b)
	tree, s, cache := parse(text), string(text), memory{}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.LowerCached(tree, s, cache)
	}
}

func BenchmarkParse(b *testing.B) {
	parse, _ := parser(b)
	text := sample(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		parse(text)
	}
}

// sample is a file of about 40 kB.
func sample(b *testing.B) []byte {
	for _, text := range library(b, false) {
		if len(text) > 39_000 && len(text) < 42_000 {
			return text
		}
	}
	b.Skip("there is no sample here")
	return nil
}
