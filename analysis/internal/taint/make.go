package taint

import (
	"underpin/analysis/internal/ir"
)

// Making: strings, collections and what comprehensions gather.

func (e *evaluator) unary(in *ir.Instr) *value {
	v := e.reg(in.A)
	if ir.UnaryOp(in.Sub) == ir.Not {
		r := &value{obj: -1, truth: -truthOf(v)}
		if f := e.emptiness(v); f != nil {
			r.facts = &facts{f.whenFalse, f.whenTrue}
		} else if n := len(v.flows); n > 0 && n <= maxEmpty {
			r.facts = &facts{whenTrue: empty(v.flows)}
		}
		return r
	}
	if v.konst != nil && v.konst.Kind == ir.ConstInt && ir.UnaryOp(in.Sub) == ir.Neg {
		return &value{obj: -1, ref: v.ref, konst: &ir.Const{Kind: ir.ConstInt, Int: -v.konst.Int}}
	}
	return &value{obj: -1, ref: v.ref}
}

func (e *evaluator) format(in *ir.Instr) *value {
	as := e.f.ArgsOf(in)
	vals := make([]*value, len(as))
	regs := make([]int32, len(as))
	for i, a := range as {
		v := e.reg(a.Value)
		if v.konst == nil && e.madeUp(v) {
			v = e.inText(a.Value, v, e.literal(as[:i]))
		}
		v = e.text(v)
		if a.Kind == ir.ArgHole && e.numberSpec(a.Key) && len(v.flows) > 0 {
			v = e.number(v)
		}
		vals[i], regs[i] = v, a.Value
	}
	r := e.concat(vals, regs)
	r.flows = changed(r.flows)
	r.ref = e.sv.constRef(ir.ConstString)
	return r
}

// numberSpec: a format specification that only numbers satisfy.
func (e *evaluator) numberSpec(spec int32) bool {
	v := e.reg(spec)
	if v.konst == nil || v.konst.Kind != ir.ConstString || v.konst.Str == "" {
		return false
	}
	switch v.konst.Str[len(v.konst.Str)-1] {
	case 'd', 'x', 'X', 'o', 'b', 'e', 'E', 'f', 'F', 'g', 'G', '%':
		return true
	}
	return false
}

func (e *evaluator) collection(i int32, in *ir.Instr) *value {
	as := e.f.ArgsOf(in)
	v := &value{ref: e.sv.collRef(in.Op), obj: e.newObject(i, 0)}
	if v.obj < 0 {
		v.flows = e.args(in).union(e)
		return v
	}
	o := &object{isList: in.Op != ir.OpSet && len(as) <= maxFields}
	for _, a := range as {
		el := e.reg(a.Value)
		if a.Kind == ir.ArgStar {
			if src := e.st.object(el.obj); src != nil && src.isList && o.isList && len(o.list)+len(src.list) <= maxFields {
				o.list = append(o.list, src.list...)
				continue
			}
			o.isList = false
			el = &value{obj: -1, flows: e.deep(el)}
		}
		o.list = append(o.list, el)
	}
	if !o.isList {
		for _, el := range o.list {
			if len(el.flows) > 0 || el.obj >= 0 {
				o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(el)}, nil, nil)
			}
		}
		o.list = nil
	}
	e.put(v.obj, o)
	return v
}

func (e *evaluator) put(id int32, o *object) {
	e.st.place(id, o)
}

func (e *evaluator) dict(i int32, in *ir.Instr) *value {
	as := e.f.ArgsOf(in)
	v := &value{ref: e.sv.collRef(in.Op), obj: e.newObject(i, 0)}
	o := &object{}
	for _, a := range as {
		el := e.reg(a.Value)
		key, ok := "", false
		if a.Kind != ir.ArgStarStar {
			key, ok = constKey(e.reg(a.Key).konst)
		}
		switch {
		case a.Kind == ir.ArgStarStar:
			e.spread(o, el)
		case ok:
			if o.rest != nil && e.sv.naming(key[1:]) != 0 {
				// {**body, "password": "***"}: what was secret in the rest is replaced.
				rest := *o.rest
				rest.flows = mapFlows(rest.flows, func(f *flow) { f.drop(e.sv.whole | e.sv.naming(key[1:])) })
				o.rest = &rest
				o.keys = mapFlows(o.keys, func(f *flow) { f.drop(e.sv.whole | e.sv.naming(key[1:])) })
			}
			o.set(key, e.secretUnder(i, e.keyed(el, key[1:]), key[1:]))
		default:
			o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(el)}, nil, nil)
			o.keys = union(o.keys, e.deep(e.reg(a.Key)))
		}
	}
	if v.obj < 0 {
		for _, f := range o.fields {
			v.flows = union(v.flows, e.deep(f.val))
		}
		return v
	}
	e.put(v.obj, o)
	return v
}

// keyed adds what a telling key says of the text under it.
func (e *evaluator) keyed(v *value, key string) *value {
	e.keptUnder(e.now, ir.None, v, key)
	labels := e.sv.naming(key)
	if labels == 0 || len(v.flows) == 0 {
		return v
	}
	c := *v
	c.flows = mapFlows(v.flows, func(f *flow) { f.adds |= labels &^ f.drops })
	return &c
}

// secretUnder: a text put together under the name of a secret is one, whatever it is
// made of: {"Authorization": f"Bearer {token}"}.
func (e *evaluator) secretUnder(i int32, v *value, key string) *value {
	labels := e.sv.naming(key) & e.sv.in.Words.Token
	if labels == 0 || v.konst != nil || v.parts == nil || v.parts[0].hole != nil {
		return v
	}
	for j := range v.flows {
		if v.flows[j].org.kind == fromSource && v.flows[j].adds&labels != 0 {
			return v
		}
	}
	c := *v
	s := &step{fn: e.fn, instr: i, kind: stepSource, note: key}
	c.flows = union([]flow{{org: origin{kind: fromSource, fn: e.fn.ID, id: i}, adds: labels, guess: 1, marks: exact, trace: s}}, v.flows)
	return &c
}

func (e *evaluator) spread(o *object, src *value) {
	if s := e.st.object(src.obj); s != nil {
		for _, f := range s.fields {
			o.set(f.key, f.val)
		}
		if s.rest != nil {
			o.rest = mergeMaybe(o.rest, s.rest, nil, nil)
		}
		o.keys = union(o.keys, s.keys)
	}
	if len(src.flows) > 0 {
		o.keys = union(o.keys, changed(src.flows))
		o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: src.flows}, nil, nil)
	}
}

func (e *evaluator) collect(i int32, in *ir.Instr) {
	c, v := e.reg(in.A), e.reg(in.B)
	if c.obj < 0 {
		return
	}
	o := e.st.edit(c.obj)
	o.isList, o.list = false, nil
	if in.C >= 0 {
		if key, ok := constKey(e.reg(in.C).konst); ok {
			o.set(key, v)
			return
		}
		o.keys = union(o.keys, e.deep(e.reg(in.C)))
		if fs := e.copied(in); len(fs) > 0 {
			v = &value{obj: -1, flows: changed(fs)}
		} else if e.selects(in.C) {
			// Which entries are kept, or shown as they are, depends on their names.
			c := *v
			c.flows, c.obj = mapFlows(e.deep(v), func(f *flow) { f.drop(e.sv.whole | e.sv.text) }), -1
			v = &c
		}
	}
	if v.facts != nil {
		o.save(someElement, v)
		if e.collectsEvery(i) {
			o.save(everyElement, v)
		}
	}
	if in.C < 0 {
		e.leftOut(i, o)
	}
	if len(v.flows) > 0 || v.obj >= 0 || v.shaped() {
		c := *e.settled(v, e.st.valid)
		if c.obj >= 0 {
			c.flows, c.obj = e.deep(&c), -1
		}
		o.rest = mergeMaybe(o.rest, &c, nil, nil)
	}
}
