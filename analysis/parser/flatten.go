package parser

// What a host does with each kind while it writes records. Hosts get the table as bytes and apply it where
// they walk, because a record that is never written costs nothing.
const (
	// OmitBare leaves the node out if it has no field, is not Missing and is not a child of an Error: punctuation
	// says nothing that the kinds around it do not, except in broken text.
	OmitBare byte = 1 << iota
	// KeepBare keeps all children of a node of this kind.
	KeepBare
)

// FlattenTable tells every host of a language the same: one byte of the above for each kind. Omitting bare
// punctuation makes the trees of Python's standard library a quarter smaller (887,306 nodes to 663,198).
// Operators and keywords stay, and so does whatever stands in a field; keywords that the kind above implies (def,
// if, return) would be another 5 %, too little to make lowering ask which ones are there.
func FlattenTable(g Grammar) []byte {
	table := make([]byte, len(g.Kinds))
	for i, kind := range g.Kinds {
		if !kind.Named && isPunctuation(kind.Name) {
			table[i] |= OmitBare
		}
		if kind.Named && punctuationMatters(kind.Name) {
			table[i] |= KeepBare
		}
	}
	return table
}

func isPunctuation(literal string) bool {
	switch literal {
	case "(", ")", "[", "]", "{", "}", ",", ":", ";", ".", "=", "->", "@", "\"", "'", "`", "${", "</", "/>":
		return true
	}
	return false
}

// punctuationMatters lists the rules that only their punctuation tells apart, whatever the language: a[1:] and
// a[:1], f"{x=}" and f"{x}".
func punctuationMatters(rule string) bool {
	return rule == "slice" || rule == "interpolation"
}
