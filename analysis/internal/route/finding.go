package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// finding places what the checker found out.
func (k *checker) finding(reg *registration, m *meant, guesses int, seen []Step) (Finding, bool) {
	f := Finding{Rule: k.rule, Handler: k.h, Fn: reg.fn, Instr: -1, Guesses: guesses}
	f.Source = titleOf(reg, m.path)
	f.Sink = reg.fn.Name()
	f.Steps = []Step{{Fn: reg.at.fn, Instr: reg.at.reg, Text: f.Source + " is answered by " + f.Sink}}
	f.Steps = append(f.Steps, seen...)
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

// titleOf names what is answered: the methods and the path, or the function where that is
// not in sight.
func titleOf(reg *registration, path string) string {
	methods := methodsOf(reg)
	if reg.unseen && reg.path == "" {
		if methods == "" {
			methods = "a request"
		}
		path = "to " + reg.fn.Name()
	}
	return strings.TrimSpace(methods + " " + path)
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
			said := k.answered(fn, int32(i))
			if said < 0 {
				continue
			}
			for _, a := range k.c.answersOf(r, place{fn, said}) {
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

// answered gives what an instruction answers: what it returns, or a call by which the handler's own
// object does (self.write(...)).
func (k *checker) answered(fn *types.Func, i int32) int32 {
	switch in := &fn.IR.Instrs[i]; in.Op {
	case ir.OpReturn:
		return in.A
	case ir.OpCall:
		m := &fn.IR.Instrs[in.A]
		if fn.IsMethod() && m.Op == ir.OpMember && isParam(fn, m.A, 0) {
			if s := k.c.symbol(place{fn, in.A}); s != nil && s.ReplyOf() != nil {
				return i
			}
		}
	}
	return ir.None
}

// forms gives the templates that a handler shows before anything is read: shown
// again later they are no success.
func (k *checker) forms(fn *types.Func, behind []bool) map[string]bool {
	out := map[string]bool{}
	for i := range fn.IR.Instrs {
		said := k.answered(fn, int32(i))
		if said < 0 || behind[i] {
			continue
		}
		for _, a := range k.c.answersOf(k.rule.Route, place{fn, said}) {
			if a.page != "" {
				out[a.page] = true
			}
		}
	}
	return out
}
