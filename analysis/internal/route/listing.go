package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
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
					c.take(from, owners)
				}
			}
		}
	}
}

// take brings a handler, or those of a class, that decorators register nowhere under the
// routers in whose list it stands by its name.
func (c *collector) take(at place, owners []*router) {
	if at.in().Op == ir.OpCall {
		return
	}
	for _, t := range c.target(at) {
		for i := range c.found {
			p := &c.found[i]
			if fn := p.target.fn; fn != nil && (fn == t.fn || t.class != nil && c.brought(t.class, fn, 0)) {
				p.reg.router = append(slices.Clip(p.reg.router), owners...)
			}
		}
	}
}

// brought tells whether a method is one of a class, or of one that it derives from.
func (c *collector) brought(class *types.Class, fn *types.Func, depth int) bool {
	return fn.Class == class || depth < 8 && slices.ContainsFunc(c.p.Bases(class), func(b types.Ref) bool {
		return b.Kind == types.KindClass && b.Class != class && c.brought(b.Class, fn, depth+1)
	})
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
