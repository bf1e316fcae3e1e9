package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// listing is a call that is given a list of routes.
type listing struct {
	route *rule.Route
	call  place
}

// lay registers what is listed. It comes after the scan: the routes in a list are
// often made in another file than the application that gets them.
func (c *collector) lay() {
	made := map[place][]*registration{}
	for _, r := range c.regs {
		made[r.at] = append(made[r.at], r)
	}
	for _, t := range c.listings {
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

// row handles one element of a list.
func (c *collector) row(t listing, item place, owners []*router, made map[place][]*registration) {
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
