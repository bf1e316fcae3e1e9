package python

import "underpin/analysis/internal/ir"

// tryStatement lowers a try with all its clauses.
//
// Each block of the body has the chain of except clauses as its handler, and
// each block of those and of else has the finally body. That body stands once:
// what falls through and what was raised meet in it and part behind it. A
// return, break or continue out of the statement does not pass through it; its
// effects are seen on the other ways.
func (b *builder) tryStatement(n int) {
	var finally int
	var excepts bool
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch b.kind(c) {
		case kFinally:
			finally = c
		case kExcept, kExceptGroup:
			excepts = true
		}
	}
	t := try{outer: b.handler, after: b.block(), finally: ir.None}
	t.inner, t.exit = t.outer, t.after
	if finally != 0 {
		t.finally = b.block()
		t.inner, t.exit = t.finally, t.finally
		b.reach(t.finally)
	}
	handlers := t.inner
	if excepts {
		handlers = b.block()
		b.reach(handlers)
	}
	b.handle(handlers)
	b.statements(b.field(n, b.at.body))
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch b.kind(c) {
		case kElse:
			b.handle(t.inner)
			b.elseClause(c)
		case kError:
			b.statement(c)
		}
	}
	b.exit(&t)
	b.handler = t.inner
	if excepts {
		b.open(handlers)
		b.exceptClauses(n, &t)
	}
	if finally != 0 {
		b.finallyClause(finally, &t)
	}
	b.handler = t.outer
	b.open(t.after)
}

// try is where the ways through a try statement lead.
type try struct {
	outer, inner int32 // the handler around the statement, and that of its else and except clauses
	exit, after  int32 // where what is not raised goes next, and behind the statement
	finally      int32 // None without one
	falls        bool  // whether something gets behind the statement
}

// exit ends a clause that falls through.
func (b *builder) exit(t *try) {
	if b.cur >= 0 {
		t.falls = t.falls || b.live
		b.jump(t.exit)
	}
}

// exceptClauses lowers the chain of handlers; what none of them takes is raised again.
func (b *builder) exceptClauses(n int, t *try) {
	group := false
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch b.kind(c) {
		case kExcept, kExceptGroup:
			group = group || b.kind(c) == kExceptGroup
			b.exceptClause(c, t)
		}
	}
	if group && b.cur >= 0 {
		// Handlers of groups run one after the other, then control goes on unless something is left.
		again := b.block()
		t.falls = t.falls || b.live
		b.branch(ir.None, t.exit, again)
		b.open(again)
	}
	if t.finally >= 0 {
		b.jump(t.finally)
	} else {
		b.raiseAgain(b.nodes[n].End)
	}
}

// exceptClause lowers one handler. Control that does not enter it stays in the open block.
func (b *builder) exceptClause(n int, t *try) {
	what, target, block := b.exceptParts(n)
	class, next := ir.None, ir.None
	if what != 0 {
		class = b.expr(what)
		enter := b.block()
		next = b.block()
		b.branch(ir.None, enter, next)
		b.open(enter)
	}
	at := what
	if at == 0 {
		at = n
	}
	r := b.emit(ir.OpCaught, at, class, 0, 0)
	if what == 0 { // the word except
		b.instrs[r].End = b.instrs[r].Pos + uint32(len("except"))
	}
	b.assign(target, r)
	b.statements(block)
	b.strays(n)
	if b.kind(n) == kExceptGroup && next >= 0 {
		b.jump(next)
	} else {
		b.exit(t)
	}
	if next >= 0 {
		b.open(next)
	}
}

// exceptParts finds the class, the name behind "as" (or Python 2's comma) and the body.
func (b *builder) exceptParts(n int) (what, target, block int) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch k := b.kind(c); {
		case k == kBlock:
			block = c
		case k == kAsPattern && what == 0:
			what, target = b.asParts(c)
		case k.isExpression() && what == 0:
			what = c
		case k == kIdentifier:
			target = c
		}
	}
	return what, target, block
}

// asParts splits "value as target".
func (b *builder) asParts(n int) (value, target int) {
	value = b.firstNamed(n)
	for c := value; c != 0; c = b.nextNamed(n, c) {
		if b.kind(c) == kAsTarget {
			target = c
		}
	}
	return value, target
}

func (b *builder) finallyClause(n int, t *try) {
	b.jump(t.finally)
	b.handler = t.outer
	b.open(t.finally)
	b.elseClause(n)
	if b.cur < 0 {
		return
	}
	if t.falls {
		again := b.block()
		b.branch(ir.None, t.after, again)
		b.open(again)
	}
	b.raiseAgain(b.nodes[n].End)
}

// withStatement lowers managers, body and leaving in reverse order.
func (b *builder) withStatement(n int) {
	async := b.has(n, kTokAsync)
	mark := len(b.spine) // the managers' registers
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch b.kind(c) {
		case kWithClause:
			for i := b.firstNamed(c); i != 0; i = b.nextNamed(c, i) {
				b.withItem(i, async)
			}
		default:
			b.statement(c)
		}
	}
	if end := b.nodes[n].End; b.cur >= 0 {
		for i := len(b.spine) - 1; i >= mark; i-- {
			b.refine(b.emitAt(ir.OpExit, end, end, int32(b.spine[i]), 0, 0), 0, ir.Implicit)
		}
	}
	b.spine = b.spine[:mark]
}

func (b *builder) withItem(n int, async bool) {
	v := n
	if b.kind(n) == kWithItem {
		v = b.field(n, b.at.value)
	}
	target := 0
	switch {
	case v == 0 || b.kind(v) == kError:
		b.statement(n)
		return
	case (b.kind(v) == kTuple || b.kind(v) == kParen) && b.has(v, kAsPattern):
		// with (a as b): brackets around all items, which the grammar takes for an expression's
		for c := b.firstNamed(v); c != 0; c = b.nextNamed(v, c) {
			b.withItem(c, async)
		}
		return
	case b.kind(v) == kAsPattern:
		v, target = b.asParts(v)
	}
	manager := b.expr(v)
	at := v
	if at == 0 {
		at = n
	}
	r := b.emit(ir.OpEnter, at, manager, 0, 0)
	if async {
		b.refine(r, 0, ir.Async)
	}
	b.assign(target, r)
	b.spine = append(b.spine, int(manager))
}
