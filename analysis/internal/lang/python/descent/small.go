package descent

// simple reads the statements of a line.
func (p *parser) simple() {
	for {
		p.small()
		if p.tok != tokSemicolon {
			break
		}
		p.skip()
		if p.tok == tokLine {
			break
		}
	}
	p.newline()
}

// small reads a statement that is no more than a part of a line.
func (p *parser) small() {
	m := p.begin()
	switch p.tok {
	case tokReturn:
		p.keep()
		if p.begins() {
			p.expressions()
		}
		p.reduce(p.returnStatement, m)
	case tokPass:
		p.keep()
		p.reduce(p.passStatement, m)
	case tokBreak:
		p.keep()
		p.reduce(p.breakStatement, m)
	case tokContinue:
		p.keep()
		p.reduce(p.continueStatement, m)
	case tokRaise:
		p.keep()
		if p.begins() {
			p.expressions()
			if p.tok == tokFrom {
				p.keep()
				p.expression()
				p.field(p.fCause)
			}
		}
		p.reduce(p.raiseStatement, m)
	case tokDel:
		p.keep()
		p.expressions()
		p.reduce(p.deleteStatement, m)
	case tokAssert:
		p.keep()
		p.expression()
		if p.tok == tokComma {
			p.skip()
			p.expression()
		}
		p.reduce(p.assertStatement, m)
	case tokGlobal, tokNonlocal:
		kind := p.globalStatement
		if p.tok == tokNonlocal {
			kind = p.nonlocalStatement
		}
		p.keep()
		p.name()
		for p.tok == tokComma {
			p.skip()
			p.name()
		}
		p.reduce(kind, m)
	case tokImport:
		p.keep()
		p.imports(false)
		p.reduce(p.importStatement, m)
	case tokFrom:
		p.from(m)
	default:
		p.expressionOrAssignment(m)
	}
	if p.tok != tokLine && p.tok != tokSemicolon {
		p.decline()
	}
}

// from reads an import from a module.
func (p *parser) from(m mark) {
	p.keep()
	kind := p.importFromStatement
	switch {
	case p.tok == tokDot || p.tok == tokEllipsis:
		q := p.begin()
		for p.tok == tokDot || p.tok == tokEllipsis {
			p.skip()
		}
		p.reduce(p.importPrefix, q)
		if p.tok == tokName {
			p.dotted()
		}
		p.reduce(p.relativeImport, q)
		p.field(p.fModuleName)
	case p.tok == tokName && string(p.text[p.start:p.end]) == "__future__":
		p.leaf(p.future, 0)
		kind = p.futureImport
	default:
		p.dotted()
		p.field(p.fModuleName)
	}
	if p.tok != tokImport {
		p.decline()
	}
	p.keep()
	switch p.tok {
	case tokStar:
		if kind == p.futureImport {
			p.decline()
		}
		q := p.begin()
		p.keep()
		p.reduce(p.wildcardImport, q)
	case tokOpen:
		p.skip()
		p.imports(true)
		p.expect(tokClose)
	default:
		p.imports(false)
	}
	p.reduce(kind, m)
}

// imports reads imported names, each with the one that it gets; closed: in parentheses, where a comma may be the last thing.
func (p *parser) imports(closed bool) {
	for {
		m := p.begin()
		p.dotted()
		if p.tok == tokAs {
			p.field(p.fName)
			p.keep()
			p.name()
			p.field(p.fAlias)
			p.reduce(p.aliasedImport, m)
		}
		p.field(p.fName)
		if p.tok != tokComma {
			return
		}
		p.skip()
		if closed && p.tok == tokClose {
			return
		}
	}
}

// dotted reads names with dots between.
func (p *parser) dotted() {
	m := p.begin()
	p.name()
	for p.tok == tokDot {
		p.skip()
		p.name()
	}
	p.reduce(p.dottedName, m)
}

// expressionOrAssignment reads what begins with no word of its own.
func (p *parser) expressionOrAssignment(m mark) {
	if p.tok == tokYield {
		p.yielded()
		p.reduce(p.expressionStatement, m)
		return
	}
	p.soft()
	n, list := p.elements()
	switch {
	case p.tok == tokAssign:
		p.left(m, list)
		p.skip()
		p.right()
		p.field(p.fRight)
		p.reduce(p.assignment, m)
	case p.tok == tokColon:
		if list || n != 1 {
			p.decline()
		}
		p.left(m, false)
		p.skip()
		p.annotation()
		p.field(p.fType)
		if p.tok == tokAssign {
			p.skip()
			p.right()
			p.field(p.fRight)
		}
		p.reduce(p.assignment, m)
	case p.tok >= tokPlusIs && p.tok <= tokBarIs:
		p.left(m, list)
		p.keep()
		p.field(p.fOperator)
		p.right()
		p.field(p.fRight)
		p.reduce(p.augmentedAssignment, m)
	}
	p.reduce(p.expressionStatement, m)
}

// left makes targets of what was read since a mark.
func (p *parser) left(m mark, list bool) {
	p.each(m.at, len(p.out))
	if list {
		p.reduce(p.patternList, m)
	}
	p.field(p.fLeft)
}

// right reads what is assigned.
func (p *parser) right() {
	if p.tok == tokYield {
		p.yielded()
		return
	}
	p.deeper()
	m := p.begin()
	_, list := p.elements()
	if p.tok == tokAssign {
		p.left(m, list)
		p.skip()
		p.right()
		p.field(p.fRight)
		p.reduce(p.assignment, m)
	} else if list {
		p.reduce(p.expressionList, m)
	}
	p.depth--
}

// soft declines where a line begins with a name that may be a word of a statement.
func (p *parser) soft() {
	if p.tok != tokName {
		return
	}
	next := p.ahead()
	switch string(p.text[p.start:p.end]) {
	case "print", "exec":
		if c := p.at(p.pos); next == '(' || c == '.' || c == '\n' {
			return
		}
		if next != '=' {
			p.decline()
		}
	case "match", "type":
		if c := p.at(p.pos); c == '.' || next == ',' || c == '(' && !p.headed() || c == ':' && p.text[p.start] == 't' {
			return
		}
		if next != '=' {
			p.decline()
		}
	}
}

// headed tells whether the line at hand ends in a colon.
func (p *parser) headed() bool {
	i := p.lineEnd(p.start)
	for i > p.start && (p.text[i-1] == ' ' || p.text[i-1] == '\r' || p.text[i-1] == '\t') {
		i--
	}
	return i > p.start && p.text[i-1] == ':'
}
