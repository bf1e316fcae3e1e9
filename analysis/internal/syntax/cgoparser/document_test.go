//go:build cgo

package cgoparser

import (
	"context"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// pieces are what a document is typed from: whole statements, so that text often parses, and fragments and
// bytes, so that often it does not.
var pieces = []string{
	"x = 1\n", "def f(a, b=1, *c, **d):\n    return a\n", "class A(B):\n    x: int = 1\n    def f(self):\n        pass\n",
	"if a:\n    b\nelse:\n    c\n", "for x in y:\n    z()\n", "with a as b:\n    c\n", "try:\n    a\nexcept E as e:\n    b\n",
	"x = f\"{a!r:>{w}} {b['k']}\" 'c'\n", "s = \"\"\"a\nb {c}\n\"\"\"\n", "# comment\n", "\n", "match x:\n    case [1, *r]:\n        pass\n",
	"async def g():\n    await h(x for x in y)\n", "a.b(c)[d:e]\n", "lambda x: (yield)\n", "é = '😀'\n", "x = [\n    1,\n    2,\n]\n",
	"    ", "\t", "(", ")", "[", "]", "{", "}", "'", "\"", "\"\"\"", ":", ",", " ", "f'", "\\", "\r\n", "\r", "\x00", "\xff", "\xef\xbb\xbf",
	"a", "def ", "if ", "else:", "return ", "not ", "in ", "=", "*", "#", "1",
}

// statements is how many of the pieces, from the first on, are whole statements.
const statements = 17

func documentText() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces[:statements]), 1, 12).Draw(t, "statements"), "")
	})
}

// randomEdit inserts a piece, deletes a short run, or replaces one by the other.
func randomEdit(t *rapid.T, text *source.Text) *source.Text {
	start := rapid.IntRange(0, text.Len()).Draw(t, "start")
	end := min(text.Len(), start+rapid.SampledFrom([]int{0, 0, 0, 1, 2, 10}).Draw(t, "deleted"))
	from := pieces
	if rapid.Bool().Draw(t, "at a line") { // where whole statements fit
		start = text.LineStart(text.Line(start))
		end = start
		from = pieces[:statements]
	}
	next, err := text.Apply(source.Edit{Start: start, End: end, New: rapid.SampledFrom(from).Draw(t, "new")})
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// An incremental tree of text that fits the grammar is the fresh one, except where the grammar leaves open what a
// star binds to; a settled tree always is.
func TestIncrementalEqualsFresh(t *testing.T) {
	host, lang := pythonHost(t)
	ctx := context.Background()
	splat := lang.KindID("list_splat", true)
	broken, same, ambiguous := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := source.NewString(documentText().Draw(t, "text"))
		doc := syntax.NewDocument(host, lang)
		defer doc.Close()
		for range rapid.IntRange(1, 12).Draw(t, "edits") {
			text = randomEdit(t, text)
			quick, err := doc.Reparse(ctx, text)
			if err != nil {
				t.Fatal(err)
			}
			fresh, err := syntax.Parse(ctx, host, lang, text.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			equal := slices.Equal(quick.Nodes, fresh.Nodes)
			switch {
			case quick.HasError() || fresh.HasError():
				broken++
			case equal:
				same++
			case slices.ContainsFunc(fresh.Nodes, func(n syntax.Node) bool { return n.Kind == splat }):
				ambiguous++
			default:
				t.Fatalf("%q parsed incrementally is\n%sand fresh\n%s", text, quick.Dump(text.String()), fresh.Dump(text.String()))
			}
			if !rapid.Bool().Draw(t, "settle") {
				continue // so that incremental trees are built on provisional ones too
			}
			settled, confirmed, err := doc.Settle(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if settled.Provisional || !slices.Equal(settled.Nodes, fresh.Nodes) || confirmed != equal {
				t.Fatalf("%q settled differs from fresh", text)
			}
		}
	})
	t.Logf("%d broken texts, %d trees equal to fresh, %d ambiguous", broken, same, ambiguous)
	if same < broken/10 {
		t.Errorf("only %d trees were compared", same)
	}
}

func TestDocument(t *testing.T) {
	host, lang := pythonHost(t)
	ctx := context.Background()
	doc := syntax.NewDocument(host, lang)
	defer doc.Close()
	if doc.Tree() != nil {
		t.Error("a document has a tree before its first text")
	}
	first, err := doc.Reparse(ctx, source.NewString("x = (1\n"))
	if err != nil || first.Provisional || !first.HasError() {
		t.Fatalf("the first tree is %+v (%v), want a fresh one with an error", first, err)
	}
	if again, err := doc.Reparse(ctx, source.NewString("x = (1\n")); err != nil || again != first {
		t.Error("equal text was parsed again")
	}
	second, err := doc.Reparse(ctx, source.NewString("x = (12\n"))
	if err != nil || !second.Provisional {
		t.Fatalf("an incremental tree is not provisional (%v)", err)
	}
	settled, _, err := doc.Settle(ctx)
	if err != nil || settled.Provisional || doc.Tree() != settled {
		t.Fatalf("the settled tree is provisional (%v)", err)
	}
	if again, confirmed, err := doc.Settle(ctx); err != nil || again != settled || !confirmed {
		t.Errorf("a settled tree was parsed again (%v)", err)
	}
	doc.Close()
	third, err := doc.Reparse(ctx, source.NewString("x = 12\n"))
	if err != nil || third.Provisional || third.HasError() {
		t.Fatalf("a closed document does not start again (%v)", err)
	}
	if first.Dump("x = (1\n") == "" || len(second.Nodes) == 0 {
		t.Error("older trees are gone")
	}
}

func TestCancelledReparseKeepsTheDocument(t *testing.T) {
	host, lang := pythonHost(t)
	doc := syntax.NewDocument(host, lang)
	defer doc.Close()
	before := source.New(slices.Repeat([]byte("def f(a):\n    return a\n"), 2000))
	tree, err := doc.Parse(context.Background(), before)
	if err != nil {
		t.Fatal(err)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	after, err := before.Apply(source.Edit{Start: 4, End: 5, New: "renamed"}, source.Edit{Start: before.Len() - 2, End: before.Len() - 1, New: "b"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := doc.Reparse(cancelled, after); err != context.Canceled {
		t.Fatalf("a cancelled parse gives %v", err)
	}
	if doc.Tree() != tree {
		t.Error("a cancelled parse changed the tree")
	}
	got, err := doc.Reparse(context.Background(), after)
	if err != nil {
		t.Fatal(err)
	}
	fresh, err := syntax.Parse(context.Background(), host, lang, after.Bytes())
	if err != nil || !slices.Equal(got.Nodes, fresh.Nodes) {
		t.Errorf("after a cancelled parse the tree differs from a fresh one (%v)", err)
	}
}
