package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Tables: routes that are elements of a list. The list is the router they are
// registered at; a list within it, or one of another module, is a part of it.

// belongs gives the routers that a registering call belongs to: of its receiver, or
// the lists in which it stands.
func (c *collector) belongs(callee, call place) []*router {
	if out := c.receivers(callee); len(out) > 0 {
		return out
	}
	return c.holding(call)
}

// holding gives the lists in which a call stands.
func (c *collector) holding(call place) []*router {
	in, known := c.holders[call.fn]
	if !known {
		in = holdersIn(call.fn)
		c.holders[call.fn] = in
	}
	var out []*router
	for _, list := range in[call.reg] {
		out = append(out, c.list(call.arg(list)))
	}
	return out
}

func holdersIn(f *types.Func) map[int32][]int32 {
	out := map[int32][]int32{}
	for i := range f.IR.Instrs {
		switch in := &f.IR.Instrs[i]; in.Op {
		case ir.OpList, ir.OpTuple, ir.OpCall:
			for _, a := range f.IR.ArgsOf(in) {
				if a.Kind == ir.ArgPos {
					out[a.Value] = append(out[a.Value], int32(i))
				}
			}
		}
	}
	return out
}

// list gives the router that a list is.
func (c *collector) list(at place) *router {
	r := c.routers[at]
	if r == nil {
		r = &router{at: at, model: &rule.Router{App: c.outermost(at)}, whole: true}
		c.routers[at] = r
		c.order = append(c.order, r)
	}
	return r
}

// outermost tells whether a list belongs to a module that the configuration names.
func (c *collector) outermost(at place) bool {
	for name := range c.roots {
		if file, _, here := c.p.Imports.Module(at.fn.Module.Path, name); here && file == at.fn.Module.Index {
			return true
		}
	}
	return false
}

// tables gives the routers that an expression stands for: a list, several that are
// joined, what a model says is one.
func (c *collector) tables(at place, depth int) []*router {
	if depth > maxWrapped {
		return nil
	}
	var all []*router
	for _, r := range c.eachTable(at, depth) {
		if !slices.Contains(all, r) {
			all = append(all, r)
		}
	}
	return all
}

func (c *collector) eachTable(at place, depth int) []*router {
	var out []*router
	for _, from := range c.makers(at) {
		switch in := from.in(); in.Op {
		case ir.OpList:
			out = append(out, c.list(from))
		case ir.OpTuple:
			// A list with the name of its own.
			if args := from.fn.IR.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
				out = append(out, c.tables(from.arg(args[0].Value), depth+1)...)
			}
		case ir.OpBinary:
			out = append(append(out, c.tables(from.arg(in.A), depth+1)...), c.tables(from.arg(in.B), depth+1)...)
		default:
			if r := c.router(from); r != nil {
				out = append(out, r)
			} else {
				out = append(out, c.tableOf(from, depth)...)
			}
		}
	}
	return out
}

// tableOf gives the routers behind a call or an attribute that stands for a table.
func (c *collector) tableOf(at place, depth int) []*router {
	in := at.in()
	s, of := (*rule.Symbol)(nil), nowhere
	switch in.Op {
	case ir.OpCall:
		if s = c.symbol(at.arg(in.A)); s != nil && s.Table != nil {
			if of = c.operand(at, &s.Table.Of); s.Table.Of.All {
				return []*router{c.list(at)}
			}
		}
	case ir.OpMember:
		if m := c.p.Member(c.ref(at.arg(in.A)), at.fn.IR.Names[in.B]); m.Kind == types.KindSymbol {
			s, of = m.Sym, at.arg(in.A)
		}
	}
	if s == nil || s.Table == nil || !of.ok() {
		return nil
	}
	if name, ok := c.text(of, 0); ok {
		return c.moduleTable(of, name, s.Table.Name, depth)
	}
	if out := c.routersAt(of); len(out) > 0 {
		return out
	}
	return c.tables(of, depth+1)
}

// moduleTable finds the table in a variable of a module, named as imports name it.
func (c *collector) moduleTable(at place, module, name string, depth int) []*router {
	file, _, here := c.p.Imports.Module(at.fn.Module.Path, module)
	if !here || file < 0 {
		return nil
	}
	owner, slot := c.p.Export(c.p.Modules[file], name)
	if owner == nil {
		return nil
	}
	var out []*router
	for _, st := range owner.Stores(slot) {
		out = append(out, c.tables(place{owner, st}, depth+1)...)
	}
	return out
}
