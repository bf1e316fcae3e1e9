package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
)

// Strings are kept as parts: literals and holes. Limits count parts and bytes.
const (
	maxParts   = 48
	maxLiteral = 1 << 12
)

// concat joins values into one string value, in order, with flows of all.
// regs[i] is the register a value was read from, for fixes.
func (e *evaluator) concat(vals []*value, regs []int32) *value {
	out := &value{obj: -1}
	shapes := [][]part{nil}
	for i, v := range vals {
		fs := v.flows
		if i > 0 && len(fs) > 0 {
			fs = e.joined(vals[i-1], v)
		}
		out.flows = union(out.flows, fs)
		shapes = extend(shapes, v, regs[i])
	}
	last := out
	for i, s := range shapes {
		if i > 0 {
			last.alt = &value{obj: -1}
			last = last.alt
		}
		last.parts = s
	}
	if len(shapes) == 1 {
		fold(out)
	}
	return out
}

// extend appends a value to every shape so far; alternatives multiply, up to maxShapes.
func extend(shapes [][]part, v *value, reg int32) [][]part {
	var out [][]part
	for _, s := range shapes {
		for a := v; a != nil && len(out) < maxShapes; a = a.alt {
			out = append(out, appendShape(s, a, reg))
		}
	}
	return out
}

func appendShape(s []part, v *value, reg int32) []part {
	n := append(make([]part, 0, len(s)+2), s...)
	sh := v.shape()
	if sh == nil {
		if v.konst != nil {
			if text, ok := constText(v.konst); ok {
				return addLiteral(n, text, reg)
			}
		}
		return addHole(n, part{hole: v, reg: reg})
	}
	for _, p := range sh {
		if p.hole != nil {
			n = addHole(n, p)
		} else {
			n = addLiteral(n, p.text, p.reg)
		}
	}
	return n
}

func addHole(s []part, p part) []part {
	if len(s) >= maxParts {
		return s
	}
	return append(s, p)
}

func addLiteral(s []part, text string, reg int32) []part {
	if text == "" {
		return s
	}
	if k := len(s) - 1; k >= 0 && s[k].hole == nil {
		if len(s[k].text)+len(text) > maxLiteral {
			return s
		}
		s[k].text += text
		return s
	}
	if len(s) >= maxParts {
		return s
	}
	return append(s, part{text: text, reg: reg})
}

// fold turns a string without holes into a constant.
func fold(v *value) {
	if len(v.flows) > 0 || len(v.parts) > 1 || len(v.parts) == 1 && v.parts[0].hole != nil {
		return
	}
	k := &ir.Const{Kind: ir.ConstString}
	if len(v.parts) == 1 {
		k.Str = v.parts[0].text
	}
	v.konst, v.parts = k, nil
}

func constText(k *ir.Const) (string, bool) {
	switch k.Kind {
	case ir.ConstString:
		return k.Str, true
	case ir.ConstInt:
		if k.Str != "" {
			return k.Str, true
		}
		return itoa(k.Int), true
	case ir.ConstBool:
		if k.Int != 0 {
			return "True", true
		}
		return "False", true
	case ir.ConstFloat:
		return k.Str, true
	}
	return "", false
}

// text gives the literal text of a value with "\x00" for every hole, for each
// alternative; ok is false when the shape is not known.
func (v *value) texts() (out []string, ok bool) {
	for a := v; a != nil; a = a.alt {
		sh := a.shape()
		if sh == nil {
			continue
		}
		var b strings.Builder
		for _, p := range sh {
			if p.hole != nil {
				b.WriteByte(0)
			} else {
				b.WriteString(p.text)
			}
		}
		out = append(out, b.String())
	}
	return out, len(out) > 0
}

// harmful selects the flows of a value that can do harm in a context. start
// tells, for a symbolic flow, whether the string begins with it, so that a
// caller's own prefix counts.
func (e *evaluator) harmful(v *value, context string) (out []flow, start bool) {
	switch {
	case context == "url" && v.shaped():
		return harmfulAddress(v)
	case context == "shell" && v.shaped():
		return e.harmfulWords(v), true
	case context == "html" && v.shaped():
		return e.harmfulMarkup(v), true
	case context == "header" && v.shaped():
		return harmfulHeaders(v), true
	case context == "argument" && v.shaped():
		// Only what begins a word can be an option.
		for a := v; a != nil; a = a.alt {
			if sh := a.shape(); len(sh) > 0 && sh[0].hole != nil {
				out = union(out, sh[0].hole.flows)
			}
		}
		return out, true
	}
	return v.flows, true
}

// emptyLine ends the headers of a message.
var emptyLine = lazy.Trusted(`\r?\n\r?\n`)

// harmfulHeaders: behind the first empty line a message is only its body.
func harmfulHeaders(v *value) (out []flow) {
	for a := v; a != nil; a = a.alt {
		text := ""
		for _, p := range a.shape() {
			if p.hole == nil {
				text += p.text
				continue
			}
			if emptyLine.MatchString(strings.TrimLeft(text, "\r\n")) {
				break
			}
			out = union(out, p.hole.flows)
			text += "\x00"
		}
	}
	return out
}

// harmfulAddress: a hole behind a fixed host is harmless.
func harmfulAddress(v *value) (out []flow, start bool) {
	start = true
	for a := v; a != nil; a = a.alt {
		prefix := ""
		for i, p := range a.shape() {
			if p.hole == nil {
				prefix += p.text
				continue
			}
			if hostFixed(prefix) {
				break
			}
			if i > 0 {
				start = false
			}
			out = union(out, p.hole.flows)
			prefix += "\x00"
		}
	}
	return out, start
}

// unescapable matches text behind which escaping does not help: an address that
// may be javascript:, an attribute without quotes, a script.
var unescapable = lazy.Trusted(`(?is)(?:\b(?:href|src|action|formaction|poster)\s*=\s*["']?\s*|<\w[^<>]*\s[\w-]+=|<script\b[^>]*>(?:[^<]|<[^/])*)$`)

// harmfulMarkup: where escaping does not help, what is only escaped counts as it came.
func (e *evaluator) harmfulMarkup(v *value) (out []flow) {
	for a := v; a != nil; a = a.alt {
		prefix := ""
		for _, p := range a.shape() {
			if p.hole == nil {
				prefix += p.text
				continue
			}
			fs := p.hole.flows
			if len(fs) > 0 && unescapable.MatchString(prefix) {
				fs = mapFlows(fs, func(f *flow) {
					if f.cleared&e.sv.address == 0 {
						f.cleared &^= e.sv.markup
					}
				})
			}
			out = union(out, fs)
			prefix += "\x00"
		}
	}
	return out
}

// harmfulWords: what was quoted for a shell, and then put between quotes, ends the
// quotes around it: it counts as it came.
func (e *evaluator) harmfulWords(v *value) (out []flow) {
	for a := v; a != nil; a = a.alt {
		quote := byte(0)
		for _, p := range a.shape() {
			if p.hole == nil {
				quote = quoted(p.text, quote)
				continue
			}
			fs := p.hole.flows
			if quote != 0 {
				fs = mapFlows(fs, func(f *flow) {
					if f.marks&marks(e.sv.in.Words.Quoted) != 0 {
						f.cleared &^= e.sv.in.Words.Shell
					}
				})
			}
			out = union(out, fs)
		}
	}
	return out
}

// quoted gives the quote that is open behind a text, 0 for none.
func quoted(text string, open byte) byte {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && open != '\'':
			i++
		case open == 0 && (c == '"' || c == '\''):
			open = c
		case c == open:
			open = 0
		}
	}
	return open
}

var fixedHost = lazy.Trusted(`^[A-Za-z][A-Za-z0-9+.-]*://[^/?#\\]*[/?#]|^/[^/\\]`)

// hostFixed tells whether the text in front of a hole fixes scheme and host.
// A hole in the prefix is trusted: it was judged on its own, as a hole.
func hostFixed(prefix string) bool {
	return fixedHost.MatchString(prefix) || len(prefix) > 1 && prefix[0] == 0 && strings.IndexByte("/?&#", prefix[1]) >= 0
}

// percent splits a "%" format into literals and holes taken from args in order
// or by key, numbers through number; ok is false for formats that cannot be read.
func percent(format string, next func() *value, byKey func(string) *value, number func(*value) *value) ([]*value, bool) {
	var out []*value
	lit := strings.Builder{}
	flush := func() {
		if lit.Len() > 0 {
			out = append(out, str(lit.String()))
			lit.Reset()
		}
	}
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			lit.WriteByte(format[i])
			continue
		}
		i++
		key, keyed := "", false
		if i < len(format) && format[i] == '(' {
			end := strings.IndexByte(format[i:], ')')
			if end < 0 {
				return nil, false
			}
			key, keyed = format[i+1:i+end], true
			i += end + 1
		}
		for i < len(format) && strings.IndexByte("#0- +.*123456789", format[i]) >= 0 {
			i++
		}
		if i >= len(format) {
			return nil, false
		}
		if format[i] == '%' {
			lit.WriteByte('%')
			continue
		}
		var v *value
		if keyed {
			v = byKey(key)
		} else {
			v = next()
		}
		if v == nil {
			return nil, false
		}
		flush()
		if strings.IndexByte("diouxXeEfFgGc", format[i]) >= 0 && format[i] != 'c' {
			v = number(v)
		}
		out = append(out, v)
	}
	flush()
	return out, true
}

// braces splits a str.format template likewise.
func braces(format string, pos func(int) *value, byKey func(string) *value) ([]*value, bool) {
	var out []*value
	lit := strings.Builder{}
	auto := 0
	for i := 0; i < len(format); i++ {
		c := format[i]
		if (c == '{' || c == '}') && i+1 < len(format) && format[i+1] == c {
			lit.WriteByte(c)
			i++
			continue
		}
		if c != '{' {
			lit.WriteByte(c)
			continue
		}
		end := strings.IndexByte(format[i:], '}')
		if end < 0 {
			return nil, false
		}
		name := format[i+1 : i+end]
		i += end
		if k := strings.IndexAny(name, "!:"); k >= 0 {
			name = name[:k]
		}
		head := name
		if k := strings.IndexAny(name, ".["); k >= 0 {
			head = name[:k]
		}
		var v *value
		if head == "" {
			v = pos(auto)
			auto++
		} else if head[0] >= '0' && head[0] <= '9' {
			v = pos(int(head[0] - '0'))
		} else {
			v = byKey(head)
		}
		if v == nil {
			v = unknown
		}
		if lit.Len() > 0 {
			out = append(out, str(lit.String()))
			lit.Reset()
		}
		out = append(out, v)
	}
	if lit.Len() > 0 {
		out = append(out, str(lit.String()))
	}
	return out, true
}

// str is a constant string value.
func str(s string) *value {
	return &value{obj: -1, konst: &ir.Const{Kind: ir.ConstString, Str: s}}
}
