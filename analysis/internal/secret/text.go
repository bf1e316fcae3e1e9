package secret

import (
	"math"
	"strings"
	"unicode/utf8"
)

func upper(c byte) bool  { return c >= 'A' && c <= 'Z' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func alnum(c byte) bool  { return letter(c) || c >= '0' && c <= '9' }

func allUpper(s string) bool {
	for i := range len(s) {
		if letter(s[i]) && !upper(s[i]) {
			return false
		}
	}
	return true
}

// letters counts ASCII letters and the bytes of all others.
func letters(s string) int {
	n := 0
	for i := range len(s) {
		if letter(s[i]) || s[i] >= 0x80 {
			n++
		}
	}
	return n
}

func digits(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n
}

// binary tells whether a text holds bytes that no keyboard gives.
func binary(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f {
			return true
		}
	}
	return !utf8.ValidString(s)
}

// distinct counts different bytes, up to 64.
func distinct(s string) int {
	var seen [256]bool
	n := 0
	for i := range len(s) {
		if !seen[s[i]] {
			seen[s[i]] = true
			n++
		}
	}
	return min(n, 64)
}

// sequential tells texts that mostly run along the alphabet, the digits or stay
// on one key: "1234567890abcdef", "xxxxxxxx".
func sequential(s string) bool {
	steps := 0
	for i := 1; i < len(s); i++ {
		if d := int(s[i]) - int(s[i-1]); d >= -1 && d <= 1 || s[i-1] == '9' && s[i] == '0' {
			steps++
		}
	}
	return steps*5 >= (len(s)-1)*3
}

// counted tells texts of nothing but runs that begin with the first digit or
// letter and count up: "123123456abc".
func counted(s string) bool {
	for start := 0; start < len(s); {
		if strings.IndexByte("01aA", s[start]) < 0 {
			return false
		}
		end := start + 1
		for end < len(s) && s[end] == s[end-1]+1 {
			end++
		}
		if end-start < 3 {
			return false
		}
		start = end
	}
	return true
}

// entropy is Shannon's, in bits a byte.
func entropy(s string) float64 {
	var count [256]int
	for i := range len(s) {
		count[s[i]]++
	}
	bits := 0.0
	for _, n := range count {
		if n > 0 {
			p := float64(n) / float64(len(s))
			bits -= p * math.Log2(p)
		}
	}
	return bits
}
