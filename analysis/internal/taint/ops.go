package taint

import (
	"math"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/regex"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

func (e *evaluator) binary(i int32, in *ir.Instr) *value {
	a, b := e.reg(in.A), e.reg(in.B)
	op := ir.BinaryOp(in.Sub)
	if v := foldInts(op, a.konst, b.konst); v != nil {
		return v
	}
	switch op {
	case ir.Add:
		return e.add(i, in, a, b)
	case ir.Mod:
		if v := e.percent(in, a, b); v != nil {
			return v
		}
	case ir.Div:
		// Joining of paths, where a model says so.
		for _, v := range [...]*value{a, b} {
			if v.ref.Kind == types.KindInstance {
				if m := v.ref.Sym.Member("__truediv__"); m != nil {
					return e.callSymbol(i, m, &arguments{recv: a, pos: []*value{b}, regs: []int32{in.B}}, 0)
				}
			}
		}
		if a.ref.Known() && !a.ref.Resolved() || len(a.flows)+len(b.flows) > 0 && !a.ref.Known() {
			return &value{obj: -1, flows: changed(union(a.flows, b.flows))}
		}
		return unknown
	case ir.Sub:
		return e.without(a, b)
	case ir.BitOr:
		if v := e.united(i, in, a, b); v != nil {
			return v
		}
	case ir.BitAnd, ir.BitXor, ir.Mul:
	default:
		return unknown
	}
	if fs := union(e.deep(a), e.deep(b)); len(fs) > 0 || a.ref.Known() {
		return &value{obj: -1, ref: a.ref, flows: changed(fs)}
	}
	return unknown
}

// add joins strings or lists; in place it also changes a list it is applied to.
func (e *evaluator) add(i int32, in *ir.Instr, a, b *value) *value {
	if oa := e.st.object(a.obj); oa != nil {
		ob := e.st.object(b.obj)
		n := oa.clone()
		if ob != nil && oa.isList && ob.isList && len(oa.list)+len(ob.list) <= maxFields {
			n.list = append(n.list, ob.list...)
		} else {
			n.isList = false
			for _, v := range n.list {
				n.rest = mergeMaybe(n.rest, v, nil, nil)
			}
			n.list = nil
			if fs := e.deep(b); len(fs) > 0 {
				n.rest = mergeMaybe(n.rest, &value{obj: -1, flows: fs}, nil, nil)
			}
		}
		id := a.obj
		if in.Flags&ir.InPlace == 0 {
			id = e.newObject(i, 0)
		}
		if id < 0 {
			return &value{obj: -1, flows: union(e.deep(a), e.deep(b))}
		}
		e.put(id, n)
		return &value{obj: id, ref: a.ref, flows: a.flows}
	}
	if a == unknown && b == unknown {
		return unknown
	}
	if e.harmless(a.ref) && e.harmless(b.ref) && a.konst == nil && b.konst == nil {
		return &value{obj: -1, ref: a.ref}
	}
	r := e.concat([]*value{a, b}, []int32{in.A, in.B})
	r.flows = changed(r.flows)
	if r.ref = a.ref; !r.ref.Known() || a.konst != nil && a.konst.Kind != ir.ConstString {
		r.ref = b.ref
	}
	return r
}

// united is a dict with what another one holds laid over it; nil where they are
// not both in sight.
func (e *evaluator) united(i int32, in *ir.Instr, a, b *value) *value {
	oa, ob := e.st.object(a.obj), e.st.object(b.obj)
	if oa == nil || ob == nil || oa.isList || ob.isList || a.ref != e.sv.collRef(ir.OpDict) || b.ref != a.ref {
		return nil
	}
	id := a.obj
	if in.Flags&ir.InPlace == 0 {
		id = e.newObject(i, 0)
	}
	if id < 0 {
		return nil
	}
	o := oa.clone()
	e.spread(o, b)
	e.put(id, o)
	return &value{obj: id, ref: a.ref, flows: a.flows}
}

// percent formats with the operator; nil when the left side is no known text.
func (e *evaluator) percent(in *ir.Instr, a, b *value) *value {
	if a.konst == nil || a.konst.Kind != ir.ConstString {
		if a.shaped() || e.textual(a.ref) {
			return &value{obj: -1, ref: a.ref, flows: changed(union(e.deep(a), e.deep(b)))}
		}
		if fs := e.deep(b); !a.ref.Known() && a.konst == nil && len(fs) > 0 && !e.harmless(b.ref) {
			return &value{obj: -1, flows: changed(union(e.deep(a), fs))} // a text as likely as a number
		}
		return nil
	}
	n := 0
	o := e.st.object(b.obj)
	next := func() *value {
		n++
		if o != nil && o.isList {
			if n <= len(o.list) {
				return o.list[n-1]
			}
			return nil
		}
		if n == 1 {
			return b
		}
		return &value{obj: -1, flows: e.deep(b)}
	}
	vals, ok := percent(a.konst.Str, next, func(k string) *value { return e.part(b, "["+k) }, e.number)
	if !ok {
		return &value{obj: -1, ref: a.ref, flows: changed(union(a.flows, e.deep(b)))}
	}
	e.texts(vals)
	r := e.concat(vals, e.regsFor(in.B, len(vals)))
	r.flows = changed(r.flows)
	r.ref = a.ref
	return r
}

func (e *evaluator) regsFor(reg int32, n int) []int32 {
	regs := make([]int32, n)
	for i := range regs {
		regs[i] = reg
	}
	return regs
}

// foldInts computes arithmetic on small constant integers; nil when it is not one.
func foldInts(op ir.BinaryOp, a, b *ir.Const) *value {
	if a == nil || b == nil || a.Kind != ir.ConstInt || b.Kind != ir.ConstInt || a.Str != "" || b.Str != "" {
		return nil
	}
	x, y := a.Int, b.Int
	if x > math.MaxInt32 || y > math.MaxInt32 || x < math.MinInt32 || y < math.MinInt32 {
		return nil
	}
	var r int64
	switch op {
	case ir.Add:
		r = x + y
	case ir.Sub:
		r = x - y
	case ir.Mul:
		r = x * y
	case ir.FloorDiv, ir.Mod:
		if y == 0 {
			return nil
		}
		q, m := x/y, x%y
		if m != 0 && (m < 0) != (y < 0) {
			q, m = q-1, m+y
		}
		if r = q; op == ir.Mod {
			r = m
		}
	case ir.BitAnd:
		r = x & y
	case ir.BitOr:
		r = x | y
	default:
		return nil
	}
	return &value{obj: -1, konst: &ir.Const{Kind: ir.ConstInt, Int: r}}
}

// compare gives a boolean, with what either outcome says of the operands.
func (e *evaluator) compare(i int32, in *ir.Instr) *value {
	a, b := e.reg(in.A), e.reg(in.B)
	op := ir.CompareOp(in.Sub)
	r := &value{obj: -1, truth: e.decide(op, a, b)}
	switch op {
	case ir.Greater:
		if isZero(b.konst) {
			r.facts = a.facts // of how many there are
		}
	case ir.LessEq, ir.Less:
		if e.isSet(a) && e.trusted(b) { // a part of what the program lists
			r.facts = &facts{whenTrue: stations(a.flows, e.sv.guarded, 0)}
		}
	case ir.Eq, ir.NotEq, ir.Is, ir.IsNot:
		fs := withFacts(e.equal(a, b), e.equal(b, a)...)
		if a.facts != nil && b.konst != nil && truthOf(b) > 0 {
			fs = withFacts(fs, a.facts.whenTrue...)
		}
		if op == ir.Eq || op == ir.Is {
			r.facts = &facts{whenTrue: fs}
		} else {
			r.facts = &facts{whenFalse: fs}
		}
		if f := e.noneCheck(op, a, b); f != nil {
			r.facts = f
		}
		if m := e.sv.opEq; m != nil && (op == ir.Eq || op == ir.NotEq) {
			args := &arguments{pos: []*value{a, b}, regs: []int32{in.A, in.B}}
			e.effectsOf(i, m, args)
		}
	case ir.In, ir.NotIn:
		r.facts = e.contains(i, in, a, b)
		if op == ir.NotIn && r.facts != nil {
			r.facts = &facts{r.facts.whenFalse, r.facts.whenTrue}
		}
	}
	return r
}

func (e *evaluator) isSet(v *value) bool { return v.ref == e.sv.collRef(ir.OpSet) }

func isZero(k *ir.Const) bool { return k != nil && k.Kind == ir.ConstInt && k.Int == 0 && k.Str == "" }

// noneCheck: "x is not None" (or, of a number, not zero) says what x being true says, and "x is None" the
// opposite, for what gives an object or None.
func (e *evaluator) noneCheck(op ir.CompareOp, a, b *value) *facts {
	if b.konst == nil || b.konst.Kind != ir.ConstNone && !isZero(b.konst) || a.facts == nil {
		return nil
	}
	if op == ir.Eq || op == ir.Is {
		return &facts{a.facts.whenFalse, a.facts.whenTrue}
	}
	return a.facts
}

// equal: a value that equals one nobody from outside chose is harmless.
func (e *evaluator) equal(v, to *value) []fact {
	if len(v.flows) == 0 || !e.trusted(to) {
		return nil
	}
	if to.konst != nil && to.konst.Kind == ir.ConstNone {
		return nil
	}
	return stations(v.flows, e.sv.guarded, 0)
}

// trusted: nothing in it was chosen from outside. What parameters and shared
// variables hold counts as the program's own: an allow-list handed in.
func (e *evaluator) trusted(v *value) bool {
	for _, f := range e.deep(v) {
		if f.org.kind == fromSource && f.adds&e.sv.chosen != 0 {
			return false
		}
	}
	return true
}

// contains reads "a in b".
func (e *evaluator) contains(i int32, in *ir.Instr, a, b *value) *facts {
	var f facts
	isText := b.shaped() || e.textual(b.ref)
	if len(a.flows) > 0 && !isText && e.trusted(b) && (a.konst == nil) {
		f.whenTrue = stations(a.flows, e.sv.guarded, 0)
	}
	if fs := e.besideKey(in.A); len(fs) > 0 {
		switch e.listsSecrets(in.B, b) {
		case 1:
			f.whenFalse = withFacts(f.whenFalse, fs...)
		case -1:
			f.whenTrue = withFacts(f.whenTrue, fs...)
		}
	}
	m := e.sv.strContains
	if b.ref.Kind == types.KindInstance && !isText {
		m = b.ref.Sym.Member("__contains__")
	}
	if m != nil && len(b.flows) > 0 {
		r := e.callSymbol(i, m, &arguments{recv: b, pos: []*value{a}, regs: []int32{in.A}}, 0)
		if r.facts != nil {
			f.whenTrue = withFacts(f.whenTrue, r.facts.whenTrue...)
			f.whenFalse = withFacts(f.whenFalse, r.facts.whenFalse...)
		}
	}
	return &f
}

// decide compares constants: 1 true, -1 false, 0 not known.
func (e *evaluator) decide(op ir.CompareOp, a, b *value) int8 {
	x, y := a.konst, b.konst
	if x == nil || y == nil {
		if op == ir.In || op == ir.NotIn {
			return e.decideIn(op, a, b)
		}
		return 0
	}
	var r bool
	switch {
	case op == ir.In || op == ir.NotIn:
		if x.Kind != ir.ConstString || y.Kind != ir.ConstString {
			return 0
		}
		r = strings.Contains(y.Str, x.Str) == (op == ir.In)
	case x.Kind == ir.ConstInt && y.Kind == ir.ConstInt && x.Str == "" && y.Str == "":
		r = intOrder(op, x.Int, y.Int)
	case op == ir.Eq || op == ir.Is:
		if x.Kind != y.Kind || x.Kind == ir.ConstFloat {
			return 0
		}
		r = *x == *y
	case op == ir.NotEq || op == ir.IsNot:
		if x.Kind != y.Kind || x.Kind == ir.ConstFloat {
			return 0
		}
		r = *x != *y
	default:
		return 0
	}
	if r {
		return 1
	}
	return -1
}

func intOrder(op ir.CompareOp, x, y int64) bool {
	switch op {
	case ir.Eq, ir.Is:
		return x == y
	case ir.NotEq, ir.IsNot:
		return x != y
	case ir.Less:
		return x < y
	case ir.LessEq:
		return x <= y
	case ir.Greater:
		return x > y
	}
	return x >= y
}

// decideIn: a constant in a collection of constants made in sight.
func (e *evaluator) decideIn(op ir.CompareOp, a, b *value) int8 {
	o := e.st.object(b.obj)
	if a.konst == nil || o == nil || !o.isList || o.open {
		return 0
	}
	found := false
	for _, v := range o.list {
		if v.konst == nil {
			return 0
		}
		found = found || *v.konst == *a.konst
	}
	if found == (op == ir.In) {
		return 1
	}
	return -1
}

// textCond tells whether the literal text of a value meets a condition. Where
// the text is a parameter's and so not known yet, param (plus one) and path name it.
func (e *evaluator) textCond(c *rule.Cond, v *value) (ok bool, param int32, path string) {
	texts, known := v.texts()
	if e.judging {
		texts, known = e.choices(v)
	}
	if v.konst != nil && !known {
		if t, ok := constText(v.konst); ok { // a number
			texts, known = []string{t}, true
		}
	}
	if !known || len(v.parts) == 1 && v.parts[0].hole != nil {
		for _, f := range v.flows {
			if f.org.kind == fromParam && f.marks&exact != 0 {
				return false, f.org.id + 1, f.org.path
			}
		}
		return c.Not, 0, ""
	}
	any, all := false, true
	for _, t := range texts {
		m := fits(c, t)
		any, all = any || m, all && m
	}
	if e.judging && !c.Not { // a guard must hold whichever it is
		any = all
	}
	return any != c.Not, 0, ""
}

// fits tells whether a text is what a condition asks for.
func fits(c *rule.Cond, text string) bool {
	if c.Text != nil && !c.Text.MatchString(text) {
		return false
	}
	switch cost := regex.CostOf; c.Slow {
	case "exponential":
		return cost(text, c.Whole) == regex.Exponential
	case "polynomial":
		return cost(text, c.Whole) == regex.Polynomial
	}
	return true
}

// choices gives the texts that a value may be, those in a tuple too:
// startswith(("https://a/", "https://b/")).
func (e *evaluator) choices(v *value) ([]string, bool) {
	o := e.st.object(v.obj)
	if o == nil || !o.isList {
		if r := e.listed(v); r != nil {
			return r.texts()
		}
		return v.texts()
	}
	var out []string
	for _, el := range o.list {
		texts, ok := el.texts()
		if !ok {
			return nil, false
		}
		out = append(out, texts...)
	}
	return out, len(out) > 0
}

// listed is any element of a list of constant texts made once, at the top of a module;
// nil when it is none.
func (e *evaluator) listed(v *value) *value {
	if v.home == nil {
		return nil
	}
	f := v.home.fn.IR
	in := &f.Instrs[v.home.reg]
	if in.Op != ir.OpList && in.Op != ir.OpTuple && in.Op != ir.OpSet {
		return nil
	}
	var any *value
	for _, a := range f.ArgsOf(in) {
		d := &f.Instrs[a.Value]
		if a.Kind == ir.ArgStar || d.Op != ir.OpConst || f.Consts[d.A].Kind != ir.ConstString {
			return nil
		}
		any = mergeMaybe(any, &value{obj: -1, konst: &f.Consts[d.A], ref: e.sv.constRef(ir.ConstString)}, nil, nil)
	}
	return any
}
