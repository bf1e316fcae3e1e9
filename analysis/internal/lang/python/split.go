package python

import (
	"bytes"
	"hash/fnv"

	"underpin/analysis/internal/syntax"
)

// Split finds where a text, as Prelex gives it, can be read in parts: in front of definitions and their decorators that
// begin a line at its very start, outside of strings and brackets. No bracket can hold a def or a class, so one that is
// open there was not closed, and what is wrong in front of it does not reach further. An unclosed string does: whether a
// line is code or prose between three quotes is not to be told.
//
// Which of the places part a long text is told by the definition's own line, so that an edit moves no cut but its own.
func Split(text []byte) []syntax.Cut {
	s := splitter{text: text, head: -1}
	if bytes.HasPrefix(text, []byte("\xef\xbb\xbf")) {
		s.begin, s.at = 3, 3
	}
	s.line()
	s.scan()
	return s.cuts
}

type splitter struct {
	text  []byte
	begin int // where code begins: behind a byte order mark
	at    int
	depth int // of brackets
	head  int // where the decorators of the next definition begin, or -1
	cuts  []syntax.Cut
}

// The bytes below 64 that scan looks at, and above: brackets, braces, backslashes.
const splitting uint64 = 1<<'\n' | 1<<'"' | 1<<'\'' | 1<<'#' | 1<<'(' | 1<<')'

func (s *splitter) scan() {
	for s.at < len(s.text) {
		c := s.text[s.at]
		if c < 64 && splitting>>c&1 == 0 || c >= 64 && c != '[' && c != ']' && c != '{' && c != '}' && c != '\\' {
			s.at++
			continue
		}
		switch c {
		case '\n':
			s.at++
			s.line()
		case '#':
			s.to('\n')
		case '"', '\'':
			s.skipString(c)
		case '\\':
			s.at += 2 // a line end behind it begins no line
		case '(', '[', '{':
			s.depth++
			s.at++
		default:
			s.depth = max(0, s.depth-1)
			s.at++
		}
	}
}

// to goes on to the next such byte.
func (s *splitter) to(c byte) {
	n := bytes.IndexByte(s.text[s.at:], c)
	if n < 0 {
		n = len(s.text) - s.at
	}
	s.at += n
}

// skipString goes behind a string. One between single quotes ends with its line at the latest.
func (s *splitter) skipString(quote byte) {
	long := len(s.text) >= s.at+3 && s.text[s.at+1] == quote && s.text[s.at+2] == quote
	s.at++
	if long {
		s.at += 2
	}
	for s.at < len(s.text) {
		switch c := s.text[s.at]; {
		case c == '\\':
			s.at++
		case c == '\n' && !long:
			return
		case c == quote && !long:
			s.at++
			return
		case c == quote && s.at+2 < len(s.text) && s.text[s.at+1] == quote && s.text[s.at+2] == quote:
			s.at += 3
			return
		}
		s.at++
	}
}

// line looks at the beginning of a line of code.
func (s *splitter) line() {
	if s.at == len(s.text) {
		return
	}
	switch c := s.text[s.at]; {
	case s.defines(s.at):
		s.definition()
	case c == '@':
		// Inside of brackets it may be the operator, or a bracket was not closed.
		if s.head < 0 && (s.depth == 0 || s.decorates(s.at)) {
			s.head, s.depth = s.at, 0
		}
	case s.depth == 0 && bytes.IndexByte([]byte(" \t\f#\r\n"), c) < 0:
		s.head = -1
	}
}

// definition cuts in front of one, and of its decorators.
func (s *splitter) definition() {
	at := s.at
	if s.head >= 0 {
		at = s.head
	}
	s.head, s.depth = -1, 0
	if at > s.begin {
		s.cuts = append(s.cuts, syntax.Cut{At: at, Far: s.far(s.at)})
	}
}

// defines tells whether the line at a place begins a definition.
func (s *splitter) defines(at int) bool {
	rest := s.text[at:]
	return bytes.HasPrefix(rest, []byte("def ")) || bytes.HasPrefix(rest, []byte("class ")) || bytes.HasPrefix(rest, []byte("async def "))
}

// longestHead is how many bytes of decorators are looked through for the definition that they stand before.
const longestHead = 4096

// decorates tells whether a definition follows a line with a decorator. What else begins a line in between belongs to
// the arguments of one.
func (s *splitter) decorates(at int) bool {
	for depth := 0; ; {
		n := bytes.IndexByte(s.text[at:], '\n')
		if n < 0 || at+n+1 == len(s.text) || s.at+longestHead < at {
			return false
		}
		for _, c := range s.text[at : at+n] {
			switch c {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		if depth < 0 { // it closes a bracket before the operator
			return false
		}
		at += n + 1
		if s.defines(at) {
			return true
		}
		if bytes.IndexByte([]byte("@ \t)]}#\n\r\"'"), s.text[at]) < 0 {
			return false
		}
	}
}

// far tells whether a long text is parted in front of this definition: every fourth or so.
func (s *splitter) far(def int) bool {
	line := s.text[def:]
	if n := bytes.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	h := fnv.New32a()
	h.Write(line)
	return h.Sum32()>>8&3 == 0
}
