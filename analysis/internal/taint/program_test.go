package taint_test

import (
	"context"
	"fmt"
	"maps"
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
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// lab is a library made for these tests: one thing of each kind that a model can
// say, so that no test depends on what the real models say.
const lab = `modules: [lab]
version: "1"
doc: none

types:
  lab.{Box,Limit}:
  lab.{Form,Text}:
  lab.Number: {clean: true}
  lab.Data: builtins.dict

values:
  lab.Form.data: lab.Data

holds:
  lab.Form.data: self

intrinsics:
  lab.Data: fields
  lab.same: same
  lab.join: path.join

constants:
  lab.folder: /tmp

returns:
  lab.{read,quote,copy}: builtins.str

sources:
  lab.read: {labels: untrusted, as: a reading}
  lab.pour: {labels: untrusted, arg: 1, as: what was poured}
  lab.move: {labels: untrusted, arg: 1, as: what was moved, when: {arg: 0, labels: untrusted}}
  lab.Form.data: {labels: untrusted, as: data of a form}
  lab.Form.all: {labels: untrusted, as: all of a form, when: {arg: self, attribute: Meta.fields, is: "'all'"}}
  lab.Form.shown: {labels: untrusted, as: a class, when: {arg: value, attribute: Meta.fields, text: "(?:^| )secret(?: |$)"}}

sinks:
  lab.run: {kind: shell, arg: 0, as: lab.run()}
  lab.query: {kind: sql, arg: 0, as: lab.query()}
  lab.put: {kind: shell, arg: 1, as: lab.put(), when: {arg: 0, text: "^drop"}}
  lab.Form.shown: {kind: shell, arg: value, as: what is shown}
  lab.fetch: {kind: tls-off, as: verify=False, when: {arg: verify, is: "False"}, unless: {arg: 0, text: "^local"}}
  lab.wait: {kind: no-timeout, as: no limit, when: {arg: limit, absent: true}}
  lab.Box.check: {kind: tls-off, as: check = False, when: {arg: value, is: "False"}}
  lab.options: {kind: tls-off, as: "options[check]", when: {arg: "0[check]", is: "False"}}
  lab.open: {kind: open-mode, as: a mode, when: {arg: 0, bits: 2}}
  lab.many: {kind: open-cors, as: a star, when: {arg: "0[0..]", is: "'*'"}}
  lab.exempt: {kind: csrf-off, as: a view, unless: {arg: 0, says: signature}}
  lab.Box.open: {kind: shell, arg: 0, as: Box.open()}
  lab.Box.wait: {kind: no-timeout, as: no limit, when: {arg: self, field: held, absent: true}}
  lab.use: {kind: no-timeout, as: no limit, when: {arg: 0, field: limit, is: "None"}}
  lab.seal: {kind: weak-cipher, as: the same each time, when: {arg: 0, literal: true}}
  lab.keep: {kind: temp-file, as: a shared folder, when: {arg: 0, text: "^/tmp/."}}
  lab.pair: {kind: sql, arg: 0, as: lab.pair(), when: {arg: 1, labels: untrusted, not: true}}

remember:
  lab.Box.hold: {arg: 0, as: held, on: self}
  lab.Limit: {arg: 0 limit, as: limit, on: return}

sanitizers:
  lab.quote: {arg: 0, clears: shell}

guards:
  lab.safe: {arg: 0, clears: shell}
  lab.bad: {arg: 0, clears: shell, outcome: "false"}
  lab.check: {arg: 0, clears: shell, outcome: returned}

passes:
  lab.{quote,copy}: "0"

settles:
  lab.ask: {kinds: shell, labels: untrusted, callers: true}
  lab.wrap: {kinds: sql, callers: true}

facts:
  lab.stop: never-returns

clean:
  - lab.{count,safe,bad,check,stop,run,query,put,pair,ask,wrap,pour,move}
`

type front struct {
	lang  *syntax.Language
	lower *python.Lowerer
	set   *rule.Set
	err   error
}

// theFront is the real front end with the builtins' models and the lab, made once.
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
	team := fstest.MapFS{"models/python/lab.yaml": {Data: []byte(lab)}}
	if f.set, f.err = rule.Load(fstest.MapFS{}, os.DirFS("../../models"), team); f.err == nil && len(f.set.Problems) > 0 {
		f.err = &f.set.Problems[0]
	}
	return f
})

// program is a linked program with the texts it was made of.
type program struct {
	*types.Program
	texts []string
}

// link makes a program of an archive; text before the first file is main.py.
// Every file imports lab.
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
	var paths []string
	var bodies []*ir.Func
	for _, f := range files {
		text := "import lab\n" + string(f.Data)
		tree, err := syntax.Parse(context.Background(), host, front.lang, python.Prelex([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		p.texts = append(p.texts, text)
		paths, bodies = append(paths, f.Name), append(bodies, front.lower.Lower(tree, text))
	}
	view, err := front.set.View("python", []string{"lab"})
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

func (p *program) input() taint.Input {
	v := theFront().set.Vocabulary
	return taint.Input{Program: p.Program, Words: taint.Words{
		Whole: v.Whole, Chosen: v.Chosen, Guarded: v.Guarded,
		NeverReturns: v.Facts.Set("never-returns"), Softening: v.Labels.Set("softening"),
	}}
}

func (p *program) solve(t testing.TB) *taint.Result {
	t.Helper()
	r, err := taint.Solve(context.Background(), p.input())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// line is where a hit is, "main.py:4", lines counted from 1 without the import.
func (p *program) line(h *taint.Hit) string {
	m := h.Fn.Module
	at := h.Fn.Base + h.Fn.IR.Instrs[h.Instr].Pos
	return fmt.Sprintf("%s:%d", m.Path, strings.Count(p.texts[m.Index][:at], "\n"))
}

// hits gives what reaches a sink by line: "shell" is sure, "shell?" has one
// guess, "shell??" more.
func (p *program) hits(r *taint.Result) map[string]string {
	v := theFront().set.Vocabulary
	untrusted := v.Labels.Set("untrusted")
	least := map[string]int{}
	for i := range r.Hits {
		if h := &r.Hits[i]; h.Labels&untrusted != 0 || v.Calls&(1<<h.Kind) != 0 {
			at := p.line(h) + " " + v.Kinds.Name(h.Kind)
			if old, ok := least[at]; !ok || h.Guess < old {
				least[at] = h.Guess
			}
		}
	}
	out := map[string]string{}
	for at, guess := range least {
		line, kind, _ := strings.Cut(at, " ")
		out[line] += kind + strings.Repeat("?", min(guess, 2))
	}
	return out
}

// wants reads what the program says of its lines behind "#:".
func (p *program) wants() map[string]string {
	out := map[string]string{}
	for i, text := range p.texts {
		for n, line := range strings.Split(text, "\n") {
			if _, want, ok := strings.Cut(line, "#:"); ok {
				out[fmt.Sprintf("%s:%d", p.Modules[i].Path, n)] = strings.TrimSpace(want)
			}
		}
	}
	return out
}

// checkAll solves a program and compares what reaches sinks with what it says.
func checkAll(t *testing.T, archive string) {
	t.Helper()
	p := link(t, archive)
	r := p.solve(t)
	for i, s := range r.Sums {
		if s != nil && s.Failed != nil {
			t.Errorf("%s: %v", p.Funcs[i].Name(), s.Failed)
		}
	}
	got, want := p.hits(r), p.wants()
	all := p.input()
	all.All = true
	if r, err := taint.Solve(context.Background(), all); err != nil || !maps.Equal(p.hits(r), got) {
		t.Errorf("following everything gives %v (%v), following what is wanted %v", p.hits(r), err, got)
	}
	for line, kinds := range want {
		if got[line] != kinds {
			t.Errorf("%s: got %q, want %q", line, got[line], kinds)
		}
	}
	for line, kinds := range got {
		if _, ok := want[line]; !ok {
			t.Errorf("%s: unexpected %q", line, kinds)
		}
	}
}

// named is a table's row: a program with "#: kind" on the lines that are hit.
type named struct{ name, program string }

func checkEach(t *testing.T, rows []named) {
	t.Helper()
	for _, c := range rows {
		t.Run(c.name, func(t *testing.T) { checkAll(t, c.program) })
	}
}
