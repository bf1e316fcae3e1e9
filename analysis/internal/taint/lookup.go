package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// keptAs gives what names tell of a value that was kept somewhere: of the variable or key
// that it is read from, through conversions, and where it was looked up under a key that
// is put together, of what it was looked up in and of the words before the key:
// codes.get(email), cache[f"otp:{phone}"]. An attribute is told by whose it is too: invite.code.
// A piece of a record by its own name, and waits where the record was looked up.
func (e *evaluator) keptAs(reg int32) Bits {
	var names Bits
	for n := 0; reg >= 0 && n < 2*maxConversions; n++ {
		in := &e.f.Instrs[reg]
		switch in.Op {
		case ir.OpAwait:
			reg = in.A
			continue
		case ir.OpLoad:
			if v := e.soleStore(in.A); v >= 0 {
				names |= e.naming(reg)
				reg = v // two names may stand for each other in a loop
				continue
			}
		case ir.OpStore:
			reg = in.B
			continue
		case ir.OpIndex:
			names |= e.naming(reg)
			if in.B >= 0 && e.f.Instrs[in.B].Op == ir.OpConst {
				return names | e.waits(names, in.A) // pending[email]["code"]
			}
			return names | e.lookup(in.A, in.B)
		case ir.OpUnpack:
			names |= e.naming(reg)
			return names | e.waits(names, in.A) // code, expires = pending[email]
		case ir.OpMember:
			return names | e.naming(reg) | e.p.View.Naming(e.lastName(in.A)+"_"+e.f.Names[in.B])&e.sv.in.Words.TokenName // invite.code
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
				return names | e.naming(reg) | e.lookup(callee.A, args[0].Value)
			}
		}
		break
	}
	return names | e.naming(reg)
}

// waits gives whether a piece of a record waits to be compared: one whose name tells of
// a code or a token, where what the record was looked up in tells that such things wait.
func (e *evaluator) waits(names Bits, record int32) Bits {
	w := &e.sv.in.Words
	if names&(w.Code|w.TokenName|w.Token) == 0 {
		return 0
	}
	return e.foundIn(record) & w.Expected
}

// maxConversions bounds the conversions around a value that are looked through.
const maxConversions = 4

func (e *evaluator) naming(reg int32) Bits { return e.p.View.Naming(e.lastName(reg)) }

// foundIn gives what names tell of where a record was looked up, whatever it is called here.
func (e *evaluator) foundIn(reg int32) Bits {
	for n := 0; reg >= 0 && n < maxConversions; n++ {
		in := &e.f.Instrs[reg]
		switch in.Op {
		case ir.OpAwait:
			reg = in.A
		case ir.OpStore:
			reg = in.B
		case ir.OpLoad:
			reg = e.soleStore(in.A)
		case ir.OpIndex:
			return e.lookup(in.A, in.B)
		case ir.OpCall:
			callee, args := &e.f.Instrs[in.A], e.f.ArgsOf(in)
			if callee.Op != ir.OpMember || len(args) == 0 || args[0].Kind != ir.ArgPos {
				return 0
			}
			return e.lookup(callee.A, args[0].Value)
		default:
			return 0
		}
	}
	return 0
}

// lookup gives what a collection and the key into it tell of what lies there.
func (e *evaluator) lookup(in, key int32) Bits {
	if key < 0 || e.f.Instrs[key].Op == ir.OpConst {
		return 0
	}
	return e.naming(in) | e.p.View.Naming(beginning(e.p, e.fn, key, 0))
}

// soleStore gives what a variable of the function holds that is assigned once and is no parameter.
func (e *evaluator) soleStore(slot int32) int32 {
	if stores := e.fn.Stores(slot); len(stores) == 1 && !slices.ContainsFunc(e.f.Params, func(p ir.Param) bool { return p.Slot == slot }) {
		return stores[0]
	}
	return ir.None
}

// beginning gives the words with which a text begins that is put together, here or by a
// helper that does nothing else.
func beginning(p *types.Program, fn *types.Func, reg int32, depth int) string {
	if reg < 0 || depth > maxConversions {
		return ""
	}
	f := fn.IR
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpConst:
		text := f.Consts[in.A].Str
		if at := strings.IndexAny(text, "%{"); at >= 0 {
			text = text[:at] // "reset:%s" % email, "reset:{}".format(email)
		}
		return strings.TrimRight(text, ":-_/.= ")
	case ir.OpFormat:
		if args := f.ArgsOf(in); len(args) > 0 && args[0].Kind == ir.ArgPos {
			return beginning(p, fn, args[0].Value, depth+1)
		}
	case ir.OpBinary:
		return beginning(p, fn, in.A, depth+1)
	case ir.OpStore:
		return beginning(p, fn, in.B, depth+1)
	case ir.OpLoad:
		if stores := fn.Stores(in.A); len(stores) == 1 {
			return beginning(p, fn, stores[0], depth+1)
		}
	case ir.OpCall:
		if helper := p.Reg(fn, in.A).Func; helper != nil {
			return beginning(p, helper, soleResult(helper.IR), depth+1)
		}
		if m := &f.Instrs[in.A]; m.Op == ir.OpMember && m.A >= 0 && f.Instrs[m.A].Op == ir.OpConst {
			return beginning(p, fn, m.A, depth+1)
		}
	}
	return ""
}

// soleResult gives the only thing that a function returns.
func soleResult(f *ir.Func) int32 {
	out := int32(ir.None)
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpReturn || in.A < 0 {
			continue
		}
		if out >= 0 {
			return ir.None
		}
		out = in.A
	}
	return out
}
