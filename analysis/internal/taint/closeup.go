package taint

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// A summary speaks of all calls of a function at once. Three things about one
// call change what the function does, and are worth another look at its body: a
// constant that it branches on (show(text, raw=False)), a function that it calls
// (each(names, quote)), and a self whose class replaces one of the methods that
// it calls. The special summary stands for the general one in that call only;
// what is found inside the function itself comes from the general one.

// keen is what a function's body does with a parameter that makes another look
// worthwhile.
type keen struct {
	param   int32
	decides bool     // branches on it
	calls   bool     // calls it
	methods []string // methods called on it, of self
}

// Limits of special summaries.
const (
	maxLooks     = 24  // from one function
	maxLookDepth = 1   // one inside the other
	maxLookSize  = 200 // instructions of a body
	maxLookText  = 40  // bytes of a constant
)

// specials are the special summaries of a round of the solver. Which are asked
// for first does not matter: each depends on its key alone.
type specials struct {
	mu   sync.Mutex
	sums map[specialKey]*Summary
}

type specialKey struct {
	general *Summary
	asker   int32    // whose schedule says which summaries may be used, plus one
	turn    *Summary // the asker's own so far: it may call itself
	fixed   string
}

func (s *specials) reset() { s.sums = map[specialKey]*Summary{} }

// keenOf is findKeen, found when first asked for.
func (sv *solver) keenOf(fn *types.Func) []keen {
	at := &sv.keen[fn.ID]
	if known := at.Load(); known != nil {
		return *known
	}
	found := findKeen(fn)
	at.Store(&found)
	return found
}

// findKeen gives what a function's body does with its parameters.
func findKeen(fn *types.Func) []keen {
	f := fn.IR
	if len(f.Params) == 0 || len(f.Instrs) > maxLookSize || f.Kind != ir.Function && f.Kind != ir.Lambda {
		return nil
	}
	found := make([]keen, len(f.Params))
	param := func(reg int32) *keen {
		if reg < 0 || f.Instrs[reg].Op != ir.OpLoad {
			return nil
		}
		for i := range f.Params {
			if f.Params[i].Slot == f.Instrs[reg].A {
				return &found[i]
			}
		}
		return nil
	}
	for i := range f.Blocks {
		if f.Blocks[i].Term == ir.Branch {
			for _, reg := range decidedBy(f, f.Blocks[i].Cond) {
				if k := param(reg); k != nil {
					k.decides = true
				}
			}
		}
	}
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op != ir.OpCall {
			continue
		}
		if k := param(in.A); k != nil {
			k.calls = true
		}
		if m := &f.Instrs[in.A]; m.Op == ir.OpMember && fn.IsMethod() && param(m.A) == &found[0] {
			found[0].methods = append(found[0].methods, f.Names[m.B])
		}
	}
	var out []keen
	for i := range found {
		if k := found[i]; k.decides || k.calls || len(k.methods) > 0 {
			k.param = int32(i)
			out = append(out, k)
		}
	}
	return out
}

// decidedBy gives the registers that a condition looks at.
func decidedBy(f *ir.Func, cond int32) []int32 {
	if cond < 0 {
		return nil
	}
	switch in := &f.Instrs[cond]; in.Op {
	case ir.OpLoad:
		return []int32{cond}
	case ir.OpUnary:
		return decidedBy(f, in.A)
	case ir.OpCompare:
		return []int32{in.A, in.B}
	}
	return nil
}

// closeUp gives the summary of a function for the arguments at hand; nil when
// nothing about them is special.
func (e *evaluator) closeUp(fn *types.Func, general *Summary, args []*value) *Summary {
	ks := e.sv.keenOf(fn)
	if len(ks) == 0 || e.depth >= maxLookDepth || e.sv.comp[e.fn.ID] == e.sv.comp[fn.ID] || !carries(general, args) {
		return nil
	}
	fixed := make([]*value, len(args))
	calls := false // functions that its own schedule need not promise
	var key strings.Builder
	for i := range ks {
		if v, text := e.fix(fn, &ks[i], args[ks[i].param]); v != nil {
			fixed[ks[i].param] = v
			calls = calls || v.konst == nil
			key.WriteString(strconv.Itoa(int(ks[i].param)) + "=" + text + ";")
		}
	}
	if key.Len() == 0 {
		return nil
	}
	if e.looks++; e.looks > maxLooks {
		return nil
	}
	k := specialKey{general: general, fixed: key.String()}
	if calls {
		k.asker, k.turn = e.fn.ID+1, e.sv.sums[e.fn.ID]
	}
	s := &e.sv.specials
	s.mu.Lock()
	sum := s.sums[k]
	s.mu.Unlock()
	if sum != nil {
		e.looked(sum, calls)
		return sum
	}
	if e.inner == nil {
		e.inner = &evaluator{sv: e.sv, p: e.p, depth: e.depth + 1}
	}
	inner := e.inner
	inner.fixed, inner.outer, inner.implying = fixed, nil, 0
	if calls {
		inner.outer = e
	}
	sum = inner.summarise(fn)
	e.looked(sum, calls)
	s.mu.Lock()
	s.sums[k] = sum
	s.mu.Unlock()
	return sum
}

// looked notes what a special look needs of the schedule: own tells that it calls what
// this function handed to it.
func (e *evaluator) looked(special *Summary, own bool) {
	e.sum.missing = append(e.sum.missing, special.missing...)
	if own {
		for _, f := range special.Facts.Calls {
			if !slices.Contains(e.sum.looked, f.ID) {
				e.sum.looked = append(e.sum.looked, f.ID)
			}
		}
	}
}

// fix gives what of an argument is special to the function, and a text that
// tells it from others.
func (e *evaluator) fix(fn *types.Func, k *keen, arg *value) (*value, string) {
	if arg == nil {
		if c := defaultOf(fn, k.param); c != nil && k.decides {
			return fixedConst(c)
		}
		return nil, ""
	}
	switch {
	case k.decides && arg.konst != nil && len(arg.flows) == 0:
		return fixedConst(arg.konst)
	case k.calls && len(arg.may) > 0:
		return fixedChoices(arg.may)
	case k.calls:
		switch arg.ref.Kind {
		case types.KindFunc, types.KindBound:
			if arg.obj < 0 {
				return &value{obj: -1, ref: arg.ref}, "f" + strconv.Itoa(int(arg.ref.Func.ID))
			}
		case types.KindSymbol:
			return &value{obj: -1, ref: arg.ref}, "s" + arg.ref.Sym.Name
		}
	case arg.ref.Kind == types.KindObject && !arg.ref.List && arg.ref.Class != fn.Class && e.st.object(arg.obj) != nil:
		for _, name := range k.methods {
			if e.p.Method(arg.ref.Class, name) != e.p.Method(fn.Class, name) {
				return &value{obj: -1, ref: arg.ref}, "c" + strconv.Itoa(int(arg.ref.Class.ID))
			}
		}
	}
	return nil, ""
}

// carries tells whether taint goes into the call and on to where it matters: only
// then can another look change anything.
func carries(general *Summary, args []*value) bool {
	if !general.checks && len(general.sinks) == 0 && len(general.effects) == 0 && len(general.writes) == 0 && (general.ret == nil || len(general.ret.flows) == 0 && general.ret.obj < 0) {
		return false
	}
	for _, a := range args {
		if a != nil && (len(a.flows) > 0 || a.obj >= 0) {
			return true
		}
	}
	return false
}

// fixedConst: modes are told by truth values and words. Most code that asks for None
// only fills in a default, and numbers are seldom a mode.
func fixedConst(c *ir.Const) (*value, string) {
	if c.Kind != ir.ConstBool && c.Kind != ir.ConstString || len(c.Str) > maxLookText {
		return nil, ""
	}
	return &value{obj: -1, konst: c}, "k" + strconv.Itoa(int(c.Kind)) + "," + strconv.FormatInt(c.Int, 10) + "," + strconv.Quote(c.Str)
}

// defaultOf gives the default of a parameter where it is a constant.
func defaultOf(fn *types.Func, param int32) *ir.Const {
	m := fn.Maker()
	if m == nil || !fn.IR.Params[param].HasDefault {
		return nil
	}
	f := fn.Parent.IR
	for _, a := range f.ArgsOf(m) {
		if a.Kind == ir.ArgDefault && f.Names[a.Name] == fn.IR.Params[param].Name && f.Instrs[a.Value].Op == ir.OpConst {
			return &f.Consts[f.Instrs[a.Value].A]
		}
	}
	return nil
}

// promised gives the summary of a function that the schedule has made ready.
func (e *evaluator) promised(fn *types.Func) (*Summary, bool) {
	for ; e != nil; e = e.outer {
		if sum, ready := e.sv.summary(e.fn, fn); ready {
			return sum, true
		}
	}
	return nil, false
}
