package words

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestRequired(t *testing.T) {
	for _, c := range []struct{ expression, want string }{
		{`\bghp_[a-z]{36}`, "ghp_"},
		{`\bgh[pou]_[a-z]{36}|\bgithub_pat_`, "gho_ ghp_ ghu_ github_pat_"},
		{`ghp_|gho_`, "ghp_ gho_"},
		{`(?i)[a-z]+://x`, "://x"},
		{`AK(?:IA|XY)[0-9]`, "akia akxy"},
		{`[a-f0-9]{32}`, ""},
		{`[a-f0-9]{32}-us[12]`, "-us1 -us2"},
		{`colou?r`, "color colour"},
		{`(?:abc)+d?`, "abc"},
		{`(?:abc)*d`, ""},
		{`ab|xyz`, ""},
	} {
		tree, err := syntax.Parse(c.expression, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Fields(c.want), required(tree, 3), cmp.Comparer(sameSet)); diff != "" {
			t.Errorf("%s: %s", c.expression, diff)
		}
	}
}

func sameSet(a, b []string) bool {
	seen := map[string]int{}
	for _, s := range a {
		seen[s]++
	}
	for _, s := range b {
		seen[s]--
	}
	for _, n := range seen {
		if n != 0 {
			return false
		}
	}
	return true
}

func TestAutomaton(t *testing.T) {
	words := []string{"she", "hers", "his", "he"}
	a := New(words)
	for _, text := range []string{"ushers", "this", "HERS", "shis", "xhxex", "hishe", ""} {
		var want uint64
		for i, w := range words {
			if strings.Contains(strings.ToLower(text), w) {
				want |= 1 << i
			}
		}
		if got := a.Match(text); got != want {
			t.Errorf("%q: hits %b, want %b", text, got, want)
		}
	}
	if regexp.MustCompile("x") == nil || New(nil).Match("anything") != 0 {
		t.Error("an Automaton without words finds something")
	}
}
