package packages

import (
	"bytes"
	"strings"
)

const (
	scriptMark = "# /// script"
	scriptEnd  = "# ///"
)

// IsScript tells whether a text of Python may begin with what it needs, as PEP 723 writes it.
func IsScript(text []byte) bool { return bytes.Contains(text, []byte(scriptMark)) }

// InScript reads what a Python script says that it needs: a comment with a table in TOML between "# /// script" and "# ///".
func InScript(text []byte) ([]Install, []Note) {
	var b builder
	inside := false
	start := 0
	for _, line := range excerptOf(text, 0, len(text)).lines() {
		switch bare := strings.TrimRight(line.text, " \t"); {
		case !inside:
			if inside = bare == scriptMark; inside {
				start = line.whole().End
			}
			continue
		case bare == scriptEnd, !strings.HasPrefix(bare, "#"):
			return inTable(text, b.excerpt(start))
		default:
			line = line.cut(1, len(line.text))
			if strings.HasPrefix(line.text, " ") {
				line = line.cut(1, len(line.text))
			}
			b.append(line)
			b.add("\n", line.place(len(line.text)))
		}
	}
	return inTable(text, b.excerpt(start))
}

// inTable reads the requirements of a table in TOML that stands in a text.
func inTable(text []byte, e excerpt) ([]Install, []Note) {
	r := &reading{text: []byte(e.text)}
	root := r.tomlTree()
	r.uv(root.get("tool", "uv"))
	r.requirementList(root.get("dependencies"))
	installs, notes := r.result()
	for i, in := range installs {
		installs[i].Span, installs[i].Whole = e.span(in.Span.Start, in.Span.End), e.span(in.Whole.Start, in.Whole.End)
	}
	for i, n := range notes {
		notes[i].Span = e.span(n.Span.Start, n.Span.End).Clamp(len(text))
	}
	return installs, notes
}
