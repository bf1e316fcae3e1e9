package python

import (
	"encoding/binary"
	"math/bits"

	"underpin/analysis/internal/ir"
)

// Cache remembers lowered functions by a hash of their syntax and text. It may
// forget at any time. What it gives is shared: nobody may change it.
type Cache interface {
	Get(key uint64) *ir.Func
	Put(key uint64, f *ir.Func)
}

// put is a function to be remembered once all it holds is lowered.
type put struct {
	key uint64
	f   *ir.Func
}

// fingerprint hashes the subtree of n, with offsets relative to its start, and its text.
func (b *builder) fingerprint(n int) uint64 {
	base := b.nodes[n].Start
	h := mix(0, 0x9e3779b97f4a7c15, 0)
	for i := n; i < int(b.nodes[n].Next); i++ {
		c := &b.nodes[i]
		h = mix(h, uint64(c.Kind)<<16|uint64(c.Field)<<8|uint64(c.Flags), uint64(c.Start-base)<<32|uint64(c.End-base))
		h = mix(h, uint64(c.Next-uint32(n)), 0)
	}
	text := b.text[base:b.nodes[n].End]
	for ; len(text) >= 8; text = text[8:] {
		h = mix(h, word(text), 0)
	}
	var tail [8]byte
	copy(tail[:], text)
	return mix(h, binary.LittleEndian.Uint64(tail[:]), uint64(len(text)))
}

// mix folds two words into a hash, as wyhash does.
func mix(h, x, y uint64) uint64 {
	high, low := bits.Mul64(h^x^0xa0761d6478bd642f, bits.RotateLeft64(h, 29)^y^0xe7037ed1a0b428db)
	return high ^ low
}

func word(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
