package module

import (
	"testing"
)

// A grammar as the shim writes it, with a hidden kind, a literal and a field.
var small = []byte("\x04\x00\x00\x00" + "\x01\x03\x00end" + "\x00\x06\x00module" + "\x01\x01\x00(" + "\x02\x05\x00_rule" + "\x01\x00\x00\x00" + "\x04\x00name")

func TestDecodeGrammar(t *testing.T) {
	g, err := decodeGrammar(small)
	if err != nil {
		t.Fatal(err)
	}
	if len(g.Kinds) != 4 || g.Kinds[0].Name != "" || g.Kinds[1].Name != "module" || !g.Kinds[1].Named || g.Kinds[2].Name != "(" || g.Kinds[2].Named || g.Kinds[3].Name != "" {
		t.Errorf("kinds are %+v", g.Kinds)
	}
	if len(g.Fields) != 2 || g.Fields[0] != "" || g.Fields[1] != "name" {
		t.Errorf("fields are %q", g.Fields)
	}
	for i := range small {
		if _, err := decodeGrammar(small[:i]); err == nil {
			t.Errorf("the first %d bytes are taken for a grammar", i)
		}
	}
	if _, err := decodeGrammar(append(small[:len(small):len(small)], 0)); err == nil {
		t.Error("a grammar with a rest is taken")
	}
}

// Whatever a module writes, reading it ends, and asks for no more memory than it brought.
func FuzzDecodeGrammar(f *testing.F) {
	f.Add(small)
	f.Fuzz(func(t *testing.T, raw []byte) {
		g, err := decodeGrammar(raw)
		if err == nil && len(g.Kinds)+len(g.Fields) > len(raw) {
			t.Errorf("%d bytes hold %d kinds and %d fields", len(raw), len(g.Kinds), len(g.Fields))
		}
	})
}
