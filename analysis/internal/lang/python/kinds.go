package python

import "underpin/analysis/internal/syntax"

// Name is the language's name among grammars, models and files.
const Name = "python"

// kind is what the lowering does with a node: the grammar's kinds, folded to a
// dense list of its own, so that a switch over them is one jump.
type kind uint8

const (
	kOther kind = iota // tokens and rules that say nothing

	// Expressions.
	kIdentifier
	kInteger
	kFloat
	kTrue
	kFalse
	kNone
	kEllipsis
	kString
	kConcat
	kAttribute
	kSubscript
	kSlice
	kCall
	kBinary
	kBoolean
	kCompare
	kNot
	kUnary
	kLambda
	kConditional
	kNamed
	kList
	kTuple
	kSet
	kDict
	kListComp
	kDictComp
	kSetComp
	kGenerator
	kParen
	kAwait
	kYield
	kListSplat
	kDictSplat
	kExprList
	kType
	kGenericType
	kUnionType
	kMemberType
	kConstrainedType
	kSplatType
	kPatternList
	kTuplePattern
	kListPattern
	kListSplatPattern
	kDictSplatPattern
	kParenSplat
	kAssignment
	kAugmented
	kLastExpression

	// Statements.
	kExprStmt
	kReturn
	kDelete
	kRaise
	kPass
	kBreak
	kContinue
	kIf
	kFor
	kWhile
	kTry
	kWith
	kFuncDef
	kClassDef
	kDecorated
	kGlobal
	kNonlocal
	kImport
	kImportFrom
	kFutureImport
	kAssert
	kPrint
	kExec
	kTypeAlias
	kMatch

	// Parts of the above.
	kBlock
	kElif
	kElse
	kExcept
	kExceptGroup
	kFinally
	kWithClause
	kWithItem
	kDecorator
	kAliasedImport
	kDottedName
	kWildcard
	kChevron
	kCase
	kForIn
	kIfClause
	kPair
	kKeywordArg
	kArgumentList
	kAsPattern
	kAsTarget
	kDefaultParam
	kTypedParam
	kTypedDefault
	kPosSeparator
	kKeySeparator
	kTypeParameter
	kInterpolation
	kFormatExpr
	kFormatSpec
	kConversion
	kStringStart
	kStringEnd
	kCasePattern
	kUnionPattern
	kDictPattern
	kKeywordPattern
	kSplatPattern
	kClassPattern
	kComplexPattern
	kComment
	kError

	// Tokens that mean something.
	kTokAsync
	kTokDef
	kTokFrom
	kTokMinus
	kTokColon
	kTokEquals
	kTokOr
	kTokOpen
	kTokClose
	kTokUnderscore
)

// kindNames are the rules of the grammar by name.
func kindNames() map[string]kind {
	return map[string]kind{
		"identifier": kIdentifier, "integer": kInteger, "float": kFloat, "true": kTrue, "false": kFalse, "none": kNone,
		"ellipsis": kEllipsis, "string": kString, "concatenated_string": kConcat, "attribute": kAttribute,
		"subscript": kSubscript, "slice": kSlice, "call": kCall, "binary_operator": kBinary, "boolean_operator": kBoolean,
		"comparison_operator": kCompare, "not_operator": kNot, "unary_operator": kUnary, "lambda": kLambda,
		"conditional_expression": kConditional, "named_expression": kNamed, "list": kList, "tuple": kTuple, "set": kSet,
		"dictionary": kDict, "list_comprehension": kListComp, "dictionary_comprehension": kDictComp,
		"set_comprehension": kSetComp, "generator_expression": kGenerator, "parenthesized_expression": kParen,
		"await": kAwait, "yield": kYield, "list_splat": kListSplat, "dictionary_splat": kDictSplat,
		"expression_list": kExprList, "type": kType, "generic_type": kGenericType, "union_type": kUnionType,
		"member_type": kMemberType, "constrained_type": kConstrainedType, "splat_type": kSplatType,
		"pattern_list": kPatternList, "tuple_pattern": kTuplePattern, "list_pattern": kListPattern,
		"list_splat_pattern": kListSplatPattern, "dictionary_splat_pattern": kDictSplatPattern,
		"parenthesized_list_splat": kParenSplat, "assignment": kAssignment, "augmented_assignment": kAugmented,

		"expression_statement": kExprStmt, "return_statement": kReturn, "delete_statement": kDelete,
		"raise_statement": kRaise, "pass_statement": kPass, "break_statement": kBreak, "continue_statement": kContinue,
		"if_statement": kIf, "for_statement": kFor, "while_statement": kWhile, "try_statement": kTry,
		"with_statement": kWith, "function_definition": kFuncDef, "class_definition": kClassDef,
		"decorated_definition": kDecorated, "global_statement": kGlobal, "nonlocal_statement": kNonlocal,
		"import_statement": kImport, "import_from_statement": kImportFrom, "future_import_statement": kFutureImport,
		"assert_statement": kAssert, "print_statement": kPrint, "exec_statement": kExec,
		"type_alias_statement": kTypeAlias, "match_statement": kMatch,

		"block": kBlock, "elif_clause": kElif, "else_clause": kElse, "except_clause": kExcept,
		"except_group_clause": kExceptGroup, "finally_clause": kFinally, "with_clause": kWithClause,
		"with_item": kWithItem, "decorator": kDecorator, "aliased_import": kAliasedImport, "dotted_name": kDottedName,
		"wildcard_import": kWildcard, "chevron": kChevron, "case_clause": kCase, "for_in_clause": kForIn,
		"if_clause": kIfClause, "pair": kPair, "keyword_argument": kKeywordArg, "argument_list": kArgumentList,
		"as_pattern": kAsPattern, "as_pattern_target": kAsTarget, "default_parameter": kDefaultParam,
		"typed_parameter": kTypedParam, "typed_default_parameter": kTypedDefault, "positional_separator": kPosSeparator,
		"keyword_separator": kKeySeparator, "type_parameter": kTypeParameter, "interpolation": kInterpolation,
		"format_expression": kFormatExpr, "format_specifier": kFormatSpec, "type_conversion": kConversion,
		"string_start": kStringStart, "string_end": kStringEnd, "case_pattern": kCasePattern,
		"union_pattern": kUnionPattern, "dict_pattern": kDictPattern, "keyword_pattern": kKeywordPattern,
		"splat_pattern": kSplatPattern, "class_pattern": kClassPattern, "complex_pattern": kComplexPattern,
		"comment": kComment,
	}
}

// tokenNames are literals of the grammar that mean something where they stand.
func tokenNames() map[string]kind {
	return map[string]kind{
		"async": kTokAsync, "def": kTokDef, "from": kTokFrom, "-": kTokMinus, ":": kTokColon, "=": kTokEquals, "or": kTokOr, "_": kTokUnderscore,
		"(": kTokOpen, ")": kTokClose,
	}
}

// isExpression tells whether nodes of a kind have a value.
func (k kind) isExpression() bool { return k >= kIdentifier && k < kLastExpression }

// fields are the grammar's numbers for the places of children.
type fields struct {
	alias, alternative, argument, arguments, attribute, body, cause, condition, consequence, definition, expression,
	formatSpecifier, function, guard, key, left, moduleName, name, object, operator, operators, parameters, returnType,
	right, subject, subscript, superclasses, typ, typeConversion, value uint8
}

// table folds the kinds of one grammar and names its fields.
type table struct {
	kinds []kind // by the grammar's number
	binds []bool // by kind: the declaring scan must look at it
	at    fields
}

func newTable(l *syntax.Language) *table {
	t := &table{kinds: make([]kind, l.Kinds()), binds: make([]bool, kTokUnderscore+1)}
	for name, k := range kindNames() {
		if id := l.KindID(name, true); id != 0 {
			t.kinds[id] = k
		}
	}
	for name, k := range tokenNames() {
		if id := l.KindID(name, false); id != 0 {
			t.kinds[id] = k
		}
	}
	for _, k := range [...]kind{
		kFuncDef, kClassDef, kLambda, kAssignment, kAugmented, kFor, kNamed, kAsPattern, kImport, kImportFrom,
		kFutureImport, kTypeAlias, kGlobal, kNonlocal, kDottedName, kSplatPattern,
	} {
		t.binds[k] = true
	}
	f := &t.at
	for name, to := range map[string]*uint8{
		"alias": &f.alias, "alternative": &f.alternative, "argument": &f.argument, "arguments": &f.arguments,
		"attribute": &f.attribute, "body": &f.body, "cause": &f.cause, "condition": &f.condition,
		"consequence": &f.consequence, "definition": &f.definition, "expression": &f.expression,
		"format_specifier": &f.formatSpecifier, "function": &f.function, "guard": &f.guard, "key": &f.key, "left": &f.left,
		"module_name": &f.moduleName, "name": &f.name, "object": &f.object, "operator": &f.operator,
		"operators": &f.operators, "parameters": &f.parameters, "return_type": &f.returnType, "right": &f.right,
		"subject": &f.subject, "subscript": &f.subscript, "superclasses": &f.superclasses, "type": &f.typ,
		"type_conversion": &f.typeConversion, "value": &f.value,
	} {
		*to = l.FieldID(name)
	}
	return t
}
