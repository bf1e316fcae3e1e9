package python

import "underpin/analysis/internal/syntax"

// Name is the language's name among grammars, models and files.
const Name = "python"

// kind is what the lowering does with a node: the grammar's kinds, folded to a
// dense list of its own, so that a switch over them is one jump.
type kind uint8

const (
	kNone kind = iota
	kIdentifier
	kInteger
	kFloat
	kTrue
	kFalse
	kNoneLit
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
	kPair
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
	kKeywordArg
	kType
	kAssignment
	kAugmented
	kExprStmt
	kReturn
	kDelete
	kRaise
	kPass
	kBreak
	kContinue
	kIf
	kElif
	kElse
	kFor
	kWhile
	kTry
	kExcept
	kExceptGroup
	kFinally
	kWith
	kWithClause
	kWithItem
	kFuncDef
	kClassDef
	kDecorated
	kDecorator
	kGlobal
	kNonlocal
	kImport
	kImportFrom
	kFutureImport
	kAliasedImport
	kDottedName
	kRelativeImport
	kWildcard
	kAssert
	kPrint
	kExec
	kTypeAlias
	kMatch
	kCase
	kBlock
	kModule
	kComment
	kForIn
	kIfClause
	kPatternList
	kTuplePattern
	kListPattern
	kListSplatPattern
	kDictSplatPattern
	kAsPattern
	kAsTarget
	kParameters
	kLambdaParameters
	kDefaultParam
	kTypedParam
	kTypedDefault
	kPosSeparator
	kKeySeparator
	kArgumentList
	kInterpolation
	kStringStart
	kStringContent
	kStringEnd
	kEscape
	kEscapeBrace
	kConversion
	kFormatSpec
	kFormatExpr
	kCasePattern
	kUnionPattern
	kDictPattern
	kKeywordPattern
	kSplatPattern
	kClassPattern
	kComplexPattern
	kGenericType
	kUnionType
	kMemberType
	kConstrainedType
	kSplatType
	kTypeParameter
	kChevron
	kImportPrefix
	kParenSplat
	kKwAsync
	kKwNot
	kKwIn
	kKwIs
	kKwAwait
	kUnderscore
	kError
)

// kindNames maps the grammar's named kinds.
var kindNames = [...]struct {
	name string
	kind kind
}{
	{"identifier", kIdentifier}, {"integer", kInteger}, {"float", kFloat}, {"true", kTrue}, {"false", kFalse},
	{"none", kNoneLit}, {"ellipsis", kEllipsis}, {"string", kString}, {"concatenated_string", kConcat},
	{"attribute", kAttribute}, {"subscript", kSubscript}, {"slice", kSlice}, {"call", kCall},
	{"binary_operator", kBinary}, {"boolean_operator", kBoolean}, {"comparison_operator", kCompare},
	{"not_operator", kNot}, {"unary_operator", kUnary}, {"lambda", kLambda}, {"conditional_expression", kConditional},
	{"named_expression", kNamed}, {"list", kList}, {"tuple", kTuple}, {"set", kSet}, {"dictionary", kDict}, {"pair", kPair},
	{"list_comprehension", kListComp}, {"dictionary_comprehension", kDictComp}, {"set_comprehension", kSetComp},
	{"generator_expression", kGenerator}, {"parenthesized_expression", kParen}, {"await", kAwait}, {"yield", kYield},
	{"list_splat", kListSplat}, {"dictionary_splat", kDictSplat}, {"expression_list", kExprList},
	{"keyword_argument", kKeywordArg}, {"type", kType}, {"assignment", kAssignment}, {"augmented_assignment", kAugmented},
	{"expression_statement", kExprStmt}, {"return_statement", kReturn}, {"delete_statement", kDelete},
	{"raise_statement", kRaise}, {"pass_statement", kPass}, {"break_statement", kBreak}, {"continue_statement", kContinue},
	{"if_statement", kIf}, {"elif_clause", kElif}, {"else_clause", kElse}, {"for_statement", kFor}, {"while_statement", kWhile},
	{"try_statement", kTry}, {"except_clause", kExcept}, {"except_group_clause", kExceptGroup}, {"finally_clause", kFinally},
	{"with_statement", kWith}, {"with_clause", kWithClause}, {"with_item", kWithItem}, {"function_definition", kFuncDef},
	{"class_definition", kClassDef}, {"decorated_definition", kDecorated}, {"decorator", kDecorator},
	{"global_statement", kGlobal}, {"nonlocal_statement", kNonlocal}, {"import_statement", kImport},
	{"import_from_statement", kImportFrom}, {"future_import_statement", kFutureImport}, {"aliased_import", kAliasedImport},
	{"dotted_name", kDottedName}, {"relative_import", kRelativeImport}, {"wildcard_import", kWildcard},
	{"assert_statement", kAssert}, {"print_statement", kPrint}, {"exec_statement", kExec}, {"type_alias_statement", kTypeAlias},
	{"match_statement", kMatch}, {"case_clause", kCase}, {"block", kBlock}, {"module", kModule}, {"comment", kComment},
	{"for_in_clause", kForIn}, {"if_clause", kIfClause}, {"pattern_list", kPatternList}, {"tuple_pattern", kTuplePattern},
	{"list_pattern", kListPattern}, {"list_splat_pattern", kListSplatPattern}, {"dictionary_splat_pattern", kDictSplatPattern},
	{"as_pattern", kAsPattern}, {"as_pattern_target", kAsTarget}, {"parameters", kParameters},
	{"lambda_parameters", kLambdaParameters}, {"default_parameter", kDefaultParam}, {"typed_parameter", kTypedParam},
	{"typed_default_parameter", kTypedDefault}, {"positional_separator", kPosSeparator}, {"keyword_separator", kKeySeparator},
	{"argument_list", kArgumentList}, {"interpolation", kInterpolation}, {"string_start", kStringStart},
	{"string_content", kStringContent}, {"string_end", kStringEnd}, {"escape_sequence", kEscape},
	{"escape_interpolation", kEscapeBrace}, {"type_conversion", kConversion}, {"format_specifier", kFormatSpec},
	{"format_expression", kFormatExpr}, {"case_pattern", kCasePattern}, {"union_pattern", kUnionPattern},
	{"dict_pattern", kDictPattern}, {"keyword_pattern", kKeywordPattern}, {"splat_pattern", kSplatPattern},
	{"class_pattern", kClassPattern}, {"complex_pattern", kComplexPattern}, {"generic_type", kGenericType},
	{"union_type", kUnionType}, {"member_type", kMemberType}, {"constrained_type", kConstrainedType},
	{"splat_type", kSplatType}, {"type_parameter", kTypeParameter}, {"chevron", kChevron}, {"import_prefix", kImportPrefix},
	{"parenthesized_list_splat", kParenSplat},
}

// table folds kinds and names fields, made once for a language value.
type table struct {
	kinds  []kind
	fields fields
}

type fields struct {
	alias, alternative, argument, arguments, attribute, body, cause, code, condition, consequence, definition,
	function, guard, key, left, moduleName, name, object, operator, operators, parameters, returnType, right,
	subject, subscript, superclasses, typ, typeParameters, value, formatSpecifier, typeConversion uint8
}

func newTable(l *syntax.Language) *table {
	t := &table{kinds: make([]kind, l.Kinds())}
	for _, k := range kindNames {
		if id := l.KindID(k.name, true); id != 0 {
			t.kinds[id] = k.kind
		}
	}
	for _, k := range [...]struct {
		name string
		kind kind
	}{{"async", kKwAsync}, {"not", kKwNot}, {"in", kKwIn}, {"is", kKwIs}, {"_", kUnderscore}} {
		if id := l.KindID(k.name, false); id != 0 {
			t.kinds[id] = k.kind
		}
	}
	f := &t.fields
	for _, x := range [...]struct {
		name string
		to   *uint8
	}{
		{"alias", &f.alias}, {"alternative", &f.alternative}, {"argument", &f.argument}, {"arguments", &f.arguments},
		{"attribute", &f.attribute}, {"body", &f.body}, {"cause", &f.cause}, {"code", &f.code}, {"condition", &f.condition},
		{"consequence", &f.consequence}, {"definition", &f.definition}, {"function", &f.function}, {"guard", &f.guard},
		{"key", &f.key}, {"left", &f.left}, {"module_name", &f.moduleName}, {"name", &f.name}, {"object", &f.object},
		{"operator", &f.operator}, {"operators", &f.operators}, {"parameters", &f.parameters}, {"return_type", &f.returnType},
		{"right", &f.right}, {"subject", &f.subject}, {"subscript", &f.subscript}, {"superclasses", &f.superclasses},
		{"type", &f.typ}, {"type_parameters", &f.typeParameters}, {"value", &f.value},
		{"format_specifier", &f.formatSpecifier}, {"type_conversion", &f.typeConversion},
	} {
		*x.to = l.FieldID(x.name)
	}
	return t
}
