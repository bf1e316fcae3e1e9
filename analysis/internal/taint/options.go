package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// A parser of command lines is evaluated as far as it is declared in sight: an option
// with fixed choices, or of a harmless type, holds no harmful text, and what a function
// or class of the workspace makes of the text is what it makes of it anywhere.

// declare notes an option on its parser: "." and its name, "*" and its name where several
// texts are read, with the function or class that converts them, "?" and its name where
// any text may come in. The parsers of sub-commands declare on the same.
func (e *evaluator) declare(a *arguments) {
	if a.recv == nil || a.recv.obj < 0 {
		return
	}
	var by *value
	name, safe, mark := "", false, "."
	for _, v := range a.pos {
		if v.konst != nil && v.konst.Kind == ir.ConstString && len(v.konst.Str) > len(name) {
			name = v.konst.Str
		}
	}
	for k, n := range a.names {
		v := a.named[k]
		switch n {
		case "choices":
			safe = safe || len(e.deep(v)) == 0 || e.trusted(v)
		case "type":
			safe = safe || v.ref.Kind == types.KindSymbol && v.ref.Sym.Clean
			if v.ref.Kind == types.KindFunc || v.ref.Kind == types.KindClass {
				by = v
			}
		case "nargs", "action":
			mark = "*"
		case "dest":
			if v.konst != nil {
				name = v.konst.Str
			}
		}
	}
	name = strings.ReplaceAll(strings.TrimLeft(name, "-"), "-", "_")
	if name == "" {
		return
	}
	switch o := e.st.edit(a.recv.obj); {
	case safe:
		o.set("."+name, unknown)
	case by != nil:
		o.set(mark+name, by)
	default:
		o.set("?"+name, unknown)
	}
}

// parsed gives the options that a parser reads; with rest, beside what it does not know.
func (e *evaluator) parsed(i int32, m *rule.Symbol, a *arguments, rest bool) *value {
	if a.recv == nil || a.recv.obj < 0 {
		return nil
	}
	o := e.st.object(a.recv.obj)
	if o == nil {
		return nil
	}
	id := e.newObject(i, 4)
	if id < 0 {
		return nil
	}
	read := &object{open: true}
	for _, f := range o.fields {
		if f.key[0] == '?' || o.get("?"+f.key[1:]) != nil {
			continue
		}
		v := e.converted(i, m, f.val, a)
		name, several := strings.CutPrefix(f.key, "*")
		if several {
			name, v = "."+name, &value{obj: -1, flows: e.deep(v)}
		}
		read.set(name, v)
	}
	e.put(id, read)
	if !rest {
		return &value{obj: id}
	}
	text := e.sources(i, m, a.recv, a)
	both := e.newObject(i, 6)
	if both < 0 {
		return nil
	}
	e.put(both, &object{isList: true, list: []*value{{obj: id, ref: e.result(m, a).Element(), flows: text}, {obj: -1, flows: text}}})
	return &value{obj: both}
}

// converted is what a function or class makes of the text of an option.
func (e *evaluator) converted(i int32, m *rule.Symbol, by *value, a *arguments) *value {
	text := &value{obj: -1, ref: e.sv.constRef(ir.ConstString), flows: e.sources(i, m, a.recv, a)}
	given := &arguments{pos: []*value{text}, regs: []int32{ir.None}, recvReg: ir.None, valueReg: ir.None}
	switch by.ref.Kind {
	case types.KindFunc:
		return e.callFunc(by.ref.Func, nil, given, i)
	case types.KindClass:
		return e.construct(i, by.ref.Class, given)
	}
	return by
}
