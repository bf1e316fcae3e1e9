package taint

import (
	"slices"

	graph "underpin/analysis/internal/flow"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// unknown is the value nothing is known of and nothing flows through.
var unknown = &value{obj: -1}

// Work limits: they count, so that the same input gives the same answer anywhere.
const (
	maxPasses  = 4       // over the blocks of a loop
	maxWork    = 1 << 22 // variables copied between blocks of one function
	maxObjects = 4096    // objects of one function
)

// evaluator interprets one function at a time over abstract values. It is
// reused for many functions and used by one goroutine.
type evaluator struct {
	sv *solver
	p  *types.Program

	fn        *types.Func
	f         *ir.Func
	regs      []*value
	in        []*state
	st        *state
	here      int32   // the block at hand
	entered   []int32 // by block: the only one from which it is reached, plus one
	assigning bool    // an attribute gets another value, rather than something put below it
	judging   bool    // the conditions of a guard, which must hold whatever a value is
	dead      bool
	work      int

	sum     *Summary
	entry   *types.Entry
	now     int32    // the instruction at hand
	names   []*value // free names, by name index
	keys    map[stepKey]*step
	parts   map[partKey]*value // of values that are no objects
	consts  []value
	spare   [][]flow     // buffers that nobody uses at the moment
	unused  []*arguments // likewise
	lists   Summary      // the lists of the last summary, to grow the next one's in
	objects map[objectKey]int32
	nobj    int32
	made    []int32 // the instruction that makes an object, by number
	loops   loops
	live    liveness
	called  []bool // registers that are callees
	heads   []bool // blocks that are loop heads
	params  []*step
	rets    []returned
	yields  *value
	calls   map[*types.Func]bool

	inner *evaluator // takes special looks, one after the other
	outer *evaluator // who takes a special look at a function with functions of its own, else nil
	depth int
	// implying is how many implied methods run within one another at the moment.
	implying int
	fixed    []*value   // what parameters are in this special look
	looks    int        // special looks taken
	judged   *rule.Sink // whose conditions are looked at
	settling []settling // what was told of the answer so far
	noted    []noted    // what is remembered of things made elsewhere
	unres    map[string]bool
}

type stepKey struct {
	base  *step
	key   string
	loose bool // what is read is something made of what base holds
	view  bool // a guard on it clears what base holds
	again bool // of another reading of what base holds
}

type partKey struct {
	of  *value
	key string
}

type objectKey struct{ instr, n int32 }

// returned is one way out of the function.
type returned struct {
	val   *value
	valid []fact
	st    *state
	at    int32 // the block
}

// summarise computes the summary of a function from those of its callees.
func (e *evaluator) summarise(fn *types.Func) *Summary {
	e.fn, e.f = fn, fn.IR
	e.entry = e.sv.entries[fn]
	e.regs = grow(e.regs, len(e.f.Instrs))
	e.names = grow(e.names, len(e.f.Names))
	e.in = grow(e.in, len(e.f.Blocks))
	e.entered = grow(e.entered, len(e.f.Blocks))
	e.called = grow(e.called, len(e.f.Instrs))
	e.made = e.made[:0]
	e.keys, e.objects, e.nobj, e.work, e.looks = again(e.keys), again(e.objects), 0, 0, 0
	e.parts, e.consts = again(e.parts), nil
	e.params = nil
	for i := range e.f.Instrs {
		if in := &e.f.Instrs[i]; in.Op == ir.OpCall {
			e.called[in.A] = true
		}
	}
	order, heads := graph.Order(len(e.f.Blocks), 0, e.succs)
	e.heads = heads
	loops := false
	for _, h := range heads {
		loops = loops || h
	}
	e.fresh()
	e.begin()
	e.keepParams()
	if !loops {
		e.walk(order)
	} else {
		e.live.compute(e.f, order)
		e.loops.compute(e, order, heads)
		all := make([]int32, len(order))
		for p := range all {
			all[p] = int32(p)
		}
		e.run(order, all, -1)
	}
	e.conclude()
	e.settle()
	s := e.sum
	e.sum = nil
	e.lists.hits, s.hits = s.hits, fitting(s.hits)
	e.lists.sinks, s.sinks = s.sinks, fitting(s.sinks)
	e.lists.cells, s.cells = s.cells, fitting(s.cells)
	e.lists.writes, s.writes = s.writes, fitting(s.writes)
	return s
}

// fitting copies a list that was grown step by step to the size it came to.
func fitting[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return append(make([]T, 0, len(list)), list...)
}

// again empties a map for the next function; one that has grown large is left
// to the collector, as emptying it would cost every function after.
func again[K comparable, V any](m map[K]V) map[K]V {
	if len(m) > 256 {
		return nil
	}
	clear(m)
	return m
}

// fresh starts the summary.
func (e *evaluator) fresh() {
	e.sum = &Summary{hits: e.lists.hits[:0], sinks: e.lists.sinks[:0], cells: e.lists.cells[:0], writes: e.lists.writes[:0]}
	e.rets, e.yields, e.calls, e.unres = e.rets[:0], nil, nil, nil
	e.settling, e.noted = e.settling[:0], e.noted[:0]
	if e.entry == nil {
		return
	}
	for i := range e.entry.Params {
		p := &e.entry.Params[i]
		if p.Make != nil {
			if m := e.p.Method(p.Make, "__init__"); m != nil {
				e.noteCall(m)
			}
		} else if p.Inject != nil {
			e.noteCall(p.Inject)
		} else if p.Labels != 0 && i < len(e.f.Params) {
			e.sum.Facts.Labels |= p.Labels | e.sv.naming(e.f.Params[i].Name)
		}
	}
}

// keepParams lets inner functions read captured parameters as shared variables.
func (e *evaluator) keepParams() {
	for i := range e.f.Params {
		if slot := e.f.Params[i].Slot; e.fn.Captured[slot] && e.st.env[slot] != nil {
			e.keep(origin{kind: fromSlot, fn: e.fn.ID, id: slot}, e.st.env[slot])
		}
	}
}

func (e *evaluator) noteCall(f *types.Func) {
	if e.calls == nil {
		e.calls = map[*types.Func]bool{}
	}
	e.calls[f] = true
}

// borrow gives an empty buffer; who is done with it puts it back into spare.
func (e *evaluator) borrow() []flow {
	n := len(e.spare)
	if n == 0 {
		return make([]flow, 0, maxFlows)
	}
	b := e.spare[n-1]
	e.spare = e.spare[:n-1]
	return b[:0]
}

// grow gives a cleared slice of length n, reusing s.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	s = s[:n]
	clear(s)
	return s
}

func (e *evaluator) succs(b int32, to []int32) []int32 {
	blk := &e.f.Blocks[b]
	switch blk.Term {
	case ir.Jump:
		to = append(to, blk.Then)
	case ir.Branch:
		to = append(to, blk.Then, blk.Else)
	}
	if blk.Handler >= 0 {
		to = append(to, blk.Handler)
	}
	return to
}

// begin makes the state at the function's entry: parameters as symbolic values
// and, for what a framework calls, as sources.
func (e *evaluator) begin() {
	st := &state{env: make([]*value, len(e.f.Slots))}
	e.st = st
	for i := range e.f.Params {
		e.params = append(e.params, &step{fn: e.fn, instr: int32(i), kind: stepParam, note: e.f.Params[i].Name})
		st.env[e.f.Params[i].Slot] = e.param(i)
	}
	e.in[0] = st
}

func (e *evaluator) param(i int) *value {
	prm := &e.f.Params[i]
	v := &value{ref: e.p.ParamRef(e.fn, i), obj: e.newObject(-1-int32(i), 0), param: int32(i) + 1}
	if i < len(e.fixed) && e.fixed[i] != nil {
		v.ref, v.konst, v.may = e.fixed[i].ref, e.fixed[i].konst, e.fixed[i].may
		if v.konst != nil {
			v.ref = e.sv.constRef(v.konst.Kind)
		}
		return v
	}
	if i == 0 && (e.fn.IsMethod() || e.fn.Wrapper && v.ref.Kind == types.KindObject) {
		return v
	}
	if e.entry != nil && i < len(e.entry.Params) {
		e.entryParam(v, i)
	}
	if e.harmless(v.ref) {
		v.flows = nil
		return v
	}
	labels := Bits(0)
	if v.ref.Kind != types.KindObject {
		labels = e.sv.naming(prm.Name)
	}
	if e.p.Computed(e.fn, prm.Name) {
		s := &step{fn: e.fn, instr: ir.None, kind: stepRead, note: prm.Name, sub: readMark}
		v.flows = union(v.flows, []flow{{org: origin{kind: fromSlot, fn: e.fn.ID, id: prm.Slot}, marks: begun, trace: s}})
	}
	v.flows = union(v.flows, []flow{{org: origin{kind: fromParam, id: int32(i)}, adds: labels, marks: begun, trace: e.params[i]}})
	if of := e.sv.wraps(e.fn, i); of != nil {
		// Whatever is decorated is called with a secret: all arguments together show it.
		s := &step{fn: e.fn, instr: -1 - int32(i), kind: stepSource, note: "arguments of " + of.IR.Name + "()"}
		guess := uint8(0)
		if prm.Kind == ir.ParamNamedRest {
			guess = 1 // they may come by position
		}
		v.flows = union(v.flows, []flow{{org: origin{kind: fromSource, fn: e.fn.ID, id: -1 - int32(i)}, adds: e.sv.whole & e.sv.chosen, guess: guess, marks: exact, trace: s}})
	}
	return v
}

func (e *evaluator) entryParam(v *value, i int) {
	p := &e.entry.Params[i]
	if p.Default {
		if v.konst = defaultOf(e.fn, int32(i)); v.konst != nil {
			v.ref = e.sv.constRef(v.konst.Kind)
		}
		return
	}
	if p.Ref.Known() {
		v.ref = p.Ref
	}
	if p.Make != nil {
		d := e.construct(-1-int32(i), p.Make, &arguments{})
		v.ref, v.flows, v.obj, v.param = d.ref, d.flows, d.obj, 0
		return
	}
	if p.Inject != nil {
		d := e.callFunc(p.Inject, nil, nil, -1-int32(i))
		v.flows, v.obj, v.param = d.flows, d.obj, 0
		if !v.ref.Known() {
			v.ref = d.ref
		}
		return
	}
	if p.Labels != 0 {
		labels := p.Labels
		if v.ref.Kind != types.KindObject { // an object's name says nothing of its fields
			labels |= e.sv.naming(e.f.Params[i].Name)
		}
		s := &step{fn: e.fn, instr: -1 - int32(i), kind: stepSource, note: p.As}
		v.flows = []flow{{org: origin{kind: fromSource, fn: e.fn.ID, id: -1 - int32(i)}, adds: labels, cleared: p.Clears, guess: uint8(p.Guess), marks: exact, trace: s}}
	}
}

// harmless: instances of these classes cannot hold text that does harm.
func (e *evaluator) harmless(r types.Ref) bool {
	switch r.Kind {
	case types.KindInstance:
		return r.Sym.Clean
	case types.KindObject:
		for _, s := range e.p.ClassSymbols(r) {
			if s.Clean {
				return true
			}
		}
	}
	return false
}

// walk interprets the blocks in order; false when there is too much to do.
func (e *evaluator) walk(order []int32) bool {
	for _, b := range order {
		if e.in[b] != nil && !e.one(b) {
			return false
		}
	}
	return true
}

// one interprets a block; false when there is too much to do.
func (e *evaluator) one(b int32) bool {
	if e.work += len(e.in[b].env) + len(e.in[b].heap) + 8; e.work > maxWork {
		e.sum.cut(cutWork)
		return false
	}
	e.block(b)
	return true
}

func (e *evaluator) block(b int32) {
	blk := &e.f.Blocks[b]
	e.here = b
	if e.st = e.in[b]; e.heads[b] {
		e.st = e.st.copy() // what comes round the loop joins into the original
	}
	e.dead = false
	if blk.Handler >= 0 {
		e.alsoTo(blk.Handler)
	}
	var set []int32 // variables that got a value in this block
	for i := blk.First; i < blk.Last && !e.dead; i++ {
		in := &e.f.Instrs[i]
		if blk.Handler >= 0 && in.Op == ir.OpStore {
			// What raised before this may have left the value that goes now.
			if slices.Contains(set, in.A) {
				e.alsoTo(blk.Handler)
				e.work += len(e.st.env)
				set = set[:0]
			}
			set = append(set, in.A)
		}
		e.now = i
		e.regs[i] = e.instr(i, in)
	}
	if e.dead {
		return
	}
	if blk.Handler >= 0 {
		e.alsoTo(blk.Handler)
	}
	switch blk.Term {
	case ir.Jump:
		e.flowTo(blk.Then, e.st)
	case ir.Branch:
		e.branch(blk)
	case ir.Leave:
		if blk.Last == blk.First || e.f.Instrs[blk.Last-1].Op != ir.OpReturn && e.f.Instrs[blk.Last-1].Op != ir.OpRaise {
			e.rets = append(e.rets, returned{val: none, valid: e.st.valid, st: e.st, at: b})
		}
	}
}

var none = &value{obj: -1, konst: &ir.Const{Kind: ir.ConstNone}, truth: -1}

// flowTo brings a state to the start of a block. The state is handed over.
func (e *evaluator) flowTo(b int32, st *state) {
	e.reached(b)
	if e.heads[b] {
		e.came(b, st.valid)
	}
	if e.in[b] == nil {
		e.in[b] = st
		return
	}
	join(e.in[b], st)
}

// alsoTo brings the state to the start of a block and goes on with it here.
func (e *evaluator) alsoTo(b int32) {
	st := e.st
	if e.in[b] == nil {
		st = st.copy()
	}
	e.flowTo(b, st)
}

// branch sends the state along both edges, each with what the condition's
// outcome says; an edge that a constant rules out gets nothing.
func (e *evaluator) branch(blk *ir.Block) {
	if blk.Cond < 0 || e.regs[blk.Cond] == nil {
		e.alsoTo(blk.Then)
		e.flowTo(blk.Else, e.st)
		return
	}
	cond := e.regs[blk.Cond]
	t := truthOf(cond)
	if t >= 0 {
		st := e.st
		if t == 0 {
			st = e.st.copy()
		}
		e.assume(st, blk, cond, 1)
		e.flowTo(blk.Then, st)
	}
	if t <= 0 {
		e.assume(e.st, blk, cond, -1)
		e.flowTo(blk.Else, e.st)
	}
}

// truthOf gives 1 or -1 for a value known true or false, 0 otherwise.
func truthOf(v *value) int8 {
	if v.konst == nil {
		return v.truth
	}
	switch v.konst.Kind {
	case ir.ConstNone:
		return -1
	case ir.ConstBool, ir.ConstInt:
		if v.konst.Int != 0 || v.konst.Str != "" {
			return 1
		}
		return -1
	case ir.ConstString, ir.ConstBytes:
		if v.konst.Str != "" {
			return 1
		}
		return -1
	}
	return 0
}

// assume adds what a condition's outcome says to the state behind an edge.
func (e *evaluator) assume(st *state, blk *ir.Block, cond *value, outcome int8) {
	if f := e.emptiness(cond); f != nil {
		add := f.whenTrue
		if outcome < 0 {
			add = f.whenFalse
		}
		st.valid = withFacts(st.valid, add...)
	}
	if n := len(cond.flows); outcome < 0 && n > 0 && n <= maxEmpty && !e.heads[e.here] {
		// What is false is empty. Behind a loop only its last round was.
		st.valid = withFacts(st.valid, empty(cond.flows)...)
	}
	e.developing(st, blk.Cond, outcome)
	// A condition kept in a variable is known there too: the temporaries of and, or.
	for i := blk.Last - 1; i >= blk.First && i >= blk.Last-3; i-- {
		in := &e.f.Instrs[i]
		if in.Op == ir.OpStore && (in.B == blk.Cond || i == blk.Cond) {
			if v := st.env[in.A]; v != nil && v.truth == 0 && v.konst == nil {
				c := *v
				c.truth = outcome
				st.env[in.A] = &c
			}
		}
	}
	if in := &e.f.Instrs[blk.Cond]; in.Op == ir.OpLoad {
		if v := st.env[in.A]; v != nil && v.truth == 0 && v.konst == nil {
			c := *v
			c.truth = outcome
			st.env[in.A] = &c
		}
	}
}

// newObject numbers the n-th object made by an instruction, the same number each
// time round; -1 when there are too many.
func (e *evaluator) newObject(instr, n int32) int32 {
	if e.objects == nil {
		e.objects = map[objectKey]int32{}
	}
	k := objectKey{instr, n}
	if id, ok := e.objects[k]; ok {
		return id
	}
	if e.nobj >= maxObjects {
		return -1
	}
	id := e.nobj
	e.nobj++
	e.made = append(e.made, instr)
	e.objects[k] = id
	return id
}

// conclude turns the ways out into the summary.
func (e *evaluator) conclude() {
	s := e.sum
	if e.f.Kind == ir.Module || e.f.Kind == ir.ClassBody {
		e.facts()
		s.finish()
		return
	}
	s.noReturn = len(e.rets) == 0 && e.yields == nil && s.Limit == ""
	var val *value
	var exit *state
	for i, r := range e.rets {
		v := e.settled(r.val, r.valid)
		if r.val != none || !e.f.Generator {
			val = mergeMaybe(val, v, nil, nil)
			if val == nil {
				val = v
			}
		}
		if i == 0 {
			exit = r.st.copy()
		} else {
			join(exit, r.st)
		}
	}
	val = e.gathered(exit, val)
	if e.yields != nil {
		val = e.yields
	}
	if exit == nil {
		exit = &state{} // a generator that never ends
	}
	e.returnFacts()
	if val != nil {
		if s.ret = e.export(exit, val, map[int32]int32{}, 0); !s.ret.ref.Known() {
			s.ret.ref = e.p.Result(e.fn)
		}
	}
	e.effects(exit)
	e.facts()
	s.finish()
}

func (e *evaluator) facts() {
	for f := range e.calls {
		e.sum.Facts.Calls = append(e.sum.Facts.Calls, f)
	}
	for n := range e.unres {
		e.sum.Facts.Unresolved = append(e.sum.Facts.Unresolved, n)
	}
}

// maxExported bounds the objects that a summary holds.
const maxExported = 96

// export copies a value and the objects it holds out of the function.
func (e *evaluator) export(st *state, v *value, seen map[int32]int32, depth int) *value {
	if v == nil {
		return nil
	}
	if depth > 0 && v.konst == nil && v.truth == 0 && v.plain() {
		return v
	}
	c := *v
	c.facts, c.truth = nil, 0
	if c.written() != nil {
		c.made = nil
	}
	if c.may != nil {
		c.may = slices.Clone(c.may)
		for i := range c.may {
			if r := c.may[i].recv; r != nil {
				c.may[i].recv = &value{obj: -1, ref: r.ref} // elsewhere its objects are not known
			}
		}
	}
	if v.konst != nil {
		c.truth = truthOf(v)
	}
	o := st.object(v.obj)
	c.obj = -1
	if o == nil || depth > 3 || len(e.sum.objs) >= maxExported {
		return &c
	}
	if id, ok := seen[v.obj]; ok {
		c.obj = id
		return &c
	}
	x := &object{isList: o.isList, open: o.open, maybe: o.maybe, keys: o.keys}
	c.obj = int32(len(e.sum.objs))
	seen[v.obj] = c.obj
	e.sum.objs = append(e.sum.objs, x)
	for _, f := range o.fields {
		x.fields = append(x.fields, field{f.key, e.export(st, f.val, seen, depth+1)})
	}
	for _, el := range o.list {
		x.list = append(x.list, e.export(st, el, seen, depth+1))
	}
	for _, sv := range o.saved {
		x.saved = append(x.saved, saved{sv.name, e.export(st, sv.val, seen, depth+1)})
	}
	x.rest = e.export(st, o.rest, seen, depth+1)
	return &c
}

// effects records what the function has put into its parameters.
func (e *evaluator) effects(st *state) {
	for i := range e.f.Params {
		id, ok := e.objects[objectKey{-1 - int32(i), 0}]
		o := st.object(id)
		if !ok || o == nil {
			continue
		}
		seen := map[int32]int32{}
		for _, f := range o.fields {
			if f.val == nil || unchanged(f.val, int32(i), f.key) {
				continue
			}
			e.sum.effects = append(e.sum.effects, effect{int32(i), f.key, e.export(st, f.val, seen, 1)})
		}
		if o.rest != nil && len(o.rest.flows)+int(o.rest.obj+1) > 0 {
			e.sum.effects = append(e.sum.effects, effect{int32(i), "[*", e.export(st, o.rest, seen, 1)})
		}
		for _, s := range o.saved {
			e.sum.effects = append(e.sum.effects, effect{int32(i), "@" + s.name, e.export(st, s.val, seen, 1)})
		}
	}
}

// unchanged: the field holds what the parameter came with.
func unchanged(v *value, param int32, key string) bool {
	return len(v.flows) == 1 && v.flows[0].org == origin{kind: fromParam, id: param, path: key} && v.parts == nil
}

// settled applies conditions that hold to a value that is used.
func (e *evaluator) settled(v *value, valid []fact) *value {
	if len(valid) == 0 || len(v.flows) == 0 {
		return v
	}
	flows, parts, alt := settle(v.flows, valid), v.parts, v.alt
	for i := range v.parts {
		h := v.parts[i].hole
		if h == nil {
			continue
		}
		if now := e.settled(h, valid); now != h {
			if sameSlice(parts, v.parts) {
				parts = slices.Clone(v.parts)
			}
			parts[i].hole = now
		}
	}
	if alt != nil {
		alt = e.settled(alt, valid)
	}
	if sameSlice(flows, v.flows) && sameSlice(parts, v.parts) && alt == v.alt {
		return v
	}
	c := *v
	c.flows, c.parts, c.alt = flows, parts, alt
	return &c
}
