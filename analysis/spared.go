package analysis

import (
	"maps"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
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
	if r.Called == nil && r.Compared == nil || r.Spares != 0 && h.Labels&r.Spares == 0 {
		return false
	}
	fns := []*types.Func{h.Fn}
	for _, s := range h.Way() {
		if s.Fn != nil {
			fns = append(fns, s.Fn)
		}
	}
	way := slices.Clone(fns)
	for _, fn := range way {
		callers := m.callers(fn)
		if !slices.ContainsFunc(callers, func(c *types.Func) bool { return c != fn && slices.Contains(way, c) }) {
			fns = append(fns, callers...) // others that call a helper of the way have no part in it
		}
	}
	seen := map[*types.Func]bool{}
	for n := 0; n < len(fns) && n < maxLooked; n++ {
		fn := fns[n]
		if seen[fn] {
			continue
		}
		seen[fn] = true
		behind := ir.None
		if fn == h.Fn {
			behind = h.Instr
		}
		if looks(fn.IR, r, behind) {
			return true
		}
		for _, callee := range m.facts(fn).Calls {
			if !handed(fn, callee) && (behind < 0 || !m.late(fn, callee, behind)) {
				fns = append(fns, callee)
			}
		}
		fns = append(fns, m.hooked(fn)...)
	}
	return false
}

// hooked gives the functions that a library calls when a function makes an object of a class of the program: methods of a
// form whose base is not in sight, and what its body names, such as checks of a field.
func (m *matcher) hooked(fn *types.Func) []*types.Func {
	var out []*types.Func
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		switch {
		case in.Op == ir.OpName && fn.IR.Kind == ir.ClassBody:
			if r := m.program.Reg(fn, int32(i)); r.Kind == types.KindFunc {
				out = append(out, r.Func)
			}
		case in.Op == ir.OpCall:
			r := m.program.Reg(fn, in.A)
			if r.Kind != types.KindClass || len(m.program.ClassSymbols(r)) == 0 {
				continue
			}
			out = append(out, r.Class.Body)
			for _, name := range slices.Sorted(maps.Keys(r.Class.Members)) {
				if method := r.Class.Members[name]; method != nil {
					out = append(out, method)
				}
			}
		}
	}
	return out
}

// late tells whether a function is called only behind the harm, for what it does: nothing is made of its result, and it
// neither raises nor takes back what was kept.
func (m *matcher) late(fn, callee *types.Func, harm int32) bool {
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op != ir.OpCall {
			continue
		}
		if r := m.program.Reg(fn, in.A); r.Func == callee && (int32(i) <= harm || used(fn.IR, int32(i))) {
			return false
		} else if r.Func == nil && strings.HasSuffix("."+namesIn(fn.IR, in.A, 0), "."+callee.IR.Name) {
			return false // perhaps this one
		}
	}
	return !m.ends(callee, 3)
}

// ends tells whether a function, or one that it calls, raises or takes back what was kept.
func (m *matcher) ends(fn *types.Func, depth int) bool {
	for i := range fn.IR.Instrs {
		switch in := &fn.IR.Instrs[i]; in.Op {
		case ir.OpRaise:
			return true
		case ir.OpCall:
			if undoes.MatchString(namesIn(fn.IR, in.A, 0)) {
				return true
			}
		}
	}
	return slices.ContainsFunc(m.facts(fn).Calls, func(c *types.Func) bool { return depth == 0 || m.ends(c, depth-1) })
}

// handed tells whether an inner function calls another only as what was handed to it. The wrapper of a decorator calls all
// that was ever decorated: what one of them looks at says nothing of the others.
func handed(fn, callee *types.Func) bool {
	inner := fn.Parent != nil && fn.Parent.IR.Kind == ir.Function
	return inner && callee.Class == nil && !slices.Contains(fn.IR.Names, callee.IR.Name)
}

// looks tells whether a function calls or compares what the rule names. What stands
// behind the instruction that does harm counts only where it can still refuse.
func looks(f *ir.Func, r *rule.FlowRule, harm int32) bool {
	for i := range f.Instrs {
		named := false
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpCall:
			named = r.Called != nil && r.Called.MatchString(namesIn(f, in.A, 0))
		case ir.OpCompare:
			text := comparison[ir.CompareOp(in.Sub)] + " " + namesIn(f, in.A, 0) + " " + namesIn(f, in.B, 0)
			named = r.Compared != nil && r.Compared.MatchString(text)
		}
		if named && (harm < 0 || int32(i) <= harm || refuses(f, int32(i), harm)) {
			return true
		}
	}
	return false
}

// undoes matches what ends a request or takes back what was kept.
var undoes = lazy.Trusted(`(?i)(^|[._ ])(abort|remove|unlink|rmtree|delete|exit|fail|reject)`)

// refuses tells whether a look at what was read or kept can lead to its being refused:
// its result is not used, so that it was called for the error it raises; or behind it
// one way of a condition leaves, something raises, or what was kept is taken away; or a
// handler of errors that is not around the harm itself does so.
func refuses(f *ir.Func, look, harm int32) bool {
	if f.Instrs[look].Op == ir.OpCall && !used(f, look) {
		return true
	}
	at, first := blockOf(f, look), blockOf(f, harm)
	if at < 0 || first < 0 {
		return true
	}
	seen := make([]bool, len(f.Blocks))
	todo := []int32{at}
	if h := f.Blocks[at].Handler; h >= 0 && h != f.Blocks[first].Handler {
		todo = append(todo, h)
	}
	for len(todo) > 0 {
		n := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if n < 0 || seen[n] {
			continue
		}
		seen[n] = true
		b := &f.Blocks[n]
		from := b.First
		if n == at {
			from = look
		}
		for i := from; i < b.Last; i++ {
			switch in := &f.Instrs[i]; in.Op {
			case ir.OpRaise:
				return true
			case ir.OpCall:
				if undoes.MatchString(namesIn(f, in.A, 0)) {
					return true
				}
			}
		}
		switch b.Term {
		case ir.Jump:
			todo = append(todo, b.Then)
		case ir.Branch:
			if b.Cond >= 0 && (leaves(f, b.Then) && !leadsTo(f, b.Else, b.Then) || leaves(f, b.Else) && !leadsTo(f, b.Then, b.Else)) {
				return true
			}
			todo = append(todo, b.Then, b.Else)
		case ir.Leave:
			// A handler of the look's own errors that ends the request.
			if n != at && n == f.Blocks[at].Handler {
				return true
			}
		}
	}
	return false
}

// leadsTo: one block comes before the other on a way that all take.
func leadsTo(f *ir.Func, from, to int32) bool {
	for n := 0; from >= 0 && n < len(f.Blocks); n++ {
		if from == to {
			return true
		}
		b := &f.Blocks[from]
		if b.Term != ir.Jump {
			return false
		}
		from = b.Then
	}
	return false
}

func leaves(f *ir.Func, n int32) bool { return n >= 0 && f.Blocks[n].Term == ir.Leave }

func blockOf(f *ir.Func, reg int32) int32 {
	return int32(slices.IndexFunc(f.Blocks, func(b ir.Block) bool { return b.First <= reg && reg < b.Last }))
}

// used tells whether something is made of the value of an instruction.
func used(f *ir.Func, reg int32) bool {
	for i := reg + 1; i < int32(len(f.Instrs)); i++ {
		if in := &f.Instrs[i]; in.Reads(reg) {
			// Waiting for it makes nothing of it.
			return in.Op != ir.OpAwait || used(f, i)
		}
	}
	return slices.ContainsFunc(f.Args, func(a ir.Arg) bool { return a.Value == reg || a.Key == reg }) ||
		slices.ContainsFunc(f.Blocks, func(b ir.Block) bool { return b.Term == ir.Branch && b.Cond == reg })
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
