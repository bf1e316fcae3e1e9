package route

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"underpin/analysis/internal/types"
)

var update = flag.Bool("update", false, "rewrite the last file of testdata/*.txtar")

// TestCollect compares what is found in the programs of testdata/*.txtar with
// their file "want": a line a handler (name, methods, whole paths), then a line
// a parameter or answer of an entry that says anything.
func TestCollect(t *testing.T) {
	b := newBench(t, fstest.MapFS{})
	names, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if !strings.HasSuffix(n.Name(), ".txtar") {
			continue
		}
		t.Run(n.Name(), func(t *testing.T) {
			a, err := txtar.ParseFile("testdata/" + n.Name())
			if err != nil {
				t.Fatal(err)
			}
			var files []source
			want := ""
			for _, f := range a.Files {
				if f.Name == "want" {
					want = string(f.Data)
					continue
				}
				files = append(files, source{f.Name, string(f.Data)})
			}
			p := b.program(t, files)
			got := b.describe(p, Collect(p))
			if *update {
				a.Files[len(a.Files)-1].Data = []byte(got)
				if err := os.WriteFile("testdata/"+n.Name(), txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want against got:\n%s", diff)
			}
		})
	}
}

func (b *bench) describe(p *types.Program, table *Table) string {
	var out strings.Builder
	for _, h := range table.Handlers {
		methods := strings.Join(h.Methods, ",")
		if methods == "" {
			methods = "any"
		}
		fmt.Fprintf(&out, "%s %s %s\n", h.Func.Name(), methods, strings.Join(h.Paths, " "))
	}
	v := b.set.Vocabulary
	for _, f := range p.Funcs {
		e := table.Entries[f]
		if e == nil {
			continue
		}
		for i, prm := range e.Params {
			var says []string
			if prm.Labels != 0 {
				says = append(says, strings.Join(v.Labels.List(prm.Labels), "+")+" as "+prm.As)
			}
			if prm.Inject != nil {
				says = append(says, "from "+prm.Inject.Name())
			}
			if prm.Ref.Class != nil {
				says = append(says, "a "+prm.Ref.Class.Name)
			}
			if prm.Ref.Sym != nil {
				says = append(says, "a "+prm.Ref.Sym.Name)
			}
			if says != nil {
				fmt.Fprintf(&out, "  %s(%s): %s\n", f.Name(), f.IR.Params[i].Name, strings.Join(says, ", "))
			}
		}
		if kinds := v.Kinds.List(e.Value | e.Text); kinds != nil {
			fmt.Fprintf(&out, "  %s -> %s\n", f.Name(), strings.Join(kinds, "+"))
		}
	}
	return out.String()
}

// TestOrder holds that nothing depends on the order of a map: the same program
// gives the same findings in the same order.
func TestOrder(t *testing.T) {
	b := newBench(t, routeRules(t))
	files := manyRoutes(40)
	first := ""
	for jobs := range 5 {
		p := b.program(t, files)
		var got strings.Builder
		found, err := Check(Collect(p), b.set.Rules, func(*types.Func) bool { return true }, plainFacts(p), jobs+1)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			fmt.Fprintln(&got, f.Fn.Name(), f.Instr, f.Rule.Name, f.Source, f.Guesses, len(f.Steps))
		}
		if first == "" {
			first = got.String()
		}
		if got.String() != first || strings.Count(first, "\n") != 40 {
			t.Fatalf("got\n%s\nwant\n%s", got.String(), first)
		}
	}
}

// manyRoutes makes an application of n blueprints, each with an unlimited login.
func manyRoutes(n int) []source {
	files := []source{{"app/__init__.py", ""}}
	var app strings.Builder
	app.WriteString("from flask import Flask\napp = Flask(__name__)\n")
	for i := range n {
		name := fmt.Sprintf("part%d", i)
		fmt.Fprintf(&app, "from app.%s import bp as bp%d\napp.register_blueprint(bp%d, url_prefix='/%s')\n", name, i, i, name)
		files = append(files, source{"app/" + name + ".py", fmt.Sprintf(`from flask import Blueprint, request, session
from app.people import check
bp = Blueprint(%q, __name__)
@bp.post("/login")
def login%d():
    session["person"] = check(request.form["password"])
    return "ok"
`, name, i)})
	}
	return append(files, source{"app/main.py", app.String()})
}

func BenchmarkCollect(b *testing.B) {
	bn := newBench(b, fstest.MapFS{})
	files := manyRoutes(200)
	p := bn.program(b, files)
	b.ResetTimer()
	for b.Loop() {
		Collect(p)
	}
}
