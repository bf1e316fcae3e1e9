package taint

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// A call, a write or a decorator may do harm by itself, by what it is and how it is
// made: verify=False. No text flows then; what matters are constants, on which the
// model's conditions look. Here, unlike at a sink of text, what is not known never
// counts: neither as the constant that is asked for, nor as another, nor as absent.
// What a parameter decides is left to the callers, as for conditions on text, and
// what nobody passes to its default.

// itself records a call that does harm by itself.
func (e *evaluator) itself(i int32, m *rule.Symbol, s *rule.Sink, args *arguments, guess uint8) {
	w := weighing{e: e, args: args}
	write := e.f.Instrs[i].Op == ir.OpSetMember
	if write && len(s.When) > 0 && !ofWrite(s) {
		return // it speaks of calls: session.get = limited
	}
	if !w.all(s.When) || w.any(s.Unless) || s.Peeks != nil && peeks(e.fn, i, s.Peeks) {
		return
	}
	if write {
		e.oneWrite(i, s.Kind)
	}
	f := flow{
		org: origin{kind: fromHere, fn: e.fn.ID, id: i}, guess: min(guess+uint8(s.Guess), 3), need: w.need, trace: w.trace,
	}
	e.sum.addHit(hit{flow: f, site: site{fn: e.fn, instr: i, arg: w.reg, sink: s, of: m, kind: s.Kind}})
}

// ofWrite tells whether a sink looks at what is written.
func ofWrite(s *rule.Sink) bool {
	return slices.ContainsFunc(s.When, func(c rule.Cond) bool { return c.Arg.Value || c.Arg.Key })
}

// weighing is a look at the conditions of a call that does harm by itself.
type weighing struct {
	e     *evaluator
	args  *arguments
	need  *need // what is left to the callers
	reg   int32 // where the operand that decides is, for fixes and the place
	trace *step // where its constant comes from, when from elsewhere
}

// all tells whether all conditions hold, as far as they are not left to the callers.
func (w *weighing) all(cs []rule.Cond) bool {
	w.reg = ir.None
	for k := range cs {
		c := &cs[k]
		v, reg, param, path := w.operand(c)
		ok := false
		if param == 0 {
			ok, param, path = w.weigh(c, v, reg)
		}
		switch {
		case param > 0:
			w.need = &need{param: param - 1, path: path, cond: c, next: w.need}
		case !ok:
			return false
		}
		if reg >= 0 && !c.Not && !c.Absent {
			w.reg = reg
		}
	}
	return true
}

// any tells whether one of the conditions is seen to hold.
func (w *weighing) any(cs []rule.Cond) bool {
	for k := range cs {
		v, reg, param, _ := w.operand(&cs[k])
		if param > 0 {
			continue
		}
		if ok, param, _ := w.weigh(&cs[k], v, reg); ok && param == 0 {
			return true
		}
	}
	return false
}

// oneWrite forgets an earlier write to another attribute of the same thing that did the
// same harm: two switches for one purpose are one flaw.
func (e *evaluator) oneWrite(i int32, kind int) {
	base := e.lastName(e.f.Instrs[i].A)
	e.sum.hits = slices.DeleteFunc(e.sum.hits, func(h hit) bool {
		if h.flow.org.kind != fromHere || h.site.fn != e.fn || h.site.kind != kind || h.site.instr == i {
			return false
		}
		in := &e.f.Instrs[h.site.instr]
		return in.Op == ir.OpSetMember && base != "" && e.lastName(in.A) == base
	})
}

// operand gives what a condition looks at: nil when it is not passed, a value of which
// nothing is known when that is not known, or the parameter (plus one) that decides.
func (w *weighing) operand(c *rule.Cond) (v *value, reg, param int32, path string) {
	sel := c.Arg
	sel.Elem, sel.ElemFrom, sel.Until, sel.Under = rule.NoPos, false, "", ""
	a := w.args
	spread := a.star
	b := *a
	b.star = nil
	if v, reg = b.get(w.e, sel); v != nil {
		if v.konst == nil && w.e.st.object(v.obj) == nil {
			if at := w.e.constant(w.e.fn, reg, 0); at != nil {
				v = at
			}
		}
		return v, reg, 0, ""
	}
	if a.more {
		return unknown, ir.None, 0, ""
	}
	if len(spread) == 0 || sel.Self || sel.Value || sel.Key {
		return nil, ir.None, 0, ""
	}
	if v, known := w.e.spreadElsewhere(a, sel.Name); known {
		return v, ir.None, 0, ""
	}
	for _, s := range spread {
		if s.param == 0 || sel.Name == "" || w.e.f.Params[s.param-1].Kind != ir.ParamNamedRest || len(spread) > 1 {
			return unknown, ir.None, 0, ""
		}
		param, path = s.param, "["+sel.Name
	}
	return nil, ir.None, param, path
}

// constant finds the constant that a register holds where the values at hand do not
// tell: of an attribute that one place gives a constant and no other anything.
func (e *evaluator) constant(f *types.Func, reg int32, depth int) *value {
	if reg < 0 || depth > 4 {
		return nil
	}
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpConst:
		k := &f.IR.Consts[in.A]
		return &value{obj: -1, konst: k, ref: e.sv.constRef(k.Kind)}
	case ir.OpList, ir.OpTuple:
		if list, ok := e.constants(f, in, depth); ok {
			return e.listOf(-4000-reg, f.ID, e.sv.collRef(in.Op), list)
		}
	case ir.OpLoad, ir.OpName, ir.OpMember:
		if fn, at := e.soleValue(f, in); fn != nil {
			return e.constant(fn, at, depth+1)
		}
	case ir.OpBinary:
		if a, b := e.constant(f, in.A, depth+1), e.constant(f, in.B, depth+1); a != nil && b != nil {
			return e.repeated(ir.BinaryOp(in.Sub), a, b)
		}
	case ir.OpCall:
		return e.sameEachTime(f, in, depth)
	}
	return nil
}

// constants finds those that stand by their places in a list, a tuple or a call; false where one is not known.
func (e *evaluator) constants(f *types.Func, in *ir.Instr, depth int) ([]*value, bool) {
	var out []*value
	for _, a := range f.IR.ArgsOf(in) {
		v := e.constant(f, a.Value, depth+1)
		if v == nil || a.Kind != ir.ArgPos {
			return nil, false
		}
		out = append(out, v)
	}
	return out, true
}

// repeated is a constant that is made of two by + and *: b"\0" * 16.
func (e *evaluator) repeated(op ir.BinaryOp, a, b *value) *value {
	isInt := func(v *value) bool { return v.konst != nil && v.konst.Kind == ir.ConstInt }
	switch {
	case isInt(a) && isInt(b):
		return foldInts(op, a.konst, b.konst)
	case op == ir.Mul && isInt(a):
		a, b = b, a
	}
	switch {
	case op == ir.Mul && isInt(b):
		if a.konst == nil || b.konst.Int < 0 || b.konst.Int > maxRepeat {
			return a // a list, or a text whose length does not matter
		}
		k := *a.konst
		k.Str = strings.Repeat(k.Str, int(b.konst.Int))
		return &value{obj: -1, konst: &k, ref: a.ref}
	case op == ir.Add && a.konst != nil && b.konst != nil && a.konst.Kind == b.konst.Kind:
		k := *a.konst
		k.Str += b.konst.Str
		return &value{obj: -1, konst: &k, ref: a.ref}
	case op == ir.Add && a.konst == nil && b.konst == nil:
		return a // lists
	}
	return nil
}

// maxRepeat bounds how often a constant is written out.
const maxRepeat = 64

// sameEachTime is what a call gives that a model says gives the same for the same
// arguments, where these are constants: bytes(16), "key".encode(). What it is exactly is
// not computed.
func (e *evaluator) sameEachTime(f *types.Func, call *ir.Instr, depth int) *value {
	r := e.p.Reg(f, call.A)
	if r.Kind == types.KindSymbol && r.Sym.Const != nil {
		return &value{obj: -1, konst: constOf(r.Sym.Const), ref: e.sv.constRef(ir.ConstString)}
	}
	if r.Kind == types.KindSymbol && r.Sym.Intrinsic == "path.join" {
		return e.joinedAt(f, call, depth)
	}
	if r.Kind != types.KindSymbol || r.Sym.Intrinsic != "same" && r.Sym.Intrinsic != "str.encode" {
		return nil
	}
	if m := &f.IR.Instrs[call.A]; m.Op == ir.OpMember && r.Sym.Intrinsic == "str.encode" {
		return e.constant(f, m.A, depth+1)
	}
	args := f.IR.ArgsOf(call)
	if len(args) == 0 || slices.ContainsFunc(args, func(a ir.Arg) bool {
		return a.Kind != ir.ArgPos && a.Kind != ir.ArgNamed || e.constant(f, a.Value, depth+1) == nil
	}) {
		return nil
	}
	return &value{obj: -1, konst: &ir.Const{Kind: ir.ConstBytes}, ref: e.sv.constRef(ir.ConstBytes)}
}

// weigh judges a condition on an operand. What was kept on a thing that is not made in
// the function at hand may be told by the call that makes it.
func (w *weighing) weigh(c *rule.Cond, v *value, reg int32) (ok bool, param int32, path string) {
	if c.Field == "" && c.Arg.Under != "" && v != nil && v.konst == nil && w.e.st.object(v.obj) == nil {
		// options=self.options
		if x, known := w.e.entryOf(w.e.fn, reg, c.Arg.Under, 0); known {
			return w.e.weigh(whole(c), x)
		}
	}
	if c.Field == "" || v == nil || v.param > 0 || w.e.madeHere(v) {
		return w.e.weigh(c, v)
	}
	h := w.e.maker(w.e.fn, reg, 0)
	if h == nil {
		return false, 0, ""
	}
	kept, known := w.e.keptBy(h, c.Field)
	if !known {
		return false, 0, ""
	}
	itself := *c
	itself.Field = ""
	return w.e.weigh(&itself, kept)
}

// madeHere tells whether a thing is made by the function at hand.
func (e *evaluator) madeHere(v *value) bool {
	return v.obj >= 0 && v.param == 0 && int(v.obj) < len(e.made) && e.made[v.obj] >= 0
}

// weigh judges a condition on a value, nil for what is not passed; param (plus one) is
// the parameter that decides, if one does.
func (e *evaluator) weigh(c *rule.Cond, v *value) (ok bool, param int32, path string) {
	if c.Field != "" && v != nil {
		if !e.madeHere(v) {
			return false, 0, "" // it was not made here: what was done to it before is not in sight
		}
		v = e.remembered(v, c.Field)
	}
	vs, known := e.partsOf(c.Arg, v)
	if !known {
		if v.param > 0 {
			return false, v.param, ""
		}
		return false, 0, ""
	}
	if len(vs) == 0 {
		return c.Absent != c.Not, 0, ""
	}
	if c.Absent {
		return c.Not, 0, ""
	}
	for _, v := range vs {
		ok, known = e.meets(c, v)
		if !known {
			if v.param > 0 && (c.Arg.Under != "" || c.Arg.Elem != rule.NoPos) {
				return false, v.param, thePart
			}
			return false, v.param, ""
		}
		if ok {
			break
		}
	}
	return ok != c.Not, 0, ""
}

// thePart is the path of a need whose parameter is the part of an operand that a
// condition looks at, and not the operand.
const thePart = "="

// whole is a condition on the part itself.
func whole(c *rule.Cond) *rule.Cond {
	w := *c
	w.Arg.Under, w.Arg.Elem, w.Arg.ElemFrom = "", rule.NoPos, false
	return &w
}

// partsOf gives the parts of an operand that a condition means: itself, elements, what
// lies under keys. Not known when they are not all in sight.
func (e *evaluator) partsOf(sel rule.Arg, v *value) (vs []*value, known bool) {
	if v == nil {
		return nil, true
	}
	vs = []*value{v}
	if sel.Under != "" {
		for _, key := range strings.Split(sel.Under, "][") {
			if vs, known = e.underKey(vs, key); !known {
				return nil, false
			}
		}
		return vs, true
	}
	if sel.Elem == rule.NoPos {
		return vs, true
	}
	o := e.st.object(v.obj)
	if o == nil || !o.isList {
		return nil, v.konst != nil
	}
	if o.rest != nil {
		return nil, false
	}
	vs = nil
	for i, el := range o.list {
		if i == sel.Elem || sel.ElemFrom && i >= sel.Elem {
			vs = append(vs, el)
		}
	}
	return vs, true
}

func (e *evaluator) underKey(vs []*value, key string) (out []*value, known bool) {
	for _, v := range vs {
		o := e.st.object(v.obj)
		switch {
		case o == nil:
			if v.konst == nil {
				return nil, false
			}
		case key == "*":
			if o.open || o.rest != nil {
				return nil, false
			}
			for _, f := range o.fields {
				out = append(out, f.val)
			}
		default:
			x := o.get("[" + key)
			if x == nil && (o.open || o.rest != nil) || slices.Contains(o.maybe, "["+key) {
				return nil, false
			}
			if x != nil {
				out = append(out, x)
			}
		}
	}
	return out, true
}

// meets judges a condition on a value, `not` left aside; known is false where the value
// does not tell.
func (e *evaluator) meets(c *rule.Cond, v *value) (ok, known bool) {
	if v.alt != nil || len(v.may) > 1 || v.mixed && len(c.Thing) > 0 {
		return false, false
	}
	if c.Labels != 0 && e.carries(c, v) {
		return true, true
	}
	if c.Says != nil {
		if v.ref.Kind != types.KindFunc && v.ref.Kind != types.KindBound && v.ref.Kind != types.KindClass {
			return false, false
		}
		return says(v.ref, c.Says), true
	}
	if c.Called != nil && v.ref.Class != nil {
		return e.isCalled(v.ref.Class, c.Called), true
	}
	if len(c.Thing) > 0 && (v.ref.Kind == types.KindSymbol || v.ref.Kind == types.KindInstance && v.ref.Sym.Class && v.konst == nil) {
		return slices.Contains(c.Thing, v.ref.Sym.Name), true
	}
	if c.Text != nil && (v.shaped() || v.konst != nil) {
		ok, param, _ := e.textCond(&rule.Cond{Text: c.Text}, v)
		return ok, param == 0
	}
	object := e.st.object(v.obj)
	if v.konst == nil && !(object != nil && v.param == 0 && len(v.flows) == 0) && v.ref.Kind != types.KindSymbol && v.ref.Kind != types.KindFunc && v.ref.Kind != types.KindClass {
		return false, false
	}
	if (c.Bits != 0 || c.Below != 0) && v.konst != nil {
		return v.konst.Kind == ir.ConstInt && v.konst.Str == "" && (c.Bits == 0 || v.konst.Int&int64(c.Bits) != 0) && (c.Below == 0 || v.konst.Int < int64(c.Below)), true
	}
	if c.Bits != 0 || c.Below != 0 || len(c.Thing) > 0 || c.Text != nil || c.Called != nil {
		return false, true
	}
	plain := *c
	plain.Not = false
	return e.plain(&plain, v, ir.None), true
}

// says tells whether a name, a variable or a text in a function's body, or in a method
// of a class, matches, or the name of what decorates it or the class derives from.
func says(r types.Ref, pattern *lazy.Regexp) bool {
	f := r.Func
	if r.Kind == types.KindClass {
		f = r.Class.Body
	}
	if up := f.Parent; up != nil {
		for _, at := range up.Decorations() {
			if in := &up.IR.Instrs[at]; up.Made(in.A) == f && (pattern.MatchString(calledName(up.IR, in.B)) || lists(up.IR, in.B, pattern)) {
				return true
			}
		}
		if mk := f.Maker(); r.Kind == types.KindClass && mk != nil {
			for _, a := range up.IR.ArgsOf(mk) {
				if pattern.MatchString(calledName(up.IR, a.Value)) {
					return true
				}
			}
		}
	}
	for open := []*types.Func{f}; len(open) > 0; {
		f := open[len(open)-1]
		open = append(open[:len(open)-1], f.Children...)
		for _, list := range [...][]string{f.IR.Names, f.IR.Slots} {
			if slices.ContainsFunc(list, pattern.MatchString) {
				return true
			}
		}
		if slices.ContainsFunc(f.IR.Consts, func(c ir.Const) bool { return c.Kind == ir.ConstString && pattern.MatchString(c.Str) }) {
			return true
		}
	}
	return false
}

// lists tells whether all texts match of a list that the call of register reg is given:
// the methods of a route. What serves a page as well may do nothing but that.
func lists(f *ir.Func, reg int32, pattern *lazy.Regexp) bool {
	if f.Instrs[reg].Op != ir.OpCall {
		return false
	}
	for _, arg := range f.ArgsOf(&f.Instrs[reg]) {
		if arg.Value < 0 {
			continue
		}
		switch list := &f.Instrs[arg.Value]; list.Op {
		case ir.OpList, ir.OpTuple, ir.OpSet:
			items := f.ArgsOf(list)
			if len(items) > 0 && !slices.ContainsFunc(items, func(of ir.Arg) bool { return !pattern.MatchString(literal(f, of.Value)) }) {
				return true
			}
		}
	}
	return false
}

// literal gives the text of a constant, nothing for all else.
func literal(f *ir.Func, reg int32) string {
	if reg < 0 || f.Instrs[reg].Op != ir.OpConst || f.Consts[f.Instrs[reg].A].Kind != ir.ConstString {
		return ""
	}
	return f.Consts[f.Instrs[reg].A].Str
}

// itself carries over a call of the callee that does harm by itself, where the
// arguments at hand, or the defaults for those that are missing, make it so.
func (b *binder) itself(h *hit) {
	c := h.flow
	var left *need
	for n := c.need; n != nil; n = n.next {
		arg := b.args[n.param]
		if arg == nil {
			if arg = b.e.sv.defaultValue(b.fn, n.param); arg == unknown {
				return
			}
		}
		cond := n.cond
		if n.path == thePart {
			cond = whole(cond)
		} else if n.path != "" && arg != nil {
			vs, known := b.e.underKey([]*value{arg}, n.path[1:])
			switch {
			case !known && arg.param > 0 && b.e.f.Params[arg.param-1].Kind == ir.ParamNamedRest:
				left = &need{param: arg.param - 1, path: n.path, cond: n.cond, next: left}
				continue
			case !known:
				return
			case len(vs) == 0:
				arg = nil
			default:
				arg = vs[0]
			}
		}
		switch ok, p, path := b.e.weigh(cond, arg); {
		case p > 0:
			if n.path == thePart {
				path = thePart
			}
			left = &need{param: p - 1, path: path, cond: n.cond, next: left}
		case !ok:
			return
		}
	}
	c.need = left
	c.trace = b.step(nil, h.flow.trace, stepInto)
	b.e.sum.addHit(hit{flow: c, site: h.site})
}

// defaultValue gives what a parameter is when nothing is passed for it: a constant, nil
// for nothing, which is what collects further arguments gets, else unknown.
func (sv *solver) defaultValue(fn *types.Func, param int32) *value {
	p := &fn.IR.Params[param]
	if p.Kind == ir.ParamNamedRest || p.Kind == ir.ParamRest {
		return nil
	}
	if k := defaultOf(fn, param); k != nil {
		return &value{obj: -1, konst: k, ref: sv.constRef(k.Kind)}
	}
	return unknown
}

// byDefault tells whether a call that does harm by itself does so as its function is
// declared: nobody is seen to call that.
func (sv *solver) byDefault(fn *types.Func, h *hit) bool {
	e := &evaluator{sv: sv, p: sv.p, st: &state{}}
	for n := h.flow.need; n != nil; n = n.next {
		v := sv.defaultValue(fn, n.param)
		if v == nil || v == unknown {
			return false // what is collected is there to be passed
		}
		cond := n.cond
		if n.path == thePart {
			cond = whole(cond)
		}
		if ok, _, _ := e.weigh(cond, v); !ok {
			return false
		}
	}
	return true
}

// sameNeed tells whether two flows wait for the same conditions.
func sameNeed(a, b *flow) bool {
	if a.need == b.need || a.org.kind != fromHere {
		return a.need == b.need
	}
	m := b.need
	for n := a.need; n != nil; n, m = n.next, m.next {
		if m == nil || n.param != m.param || n.path != m.path || n.cond != m.cond {
			return false
		}
	}
	return m == nil
}

// decorated: a decorator that does harm by itself gets what it decorates.
func (e *evaluator) decorated(i int32, in *ir.Instr) {
	r, v := e.reg(in.B).ref, e.reg(in.A)
	if by := &e.f.Instrs[in.B]; by.Op == ir.OpCall {
		// method_decorator(decorator): on a method it stands for all of the class.
		if r = e.injected(by); v.ref.Func != nil && v.ref.Func.Class != nil {
			v = &value{obj: -1, ref: types.Ref{Kind: types.KindClass, Class: v.ref.Func.Class}}
		}
	}
	if r.Kind == types.KindSymbol && r.Sym.Harms {
		e.effectsOf(i, r.Sym, &arguments{recvReg: ir.None, valueReg: ir.None, pos: []*value{v}, regs: []int32{in.A}})
	}
}

// injected gives what a call stands for that a model says stands for another decorator.
func (e *evaluator) injected(call *ir.Instr) types.Ref {
	s := e.reg(call.A).ref
	if s.Kind != types.KindSymbol || s.Sym.Injects == nil {
		return types.Ref{}
	}
	of, n := &s.Sym.Injects.Func, 0
	for _, a := range e.f.ArgsOf(call) {
		switch a.Kind {
		case ir.ArgPos:
			if n == of.Pos {
				return e.reg(a.Value).ref
			}
			n++
		case ir.ArgNamed:
			if e.f.Names[a.Name] == of.Name {
				return e.reg(a.Value).ref
			}
		}
	}
	return types.Ref{}
}

// configured: what a module of settings assigns at its top is written to the class that
// stands for it. Only what holds on every way through the module counts, and of several
// assignments the last.
func (e *evaluator) configured(i int32, in *ir.Instr, name string) {
	for _, c := range e.p.View.Configs() {
		m := c.Member(name)
		if m == nil || !configures(c.Settings, e.fn) {
			continue
		}
		if stores := e.fn.Stores(in.A); len(stores) == 0 || stores[len(stores)-1] != i || e.avoids(0, e.blockOf(i), e.answers) {
			continue
		}
		v := e.constant(e.fn, in.B, 0)
		if v == nil {
			continue // what a call gives may come from the environment
		}
		args := &arguments{recvReg: ir.None, value: v, key: str(name), valueReg: in.B}
		e.effectsOf(i, m, args)
	}
}

// configures tells whether a module holds settings.
func configures(s *rule.Settings, module *types.Func) bool {
	path := module.Module.Path
	if s.Not != nil && s.Not.MatchString(path) {
		return false
	}
	return s.Path != nil && s.Path.MatchString(path) || slices.ContainsFunc(s.Assigns, func(name string) bool { return slices.Contains(module.IR.Slots, name) })
}

// takeSettings: each name that a class holds is written below the receiver, as an
// element under that name.
func (e *evaluator) takeSettings(a *arguments) {
	if a.recv == nil || len(a.pos) == 0 || a.recv.ref.Kind != types.KindInstance {
		return
	}
	m := a.recv.ref.Sym.Member("__setitem__")
	if m == nil {
		return
	}
	for _, c := range e.settingsOf(a.pos[0], a.regs[0]) {
		e.takeClass(c, m, a, a.pos[0].param > 0)
	}
}

// takeClass writes what one class holds. Where another may be passed, those settings count
// that no class below has otherwise.
func (e *evaluator) takeClass(top *types.Class, m *rule.Symbol, a *arguments, other bool) {
	given := *a
	given.pos = append([]*value{{obj: -1, ref: types.Ref{Kind: types.KindClass, Class: top}}}, a.pos[1:]...)
	done := map[string]bool{}
	for open, n := []*types.Class{top}, 0; len(open) > 0 && n < maxFields; n++ {
		c := open[0]
		open = open[1:]
		for _, name := range slices.Sorted(maps.Keys(c.Attrs())) {
			fn, reg := c.Sole(name)
			if done[name] || fn != c.Body || other && e.p.Redefined(top, c, name) {
				continue
			}
			done[name] = true
			if v := e.constant(fn, reg, 0); v != nil {
				e.writtenAt(fn, storeOf(fn, reg), m, &arguments{recv: a.recv, recvReg: ir.None, value: v, key: str(name), valueReg: ir.None, pos: given.pos, regs: a.regs})
			}
		}
		for _, b := range e.p.Bases(c) {
			if b.Kind == types.KindClass {
				open = append(open, b.Class)
			}
		}
	}
}

// settingsOf gives the classes of settings that an argument stands for: the class itself or
// an instance, one named with its module by a text, the default of a parameter, and each of
// those that a dict holds by name.
func (e *evaluator) settingsOf(v *value, reg int32) []*types.Class {
	if v.ref.Class != nil {
		return []*types.Class{v.ref.Class}
	}
	if v.konst != nil && v.konst.Kind == ir.ConstString {
		module, name, ok := cutLast(v.konst.Str)
		if !ok {
			return nil
		}
		file, _, here := e.p.Imports.Module(e.fn.Module.Path, module)
		if !here || file < 0 {
			return nil
		}
		return e.classIn(e.p.Export(e.p.Modules[file], name))
	}
	if v.param > 0 {
		fn := e.fn
		if mk := fn.Maker(); mk != nil {
			for _, d := range fn.Parent.IR.ArgsOf(mk) {
				if d.Kind == ir.ArgDefault && fn.Parent.IR.Names[d.Name] == fn.IR.Params[v.param-1].Name {
					return classOf(e.p.Reg(fn.Parent, d.Value))
				}
			}
		}
		return nil
	}
	return e.picked(reg)
}

// picked gives the classes that a dict holds, of which an expression takes one by its name.
func (e *evaluator) picked(reg int32) (out []*types.Class) {
	if reg < 0 {
		return nil
	}
	in := &e.f.Instrs[reg]
	if in.Op == ir.OpCall {
		if in = &e.f.Instrs[in.A]; in.Op != ir.OpMember || e.f.Names[in.B] != "get" {
			return nil
		}
	} else if in.Op != ir.OpIndex {
		return nil
	}
	dict := &e.f.Instrs[in.A]
	if dict.Op != ir.OpName {
		return nil
	}
	owner, slot := e.fn.Free(e.f.Names[dict.A])
	if owner != nil && owner.IR.Kind == ir.Module {
		owner, slot = e.p.Export(owner.Module, e.f.Names[dict.A])
	}
	if owner == nil || len(owner.Stores(slot)) != 1 {
		return nil
	}
	held := &owner.IR.Instrs[owner.IR.Instrs[owner.Stores(slot)[0]].B]
	if held.Op != ir.OpDict {
		return nil
	}
	for _, a := range owner.IR.ArgsOf(held) {
		out = append(out, classOf(e.p.Reg(owner, a.Value))...)
	}
	return out
}

func (e *evaluator) classIn(owner *types.Func, slot int32) []*types.Class {
	if owner == nil {
		return nil
	}
	return classOf(e.p.SlotRef(owner, slot))
}

func classOf(r types.Ref) []*types.Class {
	if r.Kind != types.KindClass || r.Class == nil {
		return nil
	}
	return []*types.Class{r.Class}
}

// cutLast cuts a dotted name at its last dot.
func cutLast(text string) (before, after string, ok bool) {
	i := strings.LastIndexByte(text, '.')
	if i <= 0 {
		return "", "", false
	}
	return text[:i], text[i+1:], true
}

// writtenAt records what a write does by itself that stands in another body.
func (e *evaluator) writtenAt(fn *types.Func, at int32, m *rule.Symbol, args *arguments) {
	for k := range m.Sinks {
		s := &m.Sinks[k]
		w := weighing{e: e, args: args}
		if !s.Itself() || !w.all(s.When) || w.need != nil || w.any(s.Unless) {
			continue
		}
		f := flow{org: origin{kind: fromHere, fn: fn.ID, id: at}, guess: uint8(s.Guess)}
		e.sum.addHit(hit{flow: f, site: site{fn: fn, instr: at, arg: ir.None, sink: s, of: m, kind: s.Kind}})
	}
}

// storeOf gives the instruction that assigns a register's value.
func storeOf(f *types.Func, reg int32) int32 {
	for i := range f.IR.Instrs {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpStore && in.B == reg {
			return int32(i)
		}
	}
	return reg
}

// settings are the operations on a collection of settings.
func (e *evaluator) settings(i int32, method string, a *arguments) {
	switch method {
	case "take":
		e.takeSettings(a)
	case "update":
		e.updateSettings(i, a)
	}
}

// updateSettings: each named argument, and each entry of a dict, is written below the
// receiver under its name.
func (e *evaluator) updateSettings(i int32, a *arguments) {
	if a.recv == nil || a.recv.ref.Kind != types.KindInstance {
		return
	}
	m := a.recv.ref.Sym.Member("__setitem__")
	if m == nil {
		return
	}
	write := func(name string, v *value, reg int32) {
		e.sinks(i, m, &arguments{recv: a.recv, recvReg: ir.None, value: v, key: str(name), valueReg: reg}, 0)
	}
	for k, name := range a.names {
		write(name, a.named[k], a.namedReg[k])
	}
	for _, list := range [...][]*value{a.pos, a.star} {
		for _, v := range list {
			if o := e.st.object(v.obj); o != nil {
				for _, f := range o.fields {
					if f.key[0] == '[' {
						write(f.key[1:], f.val, ir.None)
					}
				}
			}
		}
	}
}

// Asked gives the names of what is asked on the only way to a call that does harm by
// itself: args.insecure, verify.
func (h *Hit) Asked() []string {
	f := h.Fn.IR
	if h.Instr < 0 {
		return nil
	}
	var names []string
	at := int32(slices.IndexFunc(f.Blocks, func(b ir.Block) bool { return b.First <= h.Instr && h.Instr < b.Last }))
	for range f.Blocks {
		if at = onlyBefore(f, at); at < 0 {
			break
		}
		if b := &f.Blocks[at]; b.Term == ir.Branch && b.Cond >= 0 {
			for _, reg := range askedBy(f, b.Cond) {
				names = append(names, calledName(f, reg))
			}
		}
	}
	return names
}

// onlyBefore gives the one block that leads to another, -1 where there are several.
func onlyBefore(f *ir.Func, at int32) int32 {
	from := ir.None
	for i := range f.Blocks {
		b := &f.Blocks[i]
		if at < 0 || (b.Term != ir.Jump || b.Then != at) && (b.Term != ir.Branch || b.Then != at && b.Else != at) && b.Handler != at {
			continue
		}
		if from >= 0 {
			return ir.None
		}
		from = int32(i)
	}
	return from
}

// askedBy gives the registers that a condition asks.
func askedBy(f *ir.Func, cond int32) []int32 {
	switch in := &f.Instrs[cond]; in.Op {
	case ir.OpUnary:
		return askedBy(f, in.A)
	case ir.OpCompare:
		return []int32{in.A, in.B}
	}
	return []int32{cond}
}

// harmsItself tells whether something in a function may do harm by itself.
func (sv *solver) harmsItself(f *types.Func) bool {
	names := sv.p.View.HarmNames()
	if len(names) == 0 {
		return false
	}
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		switch in.Op {
		// What a variable of its own holds was named where it was stored.
		case ir.OpName, ir.OpMember, ir.OpImportFrom:
			if r := sv.p.Reg(f, int32(i)); r.Kind == types.KindSymbol && (r.Sym.Harms || strings.HasPrefix(r.Sym.Intrinsic, "settings.")) {
				return true
			}
		case ir.OpSetMember:
			if names[f.IR.Names[in.B]] {
				return true
			}
		case ir.OpSetIndex:
			if r := sv.p.Reg(f, in.A); r.Sym != nil && r.Sym.Harms {
				return true
			}
		case ir.OpStore:
			if f.IR.Kind == ir.Module && names[f.IR.Slots[in.A]] && slices.ContainsFunc(sv.p.View.Configs(), func(c *rule.Symbol) bool { return configures(c.Settings, f) }) {
				return true
			}
		}
	}
	return false
}

// constOf is the constant that a model gives a name.
func constOf(t *rule.Text) *ir.Const {
	if n, err := strconv.ParseInt(t.Value, 0, 64); t.Number && err == nil {
		return &ir.Const{Kind: ir.ConstInt, Int: n}
	}
	return &ir.Const{Kind: ir.ConstString, Str: t.Value}
}
