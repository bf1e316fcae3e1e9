package analysis

import (
	"cmp"
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// carrier carries findings from one version of a file to the next.
type carrier struct {
	before   *basis
	text     *Text
	hull     source.Edit // from the text before to it
	old, now []placed
	nested   []nest                                 // of the old, once asked for
	found    []int                                  // by old function: its place among those now that have its code, or -1
	changed  []int                                  // those now whose code is new
	module   *types.Module                          // once the file is part of a program
	funcs    []*types.Func                          // by place among those now
	left     func(rule string, fn *types.Func) bool // what the program was not asked for
}

// placed is a function of a version of the file, in order of their text: outer ones stand before those inside.
type placed struct {
	fn         *ir.Func
	outer      int // its place among them, or -1
	start, end int
}

func newCarrier(before *basis, text *Text, body *ir.Func) *carrier {
	c := &carrier{before: before, text: text, hull: before.file.text.Difference(text), old: list(nil, before.body, -1, 0), now: list(nil, body, -1, 0)}
	c.match()
	return c
}

func list(to []placed, f *ir.Func, outer int, start uint32) []placed {
	at := len(to)
	to = append(to, placed{f, outer, int(start), int(start + f.End - f.Start)})
	for _, x := range f.Children {
		to = list(to, x, at, start+x.Start)
	}
	return to
}

// match finds each function's code among those before: versions share it where it is the same. What encloses others is
// lowered each time and compared.
func (c *carrier) match() {
	byCode, byName := make(map[*ir.Instr][]int, len(c.old)), map[string][]int{}
	for i := range c.old {
		if o := &c.old[i]; shares(o.fn) {
			byCode[&o.fn.Instrs[0]] = append(byCode[&o.fn.Instrs[0]], i)
		} else {
			name := qualified(c.old, i)
			byName[name] = append(byName[name], i)
		}
	}
	c.found = slices.Repeat([]int{-1}, len(c.old))
	for i := range c.now {
		f, found := c.now[i].fn, -1
		if shares(f) {
			if list := byCode[&f.Instrs[0]]; len(list) > 0 {
				found = list[0]
				byCode[&f.Instrs[0]] = list[1:] // equal functions, in order
			}
		} else {
			name := qualified(c.now, i)
			if k := slices.IndexFunc(byName[name], func(k int) bool { return equalCode(c.old[k].fn, f) }); k >= 0 {
				found = byName[name][k]
				byName[name] = slices.Delete(byName[name], k, k+1)
			}
		}
		if found < 0 {
			c.changed = append(c.changed, i)
		} else {
			c.found[found] = i
		}
	}
}

// linked notes the program that the file is part of now. left tells what it is not asked for.
func (c *carrier) linked(module *types.Module, left func(rule string, fn *types.Func) bool) {
	c.module, c.left = module, left
	c.funcs = make([]*types.Func, 0, len(c.now))
	c.place(c.now[0].fn, module.Body)
}

// place notes which function of the program each of those now is. What lies in one that was left out is that one.
func (c *carrier) place(f *ir.Func, is *types.Func) {
	c.funcs = append(c.funcs, is)
	for i, x := range f.Children {
		if len(is.Children) == len(f.Children) {
			c.place(x, is.Children[i])
		} else {
			c.place(x, is)
		}
	}
}

// focus gives the functions whose code is new; not nil, as a focus on none is not one on all.
func (c *carrier) focus() []*types.Func {
	out := make([]*types.Func, 0, len(c.changed))
	for _, i := range c.changed {
		out = append(out, c.funcs[i])
	}
	return out
}

// same gives the function now that has the code of one before; nil where there is none.
func (c *carrier) same(old int) *types.Func {
	if i := c.found[old]; i >= 0 {
		return c.funcs[i]
	}
	return nil
}

// shares tells of functions whose code versions may share.
func shares(f *ir.Func) bool {
	return f.Kind != ir.Module && f.Kind != ir.ClassBody && len(f.Instrs) > 0
}

// qualified is a function's name with those around it.
func qualified(list []placed, i int) string {
	name := ""
	for ; list[i].outer >= 0; i = list[i].outer {
		name = "." + list[i].fn.Name + name
	}
	return name
}

// equalCode tells whether two bodies do the same, wherever they stand.
func equalCode(a, b *ir.Func) bool {
	return len(a.Instrs) == len(b.Instrs) && slices.Equal(a.Names, b.Names) && slices.Equal(a.Slots, b.Slots) && slices.Equal(a.Consts, b.Consts) &&
		slices.Equal(a.Args, b.Args) && slices.EqualFunc(a.Instrs, b.Instrs, func(x, y ir.Instr) bool {
		x.Pos, x.End, y.Pos, y.End = 0, 0, 0, 0
		return x == y
	})
}

// merge puts the findings before beside those found anew, which count for the functions that were asked for.
func (c *carrier) merge(found []Finding, asked func(*types.Func) bool) []Finding {
	var out []Finding
	for i := range c.before.findings {
		f := &c.before.findings[i]
		o := c.around(f.Span.Start)
		same := c.same(o)
		if same != nil && asked(same) && !c.left(f.Rule, same) && c.touched(f) {
			continue
		}
		if same == nil && !c.held(o, f) {
			continue
		}
		if f, ok := c.moved(*f); ok {
			out = append(out, f)
		}
	}
	kept := out
	for i := range found {
		f := c.at(found[i].Span.Start)
		if asked(f) && !f.IR.Broken && !slices.ContainsFunc(kept, func(k Finding) bool { return k.Rule == found[i].Rule && k.Location == found[i].Location }) {
			out = append(out, found[i])
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return compare(&a, &b) })
	return slices.CompactFunc(out, func(a, b Finding) bool { return a.Rule == b.Rule && a.Location == b.Location })
}

// touched tells whether a finding's way leads through code that is new.
func (c *carrier) touched(f *Finding) bool {
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		return s.Path == c.before.file.path && c.same(c.around(s.Span.Start)) == nil
	})
}

// nest is a function's text and the nest of the one that encloses it, or -1.
type nest struct{ of, in int }

// nestOf orders functions by where their texts begin, outer ones first: the lambda of a default lies in the text of its
// function and comes before it otherwise.
func nestOf(list []placed) []nest {
	out := make([]nest, len(list))
	for i := range out {
		out[i].of = i
	}
	slices.SortStableFunc(out, func(a, b nest) int {
		x, y := &list[a.of], &list[b.of]
		return cmp.Or(x.start-y.start, y.end-x.end)
	})
	for i := range out {
		in := i - 1
		for in >= 0 && list[out[in].of].end < list[out[i].of].end {
			in = out[in].in
		}
		out[i].in = in
	}
	return out
}

// held: a finding in a function that changed stays until the settled answer where the code is half-written, where its
// rule was left out, and where its way leads through other functions, whatever of these was looked at: it may depend on
// more. Otherwise it would go and come again while somebody types.
func (c *carrier) held(old int, f *Finding) bool {
	name := qualified(c.old, old)
	k := slices.IndexFunc(c.changed, func(i int) bool { return qualified(c.now, i) == name })
	if k < 0 {
		return false
	}
	if now := c.funcs[c.changed[k]]; now.IR.Broken || c.left(f.Rule, now) {
		return true
	}
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		if s.Path != c.before.file.path {
			return true
		}
		at := c.around(s.Span.Start)
		return at != old && c.same(at) != nil
	})
}

// around gives the innermost function that a place before lies in.
func (c *carrier) around(offset int) int {
	if c.nested == nil {
		c.nested = nestOf(c.old)
	}
	i, _ := slices.BinarySearchFunc(c.nested, offset+1, func(n nest, behind int) int { return c.old[n.of].start - behind })
	for i--; i >= 0; i = c.nested[i].in {
		if of := c.nested[i].of; offset < c.old[of].end {
			return of
		}
	}
	return 0
}

// at gives the innermost function that a place now lies in.
func (c *carrier) at(offset int) *types.Func {
	best := c.module.Body
	for deeper := true; deeper; {
		deeper = false
		for _, f := range best.Children {
			if start := int(f.Base); start <= offset && offset < start+int(f.IR.End-f.IR.Start) {
				best, deeper = f, true
				break
			}
		}
	}
	return best
}

// moved gives a finding at its place now; false where that is gone.
func (c *carrier) moved(f Finding) (Finding, bool) {
	ok := true
	move := func(at Location) Location {
		if at.Path == c.before.file.path {
			var here bool
			at.Span, here = c.span(at.Span)
			ok = ok && here
		}
		return at
	}
	f.Location = move(f.Location)
	f.Steps = slices.Clone(f.Steps)
	for i := range f.Steps {
		f.Steps[i].Location = move(f.Steps[i].Location)
	}
	if !ok {
		return f, false
	}
	fixes := f.Fixes
	f.Fixes = nil
	for _, fix := range fixes {
		if fix, ok := c.movedFix(fix); ok {
			f.Fixes = append(f.Fixes, fix)
		}
	}
	return f, true
}

func (c *carrier) movedFix(fix Fix) (Fix, bool) {
	fix.Edits = slices.Clone(fix.Edits)
	for i := range fix.Edits {
		e := &fix.Edits[i]
		if e.Path != c.before.file.path {
			continue
		}
		e.Edits = slices.Clone(e.Edits)
		for k := range e.Edits {
			sp, ok := c.span(Span{Start: e.Edits[k].Start, End: e.Edits[k].End})
			if !ok {
				return fix, false
			}
			e.Edits[k].Start, e.Edits[k].End = sp.Start, sp.End
		}
	}
	return fix, true
}

// span moves a place with the function that it lies in; outside of functions with the text.
func (c *carrier) span(sp Span) (Span, bool) {
	if i := c.around(sp.Start); c.found[i] >= 0 && shares(c.old[i].fn) && sp.End <= c.old[i].end {
		by := c.now[c.found[i]].start - c.old[i].start
		return Span{Start: sp.Start + by, End: sp.End + by}, true
	}
	switch by := len(c.hull.New) - (c.hull.End - c.hull.Start); {
	case sp.End <= c.hull.Start:
		return sp, true
	case sp.Start >= c.hull.End:
		return Span{Start: sp.Start + by, End: sp.End + by}, true
	case sp.Start <= c.hull.Start && sp.End >= c.hull.End:
		return Span{Start: sp.Start, End: sp.End + by}, true
	}
	return c.beside(sp)
}

// beside moves a place between two edits with the function behind it, if the same text is there: a decorator does.
func (c *carrier) beside(sp Span) (Span, bool) {
	next := -1
	for i := range c.old {
		if o := &c.old[i]; c.found[i] >= 0 && shares(o.fn) && o.start >= sp.End && (next < 0 || o.start < c.old[next].start) {
			next = i
		}
	}
	if next < 0 {
		return sp, false
	}
	by := c.now[c.found[next]].start - c.old[next].start
	now := Span{Start: sp.Start + by, End: sp.End + by}
	return now, now.Start >= 0 && c.text.Slice(now) == c.before.file.text.Slice(sp)
}
