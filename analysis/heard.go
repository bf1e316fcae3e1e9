package analysis

import (
	"slices"

	"underpin/analysis/internal/route"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// heard gives what it makes of a hit who may call the handlers that its way leads through: guesses to add, and the
// severity.
func (m *matcher) heard(r *rule.Rule, h *taint.Hit) (guess int, severity Severity) {
	severity = severityOf(r.Severity)
	a := r.Flow.Audience
	if a == nil {
		return 0, severity
	}
	by := m.heardBy[r]
	if by == nil {
		i := slices.IndexFunc(m.s.s.set.Rules, func(o *rule.Rule) bool { return o.Name == a.Guards && o.Route != nil })
		if i < 0 {
			return 0, severity // a team took the rule out
		}
		by = route.NewAsked(m.table, a, m.s.s.set.Rules[i], m.facts, m.callers)
		if m.heardBy == nil {
			m.heardBy = map[*rule.Rule]*route.Asked{}
		}
		m.heardBy[r] = by
	}
	fns := []*types.Func{h.Fn}
	for _, s := range h.Way() {
		if !slices.Contains(fns, s.Fn) {
			fns = append(fns, s.Fn)
		}
	}
	who := by.By(fns)
	if who != route.Anyone && a.Known != "" {
		severity = min(severity, severityOf(a.Known))
	}
	if who == route.Few {
		guess = a.Guess
	}
	return guess, severity
}
