package taint

import (
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// reg gives a register's value; absent and unreached ones are unknown.
func (e *evaluator) reg(r int32) *value {
	if r < 0 || e.regs[r] == nil {
		return unknown
	}
	return e.regs[r]
}

// instr computes the value of one instruction and does its work on the state.
func (e *evaluator) instr(i int32, in *ir.Instr) *value {
	switch in.Op {
	case ir.OpConst:
		k := &e.f.Consts[in.A]
		if e.consts == nil {
			e.consts = make([]value, len(e.f.Consts))
		}
		v := &e.consts[in.A]
		if v.konst == nil {
			*v = value{konst: k, obj: -1, ref: e.sv.constRef(k.Kind)}
		}
		return v
	case ir.OpLoad:
		v := e.st.env[in.A]
		if v == nil {
			return e.unset(in)
		}
		if e.sv.reset[slotKey{e.fn.ID, in.A}] {
			v = e.reassigned(in.A, v)
		}
		return e.settled(v, e.st.valid)
	case ir.OpStore:
		return e.store(i, in)
	case ir.OpName:
		return e.settled(e.free(in), e.st.valid)
	case ir.OpSetName:
		v := e.reg(in.B)
		if owner, slot := e.fn.Free(e.f.Names[in.A]); owner != nil {
			e.keep(origin{kind: fromSlot, fn: owner.ID, id: slot}, v)
		}
		return v
	case ir.OpMember:
		return e.settled(e.member(i, e.reg(in.A), e.f.Names[in.B]), e.st.valid)
	case ir.OpSetMember:
		e.setMember(i, in)
	case ir.OpIndex:
		return e.settled(e.index(i, in), e.st.valid)
	case ir.OpSetIndex:
		e.setIndex(i, in)
	case ir.OpSlice:
		return e.slice(i, in)
	case ir.OpDelSlot:
		e.st.env[in.A] = nil
	case ir.OpDelIndex:
		e.remove(e.reg(in.A), e.reg(in.B))
	case ir.OpCall:
		return e.call(i, in)
	case ir.OpBinary:
		return e.binary(i, in)
	case ir.OpCompare:
		return e.compare(i, in)
	case ir.OpUnary:
		return e.unary(in)
	case ir.OpFormat:
		return e.format(in)
	case ir.OpList, ir.OpTuple, ir.OpSet:
		return e.collection(i, in)
	case ir.OpDict:
		return e.dict(i, in)
	case ir.OpCollect:
		e.collect(i, in)
	case ir.OpClosure:
		e.defaults(in)
		return &value{obj: -1, ref: types.Ref{Kind: types.KindFunc, Func: e.fn.Children[in.A]}}
	case ir.OpClass:
		return &value{obj: -1, ref: types.Ref{Kind: types.KindClass, Class: e.fn.Children[in.A].Class}}
	case ir.OpDecorate, ir.OpAwait:
		return e.reg(in.A)
	case ir.OpAnnotate:
		return e.annotate(i, in)
	case ir.OpIter:
		return e.settled(e.iterate(i, in), e.st.valid)
	case ir.OpUnpack:
		return e.settled(e.element(e.reg(in.A), in.B), e.st.valid)
	case ir.OpRest:
		return e.restOf(i, in)
	case ir.OpYield, ir.OpYieldFrom:
		e.yields = mergeMaybe(e.yields, e.settled(e.reg(in.A), e.st.valid), nil, nil)
	case ir.OpReturn:
		e.leave(i, in)
	case ir.OpRaise:
		e.dead = e.f.Blocks == nil
	case ir.OpImport, ir.OpImportFrom:
		return e.imported(i, in)
	case ir.OpEnter:
		return e.enter(i, in)
	case ir.OpIsInstance:
		return e.isInstance(in)
	case ir.OpOpaque:
		return &value{obj: -1, flows: changed(e.args(in).union(e))}
	}
	return unknown
}

// defaults keeps what flows into the defaults of a function made here: each call
// may use them.
func (e *evaluator) defaults(in *ir.Instr) {
	child := e.fn.Children[in.A]
	for _, a := range e.f.ArgsOf(in) {
		v := e.reg(a.Value)
		if a.Kind != ir.ArgDefault || len(v.flows)+int(v.obj+1) == 0 {
			continue
		}
		if slot, ok := child.Slot(e.f.Names[a.Name]); ok {
			e.keep(origin{kind: fromSlot, fn: child.ID, id: slot}, v)
		}
	}
}

// unset is a variable that was not assigned on the way here: in a module or
// class a name from outside, else an error of the program.
func (e *evaluator) unset(in *ir.Instr) *value {
	name := e.f.Slots[in.A]
	if e.f.Kind == ir.ClassBody || e.f.Kind == ir.Module {
		if r := e.p.NameRef(e.fn, name); r.Known() {
			return &value{obj: -1, ref: r}
		}
	}
	return unknown
}

// changed takes the marks off flows whose value is no longer what it was.
func changed(fs []flow) []flow {
	for i := range fs {
		if fs[i].marks != 0 {
			return mapFlows(fs, func(f *flow) { f.marks = 0 })
		}
	}
	return fs
}

func (e *evaluator) store(i int32, in *ir.Instr) *value {
	v := e.reg(in.B)
	name := e.f.Slots[in.A]
	if v != unknown || e.sv.naming(name) != 0 {
		v = e.assigned(i, v, name)
	}
	e.st.env[in.A] = v
	if e.fn.Captured[in.A] && len(v.flows)+int(v.obj+1) > 0 {
		e.keep(origin{kind: fromSlot, fn: e.fn.ID, id: in.A}, v)
	}
	return v
}

// assigned is a value under a new name: each flow gets a station there, and a
// telling name tells what the text is.
func (e *evaluator) assigned(i int32, v *value, name string) *value {
	name, _, _ = strings.Cut(name, "#") // a comprehension's variable
	labels := e.sv.naming(name)
	if len(v.flows) == 0 {
		if labels == 0 || e.st.object(v.obj) != nil {
			return v
		}
		if v.konst != nil && !looksSecret(v.konst) || v.konst == nil && !e.tellingCall(i) {
			return v
		}
		// password = something nobody knows, or a literal: by its name a password.
		c := *v
		s := &step{fn: e.fn, instr: i, kind: stepSource, note: name}
		c.flows = []flow{{org: origin{kind: fromSource, fn: e.fn.ID, id: i}, adds: labels, guess: 1, marks: exact, trace: s}}
		return &c
	}
	c := *v
	c.flows = make([]flow, len(v.flows))
	copy(c.flows, v.flows)
	for j := range c.flows {
		f := &c.flows[j]
		s := &step{prev: f.trace, fn: e.fn, instr: i, kind: stepAssign, note: name}
		if f.marks&exact != 0 {
			s.view = ^Bits(0)
		}
		f.trace = s
		f.marks |= exact
		f.adds |= labels &^ f.drops
	}
	return &c
}

// looksSecret: a literal that is no name, placeholder or text for people, so that
// under a telling name it is the secret itself.
func looksSecret(k *ir.Const) bool {
	if k.Kind != ir.ConstString || len(k.Str) < 8 || strings.ContainsAny(k.Str, " \n<>{}$%") {
		return false
	}
	letter, other := false, false
	for _, r := range k.Str {
		switch {
		case 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z':
			letter = true
		case r != '_' && r != '-' && r != '.':
			other = true
		}
	}
	return letter && other
}

// tellingCall: the stored value is the result of a call that nothing is known to
// make harmless, or text made of one, so that the name it is stored under tells
// what it is.
func (e *evaluator) tellingCall(store int32) bool {
	in := &e.f.Instrs[store]
	return in.Op == ir.OpStore && e.telling(in.B, 0)
}

func (e *evaluator) telling(r int32, depth int) bool {
	for r >= 0 && e.f.Instrs[r].Op == ir.OpAwait {
		r = e.f.Instrs[r].A
	}
	if r < 0 || depth > 3 {
		return false
	}
	in := &e.f.Instrs[r]
	switch in.Op {
	case ir.OpFormat:
		return e.tellingPart(in, depth)
	case ir.OpBinary:
		return e.telling(in.A, depth+1) || e.telling(in.B, depth+1)
	case ir.OpCall:
	default:
		return false
	}
	callee := e.reg(in.A)
	switch {
	case callee.ref.Kind == types.KindSymbol && e.textual(types.Instance(callee.ref.Sym)):
		return e.tellingPart(in, depth) // str(random())
	case e.sv.softens(e.lastName(in.A)) || callee.ref.Kind == types.KindClass:
		return false
	}
	return callee.ref.Kind != types.KindSymbol || len(callee.ref.Sym.Sanitizers) == 0 && !callee.ref.Sym.Class
}

func (e *evaluator) tellingPart(in *ir.Instr, depth int) bool {
	for _, a := range e.f.ArgsOf(in) {
		if e.telling(a.Value, depth+1) {
			return true
		}
	}
	return false
}

func (e *evaluator) textual(r types.Ref) bool {
	return r == e.sv.constRef(ir.ConstString) || r == e.sv.constRef(ir.ConstBytes)
}

// keep records what goes into a shared variable or attribute.
func (e *evaluator) keep(to origin, v *value) {
	e.lay(write{to: to, flow: flow{marks: ^Bits(0)}}, v, 0, func(w write, f *flow) {
		c := *f
		c.marks &= w.flow.marks
		e.keepFlow(w.to, c)
	})
}

// lay visits all flows of a value that is written to a place, each with the
// place below it where the flow comes to lie.
func (e *evaluator) lay(w write, v *value, depth int, visit func(write, *flow)) {
	fs := e.settled(v, e.st.valid).flows
	for i := range fs {
		visit(w, &fs[i])
	}
	o := e.st.object(v.obj)
	if o == nil || depth >= 3 {
		return
	}
	for _, fd := range o.fields {
		e.lay(w.lower(fd.key), fd.val, depth+1, visit)
	}
	each := w.lower("[*")
	for _, el := range o.list {
		e.lay(each, el, depth+1, visit)
	}
	if o.rest != nil {
		e.lay(each, o.rest, depth+1, visit)
	}
}

func (e *evaluator) keepFlow(to origin, f flow) {
	if f.org == to {
		return
	}
	w := write{to: to, flow: f}
	if f.org.kind == fromParam {
		e.sum.writes = addWrite(e.sum.writes, w)
	} else {
		e.sum.cells = addWrite(e.sum.cells, w)
	}
}

// free reads a name from outside: a closure's, a module's or a builtin.
func (e *evaluator) free(in *ir.Instr) *value {
	if v := e.names[in.A]; v != nil {
		return v
	}
	name := e.f.Names[in.A]
	v := &value{obj: -1, ref: e.p.NameRef(e.fn, name)}
	if owner, slot := e.fn.Free(name); owner != nil {
		v = e.shared(v, owner, slot, name)
	}
	e.names[in.A] = v
	return v
}

// shared is a variable of another body: its constant when it has one, else a
// symbolic flow from whatever is put into it.
func (e *evaluator) shared(v *value, owner *types.Func, slot int32, name string) *value {
	switch v.ref.Kind {
	case types.KindFunc, types.KindClass, types.KindModule, types.KindPackage, types.KindSymbol:
		return v
	}
	stores := owner.Stores(slot)
	if len(stores) == 1 {
		src := &owner.IR.Instrs[owner.IR.Instrs[stores[0]].B]
		if src.Op == ir.OpConst && e.ownOnly(owner) {
			v.konst = &owner.IR.Consts[src.A]
			if e.sv.naming(name) == 0 || !looksSecret(v.konst) {
				return v
			}
		}
		v.home = &home{owner, owner.IR.Instrs[stores[0]].B}
	}
	if e.harmless(v.ref) {
		return v
	}
	s := &step{fn: e.fn, instr: ir.None, kind: stepRead, note: name, sub: readMark}
	v.flows = []flow{{org: origin{kind: fromSlot, fn: owner.ID, id: slot}, adds: e.sv.naming(name), marks: begun, trace: s}}
	return v
}

// readMark tells the reading of a shared variable from the reading of a field.
var readMark = &step{}

// ownOnly: nothing but the owner's own code assigns its variables in sight of
// the analysis; a name declared global or nonlocal elsewhere would.
func (e *evaluator) ownOnly(owner *types.Func) bool { return !e.sv.rebound[owner] }

// member reads base.name.
func (e *evaluator) member(i int32, base *value, name string) *value {
	key := "." + name
	if o := e.st.object(base.obj); o != nil {
		if v := o.get(key); v != nil {
			return v
		}
	}
	ref := e.p.Member(base.ref, name)
	v := &value{obj: -1, ref: ref}
	switch base.ref.Kind {
	case types.KindObject:
		if base.ref.List {
			break
		}
		return e.attribute(i, base, v, name)
	case types.KindClass:
		if ref.Kind == types.KindFunc || ref.Kind == types.KindBound {
			return v
		}
		if ref.Kind == types.KindSymbol && !e.called[i] {
			v.flows = e.sources(i, ref.Sym, base)
		}
		if owner := e.p.Owner(base.ref.Class, name); owner.Attrs()[name] != nil && !owner.Literal(name) && !e.called[i] {
			v.flows = union(v.flows, e.reflected(i, base, name))
		}
	case types.KindModule:
		if ref.Kind != types.KindFunc && ref.Kind != types.KindClass {
			if owner, slot := e.p.Export(base.ref.Mod, name); owner != nil {
				return e.shared(v, owner, slot, name)
			}
		}
		return v
	case types.KindSymbol, types.KindInstance:
		if s := base.ref.Sym.Member(name); s != nil && !e.called[i] {
			if s.Const != nil {
				v.konst = &ir.Const{Kind: ir.ConstString, Str: s.Const.Value}
			}
			v.flows = e.sources(i, s, nil)
			if len(s.Passes)+len(s.Sanitizers) > 0 {
				args := &arguments{recv: base, recvReg: ir.None, valueReg: ir.None}
				e.passes(i, s, args, v)
				e.sanitize(i, s, args, v)
				return v
			}
			if len(s.Guards) > 0 {
				e.guards(s, &arguments{recv: base}, v)
			}
		}
	}
	if e.harmless(ref) {
		return v
	}
	v.flows = union(v.flows, e.below(base.flows, key, e.called[i]))
	if v.flows == nil && !ref.Known() {
		return unknown
	}
	return v
}

// attribute reads an attribute of an instance of a workspace class: what this
// function put there, a property's result, or what any method put there.
func (e *evaluator) attribute(i int32, base, v *value, name string) *value {
	c := base.ref.Class
	if m := e.p.Method(c, name); m != nil {
		if m.Property {
			return e.callFunc(m, base, nil, i)
		}
		return v
	}
	if e.harmless(v.ref) {
		return v
	}
	v.flows = e.below(base.flows, "."+name, e.called[i])
	owner := e.p.Owner(c, name)
	if len(base.flows) == 0 && owner.Attrs()[name] != nil {
		s := &step{fn: e.fn, instr: i, kind: stepRead, note: name, sub: readMark}
		v.flows = []flow{{org: origin{kind: fromAttr, fn: owner.ID, path: "." + name}, adds: e.sv.naming(name), marks: begun, trace: e.station(s, base, name)}}
	}
	if name == "__dict__" {
		v.flows = base.flows // all fields at once: still the whole
	}
	if len(v.flows) == 0 {
		v.flows = e.special(base, name)
	}
	if e.called[i] {
		return v
	}
	for _, s := range e.p.ClassSymbols(base.ref) {
		if m := s.Member(name); m != nil {
			labels := e.sv.naming(name)
			v.flows = union(v.flows, mapFlows(e.sources(i, m, base), func(f *flow) { f.adds |= labels }))
		}
	}
	if !owner.Literal(name) {
		v.flows = union(v.flows, e.reflected(i, base, name))
	}
	return v
}

// reflected gives the flows of an attribute that a modelled base class keeps
// elsewhere, whatever its name: a column of a table.
func (e *evaluator) reflected(i int32, base *value, name string) (out []flow) {
	for _, s := range e.p.ClassSymbols(base.ref) {
		if m := s.Member("__getattr__"); m != nil && s.Member(name) == nil {
			labels := e.sv.naming(name)
			out = union(out, mapFlows(e.sources(i, m, base), func(f *flow) { f.adds |= labels }))
		}
	}
	return out
}

// station gives the same step for the same place read twice: facts are about steps.
func (e *evaluator) station(s *step, base *value, name string) *step {
	k := stepKey{readMark, itoa(int64(base.ref.Class.ID)) + "." + name}
	return e.memo(k, s)
}

func (e *evaluator) memo(k stepKey, s *step) *step {
	if old := e.keys[k]; old != nil {
		return old
	}
	if e.keys == nil {
		e.keys = map[stepKey]*step{}
	}
	e.keys[k] = s
	return s
}

// below gives the flows of a part of a value: one field, one element.
func (e *evaluator) below(fs []flow, key string, method bool) []flow {
	return e.belowOf(types.Ref{}, fs, key, method)
}

// isElement tells whether the key reads a member of a collection that is known to
// hold things of one class: each of them is whole.
func isElement(base types.Ref, key string) bool {
	return (base.List || base.Element().Known()) && key[0] == '[' && (key == "[*" || key[1] >= '0' && key[1] <= '9')
}

func (e *evaluator) belowOf(base types.Ref, fs []flow, key string, method bool) []flow {
	if len(fs) == 0 || method {
		return fs
	}
	labels := e.sv.naming(key[1:])
	out := make([]flow, 0, len(fs))
	for i := range fs {
		f := fs[i]
		if !isElement(base, key) {
			f.drop(e.sv.whole)
		}
		e.sv.nameless(&f, key)
		f.adds |= labels &^ f.drops
		at := below(f.org.path, key)
		same := f.marks&exact != 0
		if !same && f.org.kind == fromSource {
			at = f.org.path // of something made from the source nobody knows the parts
		}
		if f.marks = f.marks&(intact|alias) | exact; at == f.org.path {
			f.marks = exact
		}
		f.org.path = at
		k := stepKey{f.trace, key}
		if !same {
			k.key += "~"
		}
		s := e.keys[k]
		if s == nil {
			s = e.memo(k, &step{prev: f.trace, fn: e.fn, instr: ir.None, kind: stepRead, note: key, loose: !same})
		}
		f.trace = s
		out = append(out, f)
	}
	return out
}

// nameless takes the labels of one text from a flow of which a part is read by
// name: a password has no fields, so it was a field of what is read here. Words
// such as "value" name no part.
func (sv *solver) nameless(f *flow, key string) {
	if name := key[1:]; f.adds&sv.text != 0 && !sv.p.View.Tail(name) && strings.Trim(name, "-0123456789*") != "" {
		f.adds &^= sv.text
	}
}

// keysOf gives what the keys of a dict hold: whole things and secrets are values.
func (e *evaluator) keysOf(v *value) []flow {
	fs := mapFlows(v.flows, func(f *flow) { f.drop(e.sv.whole | e.sv.text) })
	if o := e.st.object(v.obj); o != nil {
		fs = union(o.keys, fs)
	}
	return changed(fs)
}

// project gives the flows of what lies at an access path of a value.
func (e *evaluator) project(v *value, path string) []flow {
	if path == "" {
		return e.content(e.settled(v, e.st.valid))
	}
	return e.deep(e.settled(e.field(v, path), e.st.valid))
}

// field follows an access path.
func (e *evaluator) field(v *value, path string) *value {
	for path != "" {
		var key string
		key, path = firstKey(path)
		v = e.part(v, key)
	}
	return v
}

// elsewhere stands for an instruction in what happens between a caller's and a
// callee's instructions.
const elsewhere int32 = -1 << 20

// maxImplied bounds how deep methods run within one another that no call names:
// a property whose result comes from the same property of another instance would
// never end.
const maxImplied = 3

// implied runs a method that the language calls of itself: the property behind
// an access path, the one that makes an instance's text.
func (e *evaluator) implied(m *types.Func, v *value) *value {
	if e.implying >= maxImplied {
		return unknown
	}
	e.implying++
	r := e.callFunc(m, v, nil, elsewhere)
	e.implying--
	return r
}

// part reads one key of a value.
func (e *evaluator) part(v *value, key string) *value {
	if o := e.st.object(v.obj); o != nil {
		if f := o.get(key); f != nil {
			return f
		}
		if key == "[*" {
			return &value{obj: -1, flows: e.deep(v)}
		}
		if o.isList {
			if n, err := strconv.Atoi(key[1:]); err == nil && n >= 0 && n < len(o.list) {
				return o.list[n]
			}
		}
		if !o.open {
			if o.rest != nil {
				return o.rest
			}
			return unknown
		}
	}
	ref := types.Ref{}
	if key[0] == '.' {
		ref = e.p.Member(v.ref, key[1:])
		if e.harmless(ref) {
			return unknown
		}
		if v.ref.Kind == types.KindObject && !v.ref.List {
			if m := e.p.Method(v.ref.Class, key[1:]); m != nil && m.Property {
				return e.implied(m, v)
			}
		}
		if v.ref.Kind == types.KindObject && len(v.flows) == 0 && !v.ref.List {
			if owner := e.p.Owner(v.ref.Class, key[1:]); owner.Attrs()[key[1:]] != nil {
				s := &step{fn: e.fn, instr: ir.None, kind: stepRead, note: key[1:], sub: readMark}
				return &value{obj: -1, ref: ref, flows: []flow{{org: origin{kind: fromAttr, fn: owner.ID, path: key}, marks: intact | alias, trace: s}}}
			}
		}
	}
	// What lies below a value that is no object here is always the same.
	k := partKey{v, key}
	if r := e.parts[k]; r != nil {
		return r
	}
	r := unknown
	if fs := e.belowOf(v.ref, v.flows, key, false); fs != nil || ref.Known() {
		r = &value{obj: -1, ref: ref, flows: fs}
	}
	if e.parts == nil {
		e.parts = map[partKey]*value{}
	}
	e.parts[k] = r
	return r
}

// maxDeep bounds the values visited in a nested collection.
const maxDeep = 256

// deep gives all flows in a value, those of its elements and fields too.
func (e *evaluator) deep(v *value) []flow {
	if v == nil {
		return nil
	}
	if v.obj < 0 {
		return v.flows
	}
	left := maxDeep
	return settle(e.deepN(v, 0, &left), e.st.valid)
}

func (e *evaluator) deepN(v *value, depth int, left *int) []flow {
	if v == nil {
		return nil
	}
	fs := v.flows
	o := e.st.object(v.obj)
	if *left--; o == nil || depth >= 3 || *left < 0 {
		return fs
	}
	for _, f := range o.fields {
		fs = union(fs, e.deepN(f.val, depth+1, left))
	}
	for _, el := range o.list {
		fs = union(fs, e.deepN(el, depth+1, left))
	}
	return union(union(fs, o.keys), e.deepN(o.rest, depth+1, left))
}

func (e *evaluator) setMember(i int32, in *ir.Instr) {
	e.assignMember(i, e.reg(in.A), e.f.Names[in.B], e.reg(in.C), in.C)
}

// assignMember does base.name = v; reg is where v is, for fixes.
func (e *evaluator) assignMember(i int32, base *value, name string, v *value, reg int32) {
	v = e.assigned(i, v, name)
	if base.obj >= 0 {
		o := e.st.edit(base.obj)
		o.set("."+name, v)
	}
	if (base.ref.Kind == types.KindObject || base.ref.Kind == types.KindClass) && !base.ref.List && e.p.Method(base.ref.Class, name) != nil {
		e.setter(i, base, name, v)
		return
	}
	args := &arguments{value: v, key: str(name), recv: base, valueReg: reg}
	for _, s := range e.p.ClassSymbols(base.ref) {
		if m := s.Member("__setattr__"); m != nil {
			e.effectsOf(i, m, args)
		}
		if m := s.Member(name); m != nil {
			e.effectsOf(i, m, args)
		}
	}
	if base.ref.Kind == types.KindSymbol {
		if m := base.ref.Sym.Member(name); m != nil {
			e.effectsOf(i, m, args)
		}
	}
	if (base.ref.Kind == types.KindObject || base.ref.Kind == types.KindClass) && !base.ref.List {
		owner := e.p.Owner(base.ref.Class, name)
		e.keep(origin{kind: fromAttr, fn: owner.ID, path: "." + name}, v)
	}
}

// setter runs a property's setter.
func (e *evaluator) setter(i int32, base *value, name string, v *value) {
	for _, m := range base.ref.Class.Body.Children {
		if m.IR.Name == name && len(m.IR.Params) == 2 && !m.Property {
			e.callFunc(m, base, &arguments{pos: []*value{v}, regs: []int32{ir.None}}, i)
		}
	}
}

func (o *object) set(key string, v *value) {
	if slices.Contains(o.maybe, key) {
		o.maybe = slices.DeleteFunc(slices.Clone(o.maybe), func(k string) bool { return k == key })
	}
	for i := range o.fields {
		if o.fields[i].key == key {
			o.fields[i].val = v
			return
		}
	}
	if len(o.fields) < maxFields {
		o.fields = append(o.fields, field{key, v})
		return
	}
	o.rest = mergeMaybe(o.rest, v, nil, nil)
}

// constKey gives the access-path form of a constant index: "[name", "[0".
func constKey(k *ir.Const) (string, bool) {
	if k == nil {
		return "", false
	}
	switch k.Kind {
	case ir.ConstString:
		if len(k.Str) <= maxPath {
			return "[" + k.Str, true
		}
	case ir.ConstInt:
		if k.Str == "" {
			return "[" + itoa(k.Int), true
		}
	}
	return "", false
}

func (e *evaluator) index(i int32, in *ir.Instr) *value {
	base, idx := e.reg(in.A), e.reg(in.B)
	v := e.subscript(base, idx)
	if base.ref.Kind == types.KindInstance || base.ref.Kind == types.KindSymbol {
		if m := base.ref.Sym.Member("__getitem__"); m != nil {
			args := &arguments{pos: []*value{idx}, regs: []int32{in.B}, recv: base, key: idx}
			if fs := e.sources(i, m, base, args); len(fs) > 0 {
				c := *v
				if key, ok := constKey(idx.konst); ok {
					labels := e.sv.naming(key[1:])
					fs = mapFlows(fs, func(f *flow) { f.adds |= labels })
				}
				c.flows = union(fs, v.flows)
				v = &c
			}
			e.effectsOf(i, m, args)
			if m.Returns != nil {
				c := *v
				c.ref = types.Instance(m.Returns)
				v = &c
				if e.harmless(c.ref) {
					c.flows = nil
				}
			}
		}
	}
	return v
}

func (e *evaluator) subscript(base, idx *value) *value {
	if base.konst != nil && base.konst.Kind == ir.ConstString && idx.konst != nil && idx.konst.Kind == ir.ConstInt {
		n, s := int(idx.konst.Int), base.konst.Str
		if n < 0 {
			n += len(s)
		}
		if n >= 0 && n < len(s) {
			return str(s[n : n+1])
		}
	}
	key, ok := constKey(idx.konst)
	if o := e.st.object(base.obj); o != nil && len(base.flows) > 0 && ok {
		// One of two: a collection in sight, or something that flowed in.
		inside, outside := *base, *base
		inside.flows, outside.obj = nil, -1
		return merge(e.subscript(&inside, idx), e.subscript(&outside, idx), nil, nil)
	}
	if o := e.st.object(base.obj); o != nil {
		if !ok {
			return &value{obj: -1, ref: base.ref.Element(), flows: changed(e.deep(base))}
		}
		if o.isList && idx.konst.Kind == ir.ConstInt {
			n := int(idx.konst.Int)
			if n < 0 {
				n += len(o.list)
			}
			if n >= 0 && n < len(o.list) {
				return o.list[n]
			}
			return unknown
		}
		if f := o.get(key); f != nil {
			return f
		}
		if !o.open {
			if o.rest != nil {
				return o.rest
			}
			return unknown
		}
	}
	if !ok {
		key = "[*"
	}
	ref := base.ref.Element()
	if r := e.tableEntry(base, idx); r.Known() {
		return &value{obj: -1, ref: r}
	}
	fs := e.belowOf(base.ref, base.flows, key, false)
	if fs == nil && !ref.Known() {
		return unknown
	}
	if e.harmless(ref) {
		fs = nil
	}
	return &value{obj: -1, ref: ref, flows: fs}
}

func (e *evaluator) setIndex(i int32, in *ir.Instr) {
	base, idx, v := e.reg(in.A), e.reg(in.B), e.reg(in.C)
	key, ok := constKey(idx.konst)
	if ok {
		v = e.assigned(i, v, key[1:])
	}
	if base.obj >= 0 {
		o := e.st.edit(base.obj)
		switch {
		case ok:
			o.put(key, v)
		default:
			o.unplace()
			o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(v)}, nil, nil)
			o.keys = union(o.keys, e.deep(idx))
		}
	}
	args := &arguments{value: v, key: idx, recv: base, valueReg: in.C}
	if base.ref.Kind == types.KindInstance || base.ref.Kind == types.KindSymbol {
		if m := base.ref.Sym.Member("__setitem__"); m != nil {
			e.effectsOf(i, m, args)
		}
	}
	// What is put into a shared collection stays there.
	for _, f := range base.flows {
		if f.shared() {
			to := f.org
			if !ok {
				key = "[*"
			}
			to.path = below(to.path, key)
			e.keep(to, v)
		}
	}
}

// taken: a part under a telling key is taken out, so that the rest is no longer
// the whole and holds no text of that kind.
func (e *evaluator) taken(v, key *value) {
	k, ok := constKey(key.konst)
	if !ok {
		return
	}
	labels := e.sv.naming(k[1:])
	if labels == 0 {
		return
	}
	fs := v.flows
	if o := e.st.object(v.obj); o != nil && o.rest != nil {
		fs = union(fs, o.rest.flows)
	}
	var out []fact
	for _, f := range fs {
		if f.trace != nil {
			out = append(out, fact{f.trace, 0, e.sv.whole | labels})
		}
	}
	e.st.valid = withFacts(e.st.valid, out...)
}

// short: a piece of so few characters that it gives no secret away.
func (e *evaluator) short(in *ir.Instr) bool {
	as := e.f.ArgsOf(in)
	low, high := e.reg(as[0].Value).konst, e.reg(as[1].Value).konst
	if as[1].Value >= 0 {
		return high != nil && high.Kind == ir.ConstInt && high.Int >= 0 && high.Int <= 8
	}
	return low != nil && low.Kind == ir.ConstInt && low.Int < 0 && low.Int >= -8
}

func (e *evaluator) slice(i int32, in *ir.Instr) *value {
	v := e.reg(in.A)
	if r := e.sliced(i, in, v); r != nil {
		return r
	}
	if len(v.flows) > 0 && e.st.object(v.obj) == nil && e.short(in) {
		return &value{obj: -1, ref: v.ref, flows: mapFlows(v.flows, func(f *flow) {
			f.marks = 0
			f.drop(^e.sv.chosen)
		})}
	}
	if v.konst != nil {
		return &value{obj: -1, ref: v.ref, konst: nil}
	}
	return &value{obj: -1, ref: v.ref, flows: changed(e.deep(v))}
}

func (e *evaluator) unary(in *ir.Instr) *value {
	v := e.reg(in.A)
	if ir.UnaryOp(in.Sub) == ir.Not {
		r := &value{obj: -1, truth: -truthOf(v)}
		if v.facts != nil {
			r.facts = &facts{v.facts.whenFalse, v.facts.whenTrue}
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
		v = e.text(v)
		if a.Kind == ir.ArgHole && e.numberSpec(a.Key) && len(v.flows) > 0 {
			v = e.number(v)
		}
		vals[i], regs[i] = v, a.Value
	}
	r := concat(vals, regs)
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
	for int(id) >= len(e.st.heap) {
		e.st.heap = append(e.st.heap, nil)
	}
	e.st.heap[id] = o
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
			o.set(key, e.keyed(el, key[1:]))
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
	labels := e.sv.naming(key)
	if labels == 0 || len(v.flows) == 0 {
		return v
	}
	c := *v
	c.flows = mapFlows(v.flows, func(f *flow) { f.adds |= labels &^ f.drops })
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
		}
	}
	if v.facts != nil && e.collectsEvery(i) {
		o.save(everyElement, v)
	}
	if len(v.flows) > 0 || v.obj >= 0 || v.shaped() {
		c := *e.settled(v, e.st.valid)
		if c.obj >= 0 {
			c.flows, c.obj = e.deep(&c), -1
		}
		o.rest = mergeMaybe(o.rest, &c, nil, nil)
	}
}

func (e *evaluator) annotate(i int32, in *ir.Instr) *value {
	r := e.p.Reg(e.fn, i)
	if in.A < 0 {
		return &value{obj: -1, ref: r}
	}
	v := e.reg(in.A)
	if !r.Resolved() || v.ref.Resolved() && v.ref.Kind != types.KindForeign {
		return v
	}
	c := *v
	c.ref = r
	return &c
}

func (e *evaluator) iterate(i int32, in *ir.Instr) *value {
	c := e.reg(in.A)
	v := &value{obj: -1, ref: c.ref.Element()}
	if c.ref == e.sv.collRef(ir.OpDict) {
		v.flows = e.keysOf(c)
		return v
	}
	if o := e.st.object(c.obj); o != nil {
		var el *value
		for _, x := range o.list {
			el = mergeMaybe(el, x, nil, nil)
		}
		if o.rest != nil {
			el = mergeMaybe(el, o.rest, nil, nil)
		}
		if el != nil {
			return el
		}
		if !o.open && len(c.flows) == 0 {
			return v
		}
	}
	if c.ref.Kind == types.KindInstance {
		if m := c.ref.Sym.Member("__iter__"); m != nil {
			v.flows = e.sources(i, m, c)
			if m.Returns != nil {
				v.ref = types.Instance(m.Returns)
			}
		}
	}
	if c.parts != nil || e.harmless(v.ref) {
		return v
	}
	v.flows = union(v.flows, e.belowOf(c.ref, c.flows, "[*", false))
	return v
}

// element is one of an unpacking.
func (e *evaluator) element(v *value, n int32) *value {
	return e.subscript(v, &value{obj: -1, konst: &ir.Const{Kind: ir.ConstInt, Int: int64(n)}})
}

func (e *evaluator) leave(i int32, in *ir.Instr) {
	v := none
	if in.A >= 0 {
		v = e.reg(in.A)
	}
	if e.entry != nil {
		e.answer(i, in.A, e.settled(v, e.st.valid))
	}
	e.rets = append(e.rets, returned{val: v, valid: e.st.valid, st: e.st})
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
		if e.entry.Text != 0 && (body.shaped() || !body.ref.Known() || e.textual(body.ref)) && e.st.object(body.obj) == nil {
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
			v.konst = &ir.Const{Kind: ir.ConstString, Str: k.Value}
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
