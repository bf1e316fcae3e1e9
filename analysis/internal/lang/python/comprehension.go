package python

import "underpin/analysis/internal/ir"

// comprehension lowers to a loop that collects into a collection made before
// it. Its variables are slots of their own, which hide names of the body.
func (b *builder) comprehension(op ir.Op, n int) ir.Reg {
	made := b.emit(op, n, 0, int32(len(b.args)), 0)
	mark, after := len(b.hidden), b.block()
	back := after // where the innermost loop so far goes on
	element := b.field(n, b.at.body)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch b.kind(c) {
		case kForIn:
			back = b.clause(c, back)
		case kIfClause:
			ok := b.block()
			b.condition(b.firstNamed(c), ok, back)
			b.open(ok)
		case kError:
			b.statement(c)
		}
	}
	switch {
	case element == 0:
	case b.kind(element) == kPair:
		k := b.expr(b.field(element, b.at.key))
		v := b.expr(b.field(element, b.at.value))
		b.emit(ir.OpCollect, element, made, v, k)
	default:
		v := b.expr(element)
		b.emit(ir.OpCollect, element, made, v, ir.None)
	}
	b.jump(back)
	b.open(after)
	b.reveal(mark)
	return made
}

// clause opens the loop of one "for ... in ..." and gives the block that goes on with it.
func (b *builder) clause(n int, outer int32) (head int32) {
	it := b.expr(b.field(n, b.at.right))
	head, body := b.block(), b.block()
	b.open(head)
	b.branch(ir.None, body, outer)
	b.open(body)
	left := b.field(n, b.at.left)
	b.hide(left, 0)
	b.iterate(n, left, it)
	return head
}

// hide gives the names of a comprehension's target slots of their own.
func (b *builder) hide(n, depth int) {
	if n == 0 || depth > maxDepth {
		return
	}
	switch b.kind(n) {
	case kIdentifier:
		if !b.empty(n) {
			b.hideName(b.sym(n))
		}
	case kPatternList, kTuplePattern, kListPattern, kListSplatPattern, kTuple, kList, kExprList, kParen, kListSplat:
		for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
			b.hide(c, depth+1)
		}
	}
}
