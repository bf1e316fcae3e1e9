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
