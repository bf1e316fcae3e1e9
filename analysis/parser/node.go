package parser

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
// host and the engine. Nodes lie in pre-order, so the subtree of node i is Nodes[i:Nodes[i].Next].
type Node struct {
	Kind   uint16 // index into Grammar.Kinds, or ErrorKind
	Field  uint8  // index into Grammar.Fields; 0 for none
	Flags  uint8
	Start  uint32 // offsets in bytes, half-open
	End    uint32
	Parent uint32 // index of the parent; the root's is 0, itself
	Next   uint32 // index of the first node after this one's subtree
}

// Root is the index of the root, of which every tree has one.
const Root = 0

// NodeSize is the size of a record in bytes.
const NodeSize = 20

var _ [NodeSize]struct{} = [unsafe.Sizeof(Node{})]struct{}{}
