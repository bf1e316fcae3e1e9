package analysis

import (
	"strings"
	"unicode/utf8"
)

// widest is up to how many characters a line may grow before a suppression goes above it instead.
const widest = 100

// Silence gives the edit that writes a suppression of a finding, with its reason, into the finding's file: behind the
// line it is on, or above it where that line has no room, is inside a string or goes on behind a backslash. False: no
// comment can stand where it would count, or there is no reason.
func Silence(text *Text, f *Finding, reason string) (TextEdit, bool) {
	comment, ok := directive(f.Rule, reason)
	if !ok || f.Span.Start > text.Len() {
		return TextEdit{}, false
	}
	lines := scanLines(text)
	first, last := text.Line(f.Span.Start), text.Line(max(f.Span.Start, f.Span.End-1))
	var behind *TextEdit
	for i := first; i <= last && behind == nil; i++ {
		if e, ok := lines.behind(i, comment); ok {
			behind = &e
		}
	}
	if behind != nil {
		line := text.LineText(text.Line(behind.Start))
		if utf8.RuneCountInString(line)+utf8.RuneCountInString(behind.New) <= widest {
			return *behind, true
		}
	}
	if above, ok := lines.above(first, comment); ok {
		return above, true
	}
	if behind != nil {
		return *behind, true
	}
	return TextEdit{}, false
}

// directive is the comment as package suppress reads it.
func directive(rule, reason string) (string, bool) {
	reason = strings.Join(strings.Fields(reason), " ")
	if strings.Trim(reason, " \t:-–—") == "" {
		return "", false
	}
	return "# underpin: ignore[" + rule + "] " + reason, true
}

// behind writes a comment at the end of a line, behind one that is there already.
func (l *lines) behind(line int, comment string) (TextEdit, bool) {
	x := l.at[line]
	if x.open {
		return TextEdit{}, false
	}
	span := l.text.LineSpan(line)
	if x.comment >= 0 && strings.Contains(l.text.Slice(Span{Start: x.comment, End: span.End}), "underpin:") {
		return TextEdit{}, false // it would become part of that one's reason
	}
	code := strings.TrimRight(l.text.Slice(span), " \t\f")
	return TextEdit{Start: span.Start + len(code), End: span.End, New: "  " + comment}, code != ""
}

// above writes a comment on a line of its own.
func (l *lines) above(line int, comment string) (TextEdit, bool) {
	if line > 0 && l.at[line-1].open {
		return TextEdit{}, false
	}
	start, code := l.text.LineStart(line), l.text.LineText(line)
	indent := code[:len(code)-len(strings.TrimLeft(code, " \t"))]
	return TextEdit{Start: start, End: start, New: indent + comment + l.lineEnd(line)}, true
}

// lineEnd is what ends a line, or others where it is the last.
func (l *lines) lineEnd(line int) string {
	for _, i := range []int{line, 0} {
		if end := l.text.Slice(Span{Start: l.text.LineEnd(i), End: l.text.LineStart(i + 1)}); end != "" {
			return end
		}
	}
	return "\n"
}

// lines tells for each line of a text how it ends.
type lines struct {
	text *Text
	at   []lineState
}

type lineState struct {
	open    bool // its end is inside a string, or a backslash joins the next line to it: no comment can stand there
	comment int  // where its comment begins, or -1
}

// scanLines reads strings, comments and continuations. It need not understand more: where code is broken, a string
// between single quotes ends with its line.
func scanLines(text *Text) *lines {
	l := &lines{text: text, at: make([]lineState, text.Lines())}
	for i := range l.at {
		l.at[i].comment = -1
	}
	s := lineScanner{lines: l, src: text.String()}
	s.code(inFile)
	return l
}

type lineScanner struct {
	*lines
	src  string
	pos  int
	deep int // strings in holes of strings
}

const mostDeep = 32 // nobody nests strings deeper

// Where code stands.
const (
	inFile = iota
	inHole // of a string
	inLine // a hole that ends with its line
)

// code reads up to the end or, in a hole of a string, up to what closes it or begins its format.
func (s *lineScanner) code(where int) {
	depth := 0
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; c {
		case '#':
			s.at[s.text.Line(s.pos)].comment = s.pos
			if n := strings.IndexAny(s.src[s.pos:], "\r\n"); n >= 0 {
				s.pos += n
			} else {
				s.pos = len(s.src)
			}
			continue
		case '\\':
			s.escape()
			continue
		case '"', '\'':
			s.stringAt()
			continue
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			if where != inFile && depth == 0 {
				return
			}
			depth = max(0, depth-1)
		case ':':
			if where != inFile && depth == 0 {
				return
			}
		case '\r', '\n':
			if where == inLine {
				return
			}
		}
		s.pos++
	}
}

// escape goes behind a backslash and what follows it; before a line end it leaves the line open.
func (s *lineScanner) escape() {
	line := s.text.Line(s.pos)
	s.pos++
	if s.pos < len(s.src) && (s.src[s.pos] == '\n' || s.src[s.pos] == '\r') {
		s.at[line].open = true
		s.pos = s.text.LineStart(line + 1)
	} else if s.pos < len(s.src) {
		s.pos++
	}
}

// stringAt goes behind the string that begins at a quote.
func (s *lineScanner) stringAt() {
	quote := s.src[s.pos : s.pos+1]
	start := s.pos
	for start > 0 && start > s.pos-2 && s.src[start-1]|0x20 >= 'a' && s.src[start-1]|0x20 <= 'z' {
		start--
	}
	holes := strings.ContainsAny(s.src[start:s.pos], "fFtT")
	if long := strings.Repeat(quote, 3); strings.HasPrefix(s.src[s.pos:], long) {
		quote = long
	}
	first := s.text.Line(s.pos)
	s.pos += len(quote)
	s.deep++
	closed := s.content(quote, holes && s.deep < mostDeep, false)
	s.deep--
	last := s.text.Line(s.pos)
	for line := first; line < last; line++ {
		s.at[line].open = true
	}
	if !closed && len(quote) == 3 {
		s.at[last].open = true
	}
}

// content reads a string behind its quote, or the format of a hole up to what closes that. False: neither came.
func (s *lineScanner) content(quote string, holes, format bool) (closed bool) {
	where := inHole
	if len(quote) == 1 {
		where = inLine
	}
	for s.pos < len(s.src) {
		switch c := s.src[s.pos]; {
		case strings.HasPrefix(s.src[s.pos:], quote):
			if !format {
				s.pos += len(quote)
			}
			return true
		case format && c == '}':
			return true
		case c == '\\':
			s.escape()
		case (c == '\n' || c == '\r') && len(quote) == 1:
			return false
		case holes && c == '{' && !format && strings.HasPrefix(s.src[s.pos:], "{{"):
			s.pos += 2
		case holes && c == '{':
			s.pos++
			s.code(where)
			if strings.HasPrefix(s.src[s.pos:], ":") {
				s.pos++
				s.content(quote, !format, true)
			}
			if strings.HasPrefix(s.src[s.pos:], "}") {
				s.pos++
			}
		default:
			s.pos++
		}
	}
	return false
}
