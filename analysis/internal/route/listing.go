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

// lay registers what is listed: tuples, and routers that become parts of the ones that
// get the list. Routes that calls make belong to the list in which they stand.
func (c *collector) lay() {
	for _, t := range c.listings {
		at := c.operand(t.call, t.route.Table)
		owners := c.owners(t.call)
		c.hang(c.tables(at, 0), owners)
		items, _ := c.items(at)
		for _, item := range items {
			for _, from := range c.makers(item) {
				if from.in().Op == ir.OpTuple && t.route.Handler != nil {
					c.register(t.route, from, owners, c.target(c.operand(from, t.route.Handler)), from)
				} else {
					c.hang(c.routersAt(from), owners)
				}
			}
		}
	}
}

// owners gives the routers that a call makes, or those that it belongs to.
func (c *collector) owners(call place) []*router {
	if r := c.router(call); r != nil {
		return []*router{r}
	}
	return c.belongs(call.arg(call.in().A), call)
}

// hang makes routers parts of others.
func (c *collector) hang(children, parents []*router) {
	for _, child := range children {
		for _, parent := range parents {
			if child != parent {
				child.parents = append(child.parents, edge{to: parent, whole: true})
			}
		}
	}
}
