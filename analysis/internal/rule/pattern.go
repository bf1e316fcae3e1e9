package rule

import "underpin/analysis/internal/lazy"

// Pattern is a regular expression that names and paths are matched with. It remembers what it said of them. Safe for
// concurrent use.
type Pattern struct {
	re   *lazy.Regexp
	memo memo[bool]
}

func newPattern(re *lazy.Regexp) *Pattern {
	if re == nil {
		return nil
	}
	return &Pattern{re: re, memo: newMemo[bool](fewTexts)}
}

// MatchString tells whether the text holds a match. Texts longer than names and paths are not remembered.
func (p *Pattern) MatchString(text string) bool {
	if len(text) > maxName {
		return p.re.MatchString(text)
	}
	return p.memo.get(text, p.re.MatchString)
}

// String gives the expression as it was written.
func (p *Pattern) String() string { return p.re.String() }
