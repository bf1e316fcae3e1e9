package insertion

import (
	"hash/maphash"
	"strings"
)

// plain gives the form in which a byte counts when two texts are compared but for their layout, or 0: formatters
// change blanks, quotes, trailing commas and brackets around what they break into lines.
func plain(b byte) byte {
	switch b {
	case ' ', '\t', '\n', '\r', ',', ';', '(', ')', '\\':
		return 0
	case '\'':
		return '"'
	}
	return b
}

// significant counts the bytes that are no layout.
func significant(s string) int {
	n := 0
	for i := range len(s) {
		if plain(s[i]) != 0 {
			n++
		}
	}
	return n
}

// sameButLayout tells whether two texts differ in layout alone.
func sameButLayout(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && plain(a[i]) == 0 {
			i++
		}
		for j < len(b) && plain(b[j]) == 0 {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if plain(a[i]) != plain(b[j]) {
			return false
		}
		i, j = i+1, j+1
	}
}

func wordByte(b byte) bool {
	return b == '_' || b >= '0' && b <= '9' || b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80
}

// eachWord calls f with each word, a run of letters, digits and underscores.
func eachWord(s string, f func(string)) {
	for i := 0; i < len(s); {
		if !wordByte(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && wordByte(s[i]) {
			i++
		}
		f(s[start:i])
	}
}

func words(s string) int {
	n := 0
	eachWord(s, func(string) { n++ })
	return n
}

// oneWord tells whether s is a single word.
func oneWord(s string) bool {
	for i := range len(s) {
		if !wordByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// hasWords tells whether a line says anything: brackets and comment leaders are what editors add by themselves.
func hasWords(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 || wordByte(byte(r)) }) >= 0
}

// wordLines counts the lines with words.
func wordLines(s string) int {
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		if hasWords(line) {
			n++
		}
	}
	return n
}

// sameWords tells whether as many of the same words were added as removed: lines that were sorted, moved, wrapped.
func sameWords(before string, hs []hunk) bool {
	count, added := map[string]int{}, 0
	for i := range hs {
		eachWord(before[hs[i].Start:hs[i].End], func(w string) { count[w]-- })
		eachWord(hs[i].new, func(w string) { count[w]++; added++ })
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return added > 0
}

// hashes tells texts apart without keeping them.
type hashes struct{ seed maphash.Seed }

// of hashes a text but for its layout.
func (h hashes) of(s string) uint64 {
	var sum maphash.Hash
	sum.SetSeed(h.seed)
	for i := range len(s) {
		if b := plain(s[i]); b != 0 {
			sum.WriteByte(b)
		}
	}
	return sum.Sum64()
}
