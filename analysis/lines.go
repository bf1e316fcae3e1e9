package analysis

import "strings"

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
	s := lineScanner{lines: newLines(text), src: text.String()}
	s.code(inFile)
	return s.lines
}

func newLines(text *Text) *lines {
	l := &lines{text: text, at: make([]lineState, text.Lines())}
	for i := range l.at {
		l.at[i].comment = -1
	}
	return l
}

type lineScanner struct {
	*lines
	src   string
	pos   int
	deep  int                  // strings in holes of strings
	begin func(s *lineScanner) // called where a line of the file begins that no bracket, string or backslash joins to the one before
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
	fresh := where == inFile
	for s.pos < len(s.src) {
		if fresh && s.begin != nil {
			s.begin(s)
			if s.pos == len(s.src) {
				return
			}
		}
		fresh = false
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
			fresh = where == inFile && depth == 0 && (c == '\n' || !strings.HasPrefix(s.src[s.pos:], "\r\n"))
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
