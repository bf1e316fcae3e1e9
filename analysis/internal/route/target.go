package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// target is what a registration registers: a function, or a class whose methods
// answer, with what was wrapped around it on the way.
type target struct {
	fn     *types.Func
	class  *types.Class
	view   *rule.Route // how the class became a handler
	guards []place
}

// maxWrapped bounds how often a handler may be wrapped.
const maxWrapped = 6

// target finds the handlers that an expression denotes.
func (c *collector) target(at place) []target { return c.targets(at, 0) }

func (c *collector) targets(at place, depth int) []target {
	if !at.ok() || depth > maxWrapped {
		return nil
	}
	var out []target
	for _, from := range c.makers(at) {
		switch in := from.in(); in.Op {
		case ir.OpDecorate:
			// The decorators count again when the function is asked for all of its own.
			out = append(out, c.targets(from.arg(in.A), depth+1)...)
		case ir.OpClosure:
			out = append(out, target{fn: from.fn.Children[in.A]})
		case ir.OpClass:
			out = append(out, target{class: from.fn.Children[in.A].Class})
		case ir.OpCall:
			out = append(out, c.made(from, in, depth)...)
		default:
			switch r := c.ref(from); r.Kind {
			case types.KindFunc, types.KindBound:
				out = append(out, target{fn: r.Func})
			case types.KindClass:
				out = append(out, target{class: r.Class})
			}
		}
	}
	return out
}

// made finds the handlers in the result of a call: a view of a class, a handler
// that is wrapped, what a function of the workspace returns, or an instance.
func (c *collector) made(call place, in *ir.Instr, depth int) []target {
	callee := call.arg(in.A)
	if m := callee.in(); m.Op == ir.OpMember {
		if base := c.p.Reg(call.fn, m.A); base.Kind == types.KindClass {
			if r := c.p.Reg(call.fn, in.A); r.Kind == types.KindSymbol {
				for _, v := range r.Sym.Routes {
					if v.How == "view" {
						return []target{{class: base.Class, view: v}}
					}
				}
			}
		}
	}
	for _, a := range call.fn.IR.ArgsOf(in) {
		if a.Kind != ir.ArgPos {
			continue
		}
		if ts := c.targets(call.arg(a.Value), depth+1); len(ts) > 0 {
			for i := range ts {
				ts[i].guards = append(ts[i].guards, callee)
			}
			return ts
		}
	}
	if out := c.returned(call, in, depth); len(out) > 0 {
		return out
	}
	// An instance, whose methods answer.
	if r := c.ref(call); r.Kind == types.KindObject {
		return []target{{class: r.Class}}
	}
	return nil
}

// returned finds the handlers that a function of the workspace returns.
func (c *collector) returned(call place, in *ir.Instr, depth int) []target {
	fn := c.callee(call, in)
	if fn == nil {
		return nil
	}
	var out []target
	for i := range fn.IR.Instrs {
		if r := &fn.IR.Instrs[i]; r.Op == ir.OpReturn && r.A >= 0 {
			out = append(out, c.targets(place{fn, r.A}, depth+1)...)
		}
	}
	return out
}

// produced is like target for what a factory of the workspace makes, whatever it
// is given.
func (c *collector) produced(at place) []target {
	var out []target
	for _, from := range c.makers(at) {
		if in := from.in(); in.Op == ir.OpCall {
			out = append(out, c.returned(from, in, 0)...)
		}
	}
	return out
}

// decorators gives the decorators of a function or class that register nothing.
func (c *collector) decorators(fn *types.Func) []place {
	parent := fn.Parent
	if parent == nil || fn.Maker() == nil {
		return nil
	}
	var out []place
	for _, i := range parent.Decorations() {
		in := &parent.IR.Instrs[i]
		if root(parent, in.A) != fn.Maker() {
			continue
		}
		at := place{parent, in.B}
		if callee, _ := applied(at); !c.registers(callee) {
			out = append(out, at)
		}
	}
	return out
}

// root goes down a chain of decorators to what is decorated.
func root(f *types.Func, reg int32) *ir.Instr {
	in := &f.IR.Instrs[reg]
	for in.Op == ir.OpDecorate {
		in = &f.IR.Instrs[in.A]
	}
	return in
}

func (c *collector) registers(callee place) bool {
	if !c.names[lastName(callee)] {
		return false
	}
	s := c.symbol(callee)
	return s != nil && len(s.Routes) > 0 && s.Facts == 0
}
