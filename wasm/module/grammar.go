package module

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"

	"underpin/analysis"
)

// readGrammar asks the module for the names behind its numbers.
func (m *machine) readGrammar(ctx context.Context) (analysis.Grammar, error) {
	var f frame
	_, err := m.Call(ctx, "grammar")
	if err == nil {
		err = m.answered(&f)
	}
	if err == nil && f.count > m.Size() {
		err = fmt.Errorf("a grammar of %d bytes", f.count)
	}
	if err != nil {
		return analysis.Grammar{}, m.trapped(err)
	}
	raw, err := m.collect(ctx, &f, int(f.count))
	if err != nil {
		return analysis.Grammar{}, err
	}
	g, err := decodeGrammar(raw)
	if err != nil {
		return analysis.Grammar{}, fmt.Errorf("the parser module of %s: %w", m.language, err)
	}
	g.Name = m.language
	return g, nil
}

// Types of kinds, as tree-sitter numbers them.
const (
	kindNamed = iota
	kindLiteral
	kindHidden
)

// decodeGrammar reads what grammar in shim.c describes. Kinds that no tree shows get no name, kind 0 neither.
func decodeGrammar(raw []byte) (analysis.Grammar, error) {
	r := reader{rest: raw}
	var g analysis.Grammar
	for i := range r.count() {
		kind, name := r.byte(), r.name()
		if i == 0 || kind >= kindHidden {
			name, kind = "", kindHidden
		}
		g.Kinds = append(g.Kinds, analysis.GrammarKind{Name: name, Named: kind == kindNamed})
	}
	g.Fields = []string{""}
	for range r.count() {
		g.Fields = append(g.Fields, r.name())
	}
	if r.short || len(r.rest) != 0 {
		return analysis.Grammar{}, errors.New("its grammar is not what this program reads")
	}
	return g, nil
}

// reader takes apart what shim.c wrote; what is missing reads as nothing and is remembered.
type reader struct {
	rest  []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return make([]byte, n)
	}
	out := r.rest[:n]
	r.rest = r.rest[n:]
	return out
}

// count is how many things follow: each takes two bytes at least, so that a wrong count cannot ask for much.
func (r *reader) count() int {
	n := int(binary.LittleEndian.Uint32(r.take(4)))
	if n < 0 || n > len(r.rest)/2 {
		r.short = r.short || n != 0
		return 0
	}
	return n
}

func (r *reader) byte() byte   { return r.take(1)[0] }
func (r *reader) name() string { return string(r.take(int(binary.LittleEndian.Uint16(r.take(2))))) }
