package pattern

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// grown looks at what a function that runs for requests puts into a collection that lives as long as the program, where
// nothing in sight takes anything out again, gives the collection another value or asks for its length.
func (s *search) grown(fn *types.Func) {
	if s.hints.Reach == nil || s.hints.Program == nil || !s.during(fn, nil, 0) {
		return
	}
	for i := range fn.IR.Instrs {
		for k := range s.rule.Grown {
			c := &s.rule.Grown[k]
			coll, key := s.puts(fn, &fn.IR.Instrs[i], c)
			if coll == ir.None {
				break
			}
			name := keptName(fn.IR, coll)
			if name == "" || s.hints.Reach.taken[name] {
				break
			}
			if key != ir.None && !s.ofRequest(fn, key, c) {
				continue
			}
			if matches(c.Names, name) && (c.Unless == nil || !c.Unless.MatchString(name)) && s.lasting(fn, coll, c) && !s.once(c, name) {
				s.report(&c.Find, fn, int32(i))
				break
			}
		}
	}
}

// once tells whether a collection was reported before: one place shows the flaw.
func (s *search) once(c *rule.GrownFind, name string) bool {
	if slices.Contains(s.seen, name) {
		return true
	}
	s.seen = append(s.seen, name)
	return false
}

// puts tells into what an instruction puts something, and under which key; None for a list or a set.
func (s *search) puts(fn *types.Func, in *ir.Instr, c *rule.GrownFind) (coll, key int32) {
	f := fn.IR
	switch in.Op {
	case ir.OpSetIndex:
		if f.Instrs[in.B].Op == ir.OpSlice {
			return ir.None, ir.None
		}
		return in.A, in.B
	case ir.OpCall:
		m := &f.Instrs[in.A]
		if m.Op != ir.OpMember {
			return ir.None, ir.None
		}
		args := f.ArgsOf(in)
		switch f.Names[m.B] {
		case "setdefault":
			if len(args) > 0 {
				return m.A, args[0].Value
			}
		case "append", "add", "appendleft", "insert", "extend":
			if base := &f.Instrs[m.A]; base.Op == ir.OpIndex && !held(f, base.A, c) {
				return base.A, base.B // rooms[name].append(message)
			}
			return m.A, ir.None
		}
	}
	return ir.None, ir.None
}

// ofRequest tells whether a key is made of a parameter, of what a call gives or of a thing that is read for it: another
// one with each request.
func (s *search) ofRequest(fn *types.Func, key int32, c *rule.GrownFind) bool {
	w := walk{fn: fn, visit: func(at *types.Func, reg int32) bool {
		switch x := &at.IR.Instrs[reg]; x.Op {
		case ir.OpLoad:
			return slices.ContainsFunc(at.IR.Params, func(p ir.Param) bool { return p.Slot == x.A && (p.Slot > 0 || !at.IsMethod()) })
		case ir.OpName:
			return c.Reads != nil && c.Reads.MatchString(at.IR.Names[x.A])
		case ir.OpCall:
			return true
		}
		return false
	}}
	return w.met(key, 0)
}

// lasting tells whether a collection is made empty once and kept: by a module, by a class, or by an object that no
// request makes.
func (s *search) lasting(fn *types.Func, reg int32, c *rule.GrownFind) bool {
	f := fn.IR
	if in := &f.Instrs[reg]; (in.Op == ir.OpIndex || in.Op == ir.OpMember) && held(f, in.A, c) {
		put := s.hints.Reach.put[keptName(f, reg)]
		return len(put) == 1 && held(put[0].fn.IR, put[0].holder, c) && s.empty(put[0].fn, put[0].value)
	}
	switch in := &f.Instrs[reg]; in.Op {
	case ir.OpName:
		owner, slot := fn.Free(f.Names[in.A])
		if owner == nil || owner.IR.Kind != ir.Module {
			return false
		}
		stores := owner.Stores(slot)
		return len(stores) == 1 && s.empty(owner, owner.IR.Instrs[stores[0]].B)
	case ir.OpMember:
		base, name := s.hints.Program.Reg(fn, in.A), f.Names[in.B]
		if base.Kind != types.KindObject && base.Kind != types.KindClass || base.List || base.Class == nil {
			return false
		}
		owner := s.hints.Program.Owner(base.Class, name)
		at, value := owner.Sole(name)
		if at == nil || !s.empty(at, value) {
			return false
		}
		return at == owner.Body || !s.perRequest(base.Class) && !s.perRequest(owner)
	}
	return false
}

// held tells whether an expression is one of the things on which a program keeps what it needs as long as it runs.
func held(f *ir.Func, reg int32, c *rule.GrownFind) bool {
	return c.Holders != nil && c.Holders.MatchString(last(f, reg))
}

// keptName is the name of a collection: what it is written with, or the key under which it lies.
func keptName(f *ir.Func, reg int32) string {
	in := &f.Instrs[reg]
	if in.Op != ir.OpIndex && in.Op != ir.OpSetIndex {
		return last(f, reg)
	}
	if k := &f.Instrs[in.B]; k.Op == ir.OpConst && f.Consts[k.A].Kind == ir.ConstString {
		return f.Consts[k.A].Str
	}
	return last(f, in.B)
}

// perRequest tells whether an object of a class belongs to a request: it is made there, or it is the handler.
func (s *search) perRequest(c *types.Class) bool {
	if s.hints.Reach.made[c] {
		return true
	}
	for _, m := range c.Members {
		if m != nil && s.hints.Handler != nil && s.hints.Handler(m) {
			return true
		}
	}
	return false
}

// empty tells of a collection that is made without anything in it and without a bound.
func (s *search) empty(fn *types.Func, reg int32) bool {
	in := &fn.IR.Instrs[reg]
	switch in.Op {
	case ir.OpAnnotate:
		return in.A != ir.None && s.empty(fn, in.A)
	case ir.OpList, ir.OpDict, ir.OpSet:
		return in.C == 0 && !collects(fn, reg)
	case ir.OpCall:
		args := fn.IR.ArgsOf(in)
		switch qualified(fn, in.A) {
		case "dict", "list", "set", "collections.OrderedDict", "collections.deque":
			return len(args) == 0
		case "collections.defaultdict":
			return len(args) == 1
		}
	}
	return false
}
