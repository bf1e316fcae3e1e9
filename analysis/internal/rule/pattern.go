package rule

import (
	"hash/maphash"
	"regexp"
	"strings"
	"sync/atomic"
)

// Pattern is a regular expression that names and paths are matched with: the same few thousand again and again, by all
// rules and after each edit. It remembers what it said of them. Safe for concurrent use.
type Pattern struct {
	re   *regexp.Regexp
	seed maphash.Seed
	memo atomic.Pointer[[memoSets][memoWays]atomic.Pointer[matched]]
}

// What is remembered: a text has a place in one set. Sets are made when the first text comes.
const (
	memoSets = 1 << 10
	memoWays = 4
)

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
	memo := p.memo.Load()
	if memo == nil {
		p.memo.CompareAndSwap(nil, new([memoSets][memoWays]atomic.Pointer[matched]))
		memo = p.memo.Load()
	}
	hash := maphash.String(p.seed, text)
	set := &memo[hash%memoSets]
	free := -1
	for i := range set {
		m := set[i].Load()
		if m == nil {
			free = i
			break
		}
		if m.text == text {
			return m.ok
		}
	}
	if free < 0 {
		free = int(hash / memoSets % memoWays) // somebody has to go
	}
	m := &matched{strings.Clone(text), p.re.MatchString(text)}
	set[free].Store(m)
	return m.ok
}

// String gives the expression as it was written.
func (p *Pattern) String() string { return p.re.String() }
