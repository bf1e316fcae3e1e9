package analysis

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// carrier carries findings from one version of a file to the next.
type carrier struct {
	before  *basis
	text    *Text
	hull    source.Edit // from the text before to it
	module  *types.Module
	old     []oldFunc
	now     map[string]*types.Func // functions now, by their qualified names
	changed []*types.Func          // those whose code is new; not nil, as a focus on none is not one on all
}

// oldFunc is a function of the version before, at its place there.
type oldFunc struct {
	fn         *ir.Func
	name       string
	start, end int
	same       *types.Func // the one now that has its code, or nil
}

func newCarrier(before *basis, text *Text, p *types.Program, module *types.Module) *carrier {
	c := &carrier{before: before, text: text, hull: before.file.text.Difference(text), module: module, now: map[string]*types.Func{}, changed: []*types.Func{}}
	c.list(before.body, "", 0)
	c.match(p)
	return c
}

// list notes the functions of the version before, outer ones first.
func (c *carrier) list(f *ir.Func, name string, start uint32) {
	c.old = append(c.old, oldFunc{fn: f, name: name, start: int(start), end: int(start + f.End - f.Start)})
	for _, x := range f.Children {
		c.list(x, name+"."+x.Name, start+x.Start)
	}
}

// match finds each function's code among those before: versions share it where it is the same. What encloses others is
// lowered each time and compared.
func (c *carrier) match(p *types.Program) {
	byCode, byName := map[*ir.Instr][]int{}, map[string][]int{}
	for i := range c.old {
		if o := &c.old[i]; shares(o.fn) {
			byCode[&o.fn.Instrs[0]] = append(byCode[&o.fn.Instrs[0]], i)
		} else {
			byName[o.name] = append(byName[o.name], i)
		}
	}
	for _, f := range p.Funcs {
		if f.Module != c.module {
			continue
		}
		name := qualified(f)
		c.now[name] = f
		found := -1
		if shares(f.IR) {
			if list := byCode[&f.IR.Instrs[0]]; len(list) > 0 {
				found = list[0]
				byCode[&f.IR.Instrs[0]] = list[1:] // equal functions, in order
			}
		} else if k := slices.IndexFunc(byName[name], func(i int) bool { return equalCode(c.old[i].fn, f.IR) }); k >= 0 {
			found = byName[name][k]
			byName[name] = slices.Delete(byName[name], k, k+1)
		}
		if found < 0 {
			c.changed = append(c.changed, f)
			continue
		}
		c.old[found].same = f
	}
}

// shares tells of functions whose code versions may share.
func shares(f *ir.Func) bool {
	return f.Kind != ir.Module && f.Kind != ir.ClassBody && len(f.Instrs) > 0
}

// qualified is a function's name with those around it, as list makes them.
func qualified(f *types.Func) string {
	name := ""
	for ; f.Parent != nil; f = f.Parent {
		name = "." + f.IR.Name + name
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
		o := c.around(c.before.findings[i].Span.Start)
		if o.same != nil && asked(o.same) {
			continue
		}
		if o.same == nil && !c.held(o, &c.before.findings[i], asked) {
			continue
		}
		if f, ok := c.moved(c.before.findings[i]); ok {
			out = append(out, f)
		}
	}
	for i := range found {
		if f := c.at(found[i].Span.Start); asked(f) && !f.IR.Broken {
			out = append(out, found[i])
		}
	}
	slices.SortStableFunc(out, func(a, b Finding) int { return compare(&a, &b) })
	return slices.CompactFunc(out, func(a, b Finding) bool { return a.Rule == b.Rule && a.Location == b.Location })
}

// held: a finding in a function that changed stays until the settled answer where the code is half-written, and where
// its way begins outside of what was looked at.
func (c *carrier) held(o *oldFunc, f *Finding, asked func(*types.Func) bool) bool {
	if now := c.now[o.name]; now == nil || now.IR.Broken {
		return now != nil
	}
	return slices.ContainsFunc(f.Steps, func(s Step) bool {
		if s.Path != c.before.file.path {
			return true
		}
		at := c.around(s.Span.Start)
		return at.same != nil && !asked(at.same)
	})
}

// around gives the innermost function that a place before lies in.
func (c *carrier) around(offset int) *oldFunc {
	best := &c.old[0]
	for i := range c.old {
		if o := &c.old[i]; o.start <= offset && offset < o.end && o.end-o.start <= best.end-best.start {
			best = o
		}
	}
	return best
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
	if o := c.around(sp.Start); o.same != nil && shares(o.fn) && sp.End <= o.end {
		by := int(o.same.Base) - o.start
		return Span{Start: sp.Start + by, End: sp.End + by}, true
	}
	switch by := len(c.hull.New) - (c.hull.End - c.hull.Start); {
	case sp.End <= c.hull.Start:
		return sp, true
	case sp.Start >= c.hull.End:
		return Span{Start: sp.Start + by, End: sp.End + by}, true
	}
	return c.beside(sp)
}

// beside moves a place between two edits with the function behind it, if the same text is there: a decorator does.
func (c *carrier) beside(sp Span) (Span, bool) {
	var next *oldFunc
	for i := range c.old {
		if o := &c.old[i]; o.same != nil && shares(o.fn) && o.start >= sp.End && (next == nil || o.start < next.start) {
			next = o
		}
	}
	if next == nil {
		return sp, false
	}
	by := int(next.same.Base) - next.start
	now := Span{Start: sp.Start + by, End: sp.End + by}
	return now, now.Start >= 0 && c.text.Slice(now) == c.before.file.text.Slice(sp)
}
