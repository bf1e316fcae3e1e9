package python

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
)

// inParts parses texts by their cuts; with a memory, as versions of one file.
func inParts(tb testing.TB) func(text []byte, memo *syntax.Memo) *syntax.Tree {
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
	reading := NewReading(host, lang)
	return func(text []byte, memo *syntax.Memo) *syntax.Tree {
		tree, err := syntax.ParseParts(context.Background(), reading, text, Split(text), memo)
		if err != nil {
			tb.Fatal(err)
		}
		return tree
	}
}

// Where nothing is wrong, the parts make the tree of the whole.
func TestPartsMakeTheWhole(t *testing.T) {
	whole, _ := parser(t)
	parts := inParts(t)
	cut := 0
	for _, text := range library(t, false) {
		if len(Split(text)) > 8 {
			cut++
		}
		for _, memo := range []*syntax.Memo{nil, syntax.NewMemo()} {
			if want, got := whole(text), parts(text, memo); !want.HasError() && !slices.Equal(want.Nodes, got.Nodes) {
				t.Errorf("another tree in parts:\n%.300s", text)
			}
		}
	}
	if cut < 50 {
		t.Errorf("only %d files have parts", cut)
	}
}

// The lines in front of which a text is cut, marked by a bar.
func TestSplit(t *testing.T) {
	for name, text := range map[string]string{
		"definitions":                          "import a\n|def f():\n    pass\n|class A:\n    def g(self): pass\n|async def h(): pass\n",
		"the first line":                       "def f(): pass\n|def g(): pass\n",
		"decorators":                           "x = 1\n|@a\n@b(1,\n   2)\n\n# why\ndef f(): pass\n|@c\nclass A: pass\n",
		"long decorators":                      "x = 1\n|@a([\n" + strings.Repeat("    1,\n", 100) + "])\ndef f(): pass\n",
		"a decorator of nothing":               "x = 1\n@a\ny = 2\n|def f(): pass\n",
		"a decorator on the next line":         "x = 1\n|@\n# why\na.b(c)\n@d\ndef f(): pass\n",
		"names":                                "define = 1\nclassy = 2\nasync_def = 3\n",
		"a long string":                        "a = '''\ndef f(): pass\n'''\n|def g(): pass\n",
		"a raw string":                         "a = r'\\'\n|def g(): pass\n",
		"a quote in a comment":                 "a = 1  # don't\n|def g(): pass\n",
		"an open string":                       "a = 'def\n|def g(): pass\n",
		"an open long string":                  "a = '''\ndef g(): pass\n",
		"an open bracket":                      "a = f(1,\n|def g(): pass\n",
		"an operator":                          "a = (b\n@ c)\n|def g(): pass\n",
		"a decorator after an open bracket":    "a = f(1,\n|@b\ndef g(): pass\n",
		"an open bracket in a decorator":       "a = 1\n|@b(\ndef g(): pass\n",
		"brackets in strings":                  "a = '(', \"[\"\n|@b\ndef g(): pass\n",
		"a line that goes on":                  "a = 1 + \\\ndef g(): pass\n",
		"a string that goes on":                "a = 'x\\\ndef g(): pass'\n|def h(): pass\n",
		"carriage returns":                     "a = 1\r\n|def f():\r\n    pass\r\n|@a\r\ndef g(): pass\r\n",
		"a byte order mark":                    "\xef\xbb\xbfdef f(): pass\n|def g(): pass\n",
		"indented ones are no part's business": "if a:\n    def f(): pass\n|def g(): pass\n",
	} {
		plain := strings.ReplaceAll(text, "|", "")
		var b strings.Builder
		from := 0
		for _, c := range Split([]byte(plain)) {
			b.WriteString(plain[from:c.At] + "|")
			from = c.At
		}
		if diff := cmp.Diff(text, b.String()+plain[from:]); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
}

// What is wrong in one definition does not reach the next.
func TestDamageStays(t *testing.T) {
	parts := inParts(t)
	_, l := parser(t)
	for _, wrong := range []string{"    return g(x[", "    x = {'a': (", "    if x ==", "    for i in", "    '", "    a b c", "  )", "    @"} {
		text := "def f(x):\n" + wrong + "\n\ndef g(y):\n    return y\n"
		fn := l.Lower(parts([]byte(text), nil), text)
		n := len(fn.Children)
		if n == 0 || fn.Children[n-1].Name != "g" || fn.Children[n-1].Broken {
			t.Errorf("%q spoils what follows", wrong)
		}
	}
}

// However a text came to be, its parts are those of a fresh one.
func TestMemoChangesNothing(t *testing.T) {
	parts := inParts(t)
	texts := programs(t)
	long := strings.Join(texts, "\n")
	for len(long) < 40<<10 {
		long += long
	}
	rapid.Check(t, func(t *rapid.T) {
		memo, splits := syntax.NewMemo(), &Splitter{}
		text := rapid.SampledFrom(append(texts, long)).Draw(t, "text")
		splits.Split(text)
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			at := rapid.IntRange(0, len(text)).Draw(t, "at")
			end := min(len(text), at+rapid.IntRange(0, 200).Draw(t, "deleted"))
			if rapid.Bool().Draw(t, "at a definition") {
				if i := strings.Index(text[at:], "\ndef "); i >= 0 {
					at += i + 1
					end = at
				}
			}
			add := rapid.SampledFrom([]string{"", "x", "(", "'", "'''", "\ndef new(a):\n    return a\n", "@", "@x(\n", "\n", "\r", "    ", ")", "#", "\\", "{", "f\"{a:"}).Draw(t, "added")
			text = text[:at] + add + text[end:]
			if want, got := Split([]byte(text)), splits.Split(text); !slices.Equal(want, got) {
				t.Fatalf("other cuts after edits of\n%s\n%v\n%v", text, got, want)
			}
			if want, got := parts([]byte(text), nil), parts([]byte(text), memo); !slices.Equal(want.Nodes, got.Nodes) {
				t.Fatalf("another tree after edits of\n%s", text)
			}
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	text := []byte(strings.Join(programs(b), "\n"))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Split(text)
	}
}
