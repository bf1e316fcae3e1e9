// Package lazy holds regular expressions that are compiled when something is first matched with them.
//
// A program that starts for one file asks few of the thousand expressions of its rules and models, and compiling all of them
// took a quarter of its time. It owns the waiting only; package regexp does the rest.
package lazy

import (
	"regexp"
	"sync"
)

// Regexp is a regular expression as package regexp has them, whose methods have the same meaning there. Safe for concurrent use.
type Regexp struct {
	text string
	once sync.Once
	re   *regexp.Regexp
}

// Compile compiles an expression now, as its error is of interest now.
func Compile(text string) (*Regexp, error) {
	re, err := regexp.Compile(text)
	if err != nil {
		return nil, err
	}
	x := Trusted(text)
	x.once.Do(func() { x.re = re })
	return x, nil
}

// Trusted takes an expression that a test holds to be right: the first match with one that is not panics.
func Trusted(text string) *Regexp { return &Regexp{text: text} }

func (x *Regexp) get() *regexp.Regexp {
	x.once.Do(func() { x.re = regexp.MustCompile(x.text) })
	return x.re
}

// String gives the expression as it was written.
func (x *Regexp) String() string { return x.text }

// MatchString is [regexp.Regexp.MatchString].
func (x *Regexp) MatchString(s string) bool { return x.get().MatchString(s) }

// FindString is [regexp.Regexp.FindString].
func (x *Regexp) FindString(s string) string { return x.get().FindString(s) }

// FindStringIndex is [regexp.Regexp.FindStringIndex].
func (x *Regexp) FindStringIndex(s string) []int { return x.get().FindStringIndex(s) }

// FindStringSubmatch is [regexp.Regexp.FindStringSubmatch].
func (x *Regexp) FindStringSubmatch(s string) []string { return x.get().FindStringSubmatch(s) }

// FindStringSubmatchIndex is [regexp.Regexp.FindStringSubmatchIndex].
func (x *Regexp) FindStringSubmatchIndex(s string) []int { return x.get().FindStringSubmatchIndex(s) }

// FindAllString is [regexp.Regexp.FindAllString].
func (x *Regexp) FindAllString(s string, n int) []string { return x.get().FindAllString(s, n) }

// FindAllStringIndex is [regexp.Regexp.FindAllStringIndex].
func (x *Regexp) FindAllStringIndex(s string, n int) [][]int { return x.get().FindAllStringIndex(s, n) }

// FindAllStringSubmatch is [regexp.Regexp.FindAllStringSubmatch].
func (x *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	return x.get().FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex is [regexp.Regexp.FindAllStringSubmatchIndex].
func (x *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return x.get().FindAllStringSubmatchIndex(s, n)
}

// Match is [regexp.Regexp.Match].
func (x *Regexp) Match(b []byte) bool { return x.get().Match(b) }

// SubexpNames is [regexp.Regexp.SubexpNames].
func (x *Regexp) SubexpNames() []string { return x.get().SubexpNames() }

// SubexpIndex is [regexp.Regexp.SubexpIndex].
func (x *Regexp) SubexpIndex(name string) int { return x.get().SubexpIndex(name) }

// ReplaceAllStringFunc is [regexp.Regexp.ReplaceAllStringFunc].
func (x *Regexp) ReplaceAllStringFunc(s string, with func(string) string) string {
	return x.get().ReplaceAllStringFunc(s, with)
}

// ReplaceAllString is [regexp.Regexp.ReplaceAllString].
func (x *Regexp) ReplaceAllString(s, with string) string { return x.get().ReplaceAllString(s, with) }
