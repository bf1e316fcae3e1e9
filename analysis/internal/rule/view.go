package rule

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// View is what the models say of the modules that a program imports, and of the
// builtins. It is immutable and may be shared.
type View struct {
	root    *Symbol
	naming  *naming
	guesses map[string][]guessed // by method
	routing []*Symbol
	sources map[string]Bits
	harms   map[string]bool // last names of what does harm by itself
	configs []*Symbol       // classes that stand for modules of settings
}

// guessed is a guess whose method exists in the view.
type guessed struct {
	guess *guess
	found []*Symbol
}

// maxMemberDepth bounds the search through base classes, which may form circles.
const maxMemberDepth = 8

// Lookup finds a symbol by its qualified name: "sqlite3.Cursor.execute"; nil when
// no model in the view knows it.
func (v *View) Lookup(name string) *Symbol {
	s := v.root
	for s != nil {
		first, rest, more := strings.Cut(name, ".")
		if s = s.Member(first); !more {
			return s
		}
		name = rest
	}
	return nil
}

// Member finds a member: its own, else one of what it is an alias of, else one
// of its base classes in order; nil when there is none.
func (s *Symbol) Member(name string) *Symbol { return s.member(name, 0) }

func (s *Symbol) member(name string, depth int) *Symbol {
	if s == nil || depth > maxMemberDepth {
		return nil
	}
	if k := s.Kids[name]; k != nil {
		return k.canonical()
	}
	if s.Alias != nil {
		return s.canonical().member(name, depth+1)
	}
	for _, b := range s.Bases {
		if m := b.canonical().member(name, depth+1); m != nil {
			return m
		}
	}
	return nil
}

func (s *Symbol) canonical() *Symbol {
	for range maxMemberDepth {
		if s.Alias == nil {
			break
		}
		s = s.Alias
	}
	return s
}

// Guess gives the methods that are probably meant when the method is called on
// something untyped of that name: cursor.execute. Mostly there are none.
func (v *View) Guess(name, method string) []*Symbol {
	for _, g := range v.guesses[method] {
		if g.guess.name == nil || g.guess.name.MatchString(strings.ToLower(name)) {
			return g.found
		}
	}
	return nil
}

// Naming gives the labels that the name of a variable, an attribute, a key or a
// function tells.
func (v *View) Naming(name string) Bits { return v.naming.labels(name) }

// SourceNames gives the last names of all symbols that start a flow, those of
// their classes included: what a program must mention to read a source.
func (v *View) SourceNames() map[string]Bits { return v.sources }

// HarmNames gives the last names of what does harm by itself when it is called or
// written, those of its class included where the language calls it: what a program
// must mention to do so.
func (v *View) HarmNames() map[string]bool { return v.harms }

// Configs gives the classes that stand for modules of settings, in order of name.
func (v *View) Configs() []*Symbol { return v.configs }

// Tail tells whether a name is made of words that say nothing of their own, such
// as "value".
func (v *View) Tail(name string) bool { return v.naming.tail(name) }

// linker builds the symbols of a view from the declarations of files.
type linker struct {
	root     *Symbol
	problems []Problem
}

// link makes a view; problems are references to classes nobody declares.
func link(files []*modelFile, n *naming) (*View, []Problem) {
	l := &linker{root: &Symbol{Kids: map[string]*Symbol{}}}
	for _, f := range files {
		for _, d := range f.decls {
			l.declare(d)
		}
	}
	for _, f := range files {
		for _, d := range f.decls {
			l.connect(f, d)
		}
	}
	done := map[*Symbol]bool{}
	for _, f := range files {
		for _, d := range f.decls {
			inherit(l.symbol(d.name), done)
		}
	}
	v := &View{root: l.root, naming: n, guesses: map[string][]guessed{}, routing: routingOf(files, l)}
	v.sources, v.harms = map[string]Bits{}, map[string]bool{}
	l.root.collect(v)
	slices.SortFunc(v.configs, func(a, b *Symbol) int { return strings.Compare(a.Name, b.Name) })
	for i := range n.guesses {
		g := &n.guesses[i]
		t := v.Lookup(g.typ)
		for _, method := range g.methods {
			if m := t.Member(method); m != nil {
				v.guesses[method] = append(v.guesses[method], guessed{g, []*Symbol{m}})
			}
		}
	}
	return v, l.problems
}

// symbol finds or makes the symbol of a qualified name, aliases not followed.
func (l *linker) symbol(name string) *Symbol {
	s := l.root
	for rest, more := name, true; more; {
		var part string
		part, rest, more = strings.Cut(rest, ".")
		k := s.Kids[part]
		if k == nil {
			full := name
			if more {
				full = name[:len(name)-len(rest)-1]
			}
			k = &Symbol{Name: full, Last: part, Parent: s}
			if s.Kids == nil {
				s.Kids = map[string]*Symbol{}
			}
			s.Kids[part] = k
		}
		s = k
	}
	return s
}

func (l *linker) declare(d *decl) {
	s := l.symbol(d.name)
	s.Known = true
	s.absorb(&d.sym)
	for i := range d.sym.Sinks {
		l.things(d.sym.Sinks[i].When)
		l.things(d.sym.Sinks[i].Unless)
	}
}

// things makes what conditions ask for known: what no model tells of has no name.
func (l *linker) things(cs []Cond) {
	for i := range cs {
		for _, name := range cs[i].Thing {
			l.symbol(name).Known = true
		}
	}
}

// absorb adds what another declaration says of the same symbol. Slices are
// shared between symbols and views and never written to.
func (s *Symbol) absorb(a *Symbol) {
	s.Class = s.Class || a.Class
	s.Self, s.Named = s.Self || a.Self, s.Named || a.Named
	s.Clean = s.Clean || a.Clean
	s.Yields = s.Yields || a.Yields
	s.Holds = cmp.Or(a.Holds, s.Holds)
	s.Facts |= a.Facts
	if a.Intrinsic != "" {
		s.Intrinsic = a.Intrinsic
	}
	if a.Const != nil {
		s.Const = a.Const
	}
	s.Sources = join(s.Sources, a.Sources)
	s.Sinks = join(s.Sinks, a.Sinks)
	s.Sanitizers = join(s.Sanitizers, a.Sanitizers)
	s.Passes = join(s.Passes, a.Passes)
	s.Guards = join(s.Guards, a.Guards)
	s.Remember = join(s.Remember, a.Remember)
	s.Settles = join(s.Settles, a.Settles)
	s.Settings = cmp.Or(a.Settings, s.Settings)
	s.Calls = join(s.Calls, a.Calls)
	s.routing(a)
}

// join appends without writing into a shared slice.
func join[T any](a, b []T) []T {
	if len(a) == 0 {
		return b[:len(b):len(b)]
	}
	return slices.Concat(a, b)
}

func (l *linker) connect(f *modelFile, d *decl) {
	s := l.symbol(d.name)
	class := func(name string) *Symbol {
		if name == "" {
			return nil
		}
		c := l.lookup(name)
		if c == nil || !c.Class {
			l.missing(f, d, "class", name)
			return nil
		}
		return c
	}
	if c := class(d.typ); c != nil {
		s.Type = c
	}
	if c := class(d.returns); c != nil {
		s.Returns = c
	}
	if c := class(d.class.element); c != nil {
		s.Element = c
	}
	if c := class(d.class.heir); c != nil {
		s.Heir = c
	}
	for _, b := range d.class.bases {
		if c := class(b); c != nil {
			s.Bases = append(s.Bases, c)
		}
	}
	if d.alias != "" {
		// Not through l.lookup: what an alias means may be an alias itself.
		if a := l.lookup(d.alias); a != nil {
			s.Alias = a
		} else {
			l.missing(f, d, "name", d.alias)
		}
	}
}

// inherit completes the members that a class declares by what its bases say of
// the same members: a model of sqlite3 need not repeat that execute runs SQL only
// to tell what class it returns.
func inherit(c *Symbol, done map[*Symbol]bool) {
	if done[c] || len(c.Bases) == 0 {
		return
	}
	done[c] = true
	for _, b := range c.Bases {
		inherit(b.canonical(), done)
	}
	for name, k := range c.Kids {
		for _, b := range c.Bases {
			if m := b.Member(name); m != nil && m != k && k.Alias == nil {
				k.complete(m)
			}
		}
	}
}

// complete takes from another symbol what this one says nothing of.
func (s *Symbol) complete(m *Symbol) {
	s.Type, s.Element = cmp.Or(s.Type, m.Type), cmp.Or(s.Element, m.Element)
	if s.Returns == nil && !s.Self && !s.Named {
		s.Returns, s.Self, s.Named = m.Returns, m.Self, m.Named
	}
	s.Clean = s.Clean || m.Clean && len(s.Passes)+len(s.Sanitizers)+len(s.Sources) == 0
	s.Facts |= m.Facts
	s.Yields = s.Yields || m.Yields
	s.Holds = cmp.Or(s.Holds, m.Holds)
	s.Intrinsic = cmp.Or(s.Intrinsic, m.Intrinsic)
	s.Sources, s.Sinks, s.Sanitizers = either(s.Sources, m.Sources), either(s.Sinks, m.Sinks), either(s.Sanitizers, m.Sanitizers)
	s.Passes, s.Guards, s.Remember = either(s.Passes, m.Passes), either(s.Guards, m.Guards), either(s.Remember, m.Remember)
	s.Settles = either(s.Settles, m.Settles)
	s.Calls, s.Routes, s.Mounts = either(s.Calls, m.Calls), either(s.Routes, m.Routes), either(s.Mounts, m.Mounts)
	s.Hooks, s.Protects = either(s.Hooks, m.Hooks), either(s.Protects, m.Protects)
	s.Finder = cmp.Or(s.Finder, m.Finder)
	s.Injects, s.Reply = cmp.Or(s.Injects, m.Injects), cmp.Or(s.Reply, m.Reply)
}

// either gives the first list that says anything.
func either[T any](a, b []T) []T {
	if len(a) > 0 {
		return a
	}
	return b
}

// lookup finds a declared name by its own path: bases and most aliases are not
// connected yet.
func (l *linker) lookup(name string) *Symbol {
	s := l.root
	for rest, more := name, true; more; {
		var part string
		part, rest, more = strings.Cut(rest, ".")
		if s = s.Kids[part]; s == nil {
			return nil
		}
	}
	return s
}

func (l *linker) missing(f *modelFile, d *decl, what, name string) {
	l.problems = append(l.problems, Problem{
		File: f.path, Line: d.line, Column: d.column,
		Message: fmt.Sprintf("%s refers to the %s %q, which neither this file nor one it requires declares; declare it under types or add its module to requires", d.name, what, name),
	})
}

func (s *Symbol) collect(v *View) {
	if l := s.canonical().Starts(); l != 0 {
		v.sources[s.Last] |= l
		if s.Parent != nil && (s.Last == "0" || s.Last == "1") {
			v.sources[s.Parent.Last] |= l // of a pair: code names the call that gives it
		}
	}
	if s.Settings != nil {
		v.configs = append(v.configs, s)
	}
	if slices.ContainsFunc(s.Sinks, func(x Sink) bool { return x.Itself() }) {
		s.Harms, v.harms[s.Last] = true, true
		if strings.HasPrefix(s.Last, "__") {
			s.Parent.Harms, v.harms[s.Parent.Last] = true, true
		}
	}
	for _, k := range s.Kids {
		k.collect(v)
	}
}

// Starts gives the labels of the flows that begin at a symbol, or that it gives to
// what passes through it.
func (s *Symbol) Starts() Bits {
	var labels Bits
	for i := range s.Sources {
		labels |= s.Sources[i].Labels
	}
	for i := range s.Passes {
		labels |= s.Passes[i].Adds
	}
	return labels
}

// implicit are the methods that the language calls where nothing names them, and the
// two things that some calls give.
var implicit = [...]string{"__getattr__", "__getitem__", "__iter__", "__enter__", "__call__", "__next__", "0", "1"}

// Begins gives the labels of the flows that a symbol starts, by itself or by what the language does with it of itself.
func (s *Symbol) Begins() Bits {
	const known = 1 // beside labels, which take less than 63 bits
	if b := s.begins.Load(); b != 0 {
		return Bits(b >> 1)
	}
	labels := s.Starts()
	for _, name := range implicit {
		if m := s.Member(name); m != nil {
			labels |= m.Starts()
		}
	}
	s.begins.Store(uint64(labels)<<1 | known)
	return labels
}
