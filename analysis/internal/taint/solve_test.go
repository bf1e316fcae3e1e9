package taint_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// What is long, wide or deep, but not out of bounds, is followed in full.
func TestWithinLimits(t *testing.T) {
	var chain, branches, entries, sinks strings.Builder
	for i := range 500 {
		fmt.Fprintf(&chain, "def f%d(a): return f%d(a)\n", i, i+1)
		sinks.WriteString("    lab.run(lab.read())  #: shell\n")
	}
	for i := range 3000 {
		fmt.Fprintf(&branches, "    if x == %d: b = '%d'\n", i, i)
	}
	for i := range 10_000 {
		fmt.Fprintf(&entries, "    'key%d': 'value%d',\n", i, i)
	}
	checkEach(t, []named{
		{"a chain of 500 functions", chain.String() + "def f500(a): return a\nlab.run(f0(lab.read()))  #: shell\n"},
		{"a chain of 500 functions that ends in a sink", chain.String() + "def f500(a): lab.run(a)  #: shell\nf0(lab.read())\n"},
		{"3,000 branches", "def f(x):\n    b = lab.read()\n" + branches.String() + "    lab.run(b)  #: shell\n"},
		{"a table of 10,000 entries", "table = {\n" + entries.String() + "}\ndef f():\n    lab.run(table[lab.read()])\n    lab.run(lab.read() + table['key7'])  #: shell\n"},
		{"500 sinks in one function", "def f():\n" + sinks.String()},
	})
}

// Where a limit of work is hit the summary says so, and says what was cut.
func TestBeyondLimits(t *testing.T) {
	var wide, many, sinks, circle strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&wide, "        v%d = v%d\n        if v%d: break\n", i, (i+1)%4000, i)
	}
	for range 1100 {
		many.WriteString("    lab.run(lab.read())\n")
	}
	for range 120 {
		sinks.WriteString("    lab.run(a)\n")
	}
	for i := range 30 {
		fmt.Fprintf(&circle, "def g%d(a, b):\n    lab.run(a)\n    g%d(b, a)\n", i, (i*7+1)%30)
	}
	for _, c := range []struct{ name, program, fn, want string }{
		{"variables and branches", "def f(x):\n    while x:\n" + wide.String() + "    lab.run(lab.read())\n", "f", "too many variables and branches"},
		{"flows", "def f():\n" + many.String(), "f", "too many flows"},
		{"sinks of parameters", "def f(a):\n" + sinks.String(), "f", "too many places"},
		{"a circle of 30 functions", circle.String(), "g0", "call each other too often"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := link(t, c.program)
			in := p.input()
			in.All = true
			r, err := taint.Solve(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(p.Funcs, func(f *types.Func) bool { return f.Name() == c.fn })
			if s := r.Sums[i]; !strings.Contains(s.Limit, c.want) {
				t.Errorf("%s: the limit is %q, want %q", c.fn, s.Limit, c.want)
			}
		})
	}
}

const several = `
from other import *
last = ""
def read():
    global last
    last = lab.read()
    return last
def ping(n, a):
    if n: return pong(n, a)
    return a
def f():
    run(ping(2, read()))
    Store(read()).run()
-- other.py --
import main
def run(a): lab.run(a)
def pong(n, a): return main.ping(n - 1, a)
class Store:
    def __init__(self, a): self.a = a
    def run(self): run(self.a or main.last)
`

// The hits and their ways are the same whatever the number of workers.
func TestJobs(t *testing.T) {
	var want []string
	for _, jobs := range []int{1, 2, 8} {
		for range 5 {
			p := link(t, several)
			in := p.input()
			in.Jobs = jobs
			r, err := taint.Solve(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range r.Hits {
				h := &r.Hits[i]
				line := fmt.Sprint(p.line(h), h.Labels, h.Kind, h.Guess)
				for _, s := range h.Way() {
					line += fmt.Sprint(" ", s.Fn.Name(), s.Instr, s.Message)
				}
				got = append(got, line)
			}
			if want == nil {
				want = got
			}
			if len(got) == 0 || !slices.Equal(got, want) {
				t.Fatalf("%d jobs:\n%s\nwant\n%s", jobs, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
}

// The way of a flow, as people read it.
func TestWay(t *testing.T) {
	p := link(t, `
def wrap(a):
    b = "<" + a
    return b
def run(a):
    lab.run(a)
def f():
    x = lab.read()
    y = wrap(x)
    run(y)
`)
	r := p.solve(t)
	if len(r.Hits) != 1 {
		t.Fatalf("%d hits", len(r.Hits))
	}
	var got []string
	for _, s := range r.Hits[0].Way() {
		got = append(got, s.Message)
	}
	want := []string{
		"a reading", "assigned to x", "passed to wrap", "parameter a", "assigned to b",
		"assigned to y", "passed to run", "parameter a",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// What a framework passes in is a source, by the entry's word.
func TestEntries(t *testing.T) {
	p := link(t, `
def handler(a, b, c):
    lab.run(a)
    lab.run(b)
    lab.run(c)
def given(): return lab.read()
`)
	var handler, given *types.Func
	for _, f := range p.Funcs {
		switch f.Name() {
		case "handler":
			handler = f
		case "given":
			given = f
		}
	}
	in := p.input()
	in.Entries = map[*types.Func]*types.Entry{handler: {Params: []types.EntryParam{
		{Labels: theFront().set.Vocabulary.Labels.Set("untrusted"), As: "path parameter"}, {}, {Inject: given},
	}}}
	r, err := taint.Solve(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	got := p.hits(r)
	if len(got) != 2 || got["main.py:3"] != "shell" || got["main.py:5"] != "shell" {
		t.Errorf("got %v", got)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	p := link(t, several)
	if _, err := taint.Solve(ctx, p.input()); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// A bug while one function is followed costs what is found in that function.
func TestBrokenFunction(t *testing.T) {
	p := link(t, `
def f():
    lab.run(lab.read())  #: shell
def g(a):
    lab.run(a)
    lab.run(lab.read())
def h():
    g(lab.read())
    lab.run(lab.read())  #: shell
`)
	in := p.input()
	var broken *types.Func
	for _, f := range p.Funcs {
		if f.Name() == "g" {
			broken = f
		}
	}
	// An impossible entry: the function that fills the parameter has no body.
	in.Entries = map[*types.Func]*types.Entry{broken: {Params: []types.EntryParam{{Labels: rule.Bits(1), Inject: &types.Func{}}}}}
	r, err := taint.Solve(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range r.Sums {
		if failed := s.Failed != nil; failed != (p.Funcs[i] == broken) {
			t.Errorf("%s: failed %v", p.Funcs[i].Name(), s.Failed)
		}
	}
	got, want := p.hits(r), p.wants()
	if len(got) != len(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
