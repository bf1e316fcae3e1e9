package fix

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// group is one value of a statement: a hole on its own, or a quoted text with
// holes in it. first and last are marks, those of the quotes included.
type group struct {
	first, last int
	quote       byte // 0: none
	holes       []int
}

// groups reads the quotes of a text, and its comments if it is a statement.
// False: a hole lies in a comment or a quote is not closed.
func (t *template) groups(comments bool) ([]group, bool) {
	var out []group
	var open group
	for i := 0; i < len(t.marks); i++ {
		m := &t.marks[i]
		switch {
		case m.hole >= 0 && open.quote != 0:
			open.holes = append(open.holes, m.hole)
		case m.hole >= 0:
			out = append(out, group{first: i, last: i, holes: []int{m.hole}})
		case open.quote == 0 && (m.b == '\'' || m.b == '"' || m.b == '`'):
			open = group{first: i, quote: m.b}
		case comments && open.quote == 0 && (t.at(i, "--") || t.at(i, "/*")):
			end := t.commentEnd(i)
			if end < 0 {
				return nil, false
			}
			i = end
		case open.quote != 0 && m.b == open.quote:
			if i+1 < len(t.marks) && t.marks[i+1].hole < 0 && t.marks[i+1].b == m.b {
				i++
				continue
			}
			if open.last = i; len(open.holes) > 0 {
				out = append(out, open)
			}
			open = group{}
		}
	}
	return out, open.quote == 0
}

func (t *template) at(i int, text string) bool {
	for j := range len(text) {
		if i+j >= len(t.marks) || t.marks[i+j].hole >= 0 || t.marks[i+j].b != text[j] {
			return false
		}
	}
	return true
}

// commentEnd is the last mark of the comment that begins at i, or -1 if a hole is in it.
func (t *template) commentEnd(i int) int {
	line := t.at(i, "--")
	for ; i < len(t.marks); i++ {
		switch {
		case t.marks[i].hole >= 0:
			return -1
		case line && t.marks[i].b == '\n':
			return i
		case !line && t.at(i, "*/"):
			return i + 1
		}
	}
	return i
}

// shown writes marks as text in lower case, holes as NUL.
func (t *template) shown(from, to int) string {
	var b strings.Builder
	for _, m := range t.marks[from:to] {
		if m.hole >= 0 {
			b.WriteByte(0)
		} else {
			b.WriteByte(m.b)
		}
	}
	return strings.ToLower(b.String())
}

var (
	takesValues   = lazy.Trusted(`^\s*(?:select|insert|update|delete|replace|with|merge|call|exec|execute)\b`)
	beforeValue   = lazy.Trusted(`(?:[=<>]|\|\||\b(?:like|ilike|glob|match|regexp|rlike|limit|offset|between))\s*$`)
	beforeUpper   = lazy.Trusted(`\bbetween\s+\S+\s+and\s*$`)
	beforeValues  = lazy.Trusted(`\bvalues\s*(?:\([^()]*\)\s*,\s*)*\($`)
	beforeMembers = lazy.Trusted(`\bin\s*\($`)
	beforeNames   = lazy.Trusted(`\b(?:into|table|index|on|references|key|join|from|update|by|using)\s+\S+\s*\($`)
	functionOpen  = lazy.Trusted(`[a-z_]\w*\($`)
)

// isValue tells whether a group stands where a statement takes a value, so that
// a placeholder can stand there: never a name, a keyword or a list.
func (t *template) isValue(g *group) bool {
	before, after := t.shown(0, g.first), t.shown(g.last+1, len(t.marks))
	if !takesValues.MatchString(before) || g.quote == '`' {
		return false
	}
	if touches(before, true) || touches(after, false) {
		return false
	}
	if beforeValue.MatchString(before) || beforeUpper.MatchString(before) {
		return true
	}
	return inList(before, after, g.quote == '\'')
}

// touches tells whether a text sticks to the value beside it: part of a name, or
// of a value of which another part is written out.
func touches(text string, before bool) bool {
	if text == "" {
		return false
	}
	c := text[0]
	if before {
		c = text[len(text)-1]
	}
	return c == 0 || c == '_' || c == '.' || c == '%' || c == '\'' || c == '"' || c == '`' || c == '$' || c == '@' || c == ':' && before ||
		c == '(' && !before || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 0x80
}

// inList tells whether the value is one of VALUES (...), of IN (...) or an
// argument of a function.
func inList(before, after string, quoted bool) bool {
	open := openBracket(before)
	if open < 0 {
		return false
	}
	head := before[:open+1]
	inner := strings.TrimSpace(before[open+1:])
	if inner != "" && !strings.HasSuffix(inner, ",") {
		return false
	}
	after = strings.TrimSpace(after)
	if after == "" || after[0] != ',' && after[0] != ')' {
		return false
	}
	// A lone hole in brackets may be a whole list put together elsewhere.
	lone := inner == "" && after[0] == ')' && !quoted
	switch {
	case beforeValues.MatchString(head), beforeMembers.MatchString(head):
		return !lone
	case beforeNames.MatchString(head):
		return false
	}
	// What a function takes without quotes may as well be a column.
	return quoted && functionOpen.MatchString(head)
}

// openBracket is the offset of the innermost bracket still open at the end of a text.
func openBracket(text string) int {
	depth := 0
	for i := len(text) - 1; i >= 0; i-- {
		switch text[i] {
		case ')':
			depth++
		case '(':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}
