package syntax

import (
	"encoding/binary"
	"fmt"
	"unsafe"

	"underpin/analysis/parser"
)

// decode takes over a host's records. They come from outside the engine, so everything the accessors of Tree
// rely on is checked here, once: no walk over a decoded tree leaves the array or the text, or fails to end.
func decode(records []byte, length int, lang *Language) ([]Node, error) {
	if len(records) == 0 || len(records)%parser.NodeSize != 0 {
		return nil, fmt.Errorf("parser of %s returned %d bytes, not records of %d", lang.Name(), len(records), parser.NodeSize)
	}
	nodes := view(records)
	if n := nodes[Root]; n.Parent != Root || int(n.Next) != len(nodes) {
		return nil, fmt.Errorf("parser of %s returned a root that does not hold all its nodes: %+v", lang.Name(), n)
	}
	for i := range nodes {
		if !plausible(nodes, uint32(i), uint32(length), lang) {
			return nil, fmt.Errorf("parser of %s returned an impossible node %d: %+v", lang.Name(), i, nodes[i])
		}
	}
	if lang.same != nil {
		for i := range nodes {
			if kind := nodes[i].Kind; kind != ErrorKind {
				nodes[i].Kind = lang.same[kind]
			}
		}
	}
	return nodes, nil
}

// plausible checks one node, given that those before it are plausible and that the root's subtree is everything.
func plausible(nodes []Node, i, length uint32, lang *Language) bool {
	n := &nodes[i]
	if n.Start > n.End || n.End > length || n.Next <= i {
		return false
	}
	if int(n.Kind) >= len(lang.grammar.Kinds) && n.Kind != ErrorKind || int(n.Field) >= len(lang.grammar.Fields) {
		return false
	}
	if i == Root {
		return true
	}
	// The parent is the nearest node before whose subtree is still open. Each step up closes a subtree, so all
	// steps together are no more than there are nodes.
	open := i - 1
	for nodes[open].Next == i {
		open = nodes[open].Parent
	}
	return n.Parent == open && n.Next <= nodes[open].Next
}

// view gives the nodes that lie in records, without copying where the machine's own layout is the contract's.
func view(records []byte) []Node {
	count := len(records) / parser.NodeSize
	start := unsafe.Pointer(unsafe.SliceData(records))
	if littleEndian() && uintptr(start)%unsafe.Alignof(Node{}) == 0 {
		return unsafe.Slice((*Node)(start), count)
	}
	nodes := make([]Node, count)
	for i := range nodes {
		r := records[i*parser.NodeSize:]
		nodes[i] = Node{
			Kind: binary.LittleEndian.Uint16(r), Field: r[2], Flags: r[3],
			Start: binary.LittleEndian.Uint32(r[4:]), End: binary.LittleEndian.Uint32(r[8:]),
			Parent: binary.LittleEndian.Uint32(r[12:]), Next: binary.LittleEndian.Uint32(r[16:]),
		}
	}
	return nodes
}

func littleEndian() bool {
	return binary.NativeEndian.Uint16([]byte{1, 0}) == 1
}
