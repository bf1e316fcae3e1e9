package packages

import (
	"bytes"
	"sort"
	"strings"

	"underpin/analysis/internal/source"
)

// excerpt is a string taken out of a file that still knows where each of its bytes stands there: a JSON string without its
// escapes, a block of YAML without its indentation, a command without its continued lines. Readers work on the string and
// ask for spans of the file.
//
// A zero byte in the string stands for what is not known before the program runs: a variable, a template's placeholder.
type excerpt struct {
	text   string
	pieces []piece // in order; the first begins at 0
}

// piece says that from byte at of the string on, bytes stand one after the other from byte start of the file on.
type piece struct{ at, start int }

// unknownByte stands in an excerpt for what is not known before the program runs.
const unknownByte = '\x00'

// excerptOf is the stretch of the file from start to end, as it stands.
func excerptOf(file []byte, start, end int) excerpt {
	return excerpt{string(file[start:end]), []piece{{0, start}}}
}

// place is where byte i of the string stands in the file; i may be the length of the string.
func (e excerpt) place(i int) int {
	n := sort.Search(len(e.pieces), func(n int) bool { return e.pieces[n].at > i })
	if n == 0 {
		return 0
	}
	p := e.pieces[n-1]
	return p.start + i - p.at
}

// span is where the bytes from i to j stand in the file. What was left out between two of them is covered too.
func (e excerpt) span(i, j int) source.Span {
	if j <= i {
		p := e.place(i)
		return source.Span{Start: p, End: p}
	}
	return source.Span{Start: e.place(i), End: max(e.place(j-1)+1, e.place(i))}
}

// whole is where all of it stands.
func (e excerpt) whole() source.Span { return e.span(0, len(e.text)) }

// cut is the part from i to j.
func (e excerpt) cut(i, j int) excerpt {
	n := sort.Search(len(e.pieces), func(n int) bool { return e.pieces[n].at > i })
	part := excerpt{text: e.text[i:j], pieces: []piece{{0, e.place(i)}}}
	for ; n < len(e.pieces) && e.pieces[n].at < j; n++ {
		part.pieces = append(part.pieces, piece{e.pieces[n].at - i, e.pieces[n].start})
	}
	return part
}

// trim is e without white space at its ends.
func (e excerpt) trim() excerpt {
	left := len(e.text) - len(strings.TrimLeft(e.text, " \t\r\n\f\v"))
	right := len(strings.TrimRight(e.text, " \t\r\n\f\v"))
	return e.cut(left, max(left, right))
}

// lines are the lines of e without their ends.
func (e excerpt) lines() []excerpt {
	var lines []excerpt
	for at := 0; at < len(e.text); {
		end := strings.IndexByte(e.text[at:], '\n')
		if end < 0 {
			end = len(e.text)
		} else {
			end += at
		}
		lines = append(lines, e.cut(at, max(at, len(strings.TrimSuffix(e.text[:end], "\r")))))
		at = end + 1
	}
	return lines
}

// fields are the words of e between white space.
func (e excerpt) fields() []excerpt {
	var words []excerpt
	start := -1
	for i := 0; i <= len(e.text); i++ {
		blank := i == len(e.text) || strings.IndexByte(" \t\r\n\f\v", e.text[i]) >= 0
		if blank && start >= 0 {
			words = append(words, e.cut(start, i))
			start = -1
		} else if !blank && start < 0 {
			start = i
		}
	}
	return words
}

// split cuts e at every separator.
func (e excerpt) split(separator byte) []excerpt {
	var parts []excerpt
	at := 0
	for i := 0; i <= len(e.text); i++ {
		if i == len(e.text) || e.text[i] == separator {
			parts = append(parts, e.cut(at, i))
			at = i + 1
		}
	}
	return parts
}

// builder makes an excerpt out of pieces of a file.
type builder struct {
	text   strings.Builder
	pieces []piece
}

// add appends text whose first byte stands at start of the file, the others behind it.
func (b *builder) add(text string, start int) {
	if text == "" {
		return
	}
	at := b.text.Len()
	if n := len(b.pieces); n == 0 || b.pieces[n-1].start+at-b.pieces[n-1].at != start {
		b.pieces = append(b.pieces, piece{at, start})
	}
	b.text.WriteString(text)
}

// append adds another excerpt.
func (b *builder) append(e excerpt) {
	for n, p := range e.pieces {
		end := len(e.text)
		if n+1 < len(e.pieces) {
			end = e.pieces[n+1].at
		}
		if p.at < end {
			b.add(e.text[p.at:end], p.start)
		}
	}
}

func (b *builder) excerpt(start int) excerpt {
	if len(b.pieces) == 0 {
		return excerpt{pieces: []piece{{0, start}}}
	}
	return excerpt{b.text.String(), b.pieces}
}

// alignWindow is how many bytes may stand between two bytes of a decoded text.
const alignWindow = 4096

// aligned finds the bytes of a decoded text in the stretch of the file that it was decoded from: word by word, whatever
// escapes, quotes and indentation stand between. What cannot be found stands where the stretch begins.
func aligned(file []byte, start, end int, decoded string) excerpt {
	start, end = max(0, min(start, len(file))), max(0, min(end, len(file)))
	if n := bytes.Index(file[start:max(start, end)], []byte(decoded)); n >= 0 {
		return excerpt{decoded, []piece{{0, start + n}}}
	}
	var b builder
	at := start
	for i := 0; i < len(decoded); i++ {
		c := decoded[i]
		if blank(c) {
			if at < end && file[at] == c {
				b.add(decoded[i:i+1], at)
				at++
			} else {
				b.add(decoded[i:i+1], min(at, max(start, end-1)))
			}
			continue
		}
		n := bytes.IndexByte(file[at:max(at, min(end, at+alignWindow))], c)
		if n < 0 {
			b.add(decoded[i:i+1], min(at, max(start, end-1)))
			continue
		}
		b.add(decoded[i:i+1], at+n)
		at += n + 1
	}
	return b.excerpt(start)
}

// nests is how deep brackets nest at most, roughly: those in texts and comments count too. A backquote opens one.
func nests(text string) int {
	depth, most, quotes := 0, 0, 0
	for i := range len(text) {
		switch text[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '`':
			quotes++
		case '\n':
			quotes = 0
		}
		most = max(most, depth, quotes/2)
	}
	return most
}
