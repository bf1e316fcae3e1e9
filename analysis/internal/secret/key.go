package secret

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// A literal under a name that tells nothing is a secret where what stands under the name signs or encrypts:
// PEPPER = b"...", and further down AES.new(PEPPER, mode).

// unnamed is a variable of a module, a class or a function, and the literals that it holds.
type unnamed struct {
	fn   *types.Func
	slot int32
}

// maxUnnamed bounds the variables that are kept.
const maxUnnamed = 256

// variable keeps a variable for keys to look at, where its name says nothing.
func (s *search) variable(slot, reg int32) {
	if s.hints.Key == nil || s.class(s.fn.IR.Slots[slot]) != silent || len(s.fn.Stores(slot)) != 1 {
		return
	}
	s.follow(reg, 0, func(l literal) {
		if len(s.unnamed) < maxUnnamed && l.env == "" {
			if s.unnamed == nil {
				s.unnamed = map[unnamed][]literal{}
			}
			u := unnamed{s.fn, slot}
			s.unnamed[u] = append(s.unnamed[u], l)
		}
	})
}

// keys judges the variables that were kept by the calls that they are passed to.
func (s *search) keys(body *types.Func) {
	if len(s.unnamed) == 0 {
		return
	}
	for open := []*types.Func{body}; len(open) > 0; {
		fn := open[len(open)-1]
		open = append(open[:len(open)-1], fn.Children...)
		for i := range fn.IR.Instrs {
			in := &fn.IR.Instrs[i]
			if in.Op != ir.OpCall {
				continue
			}
			for k, a := range fn.IR.ArgsOf(in) {
				home, slot := variableOf(fn, a.Value)
				u := unnamed{home, slot}
				if list := s.unnamed[u]; len(list) > 0 && s.hints.Key(fn, int32(i), k) {
					for _, l := range list {
						s.keyed(u, l)
					}
				}
			}
		}
	}
}

func (s *search) keyed(u unnamed, l literal) {
	s.fn, s.first = u.fn, len(s.found)
	c := worded
	if l.loose {
		c = telling
	}
	if !slices.ContainsFunc(s.found, func(f Finding) bool { return f.Fn == u.fn && f.Instr == l.reg }) {
		s.value(c, u.fn.IR.Slots[u.slot], l.reg, l.guess, l.call, l.env)
	}
}

// variableOf gives the variable that an expression reads, itself or through what turns text into bytes; nil for none.
func variableOf(fn *types.Func, reg int32) (*types.Func, int32) {
	f := fn.IR
	for range maxFollow {
		if reg < 0 {
			break
		}
		switch in := &f.Instrs[reg]; in.Op {
		case ir.OpLoad:
			return fn, in.A
		case ir.OpName:
			return fn.Free(f.Names[in.A])
		case ir.OpMember:
			if base := &f.Instrs[in.A]; base.Op == ir.OpLoad && base.A == 0 && fn.IsMethod() && fn.Class.Body != nil {
				if slot, ok := fn.Class.Body.Slot(f.Names[in.B]); ok {
					return fn.Class.Body, slot
				}
			}
			reg = in.A // KEY.encode
		case ir.OpCall:
			if args := f.ArgsOf(in); len(args) > 0 {
				reg = args[0].Value // bytes.fromhex(KEY)
			} else {
				reg = in.A
			}
		case ir.OpSlice, ir.OpIndex:
			reg = in.A
		default:
			return nil, ir.None
		}
	}
	return nil, ir.None
}
