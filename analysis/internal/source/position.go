package source

import (
	"fmt"
	"unicode/utf8"
)

// Encoding says what a Position counts within a line.
type Encoding uint8

const (
	UTF16 Encoding = iota // UTF-16 code units; the zero value, because it is the protocol's default
	UTF8                  // bytes
	UTF32                 // Unicode scalar values
)

// String gives the name the protocol uses.
func (e Encoding) String() string {
	switch e {
	case UTF8:
		return "utf-8"
	case UTF16:
		return "utf-16"
	case UTF32:
		return "utf-32"
	}
	return fmt.Sprintf("encoding %d", uint8(e))
}

// Position is a place as clients name it: a line from 0, and the units before the place in that line.
type Position struct{ Line, Character int }

// String counts from 0, as the protocol does.
func (p Position) String() string { return fmt.Sprintf("%d:%d", p.Line, p.Character) }

// Compare orders positions as they stand in the text.
func (p Position) Compare(other Position) int {
	if p.Line != other.Line {
		return p.Line - other.Line
	}
	return p.Character - other.Character
}

// Position gives the client's name of offset. An offset inside a character is the character's start, one inside
// CRLF the line's end, one outside the text the nearer end of the text.
func (t *Text) Position(offset int, enc Encoding) Position {
	offset = min(max(offset, 0), len(t.content))
	line := t.Line(offset)
	text := t.LineText(line)
	column := min(max(offset-t.LineStart(line), 0), len(text))
	return Position{line, units(text, column, enc)}
}

// Offset gives the byte at which a client's position lies. Characters beyond the line's end mean the line's
// end, and a position inside a character or a surrogate pair means its start. The line just after the last
// means the end of the text (editors name whole documents so); any other line that is not there, and a negative number,
// is an error, because the client and the engine then hold different texts.
func (t *Text) Offset(p Position, enc Encoding) (int, error) {
	lines := t.Lines()
	switch {
	case p.Line < 0 || p.Character < 0:
		return 0, fmt.Errorf("position %v is negative", p)
	case p.Line > lines:
		return 0, fmt.Errorf("position %v lies after the last line: the text has %d lines", p, lines)
	}
	text := t.LineText(p.Line)
	return t.LineStart(p.Line) + bytesOf(text, p.Character, enc), nil
}

// Span gives the bytes between two client positions.
func (t *Text) Span(start, end Position, enc Encoding) (Span, error) {
	from, err := t.Offset(start, enc)
	if err != nil {
		return Span{}, fmt.Errorf("start of range: %w", err)
	}
	to, err := t.Offset(end, enc)
	if err != nil {
		return Span{}, fmt.Errorf("end of range: %w", err)
	}
	if to < from {
		return Span{}, fmt.Errorf("range ends at %v, before it starts at %v", end, start)
	}
	return Span{from, to}, nil
}

// units counts the units of the whole characters in line[:column].
func units(line string, column int, enc Encoding) int {
	count := 0
	for i := 0; i < column; {
		size, width := character(line[i:], enc)
		if i+size > column {
			break
		}
		count += width
		i += size
	}
	return count
}

// bytesOf counts the bytes of the whole characters among the first units of line, at most all of them.
func bytesOf(line string, units int, enc Encoding) int {
	at := 0
	for at < len(line) {
		size, width := character(line[at:], enc)
		if width > units {
			break
		}
		units -= width
		at += size
	}
	return at
}

// character measures the first character of s, which is not empty: its bytes and its units.
func character(s string, enc Encoding) (size, width int) {
	if s[0] < utf8.RuneSelf {
		return 1, 1
	}
	r, size := utf8.DecodeRuneInString(s) // a bad byte: RuneError of size 1
	switch {
	case enc == UTF8:
		return size, size
	case enc == UTF16 && r > 0xFFFF:
		return size, 2
	}
	return size, 1
}
