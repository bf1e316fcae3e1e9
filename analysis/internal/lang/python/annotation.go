package python

import "underpin/analysis/internal/ir"

// genericType lowers X[A, B] of an annotation like the subscript it is.
func (b *builder) genericType(n int) ir.Reg {
	head := b.firstNamed(n)
	base := b.expr(head)
	mark := len(b.stack)
	for c := b.nextNamed(n, head); c != 0; c = b.nextNamed(n, c) {
		if b.kind(c) == kTypeParameter {
			b.operands(c)
		}
	}
	switch len(b.stack) - mark {
	case 0:
		return base
	case 1:
		i := b.stack[mark].Value
		b.stack = b.stack[:mark]
		return b.emit(ir.OpIndex, n, base, i, 0)
	}
	i := b.emitArgs(ir.OpTuple, n, 0, mark)
	b.instrs[i].Pos = b.nodes[head].End - b.base + 1
	b.instrs[i].End--
	return b.emit(ir.OpIndex, n, base, i, 0)
}

func (b *builder) unionType(n int) ir.Reg {
	r := ir.None
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		v := b.expr(c)
		if r < 0 {
			r = v
			continue
		}
		r = b.refine(b.emitAt(ir.OpBinary, b.nodes[n].Start, b.nodes[c].End, r, v, 0), uint8(ir.BitOr), 0)
	}
	if r < 0 {
		return b.nothing(n)
	}
	return r
}

func (b *builder) memberType(n int) ir.Reg {
	head := b.firstNamed(n)
	v := b.expr(head)
	for c := b.nextNamed(n, head); c != 0; c = b.nextNamed(n, c) {
		if b.kind(c) == kIdentifier && !b.empty(c) {
			v = b.emitAt(ir.OpMember, b.nodes[n].Start, b.nodes[c].End, v, b.nameOf(c), 0)
		}
	}
	return v
}
