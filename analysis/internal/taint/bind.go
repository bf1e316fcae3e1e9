package taint

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// binder carries a callee's summary over to a call: parameters become the
// arguments, the callee's objects become the caller's.
type binder struct {
	e    *evaluator
	sum  *Summary
	fn   *types.Func
	args []*value // by parameter; nil: not passed
	call int32
	name string // of the function, once a step needed it
	objs map[int32]int32

	parts []boundPart // what lies at access paths of the arguments, found so far
	mine  *object     // the copy last made to write effects into: nobody else has it
}

// boundPart is what lies at an access path of an argument.
type boundPart struct {
	param int32
	path  string
	val   *value

	settled *value // with the conditions that hold
	flows   []flow // what goes along when it is passed on
}

// part gives what lies at an access path of an argument: sinks and writes of a
// function often begin at the same ones. Nothing may change the heap in between.
func (b *binder) part(o *origin) *boundPart {
	for i := range b.parts {
		if x := &b.parts[i]; x.param == o.id && x.path == o.path {
			return x
		}
	}
	x := boundPart{param: o.id, path: o.path, val: b.e.field(b.args[o.id], o.path)}
	x.settled = b.e.settled(x.val, b.e.st.valid)
	x.flows = b.e.passed(x.settled, o.path)
	b.parts = append(b.parts, x)
	return &b.parts[len(b.parts)-1]
}

// value gives a callee's value in the caller's terms.
func (b *binder) value(v *value, depth int) *value {
	if v == nil {
		return nil
	}
	if v.param > 0 {
		if a := b.args[v.param-1]; a != nil {
			c := *a
			var cleared, drops Bits // by checks on the way to the return
			if len(v.flows) == 1 {
				cleared, drops = v.flows[0].cleared, v.flows[0].drops
			}
			c.flows = mapFlows(a.flows, func(f *flow) {
				f.trace = b.through(f.trace, nil, begun)
				f.cleared |= cleared
				f.drop(drops)
			})
			return &c
		}
	}
	if depth > 4 {
		return unknown
	}
	if v.plain() {
		return v
	}
	c := &value{ref: v.ref, konst: v.konst, obj: -1, truth: v.truth, may: v.may}
	if v.parts != nil {
		c.parts = make([]part, 0, len(v.parts))
		for _, p := range v.parts {
			if p.hole == nil {
				c.parts = addLiteral(c.parts, p.text, ir.None)
				continue
			}
			h := b.value(p.hole, depth+1)
			if h.alt != nil {
				c.parts = addHole(c.parts, part{hole: h, reg: ir.None}) // all that it may be
			} else {
				c.parts = appendShape(c.parts, h, ir.None)
			}
		}
	}
	if len(v.flows) > 0 {
		fs := b.e.borrow()
		for i := range v.flows {
			fs = b.flow(fs, &v.flows[i])
		}
		if len(fs) > 0 {
			c.flows = slices.Clone(fs)
		}
		b.e.spare = append(b.e.spare, fs)
	}
	if c.parts != nil {
		fold(c)
	}
	if v.alt != nil {
		c.alt = b.value(v.alt, depth+1)
	}
	c.obj = b.object(v.obj, depth)
	return c
}

// object copies a callee's object into the caller's heap, once a call.
func (b *binder) object(id int32, depth int) int32 {
	if id < 0 || int(id) >= len(b.sum.objs) {
		return -1
	}
	if n, ok := b.objs[id]; ok {
		return n
	}
	n := b.e.newObject(b.call, 128+(b.fn.ID<<7)+int32(len(b.objs))) // the call itself makes those before
	if n < 0 {
		return -1
	}
	if b.objs == nil {
		b.objs = map[int32]int32{}
	}
	b.objs[id] = n
	src := b.sum.objs[id]
	o := &object{isList: src.isList, open: src.open, maybe: src.maybe, rest: b.value(src.rest, depth+1)}
	for i := range src.keys {
		o.keys = b.flow(o.keys, &src.keys[i])
	}
	o.fields = make([]field, 0, len(src.fields))
	for _, f := range src.fields {
		o.fields = append(o.fields, field{f.key, b.value(f.val, depth+1)})
	}
	for _, v := range src.list {
		o.list = append(o.list, b.value(v, depth+1))
	}
	for _, s := range src.saved {
		o.saved = append(o.saved, saved{s.name, b.value(s.val, depth+1)})
	}
	b.e.st.place(n, o)
	return n
}

func (b *binder) step(prev, sub *step, kind stepKind) *step {
	if b.name == "" {
		b.name = b.fn.Name()
	}
	return &step{prev: prev, sub: sub, fn: b.e.fn, instr: b.call, kind: kind, note: b.name}
}

// flow joins a callee's flow in the caller's terms to out, which is changed: one
// flow for each of the argument it starts from, or itself when it starts elsewhere.
func (b *binder) flow(out []flow, f *flow) []flow {
	if own := b.own(f); own != nil {
		return b.along(out, f, own)
	}
	if f.org.kind != fromParam {
		c := *f
		c.org = b.owned(f.org)
		if b.meet(&c) {
			out = b.include(out, &c, nil, f)
		}
		return out
	}
	arg := b.args[f.org.id]
	if arg == nil {
		return out
	}
	return b.along(out, f, arg)
}

// own gives the instance that a method runs on, where it is seen to be made and a
// flow comes out of an attribute of it; nil elsewhere.
func (b *binder) own(f *flow) *value {
	k := int(-f.org.id) - 1
	if f.org.kind != fromAttr || k < 0 || k >= len(b.args) || b.args[k] == nil {
		return nil
	}
	o := b.e.st.object(b.args[k].obj)
	name, _ := firstKey(f.org.path)
	if o == nil || o.get(name) == nil || slices.Contains(o.maybe, name) {
		return nil
	}
	return b.args[k]
}

// along joins to out the flows of what lies in arg where f begins, each run on along f.
func (b *binder) along(out []flow, f *flow, arg *value) []flow {
	first := len(out) == 0
	gs := b.e.project(arg, f.org.path)
	for i := range gs {
		c := b.compose(&gs[i], f)
		if !b.meet(&c) {
			continue
		}
		c.need = needs(gs[i].need, c.need)
		if first {
			c.trace = b.through(gs[i].trace, f.trace, f.marks)
			out = append(out, c)
			continue
		}
		out = b.include(out, &c, gs[i].trace, f)
	}
	return out
}

// through is a step through the call. Where the callee gives but a view of what it gets,
// as it came, so is its result.
func (b *binder) through(prev, sub *step, marks marks) *step {
	s := b.step(prev, sub, stepThrough)
	if marks&exact != 0 {
		s.view = ^Bits(0)
		for ; sub != nil && sub.kind != stepParam && s.view != 0; sub = sub.prev {
			s.view &= sub.view
		}
	}
	return s
}

// include joins a callee's flow f, in the caller's terms, to out. Its way ends with a
// step through the call, made only where the flow does not vanish in another one.
func (b *binder) include(out []flow, c *flow, prev *step, f *flow) []flow {
	way := func() *step {
		if prev == nil {
			s := b.step(nil, f.trace, stepReturned)
			s.found = f.trace != nil && f.trace.found
			return s
		}
		return b.through(prev, f.trace, f.marks)
	}
	if j := find(out, c, len(out)); j >= 0 {
		o := &out[j]
		if c.trace = o.trace; worse(o, c) {
			c.trace = way()
		}
		*o = meet(o, c)
		return out
	}
	c.trace = way()
	return include(out, c)
}

// compose runs a flow g of an argument on along a callee's flow f. What was lost because a part was
// read may come back, since that part may be a whole again once it was parsed.
func (b *binder) compose(g, f *flow) flow {
	c := *g
	c.adds = g.adds&^f.drops | f.adds&^(g.drops&^b.e.sv.whole)
	c.drops = g.drops | f.drops
	c.cleared |= f.cleared
	b.e.sv.within(&c)
	c.marks = f.marks &^ ((intact | alias) &^ g.marks)
	c.guess = min(g.guess+f.guess, 3)
	c.need = f.need // the callee's; g's own are in the caller's terms already
	return c
}

// needs joins two lists of conditions on the same function's parameters.
func needs(a, b *need) *need {
	if b == nil {
		return a
	}
next:
	for n := a; n != nil; n = n.next {
		for m := b; m != nil; m = m.next {
			if m.param == n.param && m.path == n.path && m.cond == n.cond {
				continue next
			}
		}
		b = &need{param: n.param, path: n.path, cond: n.cond, next: b}
	}
	return b
}

// meet settles a flow's deferred conditions with the arguments at hand: false
// when one fails; those on the caller's own parameters stay deferred.
func (b *binder) meet(f *flow) bool {
	var left *need
	for n := f.need; n != nil; n = n.next {
		arg := b.args[n.param]
		if arg == nil && n.cond.Not && n.cond.Labels != 0 {
			continue
		}
		if arg == nil {
			return false
		}
		if n.path != "" {
			arg = b.e.field(arg, n.path)
		}
		switch ok, p, path := b.e.deferred(n.cond, arg); {
		case p > 0:
			left = &need{param: p - 1, path: path, cond: n.cond, next: left}
		case !ok:
			return false
		}
	}
	f.need = left
	return true
}

// facts gives what the callee says of its parameters as facts on the arguments' flows.
func (b *binder) facts(list []paramFact) []fact {
	var out []fact
	for _, p := range list {
		arg := b.args[p.param]
		if arg == nil {
			continue
		}
		out = withFacts(out, having(b.e.project(arg, p.path), p.kinds, p.drops, p.needs)...)
	}
	return out
}

// having is stations for flows that have the marks a guard needs. Those of a parameter
// itself may get them from the caller, who judges then.
func having(fs []flow, kinds, drops, needs Bits) []fact {
	if needs == 0 {
		return stations(fs, kinds, drops)
	}
	var now, later []flow
	for _, f := range fs {
		switch {
		case f.marks&marks(needs) == marks(needs):
			now = append(now, f)
		case f.org.kind == fromParam && f.marks&intact != 0:
			later = append(later, f)
		}
	}
	out := stations(now, kinds, drops)
	for _, f := range stations(later, kinds, drops) {
		f.needs = needs
		out = append(out, f)
	}
	return out
}

// maxEmpty bounds the flows of a value whose emptiness is worth a fact.
const maxEmpty = 4

// empty gives the facts that hold of a value with nothing in it, and of what it is a
// copy or, by a model, a view of. What another call gives may be empty where what it
// got is not.
func empty(fs []flow) (out []fact) {
	for i := range fs {
		if fs[i].marks&exact == 0 {
			continue
		}
		k := ^Bits(0)
		for s := fs[i].trace; s != nil && k != 0 && len(out) < maxFacts; s = s.prev {
			out = append(out, fact{at: s.station(), kinds: k})
			if s.kind != stepAssign && s.kind != stepThrough || s.kind == stepThrough && s.view == ^Bits(0) {
				break
			}
			k &= s.view
		}
	}
	return out
}

// stations turns the flows of a guarded value into facts: for the value itself,
// and for those before it that it is an exact copy or a mere view of.
func stations(fs []flow, kinds, drops Bits) []fact {
	var out []fact
	for i := range fs {
		if fs[i].marks&exact == 0 {
			continue
		}
		k, d := kinds, drops
		for s := fs[i].trace; s != nil && k|d != 0; s = s.prev {
			if out = append(out, fact{at: s.station(), kinds: k, drops: d}); len(out) >= maxFacts {
				return out
			}
			if k &= s.view; s.view != ^Bits(0) {
				d = 0
			}
		}
	}
	return out
}
