package fix

import (
	"strconv"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
)

// template is a string put together in the source, read back into one sequence
// of characters and holes whatever way it was written in.
type template struct {
	marks  []mark
	holes  []hole
	tokens []token
	braces bool        // a brace in it is written twice
	tail   source.Span // what supplies the values and goes with the last hole: "% (...)", ".format(...)"
}

// mark is one byte of the text, or a hole, with the place it is written at.
type mark struct {
	b          byte
	hole       int // index into holes, or -1
	token      int // index into tokens; of a hole: the literal before it
	start, end int
}

// hole is an interpolated value.
type hole struct {
	reg    int32
	expr   string // as written, without what str() adds
	field  string // as it would be written in an interpolated string
	within source.Span
	join   string // what must stand between the literals on both sides when the hole is gone
	plain  bool   // written without conversion and format
	sum    bool   // an operand of +
}

// read decomposes a string expression. False: it is built in a way not known here.
func (e *editor) read(reg int32) (*template, bool) {
	t := &template{}
	in := e.instr(reg)
	switch in.Op {
	case ir.OpFormat:
		t.braces = true
		return t, e.readInterpolated(t, reg)
	case ir.OpBinary:
		if ir.BinaryOp(in.Sub) == ir.Mod {
			return t, e.readPercent(t, reg, in)
		}
		return t, e.readSum(t, reg)
	case ir.OpCall:
		return t, e.readFormatCall(t, reg, in)
	}
	return nil, false
}

// readInterpolated reads f"..." and what is written beside it.
func (e *editor) readInterpolated(t *template, reg int32) bool {
	s := e.span(reg)
	tokens, ok := scanLiterals(e.Text, s.Start, s.End)
	if !ok {
		return false
	}
	for i := range tokens {
		if !e.addInterpolated(t, &tokens[i], reg) {
			return false
		}
	}
	return true
}

func (e *editor) addInterpolated(t *template, tok *token, reg int32) bool {
	n := len(t.tokens)
	t.tokens = append(t.tokens, *tok)
	at := tok.bodyStart
	for _, f := range tok.fields {
		t.text(e.Text, n, at, f.start, tok.raw(), "{}")
		value, ok := e.holeAt(reg, f)
		if !ok || f.nested {
			return false
		}
		expr := strings.TrimSpace(e.Text[f.exprStart:f.exprEnd])
		if op := e.instr(value).Op; (op == ir.OpTuple || op == ir.OpYield) && expr[0] != '(' {
			return false
		}
		t.hole(hole{
			reg: value, expr: expr, field: e.Text[f.start:f.end], within: source.Span{Start: f.exprStart, End: f.exprEnd},
			plain: f.conversion == "" && f.format == "",
		}, n, f.start, f.end)
		at = f.end
	}
	double := ""
	if tok.interpolated() {
		double = "{}"
	}
	t.text(e.Text, n, at, tok.bodyEnd, tok.raw(), double)
	return true
}

// holeAt finds the value that an interpolated field shows.
func (e *editor) holeAt(reg int32, f field) (int32, bool) {
	for _, a := range e.Fn.IR.ArgsOf(e.instr(reg)) {
		if a.Kind != ir.ArgHole {
			continue
		}
		if s := e.span(a.Value); f.exprStart <= s.Start && s.End <= f.exprEnd {
			return a.Value, true
		}
	}
	return ir.None, false
}

func (t *template) hole(h hole, token, start, end int) {
	t.marks = append(t.marks, mark{hole: len(t.holes), token: token, start: start, end: end})
	t.holes = append(t.holes, h)
}

// text adds the characters of part of a literal. Each byte in doubled stands for
// itself when it is written twice.
func (t *template) text(src string, token, from, to int, raw bool, doubled string) {
	for at := from; at < to; {
		m := mark{b: src[at], hole: -1, token: token, start: at, end: at + 1}
		switch {
		case m.b == '\\' && !raw && at+1 < to:
			m.end = at + 2
			switch c := src[at+1]; c {
			case '\'', '"', '\\':
				m.b = c
			case 'n', 'r', 't', '\n', '\r':
				m.b = '\n'
			default:
				m.b = '\\'
			}
		case strings.IndexByte(doubled, m.b) >= 0 && at+1 < to && src[at+1] == m.b:
			m.end = at + 2
		}
		t.marks = append(t.marks, m)
		at = m.end
	}
}

// literals scans the literals of a register that is a plain string.
func (e *editor) literals(reg int32) ([]token, bool) {
	in := e.instr(reg)
	if in.Op != ir.OpConst || e.Fn.IR.Consts[in.A].Kind != ir.ConstString {
		return nil, false
	}
	s := e.span(reg)
	return scanLiterals(e.Text, s.Start, s.End)
}

// readPercent reads "..." % values.
func (e *editor) readPercent(t *template, reg int32, in *ir.Instr) bool {
	tokens, ok := e.literals(in.A)
	if !ok {
		return false
	}
	values := []int32{in.B}
	if right := e.instr(in.B); right.Op == ir.OpTuple {
		values = values[:0]
		for _, a := range e.Fn.IR.ArgsOf(right) {
			if a.Kind != ir.ArgPos {
				return false
			}
			values = append(values, a.Value)
		}
	} else if right.Op == ir.OpDict {
		return false
	}
	next := 0
	for n, tok := range tokens {
		t.tokens = append(t.tokens, tok)
		at := tok.bodyStart
		for i := at; i < tok.bodyEnd; i++ {
			if e.Text[i] != '%' {
				continue
			}
			if i+1 < tok.bodyEnd && e.Text[i+1] == '%' {
				i++
				continue
			}
			if i+1 >= tok.bodyEnd || strings.IndexByte("sdi", e.Text[i+1]) < 0 || next >= len(values) {
				return false
			}
			t.text(e.Text, n, at, i, tok.raw(), "%")
			t.hole(e.value(values[next]), n, i, i+2)
			next++
			i++
			at = i + 1
		}
		t.text(e.Text, n, at, tok.bodyEnd, tok.raw(), "%")
	}
	return next == len(values) && e.setTail(t, in.A, reg)
}

// setTail marks what stands between a literal and the end of the expression.
func (e *editor) setTail(t *template, literal, whole int32) bool {
	w := e.span(whole)
	t.tail = source.Span{Start: e.outer(e.span(literal), w.Start-1).End, End: w.End}
	return t.tail.Start < t.tail.End && !strings.Contains(e.source(t.tail), "#")
}

// value is a hole supplied from outside the literal.
func (e *editor) value(reg int32) hole {
	s := e.span(reg)
	expr := e.source(s)
	return hole{reg: reg, expr: expr, field: "{" + expr + "}", within: s, plain: true}
}

// readFormatCall reads "...".format(values).
func (e *editor) readFormatCall(t *template, reg int32, in *ir.Instr) bool {
	callee := e.instr(in.A)
	if callee.Op != ir.OpMember || e.Fn.IR.Names[callee.B] != "format" {
		return false
	}
	tokens, ok := e.literals(callee.A)
	if !ok {
		return false
	}
	t.braces = true
	args := e.Fn.IR.ArgsOf(in)
	next := 0
	for n, tok := range tokens {
		t.tokens = append(t.tokens, tok)
		at := tok.bodyStart
		for i := at; i < tok.bodyEnd; i++ {
			if c := e.Text[i]; c != '{' && c != '}' {
				continue
			} else if i+1 < tok.bodyEnd && e.Text[i+1] == c {
				i++
				continue
			}
			end := strings.IndexByte(e.Text[i:tok.bodyEnd], '}')
			if end < 0 {
				return false
			}
			value, ok := e.formatArg(args, e.Text[i+1:i+end], &next)
			if !ok {
				return false
			}
			t.text(e.Text, n, at, i, tok.raw(), "{}")
			t.hole(e.value(value), n, i, i+end+1)
			i += end
			at = i + 1
		}
		t.text(e.Text, n, at, tok.bodyEnd, tok.raw(), "{}")
	}
	return e.setTail(t, callee.A, reg)
}

// formatArg finds what a replacement field of format names: the next argument,
// one by position or one by name.
func (e *editor) formatArg(args []ir.Arg, name string, next *int) (int32, bool) {
	at, err := strconv.Atoi(name)
	if name == "" {
		at, err = *next, nil
		*next++
	}
	for i, a := range args {
		switch {
		case a.Kind != ir.ArgPos && a.Kind != ir.ArgNamed:
			return ir.None, false
		case err == nil && i == at && a.Kind == ir.ArgPos, a.Kind == ir.ArgNamed && e.Fn.IR.Names[a.Name] == name:
			return a.Value, true
		}
	}
	return ir.None, false
}

// plain turns interpolated literals of which nothing is interpolated any more
// into plain ones, and writes signs as the new form reads them: a percent sign
// doubled where parameters are passed that way, halved where % is gone.
// gone tells of each hole, inside of each mark whether an edit replaces it.
func (e *editor) plain(t *template, gone, inside []bool, double, halve bool) {
	kept := make([]bool, len(t.tokens))
	for _, m := range t.marks {
		if m.hole >= 0 && !gone[m.hole] {
			kept[m.token] = true
		}
	}
	for i := range t.tokens {
		tok := &t.tokens[i]
		if at := strings.IndexAny(tok.prefix, "fF"); at >= 0 && !kept[i] {
			e.replace(tok.start+at, tok.start+at+1, "")
		}
	}
	for i, m := range t.marks {
		if inside[i] || m.hole >= 0 {
			continue
		}
		twice := m.end-m.start == 2
		switch {
		case m.b == '%' && double && !twice:
			e.insert(m.start, "%")
		case m.b == '%' && halve && twice:
			e.replace(m.start, m.end, "%")
		case (m.b == '{' || m.b == '}') && twice && !kept[m.token]:
			e.replace(m.start, m.end, string(m.b))
		}
	}
}
