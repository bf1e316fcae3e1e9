package taint

import (
	"unicode"
	"unicode/utf8"

	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// arguments are the operands of a call, or of a write, which is a call of a kind.
type arguments struct {
	recv      *value
	recvReg   int32
	pos       []*value
	regs      []int32
	names     []string // keywords, with named and namedReg in parallel
	named     []*value
	namedReg  []int32
	star      []*value // *args that could not be spread, **kwargs
	spread    []*value // of those, the ones by keyword, with spreadReg in parallel
	spreadReg []int32
	value     *value // what is written
	valueReg  int32
	key       *value
	more      bool // others may be passed beside these
	read      bool // nothing is called: an attribute of the receiver is read
}

// blank gives arguments without operands. A call puts those it read back into
// e.unused, since nobody keeps them.
func (e *evaluator) blank() *arguments {
	n := len(e.unused)
	if n == 0 {
		return &arguments{recvReg: ir.None, valueReg: ir.None}
	}
	a := e.unused[n-1]
	e.unused = e.unused[:n-1]
	*a = arguments{
		recvReg: ir.None, valueReg: ir.None, pos: a.pos[:0], regs: a.regs[:0],
		names: a.names[:0], named: a.named[:0], namedReg: a.namedReg[:0], star: a.star[:0],
	}
	return a
}

// args reads the operands of an instruction.
func (e *evaluator) args(in *ir.Instr) *arguments {
	a := e.blank()
	for _, x := range e.f.ArgsOf(in) {
		v := e.reg(x.Value)
		switch x.Kind {
		case ir.ArgNamed:
			name := e.f.Names[x.Name]
			a.names = append(a.names, name)
			if v = e.keyed(v, name); in.Op == ir.OpCall && e.madeUp(v) { // Invite(code=...)
				v = e.madeFor(e.now, ir.None, v, e.recordOf(in.A), name)
			}
			a.named = append(a.named, v)
			a.namedReg = append(a.namedReg, x.Value)
		case ir.ArgStar:
			if o := e.st.object(v.obj); o != nil && o.isList {
				for _, el := range o.list {
					a.pos, a.regs = append(a.pos, el), append(a.regs, x.Value)
				}
				continue
			}
			a.star = append(a.star, v)
		case ir.ArgStarStar:
			e.spreadNamed(a, v, x.Value)
		default:
			a.pos, a.regs = append(a.pos, v), append(a.regs, x.Value)
		}
	}
	return a
}

func (e *evaluator) spreadNamed(a *arguments, v *value, reg int32) {
	o := e.st.object(v.obj)
	if o == nil || o.open || o.rest != nil {
		a.star, a.spread, a.spreadReg = append(a.star, v), append(a.spread, v), append(a.spreadReg, reg)
	}
	if o == nil {
		return
	}
	for _, f := range o.fields {
		a.names = append(a.names, f.key[1:])
		a.named = append(a.named, f.val)
		a.namedReg = append(a.namedReg, reg)
	}
}

// union gives the flows of all arguments.
func (a *arguments) union(e *evaluator) []flow {
	var fs []flow
	for _, list := range [...][]*value{a.pos, a.named, a.star} {
		for _, v := range list {
			fs = union(fs, e.deep(v))
		}
	}
	return fs
}

// each visits the operands that a selector names.
func (a *arguments) each(e *evaluator, sel rule.Arg, visit func(v *value, reg int32)) {
	one := func(v *value, reg int32) {
		if sel.Entry != "" {
			e.dig(v, "["+sel.Entry, 0, func(el *value) { visit(el, reg) })
			return
		}
		if sel.Elem == rule.NoPos && !sel.ElemFrom {
			visit(v, reg)
			return
		}
		e.elements(v, sel, func(el *value) { visit(el, reg) })
	}
	switch {
	case sel.Self:
		if a.recv != nil {
			one(a.recv, a.recvReg)
		}
		return
	case sel.Spread:
		for _, v := range a.spread {
			visit(v, ir.None)
		}
		return
	case sel.Value:
		if a.value != nil {
			one(a.value, a.valueReg)
		}
		return
	case sel.Key:
		if a.key != nil {
			one(a.key, ir.None)
		}
		return
	}
	found := false
	if sel.All || sel.Pos != rule.NoPos {
		for i, v := range a.pos {
			if sel.All || i == sel.Pos || sel.From && i >= sel.Pos {
				one(v, a.regs[i])
				found = true
			}
		}
	}
	for i, n := range a.names {
		if sel.All || n == sel.Name {
			one(a.named[i], a.namedReg[i])
			found = true
		}
	}
	if !found && sel.Pos >= 0 || sel.All || sel.From {
		for _, v := range a.star {
			if k := sel.Pos - len(a.pos); k >= 0 && !sel.All && !sel.From && len(a.star) == 1 && v.ref == e.sv.collRef(ir.OpTuple) {
				visit(e.part(v, "["+itoa(int64(k))), ir.None)
				continue
			}
			visit(&value{obj: -1, flows: e.deep(v)}, ir.None)
		}
	}
}

// elements visits elements of a collection argument by position.
func (e *evaluator) elements(v *value, sel rule.Arg, visit func(*value)) {
	o := e.st.object(v.obj)
	if o == nil || !o.isList {
		if v.ref != e.sv.constRef(ir.ConstString) && !v.shaped() && sel.ElemFrom {
			visit(&value{obj: -1, flows: e.deep(v)})
		}
		return
	}
	for i, el := range o.list {
		if sel.Until != "" && el.konst != nil && el.konst.Kind == ir.ConstString && el.konst.Str == sel.Until {
			return
		}
		if i == sel.Elem || sel.ElemFrom && i >= sel.Elem {
			visit(el)
		}
	}
}

// dig visits what lies under a constant key of a dict in sight, at any depth.
func (e *evaluator) dig(v *value, key string, depth int, visit func(*value)) {
	o := e.st.object(v.obj)
	if o == nil || depth > 3 {
		return
	}
	for _, f := range o.fields {
		if f.key == key {
			visit(f.val)
		} else {
			e.dig(f.val, key, depth+1, visit)
		}
	}
	for _, el := range o.list {
		e.dig(el, key, depth+1, visit)
	}
}

// get gives the first operand that a selector names, nil when it is not passed.
func (a *arguments) get(e *evaluator, sel rule.Arg) (v *value, reg int32) {
	reg = ir.None
	a.each(e, sel, func(x *value, r int32) {
		if v == nil {
			v, reg = x, r
		}
	})
	return v, reg
}

// call evaluates a call by what its callee denotes.
func (e *evaluator) call(i int32, in *ir.Instr) *value {
	args := e.args(in)
	if len(args.pos) > 1 {
		e.keptUnderKey(args)
		e.inMessage(args)
	}
	r := e.callWith(i, in, args)
	e.unused = append(e.unused, args)
	return r
}

func (e *evaluator) callWith(i int32, in *ir.Instr, args *arguments) *value {
	callee := e.reg(in.A)
	c := &e.f.Instrs[in.A]
	name := ""
	switch c.Op {
	case ir.OpMember:
		args.recv, args.recvReg = e.instance(e.reg(c.A)), c.A
		name = e.f.Names[c.B]
		if len(args.pos) > 0 {
			e.grouped(c.A, name, args)
		}
		if r := args.recv.ref; r.Kind == types.KindSymbol && r.Sym.Class && callee.ref.Kind == types.KindSymbol {
			args = args.unbound(callee.ref.Sym)
		}
	case ir.OpName:
		name = e.f.Names[c.A]
	case ir.OpLoad:
		name = e.f.Slots[c.A]
	}
	if c.Op == ir.OpName && in.C == 0 {
		if r := e.super(i); r != nil {
			return r
		}
	}
	args = e.withBound(callee, args, in.A)
	if len(callee.may) > 0 {
		return e.callChoices(i, callee, args, in.A)
	}
	if callee.home != nil && !callee.ref.Resolved() {
		if c, ok := e.madeAt(callee.home.fn, callee.home.reg); ok {
			return e.callChoices(i, &value{may: []choice{c}}, args, in.A)
		}
	}
	var r *value
	switch callee.ref.Kind {
	case types.KindSymbol:
		r = e.callSymbol(i, callee.ref.Sym, args, 0)
	case types.KindFunc, types.KindBound:
		r = e.dispatch(i, callee.ref, args)
	case types.KindClass:
		r = e.construct(i, callee.ref.Class, args)
	case types.KindInstance:
		if m := callee.ref.Sym.Member("__call__"); m != nil {
			args.recv = callee
			r = e.callSymbol(i, m, args, 0)
		}
	case types.KindObject:
		if m := e.p.Method(callee.ref.Class, "__call__"); m != nil {
			r = e.callFunc(m, callee, args, i)
		}
	}
	if r == nil && c.Op == ir.OpMember && args.recv.ref.Kind == types.KindFunc {
		if m := e.madeOf(args.recv.ref.Func, name); m != nil {
			r = e.callSymbol(i, m, args, 0)
		}
	}
	if r == nil && c.Op == ir.OpName && !callee.ref.Known() {
		r = e.callDecorated(i, name, args)
	}
	if r == nil {
		r = e.callByName(i, callee, name, args)
	}
	if !r.ref.Known() && callee.ref.Kind != types.KindSymbol {
		if ref := e.p.Call(callee.ref); ref.Known() {
			c := *r
			c.ref = ref
			r = &c
		}
	}
	return r
}

// callDecorated: the callee is the parameter of a decorator, which stands for
// every function it decorates; nil when it is not one.
func (e *evaluator) callDecorated(i int32, name string, args *arguments) *value {
	owner, slot := e.fn.Free(name)
	if owner == nil || len(owner.IR.Params) == 0 || owner.IR.Params[0].Slot != slot {
		return nil
	}
	var r *value
	for _, f := range e.p.Decorated(owner) {
		r = mergeMaybe(r, e.callFunc(f, nil, args, i), nil, nil)
	}
	return r
}

// callByName: the callee is not known. A telling receiver name guesses its
// class; a method every string or collection has is taken for that; what is left
// passes on what goes in, at one confidence lower.
func (e *evaluator) callByName(i int32, callee *value, name string, args *arguments) *value {
	if args.recv != nil {
		if !args.recv.ref.Resolved() || args.recv.ref.Kind == types.KindObject {
			for _, m := range e.p.View.Guess(e.lastName(args.recvReg), name) {
				return e.callSymbol(i, m, args, 1)
			}
		}
		if !args.recv.ref.Resolved() {
			if m := e.sv.common(name); m != nil {
				return e.callSymbol(i, m, args, 0)
			}
		}
	}
	e.unresolved(name)
	fs := e.handed(name, args.union(e))
	if args.recv != nil {
		fs = union(fs, e.deep(args.recv))
	}
	if len(fs) == 0 {
		if callee.ref.Kind == types.KindForeign {
			return &value{obj: -1, ref: callee.ref}
		}
		return unknown
	}
	lower := uint8(1)
	if e.sv.softens(name) {
		lower = 2
	}
	hashes := e.sv.hashes(name)
	r := &value{obj: -1, ref: types.Ref{Kind: types.KindForeign}}
	small, _ := utf8.DecodeRuneInString(name)
	r.flows = mapFlows(fs, func(f *flow) {
		f.guess = min(f.guess+lower, 3)
		f.marks = 0
		part := f.adds&e.sv.whole == 0 // what is made of a whole body has its fields
		f.drop(e.sv.whole)
		if hashes {
			f.drop(e.sv.text)
		}
		f.trace = &step{prev: f.trace, fn: e.fn, instr: i, kind: stepThrough, note: name, found: part && unicode.IsLower(small)}
	})
	return e.masked(r, name)
}

// handed is what an unknown call makes of what it is given. What it answers is seldom
// a secret among it: connect(password) tells whether that worked.
func (e *evaluator) handed(name string, fs []flow) []flow {
	if len(fs) == 0 || e.sv.p.View.Naming(name)&e.sv.in.Words.Copying != 0 {
		return fs
	}
	return mapFlows(fs, func(f *flow) {
		switch secret := f.adds&e.sv.text != 0; {
		case secret && f.adds&e.sv.chosen == 0:
			f.guess = min(f.guess+1, 3)
		case secret || f.org.kind != fromSource:
			f.drop(e.sv.text)
		}
	})
}

func (e *evaluator) unresolved(name string) {
	if name == "" || len(e.unres) >= 64 {
		return
	}
	if e.unres == nil {
		e.unres = map[string]bool{}
	}
	e.unres[name] = true
}

// lastName is the name a person would call the value of a register by.
func (e *evaluator) lastName(reg int32) string { return calledName(e.f, reg) }

// calledName is the name a person would call the value of a register by: of the
// variable, attribute or constant key that it is read from.
func calledName(f *ir.Func, reg int32) string {
	if reg < 0 {
		return ""
	}
	constant := func(reg int32) (string, bool) {
		if in := &f.Instrs[reg]; in.Op == ir.OpConst && f.Consts[in.A].Kind == ir.ConstString {
			return f.Consts[in.A].Str, true
		}
		return "", false
	}
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpLoad, ir.OpStore:
		return f.Slots[in.A]
	case ir.OpName:
		return f.Names[in.A]
	case ir.OpMember:
		return f.Names[in.B]
	case ir.OpIndex:
		key, _ := constant(in.B)
		return key
	case ir.OpCall:
		// get_cursor(), data.get("password")
		if as := f.ArgsOf(in); len(as) > 0 && f.Instrs[in.A].Op == ir.OpMember && as[0].Value >= 0 {
			if key, ok := constant(as[0].Value); ok {
				return key
			}
		}
		return calledName(f, in.A)
	}
	return ""
}

// dispatch calls a workspace function; a method of an instance may be one of a subclass, and one of self
// is where the class leaves it to those below.
func (e *evaluator) dispatch(i int32, ref types.Ref, args *arguments) *value {
	if ref.Kind == types.KindBound && args.recv == nil && !ref.Func.ClassMethod {
		// A method handed on: whose it is, is not known here.
		c := *args
		c.recv = &value{obj: -1, ref: types.Ref{Kind: types.KindObject, Class: ref.Func.Class}}
		args = &c
	}
	r := e.callFunc(ref.Func, args.recv, args, i)
	if ref.Kind == types.KindBound && args.recv != nil && args.recv.ref.Kind == types.KindObject && (args.recv.obj < 0 || args.recv.param > 0 && (e.dead || hollow(ref.Func))) {
		for _, m := range e.p.Overrides(args.recv.ref.Class, ref.Func.IR.Name) {
			lost := e.dead // raise NotImplementedError
			e.dead = false
			switch v := e.callFunc(m, args.recv, args, i); {
			case lost && !e.dead:
				r = v
			case e.dead:
				e.dead = lost
			default:
				r = e.either(r, v)
			}
		}
	}
	return r
}

// hollow tells whether a function does nothing: classes below say what it does.
func hollow(fn *types.Func) bool {
	f := fn.IR
	return !slices.ContainsFunc(f.Instrs, func(in ir.Instr) bool {
		switch in.Op {
		case ir.OpReturn:
			return in.A >= 0 && (f.Instrs[in.A].Op != ir.OpConst || f.Consts[f.Instrs[in.A].A].Kind != ir.ConstNone)
		case ir.OpCall, ir.OpYield, ir.OpSetMember, ir.OpSetIndex:
			return true
		}
		return false
	})
}

// construct makes an instance of a workspace class.
func (e *evaluator) construct(i int32, c *types.Class, args *arguments) *value {
	self := &value{ref: types.Ref{Kind: types.KindObject, Class: c}, obj: e.newObject(i, 0)}
	if self.obj >= 0 {
		e.put(self.obj, &object{open: true})
	}
	for _, s := range e.p.ClassSymbols(self.ref) {
		if s.Intrinsic == "mapping" {
			return e.mapping(self, args)
		}
		if m := s.Member("__init__"); m != nil {
			e.effectsOf(i, m, args)
		}
	}
	if m := e.p.Method(c, "__init__"); m != nil {
		e.callFunc(m, self, args, i)
		return self
	}
	e.fill(i, self, c, args)
	return self
}

// mapping makes a dict of named entries.
func (e *evaluator) mapping(v *value, args *arguments) *value {
	v.ref = e.sv.collRef(ir.OpDict)
	o := &object{}
	for _, src := range append(args.pos, args.star...) {
		e.spread(o, src)
	}
	for k, name := range args.names {
		o.set("["+name, args.named[k])
	}
	if v.obj < 0 {
		v.flows = args.union(e)
		return v
	}
	e.put(v.obj, o)
	return v
}

// fill sets the fields of a record class (a dataclass, a schema, an ORM model),
// whose constructor takes them by name or in order of declaration.
func (e *evaluator) fill(i int32, self *value, c *types.Class, args *arguments) {
	set := func(name string, v *value, reg int32) {
		v = e.madeFor(i, ir.None, e.assigned(i, v, name), c.Name, name)
		v, plain := e.written(i, self, name, v)
		if self.obj >= 0 {
			e.st.edit(self.obj).set("."+name, v)
		}
		if !plain {
			return
		}
		owner := e.p.Owner(c, name)
		e.keep(origin{kind: fromAttr, fn: owner.ID, id: e.whose(self, owner, name), path: "." + name}, v)
		w := &arguments{value: v, key: str(name), recv: self, valueReg: reg}
		for _, s := range e.p.ClassSymbols(self.ref) {
			if m := s.Member("__setattr__"); m != nil {
				e.effectsOf(i, m, w)
			}
		}
	}
	for k, v := range args.pos {
		if k < len(c.Fields()) {
			set(c.Fields()[k], v, args.regs[k])
		}
	}
	for k, name := range args.names {
		set(name, args.named[k], args.namedReg[k])
	}
	for _, v := range args.star {
		self.flows = union(self.flows, e.deep(v))
		for _, name := range withKeys(e.tellingNames(c), c.Fields()...) {
			if !slices.Contains(args.names, name) {
				set(name, e.part(v, "["+name), ir.None)
			}
		}
	}
}

// tellingNames gives the fields of a class whose names tell what is in them, sorted:
// a whole collection spread over the constructor fills these too.
func (e *evaluator) tellingNames(c *types.Class) []string {
	var out []string
	for name := range c.Attrs() {
		if e.sv.naming(name) != 0 && !c.Literal(name) && e.p.Method(c, name) == nil {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// callFunc applies the summary of a workspace function.
func (e *evaluator) callFunc(fn *types.Func, recv *value, args *arguments, call int32) *value {
	e.noteCall(fn)
	sum, ready := e.promised(fn)
	if !ready {
		e.sum.missing = append(e.sum.missing, fn.ID)
		return unknown
	}
	if sum == nil {
		// The first turn of what calls itself: only what it gives without is known.
		e.dead = e.dead || fn == e.fn
		return unknown
	}
	if args == nil {
		args = &arguments{}
	}
	bound := e.bindArgs(fn, recv, args)
	general := sum
	e.given(call, fn.IR.Params, bound)
	if s := e.closeUp(fn, sum, bound); s != nil {
		sum = s
	}
	b := &binder{e: e, sum: sum, fn: fn, args: bound, call: call}
	for i := range sum.sinks {
		if sum.sinks[i].flow.org.kind != fromHere {
			b.sink(&sum.sinks[i])
		}
	}
	for i := range general.sinks { // what a call does by itself is told by the general one
		if general.sinks[i].flow.org.kind == fromHere {
			b.itself(&general.sinks[i])
		}
	}
	for i := range sum.writes {
		b.write(&sum.writes[i])
	}
	for _, x := range sum.effects {
		if x.key == pouredKey {
			b.poured(x, args)
		} else {
			b.effect(x)
		}
	}
	for _, x := range sum.settles {
		if x.instr = call; call >= 0 && !slices.Contains(e.settling, x) {
			e.settling = append(e.settling, x)
		}
	}
	if sum.noReturn {
		e.dead = true
		return unknown
	}
	r := b.value(sum.ret, 0)
	if r == nil {
		return none
	}
	e.st.valid = withFacts(e.st.valid, b.facts(sum.ensures)...)
	if len(sum.isTrue)+len(sum.isFalse) > 0 {
		c := *r
		c.facts = &facts{b.facts(sum.isTrue), b.facts(sum.isFalse)}
		r = &c
	}
	b.elements(r)
	return e.lookedUp(e.masked(r, fn.IR.Name), args)
}

// masked lowers what comes out of a function that by its name hides secrets: where
// it does so piece by piece, in loops and by patterns, that is not seen.
func (e *evaluator) masked(r *value, name string) *value {
	if len(r.flows) == 0 && r.obj < 0 || !e.sv.masks(name) {
		return r
	}
	c := *r
	c.flows, c.obj = mapFlows(e.deep(r), func(f *flow) {
		if f.adds&(e.sv.text|e.sv.whole) != 0 || f.org.kind != fromSource {
			f.guess = min(f.guess+2, 3)
		}
	}), -1
	return &c
}

// lookedUp is the result of a call that names a setting by a constant: setting("PORT")
// is no secret, whatever else the function can give, as little as the variable of
// the environment of that name is.
func (e *evaluator) lookedUp(r *value, args *arguments) *value {
	var labels Bits
	named := false
	for _, list := range [...][]*value{args.pos, args.named} {
		for _, v := range list {
			if v.konst != nil && v.konst.Kind == ir.ConstString && isSetting(v.konst.Str) {
				named = true
				labels |= e.sv.naming(v.konst.Str)
			}
		}
	}
	if !named || labels&e.sv.text != 0 || len(r.flows) == 0 {
		return r
	}
	c := *r
	c.flows = mapFlows(r.flows, func(f *flow) {
		if f.org.kind == fromSource && f.trace != nil && f.trace.kind == stepReturned {
			f.adds &^= e.sv.text
		}
	})
	return &c
}

// isSetting: capitals in more than one word, as settings are named and nothing else is.
func isSetting(s string) bool {
	words := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '_':
			words++
		case c < '0' || c > '9' && c < 'A' || c > 'Z':
			return false
		}
	}
	return words > 0 && s[0] >= 'A'
}

// bindArgs assigns arguments to parameters as the language does.
func (e *evaluator) bindArgs(fn *types.Func, recv *value, args *arguments) []*value {
	params := fn.IR.Params
	out := make([]*value, len(params))
	next := 0
	if fn.IsMethod() && recv != nil && recv.ref.Kind != types.KindClass || fn.ClassMethod {
		if len(params) > 0 {
			out[0] = recv
			next = 1
		}
	}
	for _, v := range args.pos {
		for next < len(params) && params[next].Kind == ir.ParamNamedOnly {
			next++
		}
		if next >= len(params) {
			break
		}
		if params[next].Kind == ir.ParamRest {
			out[next] = e.gather(out[next], v, "")
			continue
		}
		if params[next].Kind == ir.ParamNamedRest {
			break
		}
		out[next] = v
		next++
	}
	for k, name := range args.names {
		e.bindNamed(params, out, name, args.named[k])
	}
	for _, v := range args.star {
		for k := next; k < len(params); k++ {
			if out[k] == nil {
				out[k] = e.spreadTo(&params[k], k-next, v)
			}
		}
	}
	return out
}

// spreadTo is what a parameter gets of a collection spread over the call.
func (e *evaluator) spreadTo(prm *ir.Param, at int, v *value) *value {
	if prm.Kind == ir.ParamRest || prm.Kind == ir.ParamNamedRest {
		return v
	}
	if v.ref == e.sv.collRef(ir.OpTuple) {
		return e.part(v, "["+itoa(int64(at)))
	}
	if e.st.object(v.obj) != nil || len(v.flows) > 0 {
		return e.part(v, "["+prm.Name)
	}
	return nil
}

func (e *evaluator) bindNamed(params []ir.Param, out []*value, name string, v *value) {
	rest := -1
	for i := range params {
		switch {
		case params[i].Kind == ir.ParamNamedRest:
			rest = i
		case params[i].Name == name && params[i].Kind != ir.ParamPosOnly:
			out[i] = v
			return
		}
	}
	if rest >= 0 {
		out[rest] = e.gather(out[rest], v, "["+name)
	}
}

// gather collects extra arguments into the tuple or dict that takes them.
func (e *evaluator) gather(into, v *value, key string) *value {
	if into == nil {
		into = &value{obj: e.newObject(-1000-int32(len(e.objects)), 0), ref: e.sv.collRef(ir.OpTuple)}
		if key != "" {
			into.ref = e.sv.collRef(ir.OpDict)
		}
		if into.obj >= 0 {
			e.put(into.obj, &object{isList: key == ""})
		}
	}
	if into.obj < 0 {
		into.flows = union(into.flows, e.deep(v))
		return into
	}
	o := e.st.edit(into.obj)
	if key == "" {
		o.list = append(o.list, v)
	} else {
		o.set(key, v)
	}
	return into
}

// sink carries a callee's sink over: a finding if a source flows into it here,
// a sink of the caller's own parameters if they do.
func (b *binder) sink(h *hit) {
	if h.flow.org.kind == fromSource {
		if c := h.flow; b.meet(&c) {
			b.e.arrive(c, h.site, h.start)
		}
		return
	}
	if b.args[h.flow.org.id] == nil || b.e.sv.idleAt(h.site.kind) {
		return
	}
	arg := b.part(&h.flow.org).settled
	fs, start := b.e.deep(arg), true
	if h.start {
		if hf, s := b.e.harmful(arg, h.site.sink.Context); arg.shaped() {
			fs, start = hf, s
		}
	}
	if 1<<h.site.kind&b.e.sv.in.Words.Log != 0 {
		fs = b.e.told(b.e.shown(arg), arg, nil)
	}
	for i := range fs {
		c := b.compose(&fs[i], &h.flow)
		if b.e.idle(&c, h.site.kind) || !b.meet(&c) {
			continue
		}
		c.need = needs(fs[i].need, c.need)
		if h.site.fn != b.fn && c.distant() {
			continue
		}
		c.trace = b.step(fs[i].trace, h.flow.trace, stepInto)
		b.e.arrive(c, h.site, start && h.start) // the guess of the sink is in it already
	}
}

// distant: nothing tells so far that the text does harm, and it only does when another
// text has a label. Every comparison in the program is such a place; who calls the
// function that compares may know what it compares, but hardly those beyond.
func (f *flow) distant() bool {
	if f.adds != 0 || f.org.kind != fromParam {
		return false
	}
	for n := f.need; n != nil; n = n.next {
		if n.cond.Labels != 0 && !n.cond.Not {
			return true
		}
	}
	return false
}

// write carries over what of a parameter is kept in a shared variable. Where it
// is kept as it is, what the argument holds lies there under the same keys.
func (b *binder) write(w *write) {
	arg, s := b.args[w.flow.org.id], b.e.sum
	if arg == nil || len(s.writes) >= maxWrites && len(s.cells) >= maxWrites {
		return
	}
	keep := func(at *write, f *flow) {
		at.to = b.owned(at.to)
		if !s.takes(&at.to, &f.org) {
			return
		}
		c := b.compose(f, &at.flow)
		if !b.meet(&c) {
			return
		}
		c.need = needs(f.need, c.need)
		c.trace = b.step(f.trace, w.flow.trace, stepThrough)
		at.flow = c
		b.e.keepWrite(*at)
	}
	if w.flow.marks&intact != 0 {
		b.e.lay(*w, b.part(&w.flow.org).val, 0, func(at write, f *flow) { keep(&at, f) })
		return
	}
	fs := b.part(&w.flow.org).flows
	for i := range fs {
		at := *w
		keep(&at, &fs[i])
	}
}

func (b *binder) effect(x effect) {
	arg := b.args[x.param]
	if arg == nil || arg.obj < 0 {
		return
	}
	v := b.value(x.val, 0)
	o := b.e.st.object(arg.obj)
	if o == nil || o != b.mine {
		o = b.e.st.edit(arg.obj)
		b.mine = o
	}
	switch {
	case x.key[0] == '+':
		b.put(arg, o, x.key[1:], v)
	case x.key == "[*":
		o.unplace() // the callee knew nothing of its places
		o.rest = mergeMaybe(o.rest, v, nil, nil)
		for _, f := range arg.flows {
			if f.shared() {
				to := f.org
				to.path = below(to.path, "[*")
				b.e.keep(to, v)
			}
		}
	case x.key[0] == '@':
		o.save(x.key[1:], v)
	default:
		o.put(x.key, v)
	}
}

// poured: the callee wrote a source into what its parameter names.
func (b *binder) poured(x effect, args *arguments) {
	arg := b.args[x.param]
	if reg := args.register(arg); arg != nil && reg >= 0 && b.e.f.Instrs[reg].Op == ir.OpLoad {
		for _, f := range b.value(x.val, 0).flows {
			b.e.pour(reg, b.e.reg(reg), f)
		}
	}
}

// register gives the one from which an argument was read.
func (a *arguments) register(v *value) int32 {
	if k := slices.Index(a.pos, v); k >= 0 {
		return a.regs[k]
	}
	if k := slices.Index(a.named, v); k >= 0 {
		return a.namedReg[k]
	}
	return ir.None
}

// put: something came to lie below an attribute of the argument.
func (b *binder) put(arg *value, o *object, name string, v *value) {
	if arg.param == 1 && b.e.fn.IsMethod() {
		b.e.putOwn(name, &value{obj: -1, flows: b.e.deep(v)})
	}
	f := o.get(name)
	fs := b.e.deep(v)
	if f == nil || len(fs) == 0 {
		return
	}
	if f.obj < 0 {
		o.set(name, merge(f, &value{obj: -1, flows: fs}, nil, nil))
		return
	}
	inner := b.e.st.edit(f.obj)
	inner.unplace()
	inner.rest = mergeMaybe(inner.rest, &value{obj: -1, flows: fs}, nil, nil)
}

// reach records that a flow arrives at a sink, unless it is harmless there.
func (e *evaluator) reach(f flow, s site, start bool) {
	f.guess = min(f.guess+uint8(s.sink.Guess), 3)
	e.arrive(f, s, start)
}

func (e *evaluator) arrive(f flow, s site, start bool) {
	e.sv.within(&f)
	if f.cleared&(1<<s.kind) != 0 || e.idle(&f, s.kind) {
		return
	}
	e.sum.addHit(hit{flow: f, site: s, start: start})
}
