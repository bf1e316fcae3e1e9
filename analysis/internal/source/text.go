// Package source owns the text of a file and every piece of coordinate arithmetic in the project.
//
// It knows nothing of languages, files or the protocol; everything that turns a place into another kind of
// place calls it: parsing, findings, fixes, reports, the server and the tracking of insertions.
//
// # Coordinate systems
//
//   - Offset: a count of bytes from the start of the text, 0 to Len() inclusive. It counts everything the file
//     holds: a byte order mark (3 bytes), each byte of CRLF, bytes that are not UTF-8. Inside the engine every
//     place is an offset, or a Span of two (half-open).
//   - Line: a count from 0. A line ends at LF, CRLF or a lone CR, as the language server protocol says. Form
//     feed, U+2028 and the like end no line. A text has one line more than it has line ends, so the empty text
//     has one line, and a text that ends with LF has an empty last line.
//   - Position: a line and the count of units before the place in that line, in the Encoding that a client
//     negotiated: bytes (UTF8), UTF-16 code units (UTF16) or Unicode scalar values (UTF32).
//   - People count lines and columns from 1; reports add the one when they print, and nothing else does.
//
// Bytes that are not valid UTF-8 reach clients as U+FFFD, one for each bad byte; each counts as one unit in
// UTF16 and UTF32. In UTF8 a bad byte counts as one unit too, not as the three bytes of an encoded U+FFFD.
//
// A byte order mark at offset 0 stays in the text and is counted by offsets, but clients never see it: line 0
// starts behind it, so position 0:0 is offset 3, and the offsets 0 to 2 are position 0:0. A replacement of "the whole
// document" by positions therefore keeps the mark. U+FEFF anywhere else is an ordinary character.
package source

import (
	"sort"
	"strings"
	"sync"
	"unsafe"
)

const byteOrderMark = "\xef\xbb\xbf"

// Text is the content of a file at one moment. It never changes and may be used by several goroutines.
type Text struct {
	content string

	// The line index costs a pass over the text, and a scan asks for lines only where it found something.
	indexOnce sync.Once
	starts    []int // the offset at which each line starts; starts[0] is behind a byte order mark
}

// New makes a text of content and takes it over: the caller must not change content afterwards.
func New(content []byte) *Text {
	return NewString(unsafe.String(unsafe.SliceData(content), len(content)))
}

// NewString makes a text of content.
func NewString(content string) *Text { return &Text{content: content} }

// String gives the whole content without copying.
func (t *Text) String() string { return t.content }

// Bytes gives the whole content without copying. The caller must not write to it.
func (t *Text) Bytes() []byte {
	return unsafe.Slice(unsafe.StringData(t.content), len(t.content))
}

// Len is the number of bytes.
func (t *Text) Len() int { return len(t.content) }

// HasBOM tells whether the text starts with a UTF-8 byte order mark.
func (t *Text) HasBOM() bool { return strings.HasPrefix(t.content, byteOrderMark) }

// Slice gives the part of the content that s covers, as far as it lies within the text.
func (t *Text) Slice(s Span) string {
	s = s.Clamp(len(t.content))
	return t.content[s.Start:s.End]
}

// Lines is the number of lines, at least one.
func (t *Text) Lines() int { return len(t.index()) }

// Line is the line that holds the byte at offset. The bytes of a line end belong to the line they end, a byte
// order mark to line 0. Offsets outside the text count as its nearer end.
func (t *Text) Line(offset int) int {
	starts := t.index()
	next := sort.Search(len(starts), func(i int) bool { return starts[i] > offset })
	return max(next-1, 0)
}

// LineStart is the offset of the first byte of a line, for line 0 behind a byte order mark. A line before the
// first counts as the first; a line after the last starts at the end of the text.
func (t *Text) LineStart(line int) int {
	starts := t.index()
	switch {
	case line < 0:
		return starts[0]
	case line >= len(starts):
		return len(t.content)
	}
	return starts[line]
}

// LineEnd is the offset at which the text of a line stops: that of its line end, or the end of the text.
func (t *Text) LineEnd(line int) int { return t.LineSpan(line).End }

// LineSpan covers the text of a line without its line end and without a byte order mark.
func (t *Text) LineSpan(line int) Span {
	line = min(max(line, 0), t.Lines())
	start, end := t.LineStart(line), t.LineStart(line+1)
	if line+1 < len(t.index()) { // it has a line end: one of LF, CRLF, CR
		end--
		if end > start && t.content[end] == '\n' && t.content[end-1] == '\r' {
			end--
		}
	}
	return Span{start, end}
}

// LineText is the text of a line without its line end and without a byte order mark.
func (t *Text) LineText(line int) string { return t.Slice(t.LineSpan(line)) }

func (t *Text) index() []int {
	t.indexOnce.Do(func() { t.starts = lineStarts(t.content) })
	return t.starts
}

func lineStarts(content string) []int {
	starts := make([]int, 1, 2+strings.Count(content, "\n"))
	if strings.HasPrefix(content, byteOrderMark) {
		starts[0] = len(byteOrderMark)
	}
	if strings.IndexByte(content, '\r') < 0 {
		for at := starts[0]; ; {
			n := strings.IndexByte(content[at:], '\n')
			if n < 0 {
				return starts
			}
			at += n + 1
			starts = append(starts, at)
		}
	}
	for i := starts[0]; i < len(content); i++ {
		switch content[i] {
		case '\r':
			if i+1 < len(content) && content[i+1] == '\n' {
				i++
			}
			starts = append(starts, i+1)
		case '\n':
			starts = append(starts, i+1)
		}
	}
	return starts
}
