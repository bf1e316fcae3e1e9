// Package words finds out quickly which of many expressions have a chance to match a text: it takes out of each
// expression pieces of text that every match must hold, and looks for all pieces in one pass.
//
// It owns the pieces and the automaton. secret and pattern run every string and every comment of a program through it.
package words

import (
	"regexp/syntax"
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
)

// Trigger says which literal pieces a text must hold, one of them at least, for
// an expression to have a chance: bits of the word set. Zero: nothing is known.
type Trigger struct {
	Bits   uint64 // zero: every text may match
	Spaced bool   // a match may hold white space
}

func (t Trigger) Met(hits uint64) bool { return t.Bits == 0 || t.Bits&hits != 0 }

// Set numbers the pieces of all expressions. Beyond 64 pieces bits are
// shared, which costs a few needless attempts and no finding.
type Set struct {
	List     []string
	Shortest int // of a piece; shorter ones occur everywhere and are no help
}

func (w *Set) Add(re *lazy.Regexp) Trigger {
	if re == nil {
		return Trigger{Bits: 1 << 63}
	}
	tree, err := syntax.Parse(re.String(), syntax.Perl)
	if err != nil {
		return Trigger{Spaced: true}
	}
	t := Trigger{Spaced: holdsSpace(tree)}
	for _, word := range required(tree, w.Shortest) {
		t.Bits |= w.number(word)
	}
	return t
}

func (w *Set) number(word string) uint64 {
	for i, have := range w.List {
		if have == word {
			return 1 << (i % 63)
		}
	}
	w.List = append(w.List, word)
	return 1 << ((len(w.List) - 1) % 63)
}

// holdsSpace tells whether a match may hold a space.
func holdsSpace(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		return slices.Contains(re.Rune, ' ')
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i] <= ' ' && ' ' <= re.Rune[i+1] {
				return true
			}
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return true
	}
	return slices.ContainsFunc(re.Sub, holdsSpace)
}

// required gives pieces of text, in lower case, of which every match of the
// expression holds at least one; nil when none of at least the given length can
// be told.
func required(re *syntax.Regexp, least int) []string {
	if all := exact(re); all != nil {
		if shortest(all) < least {
			return nil
		}
		return all
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return required(re.Sub[0], least)
	case syntax.OpRepeat:
		if re.Min > 0 {
			return required(re.Sub[0], least)
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			one := required(sub, least)
			if one == nil {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		return rarest(re.Sub, least)
	}
	return nil
}

// rarest picks, of the runs of a sequence that can be spelled out and of its
// other parts, the one whose shortest piece is longest.
func rarest(subs []*syntax.Regexp, least int) []string {
	var best []string
	try := func(words []string) {
		if n := shortest(words); n >= least && n > shortest(best) {
			best = words
		}
	}
	run, last := []string{""}, []string{""}
	for _, sub := range subs {
		one := exact(sub)
		switch {
		case one == nil:
			try(run)
			try(required(sub, least))
			run, last = []string{""}, []string{""}
			continue
		case len(run)*len(one) <= maxSpelled:
			run = product(run, one)
		case len(last)*len(one) <= maxSpelled: // too many: begin with the part before
			try(run)
			run = product(last, one)
		default:
			try(run)
			run = one
		}
		last = one
	}
	try(run)
	return best
}

// maxSpelled bounds how many texts an expression is spelled out into.
const maxSpelled = 16

// exact gives every text that the expression matches, in lower case, when they
// are few; nil otherwise. The parser takes common beginnings out of
// alternatives, so that "ghp_|gho_" arrives as a sequence and is put together
// again here.
func exact(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpWordBoundary, syntax.OpNoWordBoundary,
		syntax.OpBeginLine, syntax.OpBeginText, syntax.OpEndLine, syntax.OpEndText:
		return []string{""}
	case syntax.OpLiteral:
		if s := strings.ToLower(string(re.Rune)); ascii(s) {
			return []string{s}
		}
	case syntax.OpCharClass:
		return exactClass(re.Rune)
	case syntax.OpCapture:
		return exact(re.Sub[0])
	case syntax.OpQuest:
		if one := exact(re.Sub[0]); one != nil && len(one) < maxSpelled {
			return append([]string{""}, one...)
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			one := exact(sub)
			if one == nil || len(all)+len(one) > maxSpelled {
				return nil
			}
			all = append(all, one...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			one := exact(sub)
			if one == nil || len(all)*len(one) > maxSpelled {
				return nil
			}
			all = product(all, one)
		}
		return all
	}
	return nil
}

func exactClass(ranges []rune) []string {
	var all []string
	for i := 0; i < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if r >= 0x80 {
				continue // folding brings in the Kelvin sign and the long s
			}
			s := strings.ToLower(string(r))
			if slices.Contains(all, s) {
				continue
			}
			if len(all) == maxSpelled {
				return nil
			}
			all = append(all, s)
		}
	}
	return all
}

func product(heads, tails []string) []string {
	out := make([]string, 0, len(heads)*len(tails))
	for _, h := range heads {
		for _, t := range tails {
			out = append(out, h+t)
		}
	}
	return out
}

func shortest(words []string) int {
	n := 0
	for i, w := range words {
		if i == 0 || len(w) < n {
			n = len(w)
		}
	}
	return n
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Automaton finds all words in one pass over a text (Aho and Corasick), blind to
// case. Bytes that occur in no word share a class, so that a row stays short.
type Automaton struct {
	class  [256]uint8
	width  int
	next   []uint32 // by row of a state + class: the row of the next state, and meets where one of its hits is
	hits   []uint64 // by state
	Always bool     // some expression has no words and must be tried on every text
}

func New(words []string) *Automaton {
	a := &Automaton{width: 1}
	for _, w := range words {
		for i := range len(w) {
			if a.class[w[i]] == 0 {
				a.class[w[i]] = uint8(a.width)
				a.width++
			}
		}
	}
	for c := 'a'; c <= 'z'; c++ {
		a.class[c-'a'+'A'] = a.class[c]
	}
	t := table{a: a}
	t.row()
	for i, w := range words {
		state := 0
		for j := range len(w) {
			at := state*a.width + int(a.class[w[j]])
			if t.next[at] == 0 {
				t.next[at] = t.row()
			}
			state = t.next[at]
		}
		a.hits[state] |= 1 << (i % 63)
	}
	t.link()
	a.next = make([]uint32, len(t.next))
	for i, state := range t.next {
		a.next[i] = uint32(state * a.width << 1)
		if a.hits[state] != 0 {
			a.next[i] |= meets
		}
	}
	return a
}

// meets marks, in an entry of the table, a state in which a word ends.
const meets = 1

// table is an automaton that is being made.
type table struct {
	a    *Automaton
	next []int // state*width + class
}

func (t *table) row() int {
	t.next = append(t.next, make([]int, t.a.width)...)
	t.a.hits = append(t.a.hits, 0)
	return len(t.a.hits) - 1
}

// link completes the table breadth first: where a word breaks off, the longest
// suffix that begins another goes on.
func (t *table) link() {
	width, hits := t.a.width, t.a.hits
	fail := make([]int, len(hits))
	var queue []int
	for c := range width {
		if to := t.next[c]; to != 0 {
			queue = append(queue, to)
		}
	}
	for len(queue) > 0 {
		state := queue[0]
		queue = queue[1:]
		back := fail[state]
		hits[state] |= hits[back]
		for c := range width {
			at := state*width + c
			onward := t.next[back*width+c]
			if to := t.next[at]; to != 0 {
				fail[to] = onward
				queue = append(queue, to)
			} else {
				t.next[at] = onward
			}
		}
	}
}

// Match gives the words that a text holds, a bit each.
func (a *Automaton) Match(text string) uint64 {
	var hits uint64
	row := uint32(0)
	for i := range len(text) {
		to := a.next[row+uint32(a.class[text[i]])]
		row = to >> 1
		if to&meets != 0 {
			hits |= a.hits[int(row)/a.width]
		}
	}
	return hits
}
