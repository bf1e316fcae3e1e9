package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

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
