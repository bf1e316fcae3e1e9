package python

import "underpin/analysis/internal/ir"

// assignment lowers a = b = value and gives the value. The chain leans right
// and is read in a loop; targets are assigned from left to right.
func (b *builder) assignment(n int) ir.Reg {
	last := n
	for {
		r := b.field(last, b.at.right)
		if r == 0 || b.kind(r) != kAssignment {
			break
		}
		last = r
	}
	v, w := ir.None, ir.None
	if r := b.field(last, b.at.right); r != 0 {
		v = b.expr(r)
	}
	for t := n; ; t = b.field(t, b.at.right) {
		w = v
		if typ := b.field(t, b.at.typ); typ != 0 {
			a := b.expr(typ)
			w = b.emit(ir.OpAnnotate, t, v, a, 0)
		}
		if w < 0 { // nothing behind the = yet
			w = b.nothing(t)
		}
		b.assign(b.field(t, b.at.left), w)
		b.strays(t)
		if t == last {
			break
		}
	}
	return w
}

// assign stores a value to any target.
func (b *builder) assign(n int, v ir.Reg) {
	if n == 0 || b.depth >= maxDepth {
		return
	}
	b.depth++
	switch b.kind(n) {
	case kIdentifier:
		b.storeName(n, v, false)
	case kAttribute:
		base, name := b.expr(b.field(n, b.at.object)), b.field(n, b.at.attribute)
		if name != 0 && !b.empty(name) {
			b.emit(ir.OpSetMember, n, base, b.nameOf(name), v)
		}
	case kSubscript:
		base := b.expr(b.field(n, b.at.value))
		i := b.index(n)
		b.emit(ir.OpSetIndex, n, base, i, v)
	case kParen, kAsTarget, kListSplat, kListSplatPattern:
		b.assign(b.firstNamed(n), v)
	case kPatternList, kTuplePattern, kListPattern, kTuple, kList, kExprList:
		b.unpack(n, v)
	default:
		b.statement(n)
	}
	b.depth--
}

// unpack assigns the elements of a value to targets.
func (b *builder) unpack(n int, v ir.Reg) {
	count, star := 0, -1
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if k := b.kind(c); k == kListSplat || k == kListSplatPattern {
			star = count
		}
		count++
	}
	if count == 1 && star < 0 && b.groups(n) {
		b.assign(b.firstNamed(n), v)
		return
	}
	i := 0
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		b.assign(c, b.element(c, v, i, star, count))
		i++
	}
}

// groups tells brackets around one target, which mean nothing, from a tuple of one.
func (b *builder) groups(n int) bool {
	c := b.firstNamed(n)
	return (b.kind(n) == kTuplePattern || b.kind(n) == kTuple) && !b.commaBetween(b.nodes[c].End, b.nodes[n].End)
}

// element takes the i-th of count elements of v for node n, the one numbered star taking the rest.
func (b *builder) element(n int, v ir.Reg, i, star, count int) ir.Reg {
	switch {
	case i == star:
		return b.emit(ir.OpRest, n, v, int32(i), int32(count-1-i))
	case star >= 0 && i > star:
		return b.emit(ir.OpUnpack, n, v, int32(i-count), 0)
	}
	return b.emit(ir.OpUnpack, n, v, int32(i), 0)
}

func (b *builder) augmented(n int) ir.Reg {
	left := b.field(n, b.at.left)
	if left == 0 {
		return b.opaque(n)
	}
	switch b.kind(left) {
	case kAttribute:
		if name := b.field(left, b.at.attribute); name != 0 && !b.empty(name) {
			base, id := b.expr(b.field(left, b.at.object)), b.nameOf(name)
			r := b.combine(n, b.emit(ir.OpMember, left, base, id, 0))
			b.emit(ir.OpSetMember, left, base, id, r)
			return r
		}
	case kSubscript:
		base := b.expr(b.field(left, b.at.value))
		i := b.index(left)
		r := b.combine(n, b.emit(ir.OpIndex, left, base, i, 0))
		b.emit(ir.OpSetIndex, left, base, i, r)
		return r
	}
	r := b.combine(n, b.expr(left))
	b.assign(left, r)
	return r
}

// combine computes the new value of an augmented assignment from the old one.
func (b *builder) combine(n int, old ir.Reg) ir.Reg {
	y := b.expr(b.field(n, b.at.right))
	op := ""
	if o := b.field(n, b.at.operator); o != 0 {
		op = b.str(o)
	}
	if len(op) > 0 {
		op = op[:len(op)-1]
	}
	return b.refine(b.emit(ir.OpBinary, n, old, y, 0), uint8(binaryOp(op)), ir.InPlace)
}
