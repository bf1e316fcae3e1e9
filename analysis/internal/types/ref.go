package types

import (
	"slices"

	"underpin/analysis/internal/rule"
)

// Kind says what sort of thing a Ref denotes.
type Kind uint8

const (
	KindUnknown  Kind = iota
	KindSymbol        // the modelled thing itself: a module, function, class or value. Sym
	KindInstance      // an instance of the modelled class Sym; Class, if any, is what it holds
	KindModule        // a module of the workspace. In
	KindPackage       // a workspace folder without a file of its own. In
	KindFunc          // a function of the workspace. Func
	KindBound         // a method of the workspace bound to its receiver. Func
	KindClass         // a class of the workspace. Class
	KindObject        // an instance of a workspace class. Class
	KindForeign       // something of a module that is neither modelled nor in the workspace
	KindSuper         // the parent view of an instance: super(). Class
)

// Ref is what an expression denotes. The zero Ref is unknown. Refs are values
// and comparable.
type Ref struct {
	Kind   Kind
	List   bool // a collection of such things: the annotation list[X]
	Sym    *rule.Symbol
	Func   *Func
	Class  *Class
	Beside *Class // of rows of two, or such a row, what stands in them behind a thing of Class: query(Order, User)
	In     *Place
}

// Place is where the names of a module or a package are looked up. A program has one for each.
type Place struct {
	Mod *Module // nil: a folder without a file of its own
	Dir string  // of a package
}

// Known tells whether anything is known.
func (r Ref) Known() bool { return r.Kind != KindUnknown }

// Resolved tells whether the thing itself is known, by model or by source.
func (r Ref) Resolved() bool { return r.Kind != KindUnknown && r.Kind != KindForeign }

func symbol(s *rule.Symbol) Ref {
	if s == nil {
		return Ref{Kind: KindForeign}
	}
	return Ref{Kind: KindSymbol, Sym: s}
}

// Instance is the Ref of an instance of the modelled class s; unknown for nil.
func Instance(s *rule.Symbol) Ref {
	if s == nil {
		return Ref{}
	}
	return Ref{Kind: KindInstance, Sym: s}
}

// Instantiate gives the instance that calling a class makes; unknown for other Refs.
func (r Ref) Instantiate() Ref {
	switch r.Kind {
	case KindClass:
		return Ref{Kind: KindObject, Class: r.Class, List: r.List}
	case KindSymbol:
		if r.Sym.Class {
			return Ref{Kind: KindInstance, Sym: r.Sym, List: r.List}
		}
	case KindForeign:
		return Ref{Kind: KindForeign}
	}
	return Ref{}
}

// Element gives what iterating or indexing r yields.
func (r Ref) Element() Ref {
	if r.List {
		r.List, r.Beside = false, nil
		return r
	}
	if r.Kind == KindInstance && r.Beside != nil {
		return Ref{Kind: KindObject, List: true, Class: r.Class, Beside: r.Beside}
	}
	if r.Kind == KindInstance && r.Class != nil {
		return Ref{Kind: KindObject, Class: r.Class}
	}
	if r.Kind == KindInstance && r.Sym.Element != nil {
		return Instance(r.Sym.Element)
	}
	return Ref{}
}

// At gives what unpacking or indexing r yields at a position.
func (r Ref) At(n int) Ref {
	if r.List && r.Beside != nil && (n == 1 || n == -1) {
		return Ref{Kind: KindObject, Class: r.Beside}
	}
	return r.Element()
}

// SymbolResult says what calling a modelled symbol gives. An instance may hold
// instances of a workspace class, its Class: session.query(User) holds users,
// and so does what its methods give, until one yields a user.
func SymbolResult(m *rule.Symbol, recv Ref, arg func(rule.Arg) Ref) Ref {
	var r Ref
	switch {
	case m.Yields && m.Holds != nil:
		// session.get(User, 1): an instance of the class at hand.
		if h := arg(*m.Holds); h.Class != nil {
			return Ref{Kind: KindObject, Class: h.Class}
		}
		return Ref{}
	case m.Yields && recv.Kind == KindInstance && recv.Beside != nil:
		return recv.Element()
	case m.Yields && recv.Kind == KindInstance && recv.Class != nil:
		return Ref{Kind: KindObject, Class: recv.Class}
	case m.Self:
		if r = recv; r.Kind == KindClass {
			r = Ref{Kind: KindObject, Class: r.Class} // asked of the class: Rows.as_manager()
		}
	case m.Returns != nil:
		r = Instance(m.Returns)
	case m.Type != nil:
		r = Instance(m.Type)
	case m.Class:
		return Instance(m)
	case m.Intrinsic == "dict.get" || m.Intrinsic == "dict.pop":
		return recv.Element() // files.get("photo") is files["photo"]
	default:
		return Ref{}
	}
	if m.Holds != nil {
		if h := arg(*m.Holds); h.Kind == KindClass || h.Kind == KindInstance || m.Holds.Self && h.Kind == KindObject && !h.List {
			r.Class, r.Beside = h.Class, h.Beside
			next := rule.Arg{Pos: m.Holds.Pos + 1, Elem: rule.NoPos}
			if b := arg(next); h.Kind == KindClass && m.Holds.Pos >= 0 && b.Kind == KindClass {
				r.Beside = b.Class
			}
		}
	} else if recv.Kind == KindInstance && r.Kind == KindInstance {
		r.Class, r.Beside = recv.Class, recv.Beside
	}
	return r
}

// ClassSymbols gives the modelled classes that r is an instance of: its own, or
// those its workspace class derives from, nearest first.
func (p *Program) ClassSymbols(r Ref) []*rule.Symbol {
	switch r.Kind {
	case KindInstance:
		return []*rule.Symbol{r.Sym}
	case KindObject, KindClass, KindSuper:
		var out []*rule.Symbol
		p.eachBase(r.Class, 0, func(b Ref) bool {
			if b.Kind == KindSymbol {
				out = append(out, b.Sym)
			}
			return false
		})
		return out
	}
	return nil
}

// maxBases bounds the depth of a class hierarchy.
const maxBases = 12

// eachBase walks the bases of a class depth first; visit returns true to stop.
func (p *Program) eachBase(c *Class, depth int, visit func(Ref) bool) bool {
	if depth > maxBases {
		return false
	}
	for _, b := range p.Bases(c) {
		if visit(b) {
			return true
		}
		if b.Kind == KindClass && b.Class != c && p.eachBase(b.Class, depth+1, visit) {
			return true
		}
	}
	return false
}

// Method finds a method of a workspace class, inherited ones too.
func (p *Program) Method(c *Class, name string) *Func {
	if m := c.Members[name]; m != nil {
		return m
	}
	var found *Func
	p.eachBase(c, 0, func(b Ref) bool {
		if b.Kind == KindClass {
			found = b.Class.Members[name]
		}
		return found != nil
	})
	return found
}

// maxOverrides bounds the methods that may take the place of one.
const maxOverrides = 4

// Overrides gives the methods of that name in the classes below c, the first
// maxOverrides in order.
func (p *Program) Overrides(c *Class, name string) []*Func { return p.below[c][name] }

// Derived tells whether a class of the workspace derives from c.
func (p *Program) Derived(c *Class) bool { return len(p.subclasses[c]) > 0 }

// findBelow collects the methods of all classes below c by name. Every call of a
// method asks for them, and a test suite may have thousands of classes below one.
func (p *Program) findBelow(c *Class, depth int) map[string][]*Func {
	if all, ok := p.below[c]; ok || depth > maxBases || len(p.subclasses[c]) == 0 {
		return all
	}
	all := map[string][]*Func{}
	p.below[c] = all // at once, for classes that derive from themselves
	for _, s := range p.subclasses[c] {
		for name, m := range s.Members {
			all[name] = upTo(all[name], m)
		}
		for name, ms := range p.findBelow(s, depth+1) {
			all[name] = upTo(all[name], ms...)
		}
	}
	return all
}

func upTo(list []*Func, add ...*Func) []*Func {
	for _, m := range add {
		if len(list) < maxOverrides && !slices.Contains(list, m) {
			list = append(list, m)
		}
	}
	return list
}

// Owner finds the class, c or one of its workspace bases, that assigns the
// attribute; c itself when none does.
func (p *Program) Owner(c *Class, name string) *Class {
	if c.attrs[name] != nil {
		return c
	}
	owner := c
	p.eachBase(c, 0, func(b Ref) bool {
		if b.Kind == KindClass && b.Class.attrs[name] != nil {
			owner = b.Class
			return true
		}
		return false
	})
	return owner
}
