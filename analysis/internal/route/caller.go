package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Who asks: what a framework knows of the caller, what a session or the request
// keeps of them under a telling name, and what a guard hands to the handler.

// asks tells whether functions read who asks.
func (k *checker) asks(fns []*types.Func) bool {
	if k.rule.Route.Knows == nil {
		return false
	}
	for _, fn := range fns {
		for i := range fn.IR.Instrs {
			if k.caller(fn, int32(i)) {
				return true
			}
		}
	}
	return false
}

// caller tells whether an instruction gives who asks, by itself.
func (k *checker) caller(fn *types.Func, i int32) bool {
	in := &fn.IR.Instrs[i]
	switch in.Op {
	case ir.OpName, ir.OpLoad, ir.OpImportFrom:
		return k.is(fn, i, k.rule.Route.Caller)
	case ir.OpMember:
		if k.is(fn, i, k.rule.Route.Caller) {
			return true
		}
		if m := k.member(fn, in); m != nil && m.Facts&k.rule.Route.Caller != 0 {
			return true
		}
		name := fn.IR.Names[in.B]
		return matches(k.rule.Route.Knows, name) && k.is(fn, in.A, k.rule.Route.Kept)
	case ir.OpIndex:
		return matches(k.rule.Route.Knows, constText(fn.IR, in.B)) && k.is(fn, in.A, k.rule.Route.Kept)
	case ir.OpCall:
		if s := k.c.symbol(place{fn, in.A}); s != nil && s.Facts&k.rule.Route.Caller != 0 {
			return true
		}
		m := &fn.IR.Instrs[in.A]
		if args := fn.IR.ArgsOf(in); m.Op == ir.OpMember && len(args) > 0 {
			return matches(k.rule.Route.Knows, constText(fn.IR, args[0].Value)) && k.is(fn, m.A, k.rule.Route.Kept)
		}
	case ir.OpCompare:
		if op := ir.CompareOp(in.Sub); op == ir.In || op == ir.NotIn {
			return matches(k.rule.Route.Knows, constText(fn.IR, in.A)) && k.is(fn, in.B, k.rule.Route.Kept)
		}
	}
	return false
}

// is tells whether a value is an instance of something that has a fact.
func (k *checker) is(fn *types.Func, reg int32, fact rule.Bits) bool {
	r := k.c.p.Reg(fn, reg)
	if r.Kind != types.KindInstance && r.Kind != types.KindObject {
		return false
	}
	for _, s := range k.c.p.ClassSymbols(r) {
		if s.Facts&fact != 0 {
			return true
		}
	}
	return false
}
