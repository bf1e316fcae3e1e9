package packages

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"underpin/analysis/internal/source"
)

// jsonTree reads JSON as it stands in an editor: comments and commas too many are passed over, what is missing at the end
// ends there, and what cannot be a value is left out and told by one note.
func (r *reading) jsonTree() *node {
	j := &jsonReader{reading: r}
	n := j.value(0)
	if j.bad {
		r.note(j.badAt, "not read: no valid JSON")
	}
	return n
}

type jsonReader struct {
	*reading
	at    int
	bad   bool // something could not be read, first at badAt
	badAt source.Span
}

// deepest is how deep values may nest; deeper ones are left out.
const deepest = 200

func (j *jsonReader) skip() {
	if j.at == 0 && bytes.HasPrefix(j.text, []byte("\xef\xbb\xbf")) {
		j.at = 3
	}
	for j.at < len(j.text) {
		rest := j.text[j.at:]
		switch {
		case blank(rest[0]):
			j.at++
		case bytes.HasPrefix(rest, []byte("//")):
			j.behind("\n")
		case bytes.HasPrefix(rest, []byte("/*")):
			j.behind("*/")
		default:
			return
		}
	}
}

// behind moves behind the next ending of a comment.
func (j *jsonReader) behind(ending string) {
	n := bytes.Index(j.text[j.at+2:], []byte(ending))
	if n < 0 {
		j.at = len(j.text)
		return
	}
	j.at += 2 + n + len(ending)
}

// peek is the next byte that says something; 0 at the end.
func (j *jsonReader) peek() byte {
	j.skip()
	if j.at >= len(j.text) {
		return 0
	}
	return j.text[j.at]
}

func (j *jsonReader) wrong() {
	if !j.bad {
		j.bad, j.badAt = true, source.Span{Start: j.at, End: min(j.at+1, len(j.text))}
	}
}

func (j *jsonReader) value(depth int) *node {
	c := j.peek()
	start := j.at
	switch {
	case c == 0:
		j.wrong()
		return missing
	case c == '"':
		value := j.quoted()
		return &node{kind: scalar, value: value, span: source.Span{Start: start, End: j.at}}
	case (c == '{' || c == '[') && depth < deepest:
		j.at++
		made := &node{kind: list}
		if c == '{' {
			made.kind = table
		}
		j.inside(made, c+2, depth)
		made.span = source.Span{Start: start, End: j.at}
		return made
	}
	for j.at < len(j.text) && strings.IndexByte("{}[],:\" \t\r\n/", j.text[j.at]) < 0 {
		j.at++
	}
	if j.at == start {
		j.wrong()
		j.at++
		return missing
	}
	return &node{kind: scalar, value: excerptOf(j.text, start, j.at), span: source.Span{Start: start, End: j.at}}
}

// inside reads members or items up to the closing bracket.
func (j *jsonReader) inside(made *node, closing byte, depth int) {
	for {
		switch c := j.peek(); c {
		case 0:
			j.wrong()
			return
		case closing:
			j.at++
			return
		case ',':
			j.at++
			continue
		case '}', ']', ':':
			j.wrong()
			if c != ':' {
				return // it closes what is around
			}
			j.at++
			continue
		}
		if made.kind == list {
			if item := j.value(depth + 1); item != missing {
				made.items = append(made.items, item)
			}
			continue
		}
		if j.peek() != '"' {
			j.wrong()
			j.value(depth + 1)
			continue
		}
		key := j.quoted()
		if j.peek() != ':' { // "flas  while being typed
			j.wrong()
			continue
		}
		j.at++
		if c := j.peek(); c == ',' || c == closing {
			j.wrong()
			continue
		}
		if value := j.value(depth + 1); value != missing {
			made.members = append(made.members, member{key, value})
		}
	}
}

// quoted reads a string; one that is not closed ends with its line.
func (j *jsonReader) quoted() excerpt {
	j.at++
	var b builder
	from, start := j.at, j.at
	for j.at < len(j.text) {
		switch c := j.text[j.at]; c {
		case '"':
			b.add(string(j.text[from:j.at]), from)
			j.at++
			return b.excerpt(start)
		case '\n':
			j.wrong()
			b.add(string(j.text[from:j.at]), from)
			return b.excerpt(start)
		case '\\':
			b.add(string(j.text[from:j.at]), from)
			escape := j.at
			b.add(j.escape(), escape)
			from = j.at
		default:
			j.at++
		}
	}
	j.wrong()
	b.add(string(j.text[from:]), from)
	return b.excerpt(start)
}

var jsonEscapes = map[byte]string{'n': "\n", 't': "\t", 'r': "\r", 'b': "\b", 'f': "\f"}

// escape reads one escape, or two that make one character.
func (j *jsonReader) escape() string {
	j.at++
	if j.at >= len(j.text) {
		return ""
	}
	c := j.text[j.at]
	if c != 'u' {
		if c == '\n' {
			return ""
		}
		j.at++
		if plain, ok := jsonEscapes[c]; ok {
			return plain
		}
		return string(rune(c))
	}
	unit, ok := j.unit(j.at + 1)
	if !ok {
		j.at++
		return "u"
	}
	j.at += 5
	if utf16.IsSurrogate(unit) {
		if j.at+1 < len(j.text) && j.text[j.at] == '\\' && j.text[j.at+1] == 'u' {
			if low, ok := j.unit(j.at + 2); ok {
				if both := utf16.DecodeRune(unit, low); both != utf8.RuneError {
					j.at += 6
					return string(both)
				}
			}
		}
		return string(utf8.RuneError)
	}
	if unit == unknownByte {
		return " "
	}
	return string(unit)
}

func (j *jsonReader) unit(at int) (rune, bool) {
	if at+4 > len(j.text) {
		return 0, false
	}
	n, err := strconv.ParseUint(string(j.text[at:at+4]), 16, 16)
	return rune(n), err == nil
}
