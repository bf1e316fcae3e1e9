package taint

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// Writing an attribute may run code of the class: a property's setter, a
// descriptor, a method that its decorator names the attribute to.

// written gives what is kept when base.name = v; ok is false when the class keeps
// it itself, in code that was run here.
func (e *evaluator) written(i int32, base *value, name string, v *value) (kept *value, ok bool) {
	c := base.ref.Class
	if base.ref.Kind != types.KindObject && base.ref.Kind != types.KindClass || base.ref.List || c == nil {
		return v, true
	}
	owner := e.p.Owner(c, name)
	if e.p.Method(c, name) != nil {
		e.setter(i, base, name, v)
		return v, false
	}
	if f, at := owner.Declaration(name); f != nil {
		if set, recv, pos := e.setterOf(f, at, base, v); set != nil {
			e.callFunc(set, recv, &arguments{pos: pos, regs: e.regsFor(ir.None, len(pos))}, i)
			return v, false
		}
	}
	if m := named(owner.Body, name); m != nil {
		if r := e.callFunc(m, base, &arguments{pos: []*value{str(name), v}, regs: e.regsFor(ir.None, 2)}, i); r != nil {
			return r, true
		}
	}
	return v, true
}

// setterOf gives the function that a declaration in a class body has called when
// the attribute is written: of a descriptor, of property(get, set), of a call that
// is given such a property.
func (e *evaluator) setterOf(f *types.Func, at *ir.Instr, base, v *value) (set *types.Func, recv *value, pos []*value) {
	if r := e.p.Call(e.p.Reg(f, at.A)); r.Kind == types.KindObject {
		if m := e.p.Method(r.Class, "__set__"); m != nil {
			return m, &value{obj: -1, ref: r}, []*value{base, v}
		}
	}
	if m := e.propertySetter(f, at); m != nil {
		return m, base, []*value{v}
	}
	for _, a := range f.IR.ArgsOf(at) {
		if in := &f.IR.Instrs[a.Value]; in.Op == ir.OpCall {
			if m := e.propertySetter(f, in); m != nil {
				return m, base, []*value{v}
			}
		}
	}
	return nil, nil, nil
}

// propertySetter gives the second function of property(get, set).
func (e *evaluator) propertySetter(f *types.Func, call *ir.Instr) *types.Func {
	callee := &f.IR.Instrs[call.A]
	if callee.Op != ir.OpName || f.IR.Names[callee.A] != "property" {
		return nil
	}
	for k, a := range f.IR.ArgsOf(call) {
		if a.Kind == ir.ArgPos && k == 1 || a.Kind == ir.ArgNamed && f.IR.Names[a.Name] == "fset" {
			if r := e.p.Reg(f, a.Value); r.Kind == types.KindFunc || r.Kind == types.KindBound {
				return r.Func
			}
		}
	}
	return nil
}

// named gives the method of a class body whose decorator is called with the name
// of an attribute, and which takes the name and the value: its result is kept.
func named(body *types.Func, name string) *types.Func {
	f := body.IR
	for _, i := range body.Decorations() {
		in := &f.Instrs[i]
		if f.Instrs[in.B].Op != ir.OpCall {
			continue
		}
		for _, a := range f.ArgsOf(&f.Instrs[in.B]) {
			k := &f.Instrs[a.Value]
			if k.Op != ir.OpConst || f.Consts[k.A].Kind != ir.ConstString || f.Consts[k.A].Str != name {
				continue
			}
			if m := body.Made(in.A); m != nil && len(m.IR.Params) == 3 {
				return m
			}
		}
	}
	return nil
}
