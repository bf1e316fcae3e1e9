package taint_test

import "testing"

func TestZZ2(t *testing.T) { checkEach(t, []named{
{"o", `
def put(l, a): l[0] = a
def f(x):
    l = ["x", "y"]
    put(l, lab.read())
    lab.run(l[0])  #: shell
    lab.run(l[1])
    l = ["x", "y"]
    l[-1] = lab.read()
    lab.run(l[0])
    lab.run(l[1])  #: shell
    l = ["x", "y"]
    l[x] = lab.read()
    lab.run(l[0])  #: shell
    lab.run(l[1])  #: shell
    d = {"a": "b"}
    d[x] = lab.read()
    lab.run(d["c"])  #: shell
    lab.run(d["a"])
`},
})}
