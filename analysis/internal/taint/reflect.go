package taint

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// An instance read as a whole, by names that are not written in the code: all of
// its columns, all of its attributes. What a method reads of its own instance so
// is its first parameter, which has no flows of its own otherwise.

// selfFlows is the instance that the method at hand runs on, as a whole; nil for
// all other values.
func (e *evaluator) selfFlows(v *value) []flow {
	if v.param != 1 || len(v.flows) > 0 || !e.fn.IsMethod() || v.ref.Kind != types.KindObject {
		return nil
	}
	return []flow{{org: origin{kind: fromParam, id: 0}, marks: begun, trace: e.params[0]}}
}

// content is what goes along when a value is passed on as a whole.
func (e *evaluator) content(v *value) []flow {
	if fs := e.deep(v); len(fs) > 0 {
		return fs
	}
	return e.selfFlows(v)
}

// special reads what the language or a library keeps on an instance under a
// special name: it tells of the instance as a whole.
func (e *evaluator) special(base *value, name string) []flow {
	if !strings.HasPrefix(name, "__") {
		return nil
	}
	fs := e.selfFlows(base)
	if name == "__dict__" {
		return fs
	}
	return e.below(fs, "."+name, false)
}

// named reads an attribute whose name is computed; nil leaves the call to its
// model, which passes the whole. That is right where the names come from the
// instance itself or from outside; where the code lists them, they were chosen.
func (e *evaluator) named(i int32, v, key *value, keyReg int32) *value {
	if texts, ok := key.texts(); ok {
		r := &value{obj: -1}
		for _, name := range texts {
			if !strings.Contains(name, "\x00") {
				r.flows = union(r.flows, e.deep(e.member(i, v, name)))
			}
		}
		return r
	}
	if e.namesAll(v, key) && !e.selects(keyReg) {
		return nil
	}
	r := &value{obj: -1, flows: e.below(v.flows, "[*", false)}
	if o := e.st.object(v.obj); o != nil {
		for _, f := range o.fields {
			labels := e.sv.naming(f.key[1:])
			r.flows = union(r.flows, mapFlows(e.deep(f.val), func(f *flow) { f.drop(e.sv.whole | labels) }))
		}
	}
	return r
}

// namesAll: the key may be the name of any attribute.
func (e *evaluator) namesAll(v, key *value) bool {
	for _, k := range key.flows {
		if k.org.kind == fromSource {
			return true
		}
		for _, f := range e.content(v) {
			if f.org.kind == k.org.kind && f.org.fn == k.org.fn && f.org.id == k.org.id {
				return true
			}
		}
	}
	return false
}

// selects: the name is compared with something in this function, so that some
// names are taken and others are left out.
func (e *evaluator) selects(reg int32) bool {
	for i := range e.f.Instrs {
		in := &e.f.Instrs[i]
		if in.Op != ir.OpCompare {
			continue
		}
		op := ir.CompareOp(in.Sub)
		in1, in2 := e.sameRead(in.A, reg), e.sameRead(in.B, reg)
		if in1 && (op == ir.In || op == ir.NotIn) && !(op == ir.NotIn && e.nothingTold(in.B)) {
			return true
		}
		if (in1 || in2) && (op == ir.Eq || op == ir.NotEq && !e.nothingTold(in.A) && !e.nothingTold(in.B)) {
			return true
		}
	}
	return false
}

// nothingTold: constants of which none is the name of a secret: leaving them out
// leaves the rest whole.
func (e *evaluator) nothingTold(reg int32) bool {
	in := &e.f.Instrs[reg]
	switch in.Op {
	case ir.OpConst:
		c := &e.f.Consts[in.A]
		return c.Kind == ir.ConstString && e.sv.naming(c.Str) == 0
	case ir.OpTuple, ir.OpList, ir.OpSet:
		for _, a := range e.f.ArgsOf(in) {
			if a.Value < 0 || e.f.Instrs[a.Value].Op != ir.OpConst || !e.nothingTold(a.Value) {
				return false
			}
		}
		return true
	}
	return false
}

// sameRead: both registers read the same variable, or the same member of it.
func (e *evaluator) sameRead(a, b int32) bool {
	if a < 0 || b < 0 {
		return false
	}
	if in := &e.f.Instrs[a]; in.Op == ir.OpCall && len(e.f.ArgsOf(in)) == 0 && e.f.Instrs[in.A].Op == ir.OpMember {
		a = e.f.Instrs[in.A].A // name.lower()
	}
	x, y := &e.f.Instrs[a], &e.f.Instrs[b]
	if x.Op != y.Op {
		return false
	}
	switch x.Op {
	case ir.OpLoad, ir.OpName:
		return x.A == y.A
	case ir.OpMember:
		return x.B == y.B && e.sameRead(x.A, y.A)
	}
	return false
}

// copied: a comprehension that takes over every entry of a collection makes a
// copy of it, which is the whole again; nil when it makes something else.
//
//	{k: v for k, v in row.items()}    {k: row[k] for k in row.keys()}    {k: str(v) for k, v in row.items()}
func (e *evaluator) copied(in *ir.Instr) []flow {
	if in.C < 0 || e.f.Instrs[in.C].Op != ir.OpLoad || e.selects(in.C) {
		return nil
	}
	at := e.asWritten(in.B, 0)
	key, val := e.madeBy(in.C), &e.f.Instrs[at]
	if key == nil {
		return nil
	}
	switch {
	case key.Op == ir.OpUnpack && val.Op == ir.OpLoad:
		v := e.madeBy(at)
		if v == nil || v.Op != ir.OpUnpack || v.A != key.A || key.B != 0 || v.B != 1 {
			return nil
		}
		if it := &e.f.Instrs[key.A]; it.Op == ir.OpIter {
			if base, ok := e.receiver(it.A, "dict.items"); ok {
				return e.content(e.reg(base))
			}
		}
	case key.Op == ir.OpIter && val.Op == ir.OpIndex && e.sameRead(val.B, in.C):
		base, ok := e.receiver(key.A, "dict.keys")
		if !ok {
			base = key.A
		}
		if e.sameRead(base, val.A) {
			return e.content(e.reg(val.A))
		}
	}
	return nil
}

// asWritten gives what a register holds another writing of: str(v), v.isoformat(), [str(x) for x in v].
func (e *evaluator) asWritten(reg int32, depth int) int32 {
	in := &e.f.Instrs[reg]
	if depth > maxConversions {
		return reg
	}
	switch in.Op {
	case ir.OpCall:
		as, callee := e.f.ArgsOf(in), &e.f.Instrs[in.A]
		switch sym := e.reg(in.A).ref.Sym; {
		case len(as) == 0 && callee.Op == ir.OpMember && !e.sv.hashes(e.f.Names[callee.B]) && (sym == nil || len(sym.Sanitizers) == 0):
			return e.asWritten(callee.A, depth+1)
		case len(as) == 1 && as[0].Kind == ir.ArgPos && sym != nil && (sym.Intrinsic == "str" || sym.Intrinsic == "list"):
			return e.asWritten(as[0].Value, depth+1)
		}
	case ir.OpList:
		if el := e.f.Collected(reg); el != ir.None {
			if from := collectedFrom(e.fn, e.asWritten(el, depth+1)); from != ir.None {
				return e.asWritten(from, depth+1)
			}
		}
	}
	return reg
}

// madeBy gives the instruction that makes the value of a variable read here; nil
// when several may.
func (e *evaluator) madeBy(load int32) *ir.Instr {
	stores := e.fn.Stores(e.f.Instrs[load].A)
	if len(stores) != 1 {
		return nil
	}
	return &e.f.Instrs[e.f.Instrs[stores[0]].B]
}

// receiver gives the object of a call of the method that the models give this meaning.
func (e *evaluator) receiver(call int32, intrinsic string) (int32, bool) {
	in := &e.f.Instrs[call]
	if in.Op != ir.OpCall || e.f.Instrs[in.A].Op != ir.OpMember {
		return 0, false
	}
	m := &e.f.Instrs[in.A]
	s := e.reg(in.A).ref.Sym
	if s == nil {
		s = e.sv.common(e.f.Names[m.B])
	}
	return m.A, s != nil && s.Intrinsic == intrinsic
}

// besideKey: where a variable holds the key of an entry that a loop unpacks, the facts
// that what stands under the key is no secret and nothing whole.
//
//	for key, value in fields.items():
//	    if key not in HIDDEN: print(key, value)
func (e *evaluator) besideKey(reg int32) (out []fact) {
	if in := &e.f.Instrs[reg]; in.Op == ir.OpCall && len(e.f.ArgsOf(in)) == 0 && e.f.Instrs[in.A].Op == ir.OpMember {
		reg = e.f.Instrs[in.A].A // key.lower()
	}
	if e.f.Instrs[reg].Op != ir.OpLoad {
		return nil
	}
	key := e.madeBy(reg)
	if key == nil || key.Op != ir.OpUnpack || key.B != 0 {
		return nil
	}
	for slot := range e.f.Slots {
		stores := e.fn.Stores(int32(slot))
		if len(stores) != 1 {
			continue
		}
		v := &e.f.Instrs[e.f.Instrs[stores[0]].B]
		if v.Op != ir.OpUnpack || v.A != key.A || v.B != 1 || e.st.env[slot] == nil {
			continue
		}
		for _, f := range e.deep(e.st.env[slot]) {
			if f.trace != nil && len(out) < maxFacts {
				out = append(out, fact{at: f.trace.station(), drops: e.sv.whole | e.sv.text})
			}
		}
	}
	return out
}

// listsSecrets: 1 when a collection written in sight lists the name of a secret, -1
// when it lists others only, 0 when it is not in sight.
func (e *evaluator) listsSecrets(reg int32, v *value) int8 {
	f, in := e.f, &e.f.Instrs[reg]
	if v.home != nil {
		f, in = v.home.fn.IR, &v.home.fn.IR.Instrs[v.home.reg]
	}
	if in.Op != ir.OpSet && in.Op != ir.OpTuple && in.Op != ir.OpList {
		return 0
	}
	says := int8(-1)
	for _, a := range f.ArgsOf(in) {
		d := &f.Instrs[a.Value]
		if a.Kind != ir.ArgPos || d.Op != ir.OpConst || f.Consts[d.A].Kind != ir.ConstString {
			return 0
		}
		if e.sv.naming(f.Consts[d.A].Str) != 0 {
			says = 1
		}
	}
	return says
}

// unread: what a register holds is made in the function at hand, and nothing here looks
// at attributes of these names: elements chosen without a look at what they are called.
func (e *evaluator) unread(reg int32, names []string, depth int) bool {
	if reg < 0 || depth > maxConversions {
		return false // rows = rows[1:] is made of itself
	}
	switch in := &e.f.Instrs[reg]; in.Op {
	case ir.OpLoad:
		stores := e.fn.Stores(in.A)
		return len(stores) == 1 && e.unread(e.f.Instrs[stores[0]].B, names, depth+1)
	case ir.OpSlice:
		return e.unread(in.A, names, depth+1)
	case ir.OpCall:
		if e.reg(in.A).ref.Kind != types.KindSymbol {
			return false
		}
	}
	for _, fn := range append([]*types.Func{e.fn}, e.fn.Children...) {
		for i := range fn.IR.Instrs {
			switch in := &fn.IR.Instrs[i]; in.Op {
			case ir.OpMember, ir.OpSetMember:
				if slices.Contains(names, fn.IR.Names[in.B]) {
					return false
				}
			case ir.OpCall:
				if e.handsOver(fn, in, names[0]) {
					return false
				}
			}
		}
	}
	return true
}

// handsOver: other code gets a thing that has an attribute of this name, or one of a
// kind that is not known; or a function is handed to what is called, which may look.
func (e *evaluator) handsOver(fn *types.Func, call *ir.Instr, name string) bool {
	modelled := e.p.Reg(fn, call.A).Kind == types.KindSymbol
	for _, a := range fn.IR.ArgsOf(call) {
		r := e.p.Reg(fn, a.Value)
		switch {
		case r.Kind == types.KindFunc || r.Kind == types.KindBound:
			return true
		case modelled || fn.IR.Instrs[a.Value].Op == ir.OpConst:
		case !r.Known() || r.Kind == types.KindInstance && r.Sym.Member(name) != nil:
			return true
		}
	}
	return false
}
