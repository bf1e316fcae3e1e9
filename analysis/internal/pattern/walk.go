package pattern

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// maxWalk bounds how deep an expression and the variables in it are followed.
const maxWalk = 12

// walk goes through what an expression is made of, through the variables of its function too.
type walk struct {
	fn    *types.Func
	visit func(fn *types.Func, reg int32) bool // true ends it
	ends  func(callee int32) bool              // tells whether nothing of what a function is given is in its result; nil: never
	slots []int32                              // followed already
}

// met tells whether a visit ended the walk.
func (w *walk) met(reg int32, depth int) bool {
	if reg == ir.None || depth > maxWalk {
		return false
	}
	if w.visit(w.fn, reg) {
		return true
	}
	f := w.fn.IR
	in := &f.Instrs[reg]
	switch in.Op {
	case ir.OpLoad:
		if slices.Contains(w.slots, in.A) {
			return false
		}
		w.slots = append(w.slots, in.A)
		for _, at := range w.fn.Stores(in.A) {
			if w.met(f.Instrs[at].B, depth+1) {
				return true
			}
		}
	case ir.OpStore:
		return w.met(in.B, depth+1)
	case ir.OpMember, ir.OpAwait, ir.OpUnary, ir.OpIter, ir.OpUnpack, ir.OpEnter, ir.OpRest:
		return w.met(in.A, depth+1)
	case ir.OpIndex, ir.OpBinary:
		return w.met(in.A, depth+1) || w.met(in.B, depth+1)
	case ir.OpCall:
		if w.ends != nil && w.ends(in.A) {
			return false
		}
		if w.met(in.A, depth+1) {
			return true
		}
	}
	for _, a := range f.ArgsOf(in) {
		if w.met(a.Value, depth+1) || a.Key != ir.None && in.Op == ir.OpDict && w.met(a.Key, depth+1) {
			return true
		}
	}
	return false
}
