package packages

import (
	"bytes"
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// notebook reads the commands in the cells of a Jupyter notebook: !pip install, %pip install, and cells for a shell.
func notebook(r *reading) {
	r.commandFile()
	root := r.jsonTree()
	cells := root.get("cells").items
	for _, sheet := range root.get("worksheets").items {
		cells = append(cells, sheet.get("cells").items...)
	}
	for _, cell := range cells {
		if cell.get("cell_type").text() != "code" {
			continue
		}
		text := cell.get("source")
		if text == missing {
			text = cell.get("input")
		}
		var b builder
		for _, piece := range text.strings() {
			b.append(piece)
		}
		r.cell(b.excerpt(text.span.Start))
	}
}

// InCells reads the commands in the cells of a notebook that are given as spans of a text, as an editor has them: in order
// of place, what lies outside the text left out.
func InCells(text []byte, cells []source.Span) ([]Install, []Note) {
	r := &reading{text: text}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, []Note{{source.Span{}, "not read: no text in UTF-8"}}
	}
	r.commandFile()
	for _, c := range cells {
		if c = c.Clamp(len(text)); !c.Empty() {
			r.cell(excerptOf(text, c.Start, c.End))
		}
	}
	return r.result()
}

var (
	shellCell = lazy.Trusted(`^\s*%%(?:bash|sh|!|system|script\s+(?:bash|sh))\b?[^\n]*\n`)
	magic     = lazy.Trusted(`^\s*(?:(?:\w+\s*=\s*)?!+|%(?:sx|system|)\s*)(\S.*)`)
	automagic = lazy.Trusted(`^(?:pip|conda|mamba|uv)\s+(?:pip\s+)?(?:install|add)\s`)
	braces    = lazy.Trusted(`\{[^{}]*\}`)
)

func (r *reading) cell(e excerpt) {
	if m := shellCell.FindStringIndex(e.text); m != nil {
		r.shell(e.cut(m[1], len(e.text)))
		return
	}
	lines := e.lines()
	for i := 0; i < len(lines); {
		line, next := continued(lines, i)
		m := magic.FindStringSubmatchIndex(line.text)
		if m == nil && !automagic.MatchString(line.text) {
			i++
			continue
		}
		i = next
		if m != nil {
			line = line.cut(m[2], m[3])
		}
		// Python's expressions in braces are filled in before the shell sees the line.
		line.text = braces.ReplaceAllStringFunc(line.text, func(s string) string {
			return "$" + strings.Repeat("_", len(s)-1)
		})
		r.shell(line)
	}
}
