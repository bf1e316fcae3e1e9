package python

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
)

func TestPrelex(t *testing.T) {
	for _, c := range []struct{ name, before, want string }{
		{"template string", `x = t"a {b}" + T'c'`, `x = f"a {b}" + F'c'`},
		{"raw template strings", `rt"" tr'' Rt"" tR'' RT"" TR''`, `rf"" fr'' Rf"" fR'' RF"" FR''`},
		{"long template string", `f(t"""{a}""")`, `f(f"""{a}""")`},
		{"template string in a hole", `f"{t"{x}"}"`, `f"{f"{x}"}"`},
		{"no prefix", `"at" + get"x" + "\t" + trt"x" + ttr"x"`, ""},
		{"escape before a quote", `"a\t"`, ""},

		{"default of a class", "class A[T = int](B): pass", "class A[T      ](B): pass"},
		{"defaults of a function", "async def f[T: int = str, *Ts = *tuple[int], **P = [int]](): pass",
			"async def f[T: int      , *Ts              , **P        ](): pass"},
		{"default of an alias", "type X[T=int, U='a, b'] = list[T]", "type X[T    , U       ] = list[T]"},
		{"default over lines", "class A[\n    T = int,\n    U =\n        str,\n]: pass", "class A[\n    T      ,\n    U  \n           ,\n]: pass"},
		{"no default", "class A[T: int]: x[a] = 1", ""},
		{"an index", "classy[a == b] = x[b == c]", ""},
		{"a hole in a template", `f"class A[T = {default}]"`, ""},
		{"brackets of two strings", `x = "def f[T=1" + y + "]()"`, ""},
		{"brackets of two long strings", "x = \"\"\"\ndef f[T=1\"\"\" + y + \"\"\"]()\"\"\"", ""},
		{"a comment among parameters", "class A[T = int, # ]\n]: pass", ""},
		{"never closed", "class A[T = int", ""},

		{"call of type", "type(x).a = 1", "Type(x).a = 1"},
		{"call of type in a block", "if a: \ttype (x)\n\ftype[0] = 1;type(y)", "if a: \tType (x)\n\fType[0] = 1;Type(y)"},
		{"alias", "type X = int\ntype = 1\ntype.a = 2", ""},
		{"call elsewhere", "x = type(a)\nx.type(a)\nprint(type(a))\n\\type(a)\nmytype(x)", ""},

		{"exception group", "try: a\nexcept* A, B:\n    pass", "try: a\nexcept  A, B:\n    pass"},
		{"three exceptions", "try: a\nexcept A, b.C(1, 2), D:\n    pass", "try: a\nexcept A| b.C(1, 2)| D:\n    pass"},
		{"three exceptions in a group", "try: a\nexcept *A, B, C:\n    pass", "try: a\nexcept  A| B| C:\n    pass"},
		{"exceptions in parentheses", "try: a\nexcept* (A, B, C) as e: x, y, z\nexcept(A): pass\nexcept: a, b, c", ""},
		{"two exceptions", "try: a\nexcept A, B:\n    pass", ""},
		{"no clause", "exceptions = a, b, c\nexcept_ = x[:]", ""},

		{"lone CR", "a\rb\r\nc\r", "a\nb\r\nc\n"},
		{"NUL", "a = 'b\x00c'\x00", "a = 'b c' "},
		{"empty", "", ""},
	} {
		got := string(Prelex([]byte(c.before)))
		if want := c.want; want == "" && got != c.before || want != "" && got != want {
			t.Errorf("%s: %q became %q, want %q", c.name, c.before, got, want)
		}
	}
}

func TestPrelexCopiesOnlyWhatChanges(t *testing.T) {
	text := []byte("def f(x):\n    return type(x)\n")
	if got := Prelex(text); &got[0] != &text[0] {
		t.Error("unchanged text was copied")
	}
	text = []byte("t''")
	if got := Prelex(text); &got[0] == &text[0] || string(text) != "t''" {
		t.Error("the text itself was changed")
	}
}

// grammarSample is Python of 3.8 to 3.14 that must parse after pre-lexing, one construct in each line or block.
const grammarSample = `
t"a {x}"
q = rT'a {x!r:>{w}}'
class A[T = int](B): pass
def f[T: int = str, *Ts = *tuple[int], **P = [int]](a: T) -> T: return a
type X[T = int] = list[T]
type Y = int
type = type(x)
type(self).a = f(b)
f"{x["a"]} {f"{f"{y}"}"} {d.get("a", "b")!r:>{w["k"]}} {z=} {{}}"
f"{
  x  # comment
}" f"{'\n'.join(a)} {(lambda x: 1)} {a != b} {a:%Y-%m-%d}"
try: a
except* E as e: b
try: a
except* A, B: b
try: a
except A, B, C: b
match x, y:
    case [1, *r] | {"k": v, **s} if (n := v): pass
    case A(x=1, y=b.C()) as z: pass
    case -1 | 1+2j | None | "a" "b" | b.c: pass
    case _: pass
match = re.match(a)
match[0] = case(type, print, exec)
class A:
    match: str
    type: int = 1
with (open(a) as b, open(c) as d,): pass
with (a): pass
if (n := 1) > 2 and x[y := 1]: f(z := 2)
a[*b, c] = [*d, *e]
def f(a, /, b=1, *args: *Ts, c, **k) -> None: yield *a, b
x = lambda a, /, b=1, *c, d, **e: (yield)
@a.b[0](c)
@(lambda f: f)
async def f():
    async with a as b, c as d: pass
    async for x in y: await z
    return [x async for x in y if await z] or {k: v async for k, v in z}
print("a", file=b), print(a) if b else c
x = print or exec
x = 1 + \
    2
é =变量 = 𝐱 = "😀"
0xFF_FF; 0b1_0; 1_000.0e-1_0; 1j; .5; 5.
`

func TestPrelexedGrammar(t *testing.T) {
	sample := strings.TrimPrefix(grammarSample, "\n")
	for name, text := range map[string]string{
		"as it is":           sample,
		"CRLF":               strings.ReplaceAll(sample, "\n", "\r\n"),
		"CR":                 strings.ReplaceAll(sample, "\n", "\r"),
		"byte order mark":    "\xef\xbb\xbf" + sample,
		"form feeds":         strings.ReplaceAll(sample, "\nclass", "\n\f\nclass"),
		"tabs":               strings.ReplaceAll(sample, "    ", "\t"),
		"no final line end":  strings.TrimSuffix(sample, "\n"),
		"bytes not UTF-8":    "x = '\xe9' # \xe8\n" + sample,
		"NUL inside strings": "x = '\x00'\n" + sample,
	} {
		prelexed := Prelex([]byte(text))
		tree := parse(t, prelexed)
		for i := range tree.Nodes {
			if tree.Is(i, syntax.Error|syntax.Missing) {
				t.Errorf("%s: error at %q", name, prelexed[tree.Start(i):min(len(prelexed), tree.Start(i)+60)])
				break
			}
		}
	}
}

// Runs of comments and of continuations take time in proportion to their length, and the comments at their ends
// keep their places.
func TestLongRuns(t *testing.T) {
	const lines = 100_000
	comments := "def f():\n    a\n" + strings.Repeat("    # comment\r\n\n", lines) + "    # last\n    b\n"
	tree := parse(t, Prelex([]byte(comments)))
	comment := tree.Lang.KindID("comment", true)
	var texts []string
	for i := range tree.Nodes {
		if tree.Kind(i) == comment {
			texts = append(texts, strings.TrimSpace(tree.Text(i, comments)))
		}
	}
	if len(texts) > 50 || texts[0] != "# comment" || texts[len(texts)-1] != "# last" || tree.HasError() {
		t.Errorf("%d comments, from %q to %q", len(texts), texts[0], texts[len(texts)-1])
	}
	continued := "x = 1" + strings.Repeat(" \\\n", lines) + " + 2\n" + strings.Repeat("\n\\\n", lines)
	if tree := parse(t, Prelex([]byte(continued))); tree.HasError() || len(tree.Nodes) > 20 {
		t.Errorf("a long continuation has %d nodes", len(tree.Nodes))
	}
	short := strings.Repeat("# comment\n", longRun-1) + "x = 1" + strings.Repeat(" \\\n", longRun-1) + "\n"
	if got := Prelex([]byte(short)); string(got) != short {
		t.Error("short runs were joined")
	}
}

// The gaps are valid Python of which the grammar gives an error, or a tree without the node it should have.
// A gap that closes fails the test, so that the list stays true.
func TestKnownGaps(t *testing.T) {
	for _, gap := range []struct{ why, text, kind, node string }{
		{"a lower indentation between . and a name, in parentheses", "if x:\n    (a.\n  b)\n", "attribute", "a.\n  b"},
		{"more than 255 columns of indentation, twice", deepBlocks(90), "module", ""},
		{"bytes that are not UTF-8, in names", "\xe9 = 1\n", "module", ""},
		{"match on a list of one", "match [a]:\n    case [a]: pass\n", "match_statement", ""},
		{"a splat of a call binds to the callee", "x = [*f(a)]\n", "list_splat", "*f(a)"},
		{"a splat of an index does too", "x = [*a[0]]\n", "list_splat", "*a[0]"},
		{"await binds weaker than power", "async def f():\n    await x ** 2\n", "await", "await x"},
		{"& binds no tighter than ^", "a ^ b & c\n", "binary_operator", "b & c"},
		{"print >> x is Python 2's statement", "print >> x\n", "binary_operator", "print >> x"},
		{"unpacking in comprehensions (3.15)", "{**d for d in ds}\n", "module", ""},
		{"exec with an operator and a namespace (2)", "exec 'a %s' % b in c\n", "module", ""},
		{"a line magic of a notebook", "%matplotlib inline\n", "module", ""},
	} {
		tree := parse(t, Prelex([]byte(gap.text)))
		kind := tree.Lang.KindID(gap.kind, true)
		found := false
		for i := range tree.Nodes {
			found = found || tree.Kind(i) == kind && (gap.node == "" || tree.Text(i, gap.text) == gap.node)
		}
		if !tree.HasError() && found {
			t.Errorf("%s: the gap has closed; move %q to grammarSample", gap.why, gap.text)
		}
	}
}

// Whatever Prelex does to a text, it keeps everything that decides what is a string, a line or a hole.
func FuzzPrelexKeepsStructure(f *testing.F) {
	f.Add([]byte(grammarSample))
	f.Add([]byte("except*a,b,c:\rclass A[T='x',U=(1,[2])]:type(x)rt'\x00"))
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		got := Prelex(text)
		if !bytes.Equal(before, text) {
			t.Fatal("the text was changed in place")
		}
		if len(got) != len(text) {
			t.Fatalf("%d bytes became %d", len(text), len(got))
		}
		for i := range text {
			if got[i] != text[i] && bytes.IndexByte([]byte("{}#"), text[i]) >= 0 {
				t.Fatalf("byte %d, %q, became %q", i, text[i], got[i])
			}
		}
	})
}

func BenchmarkPrelexUnchanged(b *testing.B) {
	text := bytes.Repeat([]byte("def f(a, b=1):\n    x = {'k': [a.b(c)[0], f'{a!r}']}\n    return x if a and not b else None\n"), 400)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Prelex(text)
	}
}

func deepBlocks(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat("    ", i) + "if a:\n")
	}
	return b.String() + strings.Repeat("    ", depth) + "pass\n"
}

func parse(t *testing.T, text []byte) *syntax.Tree {
	t.Helper()
	host := testhost.Host(t)
	names, err := host.Grammar("python")
	if err != nil {
		t.Fatal(err)
	}
	lang, err := syntax.NewLanguage(names)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := syntax.Parse(context.Background(), host, lang, text)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}
