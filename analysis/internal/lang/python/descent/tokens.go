package descent

import "underpin/analysis/internal/syntax"

type token uint8

const (
	tokEnd  token = iota // of the text
	tokLine              // of a line
	tokName
	tokInteger
	tokFloat
	tokString // the beginning of one: end is where its prefix begins, too

	tokOpen
	tokClose
	tokOpenSquare
	tokCloseSquare
	tokOpenBrace
	tokCloseBrace
	tokComma
	tokColon
	tokSemicolon
	tokDot
	tokEllipsis
	tokAssign
	tokArrow
	tokBang
	tokWalrus
	tokTilde

	tokStar // from here on: operators between two operands
	tokPower
	tokPlus
	tokMinus
	tokSlash
	tokFloor
	tokPercent
	tokAt
	tokAmpersand
	tokCaret
	tokBar
	tokLeft
	tokRight

	tokLess // from here on: comparisons
	tokLessEqual
	tokEqual
	tokNotEqual
	tokUnequal
	tokGreaterEqual
	tokGreater
	tokIn
	tokIs
	tokNot

	tokPlusIs // from here on: assignments with an operator
	tokMinusIs
	tokStarIs
	tokSlashIs
	tokAtIs
	tokFloorIs
	tokPercentIs
	tokPowerIs
	tokRightIs
	tokLeftIs
	tokAmpersandIs
	tokCaretIs
	tokBarIs

	tokAnd // from here on: words
	tokOr
	tokIf
	tokElif
	tokElse
	tokFor
	tokWhile
	tokTry
	tokExcept
	tokExceptStar
	tokFinally
	tokWith
	tokAs
	tokDef
	tokClass
	tokLambda
	tokReturn
	tokYield
	tokFrom
	tokImport
	tokRaise
	tokDel
	tokPass
	tokBreak
	tokContinue
	tokAssert
	tokGlobal
	tokNonlocal
	tokAsync
	tokAwait
	tokTrue
	tokFalse
	tokNone

	tokens
)

// literals are the texts of tokens that trees show, as the grammar writes them.
var literals = [tokens]string{
	tokColon: ":", tokComma: ",", tokAssign: "=", tokWalrus: ":=", tokTilde: "~",
	tokStar: "*", tokPower: "**", tokPlus: "+", tokMinus: "-", tokSlash: "/", tokFloor: "//", tokPercent: "%", tokAt: "@",
	tokAmpersand: "&", tokCaret: "^", tokBar: "|", tokLeft: "<<", tokRight: ">>",
	tokLess: "<", tokLessEqual: "<=", tokEqual: "==", tokNotEqual: "!=", tokUnequal: "<>", tokGreaterEqual: ">=", tokGreater: ">",
	tokPlusIs: "+=", tokMinusIs: "-=", tokStarIs: "*=", tokSlashIs: "/=", tokAtIs: "@=", tokFloorIs: "//=", tokPercentIs: "%=",
	tokPowerIs: "**=", tokRightIs: ">>=", tokLeftIs: "<<=", tokAmpersandIs: "&=", tokCaretIs: "^=", tokBarIs: "|=",
	tokIn: "in", tokIs: "is", tokNot: "not", tokAnd: "and", tokOr: "or", tokIf: "if", tokElif: "elif", tokElse: "else",
	tokFor: "for", tokWhile: "while", tokTry: "try", tokExcept: "except", tokExceptStar: "except*", tokFinally: "finally",
	tokWith: "with", tokAs: "as", tokDef: "def", tokClass: "class", tokLambda: "lambda", tokReturn: "return", tokYield: "yield",
	tokFrom: "from", tokImport: "import", tokRaise: "raise", tokDel: "del", tokPass: "pass", tokBreak: "break",
	tokContinue: "continue", tokAssert: "assert", tokGlobal: "global", tokNonlocal: "nonlocal", tokAsync: "async", tokAwait: "await",
}

// words are the tokens that look like names.
var words = func() map[string]token {
	m := map[string]token{"True": tokTrue, "False": tokFalse, "None": tokNone}
	for t, text := range literals {
		if text != "" && text[0] >= 'a' && text[0] <= 'z' && text != "except*" {
			m[text] = token(t)
		}
	}
	return m
}()

// Precedences of operators with two operands, as the grammar has them.
const (
	precBar = iota + 1
	precAmpersand
	precCaret
	precShift
	precPlus
	precTimes
	precPower
)

var precedence = [tokens]uint8{
	tokBar: precBar, tokAmpersand: precAmpersand, tokCaret: precCaret, tokLeft: precShift, tokRight: precShift, tokPlus: precPlus, tokMinus: precPlus,
	tokStar: precTimes, tokSlash: precTimes, tokFloor: precTimes, tokPercent: precTimes, tokAt: precTimes, tokPower: precPower,
}

// table holds the grammar's numbers.
type table struct {
	literal [tokens]uint16

	aliasedImport, argumentList, asPattern, asPatternTarget, assertStatement, assignment, attribute, augmentedAssignment, await                        uint16
	binaryOperator, block, booleanOperator, breakStatement, call, classDefinition, comment, comparisonOperator, concatenatedString                     uint16
	conditionalExpression, continueStatement, decoratedDefinition, decorator, defaultParameter, deleteStatement, dictionary, dictionaryComprehension   uint16
	dictionarySplat, dictionarySplatPattern, dottedName, elifClause, ellipsis, elseClause, escapeInterpolation, escapeSequence, exceptClause           uint16
	exceptGroupClause, expressionList, expressionStatement, falseValue, finallyClause, float, forInClause, forStatement, formatExpression              uint16
	formatSpecifier, functionDefinition, futureImport, generatorExpression, genericType, globalStatement, identifier, ifClause, ifStatement            uint16
	importFromStatement, importPrefix, importStatement, integer, interpolation, keywordArgument, keywordSeparator, lambda, lambdaParameters            uint16
	lineContinuation, list, listComprehension, listPattern, listSplat, listSplatPattern, module, namedExpression, none, nonlocalStatement, notOperator uint16
	pair, parameters, parenthesizedExpression, passStatement, patternList, positionalSeparator, raiseStatement, relativeImport, returnStatement, set   uint16
	setComprehension, slice, splatType, str, stringContent, stringEnd, stringStart, subscript, trueValue, tryStatement, tuple, tuplePattern            uint16
	typeNode, typeConversion, typeParameter, typedDefaultParameter, typedParameter, unaryOperator, unionType, whileStatement, wildcardImport           uint16
	withClause, withItem, withStatement, yield                                                                                                         uint16

	isNot, notIn, openBrace, closeBrace, backslash, future uint16

	fAlias, fAlternative, fArgument, fArguments, fAttribute, fBody, fCause, fCondition, fConsequence, fDefinition, fExpression, fFormatSpecifier uint8
	fFunction, fKey, fLeft, fModuleName, fName, fObject, fOperator, fOperators, fParameters, fReturnType, fRight, fSubscript, fSuperclasses      uint8
	fType, fTypeConversion, fValue                                                                                                               uint8
}

// newTable looks the grammar's numbers up; nil if it lacks one.
func newTable(l *syntax.Language) *table {
	t := &table{}
	ok := true
	for name, at := range map[string]*uint16{
		"aliased_import": &t.aliasedImport, "argument_list": &t.argumentList, "as_pattern": &t.asPattern, "as_pattern_target": &t.asPatternTarget,
		"assert_statement": &t.assertStatement, "assignment": &t.assignment, "attribute": &t.attribute, "augmented_assignment": &t.augmentedAssignment,
		"await": &t.await, "binary_operator": &t.binaryOperator, "block": &t.block, "boolean_operator": &t.booleanOperator,
		"break_statement": &t.breakStatement, "call": &t.call, "class_definition": &t.classDefinition, "comment": &t.comment,
		"comparison_operator": &t.comparisonOperator, "concatenated_string": &t.concatenatedString, "conditional_expression": &t.conditionalExpression,
		"continue_statement": &t.continueStatement, "decorated_definition": &t.decoratedDefinition, "decorator": &t.decorator,
		"default_parameter": &t.defaultParameter, "delete_statement": &t.deleteStatement, "dictionary": &t.dictionary,
		"dictionary_comprehension": &t.dictionaryComprehension, "dictionary_splat": &t.dictionarySplat, "dictionary_splat_pattern": &t.dictionarySplatPattern,
		"dotted_name": &t.dottedName, "elif_clause": &t.elifClause, "ellipsis": &t.ellipsis, "else_clause": &t.elseClause,
		"escape_interpolation": &t.escapeInterpolation, "escape_sequence": &t.escapeSequence, "except_clause": &t.exceptClause,
		"except_group_clause": &t.exceptGroupClause, "expression_list": &t.expressionList, "expression_statement": &t.expressionStatement,
		"false": &t.falseValue, "finally_clause": &t.finallyClause, "float": &t.float, "for_in_clause": &t.forInClause, "for_statement": &t.forStatement,
		"format_expression": &t.formatExpression, "format_specifier": &t.formatSpecifier, "function_definition": &t.functionDefinition,
		"future_import_statement": &t.futureImport, "generator_expression": &t.generatorExpression, "generic_type": &t.genericType,
		"global_statement": &t.globalStatement, "identifier": &t.identifier, "if_clause": &t.ifClause, "if_statement": &t.ifStatement,
		"import_from_statement": &t.importFromStatement, "import_prefix": &t.importPrefix, "import_statement": &t.importStatement, "integer": &t.integer,
		"interpolation": &t.interpolation, "keyword_argument": &t.keywordArgument, "keyword_separator": &t.keywordSeparator, "lambda": &t.lambda,
		"lambda_parameters": &t.lambdaParameters, "line_continuation": &t.lineContinuation, "list": &t.list, "list_comprehension": &t.listComprehension,
		"list_pattern": &t.listPattern, "list_splat": &t.listSplat, "list_splat_pattern": &t.listSplatPattern, "module": &t.module,
		"named_expression": &t.namedExpression, "none": &t.none, "nonlocal_statement": &t.nonlocalStatement, "not_operator": &t.notOperator,
		"pair": &t.pair, "parameters": &t.parameters, "parenthesized_expression": &t.parenthesizedExpression, "pass_statement": &t.passStatement,
		"pattern_list": &t.patternList, "positional_separator": &t.positionalSeparator, "raise_statement": &t.raiseStatement,
		"relative_import": &t.relativeImport, "return_statement": &t.returnStatement, "set": &t.set, "set_comprehension": &t.setComprehension,
		"slice": &t.slice, "splat_type": &t.splatType, "string": &t.str, "string_content": &t.stringContent, "string_end": &t.stringEnd,
		"string_start": &t.stringStart, "subscript": &t.subscript, "true": &t.trueValue, "try_statement": &t.tryStatement, "tuple": &t.tuple,
		"tuple_pattern": &t.tuplePattern, "type": &t.typeNode, "type_conversion": &t.typeConversion, "type_parameter": &t.typeParameter,
		"typed_default_parameter": &t.typedDefaultParameter, "typed_parameter": &t.typedParameter, "unary_operator": &t.unaryOperator,
		"union_type": &t.unionType, "while_statement": &t.whileStatement, "wildcard_import": &t.wildcardImport, "with_clause": &t.withClause,
		"with_item": &t.withItem, "with_statement": &t.withStatement, "yield": &t.yield,
	} {
		*at = l.KindID(name, true)
		ok = ok && *at != 0
	}
	for name, at := range map[string]*uint16{
		"is not": &t.isNot, "not in": &t.notIn, "{": &t.openBrace, "}": &t.closeBrace, `\`: &t.backslash, "__future__": &t.future,
	} {
		*at = l.KindID(name, false)
		ok = ok && *at != 0
	}
	for k, text := range literals {
		if text != "" {
			t.literal[k] = l.KindID(text, false)
			ok = ok && t.literal[k] != 0
		}
	}
	for name, at := range map[string]*uint8{
		"alias": &t.fAlias, "alternative": &t.fAlternative, "argument": &t.fArgument, "arguments": &t.fArguments, "attribute": &t.fAttribute,
		"body": &t.fBody, "cause": &t.fCause, "condition": &t.fCondition, "consequence": &t.fConsequence, "definition": &t.fDefinition,
		"expression": &t.fExpression, "format_specifier": &t.fFormatSpecifier, "function": &t.fFunction, "key": &t.fKey, "left": &t.fLeft,
		"module_name": &t.fModuleName, "name": &t.fName, "object": &t.fObject, "operator": &t.fOperator, "operators": &t.fOperators,
		"parameters": &t.fParameters, "return_type": &t.fReturnType, "right": &t.fRight, "subscript": &t.fSubscript, "superclasses": &t.fSuperclasses,
		"type": &t.fType, "type_conversion": &t.fTypeConversion, "value": &t.fValue,
	} {
		*at = l.FieldID(name)
		ok = ok && *at != 0
	}
	if !ok {
		return nil
	}
	return t
}
