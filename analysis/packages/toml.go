package packages

import (
	"bytes"

	"github.com/pelletier/go-toml/v2/unstable"

	"underpin/analysis/internal/source"
)

// tomlTree reads TOML. A statement that is not well formed is told by a note and left out; reading goes on with the
// next line that can begin a statement.
func (r *reading) tomlTree() *node {
	t := &tomlReader{reading: r, root: &node{kind: table, span: source.Span{End: len(r.text)}}}
	t.table = t.root
	for t.base < len(r.text) {
		at := t.statements()
		if at < 0 {
			break
		}
		end := t.next(at)
		r.note(source.Span{Start: at, End: end}, "not read: no valid TOML")
		t.base = end
	}
	return t.root
}

type tomlReader struct {
	*reading
	parser unstable.Parser
	base   int // where in the text the parser began
	root   *node
	table  *node // what keys belong to
}

// statements reads as far as it can. Where it stopped, -1 at the end of the text.
func (t *tomlReader) statements() int {
	p := &t.parser
	p.Reset(t.text[t.base:])
	end := t.base
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			t.table = t.root
			for it := e.Key(); it.Next(); {
				t.table = last(t.table).child(t.key(it.Node()))
			}
		case unstable.ArrayTable:
			t.arrayTable(e)
		case unstable.KeyValue:
			t.pair(last(t.table), e)
		}
		end = max(end, t.reach(e))
	}
	if p.Error() == nil {
		return -1
	}
	for end < len(t.text) && bytes.IndexByte([]byte(" \t\r\n"), t.text[end]) >= 0 {
		end++
	}
	return end
}

// reach is how far a statement is known to reach: to the end of the line after its last key or text.
func (t *tomlReader) reach(n *unstable.Node) int {
	end := 0
	if n.Raw.Length > 0 {
		end = t.base + int(n.Raw.Offset) + int(n.Raw.Length)
	}
	for it := n.Children(); it.Next(); {
		end = max(end, t.reach(it.Node()))
	}
	if n.Kind == unstable.KeyValue || n.Kind == unstable.Table || n.Kind == unstable.ArrayTable {
		for end < len(t.text) && t.text[end] != '\n' {
			end++
		}
	}
	return end
}

// next is the beginning of the next line behind at that can begin a statement: [table] or key = value, at its start.
func (t *tomlReader) next(at int) int {
	for at < len(t.text) {
		n := bytes.IndexByte(t.text[at:], '\n')
		if n < 0 {
			return len(t.text)
		}
		at += n + 1
		line, _, _ := bytes.Cut(t.text[at:], []byte("\n"))
		if len(line) == 0 {
			continue
		}
		if line[0] == '[' || (alphanumeric(line[0]) && bytes.IndexByte(line, '=') > 0) {
			return at
		}
	}
	return len(t.text)
}

// last is the table itself, of an array of tables its last one.
func last(n *node) *node {
	if n.kind == list && len(n.items) > 0 {
		return n.items[len(n.items)-1]
	}
	return n
}

func (t *tomlReader) arrayTable(e *unstable.Node) {
	n := t.root
	for it := e.Key(); it.Next(); {
		n = last(n).child(t.key(it.Node()))
	}
	if n.kind == table && len(n.members) == 0 {
		n.kind = list
	}
	t.table = &node{kind: table, span: n.span}
	if n.kind == list {
		n.items = append(n.items, t.table)
	}
}

func (t *tomlReader) pair(n *node, e *unstable.Node) {
	it := e.Key()
	for it.Next() {
		key := t.key(it.Node())
		if !it.IsLast() {
			n = last(n).child(key)
			continue
		}
		n.members = append(n.members, member{key, t.value(e.Value())})
	}
}

func (t *tomlReader) key(n *unstable.Node) excerpt { return t.excerpt(n) }

func (t *tomlReader) value(n *unstable.Node) *node {
	switch n.Kind {
	case unstable.Array:
		made := &node{kind: list}
		for it := n.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				made.items = append(made.items, t.value(it.Node()))
			}
		}
		return made
	case unstable.InlineTable:
		made := &node{kind: table}
		for it := n.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				t.pair(made, it.Node())
			}
		}
		return made
	}
	value := t.excerpt(n)
	return &node{kind: scalar, value: value, span: value.whole()}
}

// excerpt is the text of a key or scalar. Where the text is decoded, it is found again within what is written.
func (t *tomlReader) excerpt(n *unstable.Node) excerpt {
	raw := n.Raw
	if raw.Length == 0 && len(n.Data) > 0 { // plain keys and numbers stand in the text as they are
		raw = t.parser.Range(n.Data)
	}
	start := t.base + int(raw.Offset)
	end := start + int(raw.Length)
	return aligned(t.text, start, end, string(n.Data))
}

func blank(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }
