package python

import "underpin/analysis/internal/ir"

// matchStatement lowers cases to tests in turn.
func (b *builder) matchStatement(n int) {
	mark, last := len(b.stack), n
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == b.at.subject {
			b.operand(c)
			last = c
		}
	}
	var v ir.Reg
	if len(b.stack) == mark+1 && b.stack[mark].Kind == ir.ArgPos && !b.subjectComma(n) {
		v = b.stack[mark].Value
		b.stack = b.stack[:mark]
	} else {
		v = b.emitArgs(ir.OpTuple, n, 0, mark)
		if first := b.field(n, b.at.subject); first != 0 {
			b.instrs[v].Pos, b.instrs[v].End = b.nodes[first].Start-b.base, b.nodes[last].End-b.base
		}
	}
	after := b.block()
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch {
		case b.nodes[c].Field == b.at.subject:
		case b.kind(c) == kBlock:
			for x := b.firstNamed(c); x != 0; x = b.nextNamed(c, x) {
				b.caseClause(x, v, after)
			}
		default:
			b.caseClause(c, v, after)
		}
	}
	b.open(after)
}

// subjectComma tells "match x,:" from "match x:".
func (b *builder) subjectComma(n int) bool {
	s := b.field(n, b.at.subject)
	next := b.nodes[s].Next
	return s != 0 && next < b.nodes[n].Next && b.commaBetween(b.nodes[s].End, b.nodes[next].Start)
}

// caseClause tests v and runs the body; control that does not match stays in the open block.
func (b *builder) caseClause(n int, v ir.Reg, after int32) {
	if b.kind(n) != kCase {
		b.statement(n)
		return
	}
	next := b.block()
	first, count := 0, 0
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if b.kind(c) == kCasePattern {
			if count++; first == 0 {
				first = c
			}
		}
	}
	switch {
	case count > 1, count == 1 && b.openSequence(n, first):
		b.sequencePattern(n, v, next)
	case count == 1:
		b.pattern(first, v, next)
	}
	if g := b.field(n, b.at.guard); g != 0 {
		body := b.block()
		b.condition(b.firstNamed(g), body, next)
		b.open(body)
	}
	b.statements(b.field(n, b.at.consequence))
	b.strays(n)
	b.jump(after)
	b.open(next)
}

// openSequence: "case a,:" or "case *a:" has no brackets, but is a sequence.
func (b *builder) openSequence(n, pattern int) bool {
	next := b.nodes[pattern].Next
	return b.splat(pattern) != 0 || next < b.nodes[n].Next && b.commaBetween(b.nodes[pattern].End, b.nodes[next].Start)
}

// pattern tests a value: control goes on in the open block when it fits, else
// to fail. Names are bound on the way.
func (b *builder) pattern(n int, v ir.Reg, fail int32) {
	if n == 0 || b.depth >= maxDepth {
		return
	}
	b.depth++
	switch k := b.kind(n); k {
	case kCasePattern:
		b.wrappedPattern(n, v, fail)
	case kDottedName:
		b.namePattern(n, v, fail)
	case kIdentifier:
		if b.str(n) != "_" {
			b.storeName(n, v, false)
		}
	case kAsPattern:
		b.asPattern(n, v, fail)
	case kUnionPattern:
		b.unionPattern(n, v, fail)
	case kTuplePattern:
		if c := b.firstNamed(n); c != 0 && b.nextNamed(n, c) == 0 && b.splat(c) == 0 && !b.commaBetween(b.nodes[c].End, b.nodes[n].End) {
			b.pattern(c, v, fail) // brackets that only group
		} else {
			b.sequencePattern(n, v, fail)
		}
	case kListPattern:
		b.sequencePattern(n, v, fail)
	case kDictPattern:
		b.mappingPattern(n, v, fail)
	case kClassPattern:
		b.classPattern(n, v, fail)
	case kSplatPattern:
		b.pattern(b.firstNamed(n), v, fail)
	case kComplexPattern:
		b.test(n, v, b.number(n, ir.ConstFloat), ir.Eq, fail)
	case kTrue, kFalse, kNone:
		b.test(n, v, b.expr(n), ir.Is, fail)
	default:
		if k.isExpression() {
			b.test(n, v, b.expr(n), ir.Eq, fail)
		} else {
			b.statement(n)
		}
	}
	b.depth--
}

// test goes on where the comparison holds.
func (b *builder) test(n int, v, with ir.Reg, op ir.CompareOp, fail int32) {
	r := b.refine(b.emit(ir.OpCompare, n, v, with, 0), uint8(op), 0)
	b.goOn(r, fail)
}

// goOn branches to a new block, which it opens, or to fail.
func (b *builder) goOn(cond ir.Reg, fail int32) {
	ok := b.block()
	b.branch(cond, ok, fail)
	b.open(ok)
}

// wrappedPattern reads a case_pattern: a pattern, "_", or a number with its sign outside.
func (b *builder) wrappedPattern(n int, v ir.Reg, fail int32) {
	sign := 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch k := b.kind(c); {
		case k == kTokMinus:
			sign = c
		case k == kOther || k == kComment || k == kTokUnderscore:
		case sign != 0:
			b.test(n, v, b.negative(sign, c), ir.Eq, fail)
			sign = 0
		default:
			b.pattern(c, v, fail)
		}
	}
}

// negative lowers a number whose sign is a node of its own.
func (b *builder) negative(sign, n int) ir.Reg {
	if b.kind(n) == kInteger && !b.empty(n) {
		if x, ok := parseInt(b.str(n)); ok {
			r := b.constant(n, ir.ConstInt, -x)
			b.instrs[r].Pos = b.nodes[sign].Start - b.base
			return r
		}
	}
	x := b.expr(n)
	return b.refine(b.emitAt(ir.OpUnary, b.nodes[sign].Start, b.nodes[n].End, x, 0, 0), uint8(ir.Neg), 0)
}

// namePattern binds a bare name and compares with a dotted one.
func (b *builder) namePattern(n int, v ir.Reg, fail int32) {
	first := b.firstNamed(n)
	switch {
	case first == 0:
	case b.nextNamed(n, first) != 0:
		b.test(n, v, b.dottedValue(n), ir.Eq, fail)
	case b.str(first) != "_":
		b.storeName(first, v, false)
	}
}

// dottedValue reads the value that a dotted name has.
func (b *builder) dottedValue(n int) ir.Reg {
	first := b.firstNamed(n)
	if first == 0 || b.empty(first) {
		return b.nothing(n)
	}
	v := b.load(first, b.sym(first))
	for c := b.nextNamed(n, first); c != 0; c = b.nextNamed(n, c) {
		if !b.empty(c) {
			v = b.emitAt(ir.OpMember, b.nodes[n].Start, b.nodes[c].End, v, b.nameOf(c), 0)
		}
	}
	return v
}

func (b *builder) asPattern(n int, v ir.Reg, fail int32) {
	first := b.firstNamed(n)
	b.pattern(first, v, fail)
	for c := first; c != 0; {
		if c = b.nextNamed(n, c); c != 0 && b.kind(c) == kIdentifier {
			b.storeName(c, v, false)
		}
	}
}

// unionPattern tries alternatives in turn.
func (b *builder) unionPattern(n int, v ir.Reg, fail int32) {
	done, sign := b.block(), 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch k := b.kind(c); {
		case k == kTokMinus:
			sign = c
			continue
		case k == kTokUnderscore:
			b.jump(done) // fits anything
			continue
		case k == kOther || k == kComment:
			continue
		}
		next := b.block()
		if sign != 0 {
			b.test(c, v, b.negative(sign, c), ir.Eq, next)
			sign = 0
		} else {
			b.pattern(c, v, next)
		}
		b.jump(done)
		b.open(next)
	}
	b.jump(fail)
	b.open(done)
}

// splat gives the starred pattern that n is or wraps, or 0.
func (b *builder) splat(n int) int {
	if b.kind(n) == kCasePattern {
		n = b.firstNamed(n)
	}
	if n != 0 && b.kind(n) == kSplatPattern {
		return n
	}
	return 0
}

// sequencePattern tests the elements of a sequence; whether its length fits is not known.
func (b *builder) sequencePattern(n int, v ir.Reg, fail int32) {
	count, star := 0, -1
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if k := b.kind(c); k == kCasePattern || k == kSplatPattern {
			if b.splat(c) != 0 {
				star = count
			}
			count++
		}
	}
	b.goOn(ir.None, fail)
	i := 0
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if k := b.kind(c); k == kCasePattern || k == kSplatPattern {
			b.pattern(c, b.element(c, v, i, star, count), fail)
			i++
		}
	}
}

// mappingPattern tests the values under keys; whether the keys are there is not known.
func (b *builder) mappingPattern(n int, v ir.Reg, fail int32) {
	b.goOn(ir.None, fail)
	key, sign := ir.None, 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch {
		case b.kind(c) == kTokMinus:
			sign = c
		case b.nodes[c].Field == b.at.key && sign != 0:
			key, sign = b.negative(sign, c), 0
		case b.nodes[c].Field == b.at.key:
			key = b.patternKey(c)
		case b.nodes[c].Field == b.at.value && key >= 0:
			b.pattern(c, b.emit(ir.OpIndex, c, v, key, 0), fail)
		case b.splat(c) != 0:
			mark := len(b.stack)
			b.push(ir.ArgStarStar, ir.None, ir.None, v)
			b.pattern(c, b.emitArgs(ir.OpDict, c, 0, mark), fail)
		}
	}
}

// patternKey lowers the key of a mapping pattern: a literal or a dotted name.
func (b *builder) patternKey(n int) ir.Reg {
	for b.kind(n) == kCasePattern && b.firstNamed(n) != 0 {
		n = b.firstNamed(n)
	}
	switch k := b.kind(n); {
	case k == kDottedName:
		return b.dottedValue(n)
	case k == kComplexPattern:
		return b.number(n, ir.ConstFloat)
	case k.isExpression():
		return b.expr(n)
	}
	return b.opaque(n)
}

// classPattern tests the class, then its parts.
func (b *builder) classPattern(n int, v ir.Reg, fail int32) {
	name, at := b.firstNamed(n), 0
	if name == 0 {
		return
	}
	class := b.dottedValue(name)
	b.goOn(b.emit(ir.OpIsInstance, n, v, class, 0), fail)
	for c := b.nextNamed(n, name); c != 0; c = b.nextNamed(n, c) {
		inner := c
		if b.kind(c) == kCasePattern && b.firstNamed(c) != 0 {
			inner = b.firstNamed(c)
		}
		switch {
		case b.kind(inner) == kKeywordPattern:
			b.keywordPattern(inner, v, fail)
		case at == 0 && matchesItself(b.str(name)):
			b.pattern(c, v, fail)
		default:
			b.pattern(c, b.refine(b.emit(ir.OpUnpack, c, v, int32(at), 0), 0, ir.Implicit), fail)
			at++
		}
	}
}

func (b *builder) keywordPattern(n int, v ir.Reg, fail int32) {
	name, sign := 0, 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch k := b.kind(c); {
		case k == kIdentifier && name == 0:
			name = c
			if !b.empty(c) {
				v = b.emit(ir.OpMember, c, v, b.nameOf(c), 0)
			}
		case k == kTokMinus:
			sign = c
		case k == kOther || k == kComment || k == kTokEquals || k == kTokUnderscore:
		case sign != 0:
			b.test(c, v, b.negative(sign, c), ir.Eq, fail)
			sign = 0
		default:
			b.pattern(c, v, fail)
		}
	}
}

// matchesItself: the one positional pattern of these classes is the subject, as the language defines.
func matchesItself(class string) bool {
	switch class {
	case "bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple":
		return true
	}
	return false
}
