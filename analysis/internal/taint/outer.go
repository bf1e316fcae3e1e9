package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Ways to a value that are not written where it is used: through the parent of a
// class, through an inner function that assigns it, through a table of the module.

// super is the instance at hand seen as one of its parent class; nil for all other
// calls.
func (e *evaluator) super(i int32) *value {
	if !e.fn.IsMethod() || len(e.f.Params) == 0 {
		return nil
	}
	ref := e.p.Reg(e.fn, i)
	self := e.st.env[e.f.Params[0].Slot]
	if ref.Kind != types.KindSuper || self == nil {
		return nil
	}
	c := *self
	c.ref = ref
	return &c
}

// wraps gives a decorated function with a secret among its parameters, where the
// parameter collects all arguments of the function that stands for it.
func (sv *solver) wraps(f *types.Func, i int) *types.Func {
	if k := f.IR.Params[i].Kind; k != ir.ParamRest && k != ir.ParamNamedRest || f.Parent == nil {
		return nil
	}
	for _, d := range sv.p.Decorated(f.Parent) {
		for k := range d.IR.Params {
			r := sv.p.ParamRef(d, k)
			if sv.naming(d.IR.Params[k].Name)&sv.text != 0 && !(r.Kind == types.KindInstance && r.Sym.Clean) {
				return d
			}
		}
	}
	return nil
}

// keptFor gives the place of an attribute of something that a library keeps for a
// request or for the whole program: what one function puts there others read.
func keptFor(base types.Ref, name string) (origin, bool) {
	o, ok := keeper(base)
	o.path += "." + name
	return o, ok
}

// keeper gives the place of the whole of such a thing, below which its keys lie.
func keeper(r types.Ref) (origin, bool) {
	if !r.Shared() {
		return origin{}, false
	}
	id := int32(0)
	for _, c := range []byte(r.Sym.Name) {
		id = id*31&0xffff + int32(c)
	}
	return origin{kind: fromStore, id: id, path: "[" + strings.ReplaceAll(r.Sym.Name, ".", ":")}, true
}

// keeping adds to something that a library keeps what lies in it by its keys.
func (e *evaluator) keeping(i int32, v *value, name string) *value {
	from, ok := keeper(v.ref)
	if !ok || e.called[i] {
		return v
	}
	c := *v
	s := e.memo(stepKey{base: readMark, key: from.path}, &step{fn: e.fn, instr: i, kind: stepRead, note: name, sub: readMark})
	c.flows = union(v.flows, []flow{{org: from, marks: begun, trace: s}})
	return &c
}

// validated is a field of a record as the function leaves it that its class declares
// for checking it.
func (e *evaluator) validated(i int32, c *types.Class, base, v *value, name string) *value {
	if e.implying >= maxImplied || e.fn.Class == c {
		return v
	}
	for _, m := range c.Body.Children {
		if m.IR.Kind != ir.Function || !e.checks(c.Body, m, name) {
			continue
		}
		e.implying++
		dead := e.dead
		class := &value{obj: -1, ref: types.Ref{Kind: types.KindClass, Class: c}}
		r := e.callFunc(m, class, &arguments{pos: []*value{v}, regs: []int32{ir.None}}, i)
		e.dead = dead
		e.implying--
		if r != unknown {
			u := *v
			u.flows = e.deep(r)
			v = &u
		}
	}
	return v
}

// formed is a field of a record without the harm that its declaration keeps out, by
// an expression that the text must match: Field(pattern="^[a-z]+$").
func (e *evaluator) formed(owner *types.Class, v *value, name string) *value {
	fn, in := owner.Declaration(name)
	if in == nil {
		return v
	}
	r := e.p.Reg(fn, in.A)
	if r.Kind != types.KindSymbol {
		return v
	}
	var clears Bits
	for k := range r.Sym.Sanitizers {
		s := &r.Sym.Sanitizers[k]
		for _, c := range s.When {
			if k := namedConst(fn, in, c.Arg.Name); c.Text != nil && k != nil && k.Kind == ir.ConstString && c.Text.MatchString(k.Str) {
				clears |= s.Clears
			}
		}
	}
	if clears == 0 {
		return v
	}
	u := *v
	u.flows = mapFlows(v.flows, func(f *flow) { f.cleared |= clears })
	return &u
}

// checks: a decorator of a method of the class, which a model calls a validator,
// names the field.
func (e *evaluator) checks(body, m *types.Func, field string) bool {
	f := body.IR
	for _, i := range body.Decorations() {
		in := &f.Instrs[i]
		if !body.Makes(in.A, m) || f.Instrs[in.B].Op != ir.OpCall {
			continue
		}
		call := &f.Instrs[in.B]
		if r := e.p.Reg(body, call.A); r.Kind != types.KindSymbol || r.Sym.Intrinsic != "validator" {
			continue
		}
		for _, a := range f.ArgsOf(call) {
			if d := &f.Instrs[a.Value]; a.Kind == ir.ArgPos && d.Op == ir.OpConst && (f.Consts[d.A].Str == field || f.Consts[d.A].Str == "*") {
				return true
			}
		}
	}
	return false
}

// madeOf finds a method of what a decorator makes of a function: task.delay(x).
func (e *evaluator) madeOf(fn *types.Func, method string) *rule.Symbol {
	if fn.Parent == nil {
		return nil
	}
	for _, i := range fn.Parent.Decorations() {
		in := &fn.Parent.IR.Instrs[i]
		if !fn.Parent.Makes(in.A, fn) {
			continue
		}
		r := e.p.Reg(fn.Parent, in.B)
		if r.Kind == types.KindSymbol && r.Sym.Returns != nil {
			r = types.Instance(r.Sym.Returns)
		}
		if r.Kind == types.KindInstance {
			if m := r.Sym.Member(method); m != nil && len(m.Calls) > 0 {
				return m
			}
		}
	}
	return nil
}

// instance turns the parent's view of an instance back into the instance.
func (e *evaluator) instance(v *value) *value {
	if v.ref.Kind != types.KindSuper || len(e.f.Params) == 0 {
		return v
	}
	if self := e.st.env[e.f.Params[0].Slot]; self != nil {
		return self
	}
	return v
}

// reassigned is a variable that inner functions assign too, by nonlocal or global:
// what they put there may have taken the place of what was assigned here.
func (e *evaluator) reassigned(slot int32, v *value) *value {
	s := e.memo(stepKey{base: readMark, key: "\x01" + e.f.Slots[slot]}, &step{fn: e.fn, instr: ir.None, kind: stepRead, note: e.f.Slots[slot], sub: readMark})
	f := flow{org: origin{kind: fromSlot, fn: e.fn.ID, id: slot}, adds: e.sv.naming(e.f.Slots[slot]), marks: exact, trace: s}
	return &value{ref: v.ref, obj: v.obj, flows: union(v.flows, []flow{f})}
}

// tableEntry is a function, a class or a modelled thing that lies under a constant key
// in a table made once, at the top of a module.
func (e *evaluator) tableEntry(table, key *value) types.Ref {
	if table.home == nil || key.konst == nil {
		return types.Ref{}
	}
	f := table.home.fn.IR
	in := &f.Instrs[table.home.reg]
	if in.Op != ir.OpDict {
		return types.Ref{}
	}
	for _, a := range f.ArgsOf(in) {
		if a.Kind == ir.ArgStarStar || f.Instrs[a.Key].Op != ir.OpConst || f.Consts[f.Instrs[a.Key].A] != *key.konst {
			continue
		}
		switch r := e.p.Reg(table.home.fn, a.Value); r.Kind {
		case types.KindFunc, types.KindClass, types.KindSymbol:
			return r
		}
	}
	return types.Ref{}
}

// unbound turns str.strip(text) into text.strip(): a method asked of its class
// gets its receiver as the first argument.
func (a *arguments) unbound(m *rule.Symbol) *arguments {
	if len(a.pos) == 0 || !ofInstance(m) {
		return a
	}
	c := *a
	c.recv, c.recvReg = a.pos[0], a.regs[0]
	c.pos, c.regs = a.pos[1:], a.regs[1:]
	return &c
}

// ofInstance tells whether a model says something of the receiver of a call.
func ofInstance(m *rule.Symbol) bool {
	for i := range m.Passes {
		if m.Passes[i].To.Self || slices.ContainsFunc(m.Passes[i].From, func(a rule.Arg) bool { return a.Self }) {
			return true
		}
	}
	return slices.ContainsFunc(m.Sanitizers, func(s rule.Sanitizer) bool { return s.Arg.Self }) ||
		slices.ContainsFunc(m.Guards, func(g rule.Guard) bool { return g.Arg.Self }) ||
		slices.ContainsFunc(m.Sinks, func(s rule.Sink) bool { return s.Arg.Self })
}
