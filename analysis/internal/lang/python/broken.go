package python

import "underpin/analysis/internal/ir"

// brokenStretch lowers the pieces that the parser could not fit together. The
// two shapes that carry most of the meaning are put together again, so that a
// line that is still being typed, and those that it dragged along, keep theirs:
//
//	target = value
//	callee ( argument, name = argument
func (b *builder) brokenStretch(n int) {
	end, named := int(b.nodes[n].Next), false
	for c := n + 1; c < end; {
		if k := b.kind(c); named || !k.isExpression() {
			if !named { // the name behind a def is no use of it
				b.statement(c)
			}
			named = k == kTokDef
			c = int(b.nodes[c].Next)
			continue
		}
		if value, ok := b.assigned(c, end); ok {
			r, next := b.brokenPiece(value, end)
			b.assign(c, r)
			c = next
			continue
		}
		_, c = b.brokenPiece(c, end)
	}
}

// assigned finds the expression behind the = that follows c.
func (b *builder) assigned(c, end int) (value int, ok bool) {
	if b.kind(c) == kAssignment {
		return 0, false
	}
	equals := int(b.nodes[c].Next)
	if equals >= end || b.kind(equals) != kTokEquals {
		return 0, false
	}
	value = int(b.nodes[equals].Next)
	return value, value < end && b.kind(value).isExpression() && !b.startsLine(value)
}

// brokenPiece lowers the expression c, with the call that follows it if a bracket
// does, and gives where to read on.
func (b *builder) brokenPiece(c, end int) (r ir.Reg, next int) {
	r, next = b.expr(c), int(b.nodes[c].Next)
	if next >= end || b.kind(next) != kTokOpen || b.nodes[next].Start != b.nodes[c].End || b.depth >= maxDepth {
		return r, next
	}
	b.depth++
	mark, last := len(b.stack), b.nodes[next].End
	for a := int(b.nodes[next].Next); ; {
		next = a
		if a >= end || b.startsLine(a) && b.column(a) <= b.indent(c) {
			break
		}
		last = b.nodes[a].End
		if b.kind(a) == kTokClose {
			next = int(b.nodes[a].Next)
			break
		}
		a = b.brokenArgument(a, end)
	}
	b.depth--
	r = b.emitArgs(ir.OpCall, c, r, mark)
	b.instrs[r].End = last - b.base
	return r, next
}

// brokenArgument pushes one argument and gives where to read on.
func (b *builder) brokenArgument(a, end int) (next int) {
	switch k := b.kind(a); {
	case k == kIdentifier:
		if value, ok := b.assigned(a, end); ok {
			v, next := b.brokenPiece(value, end)
			b.push(ir.ArgNamed, b.nameOf(a), ir.None, v)
			return next
		}
		fallthrough
	case k.isExpression():
		v, next := b.brokenPiece(a, end)
		b.push(b.starKind(a), ir.None, ir.None, v)
		return next
	}
	b.operand(a)
	return int(b.nodes[a].Next)
}

// startsLine tells whether nothing but blanks stands before n on its line.
func (b *builder) startsLine(n int) bool {
	at := b.nodes[n].Start - b.blanksBefore(b.nodes[n].Start)
	return at > 0 && isLineEnd(b.text[at-1])
}

// column is how far n, which starts a line, stands from the line's start.
func (b *builder) column(n int) uint32 { return b.blanksBefore(b.nodes[n].Start) }

// indent is how far the text on the line of n stands from the line's start. Far
// behind that start it is not looked for, so that one long line costs no time.
func (b *builder) indent(n int) uint32 {
	const far = 256
	at := b.nodes[n].Start
	first := at
	for start := at; at > 0 && start-at < far && !isLineEnd(b.text[at-1]); {
		if at--; b.text[at] != ' ' && b.text[at] != '\t' {
			first = at
		}
	}
	return first - at
}

func (b *builder) blanksBefore(at uint32) (n uint32) {
	for n < at && (b.text[at-n-1] == ' ' || b.text[at-n-1] == '\t') {
		n++
	}
	return n
}

func isLineEnd(c byte) bool { return c == '\n' || c == '\r' }
