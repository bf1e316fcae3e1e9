package packages

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
)

// Every popular name is kept under a few forms that slips lead to: as it is without separators, as it looks, its words in
// order, without affixes, without scope. A slip that changes a letter is found by trying: all names that are one edit from
// the one in question are looked up, some 75 for each of its letters. Their hashes follow from those of the name's
// beginnings and ends, so each costs a multiplication and a look into a table of bits that says no to nearly all. The
// alternative, an index of the popular names with each letter left out, answers in fewer steps and takes 400,000 entries.

type form uint8

const (
	plainForm form = iota // without separators and scope signs
	seenForm              // that, each letter read as what it looks like
	orderForm             // words in the order of the alphabet
	stemForm              // without affixes
	bareForm              // plain, without its scope
)

// slips finds popular names by their forms.
type slips struct {
	data  *slipData
	bits  []uint64 // by the upper bits of the mixed hash
	slots []formSlot
	used  int
}

// formSlot is an entry of an open table; the slot after the last is the first.
type formSlot struct {
	key   uint32
	order uint16 // plus one; 0: empty
	form  form
}

const (
	slotBits  = 17                // 131,072 slots; the 15,000 names of an ecosystem have some 65,000 forms
	mostForms = 7 << slotBits / 8 // lists beyond reason lose the forms of their least popular names
	bitBits   = 19
)

func newSlips(t *indexTable) *slips {
	s := &slips{data: readSlipData(slipText, t.ecosystem), bits: make([]uint64, 1<<bitBits/64), slots: make([]formSlot, 1<<slotBits)}
	var words, sorted []string
	for order := range min(t.ends.n, mostPopular) {
		name := canonicalName(t.ecosystem, t.spelling(order))
		words = appendWords(words[:0], name)
		s.keep(plainForm, hashWords(words, ""), order)
		if seen := s.data.seen(name); seen != name {
			sorted = appendWords(sorted[:0], seen)
			s.keep(seenForm, hashWords(sorted, ""), order)
		} else {
			s.keep(seenForm, hashWords(words, ""), order)
		}
		if len(words) > 1 {
			sorted = append(sorted[:0], words...)
			slices.Sort(sorted)
			s.keep(orderForm, hashWords(sorted, "-"), order)
		}
		for _, stem := range s.data.stems(words) {
			s.keep(stemForm, formHash(stem), order)
		}
		if own, rest, ok := strings.Cut(name, "/"); ok && strings.HasPrefix(own, "@") {
			s.keep(bareForm, hashWords(appendWords(sorted[:0], rest), ""), order)
		}
	}
	return s
}

// formHash is a polynomial in the bytes of a text, so that the hash of texts put together follows from theirs.
func formHash(text string) uint64 {
	var h uint64
	for i := range len(text) {
		h = h*formBase + uint64(text[i])
	}
	return h
}

// hashWords gives the formHash of the words with a separator of one byte, or none, between.
func hashWords(words []string, separator string) uint64 {
	var h uint64
	for i, w := range words {
		if i > 0 && separator != "" {
			h = h*formBase + uint64(separator[0])
		}
		for j := range len(w) {
			h = h*formBase + uint64(w[j])
		}
	}
	return h
}

const formBase = 0x9e3779b97f4a7c15

// spread makes the key of a form: its upper bits choose the bit and the slot, its lower ones are compared.
func spread(f form, h uint64) uint64 {
	h += uint64(f) << 56
	return (h ^ h>>29) * 0xff51afd7ed558ccd
}

func (s *slips) keep(f form, h uint64, order int) {
	if h == 0 || s.used == mostForms {
		return
	}
	s.used++
	k := spread(f, h)
	s.bits[k>>(64-bitBits+6)] |= 1 << (k >> (64 - bitBits) & 63)
	for i := k >> (64 - slotBits); ; i = (i + 1) % (1 << slotBits) {
		if s.slots[i].order == 0 {
			s.slots[i] = formSlot{uint32(k), uint16(order + 1), f}
			return
		}
	}
}

// lookUp calls yield with the popular names that have a form with this hash, or seem to.
func (s *slips) lookUp(f form, h uint64, yield func(order int) bool) {
	k := spread(f, h)
	if s.bits[k>>(64-bitBits+6)]>>(k>>(64-bitBits)&63)&1 == 0 {
		return
	}
	for i := k >> (64 - slotBits); s.slots[i].order != 0; i = (i + 1) % (1 << slotBits) {
		if slot := s.slots[i]; slot.key == uint32(k) && slot.form == f && !yield(int(slot.order-1)) {
			return
		}
	}
}

// named gives the popular names that have a text as one of their forms.
func (s *slips) named(f form, text string) iter.Seq[int] {
	return func(yield func(int) bool) { s.lookUp(f, formHash(text), yield) }
}

// edits calls yield with the popular names whose plain form may be one letter more, less, other or two swapped.
func (s *slips) edits(plain string, yield func(order int)) {
	const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789"
	n := len(plain)
	if n == 0 || n > longestName {
		return
	}
	var before, after, power [longestName + 2]uint64 // of plain[:i], of plain[i:], formBase to the i
	power[0] = 1
	for i := range n + 1 {
		power[i+1] = power[i] * formBase
	}
	for i := range n {
		before[i+1] = before[i]*formBase + uint64(plain[i])
		after[n-1-i] = uint64(plain[n-1-i])*power[i] + after[n-i]
	}
	try := func(h uint64) {
		s.lookUp(plainForm, h, func(order int) bool { yield(order); return true })
	}
	for i := range n + 1 {
		more := before[i]*power[n-i+1] + after[i]
		for c := range len(alphabet) {
			try(more + uint64(alphabet[c])*power[n-i])
		}
		if i == n {
			break
		}
		try(before[i]*power[n-i-1] + after[i+1])
		other := before[i]*power[n-i] + after[i+1]
		for c := range len(alphabet) {
			try(other + uint64(alphabet[c])*power[n-i-1])
		}
		if i+1 < n {
			try(before[i]*power[n-i] + uint64(plain[i+1])*power[n-i-1] + uint64(plain[i])*power[n-i-2] + after[i+2])
		}
	}
}

func isSeparator(c byte) bool { return c == '-' || c == '_' || c == '.' || c == '/' || c == '@' }

// nameWords gives the words of a canonical name, a scope's among them.
func nameWords(name string) []string { return appendWords(nil, name) }

func appendWords(words []string, name string) []string {
	start := 0
	for i := range len(name) {
		if isSeparator(name[i]) {
			if i > start {
				words = append(words, name[start:i])
			}
			start = i + 1
		}
	}
	if start < len(name) {
		words = append(words, name[start:])
	}
	return words
}

// squeezeName leaves separators out.
func squeezeName(name string) string { return strings.Join(nameWords(name), "") }

func ordered(words []string) string {
	words = slices.Clone(words)
	slices.Sort(words)
	return strings.Join(words, "-")
}

// slipData is what lookalike.txt says for an ecosystem.
type slipData struct {
	before, beforeGlued, behind, behindGlued, own []string

	looks      *strings.Replacer
	neighbours [256][256]bool
}

//go:embed lookalike.txt
var slipText string

func readSlipData(text string, e Ecosystem) *slipData {
	d := &slipData{}
	affixes := map[string]*[]string{
		"before": &d.before, "before-glued": &d.beforeGlued, "behind": &d.behind, "behind-glued": &d.behindGlued, "own": &d.own,
	}
	var looks, keys []string
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		switch {
		case len(f) < 2 || f[0] == "#":
		case f[0] == "looks":
			for _, other := range f[2:] {
				if other != "|" {
					looks = append(looks, other, f[1])
				}
			}
		case f[0] == "keys":
			keys = append(keys, f[1])
		case f[0] == string(e):
			*affixes[f[1]] = f[2:]
		}
	}
	d.looks = strings.NewReplacer(looks...)
	for r, row := range keys {
		for i := range len(row) {
			for _, near := range [][2]int{{r, i - 1}, {r + 1, i - 1}, {r + 1, i}} {
				if near[0] < len(keys) && near[1] >= 0 && near[1] < len(keys[near[0]]) {
					a, b := row[i], keys[near[0]][near[1]]
					d.neighbours[a][b], d.neighbours[b][a] = true, true
				}
			}
		}
	}
	return d
}

// seen gives a name as it looks.
func (d *slipData) seen(name string) string { return d.looks.Replace(name) }

// stems gives what is left of a name of these words when affixes are taken off: first whole words, then those that are glued
// on, one each. Texts have no separators; the last is the shortest, and equal ones are left out.
func (d *slipData) stems(words []string) []string {
	for len(words) > 1 && slices.Contains(d.behind, words[len(words)-1]) {
		words = words[:len(words)-1]
	}
	for len(words) > 1 && slices.Contains(d.before, words[0]) {
		words = words[1:]
	}
	list := []string{strings.Join(words, "")}
	const least = 3 // letters beside a glued affix
	for _, a := range d.behindGlued {
		if rest, ok := strings.CutSuffix(list[0], a); ok && len(rest) >= least {
			list = append(list, rest)
		}
	}
	for _, a := range d.beforeGlued {
		if rest, ok := strings.CutPrefix(list[0], a); ok && len(rest) >= least {
			list = append(list, rest)
		}
	}
	return list
}

// ownWord tells whether two names differ by a word that libraries of their own are named with.
func (d *slipData) ownWord(a, b []string) bool {
	return slices.ContainsFunc(d.own, func(w string) bool { return slices.Contains(a, w) != slices.Contains(b, w) })
}
