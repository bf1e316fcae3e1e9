package harness

import (
	"slices"

	"underpin/analysis/internal/rule"
)

// marks checks the annotations themselves: a misspelt todo would hold for ever.
func (r *runner) marks() {
	check := func(marks []rule.Want, word string) {
		for _, w := range marks {
			for _, name := range w.Rules {
				if !r.engine.Knows(name) {
					r.fail("exact", "%s: %q names the rule %q, which does not exist", r.line(w.File, w.Line), word, name)
				}
			}
		}
	}
	check(r.example.Wants, "want")
	check(r.example.Todos, "todo")
	for _, w := range r.example.Flows {
		for _, name := range w.Rules {
			if name != "source" {
				r.fail("flow", "%s: \"flow: %s\" is no mark; the one there is is \"flow: source\"", r.line(w.File, w.Line), name)
			}
		}
	}
}

// exact checks that the shown findings and the wants are the same, and that no
// todo has come true.
func (r *runner) exact() {
	for _, w := range r.example.Wants {
		for _, name := range w.Rules {
			found := r.find(w, name)
			if len(found) == 0 {
				r.lost++
				r.missing(w, name)
			}
			r.wanted = append(r.wanted, found...)
		}
	}
	for _, w := range r.example.Lows {
		if !slices.ContainsFunc(r.report.Findings, func(f Finding) bool { return f.Hidden != "" && r.meets(w, &f) }) {
			r.missing(w, w.Rules[0])
		}
	}
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		if f.Hidden != "" || slices.Contains(r.wanted, f) {
			continue
		}
		if slices.ContainsFunc(r.example.Todos, func(w rule.Want) bool { return r.meets(w, f) }) {
			r.fail("todo", "%s: %s is found now: make the todo a want%s", r.place(f.Place), f.Rule, r.describe(f))
			continue
		}
		r.fail("exact", "%s: unexpected %s (%s confidence): %s%s", r.place(f.Place), f.Rule, f.Confidence, f.Message, r.describe(f))
	}
}

// find gives the shown findings of a rule that an annotation speaks of.
func (r *runner) find(w rule.Want, name string) []*Finding {
	var out []*Finding
	for i := range r.report.Findings {
		if f := &r.report.Findings[i]; f.Hidden == "" && f.Rule == name && r.covers(f.Place, w) {
			out = append(out, f)
		}
	}
	return out
}

// meets tells whether an annotation speaks of a finding.
func (r *runner) meets(w rule.Want, f *Finding) bool {
	return slices.Contains(w.Rules, f.Rule) && r.covers(f.Place, w)
}

// covers tells whether an annotation's line is one of a place's lines.
func (r *runner) covers(p Place, w rule.Want) bool {
	first, last := r.lines(p)
	return p.File == w.File && first <= w.Line && w.Line <= last
}

// missing says what is nearest to the finding that is not there.
func (r *runner) missing(w rule.Want, name string) {
	if !r.engine.Knows(name) { // said by marks
		return
	}
	near := ""
	for i := range r.report.Findings {
		f := &r.report.Findings[i]
		switch {
		case f.Rule != name || f.File != w.File:
		case f.Hidden != "" && r.covers(f.Place, w):
			near = "\n    it is found, but hidden (" + f.Hidden + ")" + r.path(f)
		case near == "" && f.Hidden == "" && !r.isWanted(f):
			near = "\n    the nearest is at " + r.place(f.Place)
		}
	}
	r.fail("exact", "%s: missing %s\n    %s%s", r.line(w.File, w.Line), name, r.source(w.File, w.Line), near)
}

func (r *runner) isWanted(f *Finding) bool {
	return slices.ContainsFunc(r.example.Wants, func(w rule.Want) bool { return r.meets(w, f) })
}

// flow checks that marked sources are on the way of some wanted finding. Where
// one is missing, which has been said, its sources are nobody's.
func (r *runner) flow() {
	if r.lost > 0 || len(r.wanted) == 0 {
		return
	}
	for _, w := range r.example.Flows {
		if !slices.ContainsFunc(r.wanted, func(f *Finding) bool { return r.passes(f, w) }) {
			text := ""
			for _, f := range r.wanted {
				text += "\n    " + f.Rule + " at " + r.place(f.Place) + r.path(f)
			}
			r.fail("flow", "%s: no finding's path comes through the marked source\n    %s%s", r.line(w.File, w.Line), r.source(w.File, w.Line), text)
		}
	}
}

func (r *runner) passes(f *Finding, w rule.Want) bool {
	return slices.ContainsFunc(f.Steps, func(s Step) bool { return r.covers(s.Place, w) })
}
