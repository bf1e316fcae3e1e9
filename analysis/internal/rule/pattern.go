package rule

import (
	"hash/maphash"
	"regexp"
	"strings"
	"sync/atomic"
)

// Pattern is a regular expression that remembers its last answers: the same paths and names are asked for by every
// rule, and again after every edit.
type Pattern struct {
	re   *regexp.Regexp
	seed maphash.Seed
	memo [1 << 11]atomic.Pointer[matched]
}

// matched is a remembered answer.
type matched struct {
	text string
	ok   bool
}

func newPattern(re *regexp.Regexp) *Pattern {
	if re == nil {
		return nil
	}
	return &Pattern{re: re, seed: maphash.MakeSeed()}
}

// MatchString tells whether the text holds a match. Texts longer than names and paths are not remembered.
func (p *Pattern) MatchString(text string) bool {
	if len(text) > maxName {
		return p.re.MatchString(text)
	}
	// A new text takes its place, and what was there moves to the neighbouring one.
	at := maphash.String(p.seed, text) % uint64(len(p.memo))
	first, second := &p.memo[at], &p.memo[at^1]
	m := first.Load()
	if m != nil && m.text == text {
		return m.ok
	}
	if other := second.Load(); other != nil && other.text == text {
		return other.ok
	}
	if m != nil {
		second.Store(m)
	}
	m = &matched{strings.Clone(text), p.re.MatchString(text)}
	first.Store(m)
	return m.ok
}

// String gives the expression as it was written.
func (p *Pattern) String() string { return p.re.String() }
