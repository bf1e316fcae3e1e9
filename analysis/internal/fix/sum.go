package fix

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/source"
)

// readSum reads "..." + value + "...": a hole reaches from the closing quote of
// the literal before it to the opening quote of the one behind it.
func (e *editor) readSum(t *template, reg int32) bool {
	parts, ok := e.operands(reg, nil, 0)
	if !ok || len(parts) == 0 {
		return false
	}
	whole := e.span(reg)
	for i := 0; i < len(parts); i++ {
		in := e.instr(parts[i])
		if in.Op == ir.OpFormat {
			t.braces = true
			if !e.readInterpolated(t, parts[i]) {
				return false
			}
			continue
		}
		if tokens, ok := e.literals(parts[i]); ok {
			for _, tok := range tokens {
				t.tokens = append(t.tokens, tok)
				t.text(e.Text, len(t.tokens)-1, tok.bodyStart, tok.bodyEnd, tok.raw(), "")
			}
			continue
		}
		if !e.sumHole(t, parts, i, whole) {
			return false
		}
	}
	return len(t.holes) > 0
}

// operands flattens a chain of additions.
func (e *editor) operands(reg int32, to []int32, depth int) ([]int32, bool) {
	in := e.instr(reg)
	if in.Op != ir.OpBinary {
		return append(to, reg), true
	}
	if ir.BinaryOp(in.Sub) != ir.Add || in.Flags&ir.InPlace != 0 || depth > 64 {
		return nil, false
	}
	to, ok := e.operands(in.A, to, depth+1)
	if !ok {
		return nil, false
	}
	return e.operands(in.B, to, depth+1)
}

// sumHole adds the operand at i, which is no literal but has one before it, and
// one behind it unless it is the last.
func (e *editor) sumHole(t *template, parts []int32, i int, whole source.Span) bool {
	if i == 0 || !e.isText(parts[i-1]) || len(t.tokens) == 0 {
		return false
	}
	left := &t.tokens[len(t.tokens)-1]
	h := e.value(parts[i])
	h.sum = true
	if inner, ok := e.converted(parts[i]); ok {
		h.expr = e.source(e.span(inner))
	}
	if i == len(parts)-1 {
		h.join = left.quote
		end := e.outer(e.span(parts[i]), left.end).End
		if end > whole.End || strings.Contains(e.Text[left.end:h.within.Start], "#") {
			return false
		}
		t.hole(h, len(t.tokens)-1, left.bodyEnd, end)
		return true
	}
	next := e.span(parts[i+1])
	right, ok := scanLiteral(e.Text[:next.End], next.Start)
	if !ok || !e.isText(parts[i+1]) {
		return false
	}
	before, behind := e.Text[left.end:h.within.Start], e.Text[h.within.End:right.start]
	if strings.Contains(before+behind, "#") || strings.Count(before, "(") != strings.Count(behind, ")") {
		return false
	}
	switch {
	case strings.Contains(behind, "\n"):
		h.join = left.quote + strings.TrimLeft(behind, ")") + right.prefix + right.quote
	case left.quote != right.quote || !strings.EqualFold(left.prefix, right.prefix):
		h.join = left.quote + " + " + right.prefix + right.quote
	}
	t.hole(h, len(t.tokens)-1, left.bodyEnd, right.bodyStart)
	return true
}

func (e *editor) isText(reg int32) bool {
	in := e.instr(reg)
	return in.Op == ir.OpFormat || in.Op == ir.OpConst && e.Fn.IR.Consts[in.A].Kind == ir.ConstString
}

// converted looks through str(x): a bound value needs no conversion.
func (e *editor) converted(reg int32) (int32, bool) {
	in, args, ok := e.call(reg)
	if !ok || len(args) != 1 || args[0].Kind != ir.ArgPos {
		return ir.None, false
	}
	callee := e.instr(in.A)
	if callee.Op == ir.OpName && e.Fn.IR.Names[callee.A] == "str" {
		return args[0].Value, true
	}
	return ir.None, false
}
