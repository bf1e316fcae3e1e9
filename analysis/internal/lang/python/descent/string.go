package descent

import (
	"bytes"

	"underpin/analysis/internal/syntax"
)

// strings reads one string, or several that stand beside each other.
func (p *parser) strings() {
	m := p.begin()
	p.oneString()
	if p.tok != tokString {
		return
	}
	for p.tok == tokString {
		p.flush()
		p.oneString()
	}
	p.reduce(p.concatenatedString, m)
}

// quoted is how a string is written.
type quoted struct {
	quote               byte
	raw, format, binary bool
	triple              bool
}

// oneString reads the string at hand.
func (p *parser) oneString() {
	p.deeper()
	m := p.begin()
	i := p.start
	var q quoted
	for ; prefix[p.text[i]]; i++ {
		switch p.text[i] | 0x20 {
		case 'f':
			q.format = true
		case 'r':
			q.raw = true
		case 'b':
			q.binary = true
		}
	}
	q.quote = p.text[i]
	i++
	if p.at(i) == q.quote && p.at(i+1) == q.quote {
		q.triple = true
		i += 2
	}
	p.out = append(p.out, syntax.Node{Kind: p.stringStart, Flags: syntax.Named, Start: p.start, End: i, Next: 1})
	i = p.content(i, q)
	p.last, p.prev, p.pos = i, tokString, i
	p.reduce(p.str, m)
	p.next()
	p.depth--
}

// piece is the run of a string's content that is open: text, escapes, doubled braces.
type piece struct {
	m     mark
	open  bool
	empty bool // for the grammar's scanner: only escapes of a raw string so far
}

// content reads a string's content and its end, and gives the place behind it.
func (p *parser) content(i uint32, q quoted) uint32 {
	text := p.text
	x := piece{empty: true}
	add := func(at uint32) { // something of the content stands at that place
		if !x.open {
			x.open, x.m = true, mark{len(p.out), at}
		}
	}
	closePiece := func(end uint32) {
		if x.open {
			p.last = end
			p.reduce(p.stringContent, x.m)
			x.open = false
		}
		x.empty = true
	}
	from := i // where the string's end begins for the scanner
	for {
		if i >= uint32(len(text)) {
			p.decline()
		}
		c := text[i]
		switch {
		case c == q.quote:
			if q.triple && (p.at(i+1) != c || p.at(i+2) != c) {
				if x.empty && from != i {
					p.decline()
				}
				add(i)
				i++
				if p.at(i) == c {
					i++
				}
				x.empty, from = true, i
				continue
			}
			n := uint32(1)
			if q.triple {
				n = 3
			}
			if x.empty && from != i && q.raw {
				// Nothing but escapes since the last token: the scanner takes them for part of the end.
				end := i + n
				if x.open && from != x.m.start {
					closePiece(from)
				}
				x.open = false
				p.out = append(p.out, syntax.Node{Kind: p.stringEnd, Flags: syntax.Named, Start: from, End: end, Next: 1})
				return end
			}
			closePiece(i)
			p.out = append(p.out, syntax.Node{Kind: p.stringEnd, Flags: syntax.Named, Start: i, End: i + n, Next: 1})
			return i + n
		case c == '\n' && !q.triple:
			p.decline()
		case c == '\\' && q.raw:
			add(i)
			i++
			if d := p.at(i); d == q.quote || d == '\\' {
				i++
			}
			if p.at(i) == '\r' {
				i++
			}
			if p.at(i) == '\n' {
				i++
			}
		case c == '\\':
			add(i)
			i = p.escape(i, q)
			x.empty, from = true, i
		case c == '{' && q.format:
			if p.at(i+1) == '{' {
				i = p.brace(i, add)
				x.empty, from = true, i
				continue
			}
			if x.empty && from != i {
				p.decline()
			}
			closePiece(i)
			i = p.interpolated(i, q)
			from = i
		case c == '}' && q.format:
			if p.at(i+1) != '}' || x.empty && from != i {
				p.decline()
			}
			i = p.brace(i, add)
			x.empty, from = true, i
		default:
			add(i)
			x.empty = false
			i++
		}
	}
}

// brace adds a doubled brace.
func (p *parser) brace(i uint32, add func(uint32)) uint32 {
	add(i)
	p.out = append(p.out, syntax.Node{Kind: p.escapeInterpolation, Flags: syntax.Named, Start: i, End: i + 2, Next: 1})
	return i + 2
}

// escape adds the escape sequence at i, or the backslash alone where it is none.
func (p *parser) escape(i uint32, q quoted) uint32 {
	digits := func(from, n uint32, is func(byte) bool) uint32 {
		for k := range n {
			if !is(p.at(from + k)) {
				return 0
			}
		}
		return from + n
	}
	end := uint32(0)
	switch c := p.at(i + 1); c {
	case 'u', 'U', 'N':
		if q.binary {
			p.decline()
		}
		switch c {
		case 'u':
			end = digits(i+2, 4, hex)
		case 'U':
			end = digits(i+2, 8, hex)
		default:
			if k := bytes.IndexByte(p.text[i:], '}'); p.at(i+2) == '{' && k > 3 {
				end = i + uint32(k) + 1
			}
		}
	case 'x':
		end = digits(i+2, 2, hex)
	case '\n', '\'', '"', '\\', 'a', 'b', 'f', 'r', 'n', 't', 'v':
		end = i + 2
	case '\r':
		if p.at(i+2) != '\n' {
			p.decline()
		}
		end = i + 3
	default:
		if decimal(c) {
			for end = i + 2; end < i+4 && decimal(p.at(end)); end++ {
			}
		}
	}
	if end == 0 {
		p.out = append(p.out, syntax.Node{Kind: p.backslash, Start: i, End: i + 1, Next: 1})
		return i + 1
	}
	p.out = append(p.out, syntax.Node{Kind: p.escapeSequence, Flags: syntax.Named, Start: i, End: end, Next: 1})
	return end
}

// interpolated reads what stands in braces from i on, and gives the place behind.
func (p *parser) interpolated(i uint32, q quoted) uint32 {
	m := mark{len(p.out), i}
	p.out = append(p.out, syntax.Node{Kind: p.openBrace, Start: i, End: i + 1, Next: 1})
	p.last, p.prev, p.pos = i+1, tokOpenBrace, i+1
	open, line := p.brackets, p.lineEnd(i)
	p.brackets++
	p.next()
	p.value()
	p.field(p.fExpression)
	if p.tok == tokAssign {
		p.keep()
	}
	if p.tok == tokBang {
		p.conversion()
	}
	if p.tok == tokColon {
		p.specifier()
		p.field(p.fFormatSpecifier)
	}
	if p.tok != tokCloseBrace || len(p.extras) > 0 || p.end > line {
		p.decline()
	}
	end := p.end
	p.out = append(p.out, syntax.Node{Kind: p.closeBrace, Start: p.start, End: end, Next: 1})
	p.last = end
	p.reduce(p.interpolation, m)
	p.brackets = open
	return end
}

// value reads the expression of an interpolation.
func (p *parser) value() {
	switch p.tok {
	case tokYield, tokLambda, tokStar:
		p.decline()
	}
	m := p.begin()
	if _, list := p.elements(); list {
		p.reduce(p.expressionList, m)
	}
}

// conversion reads "!r" and the like.
func (p *parser) conversion() {
	if c := p.at(p.end); c < 'a' || c > 'z' || letter[p.at(p.end+1)] {
		p.decline()
	}
	p.end++
	p.pos = p.end
	p.leaf(p.typeConversion, syntax.Named)
	p.field(p.fTypeConversion)
}

// specifier reads how an interpolation is formatted, up to its closing brace.
func (p *parser) specifier() {
	m := p.begin()
	i := p.end
	for {
		switch c := p.at(i); c {
		case '}':
			p.last = i
			p.reduce(p.formatSpecifier, m)
			p.start, p.end, p.pos, p.tok = i, i+1, i+1, tokCloseBrace
			return
		case '{':
			inner := mark{len(p.out), i}
			p.last, p.prev, p.pos = i+1, tokOpenBrace, i+1
			p.next()
			p.value()
			p.field(p.fExpression)
			if p.tok == tokBang {
				p.conversion()
			}
			if p.tok != tokCloseBrace || len(p.extras) > 0 {
				p.decline()
			}
			i = p.end
			p.last = i
			p.reduce(p.formatExpression, inner)
		case 0, '\n':
			p.decline()
		default:
			i++
		}
	}
}
