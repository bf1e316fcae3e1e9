package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// What a handler gives away, or lets a caller choose, matters less where only those
// reach it who run the program, or who have said who they are.

// Audience is who may call a handler.
type Audience int8

const (
	Anyone Audience = iota
	Known           // who has said who they are
	Few             // whom a guard with a telling name lets in
)

// Asked tells who may ask for what a rule speaks of. Not for concurrent use.
type Asked struct {
	t       *Table
	r       *rule.Audience
	by      *rule.Rule
	facts   func(*types.Func) types.FuncFacts
	callers func(*types.Func) []*types.Func
	handler map[*types.Func]*Handler
	leads   map[*types.Func][]*Handler
	who     map[*Handler]Audience
}

// NewAsked prepares for one rule's audience. by is the rule of kind route that knows
// how handlers ask who calls.
func NewAsked(t *Table, r *rule.Audience, by *rule.Rule, facts func(*types.Func) types.FuncFacts, callers func(*types.Func) []*types.Func) *Asked {
	t = t.copy()
	a := &Asked{t: t, r: r, by: by, facts: facts, callers: callers, handler: map[*types.Func]*Handler{}, leads: map[*types.Func][]*Handler{}, who: map[*Handler]Audience{}}
	for _, h := range t.all {
		a.handler[h.Func] = h
	}
	return a
}

// By tells who may call all handlers that run the functions of a way. Functions that
// no handler in sight calls say nothing.
func (a *Asked) By(fns []*types.Func) Audience {
	var common []*Handler
	any := false
	for _, fn := range fns {
		hs := a.leadingTo(fn)
		switch {
		case len(hs) == 0:
		case !any:
			common, any = slices.Clone(hs), true
		default:
			common = slices.DeleteFunc(common, func(h *Handler) bool { return !slices.Contains(hs, h) })
		}
	}
	if len(common) == 0 {
		return Anyone
	}
	least := Few
	for _, h := range common {
		least = min(least, a.of(h))
	}
	return least
}

// leadingTo gives the handlers that call a function, directly or through others.
func (a *Asked) leadingTo(fn *types.Func) []*Handler {
	out, known := a.leads[fn]
	if known {
		return out
	}
	seen := map[*types.Func]bool{}
	for work := []*types.Func{fn}; len(work) > 0 && len(seen) < maxReach; work = work[1:] {
		f := work[0]
		if f == nil || seen[f] || f.IR.Kind == ir.Module || f.IR.Kind == ir.ClassBody {
			continue
		}
		seen[f] = true
		if h := a.handler[f]; h != nil {
			out = append(out, h)
			continue
		}
		work = append(append(work, a.callers(f)...), f.Parent)
	}
	a.leads[fn] = out
	return out
}

func (a *Asked) of(h *Handler) Audience {
	who, known := a.who[h]
	if !known {
		k := &checker{t: a.t, c: a.t.c, rule: a.by, facts: a.facts, h: h}
		switch {
		case slices.ContainsFunc(h.regs, func(reg *registration) bool { return a.forFew(k, reg) }):
			who = Few
		case k.guards(h):
			who = Known
		}
		a.who[h] = who
	}
	return who
}

// forFew tells whether one of the guards around a handler is named for few people.
func (a *Asked) forFew(k *checker, reg *registration) bool {
	var g guard
	k.c.dependencies(reg.fn, &g, 0)
	list := append(slices.Clone(reg.guards), reg.listed...)
	for _, ch := range k.c.chains(reg) {
		list = append(list, ch.listed...)
		for _, ro := range ch.routers {
			list = append(list, ro.hooks...)
		}
	}
	for _, at := range list {
		in := at.in()
		if a.named(spelled(at.fn.IR, at.reg)) {
			return true
		}
		if in.Op == ir.OpCall {
			for _, arg := range at.fn.IR.ArgsOf(in) {
				if a.named(constText(at.fn.IR, arg.Value)) || a.named(spelled(at.fn.IR, arg.Value)) {
					return true
				}
			}
		}
		one := k.c.guardAt(at)
		g.fns, g.unknown = append(g.fns, one.fns...), append(g.unknown, one.unknown...)
	}
	return slices.ContainsFunc(g.unknown, a.named) || slices.ContainsFunc(g.fns, func(fn *types.Func) bool {
		return a.named(fn.IR.Name) || fn.IR.Kind == ir.Lambda && slices.ContainsFunc(fn.IR.Names, a.named)
	})
}

func (a *Asked) named(name string) bool { return matches(a.r.Few, name) }

// spelled gives the names that an expression is written with, joined by dots; of a call, those of what is called.
func spelled(f *ir.Func, reg int32) string {
	if reg < 0 {
		return ""
	}
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpLoad:
		return f.Slots[in.A]
	case ir.OpName:
		return f.Names[in.A]
	case ir.OpMember:
		return spelled(f, in.A) + "." + f.Names[in.B]
	case ir.OpCall, ir.OpAwait:
		return spelled(f, in.A)
	}
	return ""
}
