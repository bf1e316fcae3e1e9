package route

import (
	"maps"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// mark is a decorator that says how its function answers, wherever it is registered.
type mark struct {
	route *rule.Route
	call  place
	at    place
}

func (c *collector) mark(r *rule.Route, call, at place, ts []target) {
	for _, t := range ts {
		if t.fn != nil {
			c.marks[t.fn] = append(c.marks[t.fn], mark{r, call, at})
		}
	}
}

// finish adds the registration of a function, or of each handler of a class.
func (c *collector) finish(reg registration, t target) {
	if t.fn != nil {
		if t.fn.Class != nil {
			c.lists(&reg, t.fn.Class)
		}
		c.add(reg, t.fn)
		return
	}
	if r := c.answers(t.class); r != nil {
		reg.answersAs(r)
	} else if t.view != nil {
		reg.answersAs(t.view)
	}
	h := reg.route.Handling
	c.lists(&reg, t.class)
	c.brings(&reg, t.class)
	answered := c.methodsOf(reg, t.class, h.Verbs, nil)
	c.methodsOf(reg, t.class, h.Inner, answered)
	c.marked(reg, t.class, 0)
	c.columns(reg, t.class)
}

// columns adds the methods of a class that its attributes name, each of which is handed a row.
func (c *collector) columns(reg registration, class *types.Class) {
	h := reg.route.Handling
	if len(h.Columns) == 0 {
		return
	}
	handling, route := *h, *reg.route
	handling.Given, handling.Rows, handling.Fills = h.ColumnRows, true, nil
	route.Handling = &handling
	reg.route, reg.class = &route, class
	seen := map[*types.Func]bool{}
	for _, attribute := range h.Columns {
		for _, list := range c.attribute(class, attribute) {
			names, _ := c.items(list)
			for _, at := range names {
				name, _ := c.text(at, 0)
				if m := c.p.Method(class, name); m != nil && !seen[m] {
					seen[m] = true
					c.add(reg, m)
				}
			}
		}
	}
}

// lists notes what the attributes of a class list to run before its handlers.
func (c *collector) lists(reg *registration, class *types.Class) {
	for _, name := range reg.route.Decorators {
		for _, a := range c.attribute(class, name) {
			list, ok := c.items(a)
			reg.guards = append(slices.Clip(reg.guards), list...)
			reg.whole = reg.whole && ok
		}
	}
}

// methodsOf adds the methods of a class that answer, and gives the request methods that
// they do; those for which there is another handler run within that.
func (c *collector) methodsOf(reg registration, class *types.Class, verbs map[string]string, others map[string]bool) map[string]bool {
	answered := map[string]bool{}
	for _, v := range slices.Sorted(maps.Keys(verbs)) {
		m := c.p.Method(class, v)
		if m == nil {
			continue
		}
		one := reg
		one.class = class
		one.guards = append(slices.Clip(one.guards), c.decoratorsFor(class, v, reg.route.Handling)...)
		if verb := verbs[v]; verb != "" {
			one.methods = []string{verb}
			answered[verb] = true
			one.inner = others[verb]
		}
		c.add(one, m)
	}
	return answered
}

// add adds the registration of one function, with what its own decorators say.
func (c *collector) add(reg registration, fn *types.Func) {
	reg.fn = fn
	for _, m := range c.marks[fn] {
		reg.answersAs(m.route)
		if methods := c.methods(m.route, m.call); methods != nil {
			reg.methods = methods
		}
	}
	reg.guards = append(slices.Clip(reg.guards), c.decorators(fn)...)
	c.regs = append(c.regs, &reg)
}

// answersAs: the handler itself says how it is called and what it answers.
func (reg *registration) answersAs(r *rule.Route) {
	if !r.Handling.Named() || r.Handling == reg.route.Handling {
		return
	}
	now := *reg.route
	now.Handling = r.Handling.Under(reg.route.Handling)
	reg.route = &now
}

// marked adds those methods of a registered class that marks make handlers, each
// below the path of the class.
func (c *collector) marked(reg registration, class *types.Class, depth int) {
	h := reg.route.Handling
	for _, fn := range class.Body.Children {
		if _, plain := h.Verbs[fn.IR.Name]; plain || len(c.marks[fn]) == 0 || !c.marks[fn][0].route.Handling.Named() {
			continue
		}
		one := reg
		one.class = class
		below := fn.IR.Name
		for _, m := range c.marks[fn] {
			if p, ok := c.text(c.operand(m.call, m.route.Path), 0); ok {
				below = p
			}
			for _, a := range m.route.Guards {
				// What it lists takes the place of what the class lists.
				if c.operand(m.call, &a).ok() {
					one.guards = nil
					c.listed(m.call, a, &one.listed, &one.whole)
				}
			}
		}
		one.path = joinPath(one.path, below)
		c.add(one, fn)
	}
	for _, b := range c.p.Bases(class) {
		if b.Kind == types.KindClass && b.Class != class && depth < 8 {
			c.marked(reg, b.Class, depth+1)
		}
	}
}

// answers finds what a model says of the handlers of a class, by what it derives from.
func (c *collector) answers(class *types.Class) *rule.Route {
	for _, s := range c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
		if r := s.AnswersOf(); r != nil {
			return r
		}
	}
	return nil
}

// brings notes what a class establishes for its handlers: by what it derives from, and
// by methods that the framework runs before them.
func (c *collector) brings(reg *registration, class *types.Class) {
	for _, s := range c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
		reg.facts |= s.Facts
	}
	for _, name := range reg.route.Before {
		for _, m := range c.methodsNamed(class, name) {
			reg.before = append(slices.Clip(reg.before), m)
		}
	}
}

// methodsNamed finds a method of a class; "attribute.method" is one of the class that an
// attribute names.
func (c *collector) methodsNamed(class *types.Class, name string) (out []*types.Func) {
	attr, of, other := strings.Cut(name, ".")
	if !other {
		if m := c.p.Method(class, name); m != nil {
			out = append(out, m)
		}
		return out
	}
	for _, at := range c.attribute(class, attr) {
		for _, from := range c.makers(at) {
			if r := c.ref(from); r.Kind == types.KindClass {
				out = append(out, c.methodsNamed(r.Class, of)...)
			}
		}
	}
	return out
}

// decoratorsFor gives the decorators of a class that stand before one of its methods,
// those of the classes it derives from too.
func (c *collector) decoratorsFor(class *types.Class, verb string, h *rule.Handling) []place {
	return c.classDecorators(nil, class, verb, h, 0)
}

func (c *collector) classDecorators(out []place, class *types.Class, verb string, h *rule.Handling, depth int) []place {
	for _, d := range c.decorators(class.Body) {
		callee, call := applied(d)
		if s := c.symbol(callee); s != nil && s.Injects != nil && s.Injects.Only != nil {
			name, ok := c.text(c.operand(call, s.Injects.Only), 0)
			if ok && name != verb && !slices.Contains(h.Before, name) {
				continue
			}
		}
		out = append(out, d)
	}
	for _, b := range c.p.Bases(class) {
		if b.Kind == types.KindClass && b.Class != class && depth < 8 {
			out = c.classDecorators(out, b.Class, verb, h, depth+1)
		}
	}
	return out
}

// unregistered adds what answers by its class or its decorators and is registered
// nowhere in sight.
func (c *collector) unregistered() {
	known := map[*types.Func]bool{}
	for _, r := range c.regs {
		known[r.fn] = true
	}
	fresh := len(c.regs)
	for _, class := range c.p.Classes {
		if r := c.answers(class); r != nil {
			c.finish(registration{route: r, at: place{class.Body, ir.None}, whole: true, unseen: true}, target{class: class})
		}
	}
	for _, f := range c.p.Funcs {
		for _, m := range c.marks[f] {
			if f.Class == nil && m.route.Handling.Named() {
				c.add(registration{route: m.route, at: m.at, whole: true, unseen: true}, f)
			}
		}
	}
	rest := c.regs[fresh:]
	c.regs = append(c.regs[:fresh:fresh], slices.DeleteFunc(slices.Clone(rest), func(r *registration) bool { return known[r.fn] })...)
}

// settings are names of configuration entries that models speak of.
type settings struct {
	facts map[string]rule.Bits // what they establish for every handler
	roots map[string]bool      // those whose value is the module of the outermost table
}

func (c *collector) settings() settings {
	out := settings{facts: map[string]rule.Bits{}, roots: map[string]bool{}}
	handling := func(r *rule.Route) {
		if r.Handling != nil {
			for name := range r.Settings {
				out.facts[name] |= 0
			}
		}
	}
	for _, s := range c.p.View.Routing() {
		for _, p := range s.Protects {
			for _, name := range p.Settings {
				out.facts[name] |= p.Facts
			}
		}
		for _, r := range s.Routes {
			handling(r)
		}
		if s.Table != nil && s.Table.Root != "" {
			out.facts[s.Table.Root] |= 0
			out.roots[s.Table.Root] = true
		}
	}
	return out
}

// configured looks for such entries in a function: as keys in strings, or as names,
// of variables or of attributes of a class of settings.
func (c *collector) configured(f *types.Func, want settings) {
	found := func(name string) {
		if facts, named := want.facts[name]; named {
			c.facts |= facts
			c.entries[name] = true
		}
	}
	for i := range f.IR.Consts {
		found(f.IR.Consts[i].Str)
	}
	for _, n := range f.IR.Names {
		found(n)
	}
	for i, n := range f.IR.Slots {
		if found(n); want.roots[n] {
			for _, st := range f.Stores(int32(i)) {
				if text, ok := c.text(place{f, st}, 0); ok {
					c.roots[strings.TrimSpace(text)] = true
				}
			}
		}
	}
}

// entered gives what the configuration establishes for the handlers of a kind.
func (c *collector) entered(h *rule.Handling) (facts rule.Bits) {
	for name, f := range h.Settings {
		if c.entries[name] {
			facts |= f
		}
	}
	return facts
}
