package fix

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
	"underpin/analysis/internal/types"
)

// example is one case of testdata: "fix:" names the maker, the function called
// and the style of placeholders.
type example struct {
	name, before, after string
	maker, sink, style  string
	spec                map[string]string
	holes, mend         []string
}

func examples(t *testing.T, file string) []example {
	t.Helper()
	text, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	for _, part := range strings.Split("\n"+string(text), "\n### ")[1:] {
		head, rest, _ := strings.Cut(part, "\n--- before\n")
		before, after, ok := strings.Cut(rest, "\n--- after\n")
		if !ok {
			t.Fatalf("%s: no after in %s", file, head)
		}
		c := example{before: before + "\n", after: strings.TrimSuffix(after, "\n") + "\n", spec: map[string]string{}}
		for i, line := range strings.Split(head, "\n") {
			key, words, _ := strings.Cut(line, ": ")
			switch {
			case i == 0:
				c.name = line
			case key == "fix":
				f := append(strings.Fields(words), "", "")
				c.maker, c.sink, c.style = f[0], f[1], f[2]
			case key == "mend":
				c.mend = append(c.mend, words)
			case key == "holes":
				c.holes = strings.Fields(words)
			case key == "spec":
				for _, w := range strings.Fields(words) {
					k, v, _ := strings.Cut(w, "=")
					c.spec[k] = v
				}
			}
		}
		out = append(out, c)
	}
	return out
}

func parse(t *testing.T, text string) (*types.Program, *syntax.Tree) {
	t.Helper()
	host := testhost.Host(t)
	grammar, err := host.Grammar("python")
	if err != nil {
		t.Fatal(err)
	}
	lang, err := syntax.NewLanguage(grammar)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := syntax.Parse(context.Background(), host, lang, python.Prelex([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	nowhere := types.Importer{
		Module: func(_, _ string) (int32, string, bool) { return -1, "", false },
		Sub:    func(_, _ string) (int32, string, bool) { return -1, "", false },
	}
	body := python.New(lang).Lower(tree, text)
	return types.NewProgram(&rule.View{}, nowhere, []string{"app.py"}, []*ir.Func{body}, 1, nil), tree
}

// place finds what the engine would hand over: the call of the function named,
// its first argument, the reads of the variables named, the literal.
func place(p *types.Program, c *example, text string) *Context {
	for _, f := range p.Funcs {
		x := &Context{
			Fn: f, Text: text, Call: ir.None, Arg: ir.None, Style: c.style, Name: c.spec["name"],
			Mend: append(c.mend, strings.FieldsFunc(c.spec["mend"], func(r rune) bool { return r == ',' })...),
			Spec: rule.FixSpec{ID: c.maker, Call: c.spec["call"], Import: c.spec["import"], Drop: c.spec["drop"], For: c.spec["for"], Where: c.spec["where"]},
		}
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			switch in.Op {
			case ir.OpCall:
				if name := calleeName(f, in.A); name == c.sink {
					x.Call = int32(i)
					if args := f.IR.ArgsOf(in); len(args) > 0 && c.maker != "env-lookup" {
						x.Arg = args[0].Value
					}
				}
			case ir.OpCompare:
				if c.maker == "compare" {
					x.Arg = in.A
				}
			case ir.OpLoad:
				if slices.Contains(c.holes, f.IR.Slots[in.A]) {
					x.Way = append(x.Way, int32(i))
				}
			case ir.OpConst:
				if v := c.spec["value"]; v != "" && strings.HasPrefix(f.IR.Consts[in.A].Str, v) {
					x.Arg = int32(i)
				}
			case ir.OpClosure: // a default is evaluated outside
			}
		}
		if x.Arg >= 0 {
			return x
		}
	}
	return nil
}

func calleeName(f *types.Func, reg int32) string {
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpMember:
		return f.IR.Names[in.B]
	case ir.OpName:
		return f.IR.Names[in.A]
	case ir.OpLoad:
		return f.IR.Slots[in.A]
	}
	return ""
}

func (c *example) run(t *testing.T, text string) (string, bool) {
	t.Helper()
	p, _ := parse(t, text)
	x := place(p, c, text)
	if x == nil {
		t.Fatalf("%s: the place was not found", c.name)
	}
	f, ok := Make(x)
	if !ok {
		return "", false
	}
	after, err := source.NewString(text).Apply(f.Edits...)
	if err != nil {
		t.Fatalf("%s: %v", c.name, err)
	}
	return after.String(), true
}

func TestExamples(t *testing.T) {
	for _, file := range []string{"parameterise.txt", "others.txt", "arguments.txt"} {
		for _, c := range examples(t, file) {
			got, ok := c.run(t, c.before)
			if !ok {
				got = "none\n"
			}
			if diff := cmp.Diff(c.after, got); diff != "" {
				t.Errorf("%s: %s: %s", file, c.name, diff)
			}
			if _, tree := parse(t, got); ok && tree.HasError() {
				t.Errorf("%s: %s: the result has syntax errors", file, c.name)
			}
		}
	}
}

// Line ends and indentation of a file are kept.
func TestLineEnds(t *testing.T) {
	dress := func(s string) string {
		return strings.ReplaceAll(strings.ReplaceAll(s, "\n", "\r\n"), "    ", "\t")
	}
	for _, file := range []string{"parameterise.txt", "others.txt", "arguments.txt"} {
		for _, c := range examples(t, file) {
			got, ok := c.run(t, dress(c.before))
			if !ok {
				got = dress("none\n")
			}
			if diff := cmp.Diff(dress(c.after), got); diff != "" {
				t.Errorf("%s: %s: %s", file, c.name, diff)
			}
		}
	}
}

// Every maker is known and every example's maker exists.
func TestKnown(t *testing.T) {
	for _, c := range slices.Concat(examples(t, "parameterise.txt"), examples(t, "others.txt"), examples(t, "arguments.txt")) {
		if !Known(c.maker) {
			t.Errorf("%s: no maker %s", c.name, c.maker)
		}
	}
}

// Half-written code is the normal input: on every prefix of every example each
// maker either refuses or gives edits that apply, for every call and literal.
func TestPrefixes(t *testing.T) {
	makers := []string{"parameterise", "argument-list", "quote", "escape", "wrap", "mask", "replace-call", "env-lookup", "compare", "receiver", "set-argument"}
	for _, file := range []string{"parameterise.txt", "others.txt", "arguments.txt"} {
		for n, c := range examples(t, file) {
			for end := n % 7; end <= len(c.before); end += 7 { // enough places, not all: parsing costs
				text := c.before[:end]
				p, _ := parse(t, text)
				for _, f := range p.Funcs {
					for i := range f.IR.Instrs {
						for _, m := range makers {
							tryMaker(t, f, int32(i), m, text)
						}
					}
				}
			}
		}
	}
}

func tryMaker(t *testing.T, f *types.Func, i int32, maker, text string) {
	t.Helper()
	in := &f.IR.Instrs[i]
	x := &Context{
		Fn: f, Text: text, Call: ir.None, Arg: i, Style: "format", Name: "API_KEY", Mend: []string{"shell=False", "timeout=10"},
		Spec: rule.FixSpec{ID: maker, Call: "os.path.basename", Import: "os", Drop: "shell"},
	}
	if in.Op == ir.OpCall {
		args := f.IR.ArgsOf(in)
		if len(args) == 0 {
			return
		}
		x.Call, x.Arg, x.Way = i, args[0].Value, []int32{args[len(args)-1].Value}
	}
	fix, ok := Make(x)
	if !ok {
		return
	}
	if _, err := source.NewString(text).Apply(fix.Edits...); err != nil {
		t.Errorf("%s of %q: %v", maker, text, err)
	}
}
