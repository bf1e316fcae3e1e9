package types

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// Declared follows a dotted name through what a class, and the classes written inside
// it, declare: Meta.fields. A constant is given as it stands, a list of texts as one
// text with spaces in between; ok is false where there is no such declaration.
func (p *Program) Declared(c *Class, path string) (ref Ref, k *ir.Const, ok bool) {
	name, rest, more := strings.Cut(path, ".")
	c = p.Owner(c, name)
	body := c.Body
	slot, has := body.Slot(name)
	if !has || len(body.Stores(slot)) == 0 {
		return Ref{}, nil, false
	}
	stores := body.Stores(slot)
	reg := body.IR.Instrs[stores[len(stores)-1]].B
	if reg < 0 {
		return Ref{}, nil, false
	}
	in := &body.IR.Instrs[reg]
	if more {
		if ref = p.Reg(body, reg); ref.Kind != KindClass || ref.Class == c {
			return Ref{}, nil, false
		}
		return p.Declared(ref.Class, rest)
	}
	return p.Reg(body, reg), listed(body, in), true
}

// listed gives a constant, or the texts of a list as one.
func listed(f *Func, in *ir.Instr) *ir.Const {
	switch in.Op {
	case ir.OpConst:
		return &f.IR.Consts[in.A]
	case ir.OpList, ir.OpTuple, ir.OpSet:
		var texts []string
		for _, a := range f.IR.ArgsOf(in) {
			if x := &f.IR.Instrs[a.Value]; x.Op == ir.OpConst && a.Kind == ir.ArgPos {
				texts = append(texts, f.IR.Consts[x.A].Str)
			}
		}
		return &ir.Const{Kind: ir.ConstString, Str: strings.Join(texts, " ")}
	}
	return nil
}
