package rule

import (
	"hash/maphash"
	"strings"
	"sync/atomic"
)

// memo remembers answers about short texts: the same few thousand names and paths are asked about again and again, by
// all rules and after each edit. It has a fixed size and no locks; what is pushed out is worked out again.
type memo[T any] struct {
	seed maphash.Seed
	mask uint64 // the number of sets, a power of two, less one
	sets atomic.Pointer[[]memoSet[T]]
}

// memoSet holds the texts of one hash. The sets are made when the first text comes.
type memoSet[T any] [memoWays]atomic.Pointer[answer[T]]

const (
	memoWays = 4
	fewTexts = 1 << 12 // such as paths, or names that one rule asks for
	allNames = 1 << 15

	fewArguments = 1 << 8
	maxArgument  = 256
)

type answer[T any] struct {
	hash uint64
	text string
	is   T
}

// newMemo makes room for a number of texts, which is a power of two.
func newMemo[T any](texts uint64) memo[T] {
	return memo[T]{seed: maphash.MakeSeed(), mask: texts/memoWays - 1}
}

// get gives the answer about a text, which of works out where it is not remembered.
func (m *memo[T]) get(text string, of func(string) T) T {
	sets := m.sets.Load()
	if sets == nil {
		fresh := make([]memoSet[T], m.mask+1)
		m.sets.CompareAndSwap(nil, &fresh)
		sets = m.sets.Load()
	}
	hash := maphash.String(m.seed, text)
	set := &(*sets)[hash&m.mask]
	free := int(hash >> 32 % memoWays) // where all places are taken, somebody has to go
	for i := range set {
		a := set[i].Load()
		if a == nil {
			free = i
			break
		}
		if a.hash == hash && a.text == text {
			return a.is
		}
	}
	a := &answer[T]{hash, strings.Clone(text), of(text)}
	set[free].Store(a)
	return a.is
}
