package taint

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// What a function gives back, over all its ways out, and what that says of its
// parameters.

// elemFacts: what an element of a returned tuple being true, or false, says.
type elemFacts struct{ isTrue, isFalse []paramFact }

// maxElems bounds the elements of a tuple that say something: (allowed, reason).
const maxElems = 3

// gatheredMark stands for the instruction that makes what gathered gives.
const gatheredMark int32 = -1 << 21

// gathered is the value of several ways out that each give a collection of their own:
// one that holds at each place what any of them holds there.
func (e *evaluator) gathered(exit *state, val *value) *value {
	var all *object
	first, several := int32(-1), false
	for _, r := range e.rets {
		if r.st.object(r.val.obj) != nil {
			several = several || first >= 0 && r.val.obj != first
			first = r.val.obj
		}
	}
	if !several {
		return val
	}
	for _, r := range e.rets {
		o := r.st.object(r.val.obj)
		if o == nil {
			continue
		}
		c := o.clone()
		for i, v := range c.list {
			c.list[i] = e.settled(v, r.valid)
		}
		for i := range c.fields {
			c.fields[i].val = e.settled(c.fields[i].val, r.valid)
		}
		if all == nil {
			all = c
		} else {
			all = mergeObjects(all, c, nil, nil)
		}
	}
	id := e.newObject(gatheredMark, 0)
	if id < 0 {
		return val
	}
	exit.place(id, all)
	c := *val
	c.obj = id
	return &c
}

// tally collects what several ways out say: what holds on each of them, on those that
// give something true and on those that give something false.
type tally struct {
	always, whenTrue, whenFalse []fact
	anyWay, anyTrue, anyFalse   bool
}

func (t *tally) add(v *value, valid []fact) {
	meet := func(into *[]fact, any *bool, add []fact) {
		if !*any {
			*into, *any = add, true
		} else {
			*into = common(*into, add)
		}
	}
	meet(&t.always, &t.anyWay, valid)
	var wt, wf []fact
	if v.facts != nil {
		wt, wf = v.facts.whenTrue, v.facts.whenFalse
	}
	truth := truthOf(v)
	if truth >= 0 {
		meet(&t.whenTrue, &t.anyTrue, withFacts(valid, wt...))
	}
	if truth <= 0 {
		meet(&t.whenFalse, &t.anyFalse, withFacts(valid, wf...))
	}
}

// returnFacts collects what returning at all, returning something true and
// returning something false say of the parameters.
func (e *evaluator) returnFacts() {
	s := e.sum
	var t tally
	rets := e.checked()
	for _, r := range rets {
		t.add(r.val, r.valid)
		s.checks = s.checks || len(e.paramFacts(r.valid)) > 0
	}
	s.ensures = e.paramFacts(t.always)
	s.isTrue = e.paramFacts(t.whenTrue)
	s.isFalse = e.paramFacts(t.whenFalse)
	for k := 0; k < maxElems; k++ {
		var t tally
		for _, r := range rets {
			o := r.st.object(r.val.obj)
			if o == nil || !o.isList || k >= len(o.list) {
				return
			}
			t.add(o.list[k], r.valid)
		}
		if len(rets) > 0 {
			s.elems = append(s.elems, elemFacts{e.paramFacts(t.whenTrue), e.paramFacts(t.whenFalse)})
		}
	}
}

// checked gives the ways out that count for what the function has checked. Where a
// setting of the program spares the check, who runs it decided so.
func (e *evaluator) checked() []returned {
	var out []returned
	for _, r := range e.rets {
		if len(e.paramFacts(r.valid)) > 0 || !e.spared(r.at) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return e.rets
	}
	return out
}

// spared tells whether a block is entered on one way only, from a condition on nothing
// but settings, or because what a function is given is of none of the types that it
// takes: neither a text nor a collection of texts.
func (e *evaluator) spared(b int32) bool {
	for n := 0; ; n++ {
		from, to := e.condition(b)
		if from < 0 {
			return n > 1
		}
		blk := &e.f.Blocks[from]
		if n == 0 && e.setting(blk.Cond, 0) {
			return true
		}
		if blk.Else != to || !e.asksType(blk.Cond) {
			return n > 1
		}
		b = from
	}
}

// condition gives the block whose condition alone leads to a block, and where it leads;
// -1 when there is none.
func (e *evaluator) condition(b int32) (from, to int32) {
	for range e.f.Blocks {
		from, to = e.entered[b]-1, b
		if from < 0 || e.f.Blocks[from].Term == ir.Branch {
			return from, to
		}
		b = from
	}
	return -1, b
}

// asksType: the register tells whether something is an instance of a class.
func (e *evaluator) asksType(reg int32) bool {
	if reg < 0 {
		return false
	}
	in := &e.f.Instrs[reg]
	if in.Op == ir.OpCall {
		r := e.reg(in.A).ref
		return r.Kind == types.KindSymbol && r.Sym.Intrinsic == "isinstance"
	}
	return in.Op == ir.OpIsInstance
}

// reached notes from where a block is reached: 0 from nowhere, -1 from several.
func (e *evaluator) reached(b int32) {
	switch from := e.here + 1; e.entered[b] {
	case 0, from:
		e.entered[b] = from
	default:
		e.entered[b] = -1
	}
}

// setting tells whether a register holds nothing but what the program is set up with:
// variables of modules, what lies in them, and what is made of these.
func (e *evaluator) setting(reg int32, depth int) bool {
	if reg < 0 || depth > 8 || !e.trusted(e.reg(reg)) {
		return false
	}
	in := &e.f.Instrs[reg]
	switch in.Op {
	case ir.OpConst, ir.OpName:
		return true
	case ir.OpMember, ir.OpUnary:
		return e.setting(in.A, depth+1)
	case ir.OpIndex, ir.OpCompare:
		return e.setting(in.A, depth+1) && e.setting(in.B, depth+1)
	case ir.OpCall:
		for _, a := range e.f.ArgsOf(in) {
			if !e.setting(a.Value, depth+1) {
				return false
			}
		}
		return e.setting(in.A, depth+1)
	}
	return false
}

// paramFacts keeps the facts about parameters, or parts of them. A predicate that
// resolves its argument and checks the result speaks of the argument: so far does
// such a fact reach back itself, and one that says nothing of it does not.
func (e *evaluator) paramFacts(fs []fact) []paramFact {
	var out []paramFact
	for _, f := range fs {
		path := ""
		s := f.at
		for ; s.kind == stepRead && s.sub == nil && s.prev != nil; s = s.prev {
			path = s.note + path
		}
		if s.kind != stepParam {
			continue
		}
		for i, p := range e.params {
			if p == s {
				pf := paramFact{int32(i), path, f.kinds, f.drops, f.needs}
				dup := false
				for _, o := range out {
					dup = dup || o == pf
				}
				if !dup {
					out = append(out, pf)
				}
			}
		}
	}
	return out
}

// elements gives the elements of a returned tuple what they say of the arguments.
func (b *binder) elements(r *value) {
	if len(b.sum.elems) == 0 {
		return
	}
	o := b.e.st.object(r.obj)
	if o == nil || !o.isList {
		return
	}
	o = b.e.st.edit(r.obj)
	for k := range b.sum.elems {
		s := &b.sum.elems[k]
		if k >= len(o.list) || len(s.isTrue)+len(s.isFalse) == 0 {
			continue
		}
		c := *o.list[k]
		c.facts = &facts{b.facts(s.isTrue), b.facts(s.isFalse)}
		o.list[k] = &c
	}
}
