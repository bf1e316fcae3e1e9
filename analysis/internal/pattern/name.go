package pattern

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// maxParts bounds the parts of a dotted name.
const maxParts = 8

func lastPart(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

// last gives the last part of the name that an expression is written with.
func last(f *ir.Func, reg int32) string {
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpMember:
		return f.Names[in.B]
	case ir.OpName:
		return f.Names[in.A]
	case ir.OpLoad:
		return f.Slots[in.A]
	}
	return ""
}

// qualified gives the dotted name of an expression, its first part being what the file imported under it:
// "os.path.exists" whether os, os.path or exists was. A part that is no name is written "?".
func qualified(fn *types.Func, reg int32) string {
	var parts []string
	for range maxParts {
		in := &fn.IR.Instrs[reg]
		if in.Op != ir.OpMember {
			break
		}
		parts = append(parts, fn.IR.Names[in.B])
		reg = in.A
	}
	root := last(fn.IR, reg)
	switch op := fn.IR.Instrs[reg].Op; {
	case root == "" || op == ir.OpMember:
		root = "?"
	default:
		root = imported(fn, root)
	}
	parts = append(parts, root)
	slices.Reverse(parts)
	return strings.Join(parts, ".")
}

// Qualified is the dotted name of an expression: see [qualified].
func Qualified(fn *types.Func, reg int32) string { return qualified(fn, reg) }

// imported gives what a name stands for by an import in the function or one around it; the name itself for others.
func imported(fn *types.Func, name string) string {
	for ; fn != nil; fn = fn.Parent {
		slot := int32(slices.Index(fn.IR.Slots, name))
		if slot < 0 {
			continue
		}
		for _, at := range fn.Stores(slot) {
			switch in := &fn.IR.Instrs[fn.IR.Instrs[at].B]; {
			case in.Op == ir.OpImport && in.B == 1:
				return fn.IR.Names[in.A]
			case in.Op == ir.OpImportFrom:
				return fn.IR.Names[in.A] + "." + fn.IR.Names[in.B]
			}
		}
		return name
	}
	return name
}

// called gives the one of the names listed by which something is called, "" for none; one that begins with a dot may
// follow anything.
func called(fn *types.Func, callee int32, names []string) string {
	if name := qualified(fn, callee); slices.Contains(names, name) {
		return name
	}
	if in := &fn.IR.Instrs[callee]; in.Op == ir.OpMember {
		if method := "." + fn.IR.Names[in.B]; slices.Contains(names, method) {
			return method
		}
	}
	return ""
}

// aliases gives the other names under which a file imports something: from pdb import set_trace as stop.
func aliases(module *types.Func) map[string]string {
	var out map[string]string
	f := module.IR
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpStore || f.Instrs[in.B].Op != ir.OpImportFrom {
			continue
		}
		if name := f.Names[f.Instrs[in.B].B]; name != f.Slots[in.A] {
			if out == nil {
				out = map[string]string{}
			}
			out[f.Slots[in.A]] = name
		}
	}
	return out
}

// last is the last part of a callee's name, by the name under which it was exported.
func (s *search) last(fn *types.Func, reg int32) string {
	name := last(fn.IR, reg)
	if len(s.alias) > 0 && fn.IR.Instrs[reg].Op != ir.OpMember {
		if own, ok := s.alias[name]; ok {
			return own
		}
	}
	return name
}
