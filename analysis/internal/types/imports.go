package types

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

type ruleSymbol = rule.Symbol

// importModule gives what "import a.b.c" binds: with as, the module c; else the package a.
func (q *query) importModule(from *Module, name string, as bool) Ref {
	if !as {
		name, _, _ = strings.Cut(name, ".")
	}
	if file, dir, here := q.p.Imports.Module(from.Path, name); here {
		return q.workspace(file, dir)
	}
	if s := q.p.View.Lookup(name); s != nil {
		return symbol(s)
	}
	return Ref{Kind: KindForeign}
}

func (q *query) workspace(file int32, dir string) Ref {
	if file >= 0 && q.p.Modules[file].Body != nil {
		return Ref{Kind: KindModule, In: q.p.place(Place{q.p.Modules[file], dir})}
	}
	return Ref{Kind: KindPackage, In: q.p.place(Place{nil, dir})}
}

// place gives the one place of the program that is like this.
func (p *Program) place(like Place) *Place {
	if one, ok := p.places.Load(like); ok {
		return one.(*Place)
	}
	one, _ := p.places.LoadOrStore(like, &like)
	return one.(*Place)
}

func (q *query) importFrom(from *Module, module, name string, depth int) Ref {
	if q.over(depth) {
		return Ref{}
	}
	file, dir, here := q.p.Imports.Module(from.Path, module)
	if here {
		if file >= 0 && q.p.Modules[file].Body != nil {
			if r := q.export(q.p.Modules[file], name, depth+1); r.Known() {
				return r
			}
		}
		if dir != "" || strings.Trim(module, ".") == "" {
			return q.sub(dir, name)
		}
		return Ref{}
	}
	if s := q.p.View.Lookup(module); s != nil {
		if m := s.Member(name); m != nil {
			if m.Type != nil {
				return Instance(m.Type)
			}
			return symbol(m)
		}
	}
	return Ref{Kind: KindForeign}
}

func (q *query) sub(dir, name string) Ref {
	if file, d, here := q.p.Imports.Sub(dir, name); here {
		return q.workspace(file, d)
	}
	return Ref{}
}

// export gives what a module's global name denotes.
func (q *query) export(m *Module, name string, depth int) Ref {
	if slot, ok := m.Body.Slot(name); ok {
		return q.slot(m.Body, slot, depth+1)
	}
	return q.star(m.Body, name, depth+1)
}

// Export finds the slot of a module's global name, following re-exports through
// imports to the module that assigns it.
func (p *Program) Export(m *Module, name string) (*Func, int32) {
	for range 8 {
		if m == nil || m.Body == nil {
			return nil, ir.None
		}
		slot, ok := m.Body.Slot(name)
		if !ok {
			return p.exportStar(m, name)
		}
		st := m.Body.Stores(slot)
		if len(st) != 1 {
			return m.Body, slot
		}
		in := &m.Body.IR.Instrs[m.Body.IR.Instrs[st[0]].B]
		if in.Op != ir.OpImportFrom {
			return m.Body, slot
		}
		file, _, here := p.Imports.Module(m.Path, m.Body.IR.Names[in.A])
		if !here || file < 0 {
			return m.Body, slot
		}
		m, name = p.Modules[file], m.Body.IR.Names[in.B]
	}
	return nil, ir.None
}

func (p *Program) exportStar(m *Module, name string) (*Func, int32) {
	for _, i := range m.Body.stars {
		in := &m.Body.IR.Instrs[i]
		if file, _, here := p.Imports.Module(m.Path, m.Body.IR.Names[in.A]); here && file >= 0 {
			if t := p.Modules[file]; t.Body != nil {
				if slot, ok := t.Body.Slot(name); ok {
					return t.Body, slot
				}
			}
		}
	}
	return nil, ir.None
}
