package route

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// counts tells whether functions keep a count under a name that says so: it is
// written in one place, also in a statement for a database, and compared by size in one.
func counts(name *rule.Pattern, fns []*types.Func) bool {
	if name == nil {
		return false
	}
	written, compared := map[string]bool{}, map[string]bool{}
	var statements []string
	for _, fn := range fns {
		f := fn.IR
		for i := range f.Instrs {
			switch in := &f.Instrs[i]; in.Op {
			case ir.OpSetMember:
				written[f.Names[in.B]] = true
			case ir.OpSetIndex:
				written[constText(f, in.B)] = true
			case ir.OpCompare:
				if op := ir.CompareOp(in.Sub); op >= ir.Less && op <= ir.GreaterEq {
					compared[readName(f, in.A)], compared[readName(f, in.B)] = true, true
				}
			case ir.OpCall:
				for _, a := range f.ArgsOf(in) {
					if a.Kind == ir.ArgNamed {
						written[f.Names[a.Name]] = true
					}
				}
			}
		}
		for i := range f.Consts {
			if s := f.Consts[i].Str; f.Consts[i].Kind == ir.ConstString && strings.Contains(s, "=") && len(s) < 1<<12 {
				statements = append(statements, s)
			}
		}
	}
	for n := range compared {
		if n == "" || !name.MatchString(n) {
			continue
		}
		if written[n] {
			return true
		}
		for _, s := range statements {
			if strings.Contains(s, n) {
				return true
			}
		}
	}
	return false
}

// readName gives the name of the attribute or constant key that a value is read
// from, through one call: (user.attempts or 0), row.get("attempts"), int(row["attempts"]).
func readName(f *ir.Func, reg int32) string {
	for range 3 {
		if reg < 0 {
			return ""
		}
		switch in := &f.Instrs[reg]; in.Op {
		case ir.OpMember:
			return f.Names[in.B]
		case ir.OpIndex:
			return constText(f, in.B)
		case ir.OpLoad, ir.OpStore:
			reg = storedIn(f, in)
		case ir.OpCall:
			args := f.ArgsOf(in)
			if len(args) == 0 {
				return ""
			}
			if key := constText(f, args[0].Value); key != "" {
				return key
			}
			reg = args[0].Value
		default:
			return ""
		}
	}
	return ""
}

// storedIn gives what a variable that is written once holds.
func storedIn(f *ir.Func, in *ir.Instr) int32 {
	if in.Op == ir.OpStore {
		return in.B
	}
	found := ir.None
	for i := range f.Instrs {
		if s := &f.Instrs[i]; s.Op == ir.OpStore && s.A == in.A {
			if found >= 0 {
				return found
			}
			found = s.B
		}
	}
	return found
}

func constText(f *ir.Func, reg int32) string {
	if reg >= 0 && f.Instrs[reg].Op == ir.OpConst {
		return f.Consts[f.Instrs[reg].A].Str
	}
	return ""
}

// own: whoever comes here has shown who they are, and gives no password: what they
// are handed cannot be had by trying.
func (k *checker) own(reg *registration, ch *chain) bool {
	r := k.rule.Route
	if !matches(r.Own, ch.path) || r.Login == 0 || r.Reads != 0 && k.touches(r.Reads) {
		return false
	}
	facts := k.reach().facts | reg.facts | k.c.entered(reg.route.Handling)
	for _, list := range [...][]place{reg.guards, reg.listed, ch.listed} {
		for _, at := range list {
			g := k.c.guardAt(at)
			facts |= g.facts | around(k.facts, g.fns)
		}
	}
	return facts&r.Login != 0
}

func around(facts func(*types.Func) types.FuncFacts, fns []*types.Func) rule.Bits {
	return reachOf(facts, fns...).facts
}
