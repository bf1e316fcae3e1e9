package taint

import (
	"slices"
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Reading: names, attributes, elements and the flows of a part.

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
		if ref.Kind == types.KindBound && !e.called[i] {
			v.may = []choice{{ref: ref, recv: base}}
			return v
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
			if isSetting(name) {
				s := &step{fn: e.fn, instr: i, kind: stepRead, note: name, sub: readMark}
				v.flows = union(v.flows, []flow{{org: origin{kind: fromAttr, fn: owner.ID, path: "." + name}, adds: e.sv.naming(name), marks: begun, trace: e.station(s, base, name)}})
			}
		}
	case types.KindModule:
		if ref.Kind != types.KindFunc && ref.Kind != types.KindClass {
			if owner, slot := e.p.Export(base.ref.In.Mod, name); owner != nil {
				return e.shared(v, owner, slot, name)
			}
		}
		return v
	case types.KindSymbol, types.KindInstance:
		if s := base.ref.Sym.Member(name); s != nil && !e.called[i] {
			if s.Const != nil {
				v.konst = constOf(s.Const)
			}
			v.flows = e.sources(i, s, base)
			if len(s.Sinks) > 0 {
				e.sinks(i, s, &arguments{recv: base, recvReg: ir.None, valueReg: ir.None, read: true}, 0)
			}
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
	if from, ok := keptFor(base.ref, name); ok && !e.called[i] {
		s := e.memo(stepKey{base: readMark, key: from.path}, &step{fn: e.fn, instr: i, kind: stepRead, note: name, sub: readMark})
		v.flows = union(v.flows, []flow{{org: from, adds: e.sv.naming(name), marks: begun, trace: s}})
	}
	if v.flows == nil && !ref.Known() {
		return unknown
	}
	return e.keeping(i, v, name)
}

// memberByName: an attribute of something untyped whose name, together with that of the
// attribute, guesses its class; nil when there is no guess.
func (e *evaluator) memberByName(i, reg int32, base *value, name string) *value {
	if base.ref.Resolved() || e.called[i] {
		return nil
	}
	for _, m := range e.p.View.Guess(e.lastName(reg), name) {
		if m.Type != nil {
			fs := e.sources(i, m, base)
			return &value{obj: -1, ref: types.Instance(m.Type), flows: union(e.guessed(fs, 1), e.below(base.flows, "."+name, false))}
		}
	}
	return nil
}

// attribute reads an attribute of an instance of a workspace class: what this
// function put there, a property's result, or what any method put there.
func (e *evaluator) attribute(i int32, base, v *value, name string) *value {
	c := base.ref.Class
	if m := e.p.Method(c, name); m != nil {
		if m.Property {
			r := e.callFunc(m, base, nil, i)
			if !r.ref.Known() && v.ref.Known() {
				c := *r
				c.ref = v.ref
				r = &c
			}
			return r
		}
		return v
	}
	if e.harmless(v.ref) {
		return v
	}
	owner := e.p.Owner(c, name)
	if e.holdsNoText(base, owner, name) {
		return v
	}
	if k := owner.Const(name); k != nil && !e.called[i] && (e.sv.naming(name) == 0 || !looksSecret(k)) && !e.p.Redefined(c, owner, name) {
		v.konst = k
		return v
	}
	v.flows = e.below(base.flows, "."+name, e.called[i])
	if len(base.flows) == 0 && owner.Attrs()[name] != nil {
		s := &step{fn: e.fn, instr: i, kind: stepRead, note: name, sub: readMark}
		v.flows = []flow{{org: origin{kind: fromAttr, fn: owner.ID, id: e.whose(base, owner, name), path: "." + name}, adds: e.sv.naming(name), marks: begun, trace: e.station(s, base, name)}}
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
	if len(v.flows) > 0 {
		v = e.formed(owner, e.validated(i, c, base, v, name), name)
	}
	if !owner.Literal(name) && !e.sent(base) {
		v.flows = union(v.flows, e.reflected(i, base, name))
	}
	return v
}

// sent: an instance made of what a client sent was not read from anywhere else.
func (e *evaluator) sent(v *value) bool {
	for i := range v.flows {
		if f := &v.flows[i]; f.org.kind == fromSource && f.adds&e.sv.chosen != 0 && f.marks&exact != 0 {
			return true
		}
	}
	return false
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

// holdsNoText tells whether an attribute that a modelled base class keeps elsewhere is declared by a
// call that is given a clean class, or an instance of one: Column(Integer), Column("state", Enum(State)).
func (e *evaluator) holdsNoText(base *value, owner *types.Class, name string) bool {
	slot, ok := owner.Body.Slot(name)
	if !ok || !slices.ContainsFunc(e.p.ClassSymbols(base.ref), func(s *rule.Symbol) bool { return s.Member("__getattr__") != nil }) {
		return false
	}
	return slices.ContainsFunc(owner.Body.Stores(slot), func(st int32) bool { return e.givenClean(owner.Body, st) })
}

func (e *evaluator) givenClean(body *types.Func, st int32) bool {
	f := body.IR
	in := &f.Instrs[st]
	if in.Op == ir.OpStore {
		in = &f.Instrs[in.B]
	}
	if in.Op == ir.OpAnnotate && in.A >= 0 {
		in = &f.Instrs[in.A]
	}
	return in.Op == ir.OpCall && slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool {
		if a.Kind != ir.ArgPos {
			return false
		}
		r := e.p.Reg(body, a.Value)
		return (r.Kind == types.KindSymbol || r.Kind == types.KindInstance) && r.Sym.Class && r.Sym.Clean
	})
}

// station gives the same step for the same place read twice: facts are about steps.
func (e *evaluator) station(s *step, base *value, name string) *step {
	k := stepKey{base: readMark, key: itoa(int64(base.ref.Class.ID)) + "." + name}
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
func (e *evaluator) isElement(base types.Ref, key string) bool {
	if base.Beside != nil && base.List {
		// Of a row of two, the one that is of a class with secrets.
		n, err := strconv.Atoi(key[1:])
		return err == nil && e.declares(base.At(n).Class, e.sv.text, 0)
	}
	return (base.List || base.Element().Known()) && key[0] == '[' && (key == "[*" || key[1] >= '0' && key[1] <= '9')
}

func (e *evaluator) belowOf(base types.Ref, fs []flow, key string, method bool) []flow {
	if len(fs) == 0 || method {
		return fs
	}
	turn := key == eachElement // told apart for parameters only: callers know what they pass
	if turn {
		key = "[*"
	}
	labels := e.sv.naming(key[1:])
	view := viewOfPart(base, key)
	element := e.isElement(base, key)
	out := make([]flow, 0, len(fs))
	for i := range fs {
		f := fs[i]
		if !element {
			f.drop(e.sv.whole)
		}
		e.sv.nameless(&f, key)
		f.adds |= labels &^ f.drops
		at := below(f.org.path, key)
		if turn && f.org.kind == fromParam {
			at = below(f.org.path, eachElement)
		}
		same := f.marks&exact != 0
		if f.trace != nil && f.trace.found && key[0] == '.' {
			f.guess = min(f.guess+1, 3) // get_plugin(name).root_path: of what was found, not of the name
		}
		if !same && f.org.kind == fromSource || view != 0 {
			at = f.org.path // of something made from the source nobody knows the parts
		}
		if f.marks = f.marks&(intact|alias) | exact; at == f.org.path {
			f.marks = exact
		}
		f.org.path = at
		k := stepKey{base: f.trace, key: key, loose: !same, view: view != 0}
		if f.trace != nil {
			k.base = f.trace.station()
		}
		s := e.keys[k]
		if s == nil {
			s = e.memo(k, &step{prev: f.trace, fn: e.fn, instr: ir.None, kind: stepRead, note: key, loose: !same, view: view})
		}
		if f.trace != s.prev {
			// Of another reading of the same text.
			k.base, k.again = f.trace, true
			s = e.memo(k, &step{prev: f.trace, fn: e.fn, instr: ir.None, kind: stepRead, note: key, loose: !same, same: s})
		}
		f.trace = s
		out = append(out, f)
	}
	return out
}

// viewOfPart gives the kinds for which a guard on an element also clears the collection,
// where a model says so of its class: the addresses of a host.
func viewOfPart(base types.Ref, key string) (view Bits) {
	if base.Kind != types.KindInstance || key[0] != '[' {
		return 0
	}
	if m := base.Sym.Member("__getitem__"); m != nil {
		for i := range m.Passes {
			view |= m.Passes[i].View
		}
	}
	return view
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
	if v.ref.Kind == types.KindInstance && v.ref.Sym.Intrinsic == "fields" {
		return nil // the names of its fields
	}
	fs := mapFlows(v.flows, func(f *flow) { f.drop(e.sv.whole | e.sv.text) })
	if o := e.st.object(v.obj); o != nil {
		fs = union(o.keys, fs)
	}
	return changed(fs)
}

// project gives the flows of what lies at an access path of a value.
func (e *evaluator) project(v *value, path string) []flow {
	return e.passed(e.settled(e.field(v, path), e.st.valid), path)
}

// passed gives the flows of what was found at an access path, conditions applied: of
// a whole value, also those that its parts stand for.
func (e *evaluator) passed(v *value, path string) []flow {
	if path == "" {
		return e.content(v)
	}
	return e.deep(v)
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

// eachElement and eachKey are access paths below a parameter whose type is not
// known: what going through it gives, which of a dict are its keys, and its keys.
const (
	eachElement = "[\x00each"
	eachKey     = "[\x00key"
)

// keyFlows is keysOf where parameters keep apart what their keys are.
func (e *evaluator) keyFlows(v *value) []flow {
	fs := e.keysOf(v)
	return mapFlows(fs, func(f *flow) {
		if f.org.kind == fromParam {
			f.org.path = below(f.org.path, eachKey)
		}
	})
}

// turns is what going through a value gives, as one value of all.
func (e *evaluator) turns(v *value) []flow {
	if v.ref == e.sv.collRef(ir.OpDict) {
		return e.keyFlows(v)
	}
	fs := changed(e.content(e.settled(v, e.st.valid)))
	if e.st.object(v.obj) != nil {
		return fs
	}
	return mapFlows(fs, func(f *flow) {
		if f.org.kind == fromParam {
			f.org.path = below(f.org.path, eachElement)
		}
	})
}

// part reads one key of a value.
func (e *evaluator) part(v *value, key string) *value {
	switch key {
	case eachKey:
		return &value{obj: -1, flows: e.keyFlows(v)}
	case eachElement:
		if v.ref == e.sv.collRef(ir.OpDict) {
			return &value{obj: -1, flows: e.keyFlows(v)}
		}
		if e.st.object(v.obj) != nil {
			key = "[*"
		}
	}
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
		switch {
		case o.open:
		case len(v.flows) > 0 && o.rest == nil:
			// One of two: a collection in sight without such a key, or something that flowed in.
			outside := *v
			outside.obj = -1
			return e.part(&outside, key)
		case o.rest != nil:
			return o.rest
		default:
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
				return &value{obj: -1, ref: ref, flows: []flow{{org: origin{kind: fromAttr, fn: owner.ID, id: e.whose(v, owner, key[1:]), path: key}, marks: intact | alias, trace: s}}}
			}
		}
	}
	var begin []flow
	switch {
	case key[0] == '[' && (key == "[*" || key == eachElement):
		ref = v.ref.Element()
	case key[0] == '.' && v.ref.Kind == types.KindInstance:
		if s := v.ref.Sym.Member(key[1:]); s != nil && len(s.Sources) > 0 {
			begin = e.sources(e.now, s, v)
		}
	}
	// What lies below a value that is no object here is always the same.
	k := partKey{v, key}
	if r := e.parts[k]; r != nil {
		return r
	}
	r := unknown
	if fs := union(e.belowOf(v.ref, v.flows, key, false), begin); fs != nil || ref.Known() {
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
	d := gathering{e: e, left: maxDeep}
	d.below(v, 0)
	return settle(d.done(), e.st.valid)
}

// gathering joins lists of flows. Mostly there is but one.
type gathering struct {
	e    *evaluator
	left int    // values that may still be visited
	one  []flow // the only list so far
	buf  []flow // what several came to
}

func (g *gathering) add(fs []flow) {
	switch {
	case len(fs) == 0 || g.buf == nil && sameSlice(fs, g.one):
	case g.buf == nil && g.one == nil:
		g.one = fs
	default:
		if g.buf == nil {
			g.buf = append(g.e.borrow(), g.one...)
		}
		for i := range fs {
			g.buf = include(g.buf, &fs[i])
		}
	}
}

// done gives what the lists came to; nothing may be added afterwards.
func (g *gathering) done() []flow {
	if g.buf == nil {
		return g.one
	}
	g.e.spare = append(g.e.spare, g.buf)
	return slices.Clone(g.buf)
}

// below adds the flows of a value, of its elements and fields too.
func (g *gathering) below(v *value, depth int) {
	if v == nil {
		return
	}
	g.add(v.flows)
	o := g.e.st.object(v.obj)
	if g.left--; o == nil || depth >= 3 || g.left < 0 {
		return
	}
	for _, f := range o.fields {
		g.below(f.val, depth+1)
	}
	for _, el := range o.list {
		g.below(el, depth+1)
	}
	g.add(o.keys)
	g.below(o.rest, depth+1)
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
	if idx.konst == nil || !isCallable(v.ref) {
		v = e.chosen(v, base)
	}
	if base.ref.Shared() && !v.ref.Known() {
		c := *v
		c.ref = e.p.Reg(e.fn, i) // what another function put there
		v = &c
	}
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
	var adds Bits
	if ok && idx.konst.Kind == ir.ConstString {
		if base.ref.Kind == types.KindInstance && ref.Known() {
			if m := base.ref.Sym.Member("__getitem__"); m != nil && m.Named {
				ref = e.p.Named(base.ref, idx.konst.Str)
			}
		}
		field := e.fieldFor(base.ref, idx.konst.Str)
		if e.harmless(field) {
			return unknown
		}
		if field.Kind == types.KindInstance && field.Sym.Element != nil {
			ref = types.Instance(field.Sym.Element)
			for k := range field.Sym.Sources {
				adds |= field.Sym.Sources[k].Labels
			}
		}
	}
	if k := idx.konst; k != nil && k.Kind == ir.ConstInt {
		ref = base.ref.At(int(k.Int))
	}
	if r := e.tableEntry(base, idx); r.Known() {
		return &value{obj: -1, ref: r}
	}
	fs := e.belowOf(base.ref, base.flows, key, false)
	if c := base.from(); c != nil && idx.konst != nil && idx.konst.Kind == ir.ConstInt {
		fs = e.piece(c, int(idx.konst.Int), fs)
	}
	if fs == nil && !ref.Known() {
		return unknown
	}
	if e.harmless(ref) {
		fs = nil
	}
	if adds != 0 {
		fs = mapFlows(fs, func(f *flow) { f.adds |= adds &^ f.drops })
	}
	return &value{obj: -1, ref: ref, flows: fs}
}

// fieldFor: the entries of a dict are what the fields of a class made of the text they
// were given; this is the class of one of them, whose elements its values are, with
// the labels that a source on it says.
func (e *evaluator) fieldFor(of types.Ref, name string) types.Ref {
	if of.Kind == types.KindInstance && of.Class != nil && of.Sym.Intrinsic == "fields" {
		return e.p.Attr(of.Class, name)
	}
	return types.Ref{}
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
		w := &e.sv.in.Words // a piece of what is drawn is drawn
		return &value{obj: -1, ref: v.ref, flows: mapFlows(v.flows, func(f *flow) {
			f.marks = 0
			f.drop(^(e.sv.chosen | w.Foretold | w.Made | w.Digits))
		})}
	}
	if v.konst != nil {
		return &value{obj: -1, ref: v.ref, konst: nil}
	}
	return &value{obj: -1, ref: v.ref, flows: changed(e.deep(v))}
}

// generates: the register is the result of calling a generator of the workspace.
func (e *evaluator) generates(reg int32) bool {
	for range 3 {
		switch in := &e.f.Instrs[reg]; in.Op {
		case ir.OpLoad:
			stores := e.fn.Stores(in.A)
			if len(stores) != 1 {
				return false
			}
			reg = e.f.Instrs[stores[0]].B
		case ir.OpCall:
			r := e.reg(in.A).ref
			return (r.Kind == types.KindFunc || r.Kind == types.KindBound) && r.Func.IR.Generator && !r.Func.Decorated()
		default:
			return false
		}
		if reg < 0 {
			return false
		}
	}
	return false
}

func (e *evaluator) iterate(i int32, in *ir.Instr) *value {
	c := e.reg(in.A)
	if e.generates(in.A) {
		return c // what a generator gives stands for each that it yields
	}
	v := &value{obj: -1, ref: c.ref.Element()}
	if c.home != nil || len(c.flows) > 0 {
		v = e.chosen(v, c)
	}
	if c.ref == e.sv.collRef(ir.OpDict) {
		v.flows = e.keyFlows(c)
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
	v.flows = union(v.flows, e.belowOf(c.ref, c.flows, eachElement, false))
	if any := e.listed(c); any != nil {
		v.ref, v.konst, v.parts, v.alt = any.ref, any.konst, any.parts, any.alt
	}
	return v
}

// element is one of an unpacking.
func (e *evaluator) element(v *value, n int32) *value {
	el := e.subscript(v, &value{obj: -1, konst: &ir.Const{Kind: ir.ConstInt, Int: int64(n)}})
	if len(v.may) > 0 {
		return e.chosen(el, v)
	}
	return el
}
