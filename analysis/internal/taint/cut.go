package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// Text cut at a divider. As far as the text is known up to its first hole, the
// pieces are known by position; a hole may hold the divider itself, so that no
// position behind it is.

// cutText evaluates split and partition at a constant divider; nil where that says
// nothing that the whole text does not say.
func (e *evaluator) cutText(i int32, method string, a *arguments) *value {
	if a.recv == nil || a.recv.alt != nil || len(a.pos) == 0 || len(a.names) > 0 {
		return nil
	}
	sh, k := a.recv.shape(), a.pos[0].konst
	if len(sh) == 0 || sh[0].hole != nil || k == nil || k.Kind != ir.ConstString || k.Str == "" {
		return nil
	}
	most := len(sh[0].text) + 1
	switch {
	case method == "partition":
		most = 1
	case len(a.pos) == 2:
		n := a.pos[1].konst
		if n == nil || n.Kind != ir.ConstInt || n.Str != "" || n.Int < 0 || n.Int > maxFields {
			return nil
		}
		most = int(n.Int)
	}
	pieces := strings.SplitN(sh[0].text, k.Str, most+1)
	if len(pieces) > maxFields {
		return nil
	}
	last := &value{obj: -1, ref: a.recv.ref, flows: changed(a.recv.flows)}
	last.parts = append(addLiteral(nil, pieces[len(pieces)-1], ir.None), sh[1:]...)
	fold(last)
	var list []*value
	for _, p := range pieces[:len(pieces)-1] {
		v := str(p)
		v.ref = e.sv.constRef(ir.ConstString)
		if list = append(list, v); method == "partition" {
			list = append(list, a.pos[0])
		}
	}
	known := len(pieces) > most || len(sh) == 1
	if method == "partition" {
		if !known || len(list) == 0 {
			return nil
		}
		return e.listOf(i, 0, e.sv.collRef(ir.OpTuple), append(list, last))
	}
	if known {
		return e.listOf(i, 0, e.sv.collRef(ir.OpList), append(list, last))
	}
	return e.headed(i, list, &value{obj: -1, ref: last.ref, flows: last.flows})
}

// headed makes a list whose first elements are known by position; the rest is not.
func (e *evaluator) headed(i int32, head []*value, rest *value) *value {
	r := &value{ref: e.sv.collRef(ir.OpList), obj: e.newObject(i, 0)}
	if r.obj < 0 {
		r.flows = rest.flows
		return r
	}
	o := &object{rest: rest}
	for n, v := range head {
		o.fields = append(o.fields, field{"[" + itoa(int64(n)), v})
	}
	e.put(r.obj, o)
	return r
}
