package python

import "underpin/analysis/internal/ir"

// spineOf pushes the right operands of a chain of one kind of operator, and its
// first operand last: a chain leans left and may be thousands long, so that it
// is read in a loop. The operands are b.spine[mark:], backwards.
func (b *builder) spineOf(n int, same func(*builder, int, int) bool) (mark int) {
	mark = len(b.spine)
	for {
		b.spine = append(b.spine, n)
		left := b.field(n, b.at.left)
		if left == 0 || !same(b, n, left) {
			return mark
		}
		n = left
	}
}

func bothBinary(b *builder, _, left int) bool { return b.kind(left) == kBinary }

func sameBoolean(b *builder, n, left int) bool {
	return b.kind(left) == kBoolean && b.isOr(n) == b.isOr(left)
}

func (b *builder) isOr(n int) bool {
	op := b.field(n, b.at.operator)
	return op != 0 && b.kind(op) == kTokOr
}

func (b *builder) binary(n int) ir.Reg {
	mark := b.spineOf(n, bothBinary)
	x := b.expr(b.field(b.spine[len(b.spine)-1], b.at.left))
	for i := len(b.spine) - 1; i >= mark; i-- {
		n := b.spine[i]
		y := b.expr(b.field(n, b.at.right))
		op := b.field(n, b.at.operator)
		x = b.refine(b.emit(ir.OpBinary, n, x, y, 0), uint8(binaryOp(b.str(op))), 0)
	}
	b.spine = b.spine[:mark]
	return x
}

func binaryOp(s string) ir.BinaryOp {
	if s == "" {
		return ir.Add
	}
	double := len(s) > 1 && s[1] == s[0]
	switch s[0] {
	case '-':
		return ir.Sub
	case '*':
		if double {
			return ir.Pow
		}
		return ir.Mul
	case '/':
		if double {
			return ir.FloorDiv
		}
		return ir.Div
	case '%':
		return ir.Mod
	case '@':
		return ir.MatMul
	case '&':
		return ir.BitAnd
	case '|':
		return ir.BitOr
	case '^':
		return ir.BitXor
	case '<':
		return ir.ShiftLeft
	case '>':
		return ir.ShiftRight
	}
	return ir.Add
}

// boolean lowers "and" and "or" as a value: through a temporary that each operand in turn may leave in.
func (b *builder) boolean(n int) ir.Reg {
	mark, or := b.spineOf(n, sameBoolean), b.isOr(n)
	temp, end := b.temp(""), b.block()
	b.keep(b.field(b.spine[len(b.spine)-1], b.at.left), temp)
	for i := len(b.spine) - 1; i >= mark; i-- {
		r, next := b.instrs[len(b.instrs)-1].B, b.block()
		if or {
			b.branch(r, end, next)
		} else {
			b.branch(r, next, end)
		}
		b.open(next)
		b.keep(b.field(b.spine[i], b.at.right), temp)
	}
	b.spine = b.spine[:mark]
	b.open(end)
	return b.refine(b.emit(ir.OpLoad, n, temp, 0, 0), 0, ir.Implicit)
}

// keep lowers an operand and stores it into a temporary, as the last instruction.
func (b *builder) keep(n int, temp int32) {
	r := b.expr(n)
	b.refine(b.emit(ir.OpStore, n, temp, r, 0), 0, ir.Implicit)
}

// conditional lowers "a if c else d" as a value.
func (b *builder) conditional(n int) ir.Reg {
	var parts [3]int
	at := 0
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if at < 3 && b.kind(c).isExpression() {
			parts[at] = c
			at++
		} else {
			b.statement(c)
		}
	}
	then, els, end, temp := b.block(), b.block(), b.block(), b.temp("")
	b.condition(parts[1], then, els)
	b.open(then)
	b.keep(parts[0], temp)
	b.jump(end)
	b.open(els)
	b.keep(parts[2], temp)
	b.open(end)
	return b.refine(b.emit(ir.OpLoad, n, temp, 0, 0), 0, ir.Implicit)
}

// condition lowers an expression for its truth alone: control goes on in then or in els.
func (b *builder) condition(n int, then, els int32) {
	for n != 0 && b.kind(n) == kParen {
		c := b.firstNamed(n)
		if c == 0 || !b.kind(c).isExpression() || b.nextNamed(n, c) != 0 {
			break
		}
		n = c
	}
	if n == 0 || b.depth >= maxDepth {
		b.branch(ir.None, then, els)
		return
	}
	b.depth++
	switch b.kind(n) {
	case kNot:
		b.condition(b.field(n, b.at.argument), els, then)
	case kBoolean:
		b.shortCircuit(n, then, els)
	case kCompare:
		b.compare(n, then, els)
	default:
		b.branch(b.expr(n), then, els)
	}
	b.depth--
}

func (b *builder) shortCircuit(n int, then, els int32) {
	mark, or := b.spineOf(n, sameBoolean), b.isOr(n)
	operand := b.field(b.spine[len(b.spine)-1], b.at.left)
	for i := len(b.spine) - 1; i >= mark; i-- {
		next := b.block()
		if or {
			b.condition(operand, then, next)
		} else {
			b.condition(operand, next, els)
		}
		b.open(next)
		operand = b.field(b.spine[i], b.at.right)
	}
	b.spine = b.spine[:mark]
	b.condition(operand, then, els)
}

// compare lowers a comparison: with blocks to go to as a condition, without as
// a value. A chain is an "and" of its links, each operand computed once.
func (b *builder) compare(n int, then, els int32) ir.Reg {
	if then >= 0 {
		b.branch(b.links(n, els, ir.None), then, els)
		return ir.None
	}
	count := 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == b.at.operators {
			count++
		}
	}
	if count <= 1 {
		return b.links(n, ir.None, ir.None)
	}
	temp, end := b.temp(""), b.block()
	b.links(n, end, temp)
	b.open(end)
	return b.refine(b.emit(ir.OpLoad, n, temp, 0, 0), 0, ir.Implicit)
}

// links lowers the links of a comparison in order and gives the last. Each one
// before it leads to els when it does not hold; temp keeps each, if there is one.
func (b *builder) links(n int, els, temp int32) ir.Reg {
	left, r, op := ir.None, ir.None, 0
	var start uint32
	for c := n + 1; c < int(b.nodes[n].Next); c = int(b.nodes[c].Next) {
		switch {
		case b.nodes[c].Field == b.at.operators:
			op = c
			continue
		case !b.kind(c).isExpression():
			if b.kind(c) == kError {
				b.statement(c)
			}
			continue
		}
		if r >= 0 && op != 0 {
			b.goOn(r, els)
		}
		right := b.expr(c)
		if left >= 0 && op != 0 {
			r = b.emitAt(ir.OpCompare, start, b.nodes[c].End, left, right, 0)
			b.refine(r, uint8(compareOp(b.str(op))), 0)
			if temp >= 0 {
				b.refine(b.emit(ir.OpStore, n, temp, r, 0), 0, ir.Implicit)
			}
			op = 0
		}
		left, start = right, b.nodes[c].Start
	}
	switch {
	case r >= 0:
		return r
	case left >= 0: // broken code: nothing is compared
		return left
	}
	return b.nothing(n)
}

func compareOp(s string) ir.CompareOp {
	second := byte(0)
	if len(s) > 1 {
		second = s[1]
	}
	switch {
	case s == "":
		return ir.Eq
	case s[0] == '!', s[0] == '<' && second == '>':
		return ir.NotEq
	case s[0] == '<' && second == '=':
		return ir.LessEq
	case s[0] == '<':
		return ir.Less
	case s[0] == '>' && second == '=':
		return ir.GreaterEq
	case s[0] == '>':
		return ir.Greater
	case s[0] == 'n':
		return ir.NotIn
	case s[0] == 'i' && second == 'n':
		return ir.In
	case s[0] == 'i' && len(s) > 2:
		return ir.IsNot
	case s[0] == 'i':
		return ir.Is
	}
	return ir.Eq
}

func (b *builder) unary(n int) ir.Reg {
	x := b.field(n, b.at.argument)
	op := ir.Not
	if b.kind(n) == kUnary {
		switch b.text[b.nodes[n].Start] {
		case '-':
			op = ir.Neg
			if x != 0 && b.kind(x) == kInteger && !b.empty(x) {
				// The compiler of Python folds these too: an index of -1 is a constant.
				if v, ok := parseInt(b.str(x)); ok {
					return b.constant(n, ir.ConstInt, -v)
				}
			}
		case '+':
			op = ir.Pos
		default:
			op = ir.Invert
		}
	}
	v := b.expr(x)
	return b.refine(b.emit(ir.OpUnary, n, v, 0, 0), uint8(op), 0)
}
