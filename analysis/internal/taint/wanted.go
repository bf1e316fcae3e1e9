package taint

import (
	"maps"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Only labelled text makes a finding, and most functions of most programs never
// see any. So not all functions are followed, but
//
//   - those in which a label can begin: handlers, readers of sources, whoever has a
//     name that tells of a secret;
//   - whatever they call, since that says where the text goes;
//   - whoever calls a function that hands labelled text on, or labels what it is given;
//   - whoever reads a shared variable in which labelled text lies, and, where a telling
//     name alone would make a finding, whoever may write it.
//
// The first three may be taken too widely at no harm but time. What is left out has
// no flow with a label, so its findings and its part in those of others are none:
// TestWantedIsEnough holds that against following everything.

// wanted chooses the functions to follow, in rounds.
type wanted struct {
	sv       *solver
	is       []bool              // by function
	seen     []*Summary          // by function: the summary last looked at
	passed   []bool              // by function: whoever calls it is wanted
	mentions map[string][]int32  // functions by the names of attributes and outer variables in them
	callers  [][]int32           // by function, as far as types tell
	alone    []bool              // by function: nobody can be seen to call it
	labelled map[sharedName]bool // in which labelled text lies
	asked    map[sharedName]bool // whose writers are wanted
	copies   map[sharedName][]sharedName
	names    map[string]Bits        // last names of symbols that start flows
	open     []int32                // wanted since the last close
	idle     map[sharedName][]int32 // functions by shared variables from which flows reach a sink there
	redo     []int32                // functions to look at again
}

func newWanted(sv *solver) *wanted {
	n := len(sv.p.Funcs)
	w := &wanted{
		sv: sv, is: make([]bool, n), seen: make([]*Summary, n), passed: make([]bool, n), mentions: map[string][]int32{}, callers: make([][]int32, n),
		labelled: map[sharedName]bool{}, asked: map[sharedName]bool{}, copies: map[sharedName][]sharedName{},
		idle: map[sharedName][]int32{},
	}
	w.names = sv.sourceNames()
	for i, f := range sv.p.Funcs {
		for _, d := range sv.deps[i] {
			w.callers[d] = append(w.callers[d], int32(i))
		}
		for _, name := range f.IR.Names {
			w.mentions[name] = append(w.mentions[name], int32(i))
		}
	}
	w.findAlone()
	return w
}

// findAlone finds the functions that nobody calls, not even by a name: what their
// parameters do is nobody's business, but for what their own names tell.
func (w *wanted) findAlone() {
	named := map[string]bool{}
	for _, f := range w.sv.p.Funcs {
		for i := range f.IR.Consts {
			if c := &f.IR.Consts[i]; c.Kind == ir.ConstString && len(c.Str) <= maxPath {
				named[c.Str] = true // getattr(x, "name")
			}
		}
	}
	w.alone = make([]bool, len(w.sv.p.Funcs))
	for i, f := range w.sv.p.Funcs {
		name := f.IR.Name
		w.alone[i] = f.IR.Kind == ir.Function && !strings.HasPrefix(name, "__") && !f.Property && len(w.callers[i]) == 0 &&
			len(w.mentions[name]) == 0 && !computed(named, name) && f.Parent != nil && !f.Decorated() && !f.Loaded()
	}
}

// computed tells whether a name may be put together of texts: "do_" + verb.
func computed(texts map[string]bool, name string) bool {
	for k := 2; k <= len(name); k++ {
		if texts[name[:k]] || texts[name[len(name)-k:]] {
			return true
		}
	}
	return false
}

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

// begins gives the labels that can begin in a function, and maybe more. A handler
// has at least one.
func (sv *solver) begins(f *types.Func, names map[string]Bits) Bits {
	var labels Bits
	if e := sv.entries[f]; e != nil {
		labels |= e.Shows | begun
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
	guesses := sv.guesses(f) || sv.entries[f] != nil // what a handler is given has a type that types do not know
	for i := range f.IR.Instrs {
		labels |= sv.reads(f, int32(i), names, guesses)
	}
	return labels
}

// harms gives the kinds of sink at which text with some of these labels matters.
func (sv *solver) harms(labels Bits) Bits {
	if sv.in.Matters == nil {
		return ^Bits(0)
	}
	if labels&sv.in.Words.Random != 0 {
		labels |= sv.text // the words before random text may tell what it is for
	}
	labels |= sv.p.View.PassedLabels()
	var kinds Bits
	for _, m := range sv.in.Matters {
		if m.Labels&^labels == 0 {
			kinds |= m.Kinds
		}
	}
	return kinds
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

// implicit are the methods that the language calls where nothing names them.
var implicit = [...]string{"__getattr__", "__getitem__", "__iter__", "__enter__", "__call__", "__next__"}

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
	case ir.OpImport, ir.OpImportFrom:
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
	var labels Bits
	for _, a := range f.IR.ArgsOf(in) {
		if a.Value < 0 {
			continue
		}
		r := sv.p.Reg(f, a.Value)
		for _, r := range [...]types.Ref{r, r.Element()} {
			if r.Kind == types.KindInstance {
				for _, m := range r.Sym.Kids {
					labels |= m.Starts()
				}
			}
		}
	}
	return labels
}

// showsSource gives the labels of flows that the text of an instance among the
// arguments starts.
func (sv *solver) showsSource(f *types.Func, in *ir.Instr) Bits {
	var labels Bits
	for _, a := range f.IR.ArgsOf(in) {
		if a.Value < 0 {
			continue
		}
		if r := sv.p.Reg(f, a.Value); r.Kind == types.KindObject {
			for _, s := range sv.p.ClassSymbols(r) {
				if m := s.Member("__repr__"); m != nil {
					labels |= m.Starts()
				}
			}
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
	labels := s.Starts()
	for _, name := range implicit {
		if m := s.Member(name); m != nil {
			labels |= m.Starts()
		}
	}
	return labels
}

func (w *wanted) want(v int32) {
	if !w.is[v] {
		w.is[v] = true
		w.open = append(w.open, v)
	}
}

// close wants whatever a wanted function calls, and gives all that are new.
func (w *wanted) close() []int32 {
	for i := 0; i < len(w.open); i++ {
		for _, d := range w.sv.deps[w.open[i]] {
			w.want(d)
		}
	}
	all := w.open
	w.open = nil
	return all
}

// more wants what the summaries computed so far make interesting; false when that
// is nothing new.
func (w *wanted) more() bool {
	before := len(w.labelled)
	for v, s := range w.sv.sums {
		if s != nil && s != w.seen[v] {
			for _, x := range s.idle {
				w.idle[x] = append(w.idle[x], int32(v))
			}
		}
	}
	for v, s := range w.sv.sums {
		if s != nil && s != w.seen[v] {
			w.cells(s)
		}
	}
	spread := len(w.labelled) > before
	for v, s := range w.sv.sums {
		if s == nil {
			continue
		}
		fresh := w.seen[v] != s
		if fresh {
			w.seen[v] = s
			for i := range s.hits {
				if f := &s.hits[i].flow; f.adds != 0 && f.org.kind != fromSource {
					w.ask(w.sv.shared(&f.org))
				}
			}
		}
		if w.passed[v] || !fresh && !spread || !w.hands(s) {
			continue
		}
		w.passed[v] = true
		for _, c := range w.callers[v] {
			w.want(c)
		}
	}
	return len(w.open)+len(w.redo) > 0
}

// cells notes what a function puts into shared variables.
func (w *wanted) cells(s *Summary) {
	for _, list := range [...][]write{s.cells, s.writes} {
		for i := range list {
			c := &list[i]
			to := w.sv.shared(&c.to)
			if c.flow.adds != 0 {
				w.label(to)
			}
			if c.flow.org.kind.shared() {
				from := w.sv.shared(&c.flow.org)
				w.copies[from] = append(w.copies[from], to)
				if w.labelled[from] {
					w.label(to)
				}
			}
		}
	}
}

// sharedName names a variable of a function or an attribute of a class.
type sharedName struct {
	cellKey
	name string
}

func (sv *solver) shared(o *origin) sharedName {
	if o.kind == fromSlot {
		return sharedName{keyOf(o), sv.p.Funcs[o.fn].IR.Slots[o.id]}
	}
	key, rest := firstKey(o.path)
	if o.kind == fromStore {
		key, _ = firstKey(rest)
	}
	return sharedName{keyOf(o), key[1:]}
}

// idles tells whether a flow comes out of a shared variable in which no labelled
// text is known to lie, and has no label of its own: nothing can come of it, unless
// that changes; then the function is looked at again.
func (e *evaluator) idles(f *flow) bool {
	if f.adds != 0 || e.sv.labelled == nil {
		return false
	}
	switch f.org.kind {
	case fromSource:
		return false
	case fromParam:
		return e.alone
	}
	x := e.sv.shared(&f.org)
	if e.sv.labelled[x] {
		return false
	}
	if !slices.Contains(e.sum.idle, x) {
		e.sum.idle = append(e.sum.idle, x)
	}
	return true
}

// label notes that labelled text lies in a shared variable: who reads it is wanted.
func (w *wanted) label(v sharedName) {
	if w.labelled[v] {
		return
	}
	w.labelled[v] = true
	w.around(v)
	w.redo = append(w.redo, w.idle[v]...)
	for _, to := range w.copies[v] {
		w.label(to)
	}
}

// ask wants whoever may write a shared variable.
func (w *wanted) ask(v sharedName) {
	if w.asked[v] {
		return
	}
	w.asked[v] = true
	w.around(v)
	if v.kind == fromAttr {
		// The constructor of a record class writes without naming.
		for _, f := range w.mentions[w.sv.p.Classes[v.fn].Name] {
			w.want(f)
		}
	}
}

// around wants all functions that may read or write a shared variable.
func (w *wanted) around(v sharedName) {
	for _, f := range w.mentions[v.name] {
		if !w.is[f] && w.touches(w.sv.p.Funcs[f], v) {
			w.want(f)
		}
	}
	switch v.kind {
	case fromSlot:
		w.want(v.fn)
	case fromAttr:
		w.want(w.sv.p.Classes[v.fn].Body.ID)
	}
}

// touches tells whether a name in a function may be that of a shared variable.
func (w *wanted) touches(f *types.Func, v sharedName) bool {
	p := w.sv.p
	switch v.kind {
	case fromSlot:
		return w.touchesSlot(f, p.Funcs[v.fn], v.name)
	case fromStore:
		return true
	}
	c := p.Classes[v.fn]
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		if in.Op != ir.OpMember && in.Op != ir.OpSetMember || f.IR.Names[in.B] != v.name {
			continue
		}
		base := p.Reg(f, in.A)
		if (base.Kind == types.KindObject || base.Kind == types.KindClass) && p.Owner(base.Class, v.name) == c {
			return true
		}
		if !base.Resolved() && slices.Contains(f.IR.Names, c.Name) {
			return true
		}
	}
	return false
}

// touchesSlot tells whether a function may read or write a variable of another one
// by this name.
func (w *wanted) touchesSlot(f, owner *types.Func, name string) bool {
	if o, _ := f.Free(name); o != nil {
		return o == owner
	}
	if owner.IR.Kind != ir.Module {
		return false
	}
	for i := range f.IR.Instrs {
		switch in := &f.IR.Instrs[i]; in.Op {
		case ir.OpName: // a module may have imported all names of another
			if f.IR.Names[in.A] == name {
				return true
			}
		case ir.OpImportFrom:
			if f.IR.Names[in.B] == name {
				return true
			}
		case ir.OpMember, ir.OpSetMember:
			if f.IR.Names[in.B] != name {
				continue
			}
			if base := w.sv.p.Reg(f, in.A); base.Kind == types.KindModule && base.Mod == owner.Module || !base.Resolved() {
				return true
			}
		}
	}
	return false
}

// hands tells whether a summary makes labelled text of what callers see.
func (w *wanted) hands(s *Summary) bool {
	for i := range s.sinks {
		if s.sinks[i].flow.adds != 0 {
			return true
		}
	}
	for i := range s.writes {
		if s.writes[i].flow.adds != 0 {
			return true
		}
	}
	for i := range s.effects {
		if w.carries(s, s.effects[i].val, 0) {
			return true
		}
	}
	return w.carries(s, s.ret, 0)
}

func (w *wanted) carries(s *Summary, v *value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	if slices.ContainsFunc(v.flows, w.tells) || w.carries(s, v.alt, depth+1) {
		return true
	}
	for i := range v.parts {
		if w.carries(s, v.parts[i].hole, depth+1) {
			return true
		}
	}
	if v.obj < 0 || int(v.obj) >= len(s.objs) {
		return false
	}
	o := s.objs[v.obj]
	if slices.ContainsFunc(o.keys, w.tells) || w.carries(s, o.rest, depth+1) {
		return true
	}
	for i := range o.fields {
		if w.carries(s, o.fields[i].val, depth+1) {
			return true
		}
	}
	for _, el := range o.list {
		if w.carries(s, el, depth+1) {
			return true
		}
	}
	return slices.ContainsFunc(o.saved, func(x saved) bool { return w.carries(s, x.val, depth+1) })
}

// tells: the flow has a label, or comes out of a shared variable with one.
func (w *wanted) tells(f flow) bool {
	return f.adds != 0 || f.org.kind.shared() && w.labelled[w.sv.shared(&f.org)]
}
