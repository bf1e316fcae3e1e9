package descent

// member reads one element of a collection in brackets; starred: with a star.
func (p *parser) member() (starred bool) {
	if p.tok != tokStar {
		p.expression()
		return false
	}
	m := p.begin()
	p.keep()
	if q := p.begin(); p.tok == tokName {
		p.primary()
		if !p.alone(q) {
			p.decline() // as in atom
		}
	} else {
		p.primary()
	}
	switch p.tok {
	case tokComma, tokClose, tokCloseSquare, tokCloseBrace:
	default:
		p.decline()
	}
	p.reduce(p.listSplat, m)
	return true
}

// members reads what follows the first element of a collection, up to its end.
func (p *parser) members(end token) {
	for p.tok == tokComma {
		p.skip()
		if p.tok == end {
			break
		}
		p.member()
	}
	p.expect(end)
}

// parenthesized reads what begins with "(" and is no call.
func (p *parser) parenthesized() {
	m := p.begin()
	p.skip()
	switch p.tok {
	case tokClose:
		p.skip()
		p.reduce(p.tuple, m)
		return
	case tokYield:
		p.yielded()
		p.expect(tokClose)
		p.reduce(p.parenthesizedExpression, m)
		return
	}
	starred := p.member()
	switch p.tok {
	case tokFor, tokAsync:
		p.comprehension(starred)
		p.expect(tokClose)
		p.reduce(p.generatorExpression, m)
	case tokComma:
		p.members(tokClose)
		p.reduce(p.tuple, m)
	default:
		if starred {
			p.decline()
		}
		p.expect(tokClose)
		p.reduce(p.parenthesizedExpression, m)
	}
}

// squared reads what begins with "[" and is no subscript.
func (p *parser) squared() {
	m := p.begin()
	p.skip()
	if p.tok == tokCloseSquare {
		p.skip()
		p.reduce(p.list, m)
		return
	}
	starred := p.member()
	if p.tok == tokFor || p.tok == tokAsync {
		p.comprehension(starred)
		p.expect(tokCloseSquare)
		p.reduce(p.listComprehension, m)
		return
	}
	p.members(tokCloseSquare)
	p.reduce(p.list, m)
}

// braced reads a dictionary or a set.
func (p *parser) braced() {
	m := p.begin()
	p.skip()
	if p.tok == tokCloseBrace {
		p.skip()
		p.reduce(p.dictionary, m)
		return
	}
	q := p.begin()
	if p.tok != tokPower {
		starred := p.member()
		if p.tok != tokColon {
			if p.tok == tokFor || p.tok == tokAsync {
				p.comprehension(starred)
				p.expect(tokCloseBrace)
				p.reduce(p.setComprehension, m)
				return
			}
			p.members(tokCloseBrace)
			p.reduce(p.set, m)
			return
		}
		if starred {
			p.decline()
		}
		p.pairFrom(q)
		if p.tok == tokFor || p.tok == tokAsync {
			p.comprehension(false)
			p.expect(tokCloseBrace)
			p.reduce(p.dictionaryComprehension, m)
			return
		}
	} else {
		p.splatted()
	}
	for p.tok == tokComma {
		p.skip()
		if p.tok == tokCloseBrace {
			break
		}
		if p.tok == tokPower {
			p.splatted()
			continue
		}
		q := p.begin()
		p.expression()
		p.pairFrom(q)
	}
	p.expect(tokCloseBrace)
	p.reduce(p.dictionary, m)
}

// pairFrom reads the value of a pair whose key began at a mark.
func (p *parser) pairFrom(m mark) {
	p.field(p.fKey)
	p.expect(tokColon)
	p.expression()
	p.field(p.fValue)
	p.reduce(p.pair, m)
}

// splatted reads "**" and a mapping.
func (p *parser) splatted() {
	m := p.begin()
	p.keep()
	p.expression()
	p.reduce(p.dictionarySplat, m)
}

// comprehension reads the clauses behind the body of a comprehension, which was made last.
func (p *parser) comprehension(starred bool) {
	if starred {
		p.decline()
	}
	p.field(p.fBody)
	for {
		m := p.begin()
		switch p.tok {
		case tokAsync, tokFor:
			if p.tok == tokAsync {
				p.keep()
			}
			if p.tok != tokFor {
				p.decline()
			}
			p.keep()
			p.targets(tokIn)
			p.field(p.fLeft)
			p.keep()
			p.either()
			p.field(p.fRight)
			if p.tok == tokComma {
				p.decline()
			}
			p.reduce(p.forInClause, m)
		case tokIf:
			p.keep()
			p.either()
			p.reduce(p.ifClause, m)
		default:
			return
		}
	}
}

// arguments reads the arguments of a call or the bases of a class.
func (p *parser) arguments() {
	m := p.begin()
	p.skip()
	for n := 0; p.tok != tokClose; n++ {
		q := p.begin()
		switch p.tok {
		case tokStar:
			p.keep()
			x := p.begin()
			name := p.tok == tokName
			p.expression()
			if n > 0 && name && p.out[len(p.out)-1].Kind == p.call && !p.alone(x) {
				p.decline() // as in atom
			}
			p.reduce(p.listSplat, q)
		case tokPower:
			p.splatted()
		default:
			p.expression()
			switch p.tok {
			case tokAssign:
				if !p.alone(q) {
					p.decline()
				}
				p.field(p.fName)
				p.skip()
				p.expression()
				p.field(p.fValue)
				p.reduce(p.keywordArgument, q)
			case tokFor, tokAsync:
				if n > 0 {
					p.decline()
				}
				p.comprehension(false)
				p.expect(tokClose)
				p.reduce(p.generatorExpression, m)
				return
			}
		}
		if p.tok != tokComma {
			break
		}
		p.skip()
	}
	p.expect(tokClose)
	p.reduce(p.argumentList, m)
}

// items reads what stands in the brackets of a subscript.
func (p *parser) items() {
	p.skip()
	for {
		m := p.begin()
		if p.tok != tokColon {
			if p.member() && p.tok == tokColon {
				p.decline()
			}
		}
		if p.tok == tokColon {
			p.sliced(m)
		}
		p.field(p.fSubscript)
		if p.tok != tokComma {
			break
		}
		p.skip()
		if p.tok == tokCloseSquare {
			break
		}
	}
	p.expect(tokCloseSquare)
}

// sliced reads what follows the beginning of a slice.
func (p *parser) sliced(m mark) {
	for range 2 {
		if p.tok != tokColon {
			break
		}
		p.keep()
		if p.tok != tokColon && p.tok != tokComma && p.tok != tokCloseSquare {
			p.expression()
		}
	}
	p.reduce(p.slice, m)
}
