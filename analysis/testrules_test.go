package analysis_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"underpin/analysis"
)

const teamRule = `---
severity: warning
cwe: 117
from: [cli]
to: [log, console]
---
# Typed text in the log
Text from {source} reaches {sink}.

Why: our logs are read by a program.
## Fix
Leave it out.
## Bad
### echoed
~~~python
name = input()  # flow: source
print(name)  # want: typed-text-in-log
~~~
### overlooked
~~~python
print("hello")  # want: typed-text-in-log
~~~
## Good
### counted
~~~python
print(len(input()))
~~~
### noisy
~~~python
# file: app/__init__.py
# file: app/main.py
name = input()
print(name)
~~~
`

// A team's rules are tested, the built-in ones are not, and what cannot be read
// is told without stopping the rest.
func TestRulesOfATeam(t *testing.T) {
	team := fstest.MapFS{
		"rules/typed-text-in-log.md": {Data: []byte(teamRule)},
		"rules/broken.md":            {Data: []byte("---\nseverity: loud\n---\n# Title\nMessage.\n")},
	}
	got, err := analysis.TestRules(context.Background(), analysis.Options{Parser: parserHost(t), Team: team})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		rule, file, example string
		line                int
		failure             string // the beginning of the only one; "" for none
	}{
		{"broken", "rules/broken.md", "the file itself", 2, `"loud"`},
		{"typed-text-in-log", "rules/typed-text-in-log.md", "echoed", 16, ""},
		{"typed-text-in-log", "rules/typed-text-in-log.md", "overlooked", 21, "exact: rules/typed-text-in-log.md:21: missing typed-text-in-log\n    print(\"hello\")"},
		{"typed-text-in-log", "rules/typed-text-in-log.md", "counted", 26, ""},
		{"typed-text-in-log", "rules/typed-text-in-log.md", "noisy", 30,
			"exact: rules/typed-text-in-log.md:33 (app/main.py): unexpected typed-text-in-log (high confidence): Text from "},
	}
	for i, w := range want {
		if i >= len(got) {
			t.Fatalf("there are %d results, want %d", len(got), len(want))
		}
		g := got[i]
		if g.Rule != w.rule || g.File != w.file || g.Example != w.example || g.Line != w.line {
			t.Errorf("result %d is of %s, %s:%d, %q", i, g.Rule, g.File, g.Line, g.Example)
		}
		if (len(g.Failures) > 0) != (w.failure != "") || !strings.Contains(strings.Join(g.Failures, "\n"), w.failure) {
			t.Errorf("%s: failures %q, want %q", g.Example, g.Failures, w.failure)
		}
	}
	if len(got) > len(want) {
		t.Errorf("there are %d results, want %d", len(got), len(want))
	}
}

func TestRulesCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := analysis.TestRules(ctx, analysis.Options{Parser: parserHost(t)}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
