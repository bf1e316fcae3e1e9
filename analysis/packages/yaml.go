package packages

import (
	"bytes"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// yamlTree reads the first document that is not empty. What is no valid YAML is told by a note; then there is nothing.
func (r *reading) yamlTree() *node {
	file, err := parseYAML(r.text)
	if err != nil {
		r.note(source.Span{}, "not read: no valid YAML")
		return missing
	}
	y := &yamlReader{reading: r, lines: lineStarts(r.text), anchors: map[string]*node{}}
	for _, document := range file.Docs {
		if document.Body != nil {
			return y.node(document.Body, 0)
		}
	}
	return missing
}

// nestedItems are lists in lists in one line.
var nestedItems = lazy.Trusted(`(?m)^\s*([-?]\s+){100}`)

// parseYAML gives an error where the library panics, and for what nests so deep that the library, which calls itself, would
// take long or fall over.
func parseYAML(text []byte) (file *ast.File, err error) {
	if nests(string(text)) > deepest || nestedItems.Match(text) {
		return nil, errDeep
	}
	defer func() {
		if p := recover(); p != nil {
			err = errPanic
		}
	}()
	return parser.ParseBytes(text, 0)
}

// lineStarts are the offsets at which lines begin.
func lineStarts(text []byte) []int {
	starts := []int{0}
	for at := 0; ; {
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			return starts
		}
		at += n + 1
		starts = append(starts, at)
	}
}

type yamlReader struct {
	*reading
	lines   []int
	anchors map[string]*node
}

func (y *yamlReader) node(n ast.Node, depth int) *node {
	if n == nil || depth > deepest {
		return missing
	}
	switch n := n.(type) {
	case *ast.MappingNode:
		made := &node{kind: table}
		for _, v := range n.Values {
			y.member(made, v, depth)
		}
		return made
	case *ast.MappingValueNode:
		made := &node{kind: table}
		y.member(made, n, depth)
		return made
	case *ast.SequenceNode:
		made := &node{kind: list}
		for _, v := range n.Values {
			made.items = append(made.items, y.node(v, depth+1))
		}
		return made
	case *ast.AnchorNode:
		made := y.node(n.Value, depth+1)
		if n.Name != nil {
			y.anchors[n.Name.String()] = made
		}
		return made
	case *ast.AliasNode:
		if n.Value != nil {
			if known := y.anchors[n.Value.String()]; known != nil {
				return known
			}
		}
		return missing
	case *ast.TagNode:
		return y.node(n.Value, depth+1)
	case *ast.LiteralNode:
		if n.Value == nil || n.Start == nil || n.Start.Position == nil {
			return missing
		}
		start := y.offset(n.Start.Position.Line, n.Start.Position.Column)
		return y.block(start, n.Value.Value)
	case *ast.StringNode:
		if n.Token == nil || n.Token.Position == nil {
			return missing
		}
		return y.text(n.Token.Position.Line, n.Token.Position.Column, n.Value)
	case ast.ScalarNode:
		if t := n.GetToken(); t != nil && t.Position != nil {
			return y.text(t.Position.Line, t.Position.Column, t.Value)
		}
	}
	return missing
}

func (y *yamlReader) member(made *node, v *ast.MappingValueNode, depth int) {
	if v == nil || v.Key == nil {
		return
	}
	value := y.node(v.Value, depth+1)
	if t := v.Key.GetToken(); t != nil && t.Value == "<<" {
		made.members = append(made.members, value.members...)
		return
	}
	inner, ok := v.Key.(ast.Node)
	if !ok {
		return
	}
	if key := y.node(inner, depth+1); key.kind == scalar {
		made.members = append(made.members, member{key.value, value})
	}
}

// offset is the byte at a line and column, both counted from 1, columns in characters.
func (y *yamlReader) offset(line, column int) int {
	if line < 1 || line > len(y.lines) {
		return len(y.reading.text)
	}
	at := y.lines[line-1]
	for range max(0, column-1) {
		if at >= len(y.reading.text) || y.reading.text[at] == '\n' {
			break
		}
		at++
		for at < len(y.reading.text) && y.reading.text[at]&0xc0 == 0x80 {
			at++
		}
	}
	return at
}

// text is a scalar that begins at a line and column, or a little before.
func (y *yamlReader) text(line, column int, value string) *node {
	start := y.offset(line, column)
	end := min(len(y.reading.text), start+2*len(value)+200)
	e := aligned(y.reading.text, start, end, strings.ReplaceAll(value, string(unknownByte), " "))
	return &node{kind: scalar, value: e, span: e.whole()}
}

// block is a text in lines of its own behind | or >, at start.
func (y *yamlReader) block(start int, value string) *node {
	text := y.reading.text
	n := bytes.IndexByte(text[start:], '\n')
	if n < 0 {
		return missing
	}
	e := aligned(text, start+n+1, len(text), strings.ReplaceAll(value, string(unknownByte), " "))
	return &node{kind: scalar, value: e, span: e.whole()}
}
