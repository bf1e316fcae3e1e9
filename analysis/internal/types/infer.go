package types

import (
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
)

// A query may run in circles (x = f(x)); it then gives up at this depth or
// after this many steps, and what was found under a cut is not remembered: it
// depends on where the query began.
const (
	maxDepth = 24
	maxSteps = 400
)

type query struct {
	p     *Program
	steps int
	cut   bool
	soft  bool // it met a parameter that calls in sight may tell more about, see hand
}

func (p *Program) ask() *query { return &query{p: p} }

// Reg says what register reg of f denotes.
func (p *Program) Reg(f *Func, reg int32) Ref {
	if reg < 0 {
		return Ref{}
	}
	return p.ask().reg(f, reg, 0)
}

// SlotRef says what a slot of f holds, over all its assignments.
func (p *Program) SlotRef(f *Func, slot int32) Ref { return p.ask().slot(f, slot, 0) }

// ParamRef says what a parameter of f is: by annotation, or the receiver.
func (p *Program) ParamRef(f *Func, param int) Ref { return p.ask().param(f, param, 0) }

// ParamItem says what the annotation of a parameter names: of one that takes all further arguments, what each of them is.
func (p *Program) ParamItem(f *Func, param int) Ref {
	if f.outer != nil {
		for _, a := range f.Parent.IR.ArgsOf(f.outer) {
			if a.Kind == ir.ArgAnnotation && a.Name >= 0 && f.Parent.IR.Names[a.Name] == f.IR.Params[param].Name {
				return p.ask().annotation(f.Parent, a.Value, 1)
			}
		}
	}
	return Ref{}
}

// Result says what calling f gives.
func (p *Program) Result(f *Func) Ref { return p.ask().result(f, 0) }

// NameRef says what a free name of f denotes.
func (p *Program) NameRef(f *Func, name string) Ref { return p.ask().name(f, name, 0) }

// Attr says what an attribute of a workspace class holds, inherited ones too.
func (p *Program) Attr(c *Class, name string) Ref { return p.ask().attr(c, name, 0) }

// Member says what base.name denotes.
func (p *Program) Member(base Ref, name string) Ref { return p.ask().member(base, name, 0) }

// Named says what a constant names of an instance whose model says that keys do.
func (p *Program) Named(base Ref, key string) Ref { return p.ask().named(base, key, 0) }

// Call says what calling callee gives.
func (p *Program) Call(callee Ref) Ref { return p.ask().call(callee, 0) }

// Bases gives the base classes of a workspace class.
func (p *Program) Bases(c *Class) []Ref {
	if c.based {
		return c.bases
	}
	c.based = true // a class that is asked for while its own bases are looked for has none yet
	if mk := c.Body.outer; mk != nil {
		q := p.ask()
		var out []Ref
		for _, a := range c.Body.Parent.IR.ArgsOf(mk) {
			if a.Kind == ir.ArgPos {
				out = append(out, q.base(c.Body.Parent, a.Value))
			}
		}
		c.bases = out
	}
	return c.bases
}

// known is an answer that is remembered, nil while there is none.
type known = atomic.Pointer[answer]

type answer struct {
	Ref
	soft bool // it may change when more is known of what parameters are handed
}

// settle answers everything that is remembered, on all workers. Whether a long chain
// of names is followed to its end depends on which of its links are known already. But
// only answers that were found without giving up are kept, so each is the only one
// there is, and knowing more never makes one give up: asked again until nothing new is
// found, all come out the same in any order. Nothing is remembered later.
func (p *Program) settle() {
	p.remember = true
	work := slices.DeleteFunc(slices.Clone(p.Funcs), func(f *Func) bool { return f.settled })
	for len(work) > 0 {
		p.news.Store(false)
		p.parallel(len(work), func(i int) { p.settleFunc(work[i]) })
		if !p.news.Load() {
			break
		}
		work = slices.DeleteFunc(work, func(f *Func) bool { return f.settled })
		slices.Reverse(work) // forth and back: a long chain is known after two turns then
	}
	p.remember = false
}

// parallel does work 0 to n-1 on all workers.
func (p *Program) parallel(n int, work func(i int)) {
	var next atomic.Int64
	var wg sync.WaitGroup
	for range max(p.jobs, 1) {
		wg.Go(func() {
			for i := int(next.Add(chunk)) - chunk; i < n; i = int(next.Add(chunk)) - chunk {
				for k := i; k < min(i+chunk, n); k++ {
					work(k)
				}
				if p.yield != nil {
					p.yield()
				}
			}
		})
	}
	wg.Wait()
}

// chunk is how many pieces of work a worker takes at a time: neighbours ask for the same.
const chunk = 64

// keep remembers what a query found, unless it gave up; equal answers, as most are, share their memory.
func (q *query) keep(at *known, r Ref) {
	p := q.p
	if q.cut || !p.remember {
		return
	}
	if a := (answer{r, q.soft}); r == (Ref{}) {
		at.Store(nothing(q.soft))
	} else {
		shared, ok := p.refs.Load(a)
		if !ok {
			shared, _ = p.refs.LoadOrStore(a, &a)
		}
		at.Store(shared.(*answer))
	}
	if !p.news.Load() {
		p.news.Store(true)
	}
}

// nothing is the commonest answer.
func nothing(soft bool) *answer {
	if soft {
		return &nothingYet
	}
	return &nothingKnown
}

var nothingKnown, nothingYet = answer{}, answer{soft: true}

// recall gives what is remembered.
func (q *query) recall(at *known) (Ref, bool) {
	a := at.Load()
	if a == nil {
		return Ref{}, false
	}
	q.soft = q.soft || a.soft
	return a.Ref, true
}

// part is a question within a question: what it met counts for the outer one too.
func (q *query) part(at *known, find func() Ref) Ref {
	outer := *q
	q.cut, q.soft = false, false
	r := find()
	q.keep(at, r)
	q.cut, q.soft = q.cut || outer.cut, q.soft || outer.soft
	return r
}

// settleFunc asks for all that is remembered of a function, and notes whether all of it is known now.
func (p *Program) settleFunc(f *Func) {
	all := true
	for i := range f.paramRefs {
		if f.paramRefs[i].Load() == nil {
			p.ask().param(f, i, 0)
			all = all && f.paramRefs[i].Load() != nil
		}
	}
	for i := range f.slotRefs {
		if f.slotRefs[i].Load() == nil {
			p.ask().slot(f, int32(i), 0)
			all = all && f.slotRefs[i].Load() != nil
		}
	}
	if f.IR.Kind == ir.ClassBody {
		for _, name := range slices.Sorted(maps.Keys(f.Class.attrs)) {
			a := f.Class.attrs[name]
			p.ask().attr(f.Class, name, 0)
			all = all && a.ref.Load() != nil
		}
	} else if f.result.Load() == nil {
		p.ask().result(f, 0)
		all = all && f.result.Load() != nil
	}
	f.settled = all
}

// base resolves a base class expression; a subscripted one (Generic[T], Base[X]) is its head.
func (q *query) base(f *Func, reg int32) Ref {
	in := &f.IR.Instrs[reg]
	if in.Op == ir.OpIndex {
		return q.base(f, in.A)
	}
	r := q.reg(f, reg, 1)
	if r.Kind == KindInstance && r.Sym.Class {
		// declarative_base() and the like give a class.
		r.Kind = KindSymbol
	}
	return r
}

func (q *query) over(depth int) bool {
	q.steps++
	if depth > maxDepth || q.steps > maxSteps {
		q.cut = true
		return true
	}
	return false
}

func (q *query) reg(f *Func, reg int32, depth int) Ref {
	if reg < 0 || q.over(depth) {
		return Ref{}
	}
	in := &f.IR.Instrs[reg]
	switch in.Op {
	case ir.OpConst:
		return q.constant(f.IR.Consts[in.A].Kind)
	case ir.OpFormat:
		return q.p.basic.str
	case ir.OpList:
		return q.p.basic.list
	case ir.OpTuple:
		return q.p.basic.tuple
	case ir.OpSet:
		return q.p.basic.set
	case ir.OpDict:
		return q.p.basic.dict
	case ir.OpLoad:
		return q.slot(f, in.A, depth+1)
	case ir.OpStore, ir.OpSetName:
		return q.reg(f, in.B, depth+1)
	case ir.OpName:
		return q.name(f, f.IR.Names[in.A], depth+1)
	case ir.OpMember:
		return q.member(q.reg(f, in.A, depth+1), f.IR.Names[in.B], depth+1)
	case ir.OpIndex:
		if r := q.alias(f, in, depth); r.Known() {
			return r
		}
		return q.index(f, in, depth)
	case ir.OpBinary:
		// The operators of the language's own types keep the left side's; a model may say else.
		left := q.reg(f, in.A, depth+1)
		if left.Kind == KindInstance && ir.BinaryOp(in.Sub) == ir.Div {
			if m := left.Sym.Member("__truediv__"); m != nil {
				return SymbolResult(m, left, func(rule.Arg) Ref { return Ref{} })
			}
		}
		if left.Kind == KindInstance && (ir.BinaryOp(in.Sub) == ir.Add || ir.BinaryOp(in.Sub) == ir.Mod) {
			return left
		}
		return Ref{}
	case ir.OpIter:
		return q.reg(f, in.A, depth+1).Element()
	case ir.OpUnpack:
		return q.reg(f, in.A, depth+1).At(int(in.B))
	case ir.OpCall:
		return q.callReg(f, in, depth)
	case ir.OpDecorate, ir.OpAwait:
		return q.reg(f, in.A, depth+1)
	case ir.OpEnter:
		return q.enter(q.reg(f, in.A, depth+1), depth)
	case ir.OpClosure:
		return Ref{Kind: KindFunc, Func: f.Children[in.A]}
	case ir.OpClass:
		return Ref{Kind: KindClass, Class: f.Children[in.A].Class}
	case ir.OpAnnotate:
		if r := q.annotation(f, in.B, depth+1); r.Known() {
			return r
		}
		return q.reg(f, in.A, depth+1)
	case ir.OpImport:
		return q.importModule(f.Module, f.IR.Names[in.A], in.B == 1)
	case ir.OpImportFrom:
		return q.importFrom(f.Module, f.IR.Names[in.A], f.IR.Names[in.B], depth)
	}
	return Ref{}
}

func (q *query) builtin(name string) Ref { return Instance(q.p.builtins.Member(name)) }

// constant gives the class of a literal. None says nothing: what a variable
// holds besides None is what matters.
func (q *query) constant(k ir.ConstKind) Ref {
	switch k {
	case ir.ConstString:
		return q.p.basic.str
	case ir.ConstBytes:
		return q.p.basic.bytes
	case ir.ConstInt:
		return q.p.basic.int
	case ir.ConstFloat:
		return q.p.basic.float
	case ir.ConstBool:
		return q.p.basic.bool
	}
	return Ref{}
}

// index follows subscripts of typed collections and of generic classes (in annotations).
func (q *query) index(f *Func, in *ir.Instr, depth int) Ref {
	base := q.reg(f, in.A, depth+1)
	if base.Kind == KindClass || base.Kind == KindSymbol && base.Sym.Class {
		return base
	}
	if base.Shared() {
		if name, ok := sharedName(f, in.B); ok {
			if r := q.kept(base, name); r.Known() {
				return r
			}
		}
	}
	if base.Kind == KindInstance {
		if m := base.Sym.Member("__getitem__"); m != nil && m.Named {
			key, _ := constKey(f, in.B)
			return q.named(base, key, depth)
		}
	}
	return base.Element()
}

// named gives the attribute of an instance that a constant names: db["users"] is
// db.users; what no constant names is any of its elements.
func (q *query) named(base Ref, key string, depth int) Ref {
	if key != "" {
		if r := q.member(base, key, depth+1); r.Kind == KindInstance {
			return r
		}
	}
	return base.Element()
}

func (q *query) callReg(f *Func, in *ir.Instr, depth int) Ref {
	callee := &f.IR.Instrs[in.A]
	if callee.Op == ir.OpName && f.IR.Names[callee.A] == "super" && in.C == 0 {
		for o := f; o != nil; o = o.Parent {
			if o.Class != nil {
				return Ref{Kind: KindSuper, Class: o.Class}
			}
		}
	}
	r := q.reg(f, in.A, depth+1)
	if r.Kind == KindSymbol {
		var recv Ref
		if callee.Op == ir.OpMember {
			recv = q.reg(f, callee.A, depth+1)
		}
		if r.Sym.Named && recv.Kind == KindInstance {
			key := ""
			if a := f.IR.ArgsOf(in); len(a) > 0 {
				key, _ = constKey(f, a[0].Value)
			}
			return q.named(recv, key, depth)
		}
		return SymbolResult(r.Sym, recv, func(a rule.Arg) Ref { return q.argument(f, in, recv, a, depth) })
	}
	return q.call(r, depth+1)
}

// argument says what an argument of a call denotes; only plain selectors matter here.
func (q *query) argument(f *Func, in *ir.Instr, recv Ref, a rule.Arg, depth int) Ref {
	if a.Self {
		return recv
	}
	for i, x := range f.IR.ArgsOf(in) {
		if x.Kind == ir.ArgPos && i == a.Pos || x.Kind == ir.ArgNamed && f.IR.Names[x.Name] == a.Name {
			return q.reg(f, x.Value, depth+1)
		}
	}
	return Ref{}
}

func (q *query) call(callee Ref, depth int) Ref {
	switch callee.Kind {
	case KindSymbol:
		return SymbolResult(callee.Sym, Ref{}, func(rule.Arg) Ref { return Ref{} })
	case KindClass:
		return Ref{Kind: KindObject, Class: callee.Class}
	case KindFunc, KindBound:
		return q.result(callee.Func, depth+1)
	case KindForeign:
		return Ref{Kind: KindForeign}
	}
	return Ref{}
}

func (q *query) enter(r Ref, depth int) Ref {
	if r.Kind == KindInstance {
		if m := r.Sym.Member("__enter__"); m != nil && m.Returns != nil {
			return Instance(m.Returns)
		}
		if m := r.Sym.Member("__aenter__"); m != nil && m.Returns != nil {
			return Instance(m.Returns)
		}
	}
	if r.Kind == KindObject {
		for _, name := range [...]string{"__enter__", "__aenter__"} {
			if m := q.p.Method(r.Class, name); m != nil {
				if res := q.result(m, depth+1); res.Known() {
					return res
				}
			}
		}
	}
	return r
}

// slot joins what is assigned to a local: the first informative assignment
// speaks, as inference serves to find things, not to prove them absent.
func (q *query) slot(f *Func, slot int32, depth int) Ref {
	if r, ok := q.recall(&f.slotRefs[slot]); ok {
		return r
	}
	if q.over(depth) {
		return Ref{}
	}
	return q.part(&f.slotRefs[slot], func() Ref { return q.slotFresh(f, slot, depth) })
}

func (q *query) slotFresh(f *Func, slot int32, depth int) Ref {
	var res Ref
	for i := range f.IR.Params {
		if f.IR.Params[i].Slot == slot {
			res = q.param(f, i, depth+1)
		}
	}
	for _, st := range f.Stores(slot) {
		if res.Resolved() {
			break
		}
		if r := q.reg(f, f.IR.Instrs[st].B, depth+1); r.Known() {
			res = r
		}
	}
	return res
}

func (q *query) param(f *Func, i int, depth int) Ref {
	if r, ok := q.recall(&f.paramRefs[i]); ok {
		return r
	}
	if q.over(depth) {
		return Ref{}
	}
	return q.part(&f.paramRefs[i], func() Ref { return q.paramFresh(f, i, depth) })
}

func (q *query) paramFresh(f *Func, i int, depth int) Ref {
	prm := &f.IR.Params[i]
	if i == 0 && f.IsMethod() {
		if f.ClassMethod || f.IR.Name == "__new__" || f.IR.Name == "__init_subclass__" {
			return Ref{Kind: KindClass, Class: f.Class}
		}
		return Ref{Kind: KindObject, Class: f.Class}
	}
	if prm.Kind == ir.ParamRest {
		return q.p.basic.tuple
	}
	if prm.Kind == ir.ParamNamedRest {
		return q.p.basic.dict
	}
	if f.outer == nil {
		return Ref{}
	}
	var res Ref
	for _, a := range f.Parent.IR.ArgsOf(f.outer) {
		if a.Name < 0 || f.Parent.IR.Names[a.Name] != prm.Name {
			continue
		}
		switch a.Kind {
		case ir.ArgAnnotation:
			if r := q.annotation(f.Parent, a.Value, depth+1); r.Known() {
				return r
			}
		case ir.ArgDefault:
			switch in := &f.Parent.IR.Instrs[a.Value]; in.Op {
			case ir.OpConst:
				res = q.constant(f.Parent.IR.Consts[in.A].Kind)
			case ir.OpLoad, ir.OpName, ir.OpMember, ir.OpIndex, ir.OpCall: // root=PAGES, rows=db["rows"]
				if r := q.reg(f.Parent, a.Value, depth+1); r.Kind == KindObject || r.Kind == KindInstance && !r.Sym.Clean && r.Sym != q.p.builtins.Member("object") {
					res = r
				}
			}
		}
	}
	if f.handed != nil && f.handed[i].Known() && f.handed[i] != various {
		return f.handed[i]
	}
	q.soft = q.soft || !res.Resolved()
	return res
}

// annotation reads a type expression: X, "X", X | None, Optional[X], list[X], Annotated[X, ...].
func (q *query) annotation(f *Func, reg int32, depth int) Ref {
	if reg < 0 || q.over(depth) {
		return Ref{}
	}
	in := &f.IR.Instrs[reg]
	switch in.Op {
	case ir.OpConst:
		if c := f.IR.Consts[in.A]; c.Kind == ir.ConstString {
			return q.dotted(f, c.Str, depth+1).Instantiate()
		}
		return Ref{}
	case ir.OpBinary:
		if r := q.annotation(f, in.A, depth+1); r.Known() {
			return r
		}
		return q.annotation(f, in.B, depth+1)
	case ir.OpIndex:
		return q.generic(f, in, depth)
	}
	return q.reg(f, reg, depth+1).Instantiate()
}

// alias gives the class that a name stands for in annotations: User = Annotated[Account, Depends(current)].
func (q *query) alias(f *Func, in *ir.Instr, depth int) Ref {
	if f.IR.Kind != ir.Module || in.A < 0 || headOf(f.IR, in.A) != "Annotated" {
		return Ref{}
	}
	switch r := q.generic(f, in, depth); {
	case r.Kind == KindObject:
		r.Kind = KindClass
		return r
	case r.Kind == KindInstance:
		r.Kind = KindSymbol
		return r
	}
	return Ref{}
}

// headOf names what an index is taken of.
func headOf(f *ir.Func, reg int32) string {
	switch h := &f.Instrs[reg]; h.Op {
	case ir.OpName:
		return f.Names[h.A]
	case ir.OpMember:
		return f.Names[h.B]
	case ir.OpLoad:
		return f.Slots[h.A]
	}
	return ""
}

// generic reads Head[args]. Heads are the typing constructs of the language.
func (q *query) generic(f *Func, in *ir.Instr, depth int) Ref {
	head := headOf(f.IR, in.A)
	first := in.B
	if t := &f.IR.Instrs[in.B]; t.Op == ir.OpTuple && t.C > 0 {
		first = f.IR.Args[t.B].Value
		if head == "Union" {
			for _, a := range f.IR.ArgsOf(t) {
				if r := q.annotation(f, a.Value, depth+1); r.Known() {
					return r
				}
			}
			return Ref{}
		}
	}
	switch head {
	case "Optional", "Annotated", "Union", "Final", "ClassVar", "Required", "NotRequired", "Awaitable", "Mapped":
		return q.annotation(f, first, depth+1)
	case "list", "List", "Sequence", "Iterable", "Iterator", "Generator", "AsyncGenerator", "AsyncIterator", "set", "Set", "tuple", "Tuple", "frozenset", "Collection":
		r := q.annotation(f, first, depth+1)
		if r.Known() {
			r.List = true
			return r
		}
		return q.builtin(strings.ToLower(head))
	case "type", "Type":
		r := q.annotation(f, first, depth+1)
		if r.Kind == KindObject {
			r.Kind = KindClass
		}
		return r
	case "dict", "Dict", "Mapping", "MutableMapping", "DefaultDict", "OrderedDict":
		return q.p.basic.dict
	case "Literal":
		return q.builtin("Literal")
	}
	return q.reg(f, in.A, depth+1).Instantiate()
}

// dotted resolves a name written in a string annotation.
func (q *query) dotted(f *Func, s string, depth int) Ref {
	s = strings.TrimSpace(s)
	if inner, ok := strings.CutPrefix(s, "Optional["); ok {
		s = strings.TrimSuffix(inner, "]")
	}
	s, _, _ = strings.Cut(s, "|")
	s = strings.TrimSpace(s)
	first, rest, more := strings.Cut(s, ".")
	var r Ref
	if slot, ok := f.Slot(first); ok {
		r = q.slot(f, slot, depth+1)
	} else {
		r = q.name(f, first, depth+1)
	}
	for more && r.Known() {
		first, rest, more = strings.Cut(rest, ".")
		r = q.member(r, first, depth+1)
	}
	return r
}

func (q *query) name(f *Func, name string, depth int) Ref {
	if owner, slot := f.Free(name); owner != nil {
		return q.slot(owner, slot, depth+1)
	}
	if body := f.Module.Body; body != nil {
		if r := q.star(body, name, depth); r.Known() {
			return r
		}
	}
	if s := q.p.builtins.Member(name); s != nil {
		return symbol(s)
	}
	return Ref{}
}

// star looks a name up in the modules that are imported whole.
func (q *query) star(body *Func, name string, depth int) Ref {
	for _, i := range body.stars {
		in := &body.IR.Instrs[i]
		if r := q.importFrom(body.Module, body.IR.Names[in.A], name, depth+1); r.Resolved() {
			return r
		}
	}
	return Ref{}
}

func (q *query) member(base Ref, name string, depth int) Ref {
	if q.over(depth) {
		return Ref{}
	}
	if base.List {
		if list := q.p.View.Lookup("builtins.list"); list != nil {
			return q.symbolMember(list, name)
		}
		return Ref{}
	}
	switch base.Kind {
	case KindSymbol:
		return q.symbolMember(base.Sym, name)
	case KindInstance:
		r := q.symbolMember(base.Sym, name)
		if r.Kind == KindForeign && base.Shared() {
			if in := q.kept(base, name); in.Known() {
				return in
			}
		}
		if base.Sym.Heir != nil && r.Kind == KindForeign {
			if c := q.p.heirs[base.Sym.Heir]; c != nil {
				return q.classMember(Ref{Kind: KindObject, Class: c}, name, depth)
			}
		}
		if any := base.Sym.Member("__getattr__"); any != nil && any.Type != nil && r.Kind == KindForeign {
			return Instance(any.Type)
		}
		if r.Kind == KindInstance && r.Sym.Element != nil {
			r.Class, r.Beside = base.Class, base.Beside // a list that a holder keeps holds the same
		}
		return r
	case KindModule:
		if r := q.export(base.In.Mod, name, depth+1); r.Known() || base.In.Dir == "" {
			return r
		}
		return q.sub(base.In.Dir, name)
	case KindPackage:
		return q.sub(base.In.Dir, name)
	case KindClass, KindObject:
		return q.classMember(base, name, depth)
	case KindSuper:
		return q.superMember(base.Class, name)
	case KindForeign:
		return base
	}
	return Ref{}
}

func (q *query) symbolMember(s *ruleSymbol, name string) Ref {
	m := s.Member(name)
	if m == nil {
		return Ref{Kind: KindForeign}
	}
	if m.Type != nil {
		return Instance(m.Type)
	}
	return symbol(m)
}

func (q *query) classMember(base Ref, name string, depth int) Ref {
	if m := q.p.Method(base.Class, name); m != nil {
		if m.Property && base.Kind == KindObject {
			return q.result(m, depth+1)
		}
		if base.Kind == KindObject || m.ClassMethod {
			return Ref{Kind: KindBound, Func: m}
		}
		return Ref{Kind: KindFunc, Func: m}
	}
	if r := q.attr(base.Class, name, depth+1); r.Known() {
		return r
	}
	var res Ref
	q.p.eachBase(base.Class, 0, func(b Ref) bool {
		if b.Kind == KindSymbol {
			if m := b.Sym.Member(name); m != nil {
				if m.Type != nil {
					res = SymbolResult(m, Ref{}, func(rule.Arg) Ref { return base })
				} else {
					res = symbol(m)
				}
			}
		}
		return res.Known()
	})
	return res
}

func (q *query) superMember(c *Class, name string) Ref {
	var res Ref
	q.p.eachBase(c, 0, func(b Ref) bool {
		switch b.Kind {
		case KindClass:
			if m := b.Class.Members[name]; m != nil {
				res = Ref{Kind: KindBound, Func: m}
			}
		case KindSymbol:
			if m := b.Sym.Member(name); m != nil {
				res = symbol(m)
			}
		}
		return res.Known()
	})
	return res
}

func (q *query) attr(c *Class, name string, depth int) Ref {
	a := q.p.Owner(c, name).attrs[name]
	if a == nil {
		return Ref{}
	}
	if r, ok := q.recall(&a.ref); ok {
		return r
	}
	if q.over(depth) {
		return Ref{}
	}
	return q.part(&a.ref, func() Ref { return q.attrFresh(a, depth) })
}

func (q *query) attrFresh(a *attr, depth int) Ref {
	var res Ref
	for _, s := range a.sites {
		if res.Resolved() {
			break
		}
		var r Ref
		if s.ann >= 0 {
			r = q.annotation(s.fn, s.ann, depth+1)
		}
		if !r.Known() {
			r = q.reg(s.fn, s.reg, depth+1)
		}
		if r.Known() {
			res = r
		}
	}
	return res
}

func (q *query) result(f *Func, depth int) Ref {
	if r, ok := q.recall(&f.result); ok {
		return r
	}
	if q.over(depth) {
		return Ref{}
	}
	return q.part(&f.result, func() Ref { return q.resultFresh(f, depth) })
}

func (q *query) resultFresh(f *Func, depth int) Ref {
	if f.outer != nil {
		for _, a := range f.Parent.IR.ArgsOf(f.outer) {
			if a.Kind == ir.ArgReturns {
				if r := q.annotation(f.Parent, a.Value, depth+1); r.Resolved() {
					return generatorElement(f, r)
				}
			}
		}
	}
	var res Ref
	for i := range f.IR.Instrs {
		in := &f.IR.Instrs[i]
		if in.Op != ir.OpReturn && in.Op != ir.OpYield || in.A < 0 {
			continue
		}
		if r := q.reg(f, in.A, depth+1); r.Known() {
			res = r
		}
		if res.Resolved() {
			break
		}
	}
	return res
}

// generatorElement: a dependency or context manager that yields X stands for X.
func generatorElement(f *Func, r Ref) Ref {
	if f.IR.Generator {
		r.List = false
	}
	return r
}
