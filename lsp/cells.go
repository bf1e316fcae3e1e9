package lsp

import (
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// cells are a notebook's at one moment, and the module that its Python cells
// form: their texts in order, two line ends behind each, so that neither a
// backslash nor a missing line end joins one to the next. Lines are what places
// are translated by: a line of a cell is a line of the module, of equal length.
// It is immutable.
type cells struct {
	list     []cell
	module   *analysis.Text
	raw      *analysis.Notebook // the texts as they are
	encoding analysis.Encoding
}

type cell struct {
	key, uri string
	kind     int
	language string
	version  int
	text     *analysis.Text // the client's
	first    int            // its first line in the module; -1: it is not part of it
}

func (c *cell) python() bool { return c.kind == protocol.CodeCell && languageNamed(c.language) != nil }

// newCells joins cells. It takes the list over.
func newCells(list []cell, encoding analysis.Encoding) *cells {
	const between = "\n\n"
	var b, raw strings.Builder
	var spans []analysis.Span
	line := 0
	for i := range list {
		c := &list[i]
		if c.first = -1; !c.python() {
			continue
		}
		c.first = line
		spans = append(spans, analysis.Span{Start: b.Len(), End: b.Len() + c.text.Len()})
		b.WriteString(ended(analysis.Cell(c.text.String())) + between)
		raw.WriteString(ended(c.text.String()) + between)
		line += c.text.Lines() + 1
	}
	return &cells{list, analysis.NewText(b.String()), &analysis.Notebook{Text: []byte(raw.String()), Cells: spans}, encoding}
}

// ended has no CR at its end: that and the line end behind a cell would be one.
func ended(text string) string {
	body := strings.TrimRight(text, "\r")
	return body + strings.Repeat("\n", len(text)-len(body))
}

// find gives a cell by its key, nil if there is none or it holds no Python.
func (c *cells) find(key string) *cell {
	i := slices.IndexFunc(c.list, func(x cell) bool { return x.key == key && x.first >= 0 })
	if i < 0 {
		return nil
	}
	return &c.list[i]
}

// number counts a cell from 1 among all of the notebook.
func (c *cells) number(uri string) int {
	return slices.IndexFunc(c.list, func(x cell) bool { return x.uri == uri }) + 1
}

// at gives the cell in which a line of the module lies, or behind which; nil: there are none.
func (c *cells) at(line int) *cell {
	for i := len(c.list) - 1; i >= 0; i-- {
		if x := &c.list[i]; x.first >= 0 && x.first <= line {
			return x
		}
	}
	return nil
}

// inward turns a range of a cell into one of the module. What lies behind the cell's text is its end.
func (c *cells) inward(x *cell, r protocol.Range) protocol.Range {
	in := func(p protocol.Position) protocol.Position {
		if int(p.Line) >= x.text.Lines() {
			p = x.end(c.encoding)
		}
		p.Line += uint32(x.first)
		return p
	}
	return protocol.Range{Start: in(r.Start), End: in(r.End)}
}

// outward turns a range of the module into one of the cell it begins in.
func (c *cells) outward(r protocol.Range) (uri string, version *int, out protocol.Range) {
	x := c.at(int(r.Start.Line))
	if x == nil {
		return "", nil, r
	}
	to := func(p protocol.Position) protocol.Position {
		if p.Line -= uint32(x.first); int(p.Line) >= x.text.Lines() {
			p = x.end(c.encoding)
		}
		return p
	}
	return x.uri, &x.version, protocol.Range{Start: to(r.Start), End: to(r.End)}
}

// edit turns an edit of the module into one of a cell. One between two cells, or
// up to there, becomes one at the end of the first, whose last line has no line
// end. False: it reaches into another cell.
func (c *cells) edit(r protocol.Range, text string) (uri string, version *int, out protocol.TextEdit, ok bool) {
	x := c.at(int(r.Start.Line))
	if x == nil || c.at(int(r.End.Line)) != x {
		return "", nil, out, false
	}
	behind := uint32(x.first + x.text.Lines()) // the line behind the cell
	uri, version, out.Range = c.outward(r)
	out.NewText = text
	if r.End.Line < behind {
		return uri, version, out, true
	}
	line := strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	if r.Start.Line >= behind && x.text.LineText(x.text.Lines()-1) != "" {
		line = text[len(line):] + line
		if line == text {
			line = "\n" + line
		}
	}
	out.NewText = line
	return uri, version, out, true
}

func (c *cell) end(encoding analysis.Encoding) protocol.Position {
	p := c.text.Position(c.text.Len(), encoding)
	return protocol.Position{Line: uint32(p.Line), Character: uint32(p.Character)}
}
