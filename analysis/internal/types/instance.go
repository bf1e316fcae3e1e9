package types

import (
	"maps"
	"slices"

	"underpin/analysis/internal/ir"
)

// Which instance of a class something is. Two stores of one class do not hold the
// same, so it pays to know that what lies in a variable or an attribute was made
// by one call in sight and by no other.

// Birth is the call that makes an instance, in the function where it stands.
type Birth struct {
	Fn   *Func
	Call int32
}

// Birth gives the call of a workspace class that makes what a register holds; false
// where it may be another one, or none is seen.
func (p *Program) Birth(f *Func, reg int32) (Birth, bool) {
	for range maxBirth {
		if reg < 0 {
			break
		}
		in := &f.IR.Instrs[reg]
		switch in.Op {
		case ir.OpStore:
			reg = in.B
		case ir.OpAnnotate:
			reg = in.A
		case ir.OpLoad:
			reg = f.sole(in.A)
		case ir.OpName:
			owner, slot := f.Free(f.IR.Names[in.A])
			if owner == nil {
				return Birth{}, false
			}
			f, reg = owner, owner.sole(slot)
		case ir.OpCall:
			r := p.Reg(f, in.A)
			return Birth{f, reg}, r.Kind == KindClass && p.Distinct(r.Class)
		default:
			return Birth{}, false
		}
	}
	return Birth{}, false
}

// maxBirth bounds the names between an instance and its making.
const maxBirth = 8

// SlotBirth is the Birth of what a variable holds.
func (p *Program) SlotBirth(f *Func, slot int32) (Birth, bool) { return p.Birth(f, f.sole(slot)) }

// AttrBirth is the Birth of what an attribute of a class holds.
func (p *Program) AttrBirth(c *Class, name string) (Birth, bool) {
	if a := c.attrs[name]; a != nil && a.born.Fn != nil {
		return a.born, true
	}
	return Birth{}, false
}

// sole gives the register of the only value that a variable gets; None when there
// are more, or others.
func (f *Func) sole(slot int32) int32 {
	for i := range f.IR.Params {
		if f.IR.Params[i].Slot == slot {
			return ir.None
		}
	}
	if s := f.Stores(slot); len(s) == 1 && !f.Rebound[slot] {
		return f.IR.Instrs[s[0]].B
	}
	return ir.None
}

// Distinct tells whether each call of a class makes an instance of its own: nothing
// in sight hands out the same one again.
func (p *Program) Distinct(c *Class) bool { return c.distinct }

func (p *Program) isDistinct(c *Class, depth int) bool {
	if depth > 8 || c.Members["__new__"] != nil || c.attrs["__dict__"] != nil {
		return false
	}
	f := c.Body.Parent
	for _, a := range f.IR.ArgsOf(c.Body.outer) {
		if a.Kind != ir.ArgPos {
			return false // a metaclass
		}
	}
	for _, i := range f.decorates {
		if in := &f.IR.Instrs[i]; f.closureAt(in.A) == c.Body && !p.leavesIt(f, in.B) {
			return false
		}
	}
	for _, b := range p.Bases(c) {
		if b.Kind == KindClass && b.Class != c && !p.isDistinct(b.Class, depth+1) {
			return false
		}
	}
	return true
}

// leavesIt tells whether a decorator gives the class that it gets: a library's that is
// known, with arguments or without, or a function in sight that returns its parameter.
func (p *Program) leavesIt(f *Func, reg int32) bool {
	r := p.Reg(f, reg)
	if in := &f.IR.Instrs[reg]; in.Op == ir.OpCall && r.Kind != KindFunc {
		r = p.Reg(f, in.A)
		return r.Kind == KindSymbol
	}
	return r.Kind == KindSymbol || r.Kind == KindFunc && r.Func.returnsFirst()
}

// returnsFirst tells whether a function gives back its first parameter, always.
func (f *Func) returnsFirst() bool {
	if len(f.IR.Params) == 0 || f.IR.Generator {
		return false
	}
	slot, any := f.IR.Params[0].Slot, false
	for i := range f.IR.Instrs {
		switch in := &f.IR.Instrs[i]; in.Op {
		case ir.OpStore:
			if in.A == slot {
				return false
			}
		case ir.OpReturn:
			if in.A < 0 || f.IR.Instrs[in.A].Op != ir.OpLoad || f.IR.Instrs[in.A].A != slot {
				return false
			}
			any = true
		}
	}
	return any
}

// Own tells whether an attribute lies in each instance, so that what one puts there
// is not seen by the others: not in the class, where all see it.
func (c *Class) Own(name string) bool {
	a := c.attrs[name]
	if a == nil {
		return false
	}
	for _, s := range a.sites {
		if s.fn != c.Body || s.reg < 0 {
			continue
		}
		if s.fn.IR.Instrs[s.reg].Op != ir.OpConst {
			return false
		}
	}
	return true
}

// findBirths finds what each attribute holds that is assigned in one place.
func (p *Program) findBirths() {
	for _, c := range p.Classes {
		c.distinct = p.isDistinct(c, 0)
	}
	elsewhere := p.assignedElsewhere()
	p.outside = elsewhere
	for _, c := range p.Classes {
		for _, name := range slices.Sorted(maps.Keys(c.attrs)) {
			if a := c.attrs[name]; !elsewhere[name] && !p.assignedBelow(c, name, 0) {
				if s, ok := a.only(); ok {
					if b, ok := p.Birth(s.fn, s.reg); ok {
						a.born = b
					}
				}
			}
		}
	}
}

// only gives the only place that gives an attribute a value other than None.
func (a *attr) only() (s site, ok bool) {
	for _, x := range a.sites {
		if x.reg < 0 {
			continue
		}
		if in := &x.fn.IR.Instrs[x.reg]; in.Op == ir.OpConst && x.fn.IR.Consts[in.A].Kind == ir.ConstNone {
			continue
		}
		if ok {
			return site{}, false
		}
		s, ok = x, true
	}
	return s, ok
}

// AssignedElsewhere tells whether an attribute of this name is assigned on something
// other than the receiver of a method.
func (p *Program) AssignedElsewhere(name string) bool { return p.outside[name] }

// assignedElsewhere gives the names of attributes that are assigned on something
// other than the receiver of a method.
func (p *Program) assignedElsewhere() map[string]bool {
	out := map[string]bool{}
	for _, f := range p.Funcs {
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op != ir.OpSetMember {
				continue
			}
			b := &f.IR.Instrs[in.A]
			if !f.IsMethod() || len(f.IR.Params) == 0 || b.Op != ir.OpLoad || b.A != f.IR.Params[0].Slot {
				out[f.IR.Names[in.B]] = true
			}
		}
	}
	return out
}

// assignedBelow tells whether a class that derives from c assigns the attribute too.
func (p *Program) assignedBelow(c *Class, name string, depth int) bool {
	for _, s := range p.subclasses[c] {
		if s.attrs[name] != nil || depth < 8 && p.assignedBelow(s, name, depth+1) {
			return true
		}
	}
	return false
}
