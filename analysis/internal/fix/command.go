package fix

import (
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
)

// argumentList turns a command for the shell into a list of arguments, which no
// shell reads:
//
//	run(f"ping -c 1 {host}", shell=True)  ->  run(["ping", "-c", "1", host])
//
// It holds only where the text splits into words beyond doubt and the program
// is fixed.
func (e *editor) argumentList() (string, bool) {
	in, args, ok := e.call(e.Call)
	if !ok || len(args) == 0 || args[0].Kind != ir.ArgPos || args[0].Value != e.Arg {
		return "", false
	}
	if !e.leaveShell(in, args) {
		return "", false
	}
	reg, ok := e.expression(e.Arg)
	if !ok {
		return "", false
	}
	t, ok := e.read(reg)
	if !ok {
		return "", false
	}
	words, ok := e.words(t)
	if !ok {
		return "", false
	}
	s := e.span(reg)
	e.replace(s.Start, s.End, "["+strings.Join(words, ", ")+"]")
	return "Pass a list of arguments, without a shell", true
}

// leaveShell drops the argument that asks for a shell; without one, the call
// is replaced if nobody looks at what it gives.
func (e *editor) leaveShell(in *ir.Instr, args []ir.Arg) bool {
	for i, a := range args {
		if i == 0 || a.Kind != ir.ArgNamed || e.Fn.IR.Names[a.Name] != e.Spec.Drop {
			continue
		}
		open, ok := e.bracket(in)
		if !ok {
			return false
		}
		start := e.outer(e.span(args[i-1].Value), open).End
		end := e.outer(e.span(a.Value), open).End
		if strings.Contains(e.Text[start:end], "#") {
			return false
		}
		e.replace(start, end, "")
		return true
	}
	if e.Spec.Call == "" || len(args) != 1 || e.used(e.Call) || !e.require() {
		return false
	}
	s := e.span(in.A)
	e.replace(s.Start, s.End, e.Spec.Call)
	return true
}

// word is one argument while it is read.
type word struct {
	text  strings.Builder // as in an interpolated string
	plain strings.Builder // without holes
	holes []int
	begun bool
	ends  bool // with a hole, so far
}

// words splits a command as a shell would, refusing whatever a shell would do
// more with.
func (e *editor) words(t *template) ([]string, bool) {
	var out []string
	w := &word{}
	quote := byte(0)
	flush := func() bool {
		if !w.begun {
			return true
		}
		if len(out) == 0 && (len(w.holes) > 0 || strings.Contains(w.plain.String(), "=")) {
			return false // the program itself, or its environment
		}
		text, ok := e.argument(t, w)
		out = append(out, text)
		w = &word{}
		return ok
	}
	for _, m := range t.marks {
		switch {
		case m.hole >= 0:
			if !t.holes[m.hole].plain && strings.Contains(t.holes[m.hole].field, "\"") {
				return nil, false
			}
			// Side by side, or put together with blanks, values may be several words.
			if quote == 0 && (w.ends || e.spaced(t.holes[m.hole].reg, 0)) {
				return nil, false
			}
			w.begun, w.ends = true, true
			w.holes = append(w.holes, m.hole)
			w.text.WriteString(t.holes[m.hole].field)
			continue
		case quote != 0 && m.b == quote:
			quote = 0
		case quote == 0 && (m.b == '\'' || m.b == '"'):
			quote, w.begun = m.b, true
		case quote == 0 && (m.b == ' ' || m.b == '\t' || m.b == '\n'):
			if !flush() {
				return nil, false
			}
		case !verbatim(m.b, quote):
			return nil, false
		default:
			w.begun = true
			w.text.WriteByte(m.b)
			w.plain.WriteByte(m.b)
		}
		w.ends = false
	}
	return out, quote == 0 && flush() && len(out) > 0
}

// spaced tells whether an expression puts text with blanks together.
func (e *editor) spaced(reg int32, depth int) bool {
	if reg < 0 || depth > 8 {
		return false
	}
	in := e.instr(reg)
	switch in.Op {
	case ir.OpConst:
		c := &e.Fn.IR.Consts[in.A]
		return c.Kind == ir.ConstString && strings.ContainsAny(c.Str, " \t\n")
	case ir.OpBinary:
		return e.spaced(in.A, depth+1) || e.spaced(in.B, depth+1)
	case ir.OpCall:
		if callee := e.instr(in.A); callee.Op == ir.OpMember && e.spaced(callee.A, depth+1) {
			return true
		}
	case ir.OpLoad:
		if !strings.Contains(e.Fn.IR.Slots[in.A], "#") {
			return false
		}
		for _, st := range e.Fn.Stores(in.A) {
			if e.spaced(e.instr(st).B, depth+1) {
				return true
			}
		}
	}
	return false
}

// verbatim tells whether a shell takes a character as it is.
func verbatim(c, quote byte) bool {
	switch {
	case quote == '\'':
		return c != '\\' && c != '{' && c != '}' && c >= ' '
	case quote == '"':
		return strings.IndexByte("$`\\!{}\"", c) < 0 && c >= ' '
	}
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 || strings.IndexByte("_@%+=:,./-", c) >= 0
}

// argument writes a word: a literal, the value itself, or both together.
func (e *editor) argument(t *template, w *word) (string, bool) {
	if len(w.holes) == 0 {
		return quoted("", w.plain.String())
	}
	h := &t.holes[w.holes[0]]
	// Other values may be numbers, which only an interpolated string turns into text.
	text := len(t.holes) == 1 || len(e.Way) > 0 && e.carries(h.reg)
	if len(w.holes) == 1 && w.plain.Len() == 0 && h.plain && text {
		return strings.TrimSpace(e.source(h.within)), true
	}
	return quoted("f", w.text.String())
}

// quoted writes a string literal whose text needs no escapes.
func quoted(prefix, text string) (string, bool) {
	for _, q := range [...]string{`"`, "'"} {
		if !strings.Contains(text, q) && !strings.ContainsAny(text, "\\\n\r") {
			return prefix + q + text + q, true
		}
	}
	return "", false
}

// quote makes values single words of a shell command, and takes away the quotes
// that were written around them.
func (e *editor) quote() (string, bool) {
	t, picked, ok := e.picked()
	if !ok || len(e.Way) == 0 && len(picked) > 1 {
		return "", false // some may be numbers, which cannot be quoted
	}
	groups, ok := t.groups(false)
	if !ok {
		return "", false
	}
	for _, h := range picked {
		if !t.holes[h].plain || !e.unquote(t, groups, h) {
			return "", false
		}
		e.enclose(t.holes[h].within, "", "")
	}
	return "Quote the value for the shell", e.require()
}

// unquote removes the quotes right around a hole. False: it stands among other
// text in quotes.
func (e *editor) unquote(t *template, groups []group, h int) bool {
	for _, g := range groups {
		if !slices.Contains(g.holes, h) {
			continue
		}
		if g.quote == 0 {
			return true
		}
		if g.quote == '`' || g.last-g.first != 2 {
			return false
		}
		for _, m := range []mark{t.marks[g.first], t.marks[g.last]} {
			e.replace(m.start, m.end, "")
		}
		return true
	}
	return false
}
