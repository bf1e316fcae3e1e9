package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// Only labelled text makes a finding, and most functions of most programs never
// see any. So not all functions are followed, but
//
//   - those in which a label can begin: handlers, readers of sources, whoever has a
//     name that tells of a secret (begins.go);
//   - whatever they call, since that says where the text goes;
//   - whoever calls a function that hands labelled text on, or labels what it is given;
//   - whoever reads a shared variable in which labelled text lies, and, where a telling
//     name alone would make a finding, whoever may write it.
//
// And in these, flows are left out (idle.go) that no label can be on. All this may be
// taken too widely at no harm but time. What is left out has no flow with a label, so
// its findings and its part in those of others are none: TestWantedIsEnough holds that
// against following everything.

// wanted chooses the functions to follow, in rounds, and keeps what labels lie where,
// as far as the rounds before tell. Nothing in it changes during a round.
type wanted struct {
	sv       *solver
	is       []bool                      // by function
	only     []bool                      // by function: what is asked for, nothing else is followed; nil: everything
	alone    []bool                      // by function: nobody can be seen to call it
	kinds    Bits                        // of sink at which text of this program may do harm
	labelled map[sharedName]bool         // labelled text lies there
	asked    map[sharedName]bool         // who writes them is wanted
	copies   map[sharedName][]sharedName // where what lies there is put, too
	seen     []*Summary                  // by function: the summary last looked at
	passed   []bool                      // by function: whoever calls it is wanted
	mentions map[string][]int32          // functions by the names of attributes and outer variables in them
	keys     map[string][]int32          // functions by the texts in them, once one is asked for
	idle     map[sharedName][]int32      // functions in which what comes out of it was left out
	handed   map[sharedName][]int32      // functions whose summaries hand on what comes out of it
	again    []int32                     // of these, those to be looked at since it has labels
	near     []sharedName                // whoever touches them is wanted
	open     []int32                     // wanted since the last close
	redo     []int32                     // to be looked at again
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
		if rest == "" {
			return sharedName{keyOf(o), ""} // the whole of it
		}
		key, _ = firstKey(rest)
	}
	return sharedName{keyOf(o), key[1:]}
}

// newWanted begins with nothing. only tells what is asked for, by function; nil: everything.
func newWanted(sv *solver, only []bool) *wanted {
	n := len(sv.p.Funcs)
	w := &wanted{
		sv: sv, only: only, is: make([]bool, n), seen: make([]*Summary, n), passed: make([]bool, n),
		labelled: map[sharedName]bool{}, asked: map[sharedName]bool{}, copies: map[sharedName][]sharedName{},
		mentions: map[string][]int32{}, idle: map[sharedName][]int32{}, handed: map[sharedName][]int32{},
	}
	for i, f := range sv.p.Funcs {
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
		if w.only != nil && !w.only[i] {
			continue
		}
		name := f.IR.Name
		w.alone[i] = f.IR.Kind == ir.Function && !strings.HasPrefix(name, "__") && !f.Property && len(w.sv.callers[i]) == 0 &&
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

func (w *wanted) want(v int32) {
	if !w.is[v] && (w.only == nil || w.only[v]) {
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
	var fresh []int32 // functions whose summaries nobody has looked at
	for v, s := range w.sv.sums {
		if s == nil || s == w.seen[v] {
			continue
		}
		w.seen[v] = s
		fresh = append(fresh, int32(v))
		for _, x := range s.idle {
			w.idle[x] = append(w.idle[x], int32(v))
		}
	}
	for _, v := range fresh {
		s := w.sv.sums[v]
		w.cells(s)
		for i := range s.hits {
			if f := &s.hits[i].flow; f.adds&w.sv.telling != 0 && f.org.kind.shared() {
				w.ask(w.sv.shared(&f.org))
			}
		}
	}
	fresh = append(fresh, w.again...) // what they hand on may have labels now
	w.again = w.again[:0]
	for _, v := range fresh {
		if w.passed[v] || !w.hands(v) {
			continue
		}
		w.passed[v] = true
		for _, c := range w.sv.callers[v] {
			w.want(c)
		}
	}
	w.around()
	return len(w.open)+len(w.redo) > 0
}

// cells notes what a function puts into shared variables.
func (w *wanted) cells(s *Summary) {
	for _, list := range [...][]write{s.cells, s.writes} {
		for i := range list {
			c := &list[i]
			to := w.sv.shared(&c.to)
			if c.flow.adds&w.sv.telling != 0 {
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

// label notes that labelled text lies in a shared variable: who reads it is wanted.
func (w *wanted) label(x sharedName) {
	if w.labelled[x] {
		return
	}
	w.labelled[x] = true
	w.near = append(w.near, x)
	w.redo = append(w.redo, w.idle[x]...)
	w.again = append(w.again, w.handed[x]...)
	for _, to := range w.copies[x] {
		w.label(to)
	}
}

// ask wants whoever may write a shared variable.
func (w *wanted) ask(x sharedName) {
	if w.asked[x] {
		return
	}
	w.asked[x] = true
	w.near = append(w.near, x)
	if x.kind == fromAttr {
		// The constructor of a record class writes without naming.
		for _, f := range w.mentions[w.sv.p.Classes[x.fn].Name] {
			w.want(f)
		}
	}
}

// around wants all functions that may read or write the shared variables that are near.
func (w *wanted) around() {
	type pair struct {
		v int32
		x sharedName
	}
	var may []pair
	for _, x := range w.near {
		for _, v := range w.mentions[x.name] {
			if !w.is[v] && (w.only == nil || w.only[v]) {
				may = append(may, pair{v, x})
			}
		}
		if x.kind == fromStore {
			for _, v := range w.keyed()[x.name] {
				w.want(v)
			}
		}
		switch x.kind {
		case fromSlot:
			w.want(x.fn)
		case fromAttr:
			w.want(w.sv.p.Classes[x.fn].Body.ID)
		}
	}
	w.near = w.near[:0]
	do := make([]bool, len(may))
	const chunk = 64
	w.sv.parallel((len(may)+chunk-1)/chunk, func(_ *evaluator, i int) {
		for k := i * chunk; k < min((i+1)*chunk, len(may)); k++ {
			do[k] = w.touches(w.sv.p.Funcs[may[k].v], may[k].x)
		}
	})
	for k, is := range do {
		if is {
			w.want(may[k].v)
		}
	}
}

// keyed lists functions by the texts in them: under one a thing is kept that many functions read.
func (w *wanted) keyed() map[string][]int32 {
	if w.keys == nil {
		w.keys = map[string][]int32{}
		for i, f := range w.sv.p.Funcs {
			for k := range f.IR.Consts {
				if c := &f.IR.Consts[k]; c.Kind == ir.ConstString && c.Str != "" && len(c.Str) <= maxPath {
					w.keys[c.Str] = append(w.keys[c.Str], int32(i))
				}
			}
		}
	}
	return w.keys
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
			if base := w.sv.p.Reg(f, in.A); base.Kind == types.KindModule && base.In.Mod == owner.Module || !base.Resolved() {
				return true
			}
		}
	}
	return false
}

// hands tells whether the summary of a function makes labelled text of what callers see.
// Where it does not, it is noted under the shared variables that may change that.
func (w *wanted) hands(v int32) bool {
	s := w.sv.sums[v]
	h := handing{w: w, s: s}
	if slices.ContainsFunc(s.sinks, func(h hit) bool { return h.flow.adds&w.sv.telling != 0 || h.flow.org.kind == fromHere }) ||
		slices.ContainsFunc(s.writes, func(x write) bool { return x.flow.adds&w.sv.telling != 0 }) ||
		slices.ContainsFunc(s.effects, func(x effect) bool { return h.carries(x.val, 0) }) ||
		h.carries(s.ret, 0) {
		return true
	}
	for _, x := range h.from {
		w.handed[x] = append(w.handed[x], v)
	}
	return false
}

// handing is a look for labelled text in what a summary hands on.
type handing struct {
	w    *wanted
	s    *Summary
	from []sharedName // out of which something without a label comes
}

func (h *handing) carries(v *value, depth int) bool {
	if v == nil || depth > 6 {
		return false
	}
	below := func(v *value) bool { return h.carries(v, depth+1) }
	if slices.ContainsFunc(v.flows, h.tells) || below(v.alt) || slices.ContainsFunc(v.parts, func(p part) bool { return below(p.hole) }) {
		return true
	}
	if v.obj < 0 || int(v.obj) >= len(h.s.objs) {
		return false
	}
	o := h.s.objs[v.obj]
	return slices.ContainsFunc(o.keys, h.tells) || below(o.rest) || slices.ContainsFunc(o.list, below) ||
		slices.ContainsFunc(o.fields, func(f field) bool { return below(f.val) }) ||
		slices.ContainsFunc(o.saved, func(x saved) bool { return below(x.val) })
}

// tells: the flow has a label, or comes out of a shared variable with one.
func (h *handing) tells(f flow) bool {
	if f.adds&h.w.sv.telling != 0 {
		return true
	}
	if !f.org.kind.shared() {
		return false
	}
	x := h.w.sv.shared(&f.org)
	if h.w.labelled[x] {
		return true
	}
	if !slices.Contains(h.from, x) {
		h.from = append(h.from, x)
	}
	return false
}
