package descent

// module reads a whole text.
func (p *parser) module() {
	p.line()
	m := p.begin()
	if len(p.out) > 0 {
		m = mark{0, p.out[0].Start}
	}
	for p.tok != tokEnd {
		if p.indent != 0 {
			p.decline()
		}
		p.statement()
		p.flush()
	}
	p.flush()
	p.last = uint32(len(p.text))
	p.reduce(p.table.module, m)
}

// level is the indent of the block at hand.
func (p *parser) level() uint32 { return p.levels[len(p.levels)-1] }

// newline takes the end of a line, with the comment in front of it, and goes to the next line that has a token.
func (p *parser) newline() {
	if p.tok != tokLine {
		p.decline()
	}
	p.flush()
	p.prev = tokLine
	p.line()
}

// suite reads the block that belongs to a statement, from its colon on.
func (p *parser) suite(field uint8) {
	p.expect(tokColon)
	if p.tok != tokLine {
		m := p.begin()
		p.simple()
		p.reduce(p.block, m)
		p.field(field)
		return
	}
	p.flush()
	p.line()
	if p.indent <= p.level() || p.tok == tokEnd {
		p.decline()
	}
	p.deeper()
	p.levels = append(p.levels, p.indent)
	m := p.begin()
	for {
		p.statement()
		if p.closes() {
			break
		}
	}
	p.reduce(p.block, m)
	p.field(field)
	p.depth--
}

// closes ends the block at hand if the next line is not part of it. Comments before that line belong to the block up to the
// first that is indented less.
func (p *parser) closes() bool {
	level := p.level()
	if p.indent > level {
		p.decline()
	}
	if p.indent == level && p.tok != tokEnd {
		return false
	}
	n := 0
	for n < len(p.extras) && p.extras[n].indent >= level {
		p.extra(p.extras[n])
		n++
	}
	p.extras = append(p.extras[:0], p.extras[n:]...)
	p.levels = p.levels[:len(p.levels)-1]
	return true
}

// follows tells whether the next line continues the statement at hand with a word.
func (p *parser) follows(t token) bool { return p.tok == t && p.indent == p.level() }

// statement reads a statement with all that belongs to it, to the next line that has a token.
func (p *parser) statement() {
	switch p.tok {
	case tokIf:
		m := p.begin()
		p.keep()
		p.condition()
		p.suite(p.fConsequence)
		for p.follows(tokElif) {
			q := p.begin()
			p.keep()
			p.condition()
			p.suite(p.fConsequence)
			p.reduce(p.elifClause, q)
			p.field(p.fAlternative)
		}
		p.otherwise(p.fAlternative)
		p.reduce(p.ifStatement, m)
	case tokWhile:
		m := p.begin()
		p.keep()
		p.condition()
		p.suite(p.fBody)
		p.otherwise(p.fAlternative)
		p.reduce(p.whileStatement, m)
	case tokFor:
		p.loop(p.begin())
	case tokTry:
		p.try()
	case tokWith:
		p.with(p.begin())
	case tokDef:
		p.definition(p.begin())
	case tokClass:
		p.class()
	case tokAt:
		p.decorated()
	case tokAsync:
		m := p.begin()
		p.keep()
		switch p.tok {
		case tokDef:
			p.definition(m)
		case tokFor:
			p.loop(m)
		case tokWith:
			p.with(m)
		default:
			p.decline()
		}
	default:
		p.simple()
	}
}

func (p *parser) condition() {
	p.expression()
	p.field(p.fCondition)
}

// otherwise reads an else clause, if there is one.
func (p *parser) otherwise(field uint8) {
	if !p.follows(tokElse) {
		return
	}
	m := p.begin()
	p.keep()
	p.suite(p.fBody)
	p.reduce(p.elseClause, m)
	p.field(field)
}

func (p *parser) loop(m mark) {
	p.keep()
	p.targets(tokIn)
	p.field(p.fLeft)
	p.keep()
	p.expressions()
	p.field(p.fRight)
	p.suite(p.fBody)
	p.otherwise(p.fAlternative)
	p.reduce(p.forStatement, m)
}

func (p *parser) try() {
	m := p.begin()
	p.keep()
	p.suite(p.fBody)
	handled, clause := false, p.tok
	for p.follows(tokExcept) || p.follows(tokExceptStar) {
		if handled && p.tok != clause {
			p.decline()
		}
		handled, clause = true, p.tok
		q, kind := p.begin(), p.exceptClause
		if p.tok == tokExceptStar {
			kind = p.exceptGroupClause
		}
		p.keep()
		if p.tok != tokColon {
			p.named()
		} else if kind != p.exceptClause {
			p.decline()
		}
		p.suite(0)
		p.reduce(kind, q)
	}
	if handled {
		p.otherwise(0)
	}
	if p.follows(tokFinally) {
		q := p.begin()
		p.keep()
		p.suite(0)
		p.reduce(p.finallyClause, q)
	} else if !handled {
		p.decline()
	}
	p.reduce(p.tryStatement, m)
}

// named reads an expression, and the name that it gets.
func (p *parser) named() {
	m := p.begin()
	p.expression()
	if p.tok != tokAs {
		return
	}
	if p.out[len(p.out)-1].Kind == p.conditionalExpression {
		p.decline()
	}
	p.keep()
	q := p.begin()
	p.primary()
	p.reduce(p.asPatternTarget, q)
	p.field(p.fAlias)
	p.reduce(p.asPattern, m)
}

func (p *parser) with(m mark) {
	p.keep()
	q := p.begin()
	if p.tok != tokOpen || !p.grouped() {
		for {
			p.withOne()
			if p.tok != tokComma {
				break
			}
			p.skip()
		}
	}
	p.reduce(p.withClause, q)
	p.suite(p.fBody)
	p.reduce(p.withStatement, m)
}

// withOne reads one thing that is entered.
func (p *parser) withOne() {
	m := p.begin()
	p.named()
	p.field(p.fValue)
	p.reduce(p.withItem, m)
}

// grouped reads several things that are entered, in parentheses. Where these turn out to be a plain expression it goes back
// to where they began.
func (p *parser) grouped() bool {
	was, n := *p, len(p.out)
	p.skip()
	several, name := false, false
	for p.tok != tokClose {
		if p.tok == tokYield || p.tok == tokStar {
			several = false
			break
		}
		p.withOne()
		name = name || p.out[len(p.out)-2].Kind == p.asPattern
		if p.tok != tokComma {
			break
		}
		several = true
		p.skip()
	}
	if name && !several {
		p.decline() // the grammar takes one thing with a name for an expression
	}
	if several && p.tok == tokClose {
		p.skip()
		if p.tok == tokColon {
			return true
		}
	}
	out, levels, extras := p.out[:n], p.levels, p.extras
	*p = was
	p.out, p.levels, p.extras = out, levels, extras[:0]
	return false
}

func (p *parser) decorated() {
	m := p.begin()
	for p.tok == tokAt {
		q := p.begin()
		p.skip()
		p.expression()
		p.newline()
		p.reduce(p.decorator, q)
		if p.indent != p.level() {
			p.decline()
		}
	}
	switch p.tok {
	case tokDef:
		p.definition(p.begin())
	case tokClass:
		p.class()
	case tokAsync:
		q := p.begin()
		p.keep()
		if p.tok != tokDef {
			p.decline()
		}
		p.definition(q)
	default:
		p.decline()
	}
	p.field(p.fDefinition)
	p.reduce(p.decoratedDefinition, m)
}

func (p *parser) definition(m mark) {
	p.keep()
	p.name()
	p.field(p.fName)
	if p.tok != tokOpen {
		p.decline()
	}
	q := p.begin()
	p.skip()
	p.parameterList(tokClose, true)
	p.expect(tokClose)
	p.reduce(p.parameters, q)
	p.field(p.fParameters)
	if p.tok == tokArrow {
		p.skip()
		p.annotation()
		p.field(p.fReturnType)
	}
	p.suite(p.fBody)
	p.reduce(p.functionDefinition, m)
}

// parameterList reads parameters up to a token.
func (p *parser) parameterList(end token, typed bool) {
	for p.tok != end {
		m := p.begin()
		switch p.tok {
		case tokStar:
			p.keep()
			if p.tok == tokComma {
				p.reduce(p.keywordSeparator, m)
			} else {
				p.name()
				p.reduce(p.listSplatPattern, m)
				p.typedParameter(m, typed)
			}
		case tokPower:
			p.keep()
			p.name()
			p.reduce(p.dictionarySplatPattern, m)
			p.typedParameter(m, typed)
		case tokSlash:
			p.keep()
			p.reduce(p.positionalSeparator, m)
		default:
			p.name()
			p.parameter(m, typed)
		}
		if p.tok != tokComma {
			break
		}
		p.skip()
	}
	if p.tok != end {
		p.decline()
	}
}

// typedParameter reads the type of a parameter that takes several arguments.
func (p *parser) typedParameter(m mark, typed bool) {
	if p.tok == tokColon && typed {
		p.skip()
		p.annotation()
		p.field(p.fType)
		p.reduce(p.table.typedParameter, m)
	}
}

// parameter reads the type and the default of a parameter whose name was read.
func (p *parser) parameter(m mark, typed bool) {
	annotated := p.tok == tokColon && typed
	name := len(p.out) - 1
	if annotated {
		p.skip()
		p.annotation()
		p.field(p.fType)
	}
	switch {
	case p.tok == tokAssign:
		p.out[name].Field = p.fName
		p.skip()
		p.expression()
		p.field(p.fValue)
		if annotated {
			p.reduce(p.typedDefaultParameter, m)
		} else {
			p.reduce(p.defaultParameter, m)
		}
	case annotated:
		p.reduce(p.table.typedParameter, m)
	}
}

func (p *parser) class() {
	m := p.begin()
	p.keep()
	p.name()
	p.field(p.fName)
	if p.tok == tokOpen {
		p.arguments()
		if p.out[len(p.out)-1].Kind != p.argumentList {
			p.decline()
		}
		p.field(p.fSuperclasses)
	}
	p.suite(p.fBody)
	p.reduce(p.classDefinition, m)
}
