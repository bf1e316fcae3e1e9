// Package taint follows labelled text from sources to sinks: inside a function
// over abstract values, across functions and files by summaries, through
// attributes, closures and module variables by what anyone puts into them.
//
// # How
//
// Each function is interpreted over its blocks (eval.go, instr.go, ops.go). A
// value knows what it denotes, its constant, the shape of a string (literals and
// holes), and its flows: labelled text with an origin, the kinds of sink it is
// harmless for, and the way it came. Parameters and shared variables are
// symbolic origins, so that one pass gives both findings and the summary that
// callers bind to their arguments (bind.go). Components of the call graph are
// solved bottom-up, in parallel where they do not depend on each other; inside a
// component from bottom until nothing changes.
//
// Conditions are facts about stations: a flow that passed a station which a
// condition has cleared is harmless behind it (state.go, bind.go). A guard on an
// exact copy, or on a mere view (a resolved path, a parsed address), reaches
// back to what it was made from. Facts meet at joins, and booleans carry them, so
// that predicates of any form work: helpers, and, or, variables.
//
// What libraries do comes from models (symbol.go); nothing here names one.
// A shared variable joins what all its writers put in (cells.go), flow-insensitive.
//
// # What it is not
//
// It claims no soundness: implicit flows are none, unknown calls pass what they
// get at a lower confidence, and work limits cut (Summary.Limit says so).
package taint

import (
	"context"
	"hash/maphash"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"underpin/analysis/internal/bug"
	graph "underpin/analysis/internal/flow"
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// Words are the sets of the vocabulary that have a meaning for the engine.
type Words struct {
	Whole        Bits // labels of a whole (body, record), lost when a part is read
	Text         Bits // labels of one text (a password), which has no named parts
	Chosen       Bits // labels of text that somebody outside chose
	Guarded      Bits // kinds that comparing with something trusted makes harmless
	NeverReturns Bits // fact of calls that do not come back
	Markup       Bits // kind of text shown as HTML
	File         Bits // kind of text used as the path of a file
	Climb, Root  Bits // kinds: a path climbs up by dots, a path begins anew; where it does neither, it stays in its folder
	Segment      Bits // label of text that is one piece of a path
	Behind       Bits // label of text that stands directly behind other text of its piece
	Inner        Bits // label of text that stands between quotes, or behind a folder
	Address      Bits // kind of text used as an address
	Random       Bits // label of text drawn at random
	Foretold     Bits // label of what a generator drew whose numbers can be foretold
	Made         Bits // label of what is made up of random pieces, and not picked
	TokenName    Bits // naming label of what is a token if it is made up so
	Expected     Bits // naming label of what was kept and waits to be compared
	Detail       Bits // label of what errors say
	Debugging    Bits // naming label of what is true while the program is developed
	Kept         Bits // kind of text that comes to stand under the name of a secret
	Digits, Code Bits // label of numbers drawn at random, and of names that make them a secret
	Log          Bits // kind of sink that shows the text a value makes of itself
	Softening    Bits // naming label of functions that look as if they made text harmless
	Token        Bits // label of keys and tokens
	Shell        Bits // kind of text that a shell reads
	Quoted       Bits // mark of text that is quoted for a shell
	Hashing      Bits // naming label of functions that give a hash of what they are given
	Masking      Bits // naming label of functions that look as if they hid what is secret
	Owner        Bits // naming label of columns that tell whose a row is
	Copying      Bits // naming label of functions that look as if they gave what they get, in another form
}

// Input is a linked program with its entries.
type Input struct {
	Program *types.Program
	Entries map[*types.Func]*types.Entry
	Words   Words
	Jobs    int
	Yield   func()
	Matters []Matter      // what a finding is made of; nil: any label at any sink
	Focus   []*types.Func // only what these, their callers and what all of them call have part in; nil: everything
	All     bool          // follow all functions, also those of which nothing can come (wanted.go)
}

// Matter is text with all of these labels that reaches a sink of one of these kinds.
type Matter struct{ Labels, Kinds Bits }

// Result holds the summaries by function ID and all flows that reach a sink.
type Result struct {
	Sums []*Summary // nil: of no interest
	Hits []Hit

	sv    *solver
	asked []bool
}

type solver struct {
	in       Input
	p        *types.Program
	entries  map[*types.Func]*types.Entry
	seed     maphash.Seed
	rebound  map[*types.Func]bool
	births   []atomic.Int32 // by class: the calls that make instances
	first    []int32        // the number of each function's first instruction
	reset    map[slotKey]bool
	mayCalls sync.Map // by *rule.Symbol, see mayCall
	filled   struct {
		once  sync.Once
		names map[string]bool
	} // see filledLater
	keen   []atomic.Pointer[[]keen] // by function, see keenOf
	tables map[tableKey][]types.Ref // functions put into shared tables one by one
	specials
	whole   Bits
	text    Bits
	chosen  Bits
	guarded Bits
	markup  Bits
	address Bits

	neverReturns Bits
	answer       *rule.Sink
	anError      types.Ref  // an error of no particular class
	named        *rule.Sink // the name of a secret
	kept         int        // its kind
	opEq         *rule.Symbol
	strContains  *rule.Symbol
	consts       [ir.ConstEllipsis + 1]types.Ref
	colls        map[ir.Op]types.Ref
	classes      []*rule.Symbol // whose methods any value may have

	deps    [][]int32 // by function, sorted: the callees whose summaries are promised
	callers [][]int32 // by function: those that have it among their deps
	comp    []int32   // component of each function that is wanted; those of later rounds have higher numbers
	comps   int32     // how many components there are so far
	wanted  []bool
	telling Bits    // labels that a finding can be made of
	want    *wanted // what labels can be where; nil: anywhere
	sums    []*Summary
}

// maxRounds bounds how often functions are solved anew because a callee was
// found that the static call graph did not show.
const maxRounds = 3

// Solve computes all summaries and the flows that reach sinks.
func Solve(ctx context.Context, in Input) (*Result, error) {
	sv := newSolver(in)
	sv.findTables()
	sv.parallel(len(sv.p.Funcs), func(_ *evaluator, i int) {
		sv.deps[i] = sv.static(sv.p.Funcs[i])
	})
	for i, list := range sv.deps {
		for _, d := range list {
			sv.callers[d] = append(sv.callers[d], int32(i))
		}
	}
	asked := sv.asked()
	if err := sv.solve(ctx, asked); err != nil {
		return nil, err
	}
	return &Result{Sums: sv.sums, Hits: sv.hits(), sv: sv, asked: asked}, ctx.Err()
}

// Asked tells whether the answers about a function are whole: all are, but for a focus.
func (r *Result) Asked(f *types.Func) bool { return r.asked == nil || r.asked[f.ID] }

// Callers gives the functions whose code shows a call of a function.
func (r *Result) Callers(f *types.Func) []*types.Func {
	var out []*types.Func
	for _, id := range r.sv.callers[f.ID] {
		out = append(out, r.sv.p.Funcs[id])
	}
	return out
}

// Facts gives what a function does; one that nobody followed so far is looked at
// now. Not for concurrent use.
func (r *Result) Facts(f *types.Func) types.FuncFacts {
	if r.Sums[f.ID] == nil {
		r.sv.late(f)
	}
	return r.Sums[f.ID].Facts
}

// solve computes the summaries of all functions that are wanted.
func (sv *solver) solve(ctx context.Context, asked []bool) error {
	n := len(sv.p.Funcs)
	w := newWanted(sv, asked)
	sv.wanted = w.is
	if !sv.in.All {
		sv.want = w
	}
	sv.telling = sv.tellingLabels()
	begins, names := make([]Bits, n), sv.sourceNames()
	sv.parallel(n, func(_ *evaluator, i int) {
		if asked == nil || asked[i] {
			begins[i] = sv.begins(sv.p.Funcs[i], names)
		}
	})
	var all Bits
	for i, labels := range begins {
		if all |= labels; labels&(sv.telling|something) != 0 || sv.in.All {
			w.want(int32(i))
		}
	}
	w.kinds = sv.harms(all)
	dirty := make([]bool, n)
	for {
		for _, v := range append(w.close(), w.redo...) {
			dirty[v] = true
		}
		w.redo = w.redo[:0]
		for round := 1; round <= maxRounds; round++ {
			if err := sv.round(ctx, dirty); err != nil {
				return err
			}
			if !sv.extend(dirty, w) {
				break
			}
		}
		if !w.more() {
			return nil
		}
	}
}

// late follows one more function and what it calls.
func (sv *solver) late(f *types.Func) {
	w := &wanted{sv: sv, is: sv.wanted}
	w.want(f.ID)
	dirty := make([]bool, len(sv.deps))
	for _, v := range w.close() {
		dirty[v] = true
	}
	// Not to be cancelled: there is little to do.
	_ = sv.round(context.Background(), dirty)
}

// slotKey names a variable of a function.
type slotKey struct{ fn, slot int32 }

func newSolver(in Input) *solver {
	p := in.Program
	n := len(p.Funcs)
	sv := &solver{
		in: in, p: p, entries: in.Entries, seed: maphash.MakeSeed(), rebound: map[*types.Func]bool{}, reset: map[slotKey]bool{},
		whole: in.Words.Whole, text: in.Words.Text, chosen: in.Words.Chosen, guarded: in.Words.Guarded, markup: in.Words.Markup, address: in.Words.Address, neverReturns: in.Words.NeverReturns,
		answer: &rule.Sink{As: "the response", Context: "html"},
		named:  &rule.Sink{As: "a secret by its name"},
		kept:   bits.TrailingZeros64(uint64(in.Words.Kept)),
		opEq:   p.View.Lookup("operator.eq"),
		deps:   make([][]int32, n), callers: make([][]int32, n), keen: make([]atomic.Pointer[[]keen], n), comp: make([]int32, n), sums: make([]*Summary, n),
		colls: map[ir.Op]types.Ref{},
	}
	builtin := func(name string) types.Ref { return types.Instance(p.View.Lookup("builtins." + name)) }
	sv.anError = builtin("Exception")
	sv.consts[ir.ConstString], sv.consts[ir.ConstBytes] = builtin("str"), builtin("bytes")
	sv.consts[ir.ConstInt], sv.consts[ir.ConstFloat], sv.consts[ir.ConstBool] = builtin("int"), builtin("float"), builtin("bool")
	sv.colls[ir.OpList], sv.colls[ir.OpTuple], sv.colls[ir.OpSet], sv.colls[ir.OpDict] = builtin("list"), builtin("tuple"), builtin("set"), builtin("dict")
	for _, name := range [...]string{"str", "dict", "list", "bytes", "set"} {
		if s := p.View.Lookup("builtins." + name); s != nil {
			sv.classes = append(sv.classes, s)
		}
	}
	if len(sv.classes) > 0 {
		sv.strContains = sv.classes[0].Member("__contains__")
	}
	sv.numberPlaces()
	sv.births = make([]atomic.Int32, len(p.Classes))
	for i := range sv.comp {
		sv.comp[i] = -1 - int32(i)
	}
	for _, f := range p.Funcs {
		for i := range f.IR.Instrs {
			if in := &f.IR.Instrs[i]; in.Op == ir.OpSetName {
				if owner, slot := f.Free(f.IR.Names[in.A]); owner != nil {
					sv.rebound[owner] = true
					sv.reset[slotKey{owner.ID, slot}] = true
				}
			}
		}
	}
	return sv
}

func (sv *solver) constRef(k ir.ConstKind) types.Ref { return sv.consts[k] }
func (sv *solver) collRef(op ir.Op) types.Ref        { return sv.colls[op] }
func (sv *solver) naming(name string) Bits {
	return sv.p.View.Naming(name) &^ (sv.in.Words.Softening | sv.in.Words.Masking | sv.in.Words.Hashing | sv.in.Words.Copying | sv.in.Words.Code | sv.in.Words.TokenName | sv.in.Words.Debugging | sv.in.Words.Owner)
}
func (sv *solver) masks(name string) bool { return sv.p.View.Naming(name)&sv.in.Words.Masking != 0 }
func (sv *solver) hashes(name string) bool {
	return sv.p.View.Naming(name)&sv.in.Words.Hashing != 0
}
func (sv *solver) softens(name string) bool {
	return sv.p.View.Naming(name)&sv.in.Words.Softening != 0
}

// common finds a method that strings and collections have.
func (sv *solver) common(name string) *rule.Symbol {
	for _, c := range sv.classes {
		if m := c.Member(name); m != nil {
			return m
		}
	}
	return nil
}

// summary gives the summary of callee for use in caller. It is not ready when
// the schedule did not promise it: whether it happens to be computed already
// must not decide anything.
func (sv *solver) summary(caller, callee *types.Func) (*Summary, bool) {
	if sv.comp[caller.ID] != sv.comp[callee.ID] {
		if _, ok := slices.BinarySearch(sv.deps[caller.ID], callee.ID); !ok {
			return nil, false
		}
	}
	return sv.sums[callee.ID], true
}

// static gives the functions that f calls as far as types alone tell.
func (sv *solver) static(f *types.Func) []int32 {
	var out []int32
	add := func(g *types.Func) {
		if g != nil {
			out = append(out, g.ID)
		}
	}
	callable := func(r types.Ref) {
		switch r.Kind {
		case types.KindFunc, types.KindBound:
			add(r.Func)
			if r.Func.Class != nil {
				for _, o := range sv.p.Overrides(r.Func.Class, r.Func.IR.Name) {
					add(o)
				}
			}
		case types.KindClass:
			sv.births[r.Class.ID].Add(1)
			add(sv.p.Method(r.Class, "__init__"))
		case types.KindObject:
			add(sv.p.Method(r.Class, "__call__"))
			add(sv.p.Method(r.Class, "__enter__"))
		}
	}
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		switch in.Op {
		case ir.OpCall:
			callable(sv.p.Reg(f, in.A))
			for _, a := range f.IR.ArgsOf(in) {
				switch d := &f.IR.Instrs[a.Value]; d.Op {
				case ir.OpName, ir.OpClosure, ir.OpMember:
					if r := sv.p.Reg(f, a.Value); r.Kind == types.KindFunc || r.Kind == types.KindBound {
						add(r.Func)
					}
				}
			}
		case ir.OpMember, ir.OpSetMember:
			b := sv.p.Reg(f, in.A)
			if b.Kind != types.KindObject || b.List {
				break
			}
			switch m := sv.p.Method(b.Class, f.IR.Names[in.B]); {
			case m == nil || !m.Property:
			case in.Op == ir.OpMember:
				add(m)
			default:
				for _, set := range setters(m) {
					add(set)
				}
			}
		case ir.OpEnter:
			if r := sv.p.Reg(f, in.A); r.Kind == types.KindObject {
				add(sv.p.Method(r.Class, "__enter__"))
				add(sv.p.Method(r.Class, "__aenter__"))
			}
		}
	}
	if e := sv.entries[f]; e != nil {
		for _, p := range e.Params {
			add(p.Inject)
			if p.Make != nil {
				add(sv.p.Method(p.Make, "__init__"))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// parallel runs work 0..n-1 on all workers.
func (sv *solver) parallel(n int, work func(e *evaluator, i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range sv.jobs() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			e := &evaluator{sv: sv, p: sv.p}
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				work(e, i)
				if sv.in.Yield != nil {
					sv.in.Yield()
				}
			}
		}()
	}
	wg.Wait()
}

func (sv *solver) jobs() int {
	if sv.in.Jobs > 0 {
		return sv.in.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// schedule is what a round may have to solve: the components, bottom-up, of the functions that have to run again and
// of whoever may see that, directly or through others. The rest stays as it is.
type schedule struct {
	comps [][]int32
	users [][]int32      // by component: those that wait for it
	waits []atomic.Int32 // by component: how many it waits for
}

// plan makes the schedule of a round. A new call can join components only among those that it leads to: each of
// their functions reaches the caller, which has to run again.
func (sv *solver) plan(dirty []bool) *schedule {
	nodes, at := sv.above(dirty)
	var buf []int32
	from := make([]int32, len(nodes)+1)
	for i, v := range nodes {
		for _, d := range sv.deps[v] {
			if at[d] > 0 {
				buf = append(buf, at[d]-1)
			}
		}
		from[i+1] = int32(len(buf))
	}
	below := func(i int32) []int32 { return buf[from[i]:from[i+1]] }
	s := &schedule{comps: graph.Components(len(nodes), below)}
	first := sv.comps
	sv.comps += int32(len(s.comps))
	for c, members := range s.comps {
		for _, m := range members {
			sv.comp[nodes[m]] = first + int32(c)
		}
	}
	s.users, s.waits = make([][]int32, len(s.comps)), make([]atomic.Int32, len(s.comps))
	last := make([]int32, len(s.comps)) // by component: the one that was last seen to wait for it, plus one
	for c, members := range s.comps {
		for i, m := range members {
			for _, d := range below(m) {
				if d := sv.comp[nodes[d]] - first; d != int32(c) && last[d] != int32(c)+1 {
					last[d] = int32(c) + 1
					s.users[d] = append(s.users[d], int32(c))
					s.waits[c].Add(1)
				}
			}
			members[i] = nodes[m]
		}
	}
	return s
}

// above gives the wanted functions that are dirty or call one that is, directly or through others, in order, and the
// place of each among them, plus one.
func (sv *solver) above(dirty []bool) (nodes, at []int32) {
	at = make([]int32, len(sv.deps))
	var open []int32
	for v, is := range dirty {
		if is && sv.wanted[v] {
			at[v] = 1
			open = append(open, int32(v))
		}
	}
	for i := 0; i < len(open); i++ {
		for _, u := range sv.callers[open[i]] {
			if sv.wanted[u] && at[u] == 0 {
				at[u] = 1
				open = append(open, u)
			}
		}
	}
	slices.Sort(open)
	for i, v := range open {
		at[v] = int32(i) + 1
	}
	return open, at
}

// round solves, bottom-up, every component with a dirty function or with a
// callee whose summary changed in this round.
func (sv *solver) round(ctx context.Context, dirty []bool) error {
	sv.specials.reset()
	s := sv.plan(dirty)
	if len(s.comps) == 0 {
		return ctx.Err()
	}
	ready := make(chan int32, len(s.comps)+1)
	for c := range s.comps {
		if s.waits[c].Load() == 0 {
			ready <- int32(c)
		}
	}
	changed := make([]bool, len(sv.deps))
	var left atomic.Int64
	left.Store(int64(len(s.comps)))
	var wg sync.WaitGroup
	for range sv.jobs() {
		wg.Add(1)
		go func() {
			defer wg.Done()
			e := &evaluator{sv: sv, p: sv.p}
			for c := range ready {
				if ctx.Err() == nil {
					sv.component(e, s.comps[c], dirty, changed)
				}
				for _, u := range s.users[c] {
					if s.waits[u].Add(-1) == 0 {
						ready <- u
					}
				}
				if left.Add(-1) == 0 {
					close(ready)
				}
				if sv.in.Yield != nil {
					sv.in.Yield()
				}
			}
		}()
	}
	wg.Wait()
	return ctx.Err()
}

// maxTurns bounds the turns until a recursive component is stable.
const maxTurns = 4

// component solves the functions of a component, those that have to be. The first
// time it begins from bottom; later, when callees turned up or changed, from what is
// known: summaries only grow then, and most members stay as they are.
func (sv *solver) component(e *evaluator, members []int32, dirty, changed []bool) {
	run, first := false, false
	need := make([]bool, len(members))
	for i, v := range members {
		need[i] = dirty[v] || slices.ContainsFunc(sv.deps[v], func(d int32) bool {
			return sv.comp[d] != sv.comp[v] && changed[d] && sv.sums[v].uses(d)
		})
		run, first = run || need[i], first || sv.sums[v] == nil
	}
	if !run {
		return
	}
	before := make([]*Summary, len(members))
	for i, v := range members {
		before[i] = sv.sums[v]
		if first {
			sv.sums[v], need[i] = nil, true
		}
	}
	recursive := len(members) > 1 || slices.Contains(sv.deps[members[0]], members[0])
	for turn := 1; turn <= maxTurns; turn++ {
		if !sv.turn(e, members, need, recursive, turn == maxTurns) {
			break
		}
	}
	for i, v := range members {
		changed[v] = sv.sums[v] != before[i] && !sv.sums[v].equal(before[i], sv.seed)
	}
}

// turn solves the members that need it once, in order, and finds who needs it now:
// the members that called one whose summary has changed. False when nobody does.
func (sv *solver) turn(e *evaluator, members []int32, need []bool, recursive, last bool) bool {
	more := false
	for i, v := range members {
		if !need[i] {
			continue
		}
		need[i] = false
		s, old := e.guarded(sv.p.Funcs[v]), sv.sums[v]
		sv.sums[v] = s
		if recursive && !s.equal(old, sv.seed) {
			for k, u := range members {
				if !need[k] && slices.Contains(sv.deps[u], v) && sv.sums[u].uses(v) {
					need[k] = true
					more = more || k <= i
				}
			}
			if last {
				s.cut(cutTurns)
			}
		}
	}
	return more
}

// guarded is summarise, but a bug in it costs the findings of one function.
func (e *evaluator) guarded(fn *types.Func) *Summary {
	s, err := e.tried(fn)
	if err != nil {
		*e = evaluator{sv: e.sv, p: e.p} // what was left in it is not to be trusted
		s = &Summary{Failed: err}
		s.finish()
	}
	return s
}

func (e *evaluator) tried(fn *types.Func) (s *Summary, err error) {
	defer bug.Recover(&err)
	return e.summarise(fn), nil
}

// extend adds the callees that were missing to the schedule and marks them and
// their callers dirty; false when there are none.
func (sv *solver) extend(dirty []bool, w *wanted) bool {
	any := false
	for v, s := range sv.sums {
		dirty[v] = false
		if s == nil || len(s.missing) == 0 {
			continue
		}
		any, dirty[v] = true, true
		sv.deps[v] = append(sv.deps[v], s.missing...)
		slices.Sort(sv.deps[v])
		sv.deps[v] = slices.Compact(sv.deps[v])
		for _, d := range s.missing {
			w.want(d)
			sv.callers[d] = append(sv.callers[d], int32(v))
		}
	}
	for _, v := range w.close() {
		dirty[v] = true
	}
	return any
}
