package taint

import (
	"strconv"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// reg gives a register's value; absent and unreached ones are unknown.
func (e *evaluator) reg(r int32) *value {
	if r < 0 || e.regs[r] == nil {
		return unknown
	}
	return e.regs[r]
}

// instr computes the value of one instruction and does its work on the state.
func (e *evaluator) instr(i int32, in *ir.Instr) *value {
	switch in.Op {
	case ir.OpConst:
		k := &e.f.Consts[in.A]
		if e.consts == nil {
			e.consts = make([]value, len(e.f.Consts))
		}
		v := &e.consts[in.A]
		if v.konst == nil {
			*v = value{konst: k, obj: -1, ref: e.sv.constRef(k.Kind)}
		}
		return v
	case ir.OpLoad:
		v := e.st.env[in.A]
		if v == nil {
			return e.unset(in)
		}
		if e.sv.reset[slotKey{e.fn.ID, in.A}] {
			v = e.reassigned(in.A, v)
		}
		return e.settled(v, e.st.valid)
	case ir.OpStore:
		return e.store(i, in)
	case ir.OpName:
		return e.settled(e.free(in), e.st.valid)
	case ir.OpSetName:
		v := e.reg(in.B)
		if owner, slot := e.fn.Free(e.f.Names[in.A]); owner != nil {
			e.keep(origin{kind: fromSlot, fn: owner.ID, id: slot}, v)
		}
		return v
	case ir.OpMember:
		base, name := e.reg(in.A), e.f.Names[in.B]
		if v := e.memberByName(i, in.A, base, name); v != nil {
			return v
		}
		return e.settled(e.member(i, base, name), e.st.valid)
	case ir.OpSetMember:
		e.setMember(i, in)
	case ir.OpIndex:
		return e.settled(e.index(i, in), e.st.valid)
	case ir.OpSetIndex:
		e.setIndex(i, in)
	case ir.OpSlice:
		return e.slice(i, in)
	case ir.OpDelSlot:
		e.st.env[in.A] = nil
	case ir.OpDelIndex:
		e.remove(e.reg(in.A), e.reg(in.B))
	case ir.OpCall:
		return e.call(i, in)
	case ir.OpBinary:
		return e.binary(i, in)
	case ir.OpCompare:
		return e.compare(i, in)
	case ir.OpUnary:
		return e.unary(in)
	case ir.OpFormat:
		return e.format(in)
	case ir.OpList, ir.OpTuple, ir.OpSet:
		return e.collection(i, in)
	case ir.OpDict:
		return e.dict(i, in)
	case ir.OpCollect:
		e.collect(i, in)
	case ir.OpClosure:
		e.defaults(in)
		return &value{obj: -1, ref: types.Ref{Kind: types.KindFunc, Func: e.fn.Children[in.A]}}
	case ir.OpClass:
		return &value{obj: -1, ref: types.Ref{Kind: types.KindClass, Class: e.fn.Children[in.A].Class}}
	case ir.OpDecorate:
		e.decorated(i, in)
		return e.reg(in.A)
	case ir.OpAwait:
		return e.reg(in.A)
	case ir.OpAnnotate:
		return e.annotate(i, in)
	case ir.OpIter:
		return e.settled(e.iterate(i, in), e.st.valid)
	case ir.OpUnpack:
		return e.settled(e.element(e.reg(in.A), in.B), e.st.valid)
	case ir.OpRest:
		return e.restOf(i, in)
	case ir.OpYield, ir.OpYieldFrom:
		e.yields = mergeMaybe(e.yields, e.settled(e.reg(in.A), e.st.valid), nil, nil)
	case ir.OpReturn:
		e.leave(i, in)
	case ir.OpRaise:
		e.dead = e.f.Blocks == nil
	case ir.OpImport, ir.OpImportFrom:
		return e.imported(i, in)
	case ir.OpEnter:
		return e.enter(i, in)
	case ir.OpIsInstance:
		return e.isInstance(in)
	case ir.OpCaught:
		return e.caught(i, in)
	case ir.OpOpaque:
		return &value{obj: -1, flows: changed(e.args(in).union(e))}
	}
	return unknown
}

// caught is an error that is handled here. What it says is only of interest where
// there are clients to hear it.
func (e *evaluator) caught(i int32, in *ir.Instr) *value {
	if len(e.sv.entries) == 0 {
		return unknown
	}
	v := &value{obj: -1, ref: e.sv.anError}
	for _, m := range e.sv.caught(e.fn, in) {
		v.flows = union(v.flows, e.sources(i, m, nil))
	}
	if v.flows == nil {
		return unknown
	}
	return v
}

// caught gives what models say of catching the classes that an except clause names.
func (sv *solver) caught(f *types.Func, in *ir.Instr) []*rule.Symbol {
	if in.A < 0 {
		return nil
	}
	regs := []int32{in.A}
	if c := &f.IR.Instrs[in.A]; c.Op == ir.OpTuple {
		regs = nil
		for _, a := range f.IR.ArgsOf(c) {
			regs = append(regs, a.Value)
		}
	}
	var out []*rule.Symbol
	for _, reg := range regs {
		if r := sv.p.Reg(f, reg); r.Kind == types.KindSymbol {
			if m := r.Sym.Kids[rule.Caught]; m != nil {
				out = append(out, m)
			}
		}
	}
	return out
}

// defaults keeps what flows into the defaults of a function made here: each call
// may use them.
func (e *evaluator) defaults(in *ir.Instr) {
	child := e.fn.Children[in.A]
	for _, a := range e.f.ArgsOf(in) {
		v := e.reg(a.Value)
		if a.Kind != ir.ArgDefault || len(v.flows)+int(v.obj+1) == 0 {
			continue
		}
		if slot, ok := child.Slot(e.f.Names[a.Name]); ok {
			e.keep(origin{kind: fromSlot, fn: child.ID, id: slot}, v)
		}
	}
}

// unset is a variable that was not assigned on the way here: in a module or
// class a name from outside, else an error of the program.
func (e *evaluator) unset(in *ir.Instr) *value {
	name := e.f.Slots[in.A]
	if e.f.Kind == ir.ClassBody || e.f.Kind == ir.Module {
		if r := e.p.NameRef(e.fn, name); r.Known() {
			return &value{obj: -1, ref: r}
		}
	}
	return unknown
}

// changed takes the marks off flows whose value is no longer what it was.
func changed(fs []flow) []flow {
	for i := range fs {
		if fs[i].marks != 0 {
			return mapFlows(fs, func(f *flow) { f.marks = 0 })
		}
	}
	return fs
}

// maxImplied bounds how deep methods run within one another that no call names:
// a property whose result comes from the same property of another instance would
// never end.
const maxImplied = 3

func (e *evaluator) annotate(i int32, in *ir.Instr) *value {
	r := e.p.Reg(e.fn, i)
	if in.A < 0 {
		return &value{obj: -1, ref: r}
	}
	v := e.reg(in.A)
	if !r.Resolved() || v.ref.Resolved() && v.ref.Kind != types.KindForeign {
		return v
	}
	c := *v
	c.ref = r
	return &c
}
