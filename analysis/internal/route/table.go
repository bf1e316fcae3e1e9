package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// table is a call that is given a list of routes.
type table struct {
	route *rule.Route
	call  place
}

// lay registers what tables list. It comes after the scan: the routes in a table
// are often made in another file than the application that gets them.
func (c *collector) lay() {
	made := map[place][]*registration{}
	for _, r := range c.regs {
		made[r.at] = append(made[r.at], r)
	}
	for _, t := range c.tables {
		at := c.operand(t.call, t.route.Table)
		owners := c.owners(t.call)
		c.hang(at, owners) // an object that holds routes, instead of a list
		items, _ := c.items(at)
		for _, item := range items {
			c.row(t, item, owners, made)
		}
	}
}

// owners gives the routers that a call makes, or those that it is called on.
func (c *collector) owners(call place) []*router {
	if r := c.router(call); r != nil {
		return []*router{r}
	}
	return c.receivers(call.arg(call.in().A))
}

// row handles one element of a table.
func (c *collector) row(t table, item place, owners []*router, made map[place][]*registration) {
	for _, from := range c.makers(item) {
		switch {
		case from.in().Op == ir.OpTuple && t.route.Handler != nil:
			c.register(t.route, from, owners, c.target(c.operand(from, t.route.Handler)), from)
		case made[from] != nil:
			for _, r := range made[from] {
				r.router = append(r.router, owners...)
			}
		default:
			c.hang(from, owners)
		}
	}
}

// hang makes the routers that an expression denotes parts of others.
func (c *collector) hang(at place, owners []*router) {
	for _, child := range c.routersAt(at) {
		for _, parent := range owners {
			if child != parent {
				child.parents = append(child.parents, edge{to: parent, whole: true})
			}
		}
	}
}

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
			case "subclass":
				c.bySubclass(r, s, seen)
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

func (c *collector) bySubclass(r *rule.Route, s *rule.Symbol, seen map[*types.Class]bool) {
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
