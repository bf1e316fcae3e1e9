// Package route finds the functions that answer requests from outside and tells
// which of them lack what a rule of kind route demands: a limiter, a session.
//
// It owns handlers (registered by decorator, by call, as class-based views),
// the tree of routers they hang in, what runs before them at every level of that
// tree, and what their parameters and answers are. It does not follow text
// through functions: package taint starts from the entries found here and gives
// back what each function's body does (types.FuncFacts). What registers, mounts,
// injects or protects is said by the models alone. Package analysis calls
// Collect before and Check after the flow analysis.
package route

import (
	"maps"
	"slices"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Table is what Collect found. It holds memos: one goroutine a copy.
type Table struct {
	Handlers []*Handler // in order of their functions
	Entries  map[*types.Func]*types.Entry

	all     []*Handler // those that nobody registers in sight, and those within others, as well
	c       *collector
	bodies  map[*Handler]*reach            // what handlers do
	alone   map[*Handler]*reach            // that without their dependencies
	guarded map[judgement]bool             // what one rule says of one handler, where others are judged by it
	peers   map[*rule.Rule][]peer          // what one rule sees of all handlers, where others are judged by them
	shown   map[showing]bool               // whether the code of a function shows what a rule needs
	owned   map[*rule.Rule]map[string]bool // by rule: the names of classes and tables with an owner
}

// Handler is a function that answers requests.
type Handler struct {
	Func    *types.Func
	Paths   []string // whole paths, prefixes of routers included; sorted
	Methods []string // request methods, sorted; none: any
	Model   *rule.Route

	regs []*registration
}

// registration is one way in which a function became a handler.
type registration struct {
	fn      *types.Func
	class   *types.Class // the registered class, if the function is a method of one
	route   *rule.Route
	at      place // the registering call or decorator
	path    string
	methods []string
	router  []*router // what the handler was registered at; usually one
	guards  []place   // decorators, of the class too, and wrapping calls
	listed  []place   // elements of lists of guards
	whole   bool      // these lists could be read to the end
	facts   rule.Bits // that the registered class brings along
	before  []*types.Func
	inner   bool    // it runs within another handler, which is judged
	name    string  // see handlerName
	ways    []chain // outwards, once the routers are known; see chains
	unseen  bool    // what registers it is not in sight, nor is its path
}

// Finding is a handler that lacks what a rule demands.
type Finding struct {
	Rule    *rule.Rule
	Handler *Handler
	Fn      *types.Func
	Instr   int32 // the instruction it is reported at; -1: the name of Fn
	Guesses int   // how many guesses lie in it: 0 high, 1 medium, 2 low
	Source  string
	Sink    string
	Steps   []Step
}

// Step is one station of a finding's path.
type Step struct {
	Fn    *types.Func
	Instr int32 // -1: the name of Fn
	Text  string
}

// Collect finds the handlers and entries of a program.
func Collect(p *types.Program) *Table {
	c := newCollector(p)
	c.scan()
	t := &Table{Entries: map[*types.Func]*types.Entry{}, c: c}
	byFunc := map[*types.Func]*Handler{}
	for _, r := range c.regs {
		r.name = handlerName(r)
		h := byFunc[r.fn]
		if h == nil {
			h = &Handler{Func: r.fn, Model: r.route}
			byFunc[r.fn] = h
			t.Handlers = append(t.Handlers, h)
		}
		h.regs = append(h.regs, r)
	}
	all := t.Handlers
	t.all = all
	t.Handlers = slices.DeleteFunc(slices.Clone(all), func(h *Handler) bool {
		return h.Model.Local || !slices.ContainsFunc(h.regs, func(r *registration) bool { return !r.inner })
	})
	slices.SortFunc(t.Handlers, func(a, b *Handler) int { return int(a.Func.ID - b.Func.ID) })
	for _, h := range t.Handlers {
		h.describe(c)
	}
	e := entries{c: c, to: t.Entries}
	used := c.used(alone(all))
	for _, h := range all {
		for _, r := range h.regs {
			if !used[r.fn] {
				e.handler(r)
			}
		}
	}
	for _, d := range c.params {
		e.filled(d.call, d.sym, d.fn)
	}
	for _, r := range c.order {
		e.surroundings(r)
	}
	return t
}

// Before gives the functions that run before handlers or around them: hooks, those of classes that are hooks, what
// a handler depends on, and what its decorators run.
func (t *Table) Before() map[*types.Func]bool {
	out := map[*types.Func]bool{}
	for _, h := range t.Handlers {
		var g guard
		t.c.dependencies(h.Func, &g, 0)
		for _, r := range h.regs {
			g.fns = append(g.fns, r.before...)
			for _, at := range append(slices.Clone(r.guards), r.listed...) {
				g.fns = append(g.fns, t.c.guardAt(at).fns...)
			}
		}
		for _, fn := range g.fns {
			out[fn] = true
		}
	}
	for _, h := range t.c.around() {
		for _, to := range t.c.target(h) {
			if to.fn != nil {
				out[to.fn] = true
			}
			if to.class != nil {
				for _, m := range to.class.Members {
					out[m] = true
				}
			}
		}
	}
	return out
}

// Run gives all functions that a library runs for what comes in, those for commands and messages among them.
func (t *Table) Run() map[*types.Func]bool {
	out := map[*types.Func]bool{}
	for _, h := range t.all {
		out[h.Func] = true
	}
	return out
}

// Often gives the functions that run again and again in one process: handlers, and consumers of messages.
func (t *Table) Often() map[*types.Func]bool {
	out := map[*types.Func]bool{}
	for _, h := range t.Handlers {
		out[h.Func] = true
	}
	for _, h := range t.all {
		if h.Model.Often {
			out[h.Func] = true
		}
	}
	return out
}

// around gives what is said to run around handlers.
func (c *collector) around() []place {
	out := slices.Clone(c.hooks)
	for _, r := range c.order {
		out = append(out, r.hooks...)
	}
	return out
}

// alone gives the functions that are handlers only where nothing in sight uses them.
func alone(all []*Handler) (out []*types.Func) {
	for _, h := range all {
		for _, r := range h.regs {
			if r.route.Handling.Alone && r.fn != nil {
				out = append(out, r.fn)
			}
		}
	}
	return out
}

// copy gives a table with memos of its own.
func (t *Table) copy() *Table {
	out := *t
	out.bodies, out.alone, out.guarded, out.shown = map[*Handler]*reach{}, map[*Handler]*reach{}, map[judgement]bool{}, map[showing]bool{}
	out.peers, out.owned = map[*rule.Rule][]peer{}, map[*rule.Rule]map[string]bool{}
	c := *t.c
	c.called, c.traces, c.routers, c.holders = maps.Clone(c.called), maps.Clone(c.traces), maps.Clone(c.routers), maps.Clone(c.holders)
	c.order = slices.Clip(c.order)
	out.c = &c
	return &out
}

// describe composes paths and methods over all registrations.
func (h *Handler) describe(c *collector) {
	anyMethod := false
	for _, r := range h.regs {
		for _, ch := range c.chains(r) {
			h.Paths = append(h.Paths, ch.path)
		}
		anyMethod = anyMethod || len(r.methods) == 0
		h.Methods = append(h.Methods, r.methods...)
	}
	if anyMethod {
		h.Methods = nil
	}
	slices.Sort(h.Paths)
	h.Paths = slices.Compact(h.Paths)
	slices.Sort(h.Methods)
	h.Methods = slices.Compact(h.Methods)
}
