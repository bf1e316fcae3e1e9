//go:build cgo

package cgoparser

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/python"

	"underpin/analysis/internal/syntax"
)

func TestLanguages(t *testing.T) {
	host, lang := pythonHost(t)
	if !slices.IsSorted(host.Languages()) || !slices.Contains(host.Languages(), "python") {
		t.Errorf("languages are %v", host.Languages())
	}
	if _, err := host.Grammar("cobol"); err == nil || !strings.Contains(err.Error(), `"cobol"`) {
		t.Errorf("an unknown language gives %v", err)
	}
	if _, err := host.Parse(context.Background(), syntax.Job{Language: "cobol"}); err == nil {
		t.Error("an unknown language parses")
	}
	for _, name := range []string{"module", "call", "identifier", "function_definition", "interpolation"} {
		if lang.KindID(name, true) == 0 {
			t.Errorf("there is no kind %s", name)
		}
	}
	if lang.FieldID("function") == 0 || lang.FieldID("body") == 0 {
		t.Error("fields are missing")
	}
}

func TestKindsOfTreesAreTheNamedOnes(t *testing.T) {
	host, lang := pythonHost(t)
	tree := parseText(t, host, lang, string(sample(t)))
	for i, n := range tree.Nodes {
		name, named := lang.KindName(n.Kind), n.Flags&syntax.Named != 0
		if lang.KindID(name, named) != n.Kind {
			t.Fatalf("node %d is of kind %d, %s, whose number is %d", i, n.Kind, name, lang.KindID(name, named))
		}
	}
}

func TestWhatIsOmitted(t *testing.T) {
	host, lang := pythonHost(t)
	const src = "@d\nasync def f(a: int, *, b=1) -> x:  # c\n    return a[1:] + f'{x=}' if not a in (b,) else c.d(e=1)\nf(\n"
	var literals []string
	tree := parseText(t, host, lang, src)
	for i := range tree.Nodes {
		if !tree.Is(i, syntax.Named) {
			literals = append(literals, tree.Text(i, src))
		}
	}
	want := "async def * return : + { = } if not in else ("
	if got := strings.Join(literals, " "); got != want {
		t.Errorf("literals are %s, want %s", got, want)
	}
	if comment := tree.At(strings.Index(src, "#")); !tree.Is(comment, syntax.Extra) {
		t.Error("the comment is missing")
	}
}

// The C walk and smacker's cursor give the same records, on anything.
func FuzzWalksAgree(f *testing.F) {
	for _, piece := range pieces {
		f.Add([]byte(piece))
	}
	host, lang := pythonHost(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		result, err := host.Parse(context.Background(), syntax.Job{Language: lang.Name(), Text: text})
		if err != nil {
			t.Fatal(err)
		}
		p := sitter.NewParser()
		defer p.Close()
		p.SetLanguage(python.GetLanguage())
		tree, err := p.ParseCtx(context.Background(), nil, text)
		if err != nil {
			t.Fatal(err)
		}
		defer tree.Close()
		if !bytes.Equal(result.Records, walk(tree, pythonGrammar(host))) {
			t.Fatalf("the walks over %q differ", text)
		}
		if _, err := syntax.Parse(context.Background(), host, lang, text); err != nil {
			t.Fatal(err)
		}
	})
}

func TestEveryPrefixParses(t *testing.T) {
	host, lang := pythonHost(t)
	text := strings.Join(pieces, "")
	for i := range len(text) + 1 {
		parseText(t, host, lang, text[:i])
	}
}

// Hostile texts end. Most cost time in proportion to their length; the parser is quadratic in runs of comments and
// line continuations, which pre-lexing joins.
func TestHostileTexts(t *testing.T) {
	host, lang := pythonHost(t)
	const deep = 10_000
	for name, text := range map[string]string{
		"open parentheses":       strings.Repeat("(", deep),
		"nested parentheses":     strings.Repeat("(", deep) + "a" + strings.Repeat(")", deep),
		"nested lists":           strings.Repeat("[", deep) + strings.Repeat("]", deep),
		"nested calls":           strings.Repeat("f(", deep) + strings.Repeat(")", deep),
		"attribute chain":        "a" + strings.Repeat(".b", deep),
		"call chain":             "a" + strings.Repeat("()", deep),
		"unary operators":        strings.Repeat("not ", deep) + "a",
		"sum":                    "a" + strings.Repeat(" + a", deep),
		"lambdas":                strings.Repeat("lambda: ", deep) + "a",
		"conditions":             strings.Repeat("a if b else ", deep) + "c",
		"nested f-strings":       strings.Repeat("f'{", 200) + "a" + strings.Repeat("}'", 200),
		"open f-strings":         strings.Repeat("f'{", deep),
		"nested blocks":          nestedBlocks(1000),
		"one endless line":       "x = [" + strings.Repeat("1, ", 1<<20) + "]",
		"one endless string":     "x = '" + strings.Repeat("a", 4<<20),
		"one endless name":       strings.Repeat("a", 4<<20),
		"one endless comment":    "#" + strings.Repeat("a", 4<<20),
		"quotes":                 strings.Repeat("'", 1<<16) + strings.Repeat("\"", 1<<16),
		"colons":                 strings.Repeat(":", 1<<14),
		"NULs":                   strings.Repeat("\x00", 1<<16),
		"bytes that are no text": strings.Repeat("\xff\xfe\x80", 1<<14),
		"line ends":              strings.Repeat("\n", 1<<20),
		"carriage returns":       strings.Repeat("\r", 1<<16),
		"backslashes":            strings.Repeat("\\\n", 1<<11),
	} {
		start := time.Now()
		tree := parseText(t, host, lang, text)
		t.Logf("%-24s %9d bytes %8d nodes %8.1f ms", name, len(text), len(tree.Nodes), time.Since(start).Seconds()*1000)
	}
}

// Fifty megabytes of data in a module, as generated files hold it.
func TestFiftyMegabytes(t *testing.T) {
	host, lang := pythonHost(t)
	line := "    '" + strings.Repeat("0123456789abcdef", 256) + "',\n"
	text := "data = [\n" + strings.Repeat(line, 50<<20/len(line)+1) + "]\n"
	tree := parseText(t, host, lang, text)
	if tree.End(syntax.Root) != len(text) || tree.HasError() {
		t.Errorf("the tree ends at %d of %d", tree.End(syntax.Root), len(text))
	}
}

func TestCancellation(t *testing.T) {
	host, lang := pythonHost(t)
	text := slices.Repeat(sample(t), 100)
	for _, after := range []time.Duration{0, time.Millisecond, 20 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		start := time.Now()
		_, err := syntax.Parse(ctx, host, lang, text)
		cancel()
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("a parse cancelled after %v gives %v", after, err)
		}
		if late := time.Since(start) - after; late > time.Second {
			t.Errorf("a parse stopped %v after it was cancelled", late)
		}
	}
	// A parser that was cancelled must not go on with its old text.
	if tree := parseText(t, host, lang, "x\n"); len(tree.Nodes) != 3 {
		t.Errorf("after a cancelled parse, x is\n%s", tree.Dump("x\n"))
	}
}

func TestParsersRunSideBySide(t *testing.T) {
	host, lang := pythonHost(t)
	text := sample(t)
	want := parseText(t, host, lang, string(text))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				ctx, cancel := context.WithCancel(context.Background())
				got, err := syntax.Parse(ctx, host, lang, text)
				cancel()
				if err != nil || !slices.Equal(got.Nodes, want.Nodes) {
					t.Errorf("a tree parsed beside others differs (%v)", err)
				}
			}
		})
	}
	group.Wait()
}

func TestHandleMayBeClosedTwice(t *testing.T) {
	host, lang := pythonHost(t)
	result, err := host.Parse(context.Background(), syntax.Job{Language: lang.Name(), Text: []byte("x"), Keep: true})
	if err != nil || result.Handle == nil {
		t.Fatalf("no handle (%v)", err)
	}
	result.Handle.Close()
	result.Handle.Close()
}

func nestedBlocks(depth int) string {
	var b strings.Builder
	for i := range depth {
		b.WriteString(strings.Repeat(" ", i) + "if a:\n")
	}
	return b.String() + strings.Repeat(" ", depth) + "pass\n"
}

func parseText(t *testing.T, host *Host, lang *syntax.Language, text string) *syntax.Tree {
	t.Helper()
	tree, err := syntax.Parse(context.Background(), host, lang, []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return tree
}
