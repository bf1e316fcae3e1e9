package taint

import "underpin/analysis/internal/ir"

// Whoever develops or runs the program may see what went wrong in it: behind a
// condition whose name says so, what errors say is no secret.

// inDevelopment is the station of the fact that the program is being developed.
var inDevelopment = &step{instr: ir.None}

// developing notes on a way behind a condition that the program is being developed.
func (e *evaluator) developing(st *state, cond int32, outcome int8) {
	w := &e.sv.in.Words
	if w.Detail == 0 || cond < 0 {
		return
	}
	if in := &e.f.Instrs[cond]; in.Op == ir.OpUnary && ir.UnaryOp(in.Sub) == ir.Not {
		cond, outcome = in.A, -outcome
	}
	if outcome < 0 || e.sv.p.View.Naming(e.lastName(cond))&w.Debugging == 0 {
		return
	}
	add := []fact{{at: inDevelopment}}
	for _, v := range st.env {
		if v == nil {
			continue
		}
		for _, f := range v.flows {
			if f.adds&w.Detail != 0 && f.trace != nil {
				add = append(add, fact{at: f.trace.station(), drops: w.Detail})
			}
		}
	}
	st.valid = withFacts(st.valid, add...)
}

// isDeveloped tells whether the way to here is one of development.
func (e *evaluator) isDeveloped() bool {
	for i := range e.st.valid {
		if e.st.valid[i].at == inDevelopment {
			return true
		}
	}
	return false
}
