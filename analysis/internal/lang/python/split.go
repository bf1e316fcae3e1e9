package python

import (
	"hash/fnv"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
)

// Split finds where a text can be read in parts, each prepared by Prelex: in front of definitions and their decorators that
// begin a line at its very start, outside of strings and brackets. No bracket can hold a def or a class, so one that is
// open there was not closed, and what is wrong in front of it does not reach further. An unclosed string does: whether a
// line is code or prose between three quotes is not to be told.
//
// Which of the places part a long text is told by the definition's own line, so that an edit moves no cut but its own.
func Split(text []byte) []syntax.Cut { return new(Splitter).Split(string(text)) }

// Splitter splits the versions of one text: of each it reads what changed, from the cut before it to the first one
// behind. It belongs to one reader at a time.
type Splitter struct {
	text string
	cuts []syntax.Cut
}

// Split is the function of that name for the next version.
func (v *Splitter) Split(text string) []syntax.Cut {
	text = lineEnds(text)
	prefix, suffix := source.Common(v.text, text)
	s := splitter{text: text, head: -1, old: v.cuts, same: len(text) - suffix, moved: len(text) - len(v.text)}
	if strings.HasPrefix(text, "\xef\xbb\xbf") {
		s.begin, s.at = 3, 3
	}
	// A cut depends on nothing behind the next one, nor further on than decorators are looked through.
	for len(s.cuts)+1 < len(v.cuts) && v.cuts[len(s.cuts)+1].At+2*longestHead < prefix {
		s.cuts = v.cuts[:len(s.cuts)+1]
	}
	if n := len(s.cuts); n > 0 {
		s.at = s.cuts[n-1].At
		s.cuts = s.cuts[: n-1 : n-1] // it is found once more
	}
	s.line()
	s.scan()
	v.text, v.cuts = text, s.cuts
	return s.cuts
}

// lineEnds makes a line feed of each carriage return without one, which ends a line too.
func lineEnds(text string) string {
	at := strings.IndexByte(text, '\r')
	if at < 0 || strings.Count(text, "\r") == strings.Count(text, "\r\n") {
		return text
	}
	out := []byte(text)
	for i := at; i < len(out); i++ {
		if out[i] == '\r' && (i+1 == len(out) || out[i+1] != '\n') {
			out[i] = '\n'
		}
	}
	return string(out)
}

type splitter struct {
	text  string
	begin int // where code begins: behind a byte order mark
	at    int
	depth int  // of brackets
	head  int  // where the decorators of the next definition begin, or -1
	bare  bool // nothing stood behind the @ of a decorator so far: the grammar takes it from the next line of code
	cuts  []syntax.Cut

	old   []syntax.Cut // of the version before
	same  int          // from where on the text is as before
	moved int          // by how much that lies further on
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
	n := strings.IndexByte(s.text[s.at:], c)
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
		rest, _, _ := strings.Cut(s.text[s.at+1:], "\n")
		rest = strings.TrimLeft(rest, " \t\f\r")
		s.bare = rest == "" || rest[0] == '#'
	case s.depth == 0 && strings.IndexByte(" \t\f#\r\n", c) < 0:
		if !s.bare {
			s.head = -1
		}
		s.bare = false
	}
}

// definition cuts in front of one, and of its decorators.
func (s *splitter) definition() {
	at := s.at
	if s.head >= 0 {
		at = s.head
	}
	s.head, s.depth, s.bare = -1, 0, false
	if at > s.begin {
		s.cuts = append(s.cuts, syntax.Cut{At: at, Far: s.far(s.at)})
		s.resume(at)
	}
}

// resume takes over the cuts of the version before, where one lies here and all behind it is as before.
func (s *splitter) resume(cut int) {
	if cut < s.same {
		return
	}
	i, ok := slices.BinarySearchFunc(s.old, cut-s.moved, func(c syntax.Cut, at int) int { return c.At - at })
	if !ok {
		return
	}
	for _, c := range s.old[i+1:] {
		s.cuts = append(s.cuts, syntax.Cut{At: c.At + s.moved, Far: c.Far})
	}
	s.at = len(s.text)
}

// defines tells whether the line at a place begins a definition.
func (s *splitter) defines(at int) bool {
	rest := s.text[at:]
	return strings.HasPrefix(rest, "def ") || strings.HasPrefix(rest, "class ") || strings.HasPrefix(rest, "async def ")
}

// longestHead is how many bytes of decorators are looked through for the definition that they stand before.
const longestHead = 4096

// decorates tells whether a definition follows a line with a decorator. What else begins a line in between belongs to
// the arguments of one.
func (s *splitter) decorates(at int) bool {
	for depth := 0; ; {
		n := strings.IndexByte(s.text[at:], '\n')
		if n < 0 || at+n+1 == len(s.text) || s.at+longestHead < at+n {
			return false
		}
		for _, c := range []byte(s.text[at : at+n]) {
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
		if strings.IndexByte("@ \t)]}#\n\r\"'", s.text[at]) < 0 {
			return false
		}
	}
}

// far tells whether a long text is parted in front of this definition: every fourth or so.
func (s *splitter) far(def int) bool {
	line := s.text[def:]
	if n := strings.IndexByte(line, '\n'); n >= 0 {
		line = line[:n]
	}
	h := fnv.New32a()
	h.Write([]byte(line))
	return h.Sum32()>>8&3 == 0
}
