package taint

import (
	"maps"
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Where labels can begin, as far as names and types tell: more than the evaluation
// finds, and never less.

// sourceNames gives the last names of symbols that start flows, and those under
// which the program imports one, with the labels of the flows.
func (sv *solver) sourceNames() map[string]Bits {
	names := maps.Clone(sv.p.View.SourceNames())
	for _, f := range sv.p.Funcs {
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op != ir.OpStore || in.B < 0 {
				continue
			}
			if from := f.IR.Instrs[in.B].Op; from == ir.OpImport || from == ir.OpImportFrom {
				if l := starts(sv.p.Reg(f, in.B).Sym); l != 0 {
					names[f.IR.Slots[in.A]] |= l
				}
			}
		}
	}
	return names
}

// something stands among labels for one that begins and is not known yet, or for harm without any.
const something Bits = 1 << 63

// begins gives the labels that can begin in a function. A handler has at least one.
func (sv *solver) begins(f *types.Func, names map[string]Bits) Bits {
	var labels Bits
	if e := sv.entries[f]; e != nil {
		labels |= e.Shows | something
		for i := range e.Params {
			labels |= e.Params[i].Labels
		}
	}
	for _, list := range [...][]string{f.IR.Names, f.IR.Slots} {
		for _, name := range list {
			labels |= sv.naming(name)
		}
	}
	for i := range f.IR.Params {
		labels |= sv.naming(f.IR.Params[i].Name)
		if sv.wraps(f, i) != nil {
			labels |= sv.whole & sv.chosen
		}
	}
	for i := range f.IR.Consts {
		if c := &f.IR.Consts[i]; c.Kind == ir.ConstString && len(c.Str) <= maxPath {
			labels |= sv.naming(c.Str)
		}
	}
	if sv.harmsItself(f) {
		labels |= something
	}
	guesses := sv.guesses(f) || sv.entries[f] != nil // what a handler is given has a type that types do not know
	for i := range f.IR.Instrs {
		labels |= sv.reads(f, int32(i), names, guesses) | sv.fills(f, int32(i))
	}
	return labels
}

// fills gives the labels that the fields of a class tell which an instruction fills
// with what has other names or none: User(**data)
func (sv *solver) fills(f *types.Func, i int32) Bits {
	in := &f.IR.Instrs[i]
	if in.Op != ir.OpCall || !slices.ContainsFunc(f.IR.ArgsOf(in), func(a ir.Arg) bool { return a.Kind != ir.ArgNamed }) {
		return 0
	}
	r := sv.p.Reg(f, in.A)
	if r.Kind != types.KindClass {
		return 0
	}
	var labels Bits
	for name := range r.Class.Attrs() {
		labels |= sv.naming(name)
	}
	return labels
}

// guesses tells whether a function calls something untyped that is taken for a
// modelled method: what such a call gives has a type that is not known here.
func (sv *solver) guesses(f *types.Func) bool {
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		if in.Op == ir.OpMember && sv.p.View.Guess(calledName(f.IR, in.A), f.IR.Names[in.B]) != nil && !sv.p.Reg(f, in.A).Resolved() {
			return true
		}
	}
	return false
}

// reads gives the labels of modelled sources that an instruction may read.
func (sv *solver) reads(f *types.Func, i int32, names map[string]Bits, guesses bool) Bits {
	in := &f.IR.Instrs[i]
	switch in.Op {
	case ir.OpMember:
		name := f.IR.Names[in.B]
		if names[name] == 0 {
			break
		}
		base := sv.p.Reg(f, in.A)
		switch {
		case base.Sym != nil:
			if l := starts(base.Sym.Member(name)); l != 0 {
				return l
			}
		case base.Kind == types.KindObject || base.Kind == types.KindClass:
			var labels Bits
			for _, s := range sv.p.ClassSymbols(base) {
				labels |= starts(s.Member(name))
			}
			if labels != 0 {
				return labels
			}
		case !base.Resolved() && guesses:
			return names[name]
		case !base.Resolved():
			if l := sv.guessedSource(calledName(f.IR, in.A), name); l != 0 {
				return l
			}
		}
	case ir.OpImport:
	case ir.OpImportFrom:
		// A name that stands for an instance has the labels of its own, not those of its class.
		if r := sv.p.Reg(f, i); r.Kind == types.KindInstance && names[f.IR.Names[in.B]] != 0 {
			return names[f.IR.Names[in.B]]
		}
	case ir.OpCaught:
		var labels Bits
		if next := i + 1; len(sv.entries) > 0 && int(next) < len(f.IR.Instrs) && f.IR.Instrs[next].Op == ir.OpStore {
			for _, m := range sv.caught(f, in) {
				labels |= m.Starts()
			}
		}
		return labels
	case ir.OpCall, ir.OpFormat:
		var labels Bits
		if in.Op == ir.OpCall {
			switch sv.p.Reg(f, in.A).Kind {
			case types.KindFunc, types.KindBound, types.KindClass:
				labels = sv.handsSource(f, in)
			}
		}
		if names["__repr__"] != 0 {
			labels |= sv.showsSource(f, in)
		}
		return labels
	case ir.OpName:
		if names[f.IR.Names[in.A]] == 0 {
			return 0
		}
	case ir.OpIter, ir.OpIndex, ir.OpEnter:
		return starts(sv.p.Reg(f, in.A).Sym)
	default:
		return 0
	}
	r := sv.p.Reg(f, i)
	if r.Sym != nil {
		return starts(r.Sym)
	}
	var labels Bits
	if r.Kind == types.KindObject || r.Kind == types.KindClass {
		for _, s := range sv.p.ClassSymbols(r) {
			labels |= starts(s)
		}
	}
	return labels
}

// handsSource gives the labels of flows that parts of something of a library among
// the arguments start, where the function that is called reads them.
func (sv *solver) handsSource(f *types.Func, in *ir.Instr) Bits {
	return sv.ofArgs(f, in, func(r types.Ref) (labels Bits) {
		for _, r := range [...]types.Ref{r, r.Element()} {
			if r.Kind == types.KindInstance {
				for _, m := range r.Sym.Kids {
					labels |= m.Starts()
				}
			}
		}
		return labels
	})
}

// showsSource gives the labels of flows that the text of an instance among the
// arguments starts.
func (sv *solver) showsSource(f *types.Func, in *ir.Instr) Bits {
	return sv.ofArgs(f, in, func(r types.Ref) (labels Bits) {
		if r.Kind != types.KindObject {
			return 0
		}
		for _, s := range sv.p.ClassSymbols(r) {
			if m := s.Member("__repr__"); m != nil {
				labels |= m.Starts()
			}
		}
		return labels
	})
}

// ofArgs joins the labels that what each argument denotes gives.
func (sv *solver) ofArgs(f *types.Func, in *ir.Instr, of func(types.Ref) Bits) Bits {
	var labels Bits
	for _, a := range f.IR.ArgsOf(in) {
		if a.Value >= 0 {
			labels |= of(sv.p.Reg(f, a.Value))
		}
	}
	return labels
}

// guessedSource gives the labels of a flow that a method of something untyped would
// be taken to start.
func (sv *solver) guessedSource(receiver, method string) Bits {
	var labels Bits
	for _, m := range sv.p.View.Guess(receiver, method) {
		labels |= m.Starts()
	}
	if m := sv.common(method); m != nil {
		labels |= m.Starts()
	}
	return labels
}

// starts gives the labels of the flows that a symbol starts, by itself or by what
// the language does with it of itself.
func starts(s *rule.Symbol) Bits {
	if s == nil {
		return 0
	}
	return s.Begins()
}
