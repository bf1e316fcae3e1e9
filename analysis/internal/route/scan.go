package route

import (
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// collector gathers registrations, routers and what surrounds them.
type collector struct {
	p      *types.Program
	names  map[string]bool // last names of the symbols that matter
	calls  map[string]bool // those of them that matter when they are called, not only as decorators
	called map[*types.Func][]place
	traces map[traced][]place

	regs     []*registration
	params   []declaration
	listings []listing
	routers  map[place]*router
	order    []*router
	hooks    []place // run before every handler, whatever the application
	facts    rule.Bits

	found   []pending
	marks   map[*types.Func][]mark
	holders map[*types.Func]map[int32][]int32 // the lists in which a register stands
	roots   map[string]bool                   // modules whose tables are the outermost ones
	entries map[string]bool                   // the configuration entries in sight of those that models name
}

// declaration is a decorator that declares a parameter of what it decorates.
type declaration struct {
	call place
	sym  *rule.Symbol
	fn   *types.Func
}

func newCollector(p *types.Program) *collector {
	c := &collector{
		marks: map[*types.Func][]mark{}, holders: map[*types.Func]map[int32][]int32{}, roots: map[string]bool{}, entries: map[string]bool{},
		p: p, names: map[string]bool{}, calls: map[string]bool{}, called: map[*types.Func][]place{}, traces: map[traced][]place{}, routers: map[place]*router{},
	}
	for _, s := range p.View.Routing() {
		c.names[s.Last] = true
		c.calls[s.Last] = c.calls[s.Last] || byCall(s)
	}
	return c
}

// byCall tells whether a call of the symbol matters by itself. The decorators of
// routes are called "get" like so much else: their calls are looked at only
// where they decorate.
func byCall(s *rule.Symbol) bool {
	for _, r := range s.Routes {
		if r.How == "call" || r.How == "table" {
			return true
		}
	}
	for _, h := range s.Hooks {
		if h.How == "call" {
			return true
		}
	}
	return len(s.Mounts)+len(s.Protects) > 0
}

// scan looks at every decorator, call and write whose last name is that of a
// symbol that matters. Most functions mention none and cost a look at their names.
func (c *collector) scan() {
	settings := c.settings()
	for _, f := range c.p.Funcs {
		if len(settings.facts) > 0 {
			c.configured(f, settings)
		}
		if !c.interesting(f) {
			continue
		}
		for i := range f.IR.Instrs {
			at := place{f, int32(i)}
			switch in := &f.IR.Instrs[i]; in.Op {
			case ir.OpDecorate:
				c.decorator(at, in)
			case ir.OpCall:
				c.scanCall(at, in)
			case ir.OpSetMember:
				if c.names[f.IR.Names[in.B]] {
					c.write(at, in)
				}
			case ir.OpSetIndex:
				if c.names["__setitem__"] {
					c.write(at, in)
				}
			}
		}
	}
	c.lay()
	for _, p := range c.found {
		c.finish(p.reg, p.target)
	}
	c.unregistered()
	c.unasked()
}

func (c *collector) interesting(f *types.Func) bool {
	for _, n := range f.IR.Names {
		if c.names[n] {
			return true
		}
	}
	for _, s := range f.IR.Slots {
		if c.names[s] {
			return true
		}
	}
	return false
}

// lastName is the last name of an expression: limit for limiter.limit.
func lastName(at place) string {
	if !at.ok() {
		return ""
	}
	switch in := at.in(); in.Op {
	case ir.OpMember:
		return at.fn.IR.Names[in.B]
	case ir.OpName:
		return at.fn.IR.Names[in.A]
	case ir.OpLoad:
		return at.fn.IR.Slots[in.A]
	case ir.OpCall, ir.OpAwait:
		return lastName(at.arg(in.A))
	}
	return ""
}

// symbol finds the modelled thing that an expression denotes. A method on a
// value that types cannot name (a parameter without annotation) is looked up on
// what its callers pass.
func (c *collector) symbol(at place) *rule.Symbol {
	if !at.ok() {
		return nil
	}
	switch r := c.p.Reg(at.fn, at.reg); r.Kind {
	case types.KindSymbol:
		return r.Sym
	case types.KindClass:
		return c.classSymbol(r)
	case types.KindUnknown:
	default:
		return nil
	}
	in := at.in()
	if in.Op != ir.OpMember || !c.names[at.fn.IR.Names[in.B]] {
		return nil
	}
	for _, from := range c.origins(at.arg(in.A)) {
		if base := c.ref(from); base.Known() {
			if m := c.p.Member(base, at.fn.IR.Names[in.B]); m.Kind == types.KindSymbol {
				return m.Sym
			}
		}
	}
	return nil
}

// classSymbol: a workspace class stands for the nearest modelled class above it
// that has a part in routing.
func (c *collector) classSymbol(r types.Ref) *rule.Symbol {
	for _, s := range c.p.ClassSymbols(r) {
		if s.RouterOf() != nil || len(s.Protects) > 0 || s.Facts != 0 {
			return s
		}
	}
	return nil
}

// ref says what a place denotes; for a parameter, what it is declared to be.
func (c *collector) ref(at place) types.Ref {
	if at.reg <= -2 {
		return c.p.ParamRef(at.fn, int(-2-at.reg))
	}
	return c.p.Reg(at.fn, at.reg)
}

// applied splits a decorator expression: what is applied, and the call that made
// it, if it is one.
func applied(at place) (callee, call place) {
	if in := at.in(); in.Op == ir.OpCall {
		return at.arg(in.A), at
	}
	return at, nowhere
}

// decorator handles one OpDecorate: a route or a hook.
func (c *collector) decorator(at place, in *ir.Instr) {
	callee, call := applied(at.arg(in.B))
	if !c.names[lastName(callee)] {
		return
	}
	s := c.symbol(callee)
	if s == nil {
		return
	}
	for _, r := range s.Routes {
		if r.How == "decorator" {
			c.register(r, call, c.receivers(callee), c.target(at.arg(in.A)), at.arg(in.B))
		}
		if r.How == "mark" {
			c.mark(r, call, at, c.target(at.arg(in.A)))
		}
		if r.How == "parameter" && call.ok() {
			for _, t := range c.target(at.arg(in.A)) {
				if t.fn != nil {
					c.params = append(c.params, declaration{call, s, t.fn})
				}
			}
		}
	}
	for _, h := range s.Hooks {
		if h.How == "decorator" {
			c.hook(h, c.receivers(callee), at.arg(in.A))
		}
	}
}

// receivers gives the routers that a method is taken from.
func (c *collector) receivers(callee place) []*router {
	if in := callee.in(); in.Op == ir.OpMember {
		return c.routersAt(callee.arg(in.A))
	}
	return nil
}

func (c *collector) scanCall(at place, in *ir.Instr) {
	callee := at.arg(in.A)
	if callee.in().Op == ir.OpCall {
		if c.names[lastName(callee)] {
			c.late(at, callee)
		}
		return
	}
	if !c.calls[lastName(callee)] {
		return
	}
	s := c.symbol(callee)
	if s == nil {
		return
	}
	for _, r := range s.Routes {
		switch r.How {
		case "call":
			c.register(r, at, c.belongs(callee, at), c.target(c.operand(at, r.Handler)), at)
		case "table":
			c.listings = append(c.listings, listing{r, at})
		}
	}
	for _, m := range s.Mounts {
		c.mount(m, at)
	}
	for _, h := range s.Hooks {
		if fn := c.operand(at, h.Handler); h.How == "call" && fn.ok() {
			c.hook(h, c.receivers(callee), fn)
		}
	}
	for _, p := range s.Protects {
		if !p.Late && !p.Lifts && p.Settings == nil && c.holds(at, p.When) {
			c.protect(p, at)
		}
	}
}

// late handles a call of a call's result: app.get("/x")(f), limiter.limit("5/m")(bp).
func (c *collector) late(at, inner place) {
	callee := inner.arg(inner.in().A)
	s := c.symbol(callee)
	if s == nil {
		return
	}
	first := rule.Arg{Pos: 0, Elem: rule.NoPos}
	for _, r := range s.Routes {
		if r.How == "decorator" {
			c.register(r, inner, c.receivers(callee), c.target(c.operand(at, &first)), inner)
		}
	}
	for _, h := range s.Hooks {
		if fn := c.operand(at, &first); h.How == "decorator" && fn.ok() {
			c.hook(h, c.receivers(callee), fn)
		}
	}
	for _, p := range s.Protects {
		if p.Late && !p.Lifts && c.holds(inner, p.When) {
			c.protect(p, at)
		}
	}
}

// write handles app.attribute = Wrapper(app.attribute), and environment.filters["name"] = function, which is a write
// of __setitem__.
func (c *collector) write(at place, in *ir.Instr) {
	base, name := c.ref(at.arg(in.A)), "__setitem__"
	if in.Op == ir.OpSetMember {
		name = at.fn.IR.Names[in.B]
	}
	m := c.p.Member(base, name)
	if m.Kind != types.KindSymbol {
		return
	}
	for _, r := range m.Sym.Routes {
		if r.How == "write" {
			c.register(r, nowhere, nil, c.target(at.arg(in.C)), at)
		}
	}
	for _, h := range m.Sym.Hooks {
		if h.How == "write" {
			c.hook(h, c.routersAt(at.arg(in.A)), at.arg(in.C))
		}
	}
}

// protect notes what a call guards beyond what it decorates.
func (c *collector) protect(p *rule.Protection, call place) {
	over := c.operand(call, p.Over)
	if !over.ok() {
		if p.Scope == "app" {
			c.facts |= p.Facts
		}
		return
	}
	rs := c.routersAt(over)
	for _, r := range rs {
		r.facts |= p.Facts
	}
	if len(rs) == 0 && p.Scope == "app" {
		c.facts |= p.Facts
	}
}

func (c *collector) hook(h *rule.Hook, at []*router, fn place) {
	if h.App || len(at) == 0 {
		c.hooks = append(c.hooks, fn)
		return
	}
	for _, r := range at {
		r.hooks = append(r.hooks, fn)
		r.given = h.Given
	}
}

// register notes a handler.
func (c *collector) register(r *rule.Route, call place, at []*router, ts []target, decl place) {
	for _, t := range ts {
		reg := registration{route: r, at: decl, router: at, guards: t.guards, whole: true}
		reg.path, _ = c.text(c.operand(call, r.Path), 0)
		if r.Anchored {
			reg.path = unanchored(reg.path)
		}
		reg.methods = c.methods(r, call)
		for _, a := range r.Guards {
			c.listed(call, a, &reg.listed, &reg.whole)
		}
		c.found = append(c.found, pending{reg, t})
	}
}

// pending is a registration that is finished once all of the program was looked at.
type pending struct {
	reg    registration
	target target
}

// methods gives the request methods that a registration or a mark names.
func (c *collector) methods(r *rule.Route, call place) []string {
	if r.Handling == nil {
		return r.Default
	}
	m := c.operand(call, r.Methods)
	if !m.ok() {
		return r.Default
	}
	var out []string
	for _, w := range c.words(m) {
		out = append(out, strings.ToUpper(w))
	}
	return out
}

// unanchored gives a path that is written as a regular expression without its anchors.
func unanchored(path string) string {
	path = strings.TrimPrefix(strings.TrimPrefix(path, "^"), "/")
	path = strings.TrimSuffix(strings.TrimSuffix(path, "$"), `\Z`)
	return strings.TrimSuffix(path, "?")
}

// listed reads an argument that lists guards.
func (c *collector) listed(call place, a rule.Arg, to *[]place, whole *bool) {
	at := c.operand(call, &a)
	if !at.ok() {
		return
	}
	list, ok := c.items(at)
	*to = append(*to, list...)
	*whole = *whole && ok
}
