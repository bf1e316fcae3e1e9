package types

import "underpin/analysis/internal/ir"

// What one function puts into something that a library keeps for the whole program,
// another takes out: app.state.store = Store(), request.app["store"].find(name). A
// model says of which classes (`shared`); here only the class of what lies there counts.
// A key may be a constant of the program: app[STORE] is told by its name, in whichever file.

const shared = "shared"

type sharedKey struct{ class, name string }

// Shared tells whether it is something of a library that keeps what is put there for others.
func (r Ref) Shared() bool { return r.Kind == KindInstance && r.Sym.Intrinsic == shared }

// constKey gives a key that is a literal text.
func constKey(f *Func, reg int32) (string, bool) {
	if reg < 0 || f.IR.Instrs[reg].Op != ir.OpConst {
		return "", false
	}
	c := &f.IR.Consts[f.IR.Instrs[reg].A]
	return c.Str, c.Kind == ir.ConstString
}

// sharedName gives the name of what lies under a key that is a literal text or a name of a module.
func sharedName(f *Func, reg int32) (string, bool) {
	if key, ok := constKey(f, reg); ok || reg < 0 {
		return "[" + key, ok
	}
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpName:
		return "[:" + f.IR.Names[in.A], true
	case ir.OpMember:
		return "[:" + f.IR.Names[in.B], true
	case ir.OpLoad:
		return "[:" + f.IR.Slots[in.A], f.IR.Kind == ir.Module
	}
	return "", false
}

// findShared finds the classes of what is put there; false when nothing new is.
func (p *Program) findShared() bool {
	found := map[sharedKey]Ref{}
	of := map[*Class]string{}
	put := func(f *Func, base int32, name string, value int32) {
		class := p.sharedClass(p.Reg(f, base), of)
		if class == "" {
			return
		}
		r, key := p.Reg(f, value), sharedKey{class, name}
		if old, seen := found[key]; !p.own(r) || seen && old != r {
			r = various
		}
		found[key] = r
	}
	for _, f := range p.Funcs {
		for i := range f.IR.Instrs {
			switch in := &f.IR.Instrs[i]; in.Op {
			case ir.OpSetMember:
				put(f, in.A, f.IR.Names[in.B], in.C)
			case ir.OpSetIndex:
				if name, ok := sharedName(f, in.B); ok {
					put(f, in.A, name, in.C)
				}
			}
		}
	}
	news := false
	for key, r := range found {
		if r == various {
			delete(found, key)
		} else if p.shared[key] != r {
			news = true
		}
	}
	p.shared = found
	return news
}

// sharedClass names the library's class that keeps what is put into it: its own, or the
// base of the program's class.
func (p *Program) sharedClass(b Ref, of map[*Class]string) string {
	if b.Shared() {
		return b.Sym.Name
	}
	if b.Kind != KindObject {
		return ""
	}
	name, seen := of[b.Class]
	if !seen {
		for _, s := range p.ClassSymbols(b) {
			if s.Intrinsic == shared {
				name = s.Name
				break
			}
		}
		of[b.Class] = name
	}
	return name
}

// kept is what lies under a name in such a thing. More of it may be known later.
func (q *query) kept(base Ref, name string) Ref {
	q.soft = true
	return q.p.shared[sharedKey{base.Sym.Name, name}]
}
