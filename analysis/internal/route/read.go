package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// touches tells whether the handler, or what it calls, reads something from
// outside that carries one of the labels or goes by a name that tells it. In
// what it calls only what comes in through parameters or is a source counts: the
// password of a database is none that a client sends.
func (k *checker) touches(labels rule.Bits) bool {
	fns := k.reach().fns
	if k.facts(fns[0]).Labels&labels != 0 {
		return true
	}
	for n, fn := range fns {
		for i := range fn.IR.Params {
			if k.c.p.View.Naming(fn.IR.Params[i].Name)&labels != 0 && (n == 0 || k.filled(fn, i, fns)) {
				return true
			}
		}
		for i := range fn.IR.Instrs {
			if base, ok := k.reads(fn, int32(i), labels); ok && k.outside(fn, base, n == 0, 0) && !k.drawn(fn, base) {
				return true
			}
		}
	}
	return false
}

// filled tells whether a parameter may get something that is neither written in the
// code nor drawn by it: of calls in sight, among those of functions that take part.
func (k *checker) filled(fn *types.Func, i int, fns []*types.Func) bool {
	seen := false
	for _, call := range k.c.callers(fn) {
		if !slices.Contains(fns, call.fn) {
			continue
		}
		at := k.c.argument(call, fn, i)
		if at.ok() && at.in().Op != ir.OpConst && !k.drawn(at.fn, at.reg) || !at.ok() && spreads(call) {
			return true
		}
		seen = true
	}
	return !seen
}

// spreads tells whether a call passes collections whose members are arguments.
func spreads(call place) bool {
	for _, a := range call.fn.IR.ArgsOf(call.in()) {
		if a.Kind == ir.ArgStar || a.Kind == ir.ArgStarStar {
			return true
		}
	}
	return false
}

// reads tells whether an instruction reads something under a telling name, and
// what it reads it from; a variable is read from nothing.
func (k *checker) reads(fn *types.Func, i int32, labels rule.Bits) (base int32, ok bool) {
	f := fn.IR
	in := &f.Instrs[i]
	telling := func(name string) bool { return name != "" && k.c.p.View.Naming(name)&labels != 0 }
	key := func(reg int32) string {
		if reg < 0 || f.Instrs[reg].Op != ir.OpConst {
			return ""
		}
		return f.Consts[f.Instrs[reg].A].Str
	}
	switch in.Op {
	case ir.OpLoad:
		return i, telling(f.Slots[in.A])
	case ir.OpMember:
		return in.A, telling(f.Names[in.B])
	case ir.OpIndex:
		return in.A, telling(key(in.B))
	case ir.OpCall:
		if args := f.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
			return in.A, telling(key(args[0].Value))
		}
	}
	return ir.None, false
}

// outside tells whether a value comes from the client: from a parameter or a
// source. When lax, whatever is not known to be something else counts too.
func (k *checker) outside(fn *types.Func, reg int32, lax bool, depth int) bool {
	if reg < 0 || depth > maxAnswerDepth {
		return lax
	}
	in := &fn.IR.Instrs[reg]
	switch in.Op {
	case ir.OpMember:
		if m := k.member(fn, in); m != nil && len(m.Sources) > 0 {
			return k.untrusted(m)
		}
		return k.outside(fn, in.A, lax, depth+1)
	case ir.OpIndex, ir.OpAwait, ir.OpIter, ir.OpEnter, ir.OpAnnotate:
		return k.outside(fn, in.A, lax, depth+1)
	case ir.OpCall:
		if s := k.c.symbol(place{fn, in.A}); s != nil && len(s.Sources) > 0 {
			return k.untrusted(s)
		}
		return k.outside(fn, in.A, lax, depth+1)
	case ir.OpStore:
		return k.outside(fn, in.B, lax, depth+1)
	case ir.OpLoad:
		return k.slotOutside(fn, in.A, lax, depth)
	}
	return lax
}

// member finds the model of a member that is read.
func (k *checker) member(fn *types.Func, in *ir.Instr) *rule.Symbol {
	base := k.c.p.Reg(fn, in.A)
	if base.Kind == types.KindSymbol {
		return base.Sym.Member(fn.IR.Names[in.B])
	}
	for _, s := range k.c.p.ClassSymbols(base) {
		if m := s.Member(fn.IR.Names[in.B]); m != nil {
			return m
		}
	}
	return nil
}

func (k *checker) slotOutside(fn *types.Func, slot int32, lax bool, depth int) bool {
	for i := range fn.IR.Params {
		if fn.IR.Params[i].Slot == slot {
			fns := k.reach().fns
			return (i > 0 || !fn.IsMethod()) && (fn == fns[0] || k.filled(fn, i, fns))
		}
	}
	for _, st := range fn.Stores(slot) {
		if k.outside(fn, st, lax, depth+1) {
			return true
		}
	}
	return false
}

// untrusted tells whether a symbol is a source of what clients send.
func (k *checker) untrusted(s *rule.Symbol) bool {
	h := k.h.Model.Handling
	for i := range s.Sources {
		if s.Sources[i].Labels&(h.PathBits|h.QueryBits) != 0 {
			return true
		}
	}
	return false
}

// gated marks the instructions that are reached only after something was read
// whose name carries a label the rule asks for, and those that may be reached
// after it; all of them when nothing such is read in the function itself.
func (k *checker) gated(fn *types.Func) (behind, after []bool) {
	f := fn.IR
	behind, after = make([]bool, len(f.Instrs)), make([]bool, len(f.Instrs))
	first := make([]int32, len(f.Blocks)) // the first reading of each block, or its end
	found := false
	for b := range f.Blocks {
		blk := &f.Blocks[b]
		for first[b] = blk.First; first[b] < blk.Last; first[b]++ {
			if _, ok := k.reads(fn, first[b], k.rule.Route.If); ok {
				break
			}
		}
		found = found || first[b] < blk.Last
	}
	reading := func(b int32) bool { return first[b] < f.Blocks[b].Last }
	var later []int32
	for b := range f.Blocks {
		if reading(int32(b)) {
			later = append(later, successors(f, int32(b))...)
		}
	}
	open := flood(f, []int32{0}, reading)
	reached := flood(f, later, func(int32) bool { return false })
	for b := range f.Blocks {
		for i := f.Blocks[b].First; i < f.Blocks[b].Last; i++ {
			behind[i] = !found || !open[b] || i >= first[b]
			after[i] = !found || reached[b] || i >= first[b]
		}
	}
	return behind, after
}

// flood marks the blocks that are reached from some blocks without going
// through, only into, those that stop it.
func flood(f *ir.Func, work []int32, stops func(int32) bool) []bool {
	seen := make([]bool, len(f.Blocks))
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		if !stops(b) {
			work = append(work, successors(f, b)...)
		}
	}
	return seen
}

func successors(f *ir.Func, b int32) []int32 {
	blk := &f.Blocks[b]
	var out []int32
	if blk.Term != ir.Leave && blk.Then >= 0 {
		out = append(out, blk.Then)
	}
	if blk.Term == ir.Branch && blk.Else >= 0 {
		out = append(out, blk.Else)
	}
	if blk.Handler >= 0 {
		out = append(out, blk.Handler)
	}
	return out
}
