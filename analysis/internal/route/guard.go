package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// guard is what a decorator, a dependency or a middleware does, as far as it is
// known without its code: code of the workspace is looked into by a reach.
type guard struct {
	facts   rule.Bits
	fns     []*types.Func
	unknown []string // what nothing is known of, as written
	known   []string // names of modelled things, in snake case
	lifts   rule.Bits
}

// maxGuard bounds dependencies within dependencies.
const maxGuard = 8

// guardAt reads an expression that stands for code run around a handler.
func (c *collector) guardAt(at place) guard {
	var g guard
	c.readGuard(at, &g, 0)
	return g
}

func (c *collector) readGuard(at place, g *guard, depth int) {
	if depth > maxGuard {
		return
	}
	for _, from := range c.makers(at) {
		switch in := from.in(); in.Op {
		case ir.OpCall:
			c.guardCall(from, in, g, depth)
		case ir.OpDecorate:
			c.readGuard(from.arg(in.A), g, depth+1)
			c.readGuard(from.arg(in.B), g, depth+1)
		default:
			c.guardRef(from, c.ref(from), g)
		}
	}
}

func (c *collector) guardCall(from place, in *ir.Instr, g *guard, depth int) {
	callee := from.arg(in.A)
	if callee.in().Op == ir.OpCall {
		// A factory of decorators: what it was made of counts, arguments too.
		c.readGuard(callee, g, depth+1)
		return
	}
	ref := c.p.Reg(from.fn, in.A)
	if s := c.symbol(callee); s != nil && s.Injects != nil {
		f := c.operand(from, &s.Injects.Func)
		for _, item := range c.guardsIn(f) {
			c.readGuard(item, g, depth+1)
		}
		return
	}
	c.guardRef(callee, ref, g)
}

// guardsIn gives what an argument stands for: one guard, or the list it is.
func (c *collector) guardsIn(at place) []place {
	if !at.ok() {
		return nil
	}
	if list, whole := c.items(at); whole && len(list) > 0 {
		return list
	}
	return []place{at}
}

func (c *collector) guardRef(at place, ref types.Ref, g *guard) {
	switch ref.Kind {
	case types.KindSymbol, types.KindInstance:
		g.symbol(ref.Sym)
	case types.KindFunc, types.KindBound:
		g.fns = append(g.fns, ref.Func)
	case types.KindClass, types.KindObject:
		for _, s := range c.p.ClassSymbols(ref) {
			g.symbol(s)
		}
		g.fns = append(g.fns, ref.Class.Body.Children...)
	default:
		if s := c.symbol(at); s != nil {
			g.symbol(s)
			return
		}
		g.unknown = append(g.unknown, c.dotted(at, 0))
	}
}

func (g *guard) symbol(s *rule.Symbol) {
	g.facts |= s.Facts
	g.known = append(g.known, snake(s.Last))
	if m := s.Member("__call__"); m != nil {
		g.facts |= m.Facts // an instance that is called
	}
	for _, p := range s.Protects {
		if p.Lifts {
			g.lifts |= p.Facts
		}
	}
}

// reach is what a set of functions does with everything they call.
type reach struct {
	facts  rule.Bits
	labels rule.Bits
	fns    []*types.Func // all of them, in order of discovery
	names  []string      // of workspace functions they call and of calls that nothing is known of
	asked  []string      // of a handler: the functions whose results it is given
}

// maxReach bounds the functions looked into for one handler.
const maxReach = 400

// reachOf closes functions over calls and inner functions.
func reachOf(facts func(*types.Func) types.FuncFacts, start ...*types.Func) *reach {
	r := &reach{}
	seen := map[*types.Func]bool{}
	work := slices.Clone(start)
	for len(work) > 0 && len(r.fns) < maxReach {
		f := work[0]
		work = work[1:]
		if f == nil || seen[f] {
			continue
		}
		seen[f] = true
		r.fns = append(r.fns, f)
		ff := facts(f)
		r.facts |= ff.Facts
		r.labels |= ff.Labels
		r.names = append(r.names, ff.Unresolved...)
		for _, callee := range ff.Calls {
			r.names = append(r.names, callee.IR.Name)
		}
		work = append(work, ff.Calls...)
		for _, child := range f.Children {
			if child.IR.Kind != ir.ClassBody {
				work = append(work, child)
			}
		}
	}
	return r
}

// dependencies gives the functions that the framework calls to fill the
// parameters of a function, theirs included, and what is not known of them.
func (c *collector) dependencies(fn *types.Func, g *guard, depth int) {
	if depth > maxGuard {
		return
	}
	for i := range fn.IR.Params {
		for _, call := range c.declared(fn, i) {
			s := c.symbol(call.arg(call.in().A))
			if s == nil || s.Injects == nil {
				continue
			}
			f := c.operand(call, &s.Injects.Func)
			if !f.ok() {
				continue
			}
			before := len(g.fns)
			c.readGuard(f, g, depth+1)
			for _, inner := range slices.Clone(g.fns[before:]) {
				c.dependencies(inner, g, depth+1)
			}
		}
	}
}
