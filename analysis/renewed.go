package analysis

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/taint"
)

// A new value is compared with the kept one to see whether anything is to be done: the connection is made anew, the
// setting is written. Nobody is refused, and nobody learns anything.

// renewed tells whether a hit compares what takes the place of what it is compared with: where they differ it is
// written or handed on, and the way goes on to where they are equal.
func renewed(h *taint.Hit) bool {
	f := h.Fn.IR
	if h.Instr < 0 || f.Instrs[h.Instr].Op != ir.OpCompare {
		return false
	}
	in := &f.Instrs[h.Instr]
	at := blockAsking(f, h.Instr)
	if at < 0 {
		return false
	}
	differ, equal := f.Blocks[at].Then, f.Blocks[at].Else
	if ir.CompareOp(in.Sub) == ir.Eq {
		differ, equal = equal, differ
	}
	without := make([]bool, len(f.Blocks))
	for n := range f.Blocks { // if a != b or c != d
		without[n] = int32(n) == at || f.Blocks[n].Term == ir.Branch && f.Blocks[n].Then == differ
	}
	for n := 0; n < len(f.Blocks) && equal >= 0 && without[equal]; n++ {
		equal = f.Blocks[equal].Else
	}
	either := reachable(f, equal, without)
	own := slices.DeleteFunc(reachable(f, differ, without), func(n int32) bool { return slices.Contains(either, n) })
	sides := [...]string{namesIn(f, in.A, 0), namesIn(f, in.B, 0)}
	kept := false
	for _, n := range own {
		b := &f.Blocks[n]
		if b.Term == ir.Leave {
			return false
		}
		for i := b.First; i < b.Last; i++ {
			switch in := &f.Instrs[i]; in.Op {
			case ir.OpRaise:
				return false
			case ir.OpSetIndex, ir.OpSetMember:
				kept = kept || slices.Contains(sides[:], namesIn(f, in.C, 0))
			case ir.OpCall:
				if undoes.MatchString(namesIn(f, in.A, 0)) {
					return false
				}
				for _, a := range f.ArgsOf(in) {
					kept = kept || slices.Contains(sides[:], namesIn(f, a.Value, 0))
				}
			}
		}
	}
	return kept
}

// blockAsking finds the block that goes one way or the other by a comparison, none if it is negated.
func blockAsking(f *ir.Func, reg int32) int32 {
	return int32(slices.IndexFunc(f.Blocks, func(b ir.Block) bool { return b.Term == ir.Branch && b.Cond == reg }))
}

// reachable gives the blocks that control comes to from one of them, without passing those that are left out.
func reachable(f *ir.Func, from int32, without []bool) []int32 {
	var out []int32
	for todo := []int32{from}; len(todo) > 0; {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n < 0 || without[n] || slices.Contains(out, n) {
			continue
		}
		out = append(out, n)
		switch b := &f.Blocks[n]; b.Term {
		case ir.Jump:
			todo = append(todo, b.Then)
		case ir.Branch:
			todo = append(todo, b.Then, b.Else)
		}
	}
	return out
}
