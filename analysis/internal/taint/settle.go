package taint

import (
	"regexp"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// What an answer is may be told beside it: its type is set on the next line, or a
// header is sent before the body.

// settling is an instruction beside which sinks of some kinds do no harm.
type settling struct {
	instr int32
	kinds Bits
	alone bool // only what happens there
}

// tells notes what a call or write settles.
func (e *evaluator) tells(i int32, m *rule.Symbol, args *arguments) {
	for k := range m.Settles {
		s := &m.Settles[k]
		at := settling{i, s.Kinds, s.Self}
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
			if h.site.fn == e.fn && h.site.instr >= 0 && s.kinds&(1<<h.site.kind) != 0 && (s.instr == h.site.instr || !s.alone && e.always(s.instr, h.site.instr)) {
				return true
			}
		}
		return false
	}
	e.sum.hits = slices.DeleteFunc(e.sum.hits, told)
	e.sum.sinks = slices.DeleteFunc(e.sum.sinks, told)
}

// always tells whether whoever passes one instruction passes the other too: all
// ways to it come from there, or all ways from it lead there.
func (e *evaluator) always(passed, at int32) bool {
	p, a := e.blockOf(passed), e.blockOf(at)
	return p == a || !e.avoids(0, p, func(b int32) bool { return b == a }) || !e.avoids(a, p, e.answers)
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

var markupType = regexp.MustCompile(`(?i)html|svg|xml`)

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
