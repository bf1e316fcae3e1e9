package taint

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// shown gives the flows in the text that a value makes of itself when it is
// formatted or logged: all it holds, but of an instance only what its class shows.
func (e *evaluator) shown(v *value) []flow {
	left := maxDeep
	return settle(e.shownN(v, 0, &left), e.st.valid)
}

// text is a value as it is put into a text; strings stay what they are.
func (e *evaluator) text(v *value) *value {
	if e.st.object(v.obj) != nil || v.ref.Kind == types.KindObject && len(v.flows) > 0 {
		return &value{obj: -1, ref: v.ref, flows: changed(e.shown(v))}
	}
	return v
}

func (e *evaluator) shownN(v *value, depth int, left *int) []flow {
	if *left--; v == nil || depth > 3 || *left < 0 {
		return nil
	}
	if v.ref.Kind == types.KindObject && !v.ref.List {
		return e.instanceText(v, depth, left)
	}
	fs := e.wholeText(v)
	o := e.st.object(v.obj)
	if o == nil {
		return fs
	}
	for _, f := range o.fields {
		fs = union(fs, e.shownN(f.val, depth+1, left))
	}
	for _, el := range o.list {
		fs = union(fs, e.shownN(el, depth+1, left))
	}
	return union(union(fs, o.keys), e.shownN(o.rest, depth+1, left))
}

// The methods that make the text of an instance, in the order they are asked.
var textMethods = [...]string{"__str__", "__repr__"}

func (e *evaluator) instanceText(v *value, depth int, left *int) []flow {
	c := v.ref.Class
	symbols := e.p.ClassSymbols(v.ref)
	for _, name := range textMethods {
		if m := e.p.Method(c, name); m != nil {
			return e.deep(e.implied(m, v))
		}
		for _, s := range symbols {
			m := s.Member(name)
			if m != nil && m.Clean {
				return nil
			}
			if m != nil && len(m.Sources) > 0 && e.tellingFields(c, 0) {
				return union(e.wholeText(v), e.sources(e.now, m, v, &arguments{recv: v, recvReg: ir.None, valueReg: ir.None}))
			}
		}
	}
	if e.plainClass(c, 0) {
		return nil // only its name and address
	}
	fs := e.wholeText(v)
	if o := e.st.object(v.obj); o != nil {
		for _, f := range o.fields {
			if !e.hidden(c, f.key[1:]) {
				fs = union(fs, e.shownN(f.val, depth+1, left))
			}
		}
		fs = union(fs, e.shownN(o.rest, depth+1, left))
	}
	return fs
}

// wholeText: an instance (or a list of them) of a class that shows nothing
// telling is no longer the whole thing in its text.
func (e *evaluator) wholeText(v *value) []flow {
	if v.ref.Kind != types.KindObject || len(v.flows) == 0 || e.tellingFields(v.ref.Class, 0) {
		return v.flows
	}
	return mapFlows(v.flows, func(f *flow) { f.drop(e.sv.whole) })
}

// tellingFields: the text of an instance shows a field whose name tells a
// password or a secret, its own or one of an instance it holds. A class that is
// not wholly in sight may.
func (e *evaluator) tellingFields(c *types.Class, depth int) bool {
	if depth > 4 {
		return false
	}
	for name := range c.Attrs() {
		if e.hidden(c, name) {
			continue
		}
		if e.sv.naming(name) != 0 {
			return true
		}
		if r := e.p.Attr(c, name); r.Kind == types.KindObject && r.Class != c && e.tellingFields(r.Class, depth+1) {
			return true
		}
	}
	for _, b := range e.p.Bases(c) {
		if !b.Resolved() || b.Kind == types.KindClass && b.Class != c && e.tellingFields(b.Class, depth+1) {
			return true
		}
	}
	return false
}

// hidden: the text of an instance does not show this field, because its type
// shows nothing of itself or because its declaration says so.
func (e *evaluator) hidden(c *types.Class, name string) bool {
	if e.harmless(e.p.Attr(c, name)) {
		return true
	}
	fn, in := e.p.Owner(c, name).Declaration(name)
	if in == nil {
		return false
	}
	r := e.p.Reg(fn, in.A)
	if r.Kind != types.KindSymbol {
		return false
	}
	for k := range r.Sym.Sanitizers {
		s := &r.Sym.Sanitizers[k]
		if s.Clears&e.sv.in.Words.Log == 0 {
			continue
		}
		for _, c := range s.When {
			if c.Is != nil && isLiteral(namedConst(fn, in, c.Arg.Name), *c.Is) {
				return true
			}
		}
	}
	return false
}

// namedConst gives the constant that a call gets under a name.
func namedConst(fn *types.Func, in *ir.Instr, name string) *ir.Const {
	for _, a := range fn.IR.ArgsOf(in) {
		if a.Kind == ir.ArgNamed && fn.IR.Names[a.Name] == name {
			if d := &fn.IR.Instrs[a.Value]; d.Op == ir.OpConst {
				return &fn.IR.Consts[d.A]
			}
		}
	}
	return nil
}

// plainClass: nothing but the language itself makes the text of an instance.
func (e *evaluator) plainClass(c *types.Class, depth int) bool {
	if depth > 8 || c.Body.Decorated() {
		return false
	}
	for _, b := range e.p.Bases(c) {
		if b.Kind != types.KindClass || !e.plainClass(b.Class, depth+1) {
			return false
		}
	}
	return true
}
