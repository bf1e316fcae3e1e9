package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// Writing: variables, attributes and elements, and what shared ones keep.

func (e *evaluator) store(i int32, in *ir.Instr) *value {
	v := e.reg(in.B)
	name := e.f.Slots[in.A]
	if v != unknown || e.sv.naming(name) != 0 {
		v = e.assigned(i, e.besides(in, v, name), name)
	}
	e.st.env[in.A] = v
	if e.f.Kind == ir.Module {
		e.configured(i, in, name)
	}
	if e.f.Kind == ir.ClassBody && e.fn.Class != nil {
		// What instances begin with, unless they are given something else.
		for _, f := range e.deep(v) {
			if f.adds&e.sv.in.Words.Random != 0 {
				e.keepFlow(origin{kind: fromAttr, fn: e.fn.Class.ID, path: "." + name}, f)
			}
		}
	}
	if e.f.Kind == ir.ClassBody && e.fn.Class != nil {
		e.configures(i, in, v, name)
	}
	if e.fn.Captured[in.A] && len(v.flows)+int(v.obj+1) > 0 {
		e.keep(origin{kind: fromSlot, fn: e.fn.ID, id: in.A}, v)
	}
	return v
}

// configures: a class sets an attribute that the framework reads, which its model may
// take for something that goes in, and comes out at once.
func (e *evaluator) configures(i int32, in *ir.Instr, v *value, name string) {
	for _, s := range e.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: e.fn.Class}) {
		m := s.Member(name)
		if m == nil || len(m.Sinks) == 0 {
			continue
		}
		now := *v
		now.flows = union(v.flows, e.sources(i, m, nil, &arguments{value: v, valueReg: in.B, recvReg: ir.None}))
		e.sinks(i, m, &arguments{value: &now, valueReg: in.B, recvReg: ir.None}, 0)
		return
	}
}

// besides: where a text is unpacked into several names of which another one tells a
// secret, this one is none: username, password = credentials.split(":")
func (e *evaluator) besides(in *ir.Instr, v *value, name string) *value {
	if len(v.flows) == 0 || in.B < 0 || e.f.Instrs[in.B].Op != ir.OpUnpack || e.sv.naming(name) != 0 {
		return v
	}
	from := e.f.Instrs[in.B].A
	for k := from + 1; int(k) < len(e.f.Instrs) && k < from+maxUnpack; k++ {
		s := &e.f.Instrs[k]
		if s.Op != ir.OpStore || s.B < 0 || e.f.Instrs[s.B].Op != ir.OpUnpack || e.f.Instrs[s.B].A != from {
			continue
		}
		if e.sv.naming(e.f.Slots[s.A])&e.sv.text != 0 {
			c := *v
			c.flows = mapFlows(v.flows, func(f *flow) { f.drop(e.sv.text) })
			return &c
		}
	}
	return v
}

// maxUnpack is how many instructions behind what is unpacked its names are looked for.
const maxUnpack = 32

// assigned is a value under a new name: each flow gets a station there, and a
// telling name tells what the text is.
func (e *evaluator) assigned(i int32, v *value, name string) *value {
	name, _, _ = strings.Cut(name, "#") // a comprehension's variable
	labels := e.sv.naming(name)
	if labels&e.sv.text != 0 && e.hashing(i) {
		labels &^= e.sv.text // password = encrypt(password)
	}
	if len(v.flows) == 0 {
		if labels == 0 || e.st.object(v.obj) != nil {
			return v
		}
		if v.konst != nil && !looksSecret(v.konst) || v.konst == nil && !e.tellingCall(i) {
			return v
		}
		// password = something nobody knows, or a literal: by its name a password.
		c := *v
		c.flows = []flow{e.byName(i, name, labels)}
		return &c
	}
	c := *v
	c.flows = make([]flow, len(v.flows))
	copy(c.flows, v.flows)
	told := labels == 0
	codes := e.sv.p.View.Naming(name)&e.sv.in.Words.Code != 0
	for j := range c.flows {
		f := &c.flows[j]
		s := &step{prev: f.trace, fn: e.fn, instr: i, kind: stepAssign, note: name, found: f.trace != nil && f.trace.found}
		if f.marks&exact != 0 {
			s.view = ^Bits(0)
		}
		f.trace = s
		f.marks |= exact
		if f.adds&e.sv.in.Words.Detail == 0 {
			f.adds |= labels &^ f.drops
		} else { // ok, credentials = log_in(): where that failed, they are what went wrong
			f.adds |= labels &^ (f.drops | e.sv.text)
		}
		if codes && f.adds&e.sv.in.Words.Digits != 0 {
			f.adds |= e.sv.in.Words.Token &^ f.drops
		}
		told = told || f.adds&labels == labels && f.guess < 2
	}
	e.keptUnder(i, ir.None, &c, name)
	if !told && e.unknownCall(i) {
		// token = login(password): not what it was made of, but by its name a token.
		c.flows = union(c.flows, []flow{e.byName(i, name, labels)})
	}
	return &c
}

// byName is a flow that begins with a value under a telling name.
func (e *evaluator) byName(i int32, name string, labels Bits) flow {
	s := &step{fn: e.fn, instr: i, kind: stepSource, note: name}
	return flow{org: origin{kind: fromSource, fn: e.fn.ID, id: i}, adds: labels, guess: 1, marks: exact, trace: s}
}

// looksSecret: a literal that is no name, placeholder or text for people, so that
// under a telling name it is the secret itself.
func looksSecret(k *ir.Const) bool {
	if k.Kind != ir.ConstString || len(k.Str) < 8 || strings.ContainsAny(k.Str, " \n<>{}$%") {
		return false
	}
	letter, other := false, false
	if k.Str[0] == '/' && strings.ToLower(k.Str) == k.Str && !strings.ContainsAny(k.Str, "+=") {
		return false // an address
	}
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

// storedCall is the call whose result an instruction stores, awaited or not; None where it stores something else.
func (e *evaluator) storedCall(store int32) int32 {
	in := &e.f.Instrs[store]
	if in.Op != ir.OpStore {
		return ir.None
	}
	if r := e.awaited(in.B); r >= 0 && e.f.Instrs[r].Op == ir.OpCall {
		return r
	}
	return ir.None
}

// awaited is what a register holds the result of waiting for, or the register itself.
func (e *evaluator) awaited(r int32) int32 {
	for r >= 0 && e.f.Instrs[r].Op == ir.OpAwait {
		r = e.f.Instrs[r].A
	}
	return r
}

// unknownCall: the stored value is the result of a call of which nothing is known.
func (e *evaluator) unknownCall(store int32) bool {
	r := e.storedCall(store)
	return r >= 0 && !e.reg(e.f.Instrs[r].A).ref.Resolved() && e.telling(r, 0)
}

// hashing: the stored value is the result of a call that by its name gives a hash.
func (e *evaluator) hashing(store int32) bool {
	r := e.storedCall(store)
	return r >= 0 && e.sv.hashes(e.lastName(e.f.Instrs[r].A))
}

func (e *evaluator) telling(r int32, depth int) bool {
	r = e.awaited(r)
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
	case callee.ref.Kind == types.KindSymbol && callee.ref.Sym.Intrinsic == "len":
		return false // how many there are
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
	e.lay(write{to: to, flow: flow{marks: ^marks(0)}}, v, 0, func(w write, f *flow) {
		c := *f
		c.marks &= w.flow.marks
		w.flow = c
		e.keepWrite(w)
	})
}

// maxUnpacked bounds the tuples whose places are told apart where they are kept.
const maxUnpacked = 4

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
	for k, el := range o.list {
		at := each
		if len(o.list) > 1 && len(o.list) <= maxUnpacked && o.rest == nil {
			at = w.lower("[" + itoa(int64(k)))
		}
		e.lay(at, el, depth+1, visit)
	}
	if o.rest != nil {
		if each.dict == 0 && len(o.fields) == 0 && len(o.list) == 0 {
			each.dict = len(w.to.path)
		}
		e.lay(each, o.rest, depth+1, visit)
	}
}

func (e *evaluator) keepFlow(to origin, f flow) { e.keepWrite(write{to: to, flow: f}) }

func (e *evaluator) keepWrite(w write) {
	to, f := w.to, w.flow
	if f.org == to {
		return
	}
	if to.kind == fromAttr && to.id == thisOne && e.fn.IsMethod() && !e.assigning {
		e.putOwn(to.path, &value{obj: -1, flows: []flow{f}})
	}
	if f.org.kind == fromParam {
		e.sum.writes = addWrite(e.sum.writes, w)
	} else {
		e.sum.cells = addWrite(e.sum.cells, w)
	}
}

// putOwn notes that something is put below an attribute of the instance that the
// method runs on: callers who see that instance see it there.
func (e *evaluator) putOwn(path string, v *value) {
	name, _ := firstKey(path)
	key := "+" + name
	for i := range e.sum.effects {
		if x := &e.sum.effects[i]; x.key == key {
			x.val = merge(x.val, v, nil, nil)
			return
		}
	}
	if len(e.sum.effects) < maxFields {
		e.sum.effects = append(e.sum.effects, effect{0, key, v})
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
		if v.ref.Kind == types.KindSymbol && v.ref.Sym.Const != nil {
			v.konst = &ir.Const{Kind: ir.ConstString, Str: v.ref.Sym.Const.Value} // from os import sep
		}
		return v
	}
	stores := owner.Stores(slot)
	if len(stores) == 1 {
		v.home = e.origin(&home{owner, owner.IR.Instrs[stores[0]].B})
		from := v.home.fn
		src := &from.IR.Instrs[v.home.reg]
		if src.Op == ir.OpAnnotate && src.A >= 0 {
			src = &from.IR.Instrs[src.A] // HOST: Final = "host"
		}
		if src.Op == ir.OpConst && e.ownOnly(owner) && e.ownOnly(from) {
			v.konst = &from.IR.Consts[src.A]
			if e.sv.naming(name) == 0 || !looksSecret(v.konst) {
				v.home = nil
				return v
			}
		}
	}
	if e.harmless(v.ref) {
		return v
	}
	s := &step{fn: e.fn, instr: ir.None, kind: stepRead, note: name, sub: readMark}
	v.flows = []flow{{org: origin{kind: fromSlot, fn: owner.ID, id: slot}, adds: e.sv.naming(name), marks: begun, trace: s}}
	return v
}

// origin follows imports to where a value is made.
func (e *evaluator) origin(h *home) *home {
	for range 4 {
		in := &h.fn.IR.Instrs[h.reg]
		if in.Op != ir.OpImportFrom {
			break
		}
		file, _, here := e.p.Imports.Module(h.fn.Module.Path, h.fn.IR.Names[in.A])
		if !here || file < 0 {
			break
		}
		owner, slot := e.p.Export(e.p.Modules[file], h.fn.IR.Names[in.B])
		if owner == nil {
			break
		}
		stores := owner.Stores(slot)
		if len(stores) != 1 {
			break
		}
		h = &home{owner, owner.IR.Instrs[stores[0]].B}
	}
	return h
}

// readMark tells the reading of a shared variable from the reading of a field.
var readMark = &step{}

// ownOnly: nothing but the owner's own code assigns its variables in sight of
// the analysis; a name declared global or nonlocal elsewhere would.
func (e *evaluator) ownOnly(owner *types.Func) bool { return !e.sv.rebound[owner] }

func (e *evaluator) setMember(i int32, in *ir.Instr) {
	e.assignMember(i, e.reg(in.A), e.f.Names[in.B], e.reg(in.C), in.C)
}

// assignMember does base.name = v; reg is where v is, for fixes.
func (e *evaluator) assignMember(i int32, base *value, name string, v *value, reg int32) {
	v = e.assigned(i, v, name)
	v, plain := e.written(i, base, name, v)
	if base.obj >= 0 {
		o := e.st.edit(base.obj)
		o.set("."+name, v)
	}
	if !plain {
		return
	}
	if e.standIn(i, base, name, v) {
		return
	}
	if to, ok := keptFor(base.ref, name); ok {
		e.keep(to, v)
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
		e.assigning = true
		e.keep(origin{kind: fromAttr, fn: owner.ID, id: e.whose(base, owner, name), path: "." + name}, v)
		e.assigning = false
	}
}

// setter runs a property's setter.
func (e *evaluator) setter(i int32, base *value, name string, v *value) {
	for _, m := range setters(e.p.Method(base.ref.Class, name)) {
		e.callFunc(m, base, &arguments{pos: []*value{v}, regs: []int32{ir.None}}, i)
	}
}

// setters gives the functions that take what is assigned to a property.
func setters(property *types.Func) (out []*types.Func) {
	for _, m := range property.Class.Body.Children {
		if m.IR.Name == property.IR.Name && len(m.IR.Params) == 2 && !m.Property {
			out = append(out, m)
		}
	}
	return out
}

// standIn: an instance of a class that a model knows may stand for one of a class
// of the program (the user who is logged in). Where the one class that has a
// property of this name takes what is assigned, it tells what becomes of it.
func (e *evaluator) standIn(i int32, base *value, name string, v *value) bool {
	if base.ref.Kind != types.KindInstance || base.ref.Sym.Member("__setattr__") == nil {
		return false
	}
	var found []*types.Func
	for _, c := range e.p.Classes {
		if m := c.Members[name]; m != nil && m.Property {
			found = append(found, setters(m)...)
		}
	}
	if len(found) != 1 {
		return false
	}
	self := &value{obj: -1, ref: types.Ref{Kind: types.KindObject, Class: found[0].Class}}
	e.callFunc(found[0], self, &arguments{pos: []*value{v}, regs: []int32{ir.None}}, i)
	return true
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
	if ok && len(base.flows) > 0 && e.labels(e.reg(in.C))&e.sv.naming(key[1:]) == 0 {
		e.taken(base, idx, 0) // data["password"] = hashed(data["password"])
	}
	args := &arguments{value: v, key: idx, recv: base, valueReg: in.C}
	if base.ref.Kind == types.KindInstance || base.ref.Kind == types.KindSymbol {
		if m := base.ref.Sym.Member("__setitem__"); m != nil {
			e.effectsOf(i, m, args)
		}
	}
	e.keepUnder(base, idx, v)
}

// keepUnder: what is put into a shared collection stays there.
func (e *evaluator) keepUnder(base, idx, v *value) {
	key, ok := constKey(idx.konst)
	if !ok {
		key = "[*"
	}
	for _, f := range base.flows {
		if f.shared() {
			to := f.org
			to.path = below(to.path, key)
			e.keep(to, v)
		}
	}
}

// taken: a part under a telling key is taken out, so that the rest is no longer
// the whole and holds no text of that kind; written over, the whole stays whole.
func (e *evaluator) taken(v, key *value, whole Bits) {
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
			out = append(out, fact{at: f.trace.station(), drops: whole | labels})
		}
	}
	e.st.valid = withFacts(e.st.valid, out...)
}
