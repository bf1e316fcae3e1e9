package syntax

import (
	"fmt"
	"strings"
)

// Dump shows the tree for people and goldens, one node a line, indented by depth:
//
//	field: kind [start-end] "text of a leaf" + MISSING
//
// Literals of the grammar stand in quotes, extras are marked with a +.
func (t *Tree) Dump(src string) string {
	var b strings.Builder
	var ends []uint32 // where the subtrees of the ancestors end
	for i, n := range t.Nodes {
		for len(ends) > 0 && ends[len(ends)-1] <= uint32(i) {
			ends = ends[:len(ends)-1]
		}
		b.WriteString(strings.Repeat("  ", len(ends)))
		ends = append(ends, n.Next)
		t.dumpNode(&b, i, src)
	}
	return b.String()
}

func (t *Tree) dumpNode(b *strings.Builder, i int, src string) {
	n := t.Nodes[i]
	if n.Field != 0 {
		fmt.Fprintf(b, "%s: ", t.Lang.FieldName(n.Field))
	}
	name := t.Lang.KindName(n.Kind)
	if n.Flags&Named == 0 {
		name = fmt.Sprintf("%q", name)
	}
	fmt.Fprintf(b, "%s [%d-%d]", name, n.Start, n.End)
	if leaf := int(n.Next) == i+1; leaf && n.Flags&Named != 0 {
		fmt.Fprintf(b, " %q", t.Text(i, src))
	}
	if n.Flags&Extra != 0 {
		b.WriteString(" +")
	}
	if n.Flags&Missing != 0 {
		b.WriteString(" MISSING")
	}
	b.WriteByte('\n')
}
