package analysis_test

import (
	"fmt"
	"testing"

	"underpin/analysis"
)

// Every example of every built-in rule, one subtest each:
//
//	go test ./analysis -run TestRules/sql-injection
//	go test ./analysis -run 'TestRules/sql-injection/search_box'
func TestRules(t *testing.T) {
	tests, err := analysis.NewRuleTests(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	examples := tests.Examples()
	for from := 0; from < len(examples); {
		rule, to := examples[from].Rule, from
		for to < len(examples) && examples[to].Rule == rule {
			to++
		}
		first := from
		t.Run(rule, func(t *testing.T) {
			t.Parallel()
			for i := first; i < to; i++ {
				if testing.Short() && i%3 != 0 {
					continue
				}
				runExample(t, tests, i, examples[i])
			}
		})
		from = to
	}
}

func runExample(t *testing.T, tests *analysis.RuleTests, i int, example analysis.RuleTest) {
	name := example.Example
	if name == "" {
		name = fmt.Sprintf("line %d", example.Line)
	}
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		for _, f := range tests.Run(t.Context(), i).Failures {
			t.Error(f)
		}
	})
}

// A rule without examples of both kinds would pass untested.
func TestRulesHaveExamples(t *testing.T) {
	tests, err := analysis.NewRuleTests(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	const least = 8
	counts := map[string]int{}
	sections := tests.Sections()
	for i, e := range tests.Examples() {
		counts[e.Rule+" "+sections[i]]++
	}
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range s.Rules() {
		for _, section := range []string{"bad", "good"} {
			if n := counts[r.Name+" "+section]; n < least {
				t.Errorf("%s has %d examples under %q, want at least %d", r.Name, n, section, least)
			}
		}
	}
}
