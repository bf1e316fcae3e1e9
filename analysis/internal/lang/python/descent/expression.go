package descent

import "underpin/analysis/internal/syntax"

// elements reads expressions between commas. list: there was a comma, maybe behind the only one.
func (p *parser) elements() (n int, list bool) {
	for {
		p.expression()
		n++
		if p.tok != tokComma {
			return n, list
		}
		list = true
		p.skip()
		if !p.begins() {
			return n, list
		}
	}
}

// begins tells whether the token at hand may begin an expression.
func (p *parser) begins() bool {
	switch p.tok {
	case tokName, tokInteger, tokFloat, tokString, tokOpen, tokOpenSquare, tokOpenBrace, tokEllipsis, tokTilde, tokStar, tokPlus, tokMinus,
		tokNot, tokLambda, tokAwait, tokTrue, tokFalse, tokNone:
		return true
	}
	return false
}

// expressions reads one expression or a list of them, which is a node then.
func (p *parser) expressions() {
	m := p.begin()
	if _, list := p.elements(); list {
		p.reduce(p.expressionList, m)
	}
}

func (p *parser) expression() {
	if p.tok == tokLambda {
		p.function()
		return
	}
	p.deeper()
	m := p.begin()
	p.either()
	switch p.tok {
	case tokIf:
		p.keep()
		p.either()
		if p.tok != tokElse {
			p.decline()
		}
		p.keep()
		p.expression()
		p.reduce(p.conditionalExpression, m)
	case tokWalrus:
		if !p.alone(m) {
			p.decline()
		}
		p.field(p.fName)
		p.keep()
		p.either()
		if p.tok == tokIf {
			p.decline()
		}
		p.field(p.fValue)
		p.reduce(p.namedExpression, m)
	}
	p.depth--
}

// function reads a lambda.
func (p *parser) function() {
	p.deeper()
	m := p.begin()
	p.keep()
	if p.tok != tokColon {
		q := p.begin()
		p.parameterList(tokColon, false)
		p.reduce(p.lambdaParameters, q)
		p.field(p.fParameters)
	}
	p.expect(tokColon)
	p.expression()
	p.field(p.fBody)
	p.reduce(p.lambda, m)
	p.depth--
}

func (p *parser) either() {
	m := p.begin()
	p.both()
	for p.tok == tokOr {
		p.operator(p.both)
		p.reduce(p.booleanOperator, m)
	}
}

func (p *parser) both() {
	m := p.begin()
	p.negation()
	for p.tok == tokAnd {
		p.operator(p.negation)
		p.reduce(p.booleanOperator, m)
	}
}

// operator reads the token at hand as an operator, and the operand on its right.
func (p *parser) operator(right func()) {
	p.field(p.fLeft)
	p.keep()
	p.field(p.fOperator)
	right()
	p.field(p.fRight)
}

func (p *parser) negation() {
	if p.tok != tokNot {
		p.comparison()
		return
	}
	p.deeper()
	m := p.begin()
	p.keep()
	p.negation()
	p.field(p.fArgument)
	p.reduce(p.notOperator, m)
	p.depth--
}

func (p *parser) comparison() {
	m := p.begin()
	p.binary(precBar)
	if p.tok < tokLess || p.tok > tokNot {
		return
	}
	for p.tok >= tokLess && p.tok <= tokNot {
		switch p.tok {
		case tokNot:
			q := p.begin()
			p.keep()
			if p.tok != tokIn {
				p.decline()
			}
			p.keep()
			p.wrap(p.notIn, 0, q)
		case tokIs:
			q := p.begin()
			p.keep()
			if p.tok == tokNot {
				p.keep()
				p.wrap(p.isNot, 0, q)
			}
		default:
			p.keep()
		}
		p.field(p.fOperators)
		p.binary(precBar)
	}
	p.reduce(p.comparisonOperator, m)
}

// binary reads operands and the operators between them that bind at least so strongly.
func (p *parser) binary(least uint8) {
	m := p.begin()
	p.unary()
	for {
		prec := precedence[p.tok]
		if prec == 0 || prec < least {
			return
		}
		p.field(p.fLeft)
		p.keep()
		p.field(p.fOperator)
		if prec < precPower {
			prec++ // the next of its kind takes this one for its left operand
		}
		p.deeper()
		p.binary(prec)
		p.depth--
		p.field(p.fRight)
		p.reduce(p.binaryOperator, m)
	}
}

func (p *parser) unary() {
	switch p.tok {
	case tokPlus, tokMinus, tokTilde:
		p.deeper()
		m := p.begin()
		p.keep()
		p.field(p.fOperator)
		p.binary(precPower)
		p.field(p.fArgument)
		p.reduce(p.unaryOperator, m)
		p.depth--
	case tokAwait:
		p.deeper()
		m := p.begin()
		p.keep()
		p.binary(precPower)
		p.reduce(p.await, m)
		p.depth--
	default:
		p.primary()
	}
}

// primary reads an operand with all that is read from it.
func (p *parser) primary() {
	m := p.begin()
	p.atom()
	for {
		switch p.tok {
		case tokDot:
			p.field(p.fObject)
			p.skip()
			p.name()
			p.field(p.fAttribute)
			p.reduce(p.attribute, m)
		case tokOpen:
			p.field(p.fFunction)
			p.deeper()
			p.arguments()
			p.depth--
			p.field(p.fArguments)
			p.reduce(p.call, m)
		case tokOpenSquare:
			p.field(p.fValue)
			p.deeper()
			p.items()
			p.depth--
			p.reduce(p.table.subscript, m)
		case tokString:
			p.decline() // nothing, or a prefix that the scanner knows and Python does not
		default:
			return
		}
	}
}

// name reads a name.
func (p *parser) name() {
	if p.tok != tokName {
		p.decline()
	}
	p.leaf(p.identifier, syntax.Named)
}

func (p *parser) atom() {
	switch p.tok {
	case tokName:
		p.leaf(p.identifier, syntax.Named)
	case tokInteger:
		p.leaf(p.integer, syntax.Named)
	case tokFloat:
		p.leaf(p.float, syntax.Named)
	case tokTrue:
		p.leaf(p.trueValue, syntax.Named)
	case tokFalse:
		p.leaf(p.falseValue, syntax.Named)
	case tokNone:
		p.leaf(p.none, syntax.Named)
	case tokEllipsis:
		p.leaf(p.ellipsis, syntax.Named)
	case tokString:
		p.strings()
	case tokStar:
		m := p.begin()
		p.keep()
		p.name()
		p.reduce(p.listSplat, m)
		switch p.tok {
		case tokDot, tokOpen, tokOpenSquare:
			p.decline() // the grammar stars sometimes the name, sometimes all of it
		}
	case tokOpen:
		p.deeper()
		p.parenthesized()
		p.depth--
	case tokOpenSquare:
		p.deeper()
		p.squared()
		p.depth--
	case tokOpenBrace:
		p.deeper()
		p.braced()
		p.depth--
	default:
		p.decline()
	}
}

// yielded reads a yield.
func (p *parser) yielded() {
	m := p.begin()
	p.keep()
	if p.tok == tokFrom {
		p.keep()
		p.expression()
	} else if p.begins() {
		p.expressions()
	}
	p.reduce(p.yield, m)
}
