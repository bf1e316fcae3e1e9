package fix

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// enclose writes the specified call around an expression.
func (e *editor) enclose(s source.Span, before, behind string) {
	text := e.source(s)
	s.Start += len(text) - len(strings.TrimLeft(text, " \t"))
	s.End -= len(text) - len(strings.TrimRight(text, " \t"))
	e.insert(s.Start, before+e.Spec.Call+"(")
	e.insert(s.End, ")"+behind)
}

// wrap passes the parts that carry the flaw through a function, inside of what
// puts them together: join(folder, name), folder / name, f"{folder}/{name}".
// A value that is used as it comes stays: it may be meant as a whole.
func (e *editor) wrap() (string, bool) {
	parts, ok := e.parts(e.origin(e.Arg), 0)
	if !ok || len(parts) < 2 {
		return "", false
	}
	done := 0
	for i, reg := range parts {
		if !e.carries(reg) || len(e.Way) == 0 && i < len(parts)-1 {
			continue
		}
		if i == 0 || !e.simple(reg) {
			return "", false
		}
		e.enclose(e.span(reg), "", "")
		done++
	}
	return "Pass the value through " + e.Spec.Call, done > 0 && e.require()
}

// parts gives what an expression puts together, in order.
func (e *editor) parts(reg int32, depth int) ([]int32, bool) {
	if depth > 6 {
		return nil, false
	}
	in := e.instr(reg)
	switch {
	case in.Op == ir.OpBinary && ir.BinaryOp(in.Sub) == ir.Div:
		left, ok := e.parts(e.origin(in.A), depth+1)
		if !ok || len(left) < 2 {
			left = []int32{in.A}
		}
		return append(left, in.B), true
	case in.Op == ir.OpFormat || in.Op == ir.OpBinary:
		t, ok := e.read(reg)
		if !ok {
			return nil, false
		}
		// The text before the first value counts as a part of its own.
		parts := []int32{reg}
		for _, h := range t.holes {
			parts = append(parts, h.reg)
		}
		if first := t.marks[0].hole; first >= 0 {
			parts = parts[1:]
		}
		return parts, true
	case in.Op == ir.OpCall:
		args := e.Fn.IR.ArgsOf(in)
		callee := e.instr(in.A)
		if len(args) == 0 && callee.Op == ir.OpMember { // (folder / name).resolve()
			return e.parts(e.origin(callee.A), depth+1)
		}
		if len(args) == 1 && args[0].Kind == ir.ArgPos { // Path(...), str(...)
			return e.parts(e.origin(args[0].Value), depth+1)
		}
		var parts []int32
		for _, a := range args {
			if a.Kind != ir.ArgPos {
				return nil, false
			}
			parts = append(parts, a.Value)
		}
		return parts, true
	}
	return nil, false
}

// escape makes values harmless as markup: only where escaped text is, in the
// text of an element or in a quoted attribute that is neither an address nor
// code.
func (e *editor) escape() (string, bool) {
	title := "Escape the value with " + e.Spec.Call
	if e.simple(e.Arg) {
		e.enclose(e.span(e.Arg), "", "")
		return title, e.require()
	}
	t, picked, ok := e.picked()
	if !ok {
		return "", false
	}
	for _, h := range picked {
		hole := &t.holes[h]
		if !hole.plain {
			return "", false
		}
		for i, m := range t.marks {
			if m.hole == h && !escapable(t.shown(0, i), t.shown(i+1, len(t.marks))) {
				return "", false
			}
		}
		if hole.sum {
			// What escaping gives may be a type that would escape what it is added to.
			e.enclose(hole.within, "str(", ")")
		} else {
			e.enclose(hole.within, "", "")
		}
	}
	return title, e.require()
}

var (
	openCode      = lazy.Trusted(`<(?:script|style)\b`)
	closeCode     = lazy.Trusted(`</(?:script|style)\b`)
	unsafeWithin  = lazy.Trusted(`\b(?:href|src|srcdoc|srcset|action|formaction|data|style|on\w+|xlink:href)\s*=\s*["'][^"']*$`)
	openAttribute = lazy.Trusted(`=\s*(?:"[^"]*|'[^']*)$`)
)

// escapable judges the place between two pieces of markup.
func escapable(before, after string) bool {
	if len(openCode.FindAllString(before, -1)) > len(closeCode.FindAllString(before, -1)) {
		return false
	}
	open, close := strings.LastIndexByte(before, '<'), strings.LastIndexByte(before, '>')
	if open <= close {
		return true
	}
	tag := before[open:]
	return openAttribute.MatchString(tag) && !unsafeWithin.MatchString(tag) && strings.ContainsAny(after, `"'`)
}

// mask writes asterisks where a message shows a secret. It needs to know the
// flaw's way, or it would hide the wrong value.
func (e *editor) mask() (string, bool) {
	const title = "Leave the secret out of the message"
	if len(e.Way) == 0 {
		return "", false
	}
	if t, picked, ok := e.picked(); ok {
		e.maskHoles(t, picked)
		return title, true
	}
	return title, e.maskArguments()
}

const stars = "***"

func (e *editor) maskHoles(t *template, picked []int) {
	gone, inside := make([]bool, len(t.holes)), make([]bool, len(t.marks))
	for _, h := range picked {
		if t.tail.Len() > 0 {
			s := t.holes[h].within
			e.replace(s.Start, s.End, `"`+stars+`"`)
			continue
		}
		gone[h] = true
		for i, m := range t.marks {
			if m.hole == h {
				e.replace(m.start, m.end, stars+t.holes[h].join)
				inside[i] = true
			}
		}
	}
	if t.tail.Len() == 0 {
		e.plain(t, gone, inside, false, false)
	}
}

// maskArguments hides values passed behind a message with a place for them:
// info("password %s", password).
func (e *editor) maskArguments() bool {
	_, args, ok := e.call(e.Call)
	if !ok || len(args) < 2 {
		return false
	}
	first := e.instr(args[0].Value)
	if first.Op != ir.OpConst || !strings.ContainsAny(e.Fn.IR.Consts[first.A].Str, "%{:=") {
		return false
	}
	for _, a := range args[1:] {
		if !e.carries(a.Value) {
			continue
		}
		if a.Kind != ir.ArgPos || !e.simple(a.Value) {
			return false
		}
		s := e.span(a.Value)
		e.replace(s.Start, s.End, `"`+stars+`"`)
	}
	return len(e.edits) > 0
}
