//go:build cgo

package cgoparser

import (
	"encoding/binary"

	sitter "github.com/smacker/go-tree-sitter"

	"underpin/analysis/parser"
)

// walk flattens a tree by smacker's Go cursor into the records that flatten_linux.c would write. It is compiled on
// linux too, where a test holds the two equal.
func walk(tree *sitter.Tree, g *grammar) []byte {
	fields := make(map[string]uint8, len(g.names.Fields))
	for i, name := range g.names.Fields {
		fields[name] = uint8(i)
	}
	w := walker{grammar: g, fields: fields, cursor: sitter.NewTreeCursor(tree.RootNode())}
	defer w.cursor.Close()
	w.run()
	return w.records()
}

type walker struct {
	*grammar
	fields map[string]uint8
	cursor *sitter.TreeCursor
	nodes  []parser.Node
}

func (w *walker) run() {
	parent := uint32(parser.Root)
	for {
		if w.write(parent) && w.cursor.GoToFirstChild() {
			parent = uint32(len(w.nodes) - 1)
			continue
		}
		for !w.cursor.GoToNextSibling() {
			if !w.cursor.GoToParent() {
				return
			}
			w.nodes[parent].Next = uint32(len(w.nodes))
			parent = w.nodes[parent].Parent
		}
	}
}

// write appends the cursor's node, unless the table omits it.
func (w *walker) write(parent uint32) bool {
	node := w.cursor.CurrentNode()
	kind, field := uint16(node.Symbol()), w.fields[w.cursor.CurrentFieldName()]
	if w.tableOf(kind)&parser.OmitBare != 0 && field == 0 && !node.IsMissing() && len(w.nodes) > 0 {
		above := w.nodes[parent].Kind
		if above != parser.ErrorKind && w.tableOf(above)&parser.KeepBare == 0 {
			return false
		}
	}
	flags := uint8(0)
	for flag, set := range [...]bool{
		node.IsNamed(), node.IsExtra(), kind == parser.ErrorKind, node.IsMissing(), node.HasError(),
	} {
		if set {
			flags |= 1 << flag
		}
	}
	w.nodes = append(w.nodes, parser.Node{
		Kind: kind, Field: field, Flags: flags, Start: node.StartByte(), End: node.EndByte(),
		Parent: parent, Next: uint32(len(w.nodes) + 1),
	})
	return true
}

func (w *walker) tableOf(kind uint16) byte {
	if int(kind) < len(w.table) {
		return w.table[kind]
	}
	return 0
}

func (w *walker) records() []byte {
	out := make([]byte, 0, len(w.nodes)*parser.NodeSize)
	for _, n := range w.nodes {
		out = binary.LittleEndian.AppendUint16(out, n.Kind)
		out = append(out, n.Field, n.Flags)
		for _, v := range [...]uint32{n.Start, n.End, n.Parent, n.Next} {
			out = binary.LittleEndian.AppendUint32(out, v)
		}
	}
	return out
}
