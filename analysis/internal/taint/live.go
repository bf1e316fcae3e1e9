package taint

import "underpin/analysis/internal/ir"

// A loop is walked again when the state at its head has changed in a way that
// somebody can see. Most variables of a body are written before they are read
// each time round, and most loops come to rest after one walk once such
// variables do not count: liveness says which ones do.

// liveness is a set of slots for each block: those that may be read from the
// block's start on before they are written.
type liveness struct {
	words int
	in    []uint64 // words for each block
	use   []uint64
	def   []uint64
}

func (l *liveness) block(set []uint64, b int32) []uint64 {
	return set[int(b)*l.words : (int(b)+1)*l.words]
}

// has tells whether a slot is live at the start of a block.
func (l *liveness) has(b, slot int32) bool {
	return l.in[int(b)*l.words+int(slot>>6)]&(1<<(slot&63)) != 0
}

// compute solves the function's blocks, which stand in reverse postorder.
func (l *liveness) compute(f *ir.Func, order []int32) {
	l.words = (len(f.Slots) + 63) / 64
	n := l.words * len(f.Blocks)
	l.in, l.use, l.def = grow(l.in, n), grow(l.use, n), grow(l.def, n)
	for _, b := range order {
		l.scan(f, b)
	}
	for changed := true; changed; {
		changed = false
		for i := len(order) - 1; i >= 0; i-- {
			changed = l.flow(f, order[i]) || changed
		}
	}
}

func (l *liveness) scan(f *ir.Func, b int32) {
	use, def := l.block(l.use, b), l.block(l.def, b)
	for i := f.Blocks[b].First; i < f.Blocks[b].Last; i++ {
		in := &f.Instrs[i]
		switch in.Op {
		case ir.OpLoad:
			use[in.A>>6] |= 1 << (in.A & 63) &^ def[in.A>>6]
		case ir.OpStore, ir.OpDelSlot:
			def[in.A>>6] |= 1 << (in.A & 63)
		}
	}
}

// flow brings what is live behind a block to its start; control may leave for
// the handler before anything is written.
func (l *liveness) flow(f *ir.Func, b int32) bool {
	blk := &f.Blocks[b]
	in, use, def := l.block(l.in, b), l.block(l.use, b), l.block(l.def, b)
	changed := false
	for w := range in {
		var out uint64
		switch blk.Term {
		case ir.Jump:
			out = l.block(l.in, blk.Then)[w]
		case ir.Branch:
			out = l.block(l.in, blk.Then)[w] | l.block(l.in, blk.Else)[w]
		}
		v := use[w] | out&^def[w]
		if blk.Handler >= 0 {
			v |= l.block(l.in, blk.Handler)[w]
		}
		changed = changed || v&^in[w] != 0
		in[w] |= v
	}
	return changed
}

// settledAt tells whether nothing that is seen from a loop head on differs
// between two states there.
func (e *evaluator) settledAt(head int32, before, after *state) bool {
	if len(before.valid) != len(after.valid) {
		return false
	}
	for i := range after.env {
		if e.live.has(head, int32(i)) && !sameValue(before.env[i], after.env[i], 0) {
			return false
		}
	}
	for i, o := range after.heap {
		old := before.object(int32(i))
		if old == nil && o != nil && e.made[i] >= e.f.Blocks[head].First && !e.f.Generator {
			continue // made in the loop; who sees it sees it in a variable, or was given it by a yield
		}
		if !sameObject(old, o, 0) {
			return false
		}
	}
	return true
}
