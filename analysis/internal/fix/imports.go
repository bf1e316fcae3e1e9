package fix

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
)

// require makes sure that what the edit calls is imported: "shlex" or
// "markupsafe:escape". False: the name means something else in this file.
func (e *editor) require() bool {
	if e.Spec.Import == "" {
		return true
	}
	module, name, from := strings.Cut(e.Spec.Import, ":")
	bound := name
	if !from {
		bound, _, _ = strings.Cut(module, ".")
	}
	body := e.Fn.Module.Body
	if slot, ok := body.Slot(bound); ok {
		return e.imports(slot, module, name)
	}
	for f := e.Fn; f != body && f != nil; f = f.Parent {
		if _, taken := f.Slot(bound); taken {
			return false
		}
	}
	line := "import " + module
	if from {
		line = "from " + module + " import " + name
	}
	at, before := e.importPlace(from, module)
	if at > 0 && e.Text[at-1] != '\n' && e.Text[:at] != "\ufeff" { // behind a byte order mark a line begins
		e.insert(at, e.newline()+line)
		return true
	}
	e.insert(at, line+e.newline()+before)
	return true
}

// uses tells whether the file imports something of a module.
func (e *editor) uses(module string) bool {
	f := e.Fn.Module.Body.IR
	return slices.ContainsFunc(f.Instrs, func(in ir.Instr) bool {
		if in.Op != ir.OpImport && in.Op != ir.OpImportFrom {
			return false
		}
		name := f.Names[in.A]
		return name == module || strings.HasPrefix(name, module+".")
	})
}

// imports tells whether all assignments of a module's name import just that.
func (e *editor) imports(slot int32, module, name string) bool {
	f := e.Fn.Module.Body
	for _, st := range f.Stores(slot) {
		in := &f.IR.Instrs[f.IR.Instrs[st].B]
		switch {
		case name == "" && in.Op == ir.OpImport && (f.IR.Names[in.A] == module || in.B == 0 && strings.HasPrefix(f.IR.Names[in.A], module+".")):
		case name != "" && in.Op == ir.OpImportFrom && f.IR.Names[in.A] == module && f.IR.Names[in.B] == name:
		default:
			return false
		}
	}
	return len(f.Stores(slot)) > 0
}

// importPlace is where a new import line goes: among the plain ones in order of
// name, else behind the last import at the head of the file, else behind its
// documentation. blank is a line to leave empty behind it.
func (e *editor) importPlace(from bool, module string) (at int, behind string) {
	f := e.Fn.Module.Body.IR
	last := e.future()
	for i := range f.Instrs {
		in := &f.Instrs[i]
		if in.Op == ir.OpClosure || in.Op == ir.OpClass {
			break
		}
		if in.Op != ir.OpImport && in.Op != ir.OpImportFrom {
			continue
		}
		start := e.statement(int(in.Pos))
		if word := e.Text[start:]; !strings.HasPrefix(word, "import ") && !strings.HasPrefix(word, "from ") {
			continue // indented: conditional
		}
		if start < last {
			continue
		}
		if !from && in.Op == ir.OpImport && f.Names[in.A] > module {
			return start, ""
		}
		if !from && in.Op == ir.OpImportFrom && last >= 0 && strings.HasPrefix(e.Text[e.statement(last-1):], "import ") {
			// The plain ones are over and all come before it.
			return last, ""
		}
		last = e.lineEnd(int(in.End))
	}
	if last >= 0 {
		return last, ""
	}
	return e.head()
}

// future is behind the imports that must stand first, or -1: they bind nothing
// and are no instructions.
func (e *editor) future() int {
	const words = "from __future__ import"
	last := -1
	for at := 0; ; {
		i := strings.Index(e.Text[at:], words)
		if i < 0 {
			return last
		}
		at += i + len(words)
		if start := at - len(words); start == 0 || e.Text[start-1] == '\n' || strings.HasPrefix(e.Text, "\ufeff"+words) {
			last = e.lineEnd(at)
		}
	}
}

// statement is the start of the line that holds an offset, or of the line an
// import in brackets begins on.
func (e *editor) statement(at int) int {
	for {
		start := strings.LastIndexByte(e.Text[:at], '\n') + 1
		line := e.Text[start:]
		if start == 0 || strings.HasPrefix(line, "from ") || strings.HasPrefix(line, "import ") {
			return start
		}
		// Inside brackets lines are indented or close them.
		if line == "" || line[0] != ' ' && line[0] != '\t' && line[0] != ')' {
			return start
		}
		open := strings.LastIndexByte(e.Text[:start], '(')
		if open < 0 || strings.Contains(e.Text[open:start], ")") {
			return start
		}
		at = open
	}
}

// lineEnd is the offset behind the line, or the bracket, in which an import ends.
func (e *editor) lineEnd(at int) int {
	n := strings.IndexByte(e.Text[at:], '\n')
	head := e.Text[e.statement(at):]
	if n >= 0 {
		head = e.Text[e.statement(at) : at+n]
	}
	if strings.Contains(head, "(") && !strings.Contains(head, ")") {
		if close := strings.IndexByte(e.Text[at:], ')'); close >= 0 {
			at += close
			n = strings.IndexByte(e.Text[at:], '\n')
		}
	}
	if n < 0 {
		return len(e.Text)
	}
	return at + n + 1
}

// head is behind the comments and the documentation a file begins with.
func (e *editor) head() (at int, behind string) {
	text := e.Text
	if strings.HasPrefix(text, "\ufeff") {
		at = len("\ufeff")
	}
	comments := at
	for comments < len(text) && text[comments] == '#' {
		n := strings.IndexByte(text[comments:], '\n')
		if n < 0 {
			return len(text), ""
		}
		comments += n + 1
	}
	code := comments + blank(text[comments:])
	if doc, ok := scanLiteral(text, code); ok && !doc.interpolated() {
		if n := strings.IndexByte(text[doc.end:], '\n'); n >= 0 && blank(text[doc.end:doc.end+n]) == n {
			return doc.end + n + 1, ""
		}
	}
	return comments, e.newline()
}

func (e *editor) newline() string {
	if i := strings.IndexByte(e.Text, '\n'); i > 0 && e.Text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
