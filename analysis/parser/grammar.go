package parser

// Grammar is what a host knows of a language: the names behind the numbers in its records. It is plain
// data, so that a host needs nothing but its own generated tables to fill it.
type Grammar struct {
	Name   string
	Kinds  []Kind   // by kind number
	Fields []string // by field number; Fields[0] is ""
}

// Kind is a node type of a grammar. Symbols that no tree shows have an empty name.
type Kind struct {
	Name  string
	Named bool
}
