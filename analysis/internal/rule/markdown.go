package rule

import "strings"

// frontMatter splits a file into the YAML between its first two lines "---" and
// the body; line counts the lines before the body.
func frontMatter(text string) (front, body string, line int, ok bool) {
	text = strings.TrimPrefix(text, "\ufeff")
	first, rest, _ := strings.Cut(text, "\n")
	if strings.TrimRight(first, " \r") != "---" {
		return "", "", 0, false
	}
	for at, n := 0, 1; ; {
		l, _, more := strings.Cut(rest[at:], "\n")
		n++
		if strings.TrimRight(l, " \r") == "---" {
			return rest[:at], rest[min(at+len(l)+1, len(rest)):], n, true
		}
		if !more {
			return "", "", 0, false
		}
		at += len(l) + 1
	}
}

// scanner walks the lines of Markdown and knows headings and fences, all that a
// rule's form needs.
type scanner struct {
	text string
	line int // of raw, from 1 in the file

	raw     string // the line without its end
	level   int    // of the heading; 0: no heading
	heading string
	fence   string // the opening fence of the block that the line is in, or ""
	opens   bool   // the line opens a block; language tells which
	closes  bool   // the line closes one
	lang    string
}

// next goes to the next line; false at the end.
func (s *scanner) next() bool {
	if s.text == "" {
		return false
	}
	if s.closes {
		s.fence = ""
	}
	s.raw, s.text, _ = strings.Cut(s.text, "\n")
	s.raw = strings.TrimSuffix(s.raw, "\r")
	s.line++
	s.level, s.opens, s.closes = 0, false, false
	trimmed := strings.TrimLeft(s.raw, " ")
	switch {
	case s.fence != "":
		s.closes = strings.HasPrefix(trimmed, s.fence) && strings.Trim(trimmed, s.fence[:1]+" ") == ""
	case strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~"):
		n := len(trimmed) - len(strings.TrimLeft(trimmed, trimmed[:1]))
		s.fence, s.opens, s.lang = trimmed[:n], true, strings.TrimSpace(trimmed[n:])
	case strings.HasPrefix(trimmed, "#"):
		n := len(trimmed) - len(strings.TrimLeft(trimmed, "#"))
		if n <= 6 && n < len(trimmed) && trimmed[n] == ' ' {
			s.level, s.heading = n, strings.TrimSpace(strings.TrimRight(trimmed[n:], "# "))
		}
	}
	return true
}
