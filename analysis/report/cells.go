package report

import (
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// tabWidth is how far apart tab stops are shown. Terminals use 8, which pushes deep code out of sight.
const tabWidth = 4

// line is a part of a source line as it is shown: printable, with the columns its span covers.
type line struct {
	text       string
	start, end int // columns of the span in cells of the terminal, end excluded
}

// layout shows a source line within width cells so that the span from start to end (bytes in it) is in sight. What is cut
// off is marked by an ellipsis.
func layout(source string, start, end, width int) line {
	start = min(max(start, 0), len(source))
	end = min(max(end, start), len(source))
	source, start, end = window(source, start, end, width)

	first, cells, spanStart, spanEnd := 0, expand(source), 0, 0
	for at, column := 0, 0; ; {
		if at <= start {
			spanStart = column
		}
		if at <= end {
			spanEnd = column
		}
		if first == len(cells) {
			break
		}
		at += cells[first].bytes
		column += cells[first].width
		first++
	}
	total := 0
	for _, c := range cells {
		total += c.width
	}
	if total <= width {
		return line{join(cells), spanStart, spanEnd}
	}
	return cut(cells, spanStart, spanEnd, total, width)
}

// cell is a character as people see it (a grapheme) and the columns it takes.
type cell struct {
	text         string
	bytes, width int
}

// window bounds the work on a line of a megabyte: only what can come into sight is looked at.
func window(source string, start, end, width int) (string, int, int) {
	const bytesPerCell = 8 // far more than usual; a stack of accents can have more and is cut then
	reach := width * bytesPerCell
	from, to := max(0, start-reach), min(len(source), start+2*reach)
	for from > 0 && !utf8.RuneStart(source[from]) {
		from--
	}
	for to < len(source) && !utf8.RuneStart(source[to]) {
		to++
	}
	return source[from:to], start - from, min(end, to) - from
}

func expand(source string) []cell {
	cells := make([]cell, 0, len(source))
	column, state := 0, -1
	for source != "" {
		c := cell{text: source[:1], bytes: 1, width: 1}
		switch b := source[0]; {
		case b == '\t':
			c.width = tabWidth - column%tabWidth
			c.text = strings.Repeat(" ", c.width)
			source, state = source[1:], -1
		case b < utf8.RuneSelf && (len(source) == 1 || source[1] < utf8.RuneSelf):
			c.text = visible(c.text)
			source, state = source[1:], -1
		default:
			c.text, source, c.width, state = uniseg.FirstGraphemeClusterInString(source, state)
			c.bytes = len(c.text)
			if safe := visible(c.text); safe != c.text {
				c.text, c.width = safe, uniseg.StringWidth(safe)
			}
		}
		column += c.width
		cells = append(cells, c)
	}
	return cells
}

// cut shows width columns of cells: the span a quarter of the way in, or the start of the line if that has it in sight.
func cut(cells []cell, spanStart, spanEnd, total, width int) line {
	left := 0
	if spanEnd > width-1 {
		left = max(0, min(spanStart-width/4, total-width+1))
	}
	var b strings.Builder
	column, shown, shift := 0, 0, 0
	for _, c := range cells {
		switch {
		case column < left:
			if column+c.width >= left { // the last one in front: its place becomes the ellipsis
				b.WriteString("…")
				shown = 1
				shift = column + c.width - 1
			}
		case shown+c.width > width-1 && shown+total-column > width: // it must end here, and more would follow
			b.WriteString("…")
			return line{b.String(), max(spanStart-shift, 0), min(spanEnd-shift, shown)}
		default:
			b.WriteString(c.text)
			shown += c.width
		}
		column += c.width
	}
	return line{b.String(), max(spanStart-shift, 0), min(spanEnd-shift, shown)}
}

func join(cells []cell) string {
	var b strings.Builder
	for _, c := range cells {
		b.WriteString(c.text)
	}
	return b.String()
}

// wrap breaks a text at spaces into lines of at most width columns; a longer word stands alone.
func wrap(text string, width int) []string {
	var lines []string
	current, used := "", 0
	for word := range strings.FieldsSeq(text) {
		n := uniseg.StringWidth(word)
		switch {
		case current == "":
			current, used = word, n
		case used+1+n <= width:
			current, used = current+" "+word, used+1+n
		default:
			lines = append(lines, current)
			current, used = word, n
		}
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines
}
