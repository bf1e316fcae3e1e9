// Package faulty assembles parser modules that do what no compiler would let them do.
//
// It owns the bytes of a small module that keeps package module's contract, and lets each export be replaced. Only tests of the
// hosts import it.
package faulty

import "encoding/binary"

// Module assembles a parser module of a language with the kinds "" and "module". Its exports keep to the contract and do
// nothing; bodies, WebAssembly code by export's name, stand in their place.
func Module(bodies map[string][]byte) []byte {
	const (
		frame   = 64
		grammar = 1024
	)
	text := []byte{2, 0, 0, 0, 2, 0, 0, 0, 6, 0, 'm', 'o', 'd', 'u', 'l', 'e', 0, 0, 0, 0}
	// The frame stands as if the grammar had just been asked for: records and count tell where it is.
	answered := binary.LittleEndian.AppendUint32(make([]byte, 14*4), grammar)
	answered = binary.LittleEndian.AppendUint32(answered, uint32(len(text)))

	// Types: 0 ()->i32, 1 (i32)->i32, 2 (i32)->(), 3 ()->().
	kinds := []struct {
		name string
		kind byte
		body []byte
	}{
		{"abi", 0, number(1)}, {"frame", 0, number(frame)}, {"take", 1, number(4096)}, {"use_table", 2, nil},
		{"parse", 3, nil}, {"drop", 3, nil}, {"close", 2, nil}, {"grammar", 3, nil},
	}
	types := []byte{4, 0x60, 0, 1, 0x7f, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 1, 0x7f, 0, 0x60, 0, 0}
	imports := append([]byte{1}, named("underpin")...)
	imports = append(append(imports, named("stop")...), 0, 0)
	functions, code := []byte{byte(len(kinds))}, []byte{byte(len(kinds))}
	exports := append(append([]byte{byte(len(kinds) + 1)}, named("memory")...), 2, 0)
	for i, k := range kinds {
		body := k.body
		if other, ok := bodies[k.name]; ok {
			body = other
		}
		functions = append(functions, k.kind)
		exports = append(append(exports, named(k.name)...), 0, byte(i+1))
		code = append(append(append(code, unsigned(len(body)+2)...), 0), append(body, 0x0b)...)
	}
	data := append([]byte{2}, segment(frame, answered)...)
	data = append(data, segment(grammar, text)...)

	out := []byte("\x00asm\x01\x00\x00\x00")
	for _, s := range []struct {
		id      byte
		content []byte
	}{{1, types}, {2, imports}, {3, functions}, {5, []byte{1, 0, 1}}, {7, exports}, {10, code}, {11, data}} {
		out = append(append(append(out, s.id), unsigned(len(s.content))...), s.content...)
	}
	return out
}

// Trap is a body that traps.
func Trap() []byte { return []byte{0} } // unreachable

// Number is a body that gives a number from 0 to 8191.
func Number(n int) []byte { return number(n) }

func number(n int) []byte { // i32.const, in two bytes
	return []byte{0x41, byte(n&0x7f | 0x80), byte(n >> 7)}
}

func named(name string) []byte { return append([]byte{byte(len(name))}, name...) }

func unsigned(n int) []byte { return binary.AppendUvarint(nil, uint64(n)) }

func segment(at int, content []byte) []byte {
	out := append(append([]byte{0}, number(at)...), 0x0b)
	return append(append(out, unsigned(len(content))...), content...)
}
