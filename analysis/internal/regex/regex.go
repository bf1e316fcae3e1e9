// Package regex tells of an expression whether matching it by backtracking can take very long.
//
// It owns the reading of expressions as backtracking engines write them and the two forms of ambiguity: a repeat within
// a repeat that share what they match, which doubles the work with each letter, and two repeats beside each other, which
// squares it. Both matter only where what comes behind can fail, so that all ways are tried. What it cannot read it calls
// quick. taint asks it for the expressions of conditions.
//
// The test runs over texts of one letter: how many ways has a part to match n times c? Ambiguities that need a longer
// unit, such as (?:ab|a|b)*, are not seen.
package regex

import (
	"regexp/syntax"
	"strings"
)

// Cost is how the work grows with the length of the text at worst.
type Cost uint8

const (
	Quick       Cost = iota // as far as is known
	Polynomial              // by a power of it
	Exponential             // doubled by each letter
)

const (
	maxLength = 4096 // of expressions that are looked at
	maxTries  = 96   // letters tried
	most      = 8    // lengths of texts, from 0, that ways are counted for
	enough    = 1000 // ways; more are not counted
)

// CostOf judges an expression; whole: it must match the whole text.
func CostOf(expression string, whole bool) Cost {
	if len(expression) > maxLength || strings.ContainsAny(expression, "\n\x00") {
		return Quick // spread over lines, or made of parts that are not known
	}
	plain, ok := rewrite(expression)
	if !ok {
		return Quick
	}
	if whole {
		plain = "(" + plain + `)\z`
	}
	tree, err := syntax.Parse(plain, syntax.Perl)
	if err != nil {
		return Quick
	}
	worst := Quick
	for _, c := range letters(tree, nil) {
		j := judge{c: c}
		j.look(tree, false)
		worst = max(worst, j.worst)
	}
	return worst
}

// rewrite makes groups that do not capture ones that do, which the parser leaves alone, and takes away what looks ahead
// or behind. References to groups are not understood.
func rewrite(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			switch c := s[i]; {
			case c >= '1' && c <= '9':
				return "", false
			case c == 'Z':
				c = 'z'
				fallthrough
			default:
				b.WriteByte('\\')
				b.WriteByte(c)
			}
		case s[i] == '[':
			end := class(s, i)
			b.WriteString(s[i:end])
			i = end - 1
		case strings.HasPrefix(s[i:], "(?:"):
			b.WriteByte('(')
			i += 2
		case strings.HasPrefix(s[i:], "(?="), strings.HasPrefix(s[i:], "(?!"), strings.HasPrefix(s[i:], "(?<="), strings.HasPrefix(s[i:], "(?<!"):
			end := group(s, i)
			if end < 0 {
				return "", false
			}
			i = end - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String(), true
}

// class gives the end of the class that begins at a bracket.
func class(s string, at int) int {
	i := at + 1
	if i < len(s) && s[i] == '^' {
		i++
	}
	for first := i; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
		case s[i] == ']' && i > first:
			return i + 1
		}
	}
	return len(s)
}

// group gives the end of the group that begins at a parenthesis, -1 without one.
func group(s string, at int) int {
	for i, depth := at, 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '[':
			i = class(s, i) - 1
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

// letters collects one letter of each range that an expression names.
func letters(re *syntax.Regexp, out []rune) []rune {
	add := func(c rune) {
		for _, have := range out {
			if have == c {
				return
			}
		}
		if len(out) < maxTries {
			out = append(out, c)
		}
	}
	switch re.Op {
	case syntax.OpLiteral:
		for _, c := range re.Rune {
			add(c)
		}
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			add(re.Rune[i])
		}
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		add('a')
	}
	for _, sub := range re.Sub {
		out = letters(sub, out)
	}
	return out
}

// judge looks for ambiguity over texts of one letter.
type judge struct {
	c     rune
	worst Cost
}

// look walks a tree; fails tells whether what comes behind it can fail.
func (j *judge) look(re *syntax.Regexp, fails bool) {
	switch re.Op {
	case syntax.OpConcat:
		j.sequence(re.Sub, fails)
		return
	case syntax.OpStar, syntax.OpPlus, syntax.OpRepeat:
		if unbounded(re) && fails && ambiguous(j.repeated(j.ways(re.Sub[0]), 0, -1)) {
			j.worst = Exponential
		}
		// What is repeated is followed by itself, which can fail where it can be made to.
		fails = fails || j.stops(re.Sub[0])
	}
	for _, sub := range re.Sub {
		j.look(sub, fails)
	}
}

// sequence looks at parts that follow each other.
func (j *judge) sequence(parts []*syntax.Regexp, fails bool) {
	behind := make([]bool, len(parts)) // what comes behind the part can fail
	for i := len(parts) - 1; i >= 0; i-- {
		behind[i] = fails
		fails = fails || j.stops(parts[i])
	}
	open := false // a repeat before reaches up to here over the letter
	for i, p := range parts {
		j.look(p, behind[i])
		w := j.ways(bare(p))
		switch {
		case unbounded(bare(p)) && w[1] > 0:
			if open && behind[i] {
				j.worst = max(j.worst, Polynomial)
			}
			open = true
		case !passes(w):
			open = false
		}
	}
}

// bare takes groups away.
func bare(re *syntax.Regexp) *syntax.Regexp {
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	return re
}

func unbounded(re *syntax.Regexp) bool {
	return re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat && re.Max < 0
}

// passes tells whether a part matches the empty text or the letter some number of times.
func passes(w [most]int) bool {
	for _, n := range w {
		if n > 0 {
			return true
		}
	}
	return false
}

// ambiguous tells whether any text of the letter is matched in two ways.
func ambiguous(w [most]int) bool {
	for _, n := range w[1:] {
		if n > 1 {
			return true
		}
	}
	return false
}

// stops tells whether a part cannot be met by the letter, however often it stands there.
func (j *judge) stops(re *syntax.Regexp) bool { return !passes(j.ways(re)) || ends(re) }

// ends tells whether a part asks for the end of the text.
func ends(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpEndText, syntax.OpEndLine:
		return true
	case syntax.OpCapture, syntax.OpPlus:
		return ends(re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			if ends(sub) {
				return true
			}
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			if !ends(sub) {
				return false
			}
		}
		return true
	}
	return false
}

// ways counts in how many ways a part matches the letter 0 to most-1 times.
func (j *judge) ways(re *syntax.Regexp) (w [most]int) {
	switch re.Op {
	case syntax.OpNoMatch:
	case syntax.OpLiteral:
		if len(re.Rune) >= most {
			return w
		}
		for _, c := range re.Rune {
			if c != j.c {
				return w
			}
		}
		w[len(re.Rune)] = 1
	case syntax.OpCharClass:
		for i := 0; i < len(re.Rune); i += 2 {
			if re.Rune[i] <= j.c && j.c <= re.Rune[i+1] {
				w[1] = 1
			}
		}
	case syntax.OpAnyChar:
		w[1] = 1
	case syntax.OpAnyCharNotNL:
		if j.c != '\n' {
			w[1] = 1
		}
	case syntax.OpCapture:
		return j.ways(re.Sub[0])
	case syntax.OpStar:
		return j.repeated(j.ways(re.Sub[0]), 0, -1)
	case syntax.OpPlus:
		return j.repeated(j.ways(re.Sub[0]), 1, -1)
	case syntax.OpQuest:
		return j.repeated(j.ways(re.Sub[0]), 0, 1)
	case syntax.OpRepeat:
		return j.repeated(j.ways(re.Sub[0]), re.Min, re.Max)
	case syntax.OpConcat:
		w[0] = 1
		for _, sub := range re.Sub {
			w = product(w, j.ways(sub))
		}
	case syntax.OpAlternate:
		for _, sub := range re.Sub {
			for n, more := range j.ways(sub) {
				w[n] = min(w[n]+more, enough)
			}
		}
	default: // empty, or a condition on the place
		w[0] = 1
	}
	return w
}

// repeated counts the ways of low to high times a part; high below 0: any number. A repeat that matches nothing is not counted.
func (j *judge) repeated(one [most]int, low, high int) (w [most]int) {
	if low > 0 && one[0] > 0 {
		low = 0
	}
	one[0] = 0
	power := [most]int{0: 1}
	for n := 0; n < most && (high < 0 || n <= high); n++ {
		if n >= low {
			for i := range w {
				w[i] = min(w[i]+power[i], enough)
			}
		}
		power = product(power, one)
	}
	return w
}

func product(a, b [most]int) (w [most]int) {
	for i := range a {
		for k := 0; i+k < most; k++ {
			w[i+k] = min(w[i+k]+a[i]*b[k], enough)
		}
	}
	return w
}
