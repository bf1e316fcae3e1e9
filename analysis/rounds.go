package analysis

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
)

// rounds tells whether a function makes something of a variable again and again, by calls of such a name: what one call
// does fast takes its time then.
func rounds(f *ir.Func, called *lazy.Regexp) bool {
	for n := range f.Blocks {
		b := &f.Blocks[n]
		for i := b.First; i < b.Last; i++ {
			in := &f.Instrs[i]
			if in.Op != ir.OpStore {
				continue
			}
			names := strings.FieldsFunc(namesIn(f, in.B, 0), func(r rune) bool { return r == '.' || r == ' ' })
			if slices.Contains(names, f.Slots[in.A]) && slices.ContainsFunc(names, called.MatchString) && loops(f, int32(n)) {
				return true
			}
		}
	}
	return false
}

// loops tells whether control can come to a block again.
func loops(f *ir.Func, n int32) bool {
	b := &f.Blocks[n]
	none := make([]bool, len(f.Blocks))
	return slices.Contains(reachable(f, b.Then, none), n) || b.Term == ir.Branch && slices.Contains(reachable(f, b.Else, none), n)
}
