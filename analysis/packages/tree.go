package packages

import "underpin/analysis/internal/source"

// node is a value of JSON, TOML or YAML with its place: one tree, so that a format is read the same way in whatever
// language it is written.
type node struct {
	kind    kind
	value   excerpt // of a scalar: its text, decoded
	members []member
	items   []*node
	span    source.Span // with quotes or brackets
}

type kind int

const (
	none   kind = iota // nothing can be said about it; what a missing member is
	scalar             // a string, number or boolean; numbers and booleans as written
	list
	table
)

type member struct {
	key   excerpt
	value *node
}

// missing is what a node says that is not there, so that paths can be followed without asking at each step.
var missing = &node{}

// get follows members by name; a node of kind none if one is missing. The last of several members of a name counts.
func (n *node) get(path ...string) *node {
	for _, name := range path {
		found := missing
		for i := len(n.members) - 1; i >= 0; i-- {
			if n.members[i].key.text == name {
				found = n.members[i].value
				break
			}
		}
		n = found
	}
	return n
}

// has tells whether a member of that name is there.
func (n *node) has(name string) bool { return n.get(name) != missing }

// text is the text of a scalar, "" for anything else.
func (n *node) text() string { return n.value.text }

// strings are the scalars of a list, or the one scalar itself.
func (n *node) strings() []excerpt {
	switch n.kind {
	case scalar:
		return []excerpt{n.value}
	case list:
		var found []excerpt
		for _, item := range n.items {
			if item.kind == scalar {
				found = append(found, item.value)
			}
		}
		return found
	}
	return nil
}

// child gives the member of that name, a new table if there is none.
func (n *node) child(key excerpt) *node {
	for _, m := range n.members {
		if m.key.text == key.text {
			return m.value
		}
	}
	made := &node{kind: table, span: key.whole()}
	n.members = append(n.members, member{key, made})
	return made
}
