package descent

import "underpin/analysis/internal/syntax"

// targets reads what a loop assigns to, up to a word.
func (p *parser) targets(end token) {
	m := p.begin()
	list := false
	for {
		p.primary()
		p.target(len(p.out) - 1)
		if p.tok != tokComma {
			break
		}
		list = true
		p.skip()
		if p.tok == end {
			break
		}
	}
	if p.tok != end {
		p.decline()
	}
	if list {
		p.reduce(p.patternList, m)
	}
}

// target makes what is assigned to of an expression that was read: the node at i.
func (p *parser) target(i int) {
	n := &p.out[i]
	switch n.Kind {
	case p.identifier, p.attribute, p.table.subscript:
	case p.listSplat:
		n.Kind = p.listSplatPattern
		if x := p.out[i-1].Kind; x != p.identifier && x != p.attribute && x != p.table.subscript {
			p.decline()
		}
	case p.tuple, p.parenthesizedExpression, p.list:
		if n.Kind == p.list {
			n.Kind = p.listPattern
		} else {
			n.Kind = p.tuplePattern
		}
		p.each(i-int(n.Next)+1, i)
	default:
		p.decline()
	}
}

// each makes targets of all expressions whose nodes fill a range.
func (p *parser) each(from, to int) {
	for i := to - 1; i >= from; i -= int(p.out[i].Next) {
		if p.out[i].Flags&syntax.Extra == 0 {
			p.target(i)
		}
	}
}

// annotation reads a type.
func (p *parser) annotation() {
	p.deeper()
	m := p.begin()
	if p.tok == tokStar {
		p.keep()
		p.name()
		p.reduce(p.splatType, m)
	} else if p.generic() {
		for p.tok == tokBar {
			p.reduce(p.typeNode, m)
			p.keep()
			q := p.begin()
			if !p.generic() {
				p.expression()
			}
			p.reduce(p.typeNode, q)
			p.reduce(p.unionType, m)
		}
	} else {
		p.expression()
	}
	p.reduce(p.typeNode, m)
	p.depth--
}

// generic reads a type with arguments, if that is what stands there: for the grammar only a plain name has any.
func (p *parser) generic() bool {
	if p.tok != tokName || p.at(p.pos) != '[' {
		if p.tok == tokName {
			if c := p.at(p.pos); (c == ' ' || c == '\t' || c == '\\' || c == '\n') && p.ahead() == '[' {
				p.decline()
			}
		}
		return false
	}
	switch string(p.text[p.start:p.end]) {
	case "type", "print", "match", "exec":
		return false
	}
	m := p.begin()
	p.name()
	q := p.begin()
	p.skip()
	for {
		p.annotation()
		if p.tok != tokComma {
			break
		}
		p.skip()
		if p.tok == tokCloseSquare {
			break
		}
	}
	p.expect(tokCloseSquare)
	p.reduce(p.typeParameter, q)
	switch p.tok {
	case tokBar, tokComma, tokClose, tokCloseSquare, tokAssign, tokColon, tokLine, tokSemicolon:
	default:
		p.decline()
	}
	p.reduce(p.genericType, m)
	return true
}

// ahead is the next letter behind the token at hand that is no space.
func (p *parser) ahead() byte {
	i := p.pos
	for c := p.at(i); c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\\'; c = p.at(i) {
		i++
	}
	return p.at(i)
}
