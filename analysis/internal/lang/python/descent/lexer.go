package descent

// Letters of names, and what may begin a string.
var (
	letter = func() (t [256]bool) {
		for c := range t {
			t[c] = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9'
		}
		return t
	}()
	prefix = func() (t [256]bool) {
		for _, c := range "fFrRbBuU" {
			t[c] = true
		}
		return t
	}()
)

// at is the byte at a place, 0 behind the end.
func (p *parser) at(i uint32) byte {
	if i < uint32(len(p.text)) {
		return p.text[i]
	}
	return 0
}

// next reads the token at pos, with what stands in front of it.
func (p *parser) next() {
	text, i := p.text, p.pos
	first := len(p.extras) // a line continuation right in front of a string leaves no node
	lines := false         // a line was begun within brackets
	indent := uint32(0)
	for {
		if i >= uint32(len(text)) {
			if p.brackets > 0 {
				p.decline()
			}
			p.tok, p.start, p.end, p.pos = tokLine, p.last, p.last, i
			return
		}
		switch text[i] {
		case ' ':
			i++
			indent++
			continue
		case '\t':
			i++
			indent += 8
			continue
		case '\f':
			i++
			indent = 0
			continue
		case '\r':
			if p.at(i+1) != '\n' {
				p.decline()
			}
			i++
			continue
		case '\n':
			if p.brackets == 0 {
				p.tok, p.start, p.end, p.pos = tokLine, p.last, p.last, i
				return
			}
			i++
			lines, indent = true, 0
			continue
		case '#':
			p.shallow(i, lines, indent)
			end := p.lineEnd(i)
			p.extras = append(p.extras, extra{p.comment, i, end, indent})
			first = len(p.extras)
			i = end
			continue
		case '\\':
			end := i + 1
			if p.at(end) == '\r' {
				end++
			}
			if p.at(end) != '\n' {
				p.decline()
			}
			end++
			if c := p.at(end); c == '\n' || c == '\r' || c == 0 {
				p.decline()
			}
			p.extras = append(p.extras, extra{p.lineContinuation, i, end, 0})
			i, indent = end, 0
			continue
		}
		break
	}
	p.shallow(i, lines, indent)
	p.token(i, first)
}

// shallow declines a line within brackets, beginning at i, that is indented less than the block, where the brackets cannot
// be known to close: the grammar's scanner would end the block there.
func (p *parser) shallow(i uint32, lines bool, indent uint32) {
	if !lines || indent >= p.level() {
		return
	}
	switch p.prev {
	case tokComma, tokOpen, tokOpenBrace:
	case tokName, tokInteger, tokFloat, tokString, tokClose, tokCloseSquare, tokCloseBrace, tokEllipsis, tokTrue, tokFalse, tokNone:
		if c := p.text[i]; c != ')' && c != ']' && c != '}' {
			p.decline()
		}
	default:
		p.decline()
	}
}

// lineEnd is where the line that holds a place ends, and a comment in it.
func (p *parser) lineEnd(i uint32) uint32 {
	for i < uint32(len(p.text)) && p.text[i] != '\n' {
		i++
	}
	return i
}

// line goes to the first token of the next line that has one, and notes its indent.
func (p *parser) line() {
	text, i, indent := p.text, p.pos, uint32(0)
	for i < uint32(len(text)) {
		switch text[i] {
		case ' ':
			i++
			indent++
			continue
		case '\t':
			i++
			indent += 8
			continue
		case '\f':
			i++
			indent = 0
			continue
		case '\r':
			if p.at(i+1) != '\n' {
				p.decline()
			}
			i++
			continue
		case '\n':
			i++
			indent = 0
			continue
		case '#':
			end := p.lineEnd(i)
			p.extras = append(p.extras, extra{p.comment, i, end, indent})
			i, indent = end, 0
			continue
		case '\\':
			p.decline()
		}
		if indent > 250 {
			p.decline() // the scanner keeps indents as bytes
		}
		p.indent = indent
		p.token(i, len(p.extras))
		return
	}
	p.indent, p.pos = 0, i
	p.tok, p.start, p.end = tokEnd, i, i
}

// token reads the token that begins at i. Line continuations from first on are dropped in front of a string.
func (p *parser) token(i uint32, first int) {
	c := p.text[i]
	p.start = i
	switch {
	case c == '"' || c == '\'':
		p.stringAt(i, first)
		return
	case letter[c] && (c < '0' || c > '9'):
		p.word(i, first)
		return
	case c >= '0' && c <= '9' || c == '.' && p.at(i+1) >= '0' && p.at(i+1) <= '9':
		p.number(i)
		return
	}
	n := uint32(1)
	c1, c2 := p.at(i+1), p.at(i+2)
	pick := func(one, two token) token { // one letter, or that and "="
		if c1 == '=' {
			n = 2
			return two
		}
		return one
	}
	double := func(one, oneIs, two, twoIs token) token { // one letter or two, each with or without "="
		switch {
		case c1 == c && c2 == '=':
			n = 3
			return twoIs
		case c1 == c:
			n = 2
			return two
		}
		return pick(one, oneIs)
	}
	switch c {
	case '(':
		p.tok = tokOpen
	case ')':
		p.tok = tokClose
	case '[':
		p.tok = tokOpenSquare
	case ']':
		p.tok = tokCloseSquare
	case '{':
		p.tok = tokOpenBrace
	case '}':
		p.tok = tokCloseBrace
	case ',':
		p.tok = tokComma
	case ';':
		p.tok = tokSemicolon
	case '~':
		p.tok = tokTilde
	case ':':
		p.tok = pick(tokColon, tokWalrus)
	case '=':
		p.tok = pick(tokAssign, tokEqual)
	case '!':
		p.tok = pick(tokBang, tokNotEqual)
	case '+':
		p.tok = pick(tokPlus, tokPlusIs)
	case '%':
		p.tok = pick(tokPercent, tokPercentIs)
	case '@':
		p.tok = pick(tokAt, tokAtIs)
	case '&':
		p.tok = pick(tokAmpersand, tokAmpersandIs)
	case '^':
		p.tok = pick(tokCaret, tokCaretIs)
	case '|':
		p.tok = pick(tokBar, tokBarIs)
	case '*':
		p.tok = double(tokStar, tokStarIs, tokPower, tokPowerIs)
	case '/':
		p.tok = double(tokSlash, tokSlashIs, tokFloor, tokFloorIs)
	case '>':
		p.tok = double(tokGreater, tokGreaterEqual, tokRight, tokRightIs)
	case '<':
		if c1 == '>' {
			p.tok, n = tokUnequal, 2
		} else {
			p.tok = double(tokLess, tokLessEqual, tokLeft, tokLeftIs)
		}
	case '-':
		if c1 == '>' {
			p.tok, n = tokArrow, 2
		} else {
			p.tok = pick(tokMinus, tokMinusIs)
		}
	case '.':
		if c1 == '.' && c2 == '.' {
			p.tok, n = tokEllipsis, 3
		} else {
			p.tok = tokDot
		}
	default:
		p.decline()
	}
	p.end = i + n
	p.pos = p.end
}

// word reads a name, a word of the language or the prefix of a string.
func (p *parser) word(i uint32, first int) {
	text, end := p.text, i+1
	for end < uint32(len(text)) && letter[text[end]] {
		end++
	}
	if end < uint32(len(text)) {
		switch c := text[end]; {
		case c == '"' || c == '\'':
			for k := i; k < end; k++ {
				if !prefix[text[k]] {
					p.decline()
				}
			}
			p.stringAt(i, first)
			return
		case c >= 0x80:
			p.decline()
		}
	}
	p.tok, p.end, p.pos = tokName, end, end
	if n := end - i; n >= 2 && n <= 8 {
		if t, ok := words[string(text[i:end])]; ok {
			p.tok = t
			if t == tokExcept && p.at(end) == '*' {
				p.tok, p.end, p.pos = tokExceptStar, end+1, end+1
			}
		}
	}
}

// stringAt makes the beginning of a string the token at hand; it is read when it is taken.
func (p *parser) stringAt(i uint32, first int) {
	p.extras = p.extras[:first]
	p.tok, p.start, p.end, p.pos = tokString, i, i, i
}

func decimal(c byte) bool { return c >= '0' && c <= '9' }
func hex(c byte) bool     { return decimal(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// number reads a number. What names follow directly is for the parser.
func (p *parser) number(i uint32) {
	p.tok = tokInteger
	end := i
	digits := func(is func(byte) bool) {
		for end < uint32(len(p.text)) && (is(p.text[end]) || p.text[end] == '_' && is(p.at(end+1))) {
			end++
		}
	}
	if c := p.at(i+1) | 0x20; p.text[i] == '0' && (c == 'x' || c == 'o' || c == 'b') {
		end = i + 2
		was := end
		if c == 'x' {
			digits(hex)
		} else {
			digits(decimal)
		}
		if end == was {
			p.decline()
		}
	} else {
		digits(decimal)
		if p.at(end) == '.' {
			p.tok = tokFloat
			end++
			digits(decimal)
		}
		if p.at(end)|0x20 == 'e' {
			k := end + 1
			if c := p.at(k); c == '+' || c == '-' {
				k++
			}
			if !decimal(p.at(k)) {
				p.decline()
			}
			p.tok, end = tokFloat, k
			digits(decimal)
		}
		if p.at(end)|0x20 == 'j' {
			end++
		}
	}
	if c := p.at(end); letter[c] || c >= 0x80 || c == '"' || c == '\'' || c == '.' {
		p.decline()
	}
	p.end, p.pos = end, end
}
