package route

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// place is a value of the program: what an instruction of a function computes.
// A parameter that nobody in sight fills is the place -2-i of its function.
type place struct {
	fn  *types.Func
	reg int32
}

var nowhere = place{reg: ir.None}

func (at place) ok() bool { return at.fn != nil && at.reg >= 0 }

// in gives the instruction of a place; a no-operation for a parameter.
func (at place) in() *ir.Instr {
	if !at.ok() {
		return &ir.Instr{Op: ir.OpNop, A: ir.None, B: ir.None, C: ir.None}
	}
	return &at.fn.IR.Instrs[at.reg]
}

func (at place) arg(reg int32) place { return place{at.fn, reg} }

// Work limits of one trace: a value that comes from more places than this is as
// good as unknown.
const (
	maxPlaces = 32
	maxSteps  = 400
)

// tracer follows a value back to where it is made: through variables, imports,
// attributes of self, parameters and, unless it halts at calls, through results
// of workspace functions. It does not look at the order of assignments: what an
// application is made of is set up once.
type tracer struct {
	c     *collector
	halt  bool // stop at calls
	seen  map[place]bool
	steps int
	out   []place
}

// origins gives the places where a value is made, in the order they were found.
func (c *collector) origins(at place) []place { return c.trace(at, false) }

// makers is like origins but takes a call for the place where its result is made.
func (c *collector) makers(at place) []place { return c.trace(at, true) }

// traced names a question about a module's variable, which many ask: every route is registered at the application.
type traced struct {
	module *types.Func
	slot   int32
	halt   bool
}

func (c *collector) trace(at place, halt bool) []place {
	q, shared := moduleVariable(at)
	q.halt = halt
	if out, known := c.traces[q]; known && shared {
		return out
	}
	t := tracer{c: c, halt: halt, seen: map[place]bool{}}
	t.follow(at)
	if t.out = slices.Clip(t.out); shared {
		c.traces[q] = t.out
	}
	return t.out
}

// moduleVariable gives the assigned variable of a module that a place reads.
func moduleVariable(at place) (traced, bool) {
	owner, slot := at.fn, int32(ir.None)
	switch in := at.in(); in.Op {
	case ir.OpLoad:
		slot = in.A
	case ir.OpName:
		owner, slot = at.fn.Free(at.fn.IR.Names[in.A])
	}
	if slot < 0 || owner == nil || owner.IR.Kind != ir.Module || len(owner.Stores(slot)) == 0 {
		return traced{}, false
	}
	return traced{module: owner, slot: slot}, true
}

func (t *tracer) end(at place) {
	if len(t.out) < maxPlaces {
		t.out = append(t.out, at)
	}
}

func (t *tracer) follow(at place) {
	t.steps++
	if at.fn == nil || t.seen[at] || t.steps > maxSteps {
		return
	}
	t.seen[at] = true
	if at.reg < 0 {
		t.end(at)
		return
	}
	in := at.in()
	switch in.Op {
	case ir.OpLoad:
		t.slot(at, at.fn, in.A)
	case ir.OpStore, ir.OpSetName:
		t.follow(at.arg(in.B))
	case ir.OpAwait, ir.OpEnter:
		t.follow(at.arg(in.A))
	case ir.OpAnnotate:
		if in.A >= 0 {
			t.follow(at.arg(in.A))
		}
	case ir.OpName:
		if owner, slot := at.fn.Free(at.fn.IR.Names[in.A]); owner != nil {
			t.slot(at, owner, slot)
			return
		}
		t.end(at)
	case ir.OpImportFrom:
		t.imported(at, in)
	case ir.OpMember:
		t.member(at, in)
	case ir.OpCall:
		t.call(at, in)
	default:
		t.end(at)
	}
}

// slot follows a variable to all its assignments, a parameter to its callers.
func (t *tracer) slot(at place, owner *types.Func, slot int32) {
	found := false
	for i := range owner.IR.Params {
		if owner.IR.Params[i].Slot == slot {
			found = true
			t.param(owner, i)
		}
	}
	for _, st := range owner.Stores(slot) {
		found = true
		t.follow(place{owner, st})
	}
	if !found {
		t.end(at)
	}
}

func (t *tracer) param(fn *types.Func, i int) {
	found := false
	for _, call := range t.c.callers(fn) {
		if arg := t.c.argument(call, fn, i); arg.ok() {
			found = true
			t.follow(arg)
		}
	}
	if !found {
		t.end(place{fn, int32(-2 - i)})
	}
}

func (t *tracer) imported(at place, in *ir.Instr) {
	names := at.fn.IR.Names
	file, _, here := t.c.p.Imports.Module(at.fn.Module.Path, names[in.A])
	if here && file >= 0 {
		if owner, slot := t.c.p.Export(t.c.p.Modules[file], names[in.B]); owner != nil {
			t.slot(at, owner, slot)
			return
		}
	}
	t.end(at)
}

func (t *tracer) member(at place, in *ir.Instr) {
	name := at.fn.IR.Names[in.B]
	base := t.c.p.Reg(at.fn, in.A)
	switch base.Kind {
	case types.KindModule:
		if owner, slot := t.c.p.Export(base.In.Mod, name); owner != nil {
			t.slot(at, owner, slot)
			return
		}
	case types.KindClass, types.KindObject:
		sites := t.c.attribute(base.Class, name)
		for _, s := range sites {
			t.follow(s)
		}
		if len(sites) > 0 {
			return
		}
	}
	t.end(at)
}

func (t *tracer) call(at place, in *ir.Instr) {
	if t.halt {
		t.end(at)
		return
	}
	fn := t.c.callee(at, in)
	if fn == nil || fn.IR.Generator {
		t.end(at)
		return
	}
	found := false
	for i := range fn.IR.Instrs {
		if r := &fn.IR.Instrs[i]; r.Op == ir.OpReturn && r.A >= 0 {
			found = true
			t.follow(place{fn, r.A})
		}
	}
	if !found {
		t.end(at)
	}
}

// callee gives the workspace function that a call runs; nil for classes, models
// and the unknown.
func (c *collector) callee(at place, in *ir.Instr) *types.Func {
	if r := c.p.Reg(at.fn, in.A); r.Kind == types.KindFunc || r.Kind == types.KindBound {
		return r.Func
	}
	return nil
}

// attribute gives what is assigned to an attribute of a workspace class: in its
// body and through self in its methods; else in its bases.
func (c *collector) attribute(class *types.Class, name string) []place {
	var out []place
	body := class.Body
	if slot, ok := body.Slot(name); ok {
		for _, st := range body.Stores(slot) {
			out = append(out, place{body, st})
		}
	}
	for _, m := range body.Children {
		if m.IR.Kind != ir.Function || len(m.IR.Params) == 0 || m.Static {
			continue
		}
		for i := range m.IR.Instrs {
			in := &m.IR.Instrs[i]
			if in.Op == ir.OpSetMember && m.IR.Names[in.B] == name && isParam(m, in.A, 0) {
				out = append(out, place{m, in.C})
			}
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, b := range c.p.Bases(class) {
		if b.Kind == types.KindClass && b.Class.ID != class.ID && len(out) == 0 {
			out = c.inherited(b.Class, name, 0)
		}
	}
	return out
}

func (c *collector) inherited(class *types.Class, name string, depth int) []place {
	if depth > 8 {
		return nil
	}
	if slot, ok := class.Body.Slot(name); ok {
		var out []place
		for _, st := range class.Body.Stores(slot) {
			out = append(out, place{class.Body, st})
		}
		return out
	}
	for _, b := range c.p.Bases(class) {
		if b.Kind == types.KindClass {
			if out := c.inherited(b.Class, name, depth+1); out != nil {
				return out
			}
		}
	}
	return nil
}

func isParam(fn *types.Func, reg int32, i int) bool {
	in := &fn.IR.Instrs[reg]
	return in.Op == ir.OpLoad && in.A == fn.IR.Params[i].Slot
}

// callers finds the calls of a workspace function by its name, then by what the
// callee denotes.
func (c *collector) callers(fn *types.Func) []place {
	if found, ok := c.called[fn]; ok {
		return found
	}
	c.called[fn] = nil // a question within the question: no callers
	name := fn.IR.Name
	if fn.Class != nil && name == "__init__" {
		name = fn.Class.Name
	}
	var out []place
	for _, f := range c.p.Funcs {
		if !mentions(f.IR, name) {
			continue
		}
		for i := range f.IR.Instrs {
			in := &f.IR.Instrs[i]
			if in.Op == ir.OpCall && len(out) < maxPlaces && c.runs(f, in, fn) {
				out = append(out, place{f, int32(i)})
			}
		}
	}
	c.called[fn] = out
	return out
}

func mentions(f *ir.Func, name string) bool {
	for _, n := range f.Names {
		if n == name {
			return true
		}
	}
	for _, s := range f.Slots {
		if s == name {
			return true
		}
	}
	return false
}

func (c *collector) runs(f *types.Func, in *ir.Instr, fn *types.Func) bool {
	r := c.p.Reg(f, in.A)
	switch r.Kind {
	case types.KindFunc, types.KindBound:
		return r.Func == fn
	case types.KindClass:
		return fn.Class == r.Class && fn.IR.Name == "__init__"
	}
	return false
}

// argument gives what a call passes for parameter i of the function it runs.
func (c *collector) argument(call place, fn *types.Func, i int) place {
	in := call.in()
	shift := 0
	if fn.IsMethod() {
		if callee := c.p.Reg(call.fn, in.A); callee.Kind != types.KindFunc {
			shift = 1
		}
	}
	pos := shift
	for _, a := range call.fn.IR.ArgsOf(in) {
		switch a.Kind {
		case ir.ArgPos:
			if pos == i {
				return call.arg(a.Value)
			}
			pos++
		case ir.ArgNamed:
			if call.fn.IR.Names[a.Name] == fn.IR.Params[i].Name {
				return call.arg(a.Value)
			}
		case ir.ArgStar:
			return nowhere
		}
	}
	return nowhere
}
