package python

import (
	"strings"

	"underpin/analysis/internal/ir"
)

// statements lowers all statements below a block or a broken stretch.
func (b *builder) statements(n int) {
	if n == 0 {
		return
	}
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		b.statement(c)
	}
}

// statement lowers one node where a statement stands, whatever it is.
func (b *builder) statement(n int) {
	k := b.kind(n)
	if k == kOther || k == kComment || b.depth >= maxDepth {
		return
	}
	b.depth++
	switch k {
	case kExprStmt:
		for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
			if b.kind(c).isExpression() {
				b.expr(c)
			} else {
				b.statement(c)
			}
		}
	case kReturn:
		b.returnStatement(n)
	case kRaise:
		b.raiseStatement(n)
	case kDelete:
		b.deleteChildren(n)
	case kBreak, kContinue:
		b.breakOut(n, k)
	case kIf:
		b.ifStatement(n)
	case kFor:
		b.forStatement(n)
	case kWhile:
		b.whileStatement(n)
	case kTry:
		b.tryStatement(n)
	case kWith:
		b.withStatement(n)
	case kMatch:
		b.matchStatement(n)
	case kFuncDef:
		b.storeName(b.field(n, b.at.name), b.function(n), false)
	case kClassDef:
		b.storeName(b.field(n, b.at.name), b.class(n), false)
	case kDecorated:
		b.decorated(n)
	case kImport:
		b.importStatement(n)
	case kImportFrom, kFutureImport:
		b.importFrom(n)
	case kAssert:
		b.assertStatement(n)
	case kPrint, kExec:
		b.oldStatement(n, k)
	case kTypeAlias:
		b.typeAlias(n)
	case kError:
		b.brokenStretch(n)
	case kPass, kGlobal, kNonlocal, kStringStart, kStringEnd, kConversion, kWildcard, kPosSeparator, kKeySeparator:
	default:
		switch {
		case k.isExpression():
			b.expr(n)
		case k < kTokAsync: // parts without their whole: broken code
			b.statements(n)
		}
	}
	b.depth--
}

// returnStatement ends the function. Where no function is, in the middle of an
// edit, it must not make the rest of the file unreachable.
func (b *builder) returnStatement(n int) {
	v := ir.None
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if v < 0 && b.kind(c).isExpression() {
			v = b.expr(c)
		} else {
			b.statement(c)
		}
	}
	if b.f.Kind == ir.Function || b.f.Kind == ir.Lambda {
		b.emit(ir.OpReturn, n, v, 0, 0)
		b.leave()
	}
}

func (b *builder) raiseStatement(n int) {
	v := ir.None
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch {
		case !b.kind(c).isExpression():
			b.statement(c)
		case v < 0 && b.nodes[c].Field != b.at.cause:
			v = b.expr(c)
		default:
			b.expr(c) // the cause, or Python 2's value and traceback
		}
	}
	b.emit(ir.OpRaise, n, v, 0, 0)
	b.leave()
}

// raiseAgain ends a way on which an exception goes on, at an offset.
func (b *builder) raiseAgain(at uint32) {
	if b.cur >= 0 {
		b.refine(b.emitAt(ir.OpRaise, at, at, ir.None, 0, 0), 0, ir.Implicit)
		b.leave()
	}
}

func (b *builder) deleteChildren(n int) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		b.delete(c)
	}
}

func (b *builder) delete(n int) {
	switch b.kind(n) {
	case kIdentifier:
		if b.empty(n) {
			return
		}
		sym := b.sym(n)
		if slot, ok := b.local(sym); ok {
			b.emit(ir.OpDelSlot, n, slot, 0, 0)
		} else {
			b.emit(ir.OpDelName, n, b.name(sym), 0, 0)
		}
	case kAttribute:
		v, name := b.expr(b.field(n, b.at.object)), b.field(n, b.at.attribute)
		if name != 0 && !b.empty(name) {
			b.emit(ir.OpDelMember, n, v, b.nameOf(name), 0)
		}
	case kSubscript:
		v := b.expr(b.field(n, b.at.value))
		i := b.index(n)
		b.emit(ir.OpDelIndex, n, v, i, 0)
	case kExprList, kTuple, kList, kParen, kTuplePattern, kListPattern, kPatternList:
		if b.depth < maxDepth {
			b.depth++
			b.deleteChildren(n)
			b.depth--
		}
	default:
		b.statement(n)
	}
}

func (b *builder) breakOut(n int, k kind) {
	if len(b.loops) == 0 {
		return
	}
	l := b.loops[len(b.loops)-1]
	if k == kBreak {
		b.jump(l.after)
	} else {
		b.jump(l.next)
	}
}

func (b *builder) ifStatement(n int) {
	after, then := b.block(), b.block()
	els := after
	if b.field(n, b.at.alternative) != 0 || b.has(n, kError) {
		els = b.block()
	}
	b.condition(b.field(n, b.at.condition), then, els)
	b.open(then)
	b.statements(b.field(n, b.at.consequence))
	b.jump(after)
	if els == after {
		b.open(after)
		return
	}
	b.open(els)
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch b.kind(c) {
		case kElif:
			then, els = b.block(), b.block()
			b.condition(b.field(c, b.at.condition), then, els)
			b.open(then)
			b.statements(b.field(c, b.at.consequence))
			b.jump(after)
			b.open(els)
			b.strays(c)
		case kElse:
			b.elseClause(c)
		case kError:
			b.statement(c)
		}
	}
	b.open(after)
}

// elseClause lowers an else or finally clause, with its body in a field or without.
func (b *builder) elseClause(n int) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		b.statement(c)
	}
}

func (b *builder) forStatement(n int) {
	it := b.expr(b.field(n, b.at.right))
	left := b.field(n, b.at.left)
	head, body, after := b.block(), b.block(), b.block()
	els := after
	if b.field(n, b.at.alternative) != 0 {
		els = b.block()
	}
	b.open(head)
	b.branch(ir.None, body, els)
	b.open(body)
	b.iterate(n, left, it)
	b.loopBody(n, loop{head, after})
	b.loopElse(n, els, after)
}

// iterate takes an element of it and assigns it to left.
func (b *builder) iterate(n, left int, it ir.Reg) {
	at := left
	if at == 0 {
		at = n
	}
	r := b.emit(ir.OpIter, at, it, 0, 0)
	if b.has(n, kTokAsync) {
		b.refine(r, 0, ir.Async)
	}
	b.assign(left, r)
}

func (b *builder) loopBody(n int, l loop) {
	b.loops = append(b.loops, l)
	b.statements(b.field(n, b.at.body))
	b.loops = b.loops[:len(b.loops)-1]
	b.jump(l.next)
}

func (b *builder) loopElse(n int, els, after int32) {
	if els != after {
		b.open(els)
		b.elseClause(b.field(n, b.at.alternative))
	}
	b.open(after)
	b.strays(n)
}

func (b *builder) whileStatement(n int) {
	head, body, after := b.block(), b.block(), b.block()
	els := after
	if b.field(n, b.at.alternative) != 0 {
		els = b.block()
	}
	b.open(head)
	b.condition(b.field(n, b.at.condition), body, els)
	b.open(body)
	b.loopBody(n, loop{head, after})
	b.loopElse(n, els, after)
}

func (b *builder) assertStatement(n int) {
	c := b.firstNamed(n)
	ok, fails := b.block(), b.block()
	b.condition(c, ok, fails)
	b.open(fails)
	for m := c; m != 0; {
		if m = b.nextNamed(n, m); m != 0 {
			b.statement(m)
		}
	}
	b.raiseAgain(b.nodes[n].End)
	b.open(ok)
}

// oldStatement lowers print and exec of Python 2 to the calls they became.
func (b *builder) oldStatement(n int, k kind) {
	word := "print"
	if k == kExec {
		word = "exec"
	}
	start := b.nodes[n].Start
	callee := b.emitAt(ir.OpName, start, start+uint32(len(word)), b.name(b.intern(word)), 0, 0)
	mark := len(b.stack)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if b.kind(c) == kChevron {
			b.push(ir.ArgNamed, b.name(b.intern("file")), ir.None, b.inner(c))
		} else {
			b.operand(c)
		}
	}
	b.emitArgs(ir.OpCall, n, callee, mark)
}

// typeAlias binds the name to what it stands for.
func (b *builder) typeAlias(n int) {
	name := b.firstNamed(n)
	for name != 0 && (b.kind(name) == kType || b.kind(name) == kGenericType) {
		name = b.firstNamed(name)
	}
	if first := b.firstNamed(n); first != 0 {
		if v := b.nextNamed(n, first); v != 0 {
			b.assign(name, b.expr(v))
		}
	}
}

func (b *builder) importStatement(n int) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch b.kind(c) {
		case kDottedName:
			r := b.emit(ir.OpImport, c, b.dotted(c), 0, 0)
			b.storeName(b.firstNamed(c), r, false)
		case kAliasedImport:
			if name := b.field(c, b.at.name); name != 0 {
				r := b.emit(ir.OpImport, c, b.dotted(name), 1, 0)
				b.storeName(b.field(c, b.at.alias), r, false)
			}
		case kError:
			b.statement(c)
		}
	}
}

func (b *builder) importFrom(n int) {
	from := b.field(n, b.at.moduleName)
	module := ir.None
	switch {
	case b.kind(n) == kFutureImport:
		module = b.name(b.intern("__future__"))
	case from != 0:
		module = b.dotted(from)
	default:
		return
	}
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch k := b.kind(c); {
		case c == from:
		case k == kDottedName && !b.empty(c):
			r := b.emit(ir.OpImportFrom, c, module, b.dotted(c), 0)
			b.storeName(b.firstNamed(c), r, false)
		case k == kAliasedImport:
			if name := b.field(c, b.at.name); name != 0 && !b.empty(name) {
				r := b.emit(ir.OpImportFrom, c, module, b.dotted(name), 0)
				b.storeName(b.field(c, b.at.alias), r, false)
			}
		case k == kWildcard:
			b.emit(ir.OpImportFrom, c, module, b.name(b.intern("*")), 0)
		case k == kError:
			b.statement(c)
		}
	}
}

// dotted gives a module's name, without the blanks that may stand in it.
func (b *builder) dotted(n int) int32 {
	s := b.str(n)
	if strings.ContainsAny(s, " \t\f\\\r\n#") {
		dots := s[:len(s)-len(strings.TrimLeft(s, ". \t\f\\\r\n"))]
		var out strings.Builder
		out.WriteString(strings.Repeat(".", strings.Count(dots, ".")))
		first := true
		for c, end := n+1, int(b.nodes[n].Next); c < end; c++ {
			if b.kind(c) == kIdentifier {
				if !first {
					out.WriteByte('.')
				}
				out.WriteString(b.str(c))
				first = false
			}
		}
		s = out.String()
	}
	return b.name(b.intern(s))
}
