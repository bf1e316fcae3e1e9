package analysis

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/taint"
	"underpin/analysis/internal/types"
)

// Some checks cannot be followed: the size of an upload is compared after it was read
// in another function, its ending before its name is made anew. A rule names what such
// code calls and compares; where that stands in the functions which a flow passes, in
// their callers, or in what all these call, the rule is silent.

// maxLooked bounds the functions looked into for one flow.
const maxLooked = 60

// spared tells whether code beside a flow ends the matter.
func (m *matcher) spared(r *rule.FlowRule, h *taint.Hit) bool {
	if r.Called == nil && r.Compared == nil {
		return false
	}
	fns := []*types.Func{h.Fn}
	for _, s := range h.Way() {
		if s.Fn != nil {
			fns = append(fns, s.Fn)
		}
	}
	for _, fn := range slices.Clone(fns) {
		fns = append(fns, m.callers(fn)...)
	}
	seen := map[*types.Func]bool{}
	for n := 0; n < len(fns) && n < maxLooked; n++ {
		fn := fns[n]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		if looks(fn.IR, r) {
			return true
		}
		fns = append(fns, m.facts(fn).Calls...)
	}
	return false
}

// looks tells whether a function calls or compares what the rule names.
func looks(f *ir.Func, r *rule.FlowRule) bool {
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpCall:
			if r.Called != nil && r.Called.MatchString(namesIn(f, in.A, 0)) {
				return true
			}
		case ir.OpCompare:
			text := comparison[ir.CompareOp(in.Sub)] + " " + namesIn(f, in.A, 0) + " " + namesIn(f, in.B, 0)
			if r.Compared != nil && r.Compared.MatchString(text) {
				return true
			}
		}
	}
	return false
}

// comparison writes an operator with its opposite as one word.
var comparison = map[ir.CompareOp]string{
	ir.Eq: "==", ir.NotEq: "==", ir.Is: "is", ir.IsNot: "is", ir.In: "in", ir.NotIn: "in",
	ir.Less: "<", ir.LessEq: "<", ir.Greater: "<", ir.GreaterEq: "<",
}

// namesIn gives the names that an expression is written with, joined by dots, with the
// arguments of the calls in it.
func namesIn(f *ir.Func, reg int32, depth int) string {
	if reg < 0 || depth > 8 {
		return ""
	}
	in := &f.Instrs[reg]
	inner := func(reg int32) string { return namesIn(f, reg, depth+1) }
	switch in.Op {
	case ir.OpLoad:
		return f.Slots[in.A]
	case ir.OpName:
		return f.Names[in.A]
	case ir.OpMember:
		return strings.TrimPrefix(inner(in.A)+"."+f.Names[in.B], ".")
	case ir.OpStore, ir.OpSetName:
		return inner(in.B)
	case ir.OpAwait, ir.OpUnpack, ir.OpIter:
		return inner(in.A)
	case ir.OpIndex:
		return strings.Trim(inner(in.A)+"."+inner(in.B), ".")
	case ir.OpConst:
		if c := &f.Consts[in.A]; c.Kind == ir.ConstString && len(c.Str) < 40 {
			return c.Str
		}
	case ir.OpBinary:
		return strings.TrimSpace(inner(in.A) + " " + inner(in.B))
	case ir.OpCall:
		parts := []string{inner(in.A)}
		for _, a := range f.ArgsOf(in) {
			parts = append(parts, inner(a.Value))
		}
		return strings.TrimSpace(strings.Join(parts, " "))
	}
	return ""
}

// set tells whether one of a rule's settings stands anywhere in the program.
func (m *matcher) set(r *rule.Rule) bool {
	if len(r.Flow.Settings) == 0 {
		return false
	}
	is, known := m.named[r]
	if !known {
		is = slices.ContainsFunc(m.program.Funcs, func(f *types.Func) bool { return mentions(f.IR, r.Flow.Settings) })
		if m.named == nil {
			m.named = map[*rule.Rule]bool{}
		}
		m.named[r] = is
	}
	return is
}

func mentions(f *ir.Func, names []string) bool {
	for i := range f.Consts {
		if slices.Contains(names, f.Consts[i].Str) {
			return true
		}
	}
	for _, list := range [...][]string{f.Slots, f.Names} {
		for _, n := range list {
			if slices.Contains(names, n) {
				return true
			}
		}
	}
	return false
}
