package types_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"underpin/analysis/internal/types"
)

// Circles of every kind end, and what is known outside the circle is still found.
func TestCircles(t *testing.T) {
	for _, c := range []struct{ name, archive string }{
		{"a variable of itself", `
x = x  #: ?
y = f(y)  #: ?
def f(v): return f(v)
`},
		{"functions that return each other", `
import sqlite3
def even(n):
    if n: return odd(n - 1)
    return sqlite3.connect("a")
def odd(n): return even(n - 1)
a = even(1)  #: sqlite3.Connection
b = odd(1)  #: sqlite3.Connection
`},
		{"a class that is its own base", `
class A(A):
    def m(self): return self.x
class B(C): pass
class C(B): pass
a = A().x  #: ?
b = C().nothing  #: ?
`},
		{"a base that is asked of the class itself", `
from somewhere import Config
class Config(Config.Inner): pass
a = Config.option  #: ?
`},
		{"bases asked of each other", `
class A(B.Inner): x = 1
class B(A.Inner): y = ""
a = A().x  #: builtins.int
b = B().y  #: builtins.str
`},
		{"attributes of each other", `
import sqlite3
class N:
    def __init__(self, other):
        self.a = self.b
        self.b = self.a
        self.b = sqlite3.connect("a")
        self.next = N(self.next)
n = N(None).a  #: sqlite3.Connection
m = N(None).next.next.next  #: N
`},
		{"modules that import each other", `
import left
a = left.conn  #: sqlite3.Connection
b = left.lost  #: ?
-- left.py --
from right import conn, lost
-- right.py --
from left import lost
import sqlite3
conn = sqlite3.connect("a")
`},
		{"everything from each other", `
from left import *
a = conn  #: sqlite3.Connection
b = lost  #: ?
-- left.py --
from right import *
-- right.py --
from left import *
import sqlite3
conn = sqlite3.connect("a")
`},
		{"an annotation of itself", `
def f(x: "x"): return x
v: "v" = v  #: ?
class A:
    b: "A.b" = None
c = A().b  #: ?
`},
		{"a decorator that decorates itself", `
@f
def f(g): return f
a = f  #: def f
`},
	} {
		t.Run(c.name, func(t *testing.T) { askAll(t, c.archive) })
	}
}

// wide is a program whose questions need each other's answers.
func wide(n int) string {
	var b strings.Builder
	b.WriteString("import sqlite3\ndef f0(): return sqlite3.connect('a')\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "def f%d(x):\n    y = f%d()\n    z = f%d(y)\n    return y\n", i, i*7%n, i-1)
		fmt.Fprintf(&b, "class C%d(C%d):\n    a = f%d()\n    def m(self): return self.a or C%d().m()\n", i, i*5%n, i, i*3%n)
		fmt.Fprintf(&b, "v%d = C%d().m()\n", i, i)
	}
	return b.String()
}

// answers asks for everything, beginning with function from.
func answers(p *program, from int) []types.Ref {
	out := make([][]types.Ref, len(p.Funcs))
	for k := range p.Funcs {
		i := (k + from) % len(p.Funcs)
		f := p.Funcs[i]
		for r := range f.IR.Instrs {
			out[i] = append(out[i], p.Reg(f, int32(r)))
		}
		out[i] = append(out[i], p.Result(f))
	}
	var all []types.Ref
	for _, refs := range out {
		all = append(all, refs...)
	}
	return all
}

// A chain of names is followed to its end, however long, whether the program
// tells it from its beginning or from its end.
func TestLongChains(t *testing.T) {
	const n = 300
	up, down := "import sqlite3\n", "import sqlite3\n"
	for i := range n {
		up += fmt.Sprintf("def f%d(): return f%d()\n", i+1, i)
		down += fmt.Sprintf("def f%d(): return f%d()\n", n-i, n-i-1)
	}
	first := "def f0(): return sqlite3.connect('a')\n"
	last := fmt.Sprintf("x = f%d()  #: sqlite3.Connection\n", n)
	askAll(t, up+first+last)
	askAll(t, down+first+last)
}

// An answer does not depend on what was asked before.
func TestOrderOfQuestions(t *testing.T) {
	archive := wide(40)
	first := link(t, archive)
	want := answers(first, 0)
	for _, from := range []int{1, 17, 59, 100} {
		p := link(t, archive)
		for i, r := range answers(p, from) {
			if describe(r) != describe(want[i]) {
				t.Fatalf("asked from function %d on, answer %d is %s, not %s", from, i, describe(r), describe(want[i]))
			}
		}
	}
}

// Many may ask at once and get the same answers.
func TestConcurrentQuestions(t *testing.T) {
	p := link(t, wide(40))
	var wg sync.WaitGroup
	got := make([][]types.Ref, 8)
	for i := range got {
		wg.Go(func() { got[i] = answers(p, i*23) })
	}
	wg.Wait()
	for _, g := range got[1:] {
		for i := range g {
			if g[i] != got[0][i] {
				t.Fatalf("answer %d: %s for one, %s for another", i, describe(got[0][i]), describe(g[i]))
			}
		}
	}
}
