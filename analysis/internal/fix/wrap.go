package fix

import (
	"regexp"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
)

// enclose writes the specified call around an expression.
func (e *editor) enclose(s source.Span) {
	text := e.source(s)
	s.Start += len(text) - len(strings.TrimLeft(text, " \t"))
	s.End -= len(text) - len(strings.TrimRight(text, " \t"))
	e.insert(s.Start, e.Spec.Call+"(")
	e.insert(s.End, ")")
}

// eachHole visits the holes that carry the flaw, each in the largest string
// expression that shows it.
func (e *editor) eachHole(visit func(t *template, h int) bool) bool {
	if len(e.Holes) == 0 {
		reg, ok := e.expression(e.Arg)
		if !ok {
			return false
		}
		t, ok := e.read(reg)
		for h := 0; ok && h < len(t.holes); h++ {
			ok = visit(t, h)
		}
		return ok
	}
	for _, reg := range e.Holes {
		t, h, ok := e.templateOf(reg)
		if !ok || !visit(t, h) {
			return false
		}
	}
	return true
}

// wrap passes the values through a function, wherever they stand.
func (e *editor) wrap() (string, bool) {
	regs := e.Holes
	if len(regs) == 0 {
		regs = []int32{e.Arg}
	}
	for _, reg := range regs {
		s := e.span(reg)
		rest := strings.TrimLeft(e.Text[s.End:], " ")
		if e.instr(reg).Op == ir.OpConst || strings.HasPrefix(rest, "=}") {
			return "", false
		}
		e.enclose(s)
	}
	return "Pass the value through " + e.Spec.Call, e.require()
}

// escape is wrap for markup: only where the escaped text is harmless, in the
// text of an element or in a quoted attribute that is neither an address nor
// code.
func (e *editor) escape() (string, bool) {
	title := "Escape the value with " + e.Spec.Call
	if whole := len(e.Holes) == 0 || len(e.Holes) == 1 && e.Holes[0] == e.Arg; whole {
		switch e.instr(e.Arg).Op {
		case ir.OpFormat, ir.OpBinary, ir.OpCall:
			if _, ok := e.read(e.Arg); ok && len(e.Holes) == 0 {
				break
			}
			return e.wrap()
		default:
			return e.wrap()
		}
	}
	ok := e.eachHole(func(t *template, h int) bool {
		if !t.holes[h].plain {
			return false
		}
		for i, m := range t.marks {
			if m.hole == h && !escapable(t.shown(0, i), t.shown(i+1, len(t.marks))) {
				return false
			}
		}
		e.enclose(t.holes[h].within)
		return true
	})
	return title, ok && e.require()
}

var (
	openCode      = regexp.MustCompile(`<(?:script|style)\b`)
	closeCode     = regexp.MustCompile(`</(?:script|style)\b`)
	unsafeWithin  = regexp.MustCompile(`\b(?:href|src|srcdoc|srcset|action|formaction|data|style|on\w+|xlink:href)\s*=\s*["'][^"']*$`)
	openAttribute = regexp.MustCompile(`=\s*(?:"[^"]*|'[^']*)$`)
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

// mask writes asterisks where a message shows a secret.
func (e *editor) mask() (string, bool) {
	const stars = "***"
	title := "Leave the secret out of the message"
	for _, reg := range e.Holes {
		t, h, ok := e.templateOf(reg)
		switch {
		case ok && t.tail.Len() == 0:
			gone, inside := make([]bool, len(t.holes)), make([]bool, len(t.marks))
			gone[h] = true
			for _, m := range t.marks {
				if m.hole == h {
					e.replace(m.start, m.end, stars+t.holes[h].join)
				}
			}
			if len(e.Holes) == 1 {
				e.plain(t, gone, inside, false, false)
			}
		case ok:
			s := t.holes[h].within
			e.replace(s.Start, s.End, `"`+stars+`"`)
		case e.formatted(reg):
			s := e.span(reg)
			e.replace(s.Start, s.End, `"`+stars+`"`)
		default:
			return "", false
		}
	}
	return title, len(e.Holes) > 0
}

// formatted tells whether a register is passed to the call behind a message
// with a place for it: info("password %s", password).
func (e *editor) formatted(reg int32) bool {
	_, args, ok := e.call(e.Call)
	if !ok || len(args) < 2 {
		return false
	}
	first := e.instr(args[0].Value)
	if first.Op != ir.OpConst || !strings.ContainsAny(e.Fn.IR.Consts[first.A].Str, "%{:=") {
		return false
	}
	for _, a := range args[1:] {
		if a.Kind == ir.ArgPos && a.Value == reg {
			return true
		}
	}
	return false
}
