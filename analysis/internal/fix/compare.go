package fix

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// compare hands both sides of a comparison to a function that compares them:
// a != b becomes not same(a, b).
func (e *editor) compare() (string, bool) {
	in := e.compared()
	if in == nil {
		return "", false
	}
	left, right := e.span(in.A), e.span(in.B)
	left, right = e.outer(left, -1), e.outer(right, left.End)
	if left.End > right.Start || strings.Contains(e.Text[left.Start:right.End], "#") {
		return "", false
	}
	negated := ir.CompareOp(in.Sub) == ir.NotEq
	before := e.Spec.Call + "("
	if negated {
		before = "not " + before
	}
	e.insert(left.Start, before)
	e.replace(left.End, right.Start, ", ")
	e.insert(right.End, ")")
	return "Compare with " + e.Spec.Call, e.require()
}

// compared finds the comparison of the offending value with something that may be
// text; nil where it is not the only one, or only a part of a longer comparison.
func (e *editor) compared() *ir.Instr {
	var found *ir.Instr
	at := ir.None
	for i := range e.Fn.IR.Instrs {
		in := e.instr(int32(i))
		if in.Op != ir.OpCompare || in.A != e.Arg && in.B != e.Arg {
			continue
		}
		if op := ir.CompareOp(in.Sub); found != nil || op != ir.Eq && op != ir.NotEq {
			return nil
		}
		found, at = in, int32(i)
	}
	if found == nil {
		return nil
	}
	for i := range e.Fn.IR.Instrs {
		in := e.instr(int32(i))
		switch in.Op {
		case ir.OpBinary, ir.OpCompare:
			if in.A == at || in.B == at {
				return nil
			}
			if in.Op == ir.OpCompare && in != found && (in.A == found.B || in.B == found.A) {
				return nil // a == b == c
			}
		}
	}
	return found
}
