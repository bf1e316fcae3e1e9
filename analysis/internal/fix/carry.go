package fix

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
)

// carries tells whether an expression brings the flaw along: something on the
// flaw's way stands in it, or it reads a variable that the way passes. Where the
// way is not known, everything but constants may.
func (e *editor) carries(reg int32) bool {
	if len(e.Way) == 0 {
		return !e.constant(reg)
	}
	s := e.span(reg)
	for _, at := range e.Way {
		if at < 0 {
			if n := int(-1 - at); n < len(e.Fn.IR.Params) && e.readsSlot(s, e.Fn.IR.Params[n].Slot) {
				return true
			}
			continue
		}
		if s.Contains(e.span(at)) {
			return true
		}
		if in := e.instr(at); in.Op == ir.OpStore && e.readsSlot(s, in.A) {
			return true
		}
	}
	return false
}

// readsSlot tells whether a local is read within a span.
func (e *editor) readsSlot(s source.Span, slot int32) bool {
	for i := range e.Fn.IR.Instrs {
		in := e.instr(int32(i))
		if in.Op == ir.OpLoad && in.A == slot && s.Contains(e.span(int32(i))) {
			return true
		}
	}
	return false
}

// constant tells whether an expression is a literal or the name of one.
func (e *editor) constant(reg int32) bool {
	in := e.instr(reg)
	switch in.Op {
	case ir.OpConst:
		return true
	case ir.OpLoad:
		if e.isParam(in.A) {
			return false
		}
		stores := e.Fn.Stores(in.A)
		return len(stores) == 1 && e.instr(e.instr(stores[0]).B).Op == ir.OpConst
	case ir.OpName:
		owner, slot := e.Fn.Free(e.Fn.IR.Names[in.A])
		if owner == nil || owner.IR.Kind != ir.Module || len(owner.Stores(slot)) != 1 {
			return false
		}
		made := &owner.IR.Instrs[owner.Stores(slot)[0]]
		return owner.IR.Instrs[made.B].Op == ir.OpConst
	}
	return false
}

// simple tells whether a value is read from somewhere, perhaps trimmed or given
// a default, and nothing that this function put together or computed.
func (e *editor) simple(reg int32) bool {
	for range 12 {
		in := e.instr(reg)
		switch in.Op {
		case ir.OpMember, ir.OpIndex, ir.OpName:
			return true
		case ir.OpStore, ir.OpSetName:
			reg = in.B
		case ir.OpAnnotate, ir.OpAwait:
			if in.A < 0 {
				return false
			}
			reg = in.A
		case ir.OpLoad:
			stores := e.Fn.Stores(in.A)
			if len(stores) == 0 || e.isParam(in.A) && len(stores) == 0 {
				return true
			}
			if len(stores) > 1 || e.isParam(in.A) {
				return false
			}
			reg = stores[0]
		case ir.OpIter, ir.OpUnpack:
			return true
		case ir.OpCall:
			callee := e.instr(in.A)
			if callee.Op != ir.OpMember || !e.plainArgs(in) || e.isModule(callee.A) || e.instr(callee.A).Op == ir.OpConst {
				return false
			}
			reg = callee.A
		default:
			return false
		}
	}
	return false
}

// plainArgs tells whether a call is given constants without markup only:
// get("q", ""), strip().
func (e *editor) plainArgs(call *ir.Instr) bool {
	for _, a := range e.Fn.IR.ArgsOf(call) {
		in := e.instr(a.Value)
		if in.Op != ir.OpConst && !e.constant(a.Value) || a.Kind == ir.ArgStar || a.Kind == ir.ArgStarStar {
			return false
		}
		if in.Op == ir.OpConst && strings.Contains(e.Fn.IR.Consts[in.A].Str, "<") {
			return false
		}
	}
	return true
}

// isModule tells whether an expression names an imported module or a part of it.
func (e *editor) isModule(reg int32) bool {
	for range 4 {
		in := e.instr(reg)
		owner, slot := e.Fn, in.A
		switch in.Op {
		case ir.OpMember:
			reg = in.A
			continue
		case ir.OpName:
			owner, slot = e.Fn.Free(e.Fn.IR.Names[in.A])
		case ir.OpLoad:
		default:
			return false
		}
		return owner != nil && slices.ContainsFunc(owner.Stores(slot), func(st int32) bool {
			return owner.IR.Instrs[owner.IR.Instrs[st].B].Op == ir.OpImport
		})
	}
	return false
}

// origin follows a register to the expression that made its value, through
// variables that are assigned once. Unlike with expression, others may read
// them: it serves edits that do not change what kind of value it is.
func (e *editor) origin(reg int32) int32 {
	for range 6 {
		in := e.instr(reg)
		switch {
		case in.Op == ir.OpLoad && !e.isParam(in.A) && len(e.Fn.Stores(in.A)) == 1:
			reg = e.Fn.Stores(in.A)[0]
		case in.Op == ir.OpStore:
			reg = in.B
		case in.Op == ir.OpAnnotate && in.A >= 0:
			reg = in.A
		default:
			return reg
		}
	}
	return reg
}

// picked finds the string expression in which the flaw's values are put into
// text, and those values: in the argument itself or in a variable on the way.
// Each of them must be simple; anything else is text of its own, in which the
// right place is further inside.
func (e *editor) picked() (*template, []int, bool) {
	tried := []int32{e.origin(e.Arg)}
	for _, at := range slices.Backward(e.Way) {
		if at >= 0 && e.instr(at).Op == ir.OpStore {
			tried = append(tried, e.instr(at).B)
		}
	}
	for _, reg := range tried {
		t, ok := e.read(reg)
		if !ok {
			continue
		}
		var picked []int
		for h := range t.holes {
			if !e.carries(t.holes[h].reg) {
				continue
			}
			if !e.simple(t.holes[h].reg) {
				picked = nil
				break
			}
			picked = append(picked, h)
		}
		if len(picked) > 0 {
			return t, picked, true
		}
	}
	return nil, nil, false
}
