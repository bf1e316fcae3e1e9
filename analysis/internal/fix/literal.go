package fix

import "strings"

// token is one string literal as written; implicit concatenation gives several.
type token struct {
	start, end         int // with prefix and quotes
	bodyStart, bodyEnd int
	prefix, quote      string
	fields             []field // of an interpolated string
}

// field is an interpolated value: {expression!conversion:format}.
type field struct {
	start, end         int // with braces
	exprStart, exprEnd int
	conversion, format string
	nested             bool // its format is interpolated too, or it documents itself (=)
}

func (t *token) interpolated() bool { return strings.ContainsAny(t.prefix, "fF") }
func (t *token) raw() bool          { return strings.ContainsAny(t.prefix, "rR") }

// scanLiterals reads the string literals that make up text[start:end]; false if
// there is anything else.
func scanLiterals(text string, start, end int) ([]token, bool) {
	var out []token
	for at := start; ; {
		at += blank(text[at:end])
		if at >= end {
			return out, len(out) > 0
		}
		t, ok := scanLiteral(text[:end], at)
		if !ok {
			return nil, false
		}
		out = append(out, t)
		at = t.end
	}
}

func scanLiteral(text string, at int) (token, bool) {
	t := token{start: at}
	for at < len(text) && strings.IndexByte("rRbBuUfF", text[at]) >= 0 {
		at++
	}
	t.prefix = text[t.start:at]
	if at >= len(text) || len(t.prefix) > 2 || text[at] != '"' && text[at] != '\'' {
		return t, false
	}
	t.quote = text[at : at+1]
	if triple := strings.Repeat(t.quote, 3); strings.HasPrefix(text[at:], triple) {
		t.quote = triple
	}
	at += len(t.quote)
	t.bodyStart = at
	for at < len(text) {
		switch c := text[at]; {
		case c == '\\':
			at += 2
		case strings.HasPrefix(text[at:], t.quote):
			t.bodyEnd, t.end = at, at+len(t.quote)
			return t, true
		case (c == '\n' || c == '\r') && len(t.quote) == 1:
			return t, false
		case c == '{' && t.interpolated():
			if strings.HasPrefix(text[at:], "{{") {
				at += 2
				continue
			}
			f, ok := scanField(text, at)
			if !ok {
				return t, false
			}
			t.fields = append(t.fields, f)
			at = f.end
		default:
			at++
		}
	}
	return t, false
}

// scanField reads an interpolated value, skipping strings and brackets in it.
func scanField(text string, at int) (field, bool) {
	f := field{start: at, exprStart: at + 1}
	depth := 0
	for at++; at < len(text); {
		switch c := text[at]; {
		case c == '"' || c == '\'':
			inner, ok := scanLiteral(text, at)
			if !ok {
				return f, false
			}
			at = inner.end
			continue
		case strings.IndexByte("([{", c) >= 0:
			depth++
		case depth > 0 && strings.IndexByte(")]}", c) >= 0:
			depth--
		case depth > 0:
		case c == '}':
			f.exprEnd, f.end = at, at+1
			return f, true
		case c == '!' && at+1 < len(text) && text[at+1] != '=', c == ':':
			f.exprEnd = at
			return scanSuffix(text, at, f)
		case c == '=' && at+1 < len(text) && strings.IndexByte("}!:", text[at+1]) >= 0 && strings.IndexByte("=!<>", text[at-1]) < 0:
			f.nested = true
		}
		at++
	}
	return f, false
}

// scanSuffix reads what follows the expression: a conversion, a format, the brace.
func scanSuffix(text string, at int, f field) (field, bool) {
	if text[at] == '!' && at+2 < len(text) {
		f.conversion = text[at+1 : at+2]
		at += 2
	}
	end := strings.IndexByte(text[at:], '}')
	if end < 0 {
		return f, false
	}
	if text[at] == ':' {
		f.format = text[at+1 : at+end]
	}
	if strings.Contains(f.format, "{") {
		f.nested = true
		close := strings.IndexByte(text[at+end+1:], '}')
		if close < 0 {
			return f, false
		}
		end += close + 1
	}
	f.end = at + end + 1
	return f, true
}
