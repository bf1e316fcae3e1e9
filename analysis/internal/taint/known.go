package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Further operations that models name and the engine computes where their operands
// are in sight. Like those of intrinsic.go each gives nil to leave the call to its
// model.

func (e *evaluator) further(i int32, name string, a *arguments) *value {
	switch name {
	case "str.split", "str.partition":
		_, method, _ := strings.Cut(name, ".")
		return e.cutText(i, method, a)
	case "list.reverse", "list.popleft", "list.appendleft":
		_, method, _ := strings.Cut(name, ".")
		return e.ends(method, a)
	case "zip", "enumerate":
		return e.pairs(i, name, a)
	case "all", "any":
		return e.every(name, a)
	case "setattr":
		return e.setNamed(i, a)
	case "path.join":
		return e.joinedConst(a)
	case "partial":
		return e.partial(i, a)
	case "record":
		return e.record(i, a)
	case "record.class":
		return &value{obj: -1, home: &home{e.fn, i}}
	case "record.replace":
		return e.replaced(i, a)
	case "substitute":
		return e.substitute(a)
	case "pack", "unpack":
		return e.packed(i, name, a)
	case "table.set", "table.get":
		return e.table(name, a)
	}
	return nil
}

// pair is a call that gives two things, which the model tells apart under 0 and 1.
func (e *evaluator) pair(i int32, m *rule.Symbol, a *arguments) *value {
	var both []*value
	for _, key := range [...]string{"0", "1"} {
		if s := m.Member(key); s != nil {
			both = append(both, e.callSymbol(i, s, a, 0))
		}
	}
	return e.listOf(i, 11, e.sv.collRef(ir.OpTuple), both)
}

// ends are the operations at the front of a list, and turning it round.
func (e *evaluator) ends(method string, a *arguments) *value {
	if a.recv == nil {
		return nil
	}
	list, ok := e.positions(a.recv)
	if !ok {
		return nil
	}
	n := len(list)
	switch method {
	case "popleft":
		if n == 0 {
			return nil
		}
		e.st.edit(a.recv.obj).list = append([]*value(nil), list[1:]...)
		return list[0]
	case "appendleft":
		if len(a.pos) != 1 || n >= maxFields {
			return nil
		}
		e.st.edit(a.recv.obj).list = append([]*value{a.pos[0]}, list...)
	case "reverse":
		turned := make([]*value, n)
		for k, v := range list {
			turned[n-1-k] = v
		}
		e.st.edit(a.recv.obj).list = turned
	}
	return none
}

// pairs gives the tuples of zip and enumerate: what comes from one operand lies at
// one position of each.
func (e *evaluator) pairs(i int32, name string, a *arguments) *value {
	if len(a.pos) == 0 || len(a.pos) > 8 || len(a.star) > 0 {
		return nil
	}
	var one []*value
	if name == "enumerate" {
		one = append(one, &value{obj: -1, ref: e.sv.constRef(ir.ConstInt)}, e.anyElement(a.pos[0]))
	} else {
		for _, v := range a.pos {
			one = append(one, e.anyElement(v))
		}
	}
	id := e.newObject(i, 5)
	if id < 0 {
		return nil
	}
	e.put(id, &object{rest: e.listOf(i, 6, e.sv.collRef(ir.OpTuple), one)})
	return &value{obj: id, ref: e.sv.collRef(ir.OpList)}
}

// anyElement is any element of a collection.
func (e *evaluator) anyElement(v *value) *value {
	if v.ref == e.sv.collRef(ir.OpDict) {
		return &value{obj: -1, flows: e.keyFlows(v)}
	}
	o := e.st.object(v.obj)
	if o == nil {
		if v.shaped() || e.textual(v.ref) {
			return &value{obj: -1, ref: v.ref, flows: changed(v.flows)}
		}
		return &value{obj: -1, ref: v.ref.Element(), flows: e.belowOf(v.ref, v.flows, eachElement, false)}
	}
	el := o.rest
	for _, x := range o.list {
		el = mergeMaybe(el, x, nil, nil)
	}
	if el == nil || o.open || len(v.flows) > 0 {
		return &value{obj: -1, flows: changed(e.deep(v))}
	}
	return el
}

// leftOver is the name under which a collection remembers what holds for what it
// was chosen from when nothing was chosen.
const leftOver = "#left"

// leftOut notes what a comprehension's only filter says of the elements it leaves
// out: if none is left in, that holds for all of them.
//
//	unknown = [name for name in names if name not in KNOWN]
func (e *evaluator) leftOut(i int32, o *object) {
	for b := range e.f.Blocks {
		blk := &e.f.Blocks[b]
		if blk.Term != ir.Branch || blk.Cond < 0 || e.regs[blk.Cond] == nil || e.regs[blk.Cond].facts == nil {
			continue
		}
		if in := &e.f.Blocks[blk.Then]; i < in.First || i >= in.Last || !e.collectsEvery(blk.Cond) {
			continue
		}
		if fs := e.ofWhole(e.regs[blk.Cond].facts.whenFalse); len(fs) > 0 {
			o.save(leftOver, &value{obj: -1, facts: &facts{whenFalse: fs}})
		}
		return
	}
}

// emptiness is what a collection's being empty, or not, says.
func (e *evaluator) emptiness(v *value) *facts {
	if v.facts != nil {
		return v.facts
	}
	if o := e.st.object(v.obj); o != nil {
		for _, s := range o.saved {
			if s.name == leftOver {
				return s.val.facts
			}
		}
	}
	return nil
}

// without is a - b: when nothing is left, a is part of b, or equal to it.
func (e *evaluator) without(a, b *value) *value {
	fs := e.settled(a, e.st.valid).flows
	if len(fs) == 0 || !e.trusted(b) || b.konst != nil {
		return unknown
	}
	return &value{obj: -1, facts: &facts{whenFalse: stations(fs, e.sv.guarded, 0)}}
}

// setNamed is setattr with a name that is known.
func (e *evaluator) setNamed(i int32, a *arguments) *value {
	if len(a.pos) != 3 || a.pos[1].konst == nil || a.pos[1].konst.Kind != ir.ConstString {
		return nil
	}
	e.assignMember(i, a.pos[0], a.pos[1].konst.Str, a.pos[2], a.regs[2])
	return none
}

// bound is the name under which a function keeps the arguments it already has.
const bound = "#bound"

// partial makes a function that has some of its arguments.
func (e *evaluator) partial(i int32, a *arguments) *value {
	if len(a.pos) == 0 || len(a.star) > 0 {
		return nil
	}
	fn := a.pos[0]
	switch fn.ref.Kind {
	case types.KindFunc, types.KindSymbol, types.KindClass:
	default:
		return nil
	}
	v := e.listOf(i, 7, fn.ref, a.pos[1:])
	if v.obj < 0 {
		return nil
	}
	o := e.st.edit(v.obj)
	o.save(bound, none)
	for k, n := range a.names {
		o.set("["+n, a.named[k])
	}
	return v
}

// withBound puts the arguments that a function already has in front of those of
// the call at hand.
func (e *evaluator) withBound(callee *value, a *arguments, reg int32) *arguments {
	o := e.st.object(callee.obj)
	if o == nil || len(o.saved) == 0 || o.saved[0].name != bound {
		return a
	}
	c := *a
	c.pos = append(append([]*value(nil), o.list...), a.pos...)
	c.regs = append(e.regsFor(reg, len(o.list)), a.regs...)
	for _, f := range o.fields {
		c.names = append(c.names, f.key[1:])
		c.named = append(c.named, f.val)
		c.namedReg = append(c.namedReg, reg)
	}
	return &c
}

// record makes an instance of a class that was made by naming its fields; they are
// read by name and by position.
func (e *evaluator) record(i int32, a *arguments) *value {
	if len(a.star) > 0 || len(a.pos) > 0 && len(a.names) > 0 {
		return nil
	}
	var fields []string
	if a.recv != nil && a.recv.home != nil {
		fields = e.fieldNames(a.recv.home)
	}
	if len(a.pos) > len(fields) {
		return nil
	}
	v := &value{obj: e.newObject(i, 8)}
	if v.obj < 0 {
		return nil
	}
	o := &object{}
	for k, x := range a.pos {
		o.fields = append(o.fields, field{"." + fields[k], x}, field{"[" + itoa(int64(k)), x})
	}
	for k, n := range a.names {
		o.fields = append(o.fields, field{"." + n, a.named[k]})
		for at, name := range fields {
			if name == n {
				o.fields = append(o.fields, field{"[" + itoa(int64(at)), a.named[k]})
			}
		}
	}
	e.put(v.obj, o)
	return v
}

// replaced is a copy of a record in which some fields are others.
func (e *evaluator) replaced(i int32, a *arguments) *value {
	from := a.recv
	if len(a.pos) > 0 {
		from = a.pos[0]
	}
	if from == nil || len(a.star) > 0 || e.st.object(from.obj) == nil {
		return nil
	}
	v := e.twin(i, 11, from)
	if v.obj < 0 || v.obj == from.obj {
		return nil
	}
	o := e.st.edit(v.obj)
	for k, n := range a.names {
		set := e.assigned(i, a.named[k], n)
		for j := 1; j < len(o.fields); j++ {
			if o.fields[j-1].key == "."+n && o.fields[j].key[0] == '[' {
				o.fields[j].val = set // its place
			}
		}
		o.set("."+n, set)
	}
	return v
}

// fieldNames reads them off the call that made the class: a list of constants or a
// text of words.
func (e *evaluator) fieldNames(h *home) []string {
	f := h.fn.IR
	in := &f.Instrs[h.reg]
	as := f.ArgsOf(in)
	if in.Op != ir.OpCall || len(as) < 2 {
		return nil
	}
	text := func(reg int32) string {
		if d := &f.Instrs[reg]; d.Op == ir.OpConst {
			return f.Consts[d.A].Str
		}
		return ""
	}
	names := &f.Instrs[as[1].Value]
	if names.Op != ir.OpList && names.Op != ir.OpTuple {
		return strings.Fields(strings.ReplaceAll(text(as[1].Value), ",", " "))
	}
	var out []string
	for _, a := range f.ArgsOf(names) {
		out = append(out, text(a.Value))
	}
	return out
}

// packed writes a value out as text and reads it back: a text remembers what it
// was made of, as it was then, until something is done to it.
func (e *evaluator) packed(i int32, name string, a *arguments) *value {
	if len(a.pos) == 0 {
		return nil
	}
	v := a.pos[0]
	if name == "unpack" {
		if v.written() == nil {
			return nil
		}
		return e.twin(i, 9, v.written())
	}
	if e.st.object(v.obj) == nil {
		return nil
	}
	return &value{obj: -1, ref: e.sv.constRef(ir.ConstString), flows: changed(e.shown(v)), made: &made{packed: e.twin(i, 10, v)}}
}

// twin is a copy of a collection.
func (e *evaluator) twin(i, n int32, v *value) *value {
	o := e.st.object(v.obj)
	id := e.newObject(i, n)
	if o == nil || id < 0 {
		return v
	}
	e.put(id, o.clone())
	c := *v
	c.obj = id
	return &c
}

// hole matches what a template leaves open: $name, ${name}.
var hole = lazy.Trusted(`\$(?:\$|(\w+)|\{(\w+)\})`)

// substitute fills a template whose text is known.
func (e *evaluator) substitute(a *arguments) *value {
	if a.recv == nil {
		return nil
	}
	t := e.remembered(a.recv, "template")
	if t == nil || t.konst == nil || t.konst.Kind != ir.ConstString {
		return nil
	}
	var vals []*value
	text, from := t.konst.Str, 0
	for _, m := range hole.FindAllStringSubmatchIndex(text, maxParts) {
		vals = append(vals, str(text[from:m[0]]))
		from = m[1]
		name := ""
		for k := 2; k < len(m); k += 2 {
			if m[k] >= 0 {
				name = text[m[k]:m[k+1]]
			}
		}
		if name == "" {
			vals = append(vals, str("$"))
			continue
		}
		v := unknown
		for _, mapping := range append(a.pos, a.star...) {
			v = e.part(mapping, "["+name)
		}
		for k, n := range a.names {
			if n == name {
				v = a.named[k]
			}
		}
		vals = append(vals, e.text(v))
	}
	vals = append(vals, str(text[from:]))
	r := e.concat(vals, e.regsFor(ir.None, len(vals)))
	r.flows, r.ref = changed(r.flows), e.sv.constRef(ir.ConstString)
	return r
}

// table is a store of sections with keys, which is asked for both at once.
func (e *evaluator) table(name string, a *arguments) *value {
	if a.recv == nil || a.recv.obj < 0 || len(a.pos) < 2 {
		return nil
	}
	section, known := constKey(a.pos[0].konst)
	if name == "table.get" {
		if e.st.object(a.recv.obj) == nil {
			return nil
		}
		return e.subscript(e.subscript(a.recv, a.pos[0]), a.pos[1])
	}
	if len(a.pos) < 3 {
		return nil
	}
	key, ok := constKey(a.pos[1].konst)
	o := e.st.edit(a.recv.obj)
	if !known || !ok {
		o.rest = mergeMaybe(o.rest, &value{obj: -1, flows: e.deep(a.pos[2])}, nil, nil)
		return none
	}
	inner := o.get(section)
	if inner == nil || inner.obj < 0 {
		v := &value{obj: e.newObject(-2000-a.recv.obj, int32(len(o.fields)))}
		if v.obj < 0 {
			return nil
		}
		if inner != nil {
			v.flows = inner.flows
		}
		e.put(v.obj, &object{open: true})
		o = e.st.edit(a.recv.obj)
		o.set(section, v)
		inner = v
	}
	e.st.edit(inner.obj).set(key, a.pos[2])
	return none
}
