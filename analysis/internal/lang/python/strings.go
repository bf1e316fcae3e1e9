package python

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"underpin/analysis/internal/ir"
)

// literalForm is what the prefix of a string literal says.
type literalForm struct {
	raw, bytes bool
	format     bool // f: doubled braces stand for one
	template   bool // t: a format whose value is its parts, not a text
}

func formOf(opening string) (f literalForm) {
	for i := 0; i < len(opening); i++ {
		switch opening[i] {
		case 'r', 'R':
			f.raw = true
		case 'b', 'B':
			f.bytes = true
		case 'f', 'F':
			f.format = true
		case 't', 'T':
			f.format, f.template = true, true
		case '"', '\'':
			return f
		}
	}
	return f
}

func (f literalForm) kind() ir.ConstKind {
	if f.bytes {
		return ir.ConstBytes
	}
	return ir.ConstString
}

// piece is a string node taken apart: what lies between its quotes.
type piece struct {
	form       literalForm
	start, end uint32
	holes      bool
}

func (b *builder) piece(n int) (p piece, ok bool) {
	p.end = b.nodes[n].End
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch b.kind(c) {
		case kStringStart:
			p.form, p.start, ok = formOf(b.str(c)), b.nodes[c].End, true
		case kStringEnd:
			p.end = b.nodes[c].Start
		case kInterpolation:
			p.holes = true
		}
	}
	if p.end < p.start {
		p.end = p.start
	}
	// Python 2's `x` is no text but an expression, which the grammar does not read.
	return p, ok && b.text[b.nodes[n].Start] != '`'
}

// stringValue lowers a string literal, plain or interpolated.
func (b *builder) stringValue(n int) ir.Reg {
	p, ok := b.piece(n)
	switch {
	case !ok:
		return b.opaque(n)
	case p.holes || p.form.template:
		mark := len(b.stack)
		b.parts(n, p)
		return b.assemble(n, p.form.template, mark)
	}
	start := int32(len(b.buf))
	b.decode(p.start, p.end, p.form)
	return b.emit(ir.OpConst, n, b.literal(p.form.kind(), 0, start), 0, 0)
}

// concatenated lowers adjacent literals: to one constant, or to one interpolated string.
func (b *builder) concatenated(n int) ir.Reg {
	start := int32(len(b.buf))
	kind, plain, template := ir.ConstString, true, false
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		p, ok := b.piece(c)
		plain = plain && ok && !p.holes && !p.form.template
		template = template || p.form.template
		kind = p.form.kind()
		if plain {
			b.decode(p.start, p.end, p.form)
		}
	}
	if plain {
		return b.emit(ir.OpConst, n, b.literal(kind, 0, start), 0, 0)
	}
	b.buf = b.buf[:start]
	mark := len(b.stack)
	for c := b.firstNamed(n); c != 0; c = b.nextNamed(n, c) {
		if p, ok := b.piece(c); ok {
			b.parts(c, p)
		} else {
			b.statement(c)
		}
	}
	return b.assemble(n, template, mark)
}

// assemble makes the string of the parts pushed since mark. A template string is
// no text: whoever gets it sees literals and values apart, as in a tuple.
func (b *builder) assemble(n int, template bool, mark int) ir.Reg {
	if !template {
		return b.emitArgs(ir.OpFormat, n, 0, mark)
	}
	for i := mark; i < len(b.stack); i++ {
		b.stack[i] = ir.Arg{Kind: ir.ArgPos, Name: ir.None, Key: ir.None, Value: b.stack[i].Value}
	}
	return b.refine(b.emitArgs(ir.OpTuple, n, 0, mark), 0, ir.Implicit)
}

// parts pushes the literal stretches and the holes of a string, in order.
func (b *builder) parts(n int, p piece) {
	from := p.start
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if b.kind(c) == kInterpolation {
			b.stretch(from, b.nodes[c].Start, p.form)
			b.hole(c, p.form)
			from = b.nodes[c].End
		}
	}
	b.stretch(from, p.end, p.form)
}

func (b *builder) stretch(from, to uint32, form literalForm) {
	if from >= to {
		return
	}
	start := int32(len(b.buf))
	b.decode(from, to, form)
	id := b.literal(form.kind(), 0, start)
	b.pushPos(b.emitAt(ir.OpConst, from, to, id, 0, 0))
}

// hole pushes {expression!conversion:specification}; with a = the text of the
// expression comes before its value.
func (b *builder) hole(n int, form literalForm) {
	conversion, spec := ir.None, 0
	var value, brace, equals int
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		switch k := b.kind(c); {
		case k == kConversion:
			conversion = b.name(b.intern(strings.TrimPrefix(b.str(c), "!")))
		case k == kFormatSpec:
			spec = c
		case k == kTokEquals:
			equals = c
		case k.isExpression() && value == 0:
			value = c
		case k == kError:
			b.statement(c)
		case brace == 0:
			brace = c
		}
	}
	if equals != 0 && brace != 0 {
		to := b.nodes[n].End
		if next := b.nodes[equals].Next; next < b.nodes[n].Next {
			to = b.nodes[next].Start
		}
		b.stretch(b.nodes[brace].End, to, literalForm{raw: true})
		if conversion < 0 && spec == 0 {
			conversion = b.name(b.intern("r"))
		}
	}
	v, key := b.expr(value), ir.None
	if spec != 0 {
		key = b.specification(spec, form)
	}
	b.push(ir.ArgHole, conversion, key, v)
}

// specification lowers what stands behind the colon of a hole: a literal, or an interpolated string itself.
func (b *builder) specification(n int, form literalForm) ir.Reg {
	from, mark := b.nodes[n].Start, len(b.stack)
	if strings.HasPrefix(b.str(n), ":") {
		from++
	}
	start, holes := from, false
	for c, end := n+1, int(b.nodes[n].Next); c < end; c = int(b.nodes[c].Next) {
		if k := b.kind(c); (k == kFormatExpr || k == kInterpolation) && b.depth < maxDepth {
			b.depth++
			holes = true
			b.stretch(from, b.nodes[c].Start, form)
			b.hole(c, form)
			from = b.nodes[c].End
			b.depth--
		}
	}
	if holes {
		b.stretch(from, b.nodes[n].End, form)
		return b.emitArgs(ir.OpFormat, n, 0, mark)
	}
	first := int32(len(b.buf))
	b.decode(start, b.nodes[n].End, form)
	id := b.literal(form.kind(), 0, first)
	return b.emitAt(ir.OpConst, start, b.nodes[n].End, id, 0, 0)
}

// documentation keeps a string as the body's documentation, as written, if it is a plain one.
func (b *builder) documentation(n int) bool {
	p, ok := b.piece(n)
	if !ok || p.holes || p.form.format || p.form.bytes {
		return false
	}
	b.doc.start = int32(len(b.buf))
	b.buf = append(b.buf, b.text[p.start:p.end]...)
	b.doc.end = int32(len(b.buf))
	return true
}

// decode appends a stretch of a literal to buf as the value it stands for.
func (b *builder) decode(from, to uint32, form literalForm) {
	s := b.text[from:to]
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '\\' && !form.raw:
			i = b.escape(s, i, form.bytes)
			continue
		case c == '\r': // line ends are LF inside of literals
			b.buf = append(b.buf, '\n')
			if i++; i < len(s) && s[i] == '\n' {
				i++
			}
			continue
		case form.format && (c == '{' || c == '}') && i+1 < len(s) && s[i+1] == c:
			i++
		}
		plain := i
		for i++; i < len(s) && s[i] != '\\' && s[i] != '\r' && (!form.format || s[i] != '{' && s[i] != '}'); i++ {
		}
		b.buf = append(b.buf, s[plain:i]...)
	}
}

// escape decodes the escape at s[i], a backslash, and gives where it ends. What is no escape stays as it is.
func (b *builder) escape(s string, i int, bytes bool) int {
	if i+1 == len(s) {
		b.buf = append(b.buf, '\\')
		return i + 1
	}
	c := s[i+1]
	switch c {
	case '\n':
		return i + 2
	case '\r':
		if i+2 < len(s) && s[i+2] == '\n' {
			return i + 3
		}
		return i + 2
	case '\\', '\'', '"':
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'a':
		c = '\a'
	case 'b':
		c = '\b'
	case 'f':
		c = '\f'
	case 'v':
		c = '\v'
	default:
		return b.longEscape(s, i, bytes)
	}
	b.buf = append(b.buf, c)
	return i + 2
}

// longEscape decodes escapes with digits. Names (\N{DASH}) stay as they are:
// nothing that is looked for in literals depends on them.
func (b *builder) longEscape(s string, i int, bytes bool) int {
	from, length, base := i+2, 0, 16
	switch c := s[i+1]; {
	case c >= '0' && c <= '7':
		from, base = i+1, 8
		for length < 3 && from+length < len(s) && s[from+length] >= '0' && s[from+length] <= '7' {
			length++
		}
	case c == 'x':
		length = 2
	case c == 'u' && !bytes:
		length = 4
	case c == 'U' && !bytes:
		length = 8
	case c == 'N' && !bytes && from < len(s) && s[from] == '{':
		if n := strings.IndexByte(s[from:], '}'); n > 0 {
			b.buf = append(b.buf, s[i:from+n+1]...)
			return from + n + 1
		}
	}
	if length > 0 && from+length <= len(s) {
		if v, err := strconv.ParseUint(s[from:from+length], base, 32); err == nil {
			b.putRune(rune(v), bytes)
			return from + length
		}
	}
	b.buf = append(b.buf, '\\')
	return i + 1
}

func (b *builder) putRune(r rune, bytes bool) {
	if bytes {
		b.buf = append(b.buf, byte(r))
		return
	}
	b.buf = utf8.AppendRune(b.buf, r)
}
