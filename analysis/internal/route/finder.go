package route

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// A class may answer without a line of code: it names the records, and the framework finds
// the one that the path asks for. Whose it is nobody looks at, unless the class says so.

// openFinders gives the classes whose records anybody who is logged in may choose from.
func (k *checker) openFinders() (out []Finding) {
	for _, class := range k.c.p.Classes {
		if f := k.finder(class); f != nil && !k.c.p.Derived(class) {
			if x, open := k.findsAny(class, f); open {
				out = append(out, x)
			}
		}
	}
	return out
}

// finder tells how the framework finds records for a class; nil where a base is not in sight.
func (k *checker) finder(class *types.Class) *rule.Finder {
	for _, b := range k.c.p.Bases(class) {
		if b.Kind != types.KindSymbol && b.Kind != types.KindClass {
			return nil
		}
	}
	var out *rule.Finder
	for _, s := range k.c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
		if s.Finder != nil && (out == nil || s.Finder.Changes) {
			out = s.Finder
		}
	}
	return out
}

func (k *checker) findsAny(class *types.Class, f *rule.Finder) (Finding, bool) {
	r := k.rule.Route
	if slices.ContainsFunc(f.Own, func(name string) bool { return k.c.p.Method(class, name) != nil }) || matches(r.Unless, snake(class.Name)) {
		return Finding{}, false
	}
	at, model := k.recordsOf(class, f)
	if model == "" || !k.ownedNames()[model] || !f.Changes && matches(r.Public, "/"+strings.ToLower(model)) || !k.lettingAll(class, f) || k.looksInside(class, f) {
		return Finding{}, false
	}
	return Finding{
		Rule: k.rule, Fn: at.fn, Instr: at.reg, Guesses: 1, Source: class.Name, Sink: class.Name,
		Steps: []Step{{Fn: at.fn, Instr: at.reg, Text: class.Name + " finds them all"}, {Fn: at.fn, Instr: at.reg, Text: r.Lacks}},
	}, true
}

// recordsOf finds where a class says what its records are: all of a class of records.
func (k *checker) recordsOf(class *types.Class, f *rule.Finder) (at place, model string) {
	for _, name := range f.In {
		for _, v := range k.c.attribute(class, name) {
			if in := v.in(); in.Op == ir.OpStore {
				v = v.arg(in.B)
			}
			from := begins(v)
			if v.fn.IR.Kind != ir.ClassBody || !from.ok() || k.narrowed(v) {
				return nowhere, ""
			}
			at, model = v, lastName(from)
		}
	}
	return at, model
}

// narrowed tells whether a query says which of the records are meant, or how is not in sight.
func (k *checker) narrowed(at place) bool {
	for n := 0; n < 12 && at.ok(); n++ {
		in := at.in()
		switch in.Op {
		case ir.OpCall:
			if k.shared([]*types.Func{at.fn}) || slices.ContainsFunc(at.fn.IR.ArgsOf(in), func(a ir.Arg) bool { return a.Kind == ir.ArgNamed && k.owns(at.fn.IR.Names[a.Name]) }) {
				return true
			}
		case ir.OpMember:
			if titled(at.fn.IR.Names[in.B]) {
				return false
			}
		default:
			return in.Op != ir.OpName && in.Op != ir.OpLoad
		}
		at = at.arg(in.A)
	}
	return true
}

// lettingAll tells whether what guards a class asks who somebody is and nothing more.
func (k *checker) lettingAll(class *types.Class, f *rule.Finder) bool {
	r := k.rule.Route
	var facts rule.Bits
	said := false
	for _, name := range f.Guards {
		for _, a := range k.c.attribute(class, name) {
			list, whole := k.c.items(a)
			if !whole {
				return false
			}
			for _, one := range list {
				g := k.c.guardAt(one)
				if len(g.fns)+len(g.unknown) > 0 || slices.ContainsFunc(g.known, r.Role.MatchString) || g.lifts&r.Needs != 0 {
					return false
				}
				facts |= g.facts
			}
			said = true
		}
	}
	for _, s := range k.c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
		if matches(r.Role, snake(s.Last)) {
			return false
		}
		facts |= s.Facts
		if h := s.AnswersOf(); h != nil && !said {
			facts |= k.c.entered(h.Handling)
		}
	}
	return facts&r.Needs != 0
}

// looksInside tells whether a method of the class looks at who asks, or whose a record is;
// those that make records note whose they are.
func (k *checker) looksInside(class *types.Class, f *rule.Finder) bool {
	for _, m := range class.Body.Children {
		one := []*types.Func{m}
		if m.IR.Kind != ir.ClassBody && (holds(k.rule.Route.Refuses, one) || !slices.Contains(f.Makes, m.IR.Name) && (k.ownerUsed(m) || k.callerUsed(m, false))) {
			return true
		}
	}
	for _, b := range k.c.p.Bases(class) {
		if b.Kind == types.KindClass && b.Class != class && len(b.Class.Body.Children) > 0 {
			return true // what it brings along may look
		}
	}
	return len(class.Body.Parent.IR.ArgsOf(class.Body.Maker())) > 0 && len(k.c.decorators(class.Body)) > 0
}
