package taint

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Edges of a function: what comes in by import, context and pattern, and what goes out.

func (e *evaluator) leave(i int32, in *ir.Instr) {
	v := none
	if in.A >= 0 {
		v = e.reg(in.A)
		e.keptUnder(i, in.A, v, e.f.Name)
	}
	if e.entry != nil {
		e.answer(i, in.A, e.settled(v, e.st.valid))
	}
	e.rets = append(e.rets, returned{val: v, valid: e.st.valid, st: e.st, at: e.here})
}

// answer: what a handler returns is sent to the client.
func (e *evaluator) answer(i, reg int32, v *value) {
	for _, body := range e.bodies(v) {
		if e.entry.Value != 0 {
			for _, f := range e.deep(body) {
				f.adds |= e.entry.Shows
				e.reachAll(f, site{fn: e.fn, instr: i, arg: reg, sink: e.sv.answer}, e.entry.Value)
			}
		}
		if e.entry.Text != 0 && !e.otherThanMarkup(v) && (body.shaped() || !body.ref.Known() || e.textual(body.ref)) && e.st.object(body.obj) == nil {
			fs, _ := e.harmful(body, "html")
			for _, f := range fs {
				e.reachAll(f, site{fn: e.fn, instr: i, arg: reg, sink: e.sv.answer}, e.entry.Text)
			}
		}
	}
}

// bodies: of (body, status, headers) the first is the text.
func (e *evaluator) bodies(v *value) []*value {
	if o := e.st.object(v.obj); o != nil && o.isList && len(o.list) >= 2 && v.ref == e.sv.collRef(ir.OpTuple) {
		return []*value{o.list[0]}
	}
	return []*value{v}
}

// reachAll lets a flow arrive at every kind of sink in a set.
func (e *evaluator) reachAll(f flow, s site, kinds Bits) {
	for k := 0; kinds != 0; k, kinds = k+1, kinds>>1 {
		if kinds&1 != 0 {
			s.kind = k
			e.reach(f, s, true)
		}
	}
}

// imported is a name brought in from elsewhere.
func (e *evaluator) imported(i int32, in *ir.Instr) *value {
	v := &value{obj: -1, ref: e.p.Reg(e.fn, i)}
	if in.Op == ir.OpImport {
		return v
	}
	switch v.ref.Kind {
	case types.KindUnknown, types.KindObject, types.KindInstance:
		if file, _, here := e.p.Imports.Module(e.fn.Module.Path, e.f.Names[in.A]); here && file >= 0 {
			if owner, slot := e.p.Export(e.p.Modules[file], e.f.Names[in.B]); owner != nil {
				return e.shared(v, owner, slot, e.f.Names[in.B])
			}
		}
		if v.ref.Kind == types.KindInstance {
			if s := e.modelled(in); s != nil {
				v.flows = e.sources(i, s, nil)
			}
		}
	case types.KindSymbol:
		if len(v.ref.Sym.Sources) > 0 && v.ref.Sym.Type != nil {
			v.flows = e.sources(i, v.ref.Sym, nil)
		}
		if k := v.ref.Sym.Const; k != nil {
			v.konst = constOf(k)
		}
	}
	return v
}

func (e *evaluator) modelled(in *ir.Instr) *rule.Symbol {
	if m := e.p.View.Lookup(e.f.Names[in.A]); m != nil {
		return m.Member(e.f.Names[in.B])
	}
	return nil
}

func (e *evaluator) enter(i int32, in *ir.Instr) *value {
	v := e.reg(in.A)
	if v.ref.Kind == types.KindInstance {
		for _, name := range [...]string{"__enter__", "__aenter__"} {
			m := v.ref.Sym.Member(name)
			if m == nil {
				continue
			}
			if len(m.Passes)+len(m.Sources) > 0 {
				return e.callSymbol(i, m, &arguments{recv: v}, 0)
			}
			if m.Returns != nil {
				c := *v
				c.ref = types.Instance(m.Returns)
				return &c
			}
		}
	}
	if v.ref.Kind == types.KindObject {
		for _, name := range [...]string{"__enter__", "__aenter__"} {
			if m := e.p.Method(v.ref.Class, name); m != nil {
				return e.callFunc(m, v, nil, i)
			}
		}
	}
	return v
}

func (e *evaluator) isInstance(in *ir.Instr) *value {
	r := &value{obj: -1}
	c := e.reg(in.B).ref
	if c.Kind == types.KindSymbol && c.Sym.Clean {
		r.facts = &facts{whenTrue: stations(e.reg(in.A).flows, ^Bits(0), 0)}
	}
	return r
}
