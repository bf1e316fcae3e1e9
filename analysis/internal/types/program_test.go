package types_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/resolve"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/testhost"
	"underpin/analysis/internal/types"
)

// front is the real front end and the real models, made once: loading them costs
// more than any test.
type front struct {
	lang  *syntax.Language
	lower *python.Lowerer
	set   *rule.Set
	err   error
}

var theFront = sync.OnceValue(func() (f front) {
	host, err := testhost.New()
	if err != nil {
		return front{err: err}
	}
	g, err := host.Grammar(python.Name)
	if err != nil {
		return front{err: err}
	}
	if f.lang, f.err = syntax.NewLanguage(g); f.err != nil {
		return f
	}
	f.lower = python.New(f.lang)
	f.set, f.err = rule.Load(fstest.MapFS{}, os.DirFS("../../models"), nil)
	return f
})

// program is a linked program with the texts it was made of.
type program struct {
	*types.Program
	texts []string
}

// link makes a program of an archive; text before the first file is main.py.
func link(t testing.TB, archive string) *program {
	t.Helper()
	host, front := testhost.Host(t), theFront()
	if front.err != nil {
		t.Fatal(front.err)
	}
	a := txtar.Parse([]byte(archive))
	files := a.Files
	if len(strings.TrimSpace(string(a.Comment))) > 0 {
		files = append(files, txtar.File{Name: "main.py", Data: a.Comment})
	}
	slices.SortFunc(files, func(x, y txtar.File) int { return strings.Compare(x.Name, y.Name) })
	p := &program{}
	var paths, imports []string
	var bodies []*ir.Func
	for _, f := range files {
		text := string(f.Data)
		tree, err := syntax.Parse(context.Background(), host, front.lang, python.Prelex(f.Data))
		if err != nil {
			t.Fatal(err)
		}
		body := front.lower.Lower(tree, text)
		p.texts = append(p.texts, text)
		paths, bodies = append(paths, f.Name), append(bodies, body)
		imports = imported(imports, body)
	}
	slices.Sort(imports)
	view, err := front.set.View("python", slices.Compact(imports))
	if err != nil {
		t.Fatal(err)
	}
	x := resolve.NewIndex(paths)
	split := func(r resolve.Result) (int32, string, bool) { return r.File, r.Dir, r.Here }
	p.Program = types.NewProgram(view, types.Importer{
		Module: func(from, name string) (int32, string, bool) { return split(x.Module(from, name)) },
		Sub:    func(dir, name string) (int32, string, bool) { return split(x.Sub(dir, name)) },
	}, paths, bodies, 2, nil)
	return p
}

func imported(to []string, f *ir.Func) []string {
	for i := range f.Instrs {
		if in := &f.Instrs[i]; in.Op == ir.OpImport || in.Op == ir.OpImportFrom {
			name, _, _ := strings.Cut(f.Names[in.A], ".")
			to = append(to, name)
		}
	}
	for _, c := range f.Children {
		to = imported(to, c)
	}
	return to
}

// function finds a function or class body by the name people see.
func (p *program) function(t testing.TB, name string) *types.Func {
	t.Helper()
	for _, f := range p.Funcs {
		if f.Name() == name {
			return f
		}
	}
	t.Fatalf("no function %s", name)
	return nil
}

// asked is a line of a program that ends with "#: ..." and what its assignment
// or return gives there.
type asked struct {
	module *types.Module
	line   string
	want   string
	fn     *types.Func
	reg    int32
}

// questions lists the marked lines.
func (p *program) questions(t testing.TB) []asked {
	t.Helper()
	var out []asked
	for i, text := range p.texts {
		start := 0
		for _, line := range strings.SplitAfter(text, "\n") {
			end := start + len(line)
			if code, want, ok := strings.Cut(line, "#:"); ok {
				q := asked{module: p.Modules[i], line: strings.TrimSpace(code), want: strings.TrimSpace(want)}
				if q.fn, q.reg = p.assigned(p.Modules[i], start, end); q.fn == nil {
					t.Fatalf("%s: nothing is assigned or returned in %q", p.Modules[i].Path, line)
				}
				out = append(out, q)
			}
			start = end
		}
	}
	return out
}

// assigned finds what is assigned or returned between two offsets, the last one.
func (p *program) assigned(m *types.Module, start, end int) (fn *types.Func, reg int32) {
	for _, f := range p.Funcs {
		if f.Module != m {
			continue
		}
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if at := int(f.Base + in.Pos); at < start || at >= end || in.Flags&ir.Implicit != 0 {
				continue
			}
			switch in.Op {
			case ir.OpStore, ir.OpSetName:
				fn, reg = f, in.B
			case ir.OpReturn:
				fn, reg = f, in.A
			}
		}
	}
	return fn, reg
}

// describe gives a Ref in short: "sqlite3.Cursor" and "User" are instances.
func describe(r types.Ref) string {
	s := ""
	switch r.Kind {
	case types.KindUnknown:
		s = "?"
	case types.KindSymbol:
		s = "the " + r.Sym.Name
	case types.KindInstance:
		s = r.Sym.Name
		if r.Class != nil {
			s += " of " + r.Class.Name
		}
	case types.KindModule:
		s = "module " + r.In.Mod.Path
	case types.KindPackage:
		s = "package " + r.In.Dir
	case types.KindFunc:
		s = "def " + r.Func.Name()
	case types.KindBound:
		s = "bound " + r.Func.Name()
	case types.KindClass:
		s = "class " + r.Class.Name
	case types.KindObject:
		s = r.Class.Name
	case types.KindForeign:
		s = "foreign"
	case types.KindSuper:
		s = "super " + r.Class.Name
	}
	if r.List {
		s = "list of " + s
	}
	return s
}
