package python

import (
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// lookup finds a local: a comprehension's variable first, then a slot.
func (b *builder) lookup(name string) (int32, bool) {
	for i := len(b.shadow) - 1; i >= 0; i-- {
		if b.shadow[i].name == name {
			return b.shadow[i].slot, true
		}
	}
	s, ok := b.slots[name]
	return s, ok
}

// expr lowers an expression and gives its register.
func (b *builder) expr(n int) ir.Reg {
	if n == 0 {
		return b.nothing()
	}
	if b.depth++; b.depth > maxDepth {
		b.depth--
		first, k := b.args(nil)
		return b.emit(ir.OpOpaque, n, 0, first, k)
	}
	r := b.expression(n)
	b.depth--
	return r
}

// nothing stands for an operand that is not written yet.
func (b *builder) nothing() ir.Reg {
	at := b.base
	if k := len(b.f.Instrs); k > 0 {
		at += b.f.Instrs[k-1].End
	}
	first, k := b.args(nil)
	return b.emitAt(ir.OpOpaque, at, at, 0, first, k)
}

func (b *builder) expression(n int) ir.Reg {
	f := &b.fields
	switch b.kind(n) {
	case kIdentifier, kUnderscore:
		return b.identifier(n)
	case kInteger:
		return b.integer(n)
	case kFloat:
		return b.constant(n, ir.Const{Kind: ir.ConstFloat, Str: b.str(n)})
	case kTrue:
		return b.constant(n, ir.Const{Kind: ir.ConstBool, Int: 1})
	case kFalse:
		return b.constant(n, ir.Const{Kind: ir.ConstBool})
	case kNoneLit:
		return b.constant(n, ir.Const{Kind: ir.ConstNone})
	case kEllipsis:
		return b.constant(n, ir.Const{Kind: ir.ConstEllipsis})
	case kString:
		return b.stringValue(n)
	case kConcat:
		return b.concat(n)
	case kAttribute:
		v := b.expr(b.child(n, f.object))
		return b.emit(ir.OpMember, n, v, b.name(b.str(b.child(n, f.attribute))), 0)
	case kSubscript, kGenericType:
		return b.subscriptValue(n)
	case kCall:
		return b.call(n)
	case kBinary:
		x := b.expr(b.child(n, f.left))
		y := b.expr(b.child(n, f.right))
		r := b.emit(ir.OpBinary, n, x, y, 0)
		b.f.Instrs[r].Sub = uint8(operator(b.str(b.child(n, f.operator))))
		return r
	case kBoolean, kConditional:
		return b.viaSlot(n)
	case kCompare:
		return b.compare(n)
	case kNot, kUnary:
		return b.unary(n)
	case kLambda:
		return b.lambda(n)
	case kNamed:
		v := b.expr(b.child(n, f.value))
		return b.store(b.child(n, f.name), v)
	case kList, kTuple, kSet, kExprList, kPatternList, kTuplePattern, kListPattern:
		return b.sequence(n)
	case kDict:
		return b.dictionary(n)
	case kListComp, kSetComp, kGenerator, kDictComp:
		return b.comprehension(n)
	case kParen, kType, kConstrainedType, kSplatType, kInterpolation, kFormatExpr:
		return b.inner(n)
	case kAwait:
		return b.emit(ir.OpAwait, n, b.expr(b.tree.FirstNamed(n)), 0, 0)
	case kYield:
		return b.yield(n)
	case kListSplat, kDictSplat, kListSplatPattern, kDictSplatPattern, kParenSplat:
		return b.expr(b.tree.FirstNamed(n))
	case kAssignment:
		return b.assignment(n)
	case kAugmented:
		return b.augmented(n)
	case kUnionType:
		x := b.expr(b.tree.FirstNamed(n))
		for c := b.tree.NextNamed(b.tree.FirstNamed(n)); c != 0; c = b.tree.NextNamed(c) {
			x = b.emit(ir.OpBinary, n, x, b.expr(c), 0)
			b.f.Instrs[x].Sub = uint8(ir.BitOr)
		}
		return x
	case kMemberType:
		c := b.tree.FirstNamed(n)
		v := b.expr(c)
		if x := b.tree.NextNamed(c); x != 0 {
			return b.emit(ir.OpMember, n, v, b.name(b.str(x)), 0)
		}
		return v
	case kAsPattern:
		return b.expr(b.tree.FirstNamed(n))
	case kFuncDef, kClassDef, kDecorated, kIf, kFor, kWhile, kTry, kWith, kReturn:
		b.statement(n) // a statement where the tree has an expression: broken code
		return b.nothing()
	}
	return b.opaque(n)
}

// inner lowers the one expression inside brackets and the like.
func (b *builder) inner(n int) ir.Reg {
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if k := b.kind(c); k != kComment && k != kConversion && k != kFormatSpec {
			return b.expr(c)
		}
	}
	return b.opaque(n)
}

// opaque lowers what is inside a node of no known meaning.
func (b *builder) opaque(n int) ir.Reg {
	var as []ir.Arg
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.tree.Is(c, syntax.Named) && b.kind(c) != kComment {
			as = append(as, pos(b.expr(c)))
		}
	}
	first, k := b.args(as)
	return b.emit(ir.OpOpaque, n, 0, first, k)
}

func (b *builder) identifier(n int) ir.Reg {
	s := b.str(n)
	if slot, ok := b.lookup(s); ok {
		return b.emit(ir.OpLoad, n, slot, 0, 0)
	}
	return b.emit(ir.OpName, n, b.name(s), 0, 0)
}

func (b *builder) integer(n int) ir.Reg {
	s := b.str(n)
	v, err := strconv.ParseInt(strings.TrimRight(s, "lLjJ"), 0, 64)
	if err != nil {
		return b.constant(n, ir.Const{Kind: ir.ConstInt, Str: s})
	}
	return b.constant(n, ir.Const{Kind: ir.ConstInt, Int: v})
}

// store binds a name.
func (b *builder) store(n int, v ir.Reg) ir.Reg {
	if n == 0 || b.tree.Start(n) == b.tree.End(n) {
		return v
	}
	s := b.str(n)
	if slot, ok := b.lookup(s); ok {
		return b.emit(ir.OpStore, n, slot, v, 0)
	}
	return b.emit(ir.OpSetName, n, b.name(s), v, 0)
}

// storeTo assigns to any target.
func (b *builder) storeTo(n int, v ir.Reg) {
	if n == 0 {
		return
	}
	switch b.kind(n) {
	case kIdentifier, kUnderscore:
		b.store(n, v)
	case kAttribute:
		base := b.expr(b.child(n, b.fields.object))
		b.emit(ir.OpSetMember, n, base, b.name(b.str(b.child(n, b.fields.attribute))), v)
	case kSubscript:
		if base, i := b.subscript(n); i >= 0 {
			b.emit(ir.OpSetIndex, n, base, i, v)
		}
	case kParen, kAsTarget, kType:
		b.storeTo(b.tree.FirstNamed(n), v)
	case kListSplat, kListSplatPattern:
		b.storeTo(b.tree.FirstNamed(n), v)
	case kPatternList, kTuplePattern, kListPattern, kTuple, kList, kExprList:
		b.unpack(n, v)
	default:
		b.expr(n)
	}
}

func (b *builder) unpack(n int, v ir.Reg) {
	var items []int
	star := -1
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kComment:
			continue
		case kListSplat, kListSplatPattern:
			star = len(items)
		}
		items = append(items, c)
	}
	for i, c := range items {
		switch {
		case i == star:
			b.storeTo(c, b.emit(ir.OpRest, c, v, int32(i), int32(len(items)-1-i)))
		case star >= 0 && i > star:
			b.storeTo(c, b.emit(ir.OpUnpack, c, v, int32(i-len(items)), 0))
		default:
			b.storeTo(c, b.emit(ir.OpUnpack, c, v, int32(i), 0))
		}
	}
}

func (b *builder) assignment(n int) ir.Reg {
	f := &b.fields
	left, right, typ := b.child(n, f.left), b.child(n, f.right), b.child(n, f.typ)
	v := ir.None
	if right != 0 {
		v = b.expr(right)
	}
	if typ != 0 {
		ann := b.expr(typ)
		if v < 0 && b.f.Kind != ir.ClassBody && b.kind(left) != kIdentifier {
			return b.nothing()
		}
		v = b.emit(ir.OpAnnotate, n, v, ann, 0)
	}
	if v < 0 {
		return b.nothing()
	}
	b.storeTo(left, v)
	return v
}

func (b *builder) augmented(n int) ir.Reg {
	f := &b.fields
	left := b.child(n, f.left)
	op := operator(strings.TrimSuffix(b.str(b.child(n, f.operator)), "="))
	combine := func(x ir.Reg) ir.Reg {
		y := b.expr(b.child(n, f.right))
		r := b.emit(ir.OpBinary, n, x, y, 0)
		b.f.Instrs[r].Sub, b.f.Instrs[r].Flags = uint8(op), ir.InPlace
		return r
	}
	switch b.kind(left) {
	case kAttribute:
		base := b.expr(b.child(left, f.object))
		name := b.name(b.str(b.child(left, f.attribute)))
		r := combine(b.emit(ir.OpMember, left, base, name, 0))
		b.emit(ir.OpSetMember, left, base, name, r)
		return r
	case kSubscript:
		base, i := b.subscript(left)
		if i < 0 {
			return combine(base)
		}
		r := combine(b.emit(ir.OpIndex, left, base, i, 0))
		b.emit(ir.OpSetIndex, left, base, i, r)
		return r
	}
	r := combine(b.expr(left))
	b.storeTo(left, r)
	return r
}

func operator(s string) ir.BinaryOp {
	switch s {
	case "-":
		return ir.Sub
	case "*":
		return ir.Mul
	case "/":
		return ir.Div
	case "//":
		return ir.FloorDiv
	case "%":
		return ir.Mod
	case "**":
		return ir.Pow
	case "@":
		return ir.MatMul
	case "&":
		return ir.BitAnd
	case "|":
		return ir.BitOr
	case "^":
		return ir.BitXor
	case "<<":
		return ir.ShiftLeft
	case ">>":
		return ir.ShiftRight
	}
	return ir.Add
}

// subscript lowers base and index; index is None for a slice.
func (b *builder) subscript(n int) (base, index ir.Reg) {
	f := &b.fields
	base = b.expr(b.child(n, f.value))
	first := b.child(n, f.subscript)
	if first == 0 {
		return base, b.nothing()
	}
	if b.tree.NextInField(first) == 0 {
		if b.kind(first) == kSlice {
			return base, ir.None
		}
		return base, b.expr(first)
	}
	var as []ir.Arg
	for c := first; c != 0; c = b.tree.NextInField(c) {
		as = append(as, pos(b.expr(c)))
	}
	k, m := b.args(as)
	return base, b.emit(ir.OpTuple, n, 0, k, m)
}

func (b *builder) subscriptValue(n int) ir.Reg {
	if b.kind(n) == kGenericType {
		return b.genericType(n)
	}
	base, i := b.subscript(n)
	if i >= 0 {
		return b.emit(ir.OpIndex, n, base, i, 0)
	}
	as := [3]ir.Arg{pos(ir.None), pos(ir.None), pos(ir.None)}
	k, colon := 0, uint32(0)
	s := b.child(n, b.fields.subscript)
	for c := b.tree.FirstChild(s); c != 0; c = b.tree.Next(c) {
		if b.tree.Is(c, syntax.Named) && b.kind(c) != kComment {
			if k < 3 {
				as[k].Value = b.expr(c)
			}
		} else if b.str(c) == ":" {
			k++
		}
		_ = colon
	}
	first, m := b.args(as[:])
	return b.emit(ir.OpSlice, n, base, first, m)
}

// genericType lowers X[A, B] of an annotation like the subscript it is.
func (b *builder) genericType(n int) ir.Reg {
	head := b.tree.FirstNamed(n)
	base := b.expr(head)
	var as []ir.Arg
	for c := b.tree.NextNamed(head); c != 0; c = b.tree.NextNamed(c) {
		for x := b.tree.FirstNamed(c); x != 0; x = b.tree.NextNamed(x) {
			as = append(as, pos(b.expr(x)))
		}
	}
	if len(as) == 0 {
		return base
	}
	i := as[0].Value
	if len(as) > 1 {
		first, k := b.args(as)
		i = b.emit(ir.OpTuple, n, 0, first, k)
	}
	return b.emit(ir.OpIndex, n, base, i, 0)
}

func (b *builder) call(n int) ir.Reg {
	f := &b.fields
	fn := b.child(n, f.function)
	if k := b.kind(fn); k == kListSplat || k == kListSplatPattern {
		fn = b.tree.FirstNamed(fn) // [*f(x)]: the grammar binds the star to f
	}
	callee := b.expr(fn)
	as := b.arguments(b.child(n, f.arguments))
	first, k := b.args(as)
	return b.emit(ir.OpCall, n, callee, first, k)
}

func (b *builder) arguments(n int) []ir.Arg {
	if n == 0 {
		return nil
	}
	if b.kind(n) == kGenerator {
		return []ir.Arg{pos(b.expr(n))}
	}
	var as []ir.Arg
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if !b.tree.Is(c, syntax.Named) {
			continue
		}
		switch b.kind(c) {
		case kComment:
		case kKeywordArg:
			v := b.expr(b.child(c, b.fields.value))
			as = append(as, ir.Arg{Kind: ir.ArgNamed, Name: b.name(b.str(b.child(c, b.fields.name))), Key: ir.None, Value: v})
		default:
			as = append(as, b.operand(c))
		}
	}
	return as
}

// operand lowers an element of a call or collection, stars included.
func (b *builder) operand(c int) ir.Arg {
	a := ir.Arg{Kind: ir.ArgPos, Name: ir.None, Key: ir.None}
	switch b.kind(c) {
	case kListSplat, kListSplatPattern, kParenSplat:
		a.Kind = ir.ArgStar
	case kDictSplat, kDictSplatPattern:
		a.Kind = ir.ArgStarStar
	case kCall:
		if k := b.kind(b.child(c, b.fields.function)); k == kListSplat {
			a.Kind = ir.ArgStar
		}
	}
	a.Value = b.expr(c)
	return a
}

func (b *builder) sequence(n int) ir.Reg {
	var as []ir.Arg
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if b.kind(c) != kComment {
			as = append(as, b.operand(c))
		}
	}
	op := ir.OpTuple
	switch b.kind(n) {
	case kList, kListPattern:
		op = ir.OpList
	case kSet:
		op = ir.OpSet
	}
	first, k := b.args(as)
	return b.emit(op, n, 0, first, k)
}

func (b *builder) dictionary(n int) ir.Reg {
	var as []ir.Arg
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kComment:
		case kPair:
			key := b.expr(b.child(c, b.fields.key))
			as = append(as, ir.Arg{Kind: ir.ArgPos, Name: ir.None, Key: key, Value: b.expr(b.child(c, b.fields.value))})
		case kDictSplat:
			as = append(as, ir.Arg{Kind: ir.ArgStarStar, Name: ir.None, Key: ir.None, Value: b.expr(c)})
		default:
			b.expr(c)
		}
	}
	first, k := b.args(as)
	return b.emit(ir.OpDict, n, 0, first, k)
}

// viaSlot lowers "and", "or" and conditional expressions: blocks that leave
// their value in a temporary.
func (b *builder) viaSlot(n int) ir.Reg {
	tmp := b.temp("value")
	after := b.block()
	b.into(n, tmp, after)
	b.open(after)
	return b.emit(ir.OpLoad, n, tmp, 0, 0)
}

func (b *builder) into(n int, tmp, after int32) {
	f := &b.fields
	switch b.kind(n) {
	case kParen:
		if c := b.tree.FirstNamed(n); c != 0 {
			if k := b.kind(c); k == kBoolean || k == kConditional {
				b.into(c, tmp, after)
				return
			}
		}
	case kConditional:
		// then if cond else other
		var parts [3]int
		i := 0
		for c := b.tree.FirstNamed(n); c != 0 && i < 3; c = b.tree.NextNamed(c) {
			if b.kind(c) != kComment {
				parts[i] = c
				i++
			}
		}
		then, els := b.block(), b.block()
		b.condition(parts[1], then, els)
		b.open(then)
		b.into(parts[0], tmp, after)
		b.open(els)
		b.into(parts[2], tmp, after)
		return
	case kBoolean:
		more := b.block()
		v := b.expr(b.child(n, f.left))
		b.emit(ir.OpStore, n, tmp, v, 0)
		if b.str(b.child(n, f.operator)) == "and" {
			b.branch(v, more, after)
		} else {
			b.branch(v, after, more)
		}
		b.open(more)
		b.into(b.child(n, f.right), tmp, after)
		return
	}
	v := b.expr(n)
	b.emit(ir.OpStore, n, tmp, v, 0)
	b.jump(after)
}

// condition lowers a condition to branches: compound ones become blocks.
func (b *builder) condition(n int, then, els int32) {
	f := &b.fields
	switch b.kind(n) {
	case kParen:
		if c := b.tree.FirstNamed(n); c != 0 && b.tree.NextNamed(c) == 0 {
			b.condition(c, then, els)
			return
		}
	case kNot:
		b.condition(b.child(n, f.argument), els, then)
		return
	case kBoolean:
		more := b.block()
		if b.str(b.child(n, f.operator)) == "and" {
			b.condition(b.child(n, f.left), more, els)
		} else {
			b.condition(b.child(n, f.left), then, more)
		}
		b.open(more)
		b.condition(b.child(n, f.right), then, els)
		return
	case kCompare:
		b.compareInto(n, func(r ir.Reg, last bool) {
			if last {
				b.branch(r, then, els)
				return
			}
			more := b.block()
			b.branch(r, more, els)
			b.open(more)
		})
		return
	}
	b.branch(b.expr(n), then, els)
}

// compare lowers a comparison as a value; a chain is an "and" of its links.
func (b *builder) compare(n int) ir.Reg {
	tmp, after, result := ir.None, ir.None, ir.None
	b.compareInto(n, func(r ir.Reg, last bool) {
		if last && tmp < 0 {
			result = r
			return
		}
		if tmp < 0 {
			tmp, after = b.temp("value"), b.block()
		}
		b.emit(ir.OpStore, n, tmp, r, 0)
		if last {
			b.jump(after)
			b.open(after)
			result = b.emit(ir.OpLoad, n, tmp, 0, 0)
			return
		}
		more := b.block()
		b.branch(r, more, after)
		b.open(more)
	})
	if result < 0 {
		return b.nothing()
	}
	return result
}

// compareInto lowers the links of a comparison in order.
func (b *builder) compareInto(n int, link func(r ir.Reg, last bool)) {
	left := ir.None
	op, waiting := "", false
	var operands, ends int
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.tree.Field(c) != b.fields.operators && b.tree.Is(c, syntax.Named) && b.kind(c) != kComment {
			ends = c
		}
	}
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.tree.Field(c) == b.fields.operators || !b.tree.Is(c, syntax.Named) {
			if op != "" && waiting {
				op += " "
			}
			op += b.str(c)
			waiting = true
			continue
		}
		if b.kind(c) == kComment {
			continue
		}
		v := b.expr(c)
		operands++
		if left >= 0 {
			r := b.emitAt(ir.OpCompare, b.f.Instrs[left].Pos+b.base, b.tree.Nodes[c].End, left, v, 0)
			b.f.Instrs[r].Sub = uint8(comparison(op))
			link(r, c == ends)
		} else if c == ends {
			link(v, true)
		}
		left, op, waiting = v, "", false
	}
	if operands == 0 {
		link(b.nothing(), true)
	}
}

func comparison(s string) ir.CompareOp {
	switch s {
	case "!=", "<>":
		return ir.NotEq
	case "<":
		return ir.Less
	case "<=":
		return ir.LessEq
	case ">":
		return ir.Greater
	case ">=":
		return ir.GreaterEq
	case "is":
		return ir.Is
	case "in":
		return ir.In
	}
	if strings.HasPrefix(s, "not") {
		return ir.NotIn
	}
	if strings.HasPrefix(s, "is") {
		return ir.IsNot
	}
	return ir.Eq
}

func (b *builder) unary(n int) ir.Reg {
	v := b.expr(b.child(n, b.fields.argument))
	op := ir.Not
	if b.kind(n) == kUnary {
		switch b.str(b.child(n, b.fields.operator)) {
		case "-":
			op = ir.Neg
		case "+":
			op = ir.Pos
		default:
			op = ir.Invert
		}
	}
	r := b.emit(ir.OpUnary, n, v, 0, 0)
	b.f.Instrs[r].Sub = uint8(op)
	return r
}

func (b *builder) yield(n int) ir.Reg {
	b.f.Generator = true
	v := ir.None
	op := ir.OpYield
	if c := b.tree.FirstNamed(n); c != 0 {
		if strings.HasPrefix(strings.TrimLeft(b.text[b.tree.Start(n)+5:b.tree.Start(c)], " \t"), "from") {
			op = ir.OpYieldFrom
		}
		v = b.expr(c)
	}
	if op == ir.OpYieldFrom && v < 0 {
		op = ir.OpYield
	}
	return b.emit(op, n, v, 0, 0)
}
