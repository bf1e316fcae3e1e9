package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// unasked registers what nothing in the program registers: the functions that
// platforms call by their names, and the methods of derived classes.
func (c *collector) unasked() {
	seen := map[*types.Class]bool{}
	for _, r := range c.regs {
		seen[r.class] = true
	}
	for _, s := range c.p.View.Routing() {
		for _, r := range s.Routes {
			switch r.How {
			case "name":
				c.byName(r)
			case "base":
				c.byBase(r, s, seen)
			}
		}
	}
}

func (c *collector) byName(r *rule.Route) {
	for _, f := range c.p.Funcs {
		if f.IR.Kind == ir.Function && f.Parent != nil && f.Parent.IR.Kind == ir.Module && r.Name.MatchString(f.IR.Name) && called(f.IR, r.Params) {
			c.finish(registration{route: r, at: nowhere, whole: true}, target{fn: f})
		}
	}
}

func (c *collector) byBase(r *rule.Route, s *rule.Symbol, seen map[*types.Class]bool) {
	for _, class := range c.p.Classes {
		if seen[class] {
			continue
		}
		for _, base := range c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
			if base == s {
				c.finish(registration{route: r, at: nowhere, whole: true}, target{class: class})
			}
		}
	}
}

// called tells whether the first parameters of a function have these names.
func called(f *ir.Func, names []string) bool {
	if len(f.Params) < len(names) {
		return false
	}
	for i, n := range names {
		if f.Params[i].Name != n {
			return false
		}
	}
	return true
}
