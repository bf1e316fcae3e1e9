package taint

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// What a variable of a module or an attribute holds is mostly made by one call, in
// another function than the one that uses it: self.session = requests.Session(). What
// such a call keeps for later conditions is read off it where its arguments are
// constants.

// maker finds the one call that makes what a register holds, through variables and
// attributes that get one value only, beside None, and through functions that return
// it; nil when there is none or others may.
func (e *evaluator) maker(f *types.Func, reg int32, depth int) *home {
	if reg < 0 || depth > 6 {
		return nil
	}
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpCall:
		if r := e.p.Reg(f, in.A); r.Kind == types.KindFunc || r.Kind == types.KindBound {
			return e.maker(r.Func, soleReturn(r.Func), depth+1)
		}
		return &home{f, reg}
	case ir.OpAnnotate:
		return e.maker(f, in.A, depth+1)
	case ir.OpLoad, ir.OpName, ir.OpMember:
		if fn, at := e.soleValue(f, in); fn != nil && fn.IR.Instrs[at].Op != ir.OpDecorate {
			return e.maker(fn, at, depth+1)
		}
		if in.Op == ir.OpMember {
			return e.attributeMaker(e.p.Reg(f, in.A), f.IR.Names[in.B], depth)
		}
	}
	return nil
}

// attributeMaker is the maker of an attribute that is computed, or that is None at first.
func (e *evaluator) attributeMaker(base types.Ref, name string, depth int) *home {
	if base.Kind != types.KindObject || base.List || base.Class == nil || e.p.AssignedElsewhere(name) {
		return nil
	}
	if m := e.p.Method(base.Class, name); m != nil {
		if !m.Property {
			return nil
		}
		return e.maker(m, soleReturn(m), depth+1)
	}
	owner := e.p.Owner(base.Class, name)
	if fn, at := owner.Filled(name); fn != nil && !e.p.Redefined(base.Class, owner, name) {
		return e.maker(fn, at, depth+1)
	}
	return nil
}

// soleReturn is what a function gives back where it does so in one place; None otherwise.
func soleReturn(f *types.Func) int32 {
	at := ir.None
	for i := range f.IR.Instrs {
		if in := &f.IR.Instrs[i]; in.Op == ir.OpReturn {
			if at != ir.None || f.IR.Generator {
				return ir.None
			}
			at = in.A
		}
	}
	return at
}

// soleValue finds the only value that a variable or an attribute gets.
func (e *evaluator) soleValue(f *types.Func, in *ir.Instr) (*types.Func, int32) {
	switch in.Op {
	case ir.OpLoad:
		if stores := f.Stores(in.A); len(stores) == 1 && !slices.ContainsFunc(f.IR.Params, func(p ir.Param) bool { return p.Slot == in.A }) {
			return f, f.IR.Instrs[stores[0]].B
		}
	case ir.OpName:
		owner, slot := f.Free(f.IR.Names[in.A])
		if owner == nil || e.sv.reset[slotKey{owner.ID, slot}] {
			return nil, ir.None
		}
		if stores := owner.Stores(slot); len(stores) == 1 {
			h := e.origin(&home{owner, owner.IR.Instrs[stores[0]].B})
			return h.fn, h.reg
		}
	case ir.OpMember:
		base, name := e.p.Reg(f, in.A), f.IR.Names[in.B]
		if base.Kind == types.KindModule {
			owner, slot := e.p.Export(base.In.Mod, name)
			if owner == nil || e.sv.reset[slotKey{owner.ID, slot}] {
				return nil, ir.None
			}
			if stores := owner.Stores(slot); len(stores) == 1 {
				return owner, owner.IR.Instrs[stores[0]].B
			}
			return nil, ir.None
		}
		if base.Kind != types.KindObject && base.Kind != types.KindClass || base.List || base.Class == nil {
			return nil, ir.None
		}
		owner := e.p.Owner(base.Class, name)
		if fn, at := owner.Sole(name); fn != nil && !e.p.Redefined(base.Class, owner, name) && !e.p.AssignedElsewhere(name) {
			return fn, at
		}
	}
	return nil, ir.None
}

// keptBy gives what the call that makes a thing keeps on it under a name, or what is
// done to it keeps; nil for nothing. Not known when the argument is no constant, or
// when something in the program may be done to the thing that keeps it.
func (e *evaluator) keptBy(h *home, name string) (v *value, known bool) {
	in := &h.fn.IR.Instrs[h.reg]
	r := e.p.Reg(h.fn, in.A)
	if r.Kind == types.KindSymbol {
		if made := e.factory(h.fn, in, r.Sym); made.Known() {
			in, r = &ir.Instr{Op: ir.OpCall, A: in.A}, made
		}
	}
	if r.Kind != types.KindSymbol {
		return nil, false
	}
	for k := range r.Sym.Remember {
		rm := &r.Sym.Remember[k]
		if rm.As != name || rm.On != "return" {
			continue
		}
		reg, ok := argumentAt(h.fn, in, &rm.Arg)
		if !ok || reg < 0 {
			return nil, ok
		}
		v = e.constant(h.fn, reg, 0)
		return v, v != nil
	}
	if !r.Sym.Class {
		return nil, false
	}
	for _, m := range r.Sym.Kids {
		keeps := slices.ContainsFunc(m.Remember, func(rm rule.Remember) bool { return rm.As == name && rm.On == "self" })
		switch {
		case keeps && e.sv.mayCall(m):
			return nil, false
		case keeps:
			known = true
		case len(m.Sinks) > 0 && !slices.ContainsFunc(m.Sinks, func(s rule.Sink) bool { return ofWrite(&s) }) && e.p.AssignedElsewhere(m.Last):
			return nil, false // session.get = partial(session.get, timeout=5)
		}
	}
	return nil, known
}

// factory is what a call hands on as its own result by calling it without arguments: the class in
// field(default_factory=Session).
func (e *evaluator) factory(f *types.Func, call *ir.Instr, m *rule.Symbol) types.Ref {
	for k := range m.Calls {
		if c := &m.Calls[k]; c.Ret && len(c.With) == 0 {
			if reg, ok := argumentAt(f, call, &c.Func); ok && reg >= 0 {
				return e.p.Reg(f, reg)
			}
		}
	}
	return types.Ref{}
}

// argumentAt finds an argument of a call that is passed by position or by name: None
// where nothing is; not ok where what is spread over the call may hold it.
func argumentAt(f *types.Func, call *ir.Instr, sel *rule.Arg) (reg int32, ok bool) {
	for n, a := range f.IR.ArgsOf(call) {
		switch {
		case a.Kind == ir.ArgPos && n == sel.Pos, a.Kind == ir.ArgNamed && f.IR.Names[a.Name] == sel.Name:
			return a.Value, true
		case a.Kind != ir.ArgPos && a.Kind != ir.ArgNamed:
			return ir.None, false
		}
	}
	return ir.None, true
}

// toldTo gives what the call that made a thing in this function was given, as the model remembers it under a name: the
// path that a file was opened by. None where no such call is in sight.
func (e *evaluator) toldTo(reg int32, name string) int32 {
	for n := 0; reg >= 0 && n < maxConversions; n++ {
		in := &e.f.Instrs[reg]
		switch in.Op {
		case ir.OpLoad:
			if reg = e.storedBefore(in.A, reg); reg < 0 {
				return ir.None
			}
		case ir.OpStore:
			reg = in.B
		case ir.OpEnter, ir.OpAwait:
			reg = in.A
		case ir.OpCall:
			r := e.p.Reg(e.fn, in.A)
			if r.Kind != types.KindSymbol {
				return ir.None
			}
			for k := range r.Sym.Remember {
				rm := &r.Sym.Remember[k]
				switch callee := &e.f.Instrs[in.A]; {
				case rm.As != name:
				case rm.Arg.Self && callee.Op == ir.OpMember:
					return callee.A
				default:
					at, _ := argumentAt(e.fn, in, &rm.Arg)
					return at
				}
			}
			return ir.None
		default:
			return ir.None
		}
	}
	return ir.None
}

// storedBefore gives the last assignment of a variable that stands before an instruction.
func (e *evaluator) storedBefore(slot, reg int32) int32 {
	out := int32(ir.None)
	for _, s := range e.fn.Stores(slot) {
		if s < reg {
			out = max(out, s)
		}
	}
	return out
}

// mayCall tells whether the program reads a method, or one of its name on something of
// which nothing is known.
func (sv *solver) mayCall(m *rule.Symbol) bool {
	if known, ok := sv.mayCalls.Load(m); ok {
		return known.(bool)
	}
	may := sv.readsMember(m)
	sv.mayCalls.Store(m, may)
	return may
}

func (sv *solver) readsMember(m *rule.Symbol) bool {
	for _, f := range sv.p.Funcs {
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op != ir.OpMember || f.IR.Names[in.B] != m.Last {
				continue
			}
			if r := sv.p.Reg(f, int32(i)); !r.Resolved() || r.Kind == types.KindSymbol && r.Sym == m {
				return true
			}
		}
	}
	return false
}

// spreadElsewhere gives what a dict holds under a name that is spread over a call and
// made in another function, nil for nothing: self.options = {"verify": False}. Not known
// where something may be put into it later.
func (e *evaluator) spreadElsewhere(a *arguments, name string) (v *value, known bool) {
	if name == "" || len(a.spreadReg) == 0 || len(a.spreadReg) != len(a.star) {
		return nil, false
	}
	for _, reg := range a.spreadReg {
		x, ok := e.entryOf(e.fn, reg, name, 0)
		if !ok {
			return nil, false
		}
		if x != nil {
			v = x
		}
	}
	return v, true
}

// entryOf gives what the dict that a register holds has under a name: nil for nothing,
// a value of which nothing is known where it is no constant.
func (e *evaluator) entryOf(f *types.Func, reg int32, name string, depth int) (v *value, known bool) {
	if reg < 0 || depth > 4 {
		return nil, false
	}
	switch in := &f.IR.Instrs[reg]; in.Op {
	case ir.OpLoad, ir.OpName, ir.OpMember:
		if e.sv.filledLater(calledName(f.IR, reg)) {
			return nil, false
		}
		if fn, at := e.soleValue(f, in); fn != nil {
			return e.entryOf(fn, at, name, depth+1)
		}
	case ir.OpAnnotate:
		return e.entryOf(f, in.A, name, depth+1)
	case ir.OpCall:
		if r := e.p.Reg(f, in.A); r.Kind != types.KindSymbol || r.Sym.Intrinsic != "dict" {
			return nil, false
		}
		return e.entryAmong(f, f.IR.ArgsOf(in), name, depth)
	case ir.OpDict:
		return e.entryAmong(f, f.IR.ArgsOf(in), name, depth)
	}
	return nil, false
}

func (e *evaluator) entryAmong(f *types.Func, args []ir.Arg, name string, depth int) (v *value, known bool) {
	for _, a := range args {
		key := ""
		switch a.Kind {
		case ir.ArgStarStar:
			x, ok := e.entryOf(f, a.Value, name, depth+1)
			if !ok {
				return nil, false
			}
			if x != nil {
				v = x
			}
			continue
		case ir.ArgNamed:
			key = f.IR.Names[a.Name]
		default:
			k := e.constant(f, a.Key, depth+1)
			if k == nil || k.konst == nil || k.konst.Kind != ir.ConstString {
				return nil, false
			}
			key = k.konst.Str
		}
		if key != name {
			continue
		}
		if v = e.constant(f, a.Value, depth+1); v == nil {
			v = &value{obj: -1, ref: e.p.Reg(f, a.Value)}
		}
	}
	return v, true
}

// filledLater tells whether the program writes below a key of something of that name, or
// calls a method on it that may.
func (sv *solver) filledLater(name string) bool {
	sv.filled.once.Do(func() {
		sv.filled.names = map[string]bool{}
		for _, f := range sv.p.Funcs {
			for i := range f.IR.Instrs {
				switch in := &f.IR.Instrs[i]; in.Op {
				case ir.OpSetIndex:
					sv.filled.names[calledName(f.IR, in.A)] = true
				case ir.OpCall:
					if m := &f.IR.Instrs[in.A]; m.Op == ir.OpMember && fills(f.IR.Names[m.B]) {
						sv.filled.names[calledName(f.IR, m.A)] = true
					}
				}
			}
		}
	})
	return sv.filled.names[name]
}

// fills tells of the methods that put something into a dict, or take something out.
func fills(method string) bool {
	switch method {
	case "update", "setdefault", "pop", "popitem", "clear":
		return true
	}
	return false
}
