package python

import (
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
)

// expr lowers an expression and gives its register. There is always one: what
// cannot be read is opaque.
func (b *builder) expr(n int) ir.Reg {
	if n == 0 || b.empty(n) {
		return b.nothing(n)
	}
	if b.depth >= maxDepth {
		return b.emit(ir.OpOpaque, n, 0, int32(len(b.args)), 0)
	}
	b.depth++
	r := b.expression(n)
	b.depth--
	return r
}

func (b *builder) expression(n int) ir.Reg {
	switch b.kind(n) {
	case kIdentifier:
		return b.load(n, b.sym(n))
	case kInteger:
		return b.integer(n)
	case kFloat:
		return b.number(n, ir.ConstFloat)
	case kTrue:
		return b.constant(n, ir.ConstBool, 1)
	case kFalse:
		return b.constant(n, ir.ConstBool, 0)
	case kNone:
		return b.constant(n, ir.ConstNone, 0)
	case kEllipsis:
		return b.constant(n, ir.ConstEllipsis, 0)
	case kString:
		return b.stringValue(n)
	case kConcat:
		return b.concatenated(n)
	case kAttribute:
		return b.attributeValue(n)
	case kSubscript:
		return b.subscriptValue(n)
	case kCall:
		return b.call(n)
	case kBinary:
		return b.binary(n)
	case kBoolean:
		return b.boolean(n)
	case kConditional:
		return b.conditional(n)
	case kCompare:
		return b.compare(n, ir.None, ir.None)
	case kNot, kUnary:
		return b.unary(n)
	case kLambda:
		return b.lambda(n)
	case kNamed:
		v := b.expr(b.field(n, b.at.value))
		return b.storeName(b.field(n, b.at.name), v, true)
	case kList, kListPattern:
		return b.collection(ir.OpList, n)
	case kTuple, kExprList, kPatternList, kTuplePattern:
		return b.collection(ir.OpTuple, n)
	case kSet:
		return b.collection(ir.OpSet, n)
	case kDict:
		return b.dictionary(n)
	case kListComp, kGenerator:
		return b.comprehension(ir.OpList, n)
	case kSetComp:
		return b.comprehension(ir.OpSet, n)
	case kDictComp:
		return b.comprehension(ir.OpDict, n)
	case kParen, kType, kConstrainedType, kSplatType, kAsPattern, kListSplat, kDictSplat, kListSplatPattern,
		kDictSplatPattern, kParenSplat:
		return b.inner(n)
	case kAwait:
		return b.emit(ir.OpAwait, n, b.inner(n), 0, 0)
	case kYield:
		return b.yield(n)
	case kAssignment:
		return b.assignment(n)
	case kAugmented:
		return b.augmented(n)
	case kGenericType:
		return b.genericType(n)
	case kUnionType:
		return b.unionType(n)
	case kMemberType:
		return b.memberType(n)
	case kSlice:
		return b.slice(n, n, ir.None)
	}
	return b.opaque(n)
}

// inner lowers the one expression inside brackets, behind a star and the like.
func (b *builder) inner(n int) ir.Reg {
	r := ir.None
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch k := b.kind(c); {
		case k.isExpression() && r < 0:
			r = b.expr(c)
		case k != kAsTarget:
			b.statement(c) // broken code: something else stands there too
		}
	}
	if r < 0 {
		return b.nothing(n)
	}
	return r
}

// opaque lowers what is inside a node of no known meaning.
func (b *builder) opaque(n int) ir.Reg {
	mark := len(b.stack)
	b.operands(n)
	return b.emitArgs(ir.OpOpaque, n, 0, mark)
}

func (b *builder) attributeValue(n int) ir.Reg {
	v := b.expr(b.field(n, b.at.object))
	name := b.field(n, b.at.attribute)
	if name == 0 || b.empty(name) {
		return v // the name is yet to be typed
	}
	return b.emit(ir.OpMember, n, v, b.nameOf(name), 0)
}

func (b *builder) integer(n int) ir.Reg {
	if v, ok := parseInt(b.str(n)); ok {
		return b.constant(n, ir.ConstInt, v)
	}
	switch s := b.str(n); s[len(s)-1] {
	case 'j', 'J':
		return b.number(n, ir.ConstFloat)
	}
	return b.number(n, ir.ConstInt)
}

// parseInt reads an integer of any base, in Python 2's forms too, that fits 64 bits.
func parseInt(s string) (int64, bool) {
	if len(s) < 18 && s[0] != '0' {
		v := int64(0)
		for i := 0; i < len(s); i++ {
			d := s[i] - '0'
			if d > 9 {
				v = -1
				break
			}
			v = v*10 + int64(d)
		}
		if v >= 0 {
			return v, true
		}
	}
	v, err := strconv.ParseInt(strings.TrimRight(s, "lL"), 0, 64)
	return v, err == nil
}

// number keeps a literal's text.
func (b *builder) number(n int, k ir.ConstKind) ir.Reg {
	start := int32(len(b.buf))
	b.buf = append(b.buf, b.str(n)...)
	return b.emit(ir.OpConst, n, b.literal(k, 0, start), 0, 0)
}

func (b *builder) call(n int) ir.Reg {
	fn := b.field(n, b.at.function)
	callee := b.expr(fn)
	mark := len(b.stack)
	if a := b.field(n, b.at.arguments); a != 0 {
		b.passed(a)
	}
	return b.emitArgs(ir.OpCall, n, callee, mark)
}

// passed pushes what stands between the brackets of a call or behind a class's name.
func (b *builder) passed(n int) {
	if b.kind(n) == kArgumentList {
		b.operands(n)
	} else {
		b.operand(n) // a generator without brackets of its own
	}
}

// operands pushes the elements of a call, a collection or a broken stretch. What
// is no element there is lowered where it stands.
func (b *builder) operands(n int) {
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		b.operand(c)
	}
}

func (b *builder) operand(n int) {
	switch k := b.kind(n); {
	case k == kKeywordArg:
		v := b.expr(b.field(n, b.at.value))
		if name := b.field(n, b.at.name); name != 0 {
			b.push(ir.ArgNamed, b.nameOf(name), ir.None, v)
		} else {
			b.pushPos(v)
		}
	case k.isExpression():
		v := b.expr(n)
		b.push(b.starKind(n), ir.None, ir.None, v)
	case k == kError:
		if b.depth < maxDepth {
			b.depth++
			b.operands(n)
			b.depth--
		}
	default:
		b.statement(n)
	}
}

// starKind reads the star from the text: the grammar may bind it to the first
// name only, as in *a.b(), and nothing else begins with one.
func (b *builder) starKind(n int) ir.ArgKind {
	switch s := b.str(n); {
	case strings.HasPrefix(s, "**"):
		return ir.ArgStarStar
	case strings.HasPrefix(s, "*"):
		return ir.ArgStar
	}
	return ir.ArgPos
}

func (b *builder) collection(op ir.Op, n int) ir.Reg {
	mark := len(b.stack)
	b.operands(n)
	return b.emitArgs(op, n, 0, mark)
}

func (b *builder) dictionary(n int) ir.Reg {
	mark := len(b.stack)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		switch b.kind(c) {
		case kPair:
			k := b.expr(b.field(c, b.at.key))
			v := b.expr(b.field(c, b.at.value))
			b.push(ir.ArgPos, ir.None, k, v)
		case kDictSplat:
			b.push(ir.ArgStarStar, ir.None, ir.None, b.inner(c))
		default:
			b.statement(c)
		}
	}
	return b.emitArgs(ir.OpDict, n, 0, mark)
}

func (b *builder) yield(n int) ir.Reg {
	b.f.Generator = true
	v := b.firstNamed(n)
	if v == 0 {
		return b.emit(ir.OpYield, n, ir.None, 0, 0)
	}
	op := ir.OpYield
	if b.has(n, kTokFrom) {
		op = ir.OpYieldFrom
	}
	r := b.expr(v)
	return b.emit(op, n, r, 0, 0)
}

// index lowers what stands between the brackets of a subscript, as one value:
// several are a tuple, a slice is an OpSlice of nothing.
func (b *builder) index(n int) ir.Reg {
	first, last, count := 0, 0, 0
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == b.at.subscript {
			if count++; first == 0 {
				first = c
			}
			last = c
		}
	}
	switch {
	case count == 0:
		return b.nothing(n)
	case count == 1 && !b.commaBetween(b.nodes[last].End, b.nodes[n].End) && b.starKind(first) == ir.ArgPos:
		return b.expr(first)
	}
	mark := len(b.stack)
	for c := first; c <= last; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == b.at.subscript {
			b.operand(c)
		}
	}
	r := b.emitArgs(ir.OpTuple, n, 0, mark)
	in := &b.instrs[r]
	in.Pos, in.End = b.nodes[first].Start-b.base, b.nodes[last].End-b.base
	return r
}

// commaBetween tells (a,) from (a): the tree leaves commas out.
func (b *builder) commaBetween(start, end uint32) bool {
	for i := start; i < end; i++ {
		switch b.text[i] {
		case ',':
			return true
		case '#': // a comment up to its line's end
			for i < end && b.text[i] != '\n' && b.text[i] != '\r' {
				i++
			}
		}
	}
	return false
}

func (b *builder) subscriptValue(n int) ir.Reg {
	base := b.expr(b.field(n, b.at.value))
	if s := b.field(n, b.at.subscript); s != 0 && b.kind(s) == kSlice && !b.moreSubscripts(n, s) {
		return b.slice(n, s, base)
	}
	i := b.index(n)
	return b.emit(ir.OpIndex, n, base, i, 0)
}

func (b *builder) moreSubscripts(n, s int) bool {
	for c, end := int(b.nodes[s].Next), int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.nodes[c].Field == b.at.subscript {
			return true
		}
	}
	return b.commaBetween(b.nodes[s].End, b.nodes[n].End)
}

// slice lowers low:high:step of node s for node n; base None makes the slice itself.
func (b *builder) slice(n, s int, base ir.Reg) ir.Reg {
	parts := [3]ir.Reg{ir.None, ir.None, ir.None}
	at := 0
	for c, end := s+1, int(b.nodes[s].Next); c < end; c = int(b.nodes[c].Next) {
		switch k := b.kind(c); {
		case k == kTokColon:
			at++
		case k.isExpression() && at < 3 && parts[at] < 0:
			parts[at] = b.expr(c)
		case k == kError:
			b.statement(c)
		}
	}
	mark := len(b.stack)
	for _, p := range parts {
		b.pushPos(p)
	}
	return b.emitArgs(ir.OpSlice, n, base, mark)
}
