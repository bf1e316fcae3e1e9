package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// A value that may be one of several functions: an entry of a table asked for by a
// computed key, a method found by a computed name, one of two on two ways. Calling
// it calls all of them.

// choice is one of the functions that a value may be.
type choice struct {
	ref  types.Ref
	recv *value     // of a bound method; nil: none
	args *arguments // that it already has, constants and functions only; nil: none
}

// maxChoices bounds the functions that one value may be.
const maxChoices = 24

// isCallable: calling a thing of this kind runs something known.
func isCallable(r types.Ref) bool {
	switch r.Kind {
	case types.KindFunc, types.KindBound, types.KindClass, types.KindSymbol:
		return true
	}
	return false
}

// choices gives the functions that a value may be.
func (v *value) choices() []choice {
	switch {
	case v == nil:
		return nil
	case len(v.may) > 0:
		return v.may
	case isCallable(v.ref) && v.obj < 0:
		return []choice{{ref: v.ref}}
	}
	return nil
}

func withChoices(list []choice, add ...choice) []choice {
	list = list[:len(list):len(list)]
next:
	for _, c := range add {
		for _, o := range list {
			if o.ref == c.ref && o.args == c.args {
				continue next
			}
		}
		if len(list) < maxChoices {
			list = append(list, c)
		}
	}
	return list
}

// mergeChoices: one of two functions; a merged value that is only one needs no list.
func mergeChoices(m, a, b *value) {
	if len(a.may)+len(b.may) == 0 && (!isCallable(a.ref) || !isCallable(b.ref) || a.ref == b.ref) {
		return
	}
	m.may = withChoices(a.choices(), b.choices()...)
}

// fixedChoices is a function, or one of several, that is passed to another.
func fixedChoices(may []choice) (*value, string) {
	c := &value{obj: -1}
	var key strings.Builder
	for _, m := range may {
		if m.args != nil {
			return nil, ""
		}
		f := choice{ref: m.ref}
		if m.recv != nil {
			f.recv = &value{obj: -1, ref: m.recv.ref}
		}
		c.may = append(c.may, f)
		switch {
		case m.ref.Func != nil:
			key.WriteString("f" + itoa(int64(m.ref.Func.ID)))
		case m.ref.Class != nil:
			key.WriteString("c" + itoa(int64(m.ref.Class.ID)))
		case m.ref.Sym != nil:
			key.WriteString("s" + m.ref.Sym.Name)
		}
	}
	return c, key.String()
}

// callChoices calls all the functions that the callee may be.
func (e *evaluator) callChoices(i int32, callee *value, a *arguments, reg int32) *value {
	var r *value
	for _, c := range callee.may {
		args := *a
		if c.recv != nil {
			args.recv, args.recvReg = c.recv, ir.None
		}
		if c.args != nil {
			args.pos = append(slices.Clone(c.args.pos), a.pos...)
			args.regs = append(e.regsFor(reg, len(c.args.pos)), a.regs...)
			args.names, args.named = append(slices.Clone(a.names), c.args.names...), append(slices.Clone(a.named), c.args.named...)
			args.namedReg = append(slices.Clone(a.namedReg), e.regsFor(reg, len(c.args.names))...)
		}
		var v *value
		switch c.ref.Kind {
		case types.KindSymbol:
			v = e.callSymbol(i, c.ref.Sym, &args, 0)
		case types.KindFunc, types.KindBound:
			v = e.dispatch(i, c.ref, &args)
		case types.KindClass:
			v = e.construct(i, c.ref.Class, &args)
		}
		dead := e.dead
		e.dead = false
		if !dead {
			r = e.either(r, v)
		}
	}
	if r == nil {
		e.dead = true // none of them comes back
		return unknown
	}
	return r
}

// either is what one of two calls gives; of two objects, what either holds.
func (e *evaluator) either(a, b *value) *value {
	r := mergeMaybe(a, b, nil, nil)
	if a == nil || b == nil || a.obj == b.obj {
		return r
	}
	if oa, ob := e.st.object(a.obj), e.st.object(b.obj); oa != nil && ob != nil {
		c := *r
		c.obj = a.obj
		e.st.edit(a.obj)
		e.st.heap[a.obj] = mergeObjects(oa, ob, nil, nil)
		return &c
	}
	return r
}

// madeAt gives the function that a register of a module or class makes: by its name, or
// with some of its arguments given.
func (e *evaluator) madeAt(fn *types.Func, reg int32) (choice, bool) {
	if reg < 0 {
		return choice{}, false
	}
	f := fn.IR
	in := &f.Instrs[reg]
	if in.Op == ir.OpStore {
		return e.madeAt(fn, in.B)
	}
	r := e.p.Reg(fn, reg)
	if isCallable(r) {
		return choice{ref: r}, in.Op != ir.OpCall
	}
	as := f.ArgsOf(in)
	if in.Op != ir.OpCall || len(as) == 0 || as[0].Kind != ir.ArgPos {
		return choice{}, false
	}
	if callee := e.p.Reg(fn, in.A); callee.Kind != types.KindSymbol || callee.Sym.Intrinsic != "partial" {
		return choice{}, false
	}
	c, ok := e.madeAt(fn, as[0].Value)
	if !ok {
		return choice{}, false
	}
	args := &arguments{}
	if c.args != nil {
		*args = *c.args
	}
	for _, a := range as[1:] {
		v := &value{obj: -1, ref: e.p.Reg(fn, a.Value)}
		if d := &f.Instrs[a.Value]; d.Op == ir.OpConst {
			v.konst = &f.Consts[d.A]
		}
		switch a.Kind {
		case ir.ArgPos:
			args.pos = append(args.pos, v)
		case ir.ArgNamed:
			args.names, args.named = append(args.names, f.Names[a.Name]), append(args.named, v)
		default:
			return choice{}, false
		}
	}
	c.args = args
	return c, true
}

// entries gives the functions in a table: those it is made with at the top of a
// module, those that decorators and assignments put into it, those seen here.
func (e *evaluator) entries(table *value) (out []choice) {
	if h := table.home; h != nil {
		for _, r := range e.sv.tables[tableKey{cellKey{fromSlot, h.fn.ID, e.slotOf(h)}, ""}] {
			out = withChoices(out, choice{ref: r})
		}
		out = e.madeIn(out, h.fn, h.reg, 0)
	}
	if len(table.may) > 0 && !isCallable(table.ref) {
		out = withChoices(out, table.may...) // a row of a table
	}
	for i := range table.flows {
		if o := &table.flows[i].org; table.flows[i].shared() {
			for _, r := range e.sv.tables[tableKey{keyOf(o), o.path}] {
				out = withChoices(out, choice{ref: r})
			}
		}
	}
	if o := e.st.object(table.obj); o != nil {
		for i := range o.fields {
			out = withChoices(out, o.fields[i].val.choices()...)
		}
		for _, v := range o.list {
			out = withChoices(out, v.choices()...)
		}
		out = withChoices(out, o.rest.choices()...)
	}
	return out
}

// maxRows is how deep functions lie in a table: a row names one beside its description.
const maxRows = 2

// madeIn adds the functions that a table is made with, in its rows or collected one by one from a list of them.
func (e *evaluator) madeIn(out []choice, fn *types.Func, reg int32, depth int) []choice {
	if reg < 0 || depth > maxRows {
		return out
	}
	f := fn.IR
	in := &f.Instrs[reg]
	switch in.Op {
	case ir.OpDict, ir.OpList, ir.OpTuple:
	default:
		return out
	}
	as := f.ArgsOf(in)
	for _, a := range as {
		if c, ok := e.madeAt(fn, a.Value); ok {
			out = withChoices(out, c)
		} else {
			out = e.madeIn(out, fn, a.Value, depth+1)
		}
	}
	if len(as) == 0 {
		return e.madeIn(out, fn, collectedFrom(fn, f.Collected(reg)), depth+1)
	}
	return out
}

// collectedFrom gives what a comprehension goes round in, where it collects what it finds there.
func collectedFrom(fn *types.Func, reg int32) int32 {
	f := fn.IR
	if reg < 0 || f.Instrs[reg].Op != ir.OpLoad {
		return ir.None
	}
	stores := fn.Stores(f.Instrs[reg].A)
	if len(stores) != 1 {
		return ir.None
	}
	if v := f.Instrs[stores[0]].B; v >= 0 && f.Instrs[v].Op == ir.OpIter {
		return f.Instrs[v].A
	}
	return ir.None
}

// slotOf is the variable that the value made at a place is assigned to.
func (e *evaluator) slotOf(h *home) int32 {
	for i := h.reg + 1; int(i) < len(h.fn.IR.Instrs); i++ {
		if in := &h.fn.IR.Instrs[i]; in.Op == ir.OpStore && in.B == h.reg {
			return in.A
		}
	}
	return -1
}

// chosen adds to an element read by a computed key what functions it may be.
func (e *evaluator) chosen(v, table *value) *value {
	if isCallable(v.ref) || len(v.may) > 0 {
		return v
	}
	list := e.entries(table)
	if len(list) == 0 {
		return v
	}
	c := *v
	c.may = list
	return &c
}

// methodsNamed gives the methods of an object, or functions of a module, whose
// names begin and end like a computed one: getattr(self, "do_" + verb).
func (e *evaluator) methodsNamed(v, key *value) (out []choice) {
	texts, ok := key.texts()
	if !ok {
		return nil
	}
	for _, text := range texts {
		head, rest, open := strings.Cut(text, "\x00")
		tail := rest[strings.LastIndexByte(rest, 0)+1:]
		if !open || len(head)+len(tail) < 2 {
			continue
		}
		for _, f := range e.members(v.ref) {
			if name := f.IR.Name; len(name) >= len(head)+len(tail) && strings.HasPrefix(name, head) && strings.HasSuffix(name, tail) {
				c := choice{ref: types.Ref{Kind: types.KindFunc, Func: f}}
				if f.IsMethod() && v.ref.Kind == types.KindObject {
					c = choice{ref: types.Ref{Kind: types.KindBound, Func: f}, recv: v}
				}
				out = withChoices(out, c)
			}
		}
	}
	return out
}

// members gives the functions of a module, or the methods of a class and its bases.
func (e *evaluator) members(r types.Ref) (out []*types.Func) {
	switch r.Kind {
	case types.KindModule:
		for _, f := range r.In.Mod.Body.Children {
			if f.Class == nil {
				out = append(out, f)
			}
		}
	case types.KindObject, types.KindClass:
		out = append(out, r.Class.Body.Children...)
		for _, b := range e.p.Bases(r.Class) {
			if b.Kind == types.KindClass && b.Class != r.Class {
				out = append(out, b.Class.Body.Children...)
			}
		}
	}
	return out
}

// tableKey names a place below a shared variable.
type tableKey struct {
	cellKey
	path string
}

// findTables finds what functions are put into shared tables one by one, most often
// by a decorator.
//
//	def command(name):
//	    def register(fn):
//	        COMMANDS[name] = fn
func (sv *solver) findTables() {
	sv.tables = map[tableKey][]types.Ref{}
	for _, f := range sv.p.Funcs {
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			base, val := in.A, in.C
			switch in.Op {
			case ir.OpSetIndex:
			case ir.OpSetMember:
				sv.findTable(f, in)
				continue
			case ir.OpCall:
				// HANDLERS.append(fn)
				m, as := &f.IR.Instrs[in.A], f.IR.ArgsOf(in)
				if m.Op != ir.OpMember || len(as) == 0 || as[len(as)-1].Kind != ir.ArgPos {
					continue
				}
				base, val = m.A, as[len(as)-1].Value
			default:
				continue
			}
			if key, ok := sv.tableAt(f, base); ok {
				sv.puts(key, f, val)
			}
		}
	}
}

// findTable finds the functions in a table that an attribute is given whole: self.tools = {"run": self.run}.
func (sv *solver) findTable(f *types.Func, set *ir.Instr) {
	reg := set.C
	for reg >= 0 && f.IR.Instrs[reg].Op == ir.OpAnnotate {
		reg = f.IR.Instrs[reg].A
	}
	if reg < 0 {
		return // a declaration without a value
	}
	table := &f.IR.Instrs[reg]
	switch table.Op {
	case ir.OpDict, ir.OpList, ir.OpTuple:
	default:
		return
	}
	as := f.IR.ArgsOf(table)
	if !slices.ContainsFunc(as, func(a ir.Arg) bool { return sv.mayName(f, a.Value) }) {
		return
	}
	if r := sv.p.Reg(f, set.A); r.Kind == types.KindObject || r.Kind == types.KindClass {
		name := f.IR.Names[set.B]
		key := tableKey{cellKey{fromAttr, sv.p.Owner(r.Class, name).ID, 0}, "." + name}
		for _, a := range as {
			sv.puts(key, f, a.Value)
		}
	}
}

// mayName tells of what may be a function by its name, or a row with one: most tables hold none.
func (sv *solver) mayName(f *types.Func, reg int32) bool {
	if reg < 0 {
		return false
	}
	switch f.IR.Instrs[reg].Op {
	case ir.OpName, ir.OpMember, ir.OpLoad, ir.OpClosure, ir.OpDict:
		return true
	}
	return false
}

// puts notes the functions that a register holds as entries of a table.
func (sv *solver) puts(key tableKey, f *types.Func, reg int32) {
	if reg < 0 {
		return
	}
	switch row := &f.IR.Instrs[reg]; row.Op {
	case ir.OpDict, ir.OpTuple:
		for _, a := range f.IR.ArgsOf(row) {
			if sv.mayName(f, a.Value) {
				sv.putOne(key, f, a.Value)
			}
		}
	default:
		sv.putOne(key, f, reg)
	}
}

func (sv *solver) putOne(key tableKey, f *types.Func, reg int32) {
	for _, r := range sv.putIn(f, reg) {
		if !slices.Contains(sv.tables[key], r) {
			sv.tables[key] = append(sv.tables[key], r)
		}
	}
}

// tableAt names the shared variable or attribute that a register reads.
func (sv *solver) tableAt(f *types.Func, reg int32) (tableKey, bool) {
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpName:
		if owner, slot := f.Free(f.IR.Names[in.A]); owner != nil {
			return tableKey{cellKey{fromSlot, owner.ID, slot}, ""}, true
		}
	case ir.OpLoad:
		if f.IR.Kind == ir.Module {
			return tableKey{cellKey{fromSlot, f.ID, in.A}, ""}, true
		}
	case ir.OpMember:
		if r := sv.p.Reg(f, in.A); r.Kind == types.KindObject || r.Kind == types.KindClass {
			name := f.IR.Names[in.B]
			return tableKey{cellKey{fromAttr, sv.p.Owner(r.Class, name).ID, 0}, "." + name}, true
		}
	}
	return tableKey{}, false
}

// putIn gives the functions that a register holds: one, or all that are decorated
// by the function whose first parameter it reads.
func (sv *solver) putIn(f *types.Func, reg int32) (out []types.Ref) {
	in := &f.IR.Instrs[reg]
	if in.Op == ir.OpLoad && len(f.IR.Params) > 0 {
		for k := range f.IR.Params {
			if f.IR.Params[k].Slot == in.A && (k == 0 || k == 1 && f.IsMethod()) {
				for _, d := range sv.p.Decorated(f) {
					out = append(out, types.Ref{Kind: types.KindFunc, Func: d})
				}
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	switch in.Op {
	case ir.OpLoad, ir.OpName, ir.OpMember, ir.OpClosure, ir.OpDecorate:
		if r := sv.p.Reg(f, reg); r.Kind == types.KindFunc || r.Kind == types.KindBound {
			return []types.Ref{r}
		}
	}
	return nil
}
