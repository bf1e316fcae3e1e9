package taint_test
import "testing"
func TestZZ(t *testing.T) { checkEach(t, []named{
{"1", `
def push(l, a): l.append(a)
def name(o, a): o.name = a
class O: pass
def f():
    l, o = [], O()
    push(l, lab.read())
    name(o, lab.read())
    lab.run(o.name)  #: shell
`},
{"2", `
def fill(d, a): d["k"] = a
def name(o, a): o.name = a
class O: pass
def f():
    l, o = {}, O()
    fill(l, lab.read())
    name(o, lab.read())
    lab.run(o.name)  #: shell
`},
{"3", `
def fill(d, a): d["k"] = a
def name(o, a): o.name = a
class O: pass
def f():
    o = O()
    lab.run("x")
    name(o, lab.read())
    lab.run(o.name)  #: shell
`},
{"4", `
def name(o, a): o.name = a
class O: pass
def f():
    d, e, l, o = {}, {}, [], O()
    name(o, lab.read())
    lab.run(o.name)  #: shell
`},
{"5", `
class O: pass
def f():
    d, e, l, o = {}, {}, [], O()
    o.name = lab.read()
    lab.run(o.name)  #: shell
`},
{"raise", `
def f():
    a = "fixed"
    try:
        a = lab.read()
        raise ValueError
    except ValueError:
        lab.run(a)  #: shell
`},
{"convert", `
def f():
    try:
        a = lab.read()
        a = int(a)
    except ValueError:
        lab.run("bad " + a)  #: shell
`},
{"convert2", `
def f():
    try:
        a = lab.read()
        a = int(a)
    except ValueError:
        pass
    lab.run(a)  #: shell
`},
})}
