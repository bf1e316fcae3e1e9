package analysis

import (
	"path"
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
	if a == nil || a.Of != 0 && a.Of&(1<<h.Kind) == 0 {
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

// fromMachine tells whether a whole body comes from another program that tells what happened: nobody types a password
// into that.
func (m *matcher) fromMachine(r *rule.FlowRule, h *taint.Hit) bool {
	v := m.s.s.set.Vocabulary
	if r.Machines == nil || h.Labels&(v.Text|v.Labels.Set("head")) != 0 {
		return false
	}
	return slices.ContainsFunc(h.Way(), func(s taint.Step) bool { return m.isMachine(r.Machines, s.Fn) })
}

// machine is the question whether a function is named as a rule says.
type machine struct {
	named *rule.Pattern
	fn    *types.Func
}

// isMachine tells whether a function, its file or the path that it answers is named so.
func (m *matcher) isMachine(named *rule.Pattern, fn *types.Func) bool {
	q := machine{named, fn}
	is, known := m.machines[q]
	if !known {
		is = named.MatchString(fn.Name()) || named.MatchString(path.Base(fn.Module.Path)) || slices.ContainsFunc(m.table.Handlers, func(h *route.Handler) bool {
			return h.Func == fn && slices.ContainsFunc(h.Paths, named.MatchString)
		})
		if m.machines == nil {
			m.machines = map[machine]bool{}
		}
		m.machines[q] = is
	}
	return is
}
