package taint

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// peeks tells whether what a register holds is read for nothing but some keys, in the
// function where it is made: claims["exp"], claims.get("iss"), "aud" in claims.
func peeks(fn *types.Func, reg int32, keys []string) bool {
	p := peeking{fn: fn, keys: keys, seen: map[int32]bool{}}
	return p.only(reg) && p.read
}

type peeking struct {
	fn   *types.Func
	keys []string
	seen map[int32]bool
	read bool // one of the keys is read
}

func (p *peeking) only(reg int32) bool {
	if p.seen[reg] {
		return true
	}
	p.seen[reg] = true
	f := p.fn.IR
	for i := range f.Instrs {
		if in := &f.Instrs[i]; in.Reads(reg) && !p.harmless(int32(i), in, reg) {
			return false
		}
	}
	return !slices.ContainsFunc(f.Args, func(a ir.Arg) bool { return a.Value == reg || a.Key == reg })
}

// harmless tells whether one use of a register reads no more than the keys.
func (p *peeking) harmless(i int32, in *ir.Instr, reg int32) bool {
	f := p.fn.IR
	switch in.Op {
	case ir.OpStore:
		if p.fn.Captured[in.A] {
			return false
		}
		for k := range f.Instrs {
			if l := &f.Instrs[k]; l.Op == ir.OpLoad && l.A == in.A && !p.only(int32(k)) {
				return false
			}
		}
		return true
	case ir.OpAwait:
		return p.only(i)
	case ir.OpIndex:
		return in.A == reg && p.key(in.B)
	case ir.OpCompare:
		return in.B == reg && (ir.CompareOp(in.Sub) == ir.In || ir.CompareOp(in.Sub) == ir.NotIn)
	case ir.OpUnary:
		return ir.UnaryOp(in.Sub) == ir.Not
	case ir.OpMember:
		if f.Names[in.B] != "get" {
			return false
		}
		for k := range f.Instrs {
			call := &f.Instrs[k]
			if !call.Reads(i) {
				continue
			}
			if args := f.ArgsOf(call); call.Op != ir.OpCall || call.A != i || len(args) == 0 || !p.key(args[0].Value) {
				return false
			}
		}
		return true
	}
	return false
}

func (p *peeking) key(reg int32) bool {
	f := p.fn.IR
	if reg < 0 || f.Instrs[reg].Op != ir.OpConst || !slices.Contains(p.keys, f.Consts[f.Instrs[reg].A].Str) {
		return false
	}
	p.read = true
	return true
}
