package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// router is an object that holds routes, known by the place that makes it.
type router struct {
	at      place
	model   *rule.Router // nil: something that behaves like one
	prefix  string
	facts   rule.Bits
	listed  []place // guards listed in its constructor
	hooks   []place
	given   []string // classes of what its hooks are called with
	whole   bool     // the constructor was seen and its lists read to the end
	parents []edge
}

// edge makes a router a part of another.
type edge struct {
	to       *router
	prefix   string
	replaces bool
	listed   []place
	whole    bool
}

// routersAt gives the routers that an expression may denote.
func (c *collector) routersAt(at place) []*router {
	var out []*router
	for _, from := range c.origins(at) {
		if r := c.router(from); r != nil {
			out = append(out, r)
		}
	}
	return out
}

// router gives the router that is made at a place; nil when none is.
func (c *collector) router(at place) *router {
	if r := c.routers[at]; r != nil {
		return r
	}
	model := c.routerModel(c.ref(at))
	if model == nil {
		return nil
	}
	r := &router{at: at, model: model, whole: at.in().Op == ir.OpCall}
	c.routers[at] = r
	c.order = append(c.order, r)
	if !r.whole {
		return r
	}
	r.prefix, _ = c.text(c.operand(at, model.Prefix), 0)
	for _, a := range model.Guards {
		c.listed(at, a, &r.listed, &r.whole)
	}
	if parent := c.operand(at, model.Parent); parent.ok() {
		for _, up := range c.routersAt(parent) {
			r.parents = append(r.parents, edge{to: up, whole: true})
		}
	}
	return r
}

func (c *collector) routerModel(ref types.Ref) *rule.Router {
	for _, s := range c.p.ClassSymbols(ref) {
		if m := s.RouterOf(); m != nil {
			return m
		}
	}
	return nil
}

// mount notes that a call makes a router a part of another.
func (c *collector) mount(m *rule.Mount, call place) {
	side := func(a *rule.Arg) []*router {
		if a == nil {
			return c.owners(call)
		}
		at := c.operand(call, a)
		if rs := c.routersAt(at); len(rs) > 0 {
			return rs
		}
		return c.tables(at, 0)
	}
	children, parents := side(m.Child), side(m.Parent)
	for _, child := range children {
		for _, parent := range parents {
			if child == parent {
				continue
			}
			e := edge{to: parent, whole: true}
			if at := c.operand(call, m.Prefix); at.ok() {
				if e.prefix, _ = c.text(at, 0); m.Anchored {
					e.prefix = unanchored(e.prefix)
				}
				e.replaces = m.Replaces
			}
			for _, a := range m.Guards {
				c.listed(call, a, &e.listed, &e.whole)
			}
			child.parents = append(child.parents, e)
		}
	}
}

// chain is one way from a registration out to an application.
type chain struct {
	path    string
	routers []*router
	listed  []place
	whole   bool // it ends at an application, and all on the way could be read
}

// maxChains bounds the ways that lead to one handler.
const maxChains = 8

// chains gives every way from a registration outwards; at least one. Not to be asked before all routers are known.
func (c *collector) chains(reg *registration) []chain {
	if reg.ways == nil {
		reg.ways = c.eachChain(reg)
	}
	return reg.ways
}

func (c *collector) eachChain(reg *registration) []chain {
	var out []chain
	for _, r := range reg.router {
		out = c.climb(out, r, chain{path: reg.path, whole: true})
	}
	if len(out) == 0 {
		out = append(out, chain{path: slashed(reg.path)})
	}
	return out
}

func (c *collector) climb(out []chain, r *router, so chain) []chain {
	if len(out) >= maxChains {
		return out
	}
	for _, seen := range so.routers {
		if seen == r {
			return out
		}
	}
	so.routers = append(so.routers[:len(so.routers):len(so.routers)], r)
	so.listed = append(so.listed[:len(so.listed):len(so.listed)], r.listed...)
	so.whole = so.whole && r.whole
	inner := so.path
	if len(r.parents) == 0 {
		so.path = slashed(joinPath(r.prefix, inner))
		so.whole = so.whole && r.model.App
		return append(out, so)
	}
	for _, e := range r.parents {
		up := so
		own := r.prefix
		if e.replaces {
			own = ""
		}
		up.path = joinPath(e.prefix, joinPath(own, inner))
		up.listed = append(up.listed[:len(up.listed):len(up.listed)], e.listed...)
		up.whole = up.whole && e.whole
		out = c.climb(out, e.to, up)
	}
	return out
}

func joinPath(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return strings.TrimRight(a, "/") + "/" + strings.TrimLeft(b, "/")
}

func slashed(path string) string {
	if strings.HasPrefix(path, "/") {
		return path
	}
	return "/" + path
}
