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

// wrap passes the values through a function: those that carry the flaw, or the
// argument itself if it is nothing put together.
func (e *editor) wrap() (string, bool) {
	regs := e.Holes
	if len(regs) == 0 {
		if !e.simple(e.Arg) {
			return "", false
		}
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

// simple tells whether a value is read from somewhere and nothing that this
// function put together or computed.
func (e *editor) simple(reg int32) bool {
	for range 8 {
		in := e.instr(reg)
		switch in.Op {
		case ir.OpMember, ir.OpIndex, ir.OpName:
			return true
		case ir.OpStore, ir.OpSetName:
			reg = in.B
		case ir.OpAnnotate, ir.OpAwait:
			reg = max(in.A, 0)
		case ir.OpLoad:
			stores := e.Fn.Stores(in.A)
			if len(stores) == 0 || e.isParam(in.A) {
				return true
			}
			if len(stores) > 1 {
				return false
			}
			reg = stores[0]
		case ir.OpCall: // a method of what was read: args.get("q").strip()
			callee := e.instr(in.A)
			if callee.Op != ir.OpMember {
				return false
			}
			reg = callee.A
			if e.instr(reg).Op == ir.OpConst {
				return false // "...".format(), "...".join()
			}
		default:
			return false
		}
	}
	return false
}

// escape is wrap for markup: only where the escaped text is harmless, in the
// text of an element or in a quoted attribute that is neither an address nor
// code.
func (e *editor) escape() (string, bool) {
	title := "Escape the value with " + e.Spec.Call
	if len(e.Holes) == 0 && e.simple(e.Arg) {
		_, ok := e.wrap()
		return title, ok
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
