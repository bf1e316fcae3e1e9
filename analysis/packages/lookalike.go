package packages

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// Alike is a popular name that another may be a slip of.
type Alike struct {
	Name  string  // as registered
	How   string  // what the slip is: "two letters swapped", "a separator"
	Score float64 // how likely it is, 0 to 1
}

// A name that does not exist is hardly meant, so whatever is near is worth a suggestion. One that exists is probably meant:
// only a slip that many make, of a name that very many use, is told.
const (
	leastScore  = 0.2
	leastDoubt  = 0.6 // the least score of names that exist
	mostAlike   = 5   // suggestions
	respected   = 500 // downloads a month from which on a name is nobody's look-alike: so many mean it, and 2,000 real names are left alone
	longestName = 128 // bytes of names for which look-alikes are sought; popular ones have up to 92
)

// Alike tells which popular names a name may be a slip of, the likeliest first. Popular names are slips of nothing, and names
// that exist only where there is good reason to doubt that they are meant.
func (x *Index) Alike(e Ecosystem, name string) []Alike {
	t := x.table(e)
	if t == nil || t.ends.n == 0 || name == "" || len(name) > longestName {
		return nil
	}
	q := slipQuery{name: canonicalName(e, name)}
	if info, ok := t.info(q.name); ok {
		if info.popular() {
			return nil
		}
		q.exists, q.downloads = true, info.Downloads
	}
	t.once.Do(func() { t.slips = newSlips(t) })
	q.find(t)
	return q.alike(t)
}

// Popular tells whether a name is one of those that others may be slips of, or is downloaded so often that it is meant.
func (x *Index) Popular(e Ecosystem, name string) bool {
	info, _ := x.Info(e, name)
	return info.popular()
}

func (i Info) popular() bool { return i.Rank > 0 || i.Downloads >= respected }

// InScope counts the popular names of a scope, "@babel".
func (x *Index) InScope(e Ecosystem, scope string) int {
	t := x.table(e)
	if t == nil || !strings.HasPrefix(scope, "@") {
		return 0
	}
	t.scopesOnce.Do(func() {
		t.scopes = map[string]int{}
		for order := range t.ends.n {
			if s, _, ok := strings.Cut(t.spelling(order), "/"); ok {
				t.scopes[strings.Clone(s)]++
			}
		}
	})
	return t.scopes[scope]
}

// slip is a kind of mistake: what a message calls it and how likely it is to be one, where the names are long and known.
type slip struct {
	how    string
	weight float64
}

var (
	slipSwapped   = slip{"two letters swapped", 0.95}
	slipMissing   = slip{"a letter missing", 0.88}
	slipUndoubled = slip{"one of two equal letters missing", 0.92}
	slipDoubled   = slip{"a letter doubled", 0.92}
	slipAdded     = slip{"a letter too many", 0.8}
	slipNeighbour = slip{"a neighbouring key", 0.9}
	slipChanged   = slip{"one letter changed", 0.7}
	slipPlural    = slip{"singular and plural", 0.85}
	slipSeparator = slip{"a separator", 0.9}
	slipScope     = slip{"scope", 0.9}
	slipLooks     = slip{"letters that look alike", 0.97}
	slipOrder     = slip{"word order", 0.8}
	slipAffix     = slip{"an affix added or dropped", 0.75}
	slipUnscoped  = slip{"scope left out", 0.5}
)

// slipCandidate is a popular name that is near.
type slipCandidate struct {
	order int
	slip  slip
	score float64
}

// slipQuery is one question for look-alikes.
type slipQuery struct {
	name      string // canonical
	exists    bool
	downloads int64 // 0: unknown
	found     []slipCandidate
}

// alike orders what was found and gives it names.
func (q *slipQuery) alike(t *indexTable) []Alike {
	slices.SortFunc(q.found, func(a, b slipCandidate) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.order, b.order))
	})
	var list []Alike
	for _, c := range q.found[:min(len(q.found), mostAlike)] {
		list = append(list, Alike{t.spelling(c.order), c.slip.how, math.Round(c.score*100) / 100})
	}
	return list
}

// add takes up a popular name, once, as the likeliest slip that it may be.
func (q *slipQuery) add(t *indexTable, order int, s slip, factor float64) {
	spelled := canonicalName(t.ecosystem, t.spelling(order))
	if spelled == q.name {
		return
	}
	score := s.weight * factor * q.trust(t, order, spelled)
	if score < leastScore || q.exists && score < leastDoubt {
		return
	}
	if i := slices.IndexFunc(q.found, func(c slipCandidate) bool { return c.order == order }); i < 0 {
		q.found = append(q.found, slipCandidate{order, s, score})
	} else if q.found[i].score < score {
		q.found[i] = slipCandidate{order, s, score}
	}
}

// trust weighs a name that exists against a popular one; 1 is a name that nobody has, beside the best-known.
func (q *slipQuery) trust(t *indexTable, order int, spelled string) float64 {
	rank := float64(t.ranks.at(order))
	known := 1 - 0.3*math.Log10(max(rank, 100)/100)/math.Log10(150) // 1 for the first 100, 0.7 for the 15,000th
	if !q.exists {
		return known
	}
	// A scope has one owner: what exists in it is meant.
	if own, _, ok := strings.Cut(q.name, "/"); ok && strings.HasPrefix(spelled, own+"/") {
		return 0
	}
	if q.downloads == 0 {
		return math.Pow(1-(1-known)*5/3, 1.5) // 0.35 for the 15,000th
	}
	// A hundredth of the other's downloads makes a slip thinkable, a hundred-thousandth likely.
	place, _ := t.find(spelled)
	times := float64(downloadsOfStep(t.downloads.at(place))) / float64(q.downloads)
	return min(max(math.Log10(max(times, 1))-2, 0)/3, 1)
}

// find looks for everything that the name may be a slip of.
func (q *slipQuery) find(t *indexTable) {
	s := t.slips
	words := nameWords(q.name)
	plain := strings.Join(words, "")
	short := lengthFactor(len(plain))
	for order := range s.named(plainForm, plain) {
		kind := slipSeparator
		if strings.HasPrefix(q.name, "@") != strings.HasPrefix(t.spelling(order), "@") {
			kind = slipScope
		}
		q.add(t, order, kind, max(short, 0.6))
	}
	for order := range s.named(seenForm, squeezeName(s.data.seen(q.name))) {
		if squeezeName(canonicalName(t.ecosystem, t.spelling(order))) == plain {
			continue
		}
		q.add(t, order, slipLooks, max(short, 0.6))
	}
	if len(words) > 1 {
		for order := range s.named(orderForm, ordered(words)) {
			q.add(t, order, slipOrder, 1)
		}
	}
	q.affixes(t, words)
	s.edits(plain, func(order int) {
		spelled := canonicalName(t.ecosystem, t.spelling(order))
		if kind, factor, ok := q.edit(s.data, plain, spelled); ok {
			q.add(t, order, kind, factor)
		}
	})
}

// affixes finds names that differ in an affix, or in the scope.
func (q *slipQuery) affixes(t *indexTable, words []string) {
	if strings.HasPrefix(q.name, "@") {
		// A scope that is named like the library: @x/x.
		if len(words) == 2 && words[0] == words[1] {
			for order := range t.slips.named(plainForm, words[0]) {
				q.add(t, order, slipScope, q.ownFactor(true))
			}
		}
		return
	}
	stems := t.slips.data.stems(words)
	for _, stem := range stems {
		for order := range t.slips.named(stemForm, stem) {
			if spelled := t.spelling(order); !strings.HasPrefix(spelled, "@") {
				own := t.slips.data.ownWord(words, nameWords(canonicalName(t.ecosystem, spelled)))
				q.add(t, order, slipAffix, q.ownFactor(own)*max(lengthFactor(len(stem)), 0.6))
			}
		}
	}
	if q.exists {
		return
	}
	// Two slips at once are for names that nobody has.
	plain := strings.Join(words, "")
	for _, stem := range stems {
		if stem == plain {
			continue
		}
		t.slips.edits(stem, func(order int) {
			if kind, factor, ok := q.edit(t.slips.data, stem, canonicalName(t.ecosystem, t.spelling(order))); ok {
				q.add(t, order, kind, factor*0.7)
			}
		})
	}
	if len(words) > 1 {
		for order := range t.slips.named(bareForm, plain) {
			q.add(t, order, slipUnscoped, 1)
		}
	}
}

// ownFactor lowers the score of a name that exists and differs by a word that libraries of their own are named with: a
// client, a command line.
func (q *slipQuery) ownFactor(own bool) float64 {
	switch {
	case !q.exists:
		return 1
	case own:
		return 0.5
	}
	return 0.85
}

// lengthFactor lowers the scores of short names: among those of three letters everything is one letter from something.
func lengthFactor(n int) float64 {
	return [...]float64{0, 0, 0.3, 0.5, 0.7, 0.85, 0.93, 1}[min(n, 7)]
}

// edit tells how a name and a popular one differ by one edit, separators aside; plain is the name without separators.
func (q *slipQuery) edit(d *slipData, plain, spelled string) (slip, float64, bool) {
	other := squeezeName(spelled)
	start := 0
	for start < min(len(plain), len(other)) && plain[start] == other[start] {
		start++
	}
	a, b := plain[start:], other[start:]
	var kind slip
	switch {
	case len(a) == len(b)+1 && a[1:] == b:
		kind = slipAdded
		if start > 0 && plain[start-1] == a[0] {
			kind = slipDoubled
		} else if b == "" && a == "s" {
			kind = slipPlural
		}
	case len(b) == len(a)+1 && b[1:] == a:
		kind = slipMissing
		if start > 0 && other[start-1] == b[0] {
			kind = slipUndoubled
		} else if a == "" && b == "s" {
			kind = slipPlural
		}
	case len(a) > 1 && len(a) == len(b) && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]:
		kind = slipSwapped
	case len(a) > 0 && len(a) == len(b) && a[1:] == b[1:]:
		kind = slipChanged
		if d.neighbours[a[0]][b[0]] {
			kind = slipNeighbour
		}
	default:
		return slip{}, 0, false
	}
	factor := lengthFactor(max(len(plain), len(other)))
	if start == 0 {
		factor *= 0.9 // the first letter is seldom mistaken
	}
	if digitEdit(a, b, kind) {
		factor *= 0.6 // versions and sizes make families
	}
	if separatorsOf(spelled) != separatorsOf(q.name) {
		factor *= 0.9 // a second slip
	}
	if q.exists {
		if start == 0 || kind == slipChanged {
			factor *= 0.75 // many libraries are called after another with a letter of their own
		}
		factor *= max(lengthFactor(min(wordLengthAt(spelled, start), wordLengthAt(q.name, start))), 0.3) // short words are abbreviations, which have neighbours
	}
	return kind, factor, true
}

// digitEdit tells whether the edit concerns a digit.
func digitEdit(a, b string, kind slip) bool {
	digit := func(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
	switch kind {
	case slipAdded, slipDoubled:
		return digit(a)
	case slipMissing, slipUndoubled:
		return digit(b)
	}
	return digit(a) || digit(b)
}

// separatorsOf gives the separators of a name, in their order.
func separatorsOf(name string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 && isSeparator(byte(r)) {
			return r
		}
		return -1
	}, name)
}

// wordLengthAt gives the length of the word of a name that a position lies in, counted without separators.
func wordLengthAt(name string, position int) int {
	words := nameWords(name)
	for _, w := range words {
		if position < len(w) {
			return len(w)
		}
		position -= len(w)
	}
	if len(words) == 0 {
		return 0
	}
	return len(words[len(words)-1])
}
