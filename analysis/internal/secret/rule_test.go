package secret

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
)

// loadRule reads the rule that ships, so that its data is tested with the code.
func loadRule(t testing.TB) *rule.SecretRule {
	t.Helper()
	text, err := os.ReadFile("../../rules/hard-coded-secret.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(text, []byte("---\n"))
	front, _, _ := bytes.Cut(rest, []byte("\n---\n"))
	var raw struct {
		Endings, Names, Passwords, Placeholder, Weak, URL []string
		NotNames                                          []string `yaml:"not-names"`
		MinEntropy                                        float64  `yaml:"min-entropy"`
		TestPath                                          string   `yaml:"test-path"`
		Logins, Prefixes                                  string
		Shapes                                            []struct{ Name, Match string }
	}
	if err := yaml.Unmarshal(front, &raw); err != nil {
		t.Fatal(yaml.FormatError(err, false, true))
	}
	compile := func(list ...string) *lazy.Regexp { return lazy.Trusted(strings.Join(list, "|")) }
	r := &rule.SecretRule{
		Endings: compile(raw.Endings...), Names: compile(raw.Names...), NotNames: compile(raw.NotNames...),
		Passwords: compile(raw.Passwords...), Placeholder: compile(raw.Placeholder...), Weak: compile(raw.Weak...),
		URL: compile(raw.URL...), MinEntropy: raw.MinEntropy, TestPath: compile(raw.TestPath),
		Logins: compile(raw.Logins), Prefixes: compile(raw.Prefixes),
	}
	for _, s := range raw.Shapes {
		r.Shapes = append(r.Shapes, rule.Shape{Name: s.Name, Match: lazy.Trusted(s.Match)})
	}
	return r
}
