package taint_test

import "testing"

func TestWhatClassesDeclare(t *testing.T) {
	checkEach(t, []named{
		{"fields that leave no text", `
class Order(lab.Form):
    name = lab.Text()
    count = lab.Number()
def f():
    data = Order().data
    lab.run(data["name"])  #: shell
    lab.run(data["count"])
    lab.run(data.get("count"))
    lab.run(data["other"])  #: shell
    for key in data.keys():
        lab.run(key)
`},
		{"in a class inside", `
class Whole(lab.Form):
    class Meta:
        fields = "all"
class Part(lab.Form):
    class Meta:
        fields = ["a", "b"]
class Below(Whole):
    pass
def f():
    lab.run(Whole().all)  #: shell
    lab.run(Below().all)  #: shell
    lab.run(Part().all)
    lab.run(lab.Form().all)
`},
		{"a class under a name that the library reads", `
class Secret:
    class Meta:
        fields = ("name", "secret")
class Open:
    class Meta:
        fields = ("name", "secrets")
class A(lab.Form):
    shown = Secret  #: shell
class B(lab.Form):
    shown = Open
class C:
    shown = Secret
`},
	})
}

func TestInOneFunction(t *testing.T) {
	checkEach(t, []named{
		{"straight", `
def f():
    lab.run(lab.read())  #: shell
    lab.run("fixed")
    lab.run(lab.count(lab.read()))
`},
		{"through a variable and put together", `
def f():
    a = lab.read()
    b = "echo " + a
    c = f"{b} {1}"
    lab.run(c)  #: shell
    lab.run("%s" % a)  #: shell
    lab.run("{}".format(a))  #: shell
    lab.run(" ".join(["x", a]))  #: shell
    lab.run(str(len(a)))
    lab.run(str(int(a)))
`},
		{"a sanitizer clears its kinds only", `
def f():
    a = lab.quote(lab.read())
    lab.run("echo " + a)
    lab.query(a)  #: sql
`},
		{"assigned again", `
def f():
    a = lab.read()
    lab.run(a)  #: shell
    a = "fixed"
    lab.run(a)
`},
		{"one way of two", `
def f(x):
    a = "fixed"
    if x:
        a = lab.read()
    lab.run(a)  #: shell
    if x:
        b = lab.quote(lab.read())
    else:
        b = lab.read()
    lab.run(b)  #: shell
    if x:
        c = lab.quote(lab.read())
    else:
        c = "fixed"
    lab.run(c)
`},
		{"the branch that is never taken", `
DEBUG = False
def f():
    a = "fixed"
    if False:
        a = lab.read()
    lab.run(a)
    if 1 == 2:
        lab.run(lab.read())
`},
		{"what comes round a loop", `
def f(xs):
    a, b, c = "", "", ""
    for x in xs:
        lab.run(c)  #: shell
        c = b
        b = a
        a = lab.read()
    while a:
        d = a
        a = "fixed"
    lab.run(d)  #: shell
`},
		{"added to in a loop", `
def f(xs):
    a = "echo"
    for x in xs:
        a += " " + lab.read()
    lab.run(a)  #: shell
`},
		{"try, except, finally", `
def f(g):
    a = "fixed"
    try:
        a = lab.read()
        g()
        a = "fixed"
    except ValueError:
        lab.run(a)  #: shell
    finally:
        lab.run(a)  #: shell
    try:
        b = lab.read()
    except ValueError:
        b = "fixed"
    lab.run(b)  #: shell
`},
		{"a handler sees what was there when it raised", `
def f():
    try:
        a = lab.read()
        a = int(a)
    except ValueError:
        lab.run("no number: " + a)  #: shell
    lab.run(a)  #: shell
def g():
    try:
        b = int(lab.read())
    except ValueError:
        return
    lab.run(b)
`},
		{"behind the end", `
def f():
    a = lab.read()
    return 1
    lab.run(a)
def g():
    a = lab.read()
    raise ValueError(a)
    lab.run(a)
def h():
    a = lab.read()
    lab.stop()
    lab.run(a)
`},
		{"places in collections", `
def f(k):
    d = {"a": lab.read(), "b": "fixed"}
    lab.run(d["a"])  #: shell
    lab.run(d["b"])
    lab.run(d[k])  #: shell
    l = ["fixed", lab.read()]
    lab.run(l[0])
    lab.run(l[1])  #: shell
    l.insert(0, "more")
    lab.run(l[1])
    lab.run(l[2])  #: shell
    l[-1] = "fixed"
    lab.run(l[2])
    l[k] = lab.read()
    lab.run(l[0])  #: shell
    x, y = lab.read(), "fixed"
    lab.run(x)  #: shell
    lab.run(y)
`},
		{"a table of constants picked by a reading", `
TABLE = {"a": "ls", "b": "df"}
def f():
    lab.run(TABLE[lab.read()])
    lab.run(TABLE.get(lab.read(), "pwd"))
    table = {"a": "ls"}
    lab.run(table.get("a", lab.read()))
    lab.run(table.get("c", lab.read()))  #: shell
`},
		{"what nobody knows passes on with one guess", `
import elsewhere
def f(g):
    lab.run(g(lab.read()))  #: shell?
    lab.run(elsewhere.change(lab.read()))  #: shell?
    lab.run(elsewhere.change(elsewhere.again(lab.read())))  #: shell??
`},
	})
}

func TestSummaries(t *testing.T) {
	checkEach(t, []named{
		{"a result", `
def read(): return lab.read()
def same(a): return a
def first(a, b): return a
def quoted(a): return lab.quote(a)
def fixed(a): return "fixed"
def f():
    lab.run(read())  #: shell
    lab.run(same(lab.read()))  #: shell
    lab.run(same("fixed"))
    lab.run(first("fixed", lab.read()))
    lab.run(first(b="fixed", a=lab.read()))  #: shell
    lab.run(quoted(lab.read()))
    lab.query(quoted(lab.read()))  #: sql
    lab.run(fixed(lab.read()))
`},
		{"a sink behind a parameter", `
def run(a, b):
    lab.run("echo " + b)  #: shell
def deeper(b): run("x", b)
def clean(a, b):
    lab.run("echo " + b)
def f():
    deeper(lab.read())
    clean(lab.read(), "fixed")
`},
		{"each call by itself", `
def wrap(a): return "<" + a + ">"
def f():
    lab.run(wrap(lab.read()))  #: shell
    lab.run(wrap("fixed"))
`},
		{"defaults, rest, names", `
def plain(a="fixed"): return a
def rest(*a): return a[1]
def named(**a): return a["k"]
def keyword(*, k): return k
def f():
    lab.run(plain())
    lab.run(plain(lab.read()))  #: shell
    lab.run(rest(lab.read(), "fixed"))
    lab.run(rest("fixed", lab.read()))  #: shell
    lab.run(named(k=lab.read(), o="fixed"))  #: shell
    lab.run(named(k="fixed", o=lab.read()))
    lab.run(keyword(k=lab.read()))  #: shell
    lab.run(plain(*[lab.read()]))  #: shell
    lab.run(plain(**{"a": lab.read()}))  #: shell
`},
		{"what a function puts into its argument", `
def fill(d, a): d["k"] = a
def push(l, a): l.append(a)
def first(l, a): l[0] = a
def name(o, a): o.name = a
class O: pass
def f():
    d, e, l, o = {}, {}, [], O()
    fill(d, lab.read())
    fill(e, "fixed")
    lab.run(d["k"])  #: shell
    lab.run(e["k"])
    push(l, lab.read())
    lab.run(l[0])  #: shell
    m, n = ["x", "y"], ["x"]
    first(m, lab.read())
    lab.run(m[0])  #: shell
    lab.run(m[1])
    push(n, lab.read())
    lab.run(n[1])  #: shell
    name(o, lab.read())
    lab.run(o.name)  #: shell
`},
		{"two results", `
def pair(): return lab.read(), "fixed"
def box(): return {"bad": lab.read(), "good": "fixed"}
def f():
    a, b = pair()
    lab.run(a)  #: shell
    lab.run(b)
    lab.run(box()["bad"])  #: shell
    lab.run(box()["good"])
`},
		{"generators and awaits", `
def each():
    yield "fixed"
    yield lab.read()
async def later(): return lab.read()
async def f():
    for a in each():
        lab.run(a)  #: shell
    lab.run(await later())  #: shell
`},
		{"recursion", `
def down(n, a):
    if n == 0:
        return a
    return down(n - 1, a)
def sink(n, a):
    if n:
        sink(n - 1, a)
    lab.run(a)  #: shell
def f():
    lab.run(down(3, lab.read()))  #: shell
    lab.run(down(3, "fixed"))
    sink(3, lab.read())
`},
		{"mutual recursion over files", `
import other
def ping(n, a):
    if n:
        return other.pong(n - 1, a)
    return a
def f():
    lab.run(ping(3, lab.read()))  #: shell
    other.sink(3, lab.read())
-- other.py --
import main
def pong(n, a): return main.ping(n, a)
def sink(n, a):
    back(n, a)
    lab.run(a)  #: shell
def back(n, a): sink(n - 1, a)
`},
		{"a callee found only when values are followed", `
def run(a): lab.run(a)  #: shell
def call(g, a): g(a)
TABLE = {"run": run}
def f():
    call(run, lab.read())
def h(k):
    TABLE["run"](lab.read())
`},
		{"a decorator of one's own", `
def logged(g):
    def inner(*args):
        return g(*args)
    return inner
@logged
def run(a): lab.run(a)  #: shell
@logged
def read(): return lab.read()
def f():
    run(lab.read())
    lab.run(read())  #: shell
`},
		{"poured into an argument by a helper", `
def fill(name): lab.pour("x", name)
def f():
    name = "file"
    fill(name)
    lab.run(name)  #: shell
`},
		{"poured by a helper of a helper, by keyword, of a method", `
class C:
    def fill(self, name): lab.pour("x", name)
def outer(c, to): C().fill(to)
def f(c):
    name = "file"
    outer(c, to=name)
    lab.run(name)  #: shell
`},
		{"poured before, and into another", `
def fill(name): lab.pour("x", name)
def f():
    name, other = "file", "other"
    lab.run(name)
    fill(name)
    lab.run(other)
`},
		{"poured into what a parameter no longer is", `
def fill(name):
    name = name + ".tmp"
    lab.pour("x", name)
def f():
    name = "file"
    fill(name)
    lab.run(name)
`},
		{"poured on a condition that the caller decides", `
def move(a, name): lab.move(a, name)
def f():
    name, other = "file", "other"
    move(lab.read(), name)
    move("x", other)
    lab.run(name)  #: shell
    lab.run(other)
`},
		{"poured by what calls itself", `
def fill(name, n):
    lab.pour("x", name)
    if n: fill(name, n - 1)
def f():
    name = "file"
    fill(name, 3)
    lab.run(name)  #: shell
`},
	})
}

func TestShared(t *testing.T) {
	checkEach(t, []named{
		{"attributes", `
class C:
    good = "fixed"
    def __init__(self):
        self.bad = lab.read()
        self.good = "fixed"
    def run(self):
        lab.run(self.bad)  #: shell
        lab.run(self.good)
`},
		{"written by one method, read by another, in another file", `
from other import Store
def f(): Store().set(lab.read())
-- other.py --
class Store:
    def set(self, a): self.a = a
    def run(self): lab.run(self.a)  #: shell
`},
		{"inherited", `
class Base:
    def set(self): self.a = lab.read()
class Leaf(Base):
    def run(self): lab.run(self.a)  #: shell
class Other:
    def run(self): lab.run(self.a)
`},
		{"a variable of the module", `
last = ""
def set():
    global last
    last = lab.read()
def run():
    lab.run(last)  #: shell
`},
		{"of another module", `
import state
def f(): lab.run(state.last)  #: shell
-- state.py --
last = lab.read()
other = "fixed"
-- third.py --
from state import last, other
def f():
    lab.run(last)  #: shell
    lab.run(other)
`},
		{"copied from one to the other", `
import a
def f(): a.run()
-- a.py --
first = ""
second = ""
def set():
    global first
    first = lab.read()
def copy():
    global second
    second = first
def run():
    lab.run(second)  #: shell
`},
		{"a list of the module", `
seen = []
def add(): seen.append(lab.read())
def run():
    for s in seen:
        lab.run(s)  #: shell
`},
		{"closures", `
def f():
    a = lab.read()
    b = "fixed"
    def inner():
        lab.run(a)  #: shell
        lab.run(b)
    inner()
def g(a):
    def inner(): lab.run(a)  #: shell
    return inner
def h(): g(lab.read())
def k():
    a = ""
    def set():
        nonlocal a
        a = lab.read()
    set()
    lab.run(a)  #: shell
`},
	})
}
