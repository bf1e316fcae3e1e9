package python

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// function lowers a definition to the instruction that makes it, without decorators.
func (b *builder) function(n int) ir.Reg {
	f := &b.fields
	params := b.child(n, f.parameters)
	as := b.defaults(params)
	if rt := b.child(n, f.returnType); rt != 0 {
		as = append(as, ir.Arg{Kind: ir.ArgReturns, Name: ir.None, Key: ir.None, Value: b.expr(rt)})
	}
	child := b.code.body(b, n, ir.Function, b.child(n, f.body), func(c *builder) {
		name := b.child(n, f.name)
		c.f.Name = b.str(name)
		c.f.NamePos = b.tree.Nodes[name].Start - c.base
		c.f.Async = b.hasAsync(n)
		c.params(params)
	})
	return b.makes(n, ir.OpClosure, child, as)
}

func (b *builder) makes(n int, op ir.Op, child *ir.Func, as []ir.Arg) ir.Reg {
	b.f.Children = append(b.f.Children, child)
	first, k := b.args(as)
	return b.emit(op, n, int32(len(b.f.Children))-1, first, k)
}

func (b *builder) lambda(n int) ir.Reg {
	f := &b.fields
	params := b.child(n, f.parameters)
	as := b.defaults(params)
	child := b.code.body(b, n, ir.Lambda, b.child(n, f.body), func(c *builder) {
		c.f.Name = "lambda"
		if params != 0 {
			c.params(params)
		}
		c.scan(n)
	})
	return b.makes(n, ir.OpClosure, child, as)
}

func (b *builder) class(n int) ir.Reg {
	f := &b.fields
	var as []ir.Arg
	if s := b.child(n, f.superclasses); s != 0 {
		as = b.arguments(s)
	}
	child := b.code.body(b, n, ir.ClassBody, b.child(n, f.body), func(c *builder) {
		name := b.child(n, f.name)
		c.f.Name = b.str(name)
		c.f.NamePos = b.tree.Nodes[name].Start - c.base
	})
	return b.makes(n, ir.OpClass, child, as)
}

// parameter is what the grammar's many forms come to.
type parameter struct {
	name, annotation, value int
	kind                    ir.ParamKind
}

// eachParam visits parameters in order.
func (b *builder) eachParam(n int, visit func(p parameter)) {
	kind := ir.ParamNormal
	for c := b.tree.FirstChild(n); n != 0 && c != 0; c = b.tree.Next(c) {
		p := parameter{kind: kind}
		switch b.kind(c) {
		case kIdentifier:
			p.name = c
		case kDefaultParam:
			p.name, p.value = b.child(c, b.fields.name), b.child(c, b.fields.value)
		case kTypedDefault:
			p.name, p.value, p.annotation = b.child(c, b.fields.name), b.child(c, b.fields.value), b.child(c, b.fields.typ)
		case kTypedParam:
			p.name, p.annotation = b.tree.FirstNamed(c), b.child(c, b.fields.typ)
		case kListSplatPattern, kDictSplatPattern, kListSplat, kDictSplat:
			p.name = c
		case kKeySeparator:
			kind = ir.ParamNamedOnly
			continue
		case kTuplePattern:
			p.name = c
		default:
			if b.str(c) == "*" {
				kind = ir.ParamNamedOnly
			}
			continue
		}
		switch b.kind(p.name) {
		case kListSplatPattern, kListSplat:
			p.kind, p.name = ir.ParamRest, b.tree.FirstNamed(p.name)
			kind = ir.ParamNamedOnly
		case kDictSplatPattern, kDictSplat:
			p.kind, p.name = ir.ParamNamedRest, b.tree.FirstNamed(p.name)
		}
		if p.name != 0 {
			visit(p)
		}
	}
}

// defaults lowers default values and annotations in the enclosing function.
func (b *builder) defaults(n int) []ir.Arg {
	var as []ir.Arg
	b.eachParam(n, func(p parameter) {
		name := b.name(b.str(p.name))
		if p.value != 0 {
			as = append(as, ir.Arg{Kind: ir.ArgDefault, Name: name, Key: ir.None, Value: b.expr(p.value)})
		}
		if p.annotation != 0 {
			as = append(as, ir.Arg{Kind: ir.ArgAnnotation, Name: name, Key: ir.None, Value: b.expr(p.annotation)})
		}
	})
	return as
}

func (b *builder) params(n int) {
	if n == 0 {
		return
	}
	b.eachParam(n, func(p parameter) {
		name := b.str(p.name)
		b.f.Params = append(b.f.Params, ir.Param{Name: name, Slot: b.slot(name), Kind: p.kind, HasDefault: p.value != 0})
	})
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.kind(c) == kPosSeparator {
			end := b.tree.Nodes[c].Start
			i := 0
			b.eachParam(n, func(p parameter) {
				if b.tree.Nodes[p.name].Start < end && i < len(b.f.Params) {
					b.f.Params[i].Kind = ir.ParamPosOnly
				}
				i++
			})
		}
	}
}

// comprehension lowers to a loop that collects; its variables are its own.
func (b *builder) comprehension(n int) ir.Reg {
	op := ir.OpList
	switch b.kind(n) {
	case kSetComp:
		op = ir.OpSet
	case kDictComp:
		op = ir.OpDict
	}
	first, k := b.args(nil)
	acc := b.emit(op, n, 0, first, k)
	outer := len(b.shadow)
	after := b.block()
	back := after
	body := b.child(n, b.fields.body)
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kForIn:
			back = b.clause(c, back)
		case kIfClause:
			ok := b.block()
			b.condition(b.tree.FirstNamed(c), ok, back)
			b.open(ok)
		}
	}
	if body == 0 {
		body = b.tree.FirstNamed(n)
	}
	if b.kind(body) == kPair {
		key := b.expr(b.child(body, b.fields.key))
		v := b.expr(b.child(body, b.fields.value))
		b.emit(ir.OpCollect, body, acc, v, key)
	} else {
		b.emit(ir.OpCollect, body, acc, b.expr(body), ir.None)
	}
	b.jump(back)
	b.open(after)
	b.shadow = b.shadow[:outer]
	return acc
}

// clause opens one "for ... in ..." and gives the block that goes on with it.
func (b *builder) clause(n int, outer int32) (head int32) {
	f := &b.fields
	it := b.expr(b.child(n, f.right))
	head, body := b.block(), b.block()
	b.jump(head)
	b.open(head)
	b.branch(ir.None, body, outer)
	b.open(body)
	left := b.child(n, f.left)
	b.hide(left)
	el := b.emit(ir.OpIter, left, it, 0, 0)
	if b.hasAsync(n) {
		b.last().Flags |= ir.Async
	}
	b.storeTo(left, el)
	return head
}

// hide gives the names of a comprehension's target slots of their own.
func (b *builder) hide(n int) {
	if n == 0 {
		return
	}
	if b.kind(n) == kIdentifier {
		s := b.str(n)
		b.shadow = append(b.shadow, shadow{s, b.temp(s)})
		return
	}
	if k := b.kind(n); k == kAttribute || k == kSubscript {
		return
	}
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		b.hide(c)
	}
}

// match lowers cases to tests in turn.
func (b *builder) match(n int) {
	f := &b.fields
	var v ir.Reg = ir.None
	var subjects []ir.Arg
	for c := b.child(n, f.subject); c != 0; c = b.tree.NextInField(c) {
		subjects = append(subjects, pos(b.expr(c)))
	}
	if len(subjects) == 1 {
		v = subjects[0].Value
	} else {
		first, k := b.args(subjects)
		v = b.emit(ir.OpTuple, n, 0, first, k)
	}
	tmp := b.temp("subject")
	b.emit(ir.OpStore, n, tmp, v, 0)
	after := b.block()
	b.cases(n, tmp, after)
	b.goOn(after)
}

func (b *builder) cases(n int, tmp, after int32) {
	f := &b.fields
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kBlock:
			b.cases(c, tmp, after)
		case kCase:
			next := b.block()
			var patterns []int
			for x := b.tree.FirstNamed(c); x != 0; x = b.tree.NextNamed(x) {
				if b.kind(x) == kCasePattern {
					patterns = append(patterns, x)
				}
			}
			s := b.emit(ir.OpLoad, c, tmp, 0, 0)
			if len(patterns) == 1 {
				b.pattern(patterns[0], s, next)
			} else {
				b.patterns(patterns, s, next)
			}
			if g := b.child(c, f.guard); g != 0 {
				ok := b.block()
				b.condition(b.tree.FirstNamed(g), ok, next)
				b.open(ok)
			}
			b.suite(b.child(c, f.consequence), after)
			b.open(next)
		}
	}
}

// pattern tests a value; control goes on in the open block when it fits, else to fail.
func (b *builder) pattern(n int, v ir.Reg, fail int32) {
	if n == 0 {
		return
	}
	if b.depth++; b.depth > maxDepth {
		b.depth--
		return
	}
	defer func() { b.depth-- }()
	switch b.kind(n) {
	case kCasePattern, kParen:
		c := b.tree.FirstChild(n)
		for c != 0 && b.kind(c) == kNone && !b.tree.Is(c, syntax.Named) && b.str(c) != "_" && b.str(c) != "-" {
			c = b.tree.Next(c)
		}
		if c == 0 || b.str(n) == "_" {
			return
		}
		if b.str(c) == "-" {
			b.test(n, v, fail)
			return
		}
		b.pattern(c, v, fail)
	case kDottedName:
		id := b.tree.FirstNamed(n)
		if b.tree.NextNamed(id) == 0 {
			if b.str(n) != "_" {
				b.store(id, v)
			}
			return
		}
		b.testReg(n, v, b.dottedValue(n), fail)
	case kIdentifier:
		if b.str(n) != "_" {
			b.store(n, v)
		}
	case kUnderscore:
	case kAsPattern:
		var last int
		for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
			last = c
		}
		b.pattern(b.tree.FirstNamed(n), v, fail)
		if last != b.tree.FirstNamed(n) {
			b.store(last, v)
		}
	case kUnionPattern:
		b.either(n, v, fail)
	case kListPattern, kTuplePattern:
		var items []int
		for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
			if b.kind(c) != kComment {
				items = append(items, c)
			}
		}
		b.patterns(items, v, fail)
	case kDictPattern:
		b.mapping(n, v, fail)
	case kClassPattern:
		b.classPattern(n, v, fail)
	case kSplatPattern:
		if id := b.tree.FirstNamed(n); id != 0 {
			b.store(id, v)
		}
	default:
		b.test(n, v, fail)
	}
}

func (b *builder) test(n int, v ir.Reg, fail int32) { b.testReg(n, v, b.literal(n), fail) }

// literal lowers the literal of a pattern; a sign belongs to it.
func (b *builder) literal(n int) ir.Reg {
	if b.kind(n) == kCasePattern {
		return b.inner(n)
	}
	return b.expr(n)
}

func (b *builder) testReg(n int, v, to ir.Reg, fail int32) {
	ok := b.block()
	r := b.emit(ir.OpCompare, n, v, to, 0)
	b.f.Instrs[r].Sub = uint8(ir.Eq)
	b.branch(r, ok, fail)
	b.open(ok)
}

func (b *builder) dottedValue(n int) ir.Reg {
	id := b.tree.FirstNamed(n)
	v := b.identifier(id)
	for c := b.tree.NextNamed(id); c != 0; c = b.tree.NextNamed(c) {
		v = b.emitAt(ir.OpMember, b.tree.Nodes[n].Start, b.tree.Nodes[c].End, v, b.name(b.str(c)), 0)
	}
	return v
}

func (b *builder) either(n int, v ir.Reg, fail int32) {
	done := b.block()
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		next := fail
		more := b.tree.NextNamed(c) != 0
		if more {
			next = b.block()
		}
		b.pattern(c, v, next)
		b.jump(done)
		if more {
			b.open(next)
		}
	}
	b.open(done)
}

// patterns tests the elements of a sequence.
func (b *builder) patterns(items []int, v ir.Reg, fail int32) {
	star := -1
	for i, c := range items {
		if b.splat(c) {
			star = i
		}
	}
	ok := b.block()
	b.branch(ir.None, ok, fail) // its length fits or not
	b.open(ok)
	for i, c := range items {
		switch {
		case i == star:
			b.pattern(c, b.emit(ir.OpRest, c, v, int32(i), int32(len(items)-1-i)), fail)
		case star >= 0 && i > star:
			b.pattern(c, b.emit(ir.OpUnpack, c, v, int32(i-len(items)), 0), fail)
		default:
			b.pattern(c, b.emit(ir.OpUnpack, c, v, int32(i), 0), fail)
		}
	}
}

func (b *builder) splat(n int) bool {
	if b.kind(n) == kCasePattern {
		n = b.tree.FirstNamed(n)
	}
	return n != 0 && b.kind(n) == kSplatPattern
}

func (b *builder) mapping(n int, v ir.Reg, fail int32) {
	ok := b.block()
	b.branch(ir.None, ok, fail) // it has the keys or not
	b.open(ok)
	var key ir.Reg = ir.None
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch {
		case b.kind(c) == kComment:
		case b.kind(c) == kSplatPattern:
			b.pattern(c, v, fail)
		case b.tree.Field(c) == b.fields.key:
			key = b.literal(c)
			if b.kind(c) == kDottedName {
				key = b.dottedValue(c)
			}
		case key >= 0:
			b.pattern(c, b.emit(ir.OpIndex, c, v, key, 0), fail)
			key = ir.None
		}
	}
}

func (b *builder) classPattern(n int, v ir.Reg, fail int32) {
	name := b.tree.FirstNamed(n)
	cls := b.dottedValue(name)
	ok := b.block()
	r := b.emit(ir.OpIsInstance, n, v, cls, 0)
	b.branch(r, ok, fail)
	b.open(ok)
	i := int32(0)
	for c := b.tree.NextNamed(name); c != 0; c = b.tree.NextNamed(c) {
		x := c
		if b.kind(x) == kCasePattern {
			x = b.tree.FirstNamed(x)
		}
		if x != 0 && b.kind(x) == kKeywordPattern {
			id := b.tree.FirstNamed(x)
			m := b.emit(ir.OpMember, id, v, b.name(b.str(id)), 0)
			b.pattern(b.tree.NextNamed(id), m, fail)
			continue
		}
		if b.kind(c) == kComment {
			continue
		}
		// str(x), int(x): the one positional pattern of a builtin is the value itself.
		b.pattern(c, v, fail)
		i++
	}
}
