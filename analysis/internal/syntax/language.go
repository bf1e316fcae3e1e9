package syntax

import "fmt"

// Language makes names of numbers and numbers of names. It is immutable. Lowering asks it for numbers once,
// fills a table, and walks trees by numbers alone.
type Language struct {
	grammar Grammar
	kinds   map[Kind]uint16
	fields  map[string]uint8

	// Grammars may give one name to several numbers (a block under case is not the number of a block elsewhere).
	// Trees show the first of them: same[k] for k. Nil if all names differ.
	same []uint16
}

// NewLanguage checks a host's grammar and indexes it.
func NewLanguage(g Grammar) (*Language, error) {
	switch {
	case g.Name == "":
		return nil, fmt.Errorf("grammar without a name")
	case len(g.Kinds) >= int(ErrorKind):
		return nil, fmt.Errorf("grammar %s has %d kinds, more than a record can number", g.Name, len(g.Kinds))
	case len(g.Fields) == 0 || g.Fields[0] != "":
		return nil, fmt.Errorf("grammar %s names field 0, which means none", g.Name)
	case len(g.Fields) > 256:
		return nil, fmt.Errorf("grammar %s has %d fields, more than a record can number", g.Name, len(g.Fields))
	}
	l := &Language{grammar: g, kinds: make(map[Kind]uint16), fields: make(map[string]uint8)}
	same, differ := make([]uint16, len(g.Kinds)), true
	for i, kind := range g.Kinds {
		first, known := l.kinds[kind]
		if !known || kind.Name == "" {
			first = uint16(i)
		}
		if kind.Name != "" {
			l.kinds[kind] = first
		}
		same[i], differ = first, differ && first == uint16(i)
	}
	if !differ {
		l.same = same
	}
	for i, field := range g.Fields[1:] {
		l.fields[field] = uint8(i + 1)
	}
	return l, nil
}

// Name is the language's name, "python" for instance.
func (l *Language) Name() string { return l.grammar.Name }

// Kinds is the count of kinds: the length a dense table indexed by kind needs. ErrorKind lies outside of it.
func (l *Language) Kinds() int { return len(l.grammar.Kinds) }

// Fields is the count of fields, field 0 included.
func (l *Language) Fields() int { return len(l.grammar.Fields) }

// KindID is the number of a kind, or 0, which no node has, if the grammar lacks it. Named tells a rule
// (identifier) from a literal of the grammar ("not").
func (l *Language) KindID(name string, named bool) uint16 {
	if name == "ERROR" && named {
		return ErrorKind
	}
	return l.kinds[Kind{Name: name, Named: named}]
}

// KindName is the name of a kind.
func (l *Language) KindName(kind uint16) string {
	switch {
	case kind == ErrorKind:
		return "ERROR"
	case int(kind) >= len(l.grammar.Kinds):
		return ""
	}
	return l.grammar.Kinds[kind].Name
}

// FieldID is the number of a field, or 0 if the grammar lacks it.
func (l *Language) FieldID(name string) uint8 { return l.fields[name] }

// FieldName is the name of a field; "" for none.
func (l *Language) FieldName(field uint8) string {
	if int(field) >= len(l.grammar.Fields) {
		return ""
	}
	return l.grammar.Fields[field]
}
