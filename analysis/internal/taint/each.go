package taint

import (
	"slices"

	"underpin/analysis/internal/ir"
)

// What is checked of each element of a collection holds for the collection: behind a
// loop that raises at the first bad one, in all() and any() over a comprehension.

// everyElement and someElement are the names under which a collection remembers the
// boolean that a comprehension made of each element of another: of all of them, or of
// those that a filter let through.
const (
	everyElement = "#every"
	someElement  = "#some"
)

// came notes what holds where a loop goes round again.
func (e *evaluator) came(head int32, valid []fact) {
	l := &e.loops
	p := l.at[head]
	if l.at[e.here] < p {
		return // from outside
	}
	if l.again[p] {
		valid = common(l.round[p], valid)
	}
	l.round[p], l.again[p] = valid, true
}

// closing adds to the state behind a loop over a collection what each round found of
// its element. A loop that is left halfway has not seen all.
func (e *evaluator) closing(head, place int32) {
	blk := &e.f.Blocks[head]
	if blk.Term != ir.Branch || blk.Cond >= 0 {
		return
	}
	out := e.loops.at[blk.Else]
	if out < 0 || len(e.loops.preds[out]) != 1 || e.in[blk.Else] == nil {
		return
	}
	if !e.loops.again[place] {
		e.emptied(blk)
		return
	}
	var fresh []fact
	before := e.in[head].valid
next:
	for _, f := range e.loops.round[place] {
		for i := range before {
			if before[i].at == f.at {
				continue next
			}
		}
		fresh = append(fresh, f)
	}
	st := e.in[blk.Else]
	st.valid = withFacts(st.valid, e.ofWhole(fresh)...)
}

// emptied: no element lets its loop go round again, so that behind it there were none.
func (e *evaluator) emptied(head *ir.Block) {
	for i := e.f.Blocks[head.Then].First; i < e.f.Blocks[head.Then].Last; i++ {
		if in := &e.f.Instrs[i]; in.Op == ir.OpIter {
			st := e.in[head.Else]
			st.valid = withFacts(st.valid, empty(e.reg(in.A).flows)...)
			return
		}
	}
}

// ofWhole turns facts about any element into facts about the collection, and about
// what that is a view of.
func (e *evaluator) ofWhole(fs []fact) []fact {
	var out []fact
	for _, f := range fs {
		k := f.kinds
		s := f.at
		switch {
		case s.kind == stepRead && s.note == "[*" && !s.loose:
		case e.takesElement(s):
			k &= s.view
		default:
			continue
		}
		for s = s.prev; s != nil && k|f.drops != 0; s = s.prev {
			out = withFacts(out, fact{s.station(), k, f.drops, f.needs})
			k &= s.view
			if k == 0 {
				break
			}
		}
	}
	return out
}

// takesElement tells whether a step gives the element of a loop its name.
func (e *evaluator) takesElement(s *step) bool {
	if s.kind != stepAssign || s.fn != e.fn || s.instr < 0 {
		return false
	}
	in := &e.f.Instrs[s.instr]
	if in.Op != ir.OpStore || in.B < 0 {
		return false
	}
	v := &e.f.Instrs[in.B]
	for v.Op == ir.OpUnpack && v.A >= 0 {
		v = &e.f.Instrs[v.A]
	}
	return v.Op == ir.OpIter
}

// ofElement tells whether a fact is about an element of a loop, or made of one.
func (e *evaluator) ofElement(f fact) bool {
	for s := f.at; s != nil; s = s.prev {
		if s.kind == stepRead && s.note == "[*" || e.takesElement(s) {
			return true
		}
	}
	return false
}

// collectsEvery: no round of the loop around it goes by an instruction: the comprehension
// has no filter in front of this element.
func (e *evaluator) collectsEvery(i int32) bool {
	home, head := e.blockPlace(i), int32(-1)
	for p, body := range e.loops.body {
		if slices.Contains(body, home) {
			head = int32(p) // the innermost comes last
		}
	}
	if head < 0 {
		return false
	}
	body, open, seen := e.loops.body[head], []int32{head}, []int32{home}
	for len(open) > 0 {
		p := open[len(open)-1]
		open = open[:len(open)-1]
		for _, q := range e.loops.preds[p] {
			if q == head && home != head {
				return false
			}
			if slices.Contains(body, q) && !slices.Contains(seen, q) {
				seen, open = append(seen, q), append(open, q)
			}
		}
	}
	return true
}

// blockPlace gives the place of the block that an instruction stands in.
func (e *evaluator) blockPlace(i int32) int32 {
	for b := range e.f.Blocks {
		if i >= e.f.Blocks[b].First && i < e.f.Blocks[b].Last {
			return e.loops.at[b]
		}
	}
	return -1
}

// every evaluates all() and any() over such booleans: what all say of their elements
// holds for the collection that they were elements of; what each says of something
// else holds where one of them is true: any(url.startswith(p) for p in PREFIXES).
func (e *evaluator) every(name string, a *arguments) *value {
	if len(a.pos) != 1 {
		return nil
	}
	o := e.st.object(a.pos[0].obj)
	if o == nil {
		return nil
	}
	var r *value
	for _, s := range o.saved {
		if s.val.facts == nil || s.name != everyElement && s.name != someElement {
			continue
		}
		if r == nil {
			r = &value{obj: -1, facts: &facts{}}
		}
		t, f := s.val.facts.whenTrue, s.val.facts.whenFalse
		switch {
		case s.name == someElement && name == "any":
			for _, x := range t {
				if !e.ofElement(x) {
					r.facts.whenTrue = withFacts(r.facts.whenTrue, x)
				}
			}
		case s.name == someElement:
		case name == "all":
			r.facts.whenTrue = withFacts(withFacts(r.facts.whenTrue, t...), e.ofWhole(t)...)
		default:
			r.facts.whenFalse = withFacts(withFacts(r.facts.whenFalse, f...), e.ofWhole(f)...)
		}
	}
	return r
}
