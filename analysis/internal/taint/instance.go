package taint

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// The attributes of two instances of a class are two places. An origin or a write of
// an attribute says whose it is: of the instance that a call in sight makes (the number
// of that call), of whatever a parameter of the function at hand is (negative, -1 for
// the first, which mostly is self), or, with 0, of any. Callers turn parameters into
// their arguments; only what is known of both a writer and a reader tells them apart.

const (
	anyone  int32 = 0
	thisOne int32 = -1 // the first parameter's
)

// strange is how many guesses lie in taking an instance that nobody knows for a certain
// one, where there are more.
const strange = 1

// place numbers an instruction of the program, from 1.
func (sv *solver) place(fn, instr int32) int32 { return sv.first[fn] + instr + 1 }

// numberPlaces finds where the numbers of each function's instructions begin.
func (sv *solver) numberPlaces() {
	sv.first = make([]int32, len(sv.p.Funcs))
	n := int32(0)
	for i, f := range sv.p.Funcs {
		sv.first[i] = n
		n += int32(len(f.IR.Instrs))
	}
}

// whose names an instance of a workspace class, for its attribute of that name.
func (e *evaluator) whose(v *value, owner *types.Class, name string) int32 {
	if !owner.Own(name) {
		return anyone
	}
	return e.thatOne(v)
}

func (e *evaluator) thatOne(v *value) int32 {
	if v == nil || v.ref.Kind != types.KindObject && v.ref.Kind != types.KindSuper || v.ref.List {
		return anyone
	}
	switch {
	case v.param > 0:
		return -v.param
	case len(v.flows) == 0 && v.obj >= 0:
		made := e.made[v.obj]
		if made >= 0 && e.f.Instrs[made].Op == ir.OpCall && v.ref.Kind == types.KindObject {
			if c := e.reg(e.f.Instrs[made].A).ref; c.Kind == types.KindClass && c.Class == v.ref.Class && e.p.Distinct(c.Class) {
				return e.sv.place(e.fn.ID, made)
			}
		}
	case len(v.flows) == 1 && v.flows[0].shared():
		return e.sv.heldBy(&v.flows[0].org)
	}
	return anyone
}

// heldBy names the instance that lies in a shared variable.
func (sv *solver) heldBy(o *origin) int32 {
	var b types.Birth
	ok := false
	if o.kind == fromSlot && o.path == "" {
		b, ok = sv.p.SlotBirth(sv.p.Funcs[o.fn], o.id)
	} else if key, rest := firstKey(o.path); o.kind == fromAttr && rest == "" {
		b, ok = sv.p.AttrBirth(sv.p.Classes[o.fn], key[1:])
	}
	if !ok {
		return anyone
	}
	return sv.place(b.Fn.ID, b.Call)
}

// owned turns whose a callee's attribute is into the caller's terms.
func (b *binder) owned(o origin) origin {
	if o.kind == fromAttr && o.id < 0 {
		k := int(-o.id) - 1
		o.id = anyone
		if k < len(b.args) {
			o.id = b.e.thatOne(b.args[k])
		}
	}
	return o
}

// bornOften tells whether instances of a class, or of one derived from it, are made in
// more than one place.
func (sv *solver) bornOften(c *types.Class) bool {
	return sv.made(c, 0) > 1
}

func (sv *solver) made(c *types.Class, depth int) int32 {
	n := sv.births[c.ID].Load()
	for _, s := range sv.p.Subclasses(c) {
		if depth < 8 && n < 2 {
			n += sv.made(s, depth+1)
		}
	}
	return n
}

// sameInstance tells whether two attributes of a name may be of one instance.
func sameInstance(a, b int32) bool { return a == b || a <= 0 || b <= 0 }

// followed is whose an attribute is that gets what another one of the same instance
// holds: what was put into that one of a certain instance comes out of this one of it.
func followed(to, from *origin, have int32) int32 {
	if to.kind == fromAttr && from.kind == fromAttr && to.id < 0 && to.id == from.id {
		return have
	}
	return to.id
}
