package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// Pieces of paths. A text without a separator cannot leave its folder once other
// text stands directly before it: behind "report-" two dots are no step up.

// cut is where a text was cut into pieces, and which of them hold no divider.
type cut struct {
	at          string
	all         bool
	first, last int // so many from the front, from the back
}

// pieces notes on the result of a call that cuts text what its pieces cannot hold.
func (e *evaluator) pieces(name string, a *arguments, r *value) {
	if a.recv == nil || len(r.flows) == 0 {
		return
	}
	if strings.HasSuffix(name, ".pop") {
		if c := a.recv.from(); c != nil && len(a.pos) == 0 {
			r.flows = e.piece(c, -1, r.flows)
		}
		return
	}
	if len(a.pos) == 0 || a.pos[0].konst == nil || a.pos[0].konst.Kind != ir.ConstString {
		return
	}
	c := &cut{at: a.pos[0].konst.Str}
	most := -1
	limit, _ := a.get(e, rule.Arg{Pos: 1, Name: "maxsplit", Elem: rule.NoPos})
	if limit != nil {
		k := limit.konst
		if k == nil || k.Kind != ir.ConstInt || k.Str != "" || k.Int < 0 || k.Int > maxFields {
			return
		}
		most = int(k.Int)
	}
	switch name {
	case "str.split":
		c.all, c.first = most < 0, most
	case "str.rsplit":
		c.all, c.last = most < 0, most
	case "str.partition":
		c.first = 2
	case "str.rpartition":
		c.last = 2
	default:
		return
	}
	r.made = &made{cut: c}
}

// piece gives the flows of the n-th piece, counted from the end if negative.
func (e *evaluator) piece(c *cut, n int, fs []flow) []flow {
	// After rsplit(x, 1) the piece at 1 is the last one, or there is none.
	whole := c.all || n >= 0 && n < c.first || n < 0 && -n <= c.last || n > 0 && n <= c.last
	switch {
	case !whole:
		return fs
	case c.at == "/":
		return mapFlows(fs, func(f *flow) { f.cleared |= e.sv.in.Words.File })
	case c.at == ".":
		return mapFlows(fs, func(f *flow) { f.adds |= e.sv.in.Words.Segment &^ f.drops })
	}
	return fs
}

// joined gives the flows of a text that is put behind another.
func (e *evaluator) joined(before, v *value) []flow {
	sh := v.shape()
	if len(sh) > 0 && sh[0].hole == nil || len(sh) > 1 {
		return v.flows // what begins it is a literal, or one hole of several
	}
	text := ""
	if k := before.shape(); len(k) > 0 {
		text = k[len(k)-1].text
	} else if before.konst != nil {
		text, _ = constText(before.konst)
	}
	switch {
	case before.alt != nil || v.alt != nil || text == "":
		return v.flows
	case inside(text):
		return mapFlows(v.flows, func(f *flow) {
			f.adds |= e.sv.in.Words.Inner &^ f.drops
			f.cleared |= e.sv.in.Words.Root
		})
	case strings.HasSuffix(text, "\\"):
		return v.flows
	}
	return mapFlows(v.flows, func(f *flow) {
		f.adds |= e.sv.in.Words.Behind &^ f.drops
		f.cleared |= e.sv.in.Words.Root
		e.sv.within(f)
	})
}

// inside tells whether what follows a text is a part of something longer: a value in
// quotes, a file in a folder.
func inside(text string) bool {
	return strings.HasSuffix(text, "/") || strings.HasSuffix(strings.TrimRight(text, "%"), "'")
}

// within: a piece of a path behind other text of the same piece stays where it is. So does
// what neither climbs nor begins anew.
func (sv *solver) within(f *flow) {
	w := &sv.in.Words
	if f.adds&w.Segment != 0 && f.adds&w.Behind != 0 || f.cleared&w.Climb != 0 && f.cleared&w.Root != 0 {
		f.cleared |= w.File
	}
}
