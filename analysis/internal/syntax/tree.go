// Package syntax owns flat syntax trees, the grammars' names, and how a text is parsed: in parts, which are kept while it
// is edited, or incrementally.
//
// It does not parse: a Parser is injected (a cgo one lives in cgoparser, others in WebAssembly hosts), and so
// this package builds for every target. It knows no language; lowering (lang/*) says where texts may be cut and reads the
// trees, and the session keeps one Memo for each open file.
package syntax

import "unsafe"

// Flags of a Node.
const (
	Named    uint8 = 1 << iota // a rule of the grammar, not a literal of it
	Extra                      // may stand anywhere: a comment, a line continuation
	Error                      // text the grammar could not place
	Missing                    // a token the grammar wanted and the text lacks; empty
	HasError                   // this node or one below it is Error or Missing
)

// ErrorKind is the Kind of every node flagged Error, in all languages.
const ErrorKind uint16 = 0xFFFF

// Node is one record of a tree. Its 20 bytes, little-endian without padding, are the contract between every
// parser host and the engine. Nodes lie in pre-order, so the subtree of node i is Nodes[i:Nodes[i].Next].
type Node struct {
	Kind   uint16 // index into Language.Kinds, or ErrorKind
	Field  uint8  // index into Language.Fields; 0 for none
	Flags  uint8
	Start  uint32 // offsets in bytes, half-open
	End    uint32
	Parent uint32 // index of the parent; the root's is 0, itself
	Next   uint32 // index of the first node after this one's subtree
}

// NodeSize is the size of a record in bytes.
const NodeSize = 20

var _ [NodeSize]struct{} = [unsafe.Sizeof(Node{})]struct{}{}

// Tree is the syntax of one text. It is immutable and may be used by several goroutines. Nodes are named by
// their index; 0 is the root and, as no node's child, also means "no such node" in answers below.
type Tree struct {
	Nodes []Node
	Lang  *Language
	// Provisional marks a tree that was parsed incrementally and may differ from a fresh one; see Document.
	Provisional bool
}

// Root is the index of the root, of which every tree has one.
const Root = 0

// HasError tells whether some of the text did not parse.
func (t *Tree) HasError() bool { return t.Nodes[Root].Flags&HasError != 0 }

func (t *Tree) Kind(i int) uint16      { return t.Nodes[i].Kind }
func (t *Tree) Field(i int) uint8      { return t.Nodes[i].Field }
func (t *Tree) Start(i int) int        { return int(t.Nodes[i].Start) }
func (t *Tree) End(i int) int          { return int(t.Nodes[i].End) }
func (t *Tree) Parent(i int) int       { return int(t.Nodes[i].Parent) }
func (t *Tree) Is(i int, f uint8) bool { return t.Nodes[i].Flags&f != 0 }

// Skip is the index of the first node after the subtree of i: where a walk goes on that does not enter i.
func (t *Tree) Skip(i int) int { return int(t.Nodes[i].Next) }

// Text is the part of src, the text that was parsed, that node i covers.
func (t *Tree) Text(i int, src string) string { return src[t.Nodes[i].Start:t.Nodes[i].End] }

// FirstChild is the first child of i, or 0.
func (t *Tree) FirstChild(i int) int {
	if i+1 < int(t.Nodes[i].Next) {
		return i + 1
	}
	return 0
}

// Next is the sibling after i, or 0. A walk over the children of p:
//
//	for c := t.FirstChild(p); c != 0; c = t.Next(c) {
func (t *Tree) Next(i int) int {
	n := &t.Nodes[i]
	if n.Next < t.Nodes[n.Parent].Next {
		return int(n.Next)
	}
	return 0
}

// ChildByField is the first child of i in that field, or 0. Field 0 finds nothing.
func (t *Tree) ChildByField(i int, field uint8) int {
	if field == 0 {
		return 0
	}
	end := t.Nodes[i].Next
	for c := uint32(i) + 1; c < end; c = t.Nodes[c].Next {
		if t.Nodes[c].Field == field {
			return int(c)
		}
	}
	return 0
}

// NextInField is the next sibling of i in the same field as i, or 0: some fields hold several nodes.
func (t *Tree) NextInField(i int) int {
	field := t.Nodes[i].Field
	for c := t.Next(i); c != 0; c = t.Next(c) {
		if t.Nodes[c].Field == field {
			return c
		}
	}
	return 0
}

// ChildOfKind is the first child of i of that kind, or 0.
func (t *Tree) ChildOfKind(i int, kind uint16) int {
	end := t.Nodes[i].Next
	for c := uint32(i) + 1; c < end; c = t.Nodes[c].Next {
		if t.Nodes[c].Kind == kind {
			return int(c)
		}
	}
	return 0
}

// FirstNamed is the first child of i that is a rule of the grammar and no comment, or 0.
func (t *Tree) FirstNamed(i int) int {
	c := t.FirstChild(i)
	if c != 0 && t.Nodes[c].Flags&(Named|Extra) != Named {
		return t.NextNamed(c)
	}
	return c
}

// NextNamed is the sibling after i that is a rule of the grammar and no comment, or 0.
func (t *Tree) NextNamed(i int) int {
	for c := t.Next(i); c != 0; c = t.Next(c) {
		if t.Nodes[c].Flags&(Named|Extra) == Named {
			return c
		}
	}
	return 0
}

// At is the smallest node whose text holds the byte at offset; where two meet, the one that starts there.
// Outside the root it is the root.
func (t *Tree) At(offset int) int {
	at, best := uint32(offset), uint32(Root)
	for c := uint32(1); c < t.Nodes[best].Next; {
		switch n := &t.Nodes[c]; {
		case n.Start <= at && at < n.End:
			best = c
			c++
		case n.Start > at:
			return int(best)
		default:
			c = n.Next
		}
	}
	return int(best)
}
