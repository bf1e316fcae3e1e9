package analysis

import "context"

// FollowAll makes a session follow functions too of which nothing can come.
func (s *Session) FollowAll() { s.followAll = true }

// RuleTests runs examples one by one, so that tests can be chosen by name.
type RuleTests = ruleTests

// NewRuleTests reads the examples of the built-in rules.
func NewRuleTests(o Options) (*RuleTests, error) { return newRuleTests(o) }

// Examples lists the examples as tests that have not run.
func (x *ruleTests) Examples() []RuleTest {
	out := x.broken
	for _, e := range x.examples {
		out = append(out, RuleTest{Rule: e.Rule, File: e.Doc, Line: e.Line, Example: e.Name})
	}
	return out
}

// Sections gives the section of each example.
func (x *ruleTests) Sections() []string {
	out := make([]string, len(x.broken))
	for _, e := range x.examples {
		out = append(out, e.Section)
	}
	return out
}

// Run runs the i-th of Examples.
func (x *ruleTests) Run(ctx context.Context, i int) RuleTest {
	if i < len(x.broken) {
		return x.broken[i]
	}
	return x.run(ctx, &x.examples[i-len(x.broken)])
}
