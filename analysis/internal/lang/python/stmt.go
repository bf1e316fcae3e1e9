package python

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
)

// statements lowers all statements below a block, a module or a broken stretch.
func (b *builder) statements(n int) {
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		b.statement(c)
	}
}

func (b *builder) statement(n int) {
	if b.depth++; b.depth > maxDepth {
		b.depth--
		return
	}
	defer func() { b.depth-- }()
	f := &b.fields
	switch b.kind(n) {
	case kComment, kPass, kGlobal, kNonlocal, kFutureImport, kNone, kKwAsync:
	case kExprStmt:
		for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
			b.expr(c)
		}
	case kReturn:
		b.ret(n)
	case kRaise:
		b.raise(n)
	case kDelete:
		for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
			b.del(c)
		}
	case kBreak, kContinue:
		b.breakOut(n)
	case kIf:
		b.ifStatement(n)
	case kFor:
		b.forStatement(n)
	case kWhile:
		b.whileStatement(n)
	case kTry:
		b.try(n)
	case kWith:
		b.with(n)
	case kFuncDef:
		b.store(b.child(n, f.name), b.function(n))
	case kClassDef:
		b.store(b.child(n, f.name), b.class(n))
	case kDecorated:
		b.decorated(n)
	case kImport:
		b.imports(n)
	case kImportFrom:
		b.importFrom(n)
	case kAssert:
		b.assert(n)
	case kPrint:
		b.oldCall(n, "print")
	case kExec:
		b.oldCall(n, "exec")
	case kTypeAlias:
		if v := b.child(n, f.right); v != 0 {
			b.storeTo(b.child(n, f.left), b.expr(v))
		}
	case kMatch:
		b.match(n)
	case kBlock, kModule, kElse, kElif, kFinally, kExcept, kCase, kError:
		// Broken code: what can be read inside is read where it stands.
		b.statements(n)
	default:
		if b.tree.Is(n, syntax.Named) {
			b.expr(n)
		}
	}
}

func (b *builder) ret(n int) {
	v := ir.None
	if c := b.tree.FirstNamed(n); c != 0 {
		v = b.expr(c)
	}
	b.emit(ir.OpReturn, n, v, 0, 0)
	b.leave()
}

func (b *builder) raise(n int) {
	v := ir.None
	cause := b.child(n, b.fields.cause)
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if c == cause {
			b.expr(c)
		} else if v == ir.None {
			v = b.expr(c)
		}
	}
	b.emit(ir.OpRaise, n, v, 0, 0)
	b.leave()
}

func (b *builder) del(n int) {
	switch b.kind(n) {
	case kIdentifier:
		if s, local := b.lookup(b.str(n)); local {
			b.emit(ir.OpDelSlot, n, s, 0, 0)
		} else {
			b.emit(ir.OpDelName, n, b.name(b.str(n)), 0, 0)
		}
	case kAttribute:
		v := b.expr(b.child(n, b.fields.object))
		b.emit(ir.OpDelMember, n, v, b.name(b.str(b.child(n, b.fields.attribute))), 0)
	case kSubscript:
		v, i := b.subscript(n)
		if i >= 0 {
			b.emit(ir.OpDelIndex, n, v, i, 0)
		}
	default:
		for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
			b.del(c)
		}
	}
}

func (b *builder) breakOut(n int) {
	if len(b.loops) == 0 {
		return
	}
	l := b.loops[len(b.loops)-1]
	if b.kind(n) == kBreak {
		b.jump(l.after)
	} else {
		b.jump(l.next)
	}
}

func (b *builder) ifStatement(n int) {
	f := &b.fields
	after := b.block()
	then, els := b.block(), b.block()
	b.condition(b.child(n, f.condition), then, els)
	b.open(then)
	b.suite(b.child(n, f.consequence), after)
	b.open(els)
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kElif:
			then, els = b.block(), b.block()
			b.condition(b.child(c, f.condition), then, els)
			b.open(then)
			b.suite(b.child(c, f.consequence), after)
			b.open(els)
		case kElse:
			b.statements(b.elseBody(c))
		case kError:
			b.statements(c)
		}
	}
	b.goOn(after)
}

// suite lowers a block and goes on to next, unless it left.
func (b *builder) suite(block int, next int32) {
	if block != 0 {
		b.statements(block)
	}
	if b.cur >= 0 {
		b.jump(next)
	}
}

// goOn ends the open block, if any, and opens the one both ways meet in.
func (b *builder) goOn(next int32) {
	if b.cur >= 0 {
		b.jump(next)
	}
	b.open(next)
}

func (b *builder) elseBody(n int) int {
	if x := b.child(n, b.fields.body); x != 0 {
		return x
	}
	return n
}

func (b *builder) loop(next, after int32, body func()) {
	b.loops = append(b.loops, loop{next, after})
	body()
	b.loops = b.loops[:len(b.loops)-1]
}

func (b *builder) forStatement(n int) {
	f := &b.fields
	it := b.expr(b.child(n, f.right))
	head, body, els, after := b.block(), b.block(), b.block(), b.block()
	b.jump(head)
	b.open(head)
	b.branch(ir.None, body, els)
	b.open(body)
	b.loop(head, after, func() {
		left := b.child(n, f.left)
		el := b.emit(ir.OpIter, left, it, 0, 0)
		if b.hasAsync(n) {
			b.last().Flags |= ir.Async
		}
		b.storeTo(left, el)
		b.suite(b.child(n, f.body), head)
	})
	b.open(els)
	if a := b.child(n, f.alternative); a != 0 {
		b.statements(b.elseBody(a))
	}
	b.goOn(after)
}

func (b *builder) hasAsync(n int) bool {
	c := b.tree.FirstChild(n)
	return c != 0 && b.kind(c) == kKwAsync
}

func (b *builder) whileStatement(n int) {
	f := &b.fields
	head, body, els, after := b.block(), b.block(), b.block(), b.block()
	b.jump(head)
	b.open(head)
	b.condition(b.child(n, f.condition), body, els)
	b.open(body)
	b.loop(head, after, func() { b.suite(b.child(n, f.body), head) })
	b.open(els)
	if a := b.child(n, f.alternative); a != 0 {
		b.statements(b.elseBody(a))
	}
	b.goOn(after)
}

// try: everything in the body may go to the handlers, which are tried in turn.
// A finally body stands once, where all ways meet.
func (b *builder) try(n int) {
	f := &b.fields
	handlers, after := b.block(), b.block()
	outer := b.handler
	body := b.block()
	if b.cur >= 0 {
		b.handler = handlers
		b.jump(body)
	}
	b.handler = handlers
	b.open(body)
	b.statements(b.child(n, f.body))
	b.handler = outer
	var excepts []int
	finally := 0
	if b.cur >= 0 {
		rest := b.block()
		b.jump(rest)
		b.open(rest)
	}
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		switch b.kind(c) {
		case kElse:
			b.statements(b.elseBody(c))
		case kExcept, kExceptGroup:
			excepts = append(excepts, c)
		case kFinally:
			finally = c
		case kError:
			b.statements(c)
		}
	}
	if b.cur >= 0 {
		b.jump(after)
	}
	b.open(handlers)
	for _, x := range excepts {
		b.except(x, after)
	}
	if finally != 0 && b.cur >= 0 {
		// Not caught: the finally body runs and the exception goes on; what it
		// does is seen on the other ways too.
		b.leaveRaised(finally)
	} else if b.cur >= 0 {
		b.leaveRaised(n)
	}
	b.open(after)
	if finally != 0 {
		for c := b.tree.FirstNamed(finally); c != 0; c = b.tree.NextNamed(c) {
			b.statement(c)
		}
	}
}

func (b *builder) leaveRaised(n int) {
	at := b.tree.Nodes[n].Start
	b.emitAt(ir.OpRaise, at, at, ir.None, 0, 0)
	b.last().Flags |= ir.Implicit
	b.leave()
}

// except lowers one handler; control that does not enter it stays in the open block.
func (b *builder) except(n int, after int32) {
	var what, target, block int
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kBlock:
			block = c
		case kAsPattern:
			what = b.tree.FirstNamed(c)
			for x := b.tree.FirstNamed(c); x != 0; x = b.tree.NextNamed(x) {
				if b.kind(x) == kAsTarget {
					target = b.tree.FirstNamed(x)
				}
			}
		case kComment:
		default:
			if what == 0 {
				what = c
			}
		}
	}
	enter, next := b.block(), b.block()
	cls := ir.None
	if what != 0 {
		cls = b.expr(what)
		b.branch(ir.None, enter, next)
	} else {
		b.jump(enter)
	}
	b.open(enter)
	v := b.emit(ir.OpCaught, n, cls, 0, 0)
	if target != 0 {
		b.storeTo(target, v)
	}
	b.suite(block, after)
	if what != 0 {
		b.open(next)
	}
}

func (b *builder) with(n int) {
	var exits []ir.Reg
	async := b.hasAsync(n)
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kWithClause:
			for i := b.tree.FirstNamed(c); i != 0; i = b.tree.NextNamed(i) {
				if b.kind(i) == kWithItem {
					exits = append(exits, b.withItem(i, async)...)
				}
			}
		case kWithItem:
			exits = append(exits, b.withItem(c, async)...)
		case kBlock, kError:
			b.statements(c)
		}
	}
	if b.cur < 0 {
		return
	}
	for i := len(exits) - 1; i >= 0; i-- {
		end := b.tree.Nodes[n].End
		b.emitAt(ir.OpExit, end, end, exits[i], 0, 0)
	}
}

func (b *builder) withItem(n int, async bool) []ir.Reg {
	v := b.child(n, b.fields.value)
	if v == 0 {
		v = b.tree.FirstNamed(n)
	}
	if v == 0 {
		return nil
	}
	// with (a as x, b as y): the grammar may see one tuple.
	if b.kind(v) == kTuple || b.kind(v) == kParen {
		if has := b.tree.ChildOfKind(v, b.asKind()); has != 0 {
			var out []ir.Reg
			for c := b.tree.FirstNamed(v); c != 0; c = b.tree.NextNamed(c) {
				out = append(out, b.enter(c, async))
			}
			return out
		}
	}
	return []ir.Reg{b.enter(v, async)}
}

func (b *builder) asKind() uint16 { return b.tree.Lang.KindID("as_pattern", true) }

func (b *builder) enter(v int, async bool) ir.Reg {
	target := 0
	if b.kind(v) == kAsPattern {
		for x := b.tree.FirstNamed(v); x != 0; x = b.tree.NextNamed(x) {
			if b.kind(x) == kAsTarget {
				target = b.tree.FirstNamed(x)
			}
		}
		v = b.tree.FirstNamed(v)
	}
	m := b.expr(v)
	r := b.emit(ir.OpEnter, v, m, 0, 0)
	if async {
		b.last().Flags |= ir.Async
	}
	if target != 0 {
		b.storeTo(target, r)
	}
	return m
}

func (b *builder) assert(n int) {
	c := b.tree.FirstNamed(n)
	if c == 0 {
		return
	}
	ok, fails := b.block(), b.block()
	b.condition(c, ok, fails)
	b.open(fails)
	if m := b.tree.NextNamed(c); m != 0 {
		b.expr(m)
	}
	b.leaveRaised(n)
	b.open(ok)
}

// oldCall lowers the statements print and exec of Python 2 to the calls they became.
func (b *builder) oldCall(n int, name string) {
	var as []ir.Arg
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if b.kind(c) != kChevron {
			as = append(as, pos(b.expr(c)))
		}
	}
	callee := b.emit(ir.OpName, n, b.name(name), 0, 0)
	first, k := b.args(as)
	b.emit(ir.OpCall, n, callee, first, k)
}

func (b *builder) imports(n int) {
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		switch b.kind(c) {
		case kDottedName:
			r := b.emit(ir.OpImport, c, b.name(b.dotted(c)), 0, 0)
			b.store(b.tree.FirstNamed(c), r)
		case kAliasedImport:
			r := b.emit(ir.OpImport, c, b.name(b.dotted(b.child(c, b.fields.name))), 1, 0)
			b.store(b.child(c, b.fields.alias), r)
		}
	}
}

func (b *builder) importFrom(n int) {
	m := b.child(n, b.fields.moduleName)
	if m == 0 {
		return
	}
	module := b.name(b.dotted(m))
	for c := b.tree.FirstNamed(n); c != 0; c = b.tree.NextNamed(c) {
		if c == m {
			continue
		}
		switch b.kind(c) {
		case kDottedName:
			r := b.emit(ir.OpImportFrom, c, module, b.name(b.str(c)), 0)
			b.store(c, r)
		case kAliasedImport:
			r := b.emit(ir.OpImportFrom, c, module, b.name(b.dotted(b.child(c, b.fields.name))), 0)
			b.store(b.child(c, b.fields.alias), r)
		case kWildcard:
			b.emit(ir.OpImportFrom, c, module, b.name("*"), 0)
		}
	}
}

// dotted gives a module name without the blanks that may stand in it.
func (b *builder) dotted(n int) string {
	s := b.str(n)
	for i := range len(s) {
		if c := s[i]; c == ' ' || c == '\t' || c == '\\' || c == '\n' || c == '\r' {
			out := make([]byte, 0, len(s))
			for j := range len(s) {
				if c := s[j]; c != ' ' && c != '\t' && c != '\\' && c != '\n' && c != '\r' {
					out = append(out, c)
				}
			}
			return string(out)
		}
	}
	return s
}

func (b *builder) decorated(n int) {
	def := b.child(n, b.fields.definition)
	if def == 0 {
		b.statements(n)
		return
	}
	var decs []ir.Reg
	for c := b.tree.FirstChild(n); c != 0; c = b.tree.Next(c) {
		if b.kind(c) == kDecorator {
			if x := b.tree.FirstNamed(c); x != 0 {
				decs = append(decs, b.expr(x))
			}
		}
	}
	var v ir.Reg
	if b.kind(def) == kClassDef {
		v = b.class(def)
	} else {
		v = b.function(def)
	}
	for i := len(decs) - 1; i >= 0; i-- {
		d := b.f.Instrs[decs[i]]
		v = b.emitAt(ir.OpDecorate, d.Pos+b.base, d.End+b.base, v, decs[i], 0)
	}
	b.store(b.child(def, b.fields.name), v)
}
