package javascript

import (
	"strings"

	"underpin/analysis/internal/source"
)

// Candidate is a literal that a file may import: a string behind one of the words that import something. All imports are
// among the candidates; what stands in comments, texts and types is too.
type Candidate struct {
	Path string
	Span source.Span // of the path, without its quotes
}

// Candidates reads a text without parsing it, some 500 MB a second: of most files nothing more need be known.
func Candidates(text string) []Candidate {
	var out []Candidate
	for _, word := range []string{"from", "import", "require"} {
		for at := 0; ; {
			i := strings.Index(text[at:], word)
			if i < 0 {
				break
			}
			start := at + i
			at = start + len(word)
			if start > 0 && wordByte(text[start-1]) || at < len(text) && wordByte(text[at]) {
				continue
			}
			if c, ok := literal(text, at, word != "from"); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

func wordByte(c byte) bool {
	return c == '_' || c == '$' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= 0x80
}

// literal reads the string behind a word, and behind a bracket where one may stand between.
func literal(text string, at int, call bool) (c Candidate, ok bool) {
	at = skipBlank(text, at)
	if call {
		if strings.HasPrefix(text[at:], "?.") {
			at = skipBlank(text, at+2)
		}
		if at < len(text) && text[at] == '(' {
			at = skipBlank(text, at+1)
		}
	}
	if at >= len(text) || strings.IndexByte("'\"`", text[at]) < 0 {
		return c, false
	}
	n := strings.IndexAny(text[at+1:], string(text[at])+"\\\n\r")
	if n <= 0 || text[at+1+n] != text[at] {
		return c, false
	}
	c = Candidate{text[at+1 : at+1+n], source.Span{Start: at + 1, End: at + 1 + n}}
	return c, text[at] != '`' || !strings.Contains(c.Path, "${")
}

// skipBlank goes behind blanks and comments.
func skipBlank(text string, at int) int {
	for at < len(text) {
		switch c := text[at]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
			at++
		case strings.HasPrefix(text[at:], "\u00a0"):
			at += 2
		case strings.HasPrefix(text[at:], "\ufeff"), strings.HasPrefix(text[at:], "\u2028"), strings.HasPrefix(text[at:], "\u2029"):
			at += 3
		case strings.HasPrefix(text[at:], "//"):
			at += strings.IndexByte(text[at:]+"\n", '\n')
		case strings.HasPrefix(text[at:], "/*"):
			n := strings.Index(text[at+2:], "*/")
			if n < 0 {
				return len(text)
			}
			at += n + 4
		default:
			return at
		}
	}
	return at
}

// quoted gives the comments and templates of a text, as far as they can be told without a grammar.
func quoted(text string) []source.Span {
	var out []source.Span
	for at := 0; at < len(text); {
		n := strings.IndexAny(text[at:], "'\"`/")
		if n < 0 {
			break
		}
		start := at + n
		switch c := text[start]; {
		case c == '/' && strings.HasPrefix(text[start:], "//"):
			at = start + strings.IndexByte(text[start:]+"\n", '\n')
		case c == '/' && strings.HasPrefix(text[start:], "/*"):
			if at = skipComment(text, start); at > start {
				out = append(out, source.Span{Start: start, End: at})
			}
		case c == '/':
			at = start + 1
		default:
			at = closing(text, start)
			if c == '`' {
				out = append(out, source.Span{Start: start, End: at})
			}
		}
	}
	return out
}

func skipComment(text string, at int) int {
	if n := strings.Index(text[at+2:], "*/"); n >= 0 {
		return at + n + 4
	}
	return len(text)
}

// closing is behind the end of a string; one in single or double quotes ends with its line.
func closing(text string, at int) int {
	quote := text[at]
	for at++; at < len(text); at++ {
		switch c := text[at]; {
		case c == '\\':
			at++
		case c == quote:
			return at + 1
		case c == '\n' && quote != '`':
			return at
		}
	}
	return len(text)
}
