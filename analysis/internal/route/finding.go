package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// finding places what the checker found out.
func (k *checker) finding(reg *registration, m *meant, guesses int) (Finding, bool) {
	f := Finding{Rule: k.rule, Handler: k.h, Fn: reg.fn, Instr: -1, Guesses: guesses}
	f.Source = strings.TrimSpace(methodsOf(reg) + " " + m.path)
	f.Sink = reg.fn.Name()
	f.Steps = []Step{{Fn: reg.at.fn, Instr: reg.at.reg, Text: f.Source + " is answered by " + f.Sink}}
	if k.rule.Route.At == "success" {
		at, guess, ok := k.success(reg, m)
		if !ok {
			return f, false
		}
		f.Instr, f.Guesses = at, max(guesses, guess)
		f.Steps = append(f.Steps, Step{Fn: reg.fn, Instr: at, Text: "success is answered here"})
	}
	if k.rule.Route.Lacks != "" {
		f.Steps = append(f.Steps, Step{Fn: reg.fn, Instr: f.Instr, Text: k.rule.Route.Lacks})
	}
	return f, true
}

func methodsOf(reg *registration) string { return strings.Join(reg.methods, ", ") }

// success finds the return that says yes: of those behind the reading of what
// the rule is about (a password), the one for which most speaks; the last of
// equals. It is silent when an answer carries what the rule misses.
func (k *checker) success(reg *registration, m *meant) (at int32, guess int, ok bool) {
	r := k.rule.Route
	if k.carried(reg) {
		return 0, 0, false
	}
	fn := reg.fn
	behind, after := k.gated(fn)
	forms := k.forms(fn, behind)
	best, refused := 0, false
	for _, region := range [...][]bool{behind, after} {
		for i := range fn.IR.Instrs {
			in := &fn.IR.Instrs[i]
			if in.Op == ir.OpRaise || in.Op == ir.OpReturn && in.A < 0 {
				refused = true
			}
			if in.Op != ir.OpReturn || in.A < 0 {
				continue
			}
			for _, a := range k.c.answersOf(r, place{fn, in.A}) {
				if a.carries {
					return 0, 0, false
				}
				if a.refuses(m, forms) {
					refused = true
					continue
				}
				if w := a.weight(); region[i] && w >= best {
					best, at, guess, ok = w, int32(i), 0, true
					if a.opaque && !a.yes {
						guess = 2
					}
				}
			}
		}
		if ok {
			break
		}
	}
	// A constant that says neither yes nor no is a success only beside a refusal.
	return at, guess, ok && (best > 1 || refused)
}

// gated marks the instructions that are reached only after something was read
// whose name carries a label the rule asks for, and those that may be reached
// after it; all of them when nothing such is read in the function itself.
func (k *checker) gated(fn *types.Func) (behind, after []bool) {
	f := fn.IR
	behind, after = make([]bool, len(f.Instrs)), make([]bool, len(f.Instrs))
	first := make([]int32, len(f.Blocks)) // the first reading of each block, or its end
	found := false
	for b := range f.Blocks {
		blk := &f.Blocks[b]
		for first[b] = blk.First; first[b] < blk.Last && !k.reads(fn, first[b], k.rule.Route.If); first[b]++ {
		}
		found = found || first[b] < blk.Last
	}
	reading := func(b int32) bool { return first[b] < f.Blocks[b].Last }
	var later []int32
	for b := range f.Blocks {
		if reading(int32(b)) {
			later = append(later, successors(f, int32(b))...)
		}
	}
	open := flood(f, []int32{0}, reading)
	reached := flood(f, later, func(int32) bool { return false })
	for b := range f.Blocks {
		for i := f.Blocks[b].First; i < f.Blocks[b].Last; i++ {
			behind[i] = !found || !open[b] || i >= first[b]
			after[i] = !found || reached[b] || i >= first[b]
		}
	}
	return behind, after
}

// flood marks the blocks that are reached from some blocks without going
// through, only into, those that stop it.
func flood(f *ir.Func, work []int32, stops func(int32) bool) []bool {
	seen := make([]bool, len(f.Blocks))
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[b] {
			continue
		}
		seen[b] = true
		if !stops(b) {
			work = append(work, successors(f, b)...)
		}
	}
	return seen
}

func successors(f *ir.Func, b int32) []int32 {
	blk := &f.Blocks[b]
	var out []int32
	if blk.Term != ir.Leave && blk.Then >= 0 {
		out = append(out, blk.Then)
	}
	if blk.Term == ir.Branch && blk.Else >= 0 {
		out = append(out, blk.Else)
	}
	if blk.Handler >= 0 {
		out = append(out, blk.Handler)
	}
	return out
}

// reads tells whether an instruction reads something under a telling name.
func (k *checker) reads(fn *types.Func, i int32, labels rule.Bits) bool {
	f := fn.IR
	in := &f.Instrs[i]
	telling := func(name string) bool { return k.c.p.View.Naming(name)&labels != 0 }
	str := func(reg int32) string {
		if reg < 0 {
			return ""
		}
		if c := &f.Instrs[reg]; c.Op == ir.OpConst {
			return f.Consts[c.A].Str
		}
		return ""
	}
	switch in.Op {
	case ir.OpLoad:
		return telling(f.Slots[in.A])
	case ir.OpMember:
		return telling(f.Names[in.B])
	case ir.OpIndex:
		return telling(str(in.B))
	case ir.OpCall:
		if args := f.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
			return telling(str(args[0].Value))
		}
	}
	return false
}

// forms gives the templates that a handler shows before anything is read: shown
// again later they are no success.
func (k *checker) forms(fn *types.Func, behind []bool) map[string]bool {
	out := map[string]bool{}
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op != ir.OpReturn || in.A < 0 || behind[i] {
			continue
		}
		for _, a := range k.c.answersOf(k.rule.Route, place{fn, in.A}) {
			if a.page != "" {
				out[a.page] = true
			}
		}
	}
	return out
}

// carried looks through the code of the workspace that the handler runs for a
// name and a value that is not constant beside each other: an entry of a dict, a
// keyword, an assignment to a key, or two arguments (set_cookie("sid", sid)).
func (k *checker) carried(reg *registration) bool {
	re := k.rule.Route.Carries
	if re == nil {
		return false
	}
	for _, fn := range k.reach().fns {
		for i := range fn.IR.Instrs {
			if k.carries(fn, &fn.IR.Instrs[i]) {
				return true
			}
		}
	}
	return k.declares(reg)
}

func (k *checker) carries(fn *types.Func, in *ir.Instr) bool {
	re := k.rule.Route.Carries
	f := fn.IR
	key := func(reg int32) string {
		if reg < 0 || f.Instrs[reg].Op != ir.OpConst {
			return ""
		}
		return f.Consts[f.Instrs[reg].A].Str
	}
	varies := func(reg int32) bool {
		from := k.c.origins(place{fn, reg})
		return len(from) != 1 || from[0].in().Op != ir.OpConst
	}
	switch in.Op {
	case ir.OpDict:
		for _, a := range f.ArgsOf(in) {
			if matches(re, key(a.Key)) && varies(a.Value) {
				return true
			}
		}
	case ir.OpSetIndex:
		return matches(re, key(in.B)) && varies(in.C)
	case ir.OpCall:
		args := f.ArgsOf(in)
		for _, a := range args {
			if a.Kind == ir.ArgNamed && matches(re, f.Names[a.Name]) && varies(a.Value) {
				return true
			}
		}
		return len(args) > 1 && args[0].Kind == ir.ArgPos && args[1].Kind == ir.ArgPos && matches(re, key(args[0].Value)) && varies(args[1].Value)
	}
	return false
}

// declares: the class that selects the fields of the answer has such a field.
func (k *checker) declares(reg *registration) bool {
	e := entries{c: k.c}
	h := reg.route.Handling
	for i := range h.Shaped {
		at := k.c.operand(reg.at, &h.Shaped[i])
		if !at.ok() {
			continue
		}
		if cls, _ := e.class(at); cls.Kind == types.KindObject {
			for _, f := range cls.Class.Fields() {
				if matches(k.rule.Route.Carries, f) {
					return true
				}
			}
		}
	}
	return false
}
