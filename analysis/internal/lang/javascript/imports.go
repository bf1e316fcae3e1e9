package javascript

import (
	"slices"
	"strings"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// Form is how an import is written.
type Form uint8

const (
	Static   Form = iota // import x from "m", import "m", import x = require("m")
	ReExport             // export * from "m"
	Require              // require("m")
	Dynamic              // import("m"), in types too
)

// Import is one literal path that a file imports.
type Import struct {
	Path    string      // as written
	Span    source.Span // of the path, without its quotes
	Form    Form
	Guarded bool // it runs under a condition, or something catches what it throws: the module may be missing
	Types   bool // only types are imported: when the program runs, nothing is
}

// Imports lists what a file imports, in order. Paths that are made when the program runs, and paths with escapes, are left
// out, and so is what stands where the parser had lost its way: half-written code, or code that the grammar is too old
// for, gives fewer imports, never false ones.
func (r *Reader) Imports(tree *syntax.Tree, text string) []Import {
	w := walker{Reader: r, tree: tree, src: text, lost: len(text), literals: Candidates(text)}
	slices.SortFunc(w.literals, func(a, b Candidate) int { return a.Span.Start - b.Span.Start })
	if tree.HasError() {
		w.lost = w.firstError()
		w.quoted = quoted(text)
	}
	for i := range tree.Nodes {
		switch k := tree.Nodes[i].Kind; {
		case k == syntax.ErrorKind:
		case k == r.importStatement && k != 0:
			w.statement(i, Static)
		case k == r.exportStatement && k != 0:
			w.statement(i, ReExport)
		case k == r.call && k != 0:
			w.called(i)
		}
	}
	return slices.DeleteFunc(w.found, func(i Import) bool {
		_, ok := slices.BinarySearchFunc(w.literals, i.Span.Start, func(c Candidate, at int) int { return c.Span.Start - at })
		return !ok
	})
}

type walker struct {
	*Reader
	tree   *syntax.Tree
	src    string
	lost   int           // where the first thing stands that did not parse
	quoted []source.Span // comments and templates, as the text alone shows them; only of texts with errors
	found  []Import

	literals []Candidate // sorted by place: of half-written code a tree says more than stands there
}

func (w *walker) firstError() int {
	for i := range w.tree.Nodes {
		if w.tree.Is(i, syntax.Error|syntax.Missing) {
			return w.tree.Start(i)
		}
	}
	return len(w.src)
}

// statement reads import and export statements.
func (w *walker) statement(i int, form Form) {
	path := w.tree.ChildByField(i, w.source)
	if path == 0 && w.importRequire != 0 {
		if c := w.tree.ChildOfKind(i, w.importRequire); c != 0 {
			path = w.tree.ChildByField(c, w.source)
		}
	}
	before := len(w.found)
	w.add(i, path, form)
	if len(w.found) > before {
		w.found[before].Types = typesOnly(w.tree.Text(i, w.src))
	}
}

// typesOnly tells of the text of a statement whether it begins with "import type" or "export type".
func typesOnly(statement string) bool {
	words := strings.Fields(statement[:min(len(statement), 40)])
	return len(words) > 2 && words[1] == "type" && words[2] != "from" && words[2] != "=" && words[2] != ","
}

// called reads require("m") and import("m").
func (w *walker) called(i int) {
	callee := w.tree.ChildByField(i, w.function)
	form := Dynamic
	switch k := w.tree.Kind(callee); {
	case callee == 0:
		return
	case k == w.importWord && k != 0:
	case k == w.identifier && w.tree.Text(callee, w.src) == "require":
		form = Require
	default:
		return
	}
	if list := w.tree.ChildOfKind(i, w.arguments); list != 0 {
		w.add(i, w.tree.FirstNamed(list), form)
	}
}

// add notes an import by the node of its path, if that is a plain literal.
func (w *walker) add(i, path int, form Form) {
	if path == 0 || w.tree.Is(path, syntax.HasError) {
		return
	}
	k := w.tree.Kind(path)
	if k != w.text && k != w.template || k == w.template && w.tree.ChildOfKind(path, w.substitution) != 0 {
		return
	}
	whole := w.tree.Text(path, w.src)
	if len(whole) < 3 || whole[0] != whole[len(whole)-1] || strings.ContainsAny(whole, "\\\n\r") || !w.believed(i, form) {
		return
	}
	span := source.Span{Start: w.tree.Start(path) + 1, End: w.tree.End(path) - 1}
	if n := len(w.found); n > 0 && w.found[n-1].Span == span {
		return // import x = require("m") in both its forms
	}
	w.found = append(w.found, Import{Path: w.src[span.Start:span.End], Span: span, Form: form, Guarded: form >= Require && w.guarded(i)})
}

// believed tells whether a node is what it seems. Behind an error a parser may take for code what is text: there a
// statement counts only where it begins its line, lies in nothing broken, and no comment or template is open as far as
// the text alone shows.
func (w *walker) believed(i int, form Form) bool {
	at := w.tree.Start(i)
	if at < w.lost {
		return true
	}
	if form != Static && form != ReExport || at > 0 && w.src[at-1] != '\n' {
		// A statement that holds its own error begins before it, and was believed above.
		return false
	}
	for p := i; p != syntax.Root; {
		if p = w.tree.Parent(p); w.tree.Kind(p) == syntax.ErrorKind {
			return false
		}
	}
	for _, q := range w.quoted {
		if q.Start < at && at < q.End {
			return false
		}
	}
	return true
}

// guarded tells whether a call may be meant to fail or not to run.
func (w *walker) guarded(i int) bool {
	for c := i; c != syntax.Root; {
		p := w.tree.Parent(c)
		switch k := w.tree.Kind(p); {
		case k == syntax.ErrorKind || k == 0:
		case k == w.try, k == w.clause, k == w.condition, k == w.branch, k == w.ternary:
			return true
		case k == w.binary:
			if o := w.tree.ChildByField(p, w.operator); o == 0 || strings.ContainsAny(w.tree.Text(o, w.src), "&|?") {
				return true
			}
		case k == w.call && w.expects(p, c):
			return true
		}
		c = p
	}
	return false
}

// expects tells whether a call asks for an error or deals with one: x.catch(...), x.then(f, g), assert.throws(...).
func (w *walker) expects(call, within int) bool {
	callee := w.tree.ChildByField(call, w.function)
	if callee == 0 {
		return false
	}
	if w.tree.Kind(callee) == w.member {
		if p := w.tree.ChildByField(callee, w.property); p != 0 {
			switch name := w.tree.Text(p, w.src); {
			case name == "catch", callee != within && (strings.Contains(name, "hrow") || strings.Contains(name, "eject")):
				return true
			case name == "then" && callee == within:
				list := w.tree.ChildOfKind(call, w.arguments)
				first := w.tree.FirstNamed(list)
				return list != 0 && first != 0 && w.tree.NextNamed(first) != 0
			}
		}
		return false
	}
	name := w.tree.Text(callee, w.src)
	return callee != within && (name == "expect" || name == "assert")
}
