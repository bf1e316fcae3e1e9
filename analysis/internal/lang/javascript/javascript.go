// Package javascript reads what JavaScript and TypeScript files import, with JSX, and in the script blocks of components.
//
// It owns the meaning of the three grammars' nodes (javascript, typescript, tsx) and which of them reads which file. It
// resolves no name, knows no library and reports nothing. So far it reads imports alone; the lowering of these languages
// to the IR will grow here, on the same table of kinds. The session calls it.
package javascript

import (
	"path"
	"strings"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// Extensions are the endings of files that are read, with the dot.
func Extensions() []string {
	return []string{".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx", ".vue", ".svelte", ".astro"}
}

// Grammars are the names of the grammars that files are read with.
func Grammars() []string { return []string{"javascript", "tsx", "typescript"} }

// Reads tells whether a file is of these languages, by its ending.
func Reads(file string) bool {
	ending := strings.ToLower(path.Ext(file))
	for _, e := range Extensions() {
		if e == ending {
			return true
		}
	}
	return false
}

// Source gives what of a file is code, at the same length, and the grammar that reads it.
func Source(file, text string) (code, grammar string) {
	switch strings.ToLower(path.Ext(file)) {
	case ".ts", ".mts", ".cts":
		return text, "typescript"
	case ".tsx":
		return text, "tsx"
	case ".vue", ".svelte":
		return blocks(text)
	case ".astro":
		return fence(text), "typescript"
	}
	return text, "javascript"
}

// Reader reads trees of one grammar. It is immutable and may be shared.
type Reader struct {
	lang *syntax.Language

	importStatement, exportStatement, importRequire uint16
	call, arguments, importWord, identifier, member uint16
	text, template, substitution                    uint16
	try, condition, ternary, binary, branch, clause uint16
	comment                                         uint16
	source, function, property, operator            uint8
}

// New makes a reader for a grammar's kinds.
func New(l *syntax.Language) *Reader {
	return &Reader{
		lang:            l,
		importStatement: l.KindID("import_statement", true), exportStatement: l.KindID("export_statement", true), importRequire: l.KindID("import_require_clause", true),
		call: l.KindID("call_expression", true), arguments: l.KindID("arguments", true), importWord: l.KindID("import", true), identifier: l.KindID("identifier", true), member: l.KindID("member_expression", true),
		text: l.KindID("string", true), template: l.KindID("template_string", true), substitution: l.KindID("template_substitution", true),
		try: l.KindID("try_statement", true), condition: l.KindID("if_statement", true), ternary: l.KindID("ternary_expression", true), binary: l.KindID("binary_expression", true),
		branch: l.KindID("switch_case", true), clause: l.KindID("catch_clause", true), comment: l.KindID("comment", true),
		source: l.FieldID("source"), function: l.FieldID("function"), property: l.FieldID("property"), operator: l.FieldID("operator"),
	}
}

// Grammar is the grammar that trees must be of.
func (r *Reader) Grammar() *syntax.Language { return r.lang }

// Comments gives the spans of all comments, in order.
func (r *Reader) Comments(tree *syntax.Tree) []source.Span {
	var out []source.Span
	for i := range tree.Nodes {
		if n := &tree.Nodes[i]; n.Kind == r.comment && r.comment != 0 {
			out = append(out, source.Span{Start: int(n.Start), End: int(n.End)})
		}
	}
	return out
}
