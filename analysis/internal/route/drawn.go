package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// maxDrawnSteps bounds the places that are looked at for one value.
const maxDrawnSteps = 100

// drawn tells whether a value was drawn by the program itself wherever it comes
// from: a code that it makes and sends to somebody is none that somebody typed.
func (k *checker) drawn(fn *types.Func, reg int32) bool {
	if k.rule.Route.Drawn == 0 || reg < 0 {
		return false
	}
	steps := 0
	return k.allDrawn(place{fn, reg}, &steps)
}

func (k *checker) allDrawn(at place, steps *int) bool {
	from := k.c.origins(at)
	for _, o := range from {
		if *steps++; *steps > maxDrawnSteps || !o.ok() || !k.drawnAt(o, steps) {
			return false
		}
	}
	return len(from) > 0
}

// drawnAt: what is made of something drawn is drawn, whatever stands beside it.
func (k *checker) drawnAt(at place, steps *int) bool {
	in := at.in()
	switch in.Op {
	case ir.OpCall:
		if s := k.c.symbol(at.arg(in.A)); s != nil {
			for i := range s.Sources {
				if s.Sources[i].Labels&k.rule.Route.Drawn != 0 {
					return true
				}
			}
		}
		if callee := at.arg(in.A); callee.in().Op == ir.OpMember && k.allDrawn(callee.arg(callee.in().A), steps) {
			return true
		}
	case ir.OpIndex, ir.OpMember:
		return k.allDrawn(at.arg(in.A), steps)
	case ir.OpBinary:
		return k.allDrawn(at.arg(in.A), steps) || k.allDrawn(at.arg(in.B), steps)
	case ir.OpFormat, ir.OpTuple:
	case ir.OpList:
		if el := at.fn.IR.Collected(at.reg); el != ir.None && k.allDrawn(at.arg(el), steps) {
			return true
		}
	default:
		return false
	}
	for _, a := range at.fn.IR.ArgsOf(in) {
		if a.Value >= 0 && k.allDrawn(at.arg(a.Value), steps) {
			return true
		}
	}
	return false
}
