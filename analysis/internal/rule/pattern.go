package rule

import "underpin/analysis/internal/lazy"

// Pattern is a regular expression that is asked for the same texts again and again: names and paths, or arguments of
// calls. It remembers what it said of them. Safe for concurrent use.
type Pattern struct {
	re      *lazy.Regexp
	memo    memo[bool]
	longest int // texts longer than this are not remembered
}

// newPattern is a pattern that names and paths are matched with.
func newPattern(re *lazy.Regexp) *Pattern { return remembering(re, fewTexts, maxName) }

// argumentPattern is a pattern that arguments of calls are matched with: few, and long at times.
func argumentPattern(re *lazy.Regexp) *Pattern { return remembering(re, fewArguments, maxArgument) }

func remembering(re *lazy.Regexp, texts uint64, longest int) *Pattern {
	if re == nil {
		return nil
	}
	return &Pattern{re: re, memo: newMemo[bool](texts), longest: longest}
}

// MatchString tells whether the text holds a match.
func (p *Pattern) MatchString(text string) bool {
	if len(text) > p.longest {
		return p.re.MatchString(text)
	}
	return p.memo.get(text, p.re.MatchString)
}

// String gives the expression as it was written.
func (p *Pattern) String() string { return p.re.String() }
