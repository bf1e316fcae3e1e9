package pattern

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// stub looks at a function whose whole body is a constant answer. What others override, or overrides others, is as it
// must be; so is what stands in for something that may be missing.
func (s *search) stub(fn *types.Func) {
	whole := source.Span{Start: int(fn.Base), End: int(fn.Base + fn.IR.End - fn.IR.Start)}
	if slices.ContainsFunc(s.found, func(f Finding) bool { return f.Instr == ir.None && whole.Contains(f.Span) }) {
		return // a remark in it says so
	}
	for i := range s.rule.Stubs {
		c := &s.rule.Stubs[i]
		if !matches(c.Names, fn.IR.Name) || !s.final(fn) || !answers(fn, c) {
			continue
		}
		if c.Unless != nil && (c.Unless.MatchString(fn.IR.Doc) || fn.Class != nil && c.Unless.MatchString(fn.Class.Name)) {
			continue
		}
		if c.Params == nil || slices.ContainsFunc(fn.IR.Params, func(p ir.Param) bool { return c.Params.MatchString(p.Name) }) {
			s.named(&c.Find, fn)
			return
		}
	}
}

// alwaysYes is a body that does nothing but answer True, a line of a log aside.
var alwaysYes = rule.StubFind{Answer: []string{"True"}, Calls: lazy.Trusted(`.`)}

// final tells whether a function is what is called by its name, always.
func (s *search) final(fn *types.Func) bool {
	if fn.IR.Generator || fn.Parent == nil || fn.Decorated() && !fn.Static && !fn.ClassMethod {
		return false
	}
	if slot, ok := fn.Parent.Slot(fn.IR.Name); ok && len(fn.Parent.Stores(slot)) > 1 {
		return false
	}
	switch fn.Parent.IR.Kind {
	case ir.Module:
		return true
	case ir.ClassBody:
		c := fn.Class
		return c != nil && s.hints.Program != nil && len(s.hints.Program.Bases(c)) == 0 && len(s.hints.Program.Subclasses(c)) == 0
	}
	return false
}

// answers tells whether a body does nothing but give one of the answers asked for.
func answers(fn *types.Func, c *rule.StubFind) bool {
	f := fn.IR
	given := false
	for i := range f.Instrs {
		switch in := &f.Instrs[i]; in.Op {
		case ir.OpConst, ir.OpNop:
		case ir.OpName, ir.OpMember, ir.OpLoad, ir.OpFormat:
			if c.Calls == nil {
				return false
			}
		case ir.OpCall:
			if c.Calls == nil || !c.Calls.MatchString(qualified(fn, in.A)) {
				return false
			}
		case ir.OpReturn:
			if in.A == ir.None || f.Instrs[in.A].Op != ir.OpConst || given || !slices.Contains(c.Answer, f.Consts[f.Instrs[in.A].A].String()) {
				return false
			}
			given = true
		default:
			return false
		}
	}
	return given
}

// answer looks at what a function gives back for variables that are written out.
func (s *search) answer(fn *types.Func) {
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op != ir.OpReturn || in.A == ir.None {
			continue
		}
		for k := range s.rule.Answers {
			c := &s.rule.Answers[k]
			if !s.within(&c.Find, fn) {
				continue
			}
			w := walk{fn: fn, visit: func(at *types.Func, reg int32) bool {
				name := last(at.IR, reg)
				return at.IR.Instrs[reg].Op != ir.OpMember && name != "" && c.Names.MatchString(name) && written(at, name)
			}}
			if w.met(in.A, 0) {
				s.report(&c.Find, fn, int32(i))
				break
			}
		}
	}
}

// written tells whether a variable of a function, or one around it, is a collection written out and never changed for another.
func written(fn *types.Func, name string) bool {
	for ; fn != nil; fn = fn.Parent {
		if slot, ok := fn.Slot(name); ok {
			stores := fn.Stores(slot)
			if len(stores) != 1 {
				return false
			}
			op := fn.IR.Instrs[fn.IR.Instrs[stores[0]].B].Op
			return op == ir.OpDict || op == ir.OpList
		}
	}
	return false
}

// call looks at calls by name.
func (s *search) call(fn *types.Func) {
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		if in.Op != ir.OpCall {
			continue
		}
		for _, k := range s.calls[s.last(fn, in.A)] {
			c := &s.rule.Calls[k]
			if s.within(&c.Find, fn) && called(fn, in.A, c.Names) != "" && s.isOf(fn, in, c) && s.reads(fn, in, c) && (!c.Fixed || fixedFirst(fn, in)) && (!c.Partly || partlyFirst(fn, in)) && (!c.Lost || !keepsIt(fn, int32(i))) && !s.under(fn, int32(i), c.Unless) && (c.Within != "request" || s.during(fn, c.Unless, 0)) {
				s.report(&c.Find, fn, int32(i))
				break
			}
		}
	}
}

// isOf tells whether a call is made on what an entry asks for, and as it asks.
func (s *search) isOf(fn *types.Func, in *ir.Instr, c *rule.CallFind) bool {
	if c.Bare && in.C > 0 {
		return false
	}
	if c.Beside != nil && slices.ContainsFunc(fn.IR.Instrs, func(other ir.Instr) bool {
		return other.Op == ir.OpCall && c.Beside.MatchString(qualified(fn, other.A))
	}) {
		return false
	}
	m := &fn.IR.Instrs[in.A]
	if c.Of == nil || m.Op != ir.OpMember {
		return c.Of == nil
	}
	w := walk{fn: fn, visit: func(at *types.Func, reg int32) bool {
		x := &at.IR.Instrs[reg]
		switch x.Op {
		case ir.OpConst:
			k := &at.IR.Consts[x.A]
			return k.Kind == ir.ConstString && c.Of.MatchString(k.Str)
		case ir.OpName, ir.OpMember, ir.OpLoad:
			return c.Of.MatchString(last(at.IR, reg))
		}
		return false
	}}
	return w.met(m.A, 0)
}

// reads tells whether an argument of a call is made of what an entry asks for: of a parameter of the handler, or of a
// thing with such a name, read by one of the parts that matter.
func (s *search) reads(fn *types.Func, in *ir.Instr, c *rule.CallFind) bool {
	if c.Reads == nil {
		return true
	}
	part := c.Parts == nil
	w := walk{fn: fn, visit: func(at *types.Func, reg int32) bool {
		x := &at.IR.Instrs[reg]
		switch x.Op {
		case ir.OpName:
			return part && c.Reads.MatchString(at.IR.Names[x.A])
		case ir.OpLoad:
			if c.Reads.MatchString(at.IR.Slots[x.A]) {
				return part
			}
			return s.given(at, x.A)
		case ir.OpMember:
			part = part || c.Parts.MatchString(at.IR.Names[x.B])
		}
		return false
	}}
	w.ends = func(callee int32) bool { return s.measures(fn, callee) }
	for _, a := range fn.IR.ArgsOf(in) {
		if w.met(a.Value, 0) {
			return true
		}
	}
	return false
}

// measures tells of functions whose result holds nothing of the text that they are given: len, int.
func (s *search) measures(fn *types.Func, callee int32) bool {
	if s.hints.Program == nil {
		return false
	}
	r := s.hints.Program.Reg(fn, callee)
	if r.Kind != types.KindSymbol {
		return false
	}
	switch r.Sym.Intrinsic {
	case "len", "int", "bool", "isinstance", "all", "any":
		return true
	}
	return r.Sym.Clean
}

// given tells whether a slot is a parameter of a handler, beside the instance that it belongs to.
func (s *search) given(fn *types.Func, slot int32) bool {
	if s.hints.Handler == nil || !s.hints.Handler(fn) {
		return false
	}
	return slices.ContainsFunc(fn.IR.Params, func(p ir.Param) bool { return p.Slot == slot && (p.Slot > 0 || !fn.IsMethod()) && !p.HasDefault })
}

// fixedFirst tells whether the first argument of a call is the same each time the function runs.
func fixedFirst(fn *types.Func, in *ir.Instr) bool {
	args := fn.IR.ArgsOf(in)
	return len(args) > 0 && (args[0].Kind == ir.ArgPos || args[0].Kind == ir.ArgNamed) && fixed(fn, args[0].Value, 0)
}

// fixed tells of literals, of names from outside the function and attributes of these or of its own object, and of
// what is made of such by operators. What a call gives, and what stands under a key, may be another each time.
func fixed(fn *types.Func, reg int32, depth int) bool {
	if reg < 0 || depth > 8 {
		return false
	}
	f := fn.IR
	in := &f.Instrs[reg]
	switch in.Op {
	case ir.OpConst, ir.OpName:
		return true
	case ir.OpMember:
		return fixed(fn, in.A, depth+1)
	case ir.OpBinary:
		return fixed(fn, in.A, depth+1) && fixed(fn, in.B, depth+1)
	case ir.OpFormat:
		return !slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return !fixed(fn, a.Value, depth+1) })
	case ir.OpLoad:
		for _, p := range f.Params {
			if p.Slot == in.A {
				return p.Slot == 0 && fn.IsMethod()
			}
		}
		stored := false
		for i := range f.Instrs {
			if st := &f.Instrs[i]; st.Op == ir.OpStore && st.A == in.A {
				if stored = fixed(fn, st.B, depth+1); !stored {
					return false
				}
			}
		}
		return stored
	}
	return false
}

// partlyFirst tells whether the first argument of a call is made of something that is the same each time and of something
// that may be another: FOLDER / name, registry.path(name).
func partlyFirst(fn *types.Func, in *ir.Instr) bool {
	args := fn.IR.ArgsOf(in)
	return len(args) > 0 && args[0].Kind == ir.ArgPos && !fixed(fn, args[0].Value, 0) && partly(fn, args[0].Value, 0)
}

func partly(fn *types.Func, reg int32, depth int) bool {
	if reg < 0 || depth > 8 {
		return false
	}
	f := fn.IR
	in := &f.Instrs[reg]
	switch in.Op {
	case ir.OpConst:
		return f.Consts[in.A].Kind == ir.ConstString && len(f.Consts[in.A].Str) > 1
	case ir.OpName:
		return true
	case ir.OpMember, ir.OpIndex:
		return fixed(fn, in.A, depth) || partly(fn, in.A, depth+1)
	case ir.OpBinary:
		return partly(fn, in.A, depth+1) || partly(fn, in.B, depth+1)
	case ir.OpCall:
		if m := &f.Instrs[in.A]; m.Op == ir.OpMember && !isModule(fn, m.A) && partly(fn, m.A, depth+1) {
			return true
		}
		fallthrough
	case ir.OpFormat:
		return slices.ContainsFunc(f.ArgsOf(in), func(a ir.Arg) bool { return partly(fn, a.Value, depth+1) })
	case ir.OpLoad:
		if slices.ContainsFunc(f.Params, func(p ir.Param) bool { return p.Slot == in.A }) {
			return in.A == 0 && fn.IsMethod() // self.path_of(name)
		}
		return slices.ContainsFunc(fn.Stores(in.A), func(at int32) bool { return partly(fn, f.Instrs[at].B, depth+1) })
	}
	return false
}

// isModule tells whether an expression names an imported module: os, os.path.
func isModule(fn *types.Func, reg int32) bool {
	for fn.IR.Instrs[reg].Op == ir.OpMember {
		reg = fn.IR.Instrs[reg].A
	}
	name := last(fn.IR, reg)
	for o := fn; o != nil; o = o.Parent {
		if slot, ok := o.Slot(name); ok {
			return slices.ContainsFunc(o.Stores(slot), func(at int32) bool { return o.IR.Instrs[o.IR.Instrs[at].B].Op == ir.OpImport })
		}
	}
	return false
}

// keepsIt tells whether what an instruction gives is kept when its function ends: in a variable of the module, a
// collection, or an attribute, but for one of an instance that is only just being made.
func keepsIt(fn *types.Func, reg int32) bool {
	f := fn.IR
	of := func(r int32) bool {
		for r >= 0 && r != reg && f.Instrs[r].Op == ir.OpLoad {
			stores := fn.Stores(f.Instrs[r].A)
			if len(stores) == 0 {
				break
			}
			r = f.Instrs[stores[len(stores)-1]].B
		}
		return r == reg
	}
	return slices.ContainsFunc(f.Instrs, func(in ir.Instr) bool {
		switch in.Op {
		case ir.OpSetName:
			return of(in.B)
		case ir.OpSetIndex:
			return of(in.C)
		case ir.OpSetMember:
			return of(in.C) && f.Name != "__init__"
		}
		return false
	})
}

// under tells whether an instruction hangs on a condition whose source matches.
func (s *search) under(fn *types.Func, instr int32, re *lazy.Regexp) bool {
	if re == nil {
		return false
	}
	f := fn.IR
	b := blockOf(f, instr)
	for range f.Blocks {
		from := int32(ir.None)
		for i := range f.Blocks {
			if p := &f.Blocks[i]; p.Term != ir.Leave && p.Then == b || p.Term == ir.Branch && p.Else == b {
				if from != ir.None {
					return false // control meets here: nothing decided
				}
				from = int32(i)
			}
		}
		if from == ir.None {
			return false
		}
		if p := &f.Blocks[from]; p.Term == ir.Branch && p.Cond != ir.None && re.MatchString(s.source(fn, p.Cond)) {
			return true
		}
		b = from
	}
	return false
}

func blockOf(f *ir.Func, instr int32) int32 {
	i, _ := slices.BinarySearchFunc(f.Blocks, instr, func(b ir.Block, at int32) int {
		switch {
		case b.Last <= at:
			return -1
		case b.First > at:
			return 1
		}
		return 0
	})
	return int32(i)
}

// pair looks at a branch over a check, and at uses of the same thing behind it that nothing watches.
func (s *search) pair(fn *types.Func) {
	for i := range fn.IR.Blocks {
		b := &fn.IR.Blocks[i]
		if b.Term != ir.Branch || b.Cond == ir.None {
			continue
		}
		in := &fn.IR.Instrs[b.Cond]
		if in.Op != ir.OpCall {
			continue
		}
		for _, k := range s.first[s.last(fn, in.A)] {
			c := &s.rule.Pairs[k]
			if !s.within(&c.Find, fn) {
				continue
			}
			thing := s.thing(fn, in, c.First)
			if thing == "" || !matches(c.Text, thing) {
				continue
			}
			uses := s.uses(fn, int32(i), c, thing)
			for _, use := range uses {
				s.report(&c.Find, fn, use)
			}
			if len(uses) > 0 {
				break
			}
		}
	}
}

// thing is the source of what a call by one of the names is about: its receiver where it was found by the method alone,
// else its first argument. "" for other calls.
func (s *search) thing(fn *types.Func, in *ir.Instr, names []string) string {
	switch name := called(fn, in.A, names); {
	case name == "":
		return ""
	case name[0] == '.':
		return s.source(fn, fn.IR.Instrs[in.A].A)
	}
	args := fn.IR.ArgsOf(in)
	if len(args) == 0 || args[0].Kind != ir.ArgPos {
		return ""
	}
	return s.source(fn, args[0].Value)
}

// maxBehind bounds the blocks behind a check that are looked at.
const maxBehind = 16

func (s *search) uses(fn *types.Func, from int32, c *rule.PairFind, thing string) []int32 {
	f := fn.IR
	var out []int32
	open := []int32{f.Blocks[from].Then, f.Blocks[from].Else}
	for k := 0; k < len(open) && k < maxBehind; k++ {
		b := &f.Blocks[open[k]]
		for i := b.First; i < b.Last; i++ {
			in := &f.Instrs[i]
			if in.Op == ir.OpCall && b.Handler == ir.None && s.thing(fn, in, c.Then) == thing && (c.Use == nil || c.Use.MatchString(s.source(fn, i))) {
				out = append(out, i)
			}
		}
		for _, next := range []int32{b.Then, b.Else} {
			if b.Term != ir.Leave && next != ir.None && next != from && !slices.Contains(open, next) {
				open = append(open, next)
			}
		}
	}
	return out
}
