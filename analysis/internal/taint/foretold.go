package taint

import "underpin/analysis/internal/ir"

// What is drawn by a generator whose numbers can be foretold must not become a
// secret. It becomes one by the name it comes to stand under: of a variable, an
// attribute, a key, an argument, or of the function that gives it.

// keptUnder notes those flows of a value that come to stand under a name that tells of
// a secret.
func (e *evaluator) keptUnder(i, reg int32, v *value, name string) {
	w := &e.sv.in.Words
	if w.Foretold == 0 || len(v.flows) == 0 && v.obj < 0 || e.sv.idleAt(e.sv.kept) {
		return
	}
	names := e.sv.p.View.Naming(name)
	if names&(e.sv.text|w.TokenName|w.Code) == 0 {
		return
	}
	flows, any := e.deep(v), false
	for k := range flows {
		any = any || flows[k].adds&w.Foretold != 0
	}
	if !any {
		return
	}
	for _, f := range flows {
		if f.adds&w.Foretold == 0 {
			continue
		}
		labels := names & e.sv.text
		if names&w.TokenName != 0 && f.adds&w.Made != 0 || names&w.Code != 0 && f.adds&w.Digits != 0 {
			labels |= w.Token
		}
		if labels != 0 {
			f.adds |= labels
			e.reach(f, site{fn: e.fn, instr: i, arg: reg, sink: e.sv.named, kind: e.sv.kept}, true)
		}
	}
}

// madeFor marks what was made up for a field as a secret where the name of the record and that of
// the field tell so together: Invite(code=...).
func (e *evaluator) madeFor(i int32, v *value, name string) *value {
	w := &e.sv.in.Words
	if e.sv.p.View.Naming(name)&w.TokenName == 0 || len(v.flows) == 0 {
		return v
	}
	e.keptUnder(i, ir.None, v, name)
	c := *v
	c.flows = mapFlows(v.flows, func(f *flow) {
		if f.adds&(w.Made|w.Random) != 0 {
			f.adds |= w.Token &^ f.drops
		}
	})
	return &c
}

// given notes the same of the arguments of a function of the program, by the names
// of its parameters.
func (e *evaluator) given(i int32, params []ir.Param, args []*value) {
	if i < 0 || e.sv.in.Words.Foretold == 0 {
		return
	}
	for k, v := range args {
		if v != nil {
			e.keptUnder(i, ir.None, v, params[k].Name)
		}
	}
}
