package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
)

// What an answer is may be told beside it: its type is set on the next line, or a
// header is sent before the body.

// settling is an instruction beside which sinks of some kinds do no harm.
type settling struct {
	instr  int32
	kinds  Bits
	alone  bool // only what happens there
	up     bool // for whoever calls the function too
	labels Bits // only of text for having these, and only what happens after; 0: all
}

// tells notes what a call or write settles.
func (e *evaluator) tells(i int32, m *rule.Symbol, args *arguments) {
	for k := range m.Settles {
		s := &m.Settles[k]
		at := settling{i, s.Kinds, s.Self, s.Callers, s.Labels}
		if s.Self {
			at.instr = args.recvReg
		}
		if ok, nd := e.holds(s.When, args); ok && nd == nil && at.instr >= 0 && !slices.Contains(e.settling, at) {
			e.settling = append(e.settling, at)
		}
	}
}

// settle drops the sinks that every way through the function settles, before or after.
func (e *evaluator) settle() {
	if len(e.settling) == 0 {
		return
	}
	told := func(h hit) bool {
		for _, s := range e.settling {
			if h.flow.org.kind == fromHere && s.instr == h.site.instr {
				continue // what does harm by itself does not make up for it
			}
			at := h.site.instr
			if s.up {
				at = e.placeOf(&h)
			} else if h.site.fn != e.fn {
				continue
			}
			if s.labels == 0 && at >= 0 && s.kinds&(1<<h.site.kind) != 0 && (s.instr == at || !s.alone && e.always(s.instr, at)) {
				return true
			}
		}
		return false
	}
	e.sum.hits = slices.DeleteFunc(e.sum.hits, told)
	e.sum.sinks = slices.DeleteFunc(e.sum.sinks, told)
	e.approve(e.sum.hits)
	e.approve(e.sum.sinks)
	for _, s := range e.settling {
		if b := e.blockOf(s.instr); s.up && !e.avoids(0, b, e.answers) {
			e.sum.settles = append(e.sum.settles, s)
		}
	}
}

// approve takes the labels of text from flows into sinks that nobody comes to
// without having been asked, wherever below the function these are.
func (e *evaluator) approve(hs []hit) {
	for i := range hs {
		h := &hs[i]
		at := e.placeOf(h)
		for _, s := range e.settling {
			if at >= 0 && s.labels != 0 && s.kinds&(1<<h.site.kind) != 0 && e.before(s.instr, at) && e.before(e.firstStep(&h.flow), s.instr) {
				h.flow.drop(s.labels)
			}
		}
	}
}

// placeOf is the instruction of the function at hand where the sink is, or the call
// on the way there; ir.None where it is not known.
func (e *evaluator) placeOf(h *hit) int32 {
	switch s := h.flow.trace; {
	case h.site.fn == e.fn:
		return h.site.instr
	case s != nil && s.fn == e.fn && s.kind == stepInto:
		return s.instr
	}
	return ir.None
}

// firstStep is the instruction at which a flow comes into the function, -1 where it
// came with its arguments.
func (e *evaluator) firstStep(f *flow) int32 {
	at := ir.None
	for s := f.trace; s != nil; s = s.prev {
		if s.fn == e.fn && s.instr >= 0 && s.kind != stepParam {
			at = s.instr
		}
	}
	return at
}

// before tells whether all ways to an instruction pass another one first.
func (e *evaluator) before(first, at int32) bool {
	if first < 0 {
		return true
	}
	p, a := e.blockOf(first), e.blockOf(at)
	if p == a {
		return first < at
	}
	return !e.avoids(0, p, func(b int32) bool { return b == a })
}

// always tells whether whoever passes one instruction passes the other too: all
// ways to it come from there, or all ways from it lead there. Where the first one
// raised it settled nothing for what is done then.
func (e *evaluator) always(passed, at int32) bool {
	p, a := e.blockOf(passed), e.blockOf(at)
	there := func(b int32) bool { return b == a }
	if p == a {
		return true
	}
	if p >= 0 {
		if h := e.f.Blocks[p].Handler; h != ir.None && e.avoids(h, p, there) {
			return !e.avoids(a, p, e.answers)
		}
	}
	return !e.avoids(0, p, there) || !e.avoids(a, p, e.answers)
}

func (e *evaluator) blockOf(i int32) int32 {
	return int32(slices.IndexFunc(e.f.Blocks, func(b ir.Block) bool { return b.First <= i && i < b.Last }))
}

// answers: the function comes to its end in this block, and not by raising.
func (e *evaluator) answers(b int32) bool {
	blk := &e.f.Blocks[b]
	return blk.Term == ir.Leave && (blk.Last == blk.First || e.f.Instrs[blk.Last-1].Op != ir.OpRaise)
}

// avoids tells whether a way leads from a block to one that is meant without
// passing another.
func (e *evaluator) avoids(from, block int32, meant func(int32) bool) bool {
	seen := make([]bool, len(e.f.Blocks))
	for open := []int32{from}; len(open) > 0; {
		b := open[len(open)-1]
		open = open[:len(open)-1]
		if b == block || seen[b] {
			continue
		}
		if seen[b] = true; meant(b) {
			return true
		}
		blk := &e.f.Blocks[b]
		switch blk.Term {
		case ir.Jump:
			open = append(open, blk.Then)
		case ir.Branch:
			open = append(open, blk.Then, blk.Else)
		}
	}
	return false
}

var markupType = lazy.Trusted(`(?i)html|svg|xml`)

// otherThanMarkup: the headers that are returned beside a text say that it is no
// page: return text, 200, {"Content-Type": "text/plain"}.
func (e *evaluator) otherThanMarkup(v *value) bool {
	o := e.st.object(v.obj)
	if o == nil || !o.isList || len(o.list) < 2 {
		return false
	}
	headers := e.st.object(o.list[len(o.list)-1].obj)
	if headers == nil {
		return false
	}
	for _, f := range headers.fields {
		if k := f.val.konst; strings.EqualFold(f.key, "[content-type") && k != nil && k.Kind == ir.ConstString {
			return !markupType.MatchString(k.Str)
		}
	}
	return false
}
