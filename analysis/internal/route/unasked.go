package route

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// unasked registers what nothing in the program registers: the functions that
// platforms call by their names, and the methods of derived classes.
func (c *collector) unasked() {
	seen := map[*types.Class]bool{}
	for _, r := range c.regs {
		seen[r.class] = true
	}
	for _, s := range c.p.View.Routing() {
		for _, r := range s.Routes {
			switch r.How {
			case "name":
				c.byName(r)
			case "base":
				c.byBase(r, s, seen)
			}
		}
	}
}

func (c *collector) byName(r *rule.Route) {
	var found []*types.Func
	for _, f := range c.p.Funcs {
		if f.IR.Kind == ir.Function && f.Parent != nil && f.Parent.IR.Kind == ir.Module && r.Name.MatchString(f.IR.Name) && called(f.IR, r.Params) &&
			(r.Files == nil || r.Files.MatchString(f.Module.Path)) {
			found = append(found, f)
		}
	}
	if r.Files != nil && len(found) > 0 {
		found = c.idle(found)
	}
	for _, f := range found {
		c.finish(registration{route: r, at: place{f, ir.None}, whole: true, unseen: r.Files != nil}, target{fn: f})
	}
}

// idle keeps those functions that nothing in sight registers or uses and that answer: what
// names them must be where nobody looks.
func (c *collector) idle(fns []*types.Func) (out []*types.Func) {
	used := c.used(fns)
	for _, r := range c.regs {
		used[r.fn] = true
	}
	for _, f := range fns {
		if !used[f] && c.replies(f, 0) {
			out = append(out, f)
		}
	}
	return out
}

// used tells which of some functions are read by their names anywhere in sight.
func (c *collector) used(fns []*types.Func) map[*types.Func]bool {
	used, names := map[*types.Func]bool{}, map[string]bool{}
	if len(fns) == 0 {
		return used
	}
	for _, f := range fns {
		names[f.IR.Name] = true
	}
	for _, f := range c.p.Funcs {
		for i := range f.IR.Instrs {
			name := ""
			switch in := &f.IR.Instrs[i]; in.Op {
			case ir.OpName, ir.OpMember, ir.OpLoad:
				name = lastName(place{f, int32(i)})
			}
			if names[name] {
				if r := c.p.Reg(f, int32(i)); r.Kind == types.KindFunc {
					used[r.Func] = true
				}
			}
		}
	}
	return used
}

// replies tells whether a function makes an answer to a request, itself or by one that it calls.
func (c *collector) replies(f *types.Func, depth int) bool {
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		if in.Op != ir.OpCall {
			continue
		}
		switch r := c.p.Reg(f, in.A); r.Kind {
		case types.KindSymbol:
			if r.Sym.ReplyOf() != nil {
				return true
			}
		case types.KindFunc:
			if depth < 2 && c.replies(r.Func, depth+1) {
				return true
			}
		}
	}
	return false
}

func (c *collector) byBase(r *rule.Route, s *rule.Symbol, seen map[*types.Class]bool) {
	for _, class := range c.p.Classes {
		if seen[class] {
			continue
		}
		for _, base := range c.p.ClassSymbols(types.Ref{Kind: types.KindClass, Class: class}) {
			if base == s {
				c.finish(registration{route: r, at: nowhere, whole: true}, target{class: class})
			}
		}
	}
}

// called tells whether the first parameters of a function have these names.
func called(f *ir.Func, names []string) bool {
	if len(f.Params) < len(names) {
		return false
	}
	for i, n := range names {
		if f.Params[i].Name != n {
			return false
		}
	}
	return true
}
