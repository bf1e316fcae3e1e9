package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// keptAs gives what names tell of a value that was kept somewhere: of the variable or key
// that it is read from, through conversions, and where it was looked up under a key that
// is put together, of what it was looked up in and of the words before the key:
// codes.get(email), cache[f"otp:{phone}"]. An attribute is told by whose it is too: invite.code.
func (e *evaluator) keptAs(reg int32) Bits {
	for n := 0; reg >= 0 && n < maxConversions; n++ {
		in := &e.f.Instrs[reg]
		switch in.Op {
		case ir.OpAwait:
			reg = in.A
			continue
		case ir.OpIndex:
			return e.naming(reg) | e.lookup(in.A, in.B)
		case ir.OpMember:
			return e.naming(reg) | e.p.View.Naming(e.lastName(in.A)+"_"+e.f.Names[in.B])&e.sv.in.Words.TokenName // invite.code
		case ir.OpCall:
			callee, args := &e.f.Instrs[in.A], e.f.ArgsOf(in)
			if callee.Op == ir.OpMember && len(args) == 0 { // code.strip(), kept.decode()
				reg = callee.A
				continue
			}
			if len(args) == 0 || args[0].Kind != ir.ArgPos {
				break
			}
			if r := e.reg(in.A).ref; r.Kind == types.KindSymbol && r.Sym.Class { // str(code)
				reg = args[0].Value
				continue
			}
			if callee.Op == ir.OpMember {
				return e.naming(reg) | e.lookup(callee.A, args[0].Value)
			}
		}
		break
	}
	return e.naming(reg)
}

// maxConversions bounds the conversions around a value that are looked through.
const maxConversions = 4

func (e *evaluator) naming(reg int32) Bits { return e.p.View.Naming(e.lastName(reg)) }

// lookup gives what a collection and the key into it tell of what lies there.
func (e *evaluator) lookup(in, key int32) Bits {
	if key < 0 || e.f.Instrs[key].Op == ir.OpConst {
		return 0
	}
	return e.naming(in) | e.p.View.Naming(e.beginning(key))
}

// beginning gives the words with which a text begins that is put together.
func (e *evaluator) beginning(reg int32) string {
	switch in := &e.f.Instrs[reg]; in.Op {
	case ir.OpConst:
		return strings.TrimRight(e.f.Consts[in.A].Str, ":-_/.= ")
	case ir.OpFormat:
		if args := e.f.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
			return e.beginning(args[0].Value)
		}
	case ir.OpBinary:
		return e.beginning(in.A)
	}
	return ""
}
