package route

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// What its author gave to everybody has an owner and is for all to read: a lookup that asks
// for it, or a handler that turns away without it, says so.

// shared tells whether functions ask that a record is one that everybody may read: by a
// keyword, a key of a dict, a comparison, a branch, or the condition of a statement.
func (k *checker) shared(fns []*types.Func) bool {
	return k.rule.Route.Shared != nil && slices.ContainsFunc(fns, k.asksShared)
}

func (k *checker) asksShared(fn *types.Func) bool {
	f := fn.IR
	is := func(name string, value int32) bool {
		return name != "" && matches(k.rule.Route.Shared, name+"="+valueOf(fn, value))
	}
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpCompare:
			if is(readName(f, in.A), in.B) || is(readName(f, in.B), in.A) {
				return true
			}
		case ir.OpDict:
			if slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return a.Kind != ir.ArgStarStar && is(constText(f, a.Key), a.Value) }) {
				return true
			}
		case ir.OpCall:
			if slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return a.Kind == ir.ArgNamed && is(f.Names[a.Name], a.Value) }) {
				return true
			}
			// Note.published.is_(True), and what stands alone in a query: where(Note.id == id, Note.published)
			if m := &f.Instrs[in.A]; m.Op == ir.OpMember && strings.HasPrefix(f.Names[m.B], "is") && is(readName(f, m.A), firstArg(f, in)) {
				return true
			}
			if slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return a.Kind == ir.ArgPos && k.column(fn, a.Value) }) {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Blocks, func(b ir.Block) bool {
		return b.Term == ir.Branch && b.Cond >= 0 && f.Instrs[b.Cond].Op != ir.OpCompare && is(readName(f, b.Cond), ir.None)
	}) || slices.ContainsFunc(f.Consts, k.statesShared)
}

// column tells whether a value is such a column of a class, by itself.
func (k *checker) column(fn *types.Func, reg int32) bool {
	in := &fn.IR.Instrs[reg]
	return in.Op == ir.OpMember && titled(lastName(place{fn, in.A})) && matches(k.rule.Route.Shared, fn.IR.Names[in.B]+"=")
}

// statesShared looks at the condition of a statement, each word beside the next.
func (k *checker) statesShared(c ir.Const) bool {
	_, where, ok := strings.Cut(strings.ToLower(c.Str), "where")
	if !ok || len(c.Str) >= 1<<12 {
		return false
	}
	words := wordsOf(where)
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1]
		}
		if matches(k.rule.Route.Shared, w+"=") || matches(k.rule.Route.Shared, w+"="+next) {
			return true
		}
	}
	return false
}

// valueOf spells a constant or the last name of a value: True, published, PUBLISHED.
func valueOf(fn *types.Func, reg int32) string {
	if reg < 0 {
		return ""
	}
	if in := &fn.IR.Instrs[reg]; in.Op == ir.OpConst {
		c := &fn.IR.Consts[in.A]
		switch {
		case c.Kind == ir.ConstBool && c.Int == 0, c.Kind == ir.ConstNone:
			return "no"
		case c.Kind == ir.ConstString:
			return c.Str
		}
		return ""
	}
	return lastName(place{fn, reg})
}

func firstArg(f *ir.Func, in *ir.Instr) int32 {
	if args := f.ArgsOf(in); len(args) > 0 {
		return args[0].Value
	}
	return ir.None
}
