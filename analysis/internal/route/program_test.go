package route

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/resolve"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
	"underpin/analysis/internal/types"
)

// bench holds what the tests of the package share: the real models and rules,
// and the real front end.
type bench struct {
	host  syntax.Parser
	lang  *syntax.Language
	lower *python.Lowerer
	set   *rule.Set
}

func newBench(t testing.TB, rules fs.FS) *bench {
	t.Helper()
	host := testhost.Host(t)
	g, err := host.Grammar("python")
	if err != nil {
		t.Fatal(err)
	}
	lang, err := syntax.NewLanguage(g)
	if err != nil {
		t.Fatal(err)
	}
	set, err := rule.Load(rules, os.DirFS("../../models"), nil)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{host, lang, python.New(lang), set}
}

// source is one file of a small program.
type source struct{ path, text string }

func (b *bench) program(t testing.TB, files []source) *types.Program {
	t.Helper()
	slices.SortFunc(files, func(x, y source) int { return strings.Compare(x.path, y.path) })
	var paths, imports []string
	var bodies []*ir.Func
	for _, f := range files {
		tree, err := syntax.Parse(context.Background(), b.host, b.lang, python.Prelex([]byte(f.text)))
		if err != nil {
			t.Fatal(err)
		}
		body := b.lower.Lower(tree, f.text)
		paths, bodies = append(paths, f.path), append(bodies, body)
		imports = append(imports, modules(body)...)
	}
	slices.Sort(imports)
	view, err := b.set.View("python", slices.Compact(imports))
	if err != nil {
		t.Fatal(err)
	}
	x := resolve.NewIndex(paths)
	split := func(r resolve.Result) (int32, string, bool) { return r.File, r.Dir, r.Here }
	return types.NewProgram(view, types.Importer{
		Module: func(from, name string) (int32, string, bool) { return split(x.Module(from, name)) },
		Sub:    func(dir, name string) (int32, string, bool) { return split(x.Sub(dir, name)) },
	}, paths, bodies, 2, nil)
}

func modules(f *ir.Func) []string {
	var out []string
	for i := range f.Instrs {
		if in := &f.Instrs[i]; in.Op == ir.OpImport || in.Op == ir.OpImportFrom {
			name, _, _ := strings.Cut(f.Names[in.A], ".")
			out = append(out, name)
		}
	}
	for _, c := range f.Children {
		out = append(out, modules(c)...)
	}
	return out
}

// plainFacts says what a function's body does by looking at it instruction by
// instruction: what the flow analysis knows better, but enough for small programs.
func plainFacts(p *types.Program) func(*types.Func) types.FuncFacts {
	return func(f *types.Func) types.FuncFacts {
		var out types.FuncFacts
		labels := func(name string) { out.Labels |= p.View.Naming(name) }
		for i := range f.IR.Params {
			labels(f.IR.Params[i].Name)
		}
		for i := range f.IR.Consts {
			labels(f.IR.Consts[i].Str)
		}
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			switch in.Op {
			case ir.OpMember:
				labels(f.IR.Names[in.B])
				if m := p.Reg(f, in.A).Sym.Member(f.IR.Names[in.B]); m != nil {
					out.Labels |= m.Starts()
				}
			case ir.OpSetIndex:
				if r := p.Reg(f, in.A); r.Kind == types.KindInstance || r.Kind == types.KindSymbol {
					if m := r.Sym.Member("__setitem__"); m != nil {
						out.Facts |= m.Facts
					}
				}
			case ir.OpCall:
				plainCall(p, f, in, &out)
			}
		}
		slices.SortFunc(out.Calls, func(a, b *types.Func) int { return int(a.ID - b.ID) })
		out.Calls = slices.Compact(out.Calls)
		slices.Sort(out.Unresolved)
		return out
	}
}

func plainCall(p *types.Program, f *types.Func, in *ir.Instr, out *types.FuncFacts) {
	switch r := p.Reg(f, in.A); r.Kind {
	case types.KindSymbol:
		out.Facts |= r.Sym.Facts
	case types.KindFunc, types.KindBound:
		out.Calls = append(out.Calls, r.Func)
	case types.KindClass:
		if m := p.Method(r.Class, "__init__"); m != nil {
			out.Calls = append(out.Calls, m)
		}
	default:
		m := &f.IR.Instrs[in.A]
		if m.Op == ir.OpMember {
			for _, s := range p.View.Guess(lastName(place{f, m.A}), f.IR.Names[m.B]) {
				out.Facts |= s.Facts
			}
		}
		if n := lastName(place{f, in.A}); n != "" {
			out.Unresolved = append(out.Unresolved, n)
		}
	}
}
