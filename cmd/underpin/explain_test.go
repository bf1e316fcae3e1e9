package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis"
)

func TestRuleText(t *testing.T) {
	rule := &analysis.Rule{
		Name: "some-rule", Severity: analysis.Warning, CWE: 12, OWASP: "A01:2025", Since: "0.1.0",
		Doc: "# Title\nSentence.\n## Bad\n### one\n```\n## not a heading\n```\n### two\n```\nb\n```\n## Good\n```\nc\n```\n```\nd\n```\n## Known gaps\n```\ne\n```\n",
	}
	want := "# Title\n`some-rule`: warning, CWE-12, OWASP A01:2025, since 0.1.0\n\nSentence.\n## Bad\n### one\n```\n## not a heading\n```\n## Good\n```\nc\n```\n\n" +
		"2 more examples: `underpin explain some-rule --examples`\n"
	if diff := cmp.Diff(want, ruleText(rule, false)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if got := ruleText(rule, true); got != "# Title\n`some-rule`: warning, CWE-12, OWASP A01:2025, since 0.1.0\n\n"+rule.Doc[len("# Title\n"):] {
		t.Errorf("all examples:\n%s", got)
	}
}
