package lazy

import (
	"regexp"
	"slices"
	"testing"
)

func TestSameAsRegexp(t *testing.T) {
	const text, in = `(?P<word>[a-z]+)-(\d+)`, "of abc-12 and de-3"
	lazy, eager := Trusted(text), regexp.MustCompile(text)
	if lazy.String() != text || !lazy.MatchString(in) || !lazy.Match([]byte(in)) || lazy.SubexpIndex("word") != 1 {
		t.Error("another expression")
	}
	if got, want := lazy.FindStringSubmatchIndex(in), eager.FindStringSubmatchIndex(in); !slices.Equal(got, want) {
		t.Errorf("%v, not %v", got, want)
	}
	if got, want := lazy.ReplaceAllString(in, "$2"), eager.ReplaceAllString(in, "$2"); got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if _, err := Compile("("); err == nil {
		t.Error("no error")
	}
}

func TestManyAtOnce(t *testing.T) {
	x := Trusted("a+")
	done := make(chan bool)
	for range 8 {
		go func() { done <- x.MatchString("caab") }()
	}
	for range 8 {
		if !<-done {
			t.Error("no match")
		}
	}
}
