package config

import (
	"strings"
	"testing"
)

func parse(t *testing.T, text string) *Config {
	t.Helper()
	c, err := Parse("underpin.toml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParse(t *testing.T) {
	c := parse(t, `
include = ["src/**"]
exclude = ["migrations", "/build/", "**/*_pb2.py"]
min-confidence = "high"
fail-on = "warning"
jobs = 3
max-file-size = "500 kB"

[rules.alpha]
severity = "off"

[rules.beta]
severity = "info"

[[per-path]]
paths = ["tests/**"]
off = ["beta"]

[[per-path]]
paths = ["examples"]
off = ["*"]
`)
	if c.MinConfidence != "high" || c.FailOn != "warning" || c.Jobs != 3 || c.MaxFileSize != 500_000 {
		t.Errorf("%+v", c)
	}
	for _, test := range []struct{ rule, path, want string }{
		{"alpha", "a.py", "off"},
		{"beta", "a.py", "info"},
		{"beta", "tests/deep/a.py", "off"},
		{"beta", "src/tests/a.py", "info"},
		{"gamma", "tests/a.py", ""},
		{"gamma", "docs/examples/a.py", "off"},
	} {
		if got := c.Level(test.rule, test.path); got != test.want {
			t.Errorf("Level(%s, %s) = %q, want %q", test.rule, test.path, got, test.want)
		}
	}
}

func TestSelects(t *testing.T) {
	c := parse(t, `
include = ["src/**", "tool"]
exclude = ["migrations", "/src/gen/", "**/*_pb2.py", "src/{a,b}.py"]
`)
	for path, want := range map[string]bool{
		"src/x.py":                true,
		"tool":                    true,
		"other/x.py":              false,
		"src/app/migrations/1.py": false,
		"src/gen/deep/x.py":       false,
		"src/app/gen/x.py":        true,
		"src/deep/x_pb2.py":       false,
		"src/a.py":                false,
		"src/c.py":                true,
	} {
		if got := c.Selects(path); got != want {
			t.Errorf("Selects(%s) = %t", path, got)
		}
	}
	if !(*Config)(nil).Selects("x.py") {
		t.Error("no settings select everything")
	}
}

func TestErrorsNameLineAndExpectation(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"jobs = 1\nexlude = []\n", `underpin.toml:2:1: unknown key "exlude" (did you mean "exclude"?); expected one of exclude, fail-on, include, jobs, max-file-size, min-confidence, per-path, rules`},
		{"jobs = \"many\"", `underpin.toml:1:1: jobs must be a whole number from 0 to 4096, not the text "many"`},
		{"jobs = -1", "not the number -1"},
		{"\nfail-on = \"errors\"", `underpin.toml:2:1: fail-on must be one of error, warning, info, never, not the text "errors"`},
		{"min-confidence = true", "min-confidence must be one of low, medium, high, not true"},
		{"exclude = \"x\"", `exclude must be a list of texts, as in ["a", "b"], not the text "x"`},
		{"exclude = [\n  \"ok\",\n  7,\n]", "underpin.toml:3:3: exclude must be a list of texts, but has the number 7"},
		{"exclude = [\n  \"[ab\"]", `underpin.toml:2:3: "[ab" is not a valid glob`},
		{"max-file-size = \"big\"", `"2 MB", not the text "big"`},
		{"max-file-size = 0", "not the number 0"},
		{"[rules.a]\nseverity = \"high\"", "underpin.toml:2:1: rules.a.severity must be one of off, info, warning, error"},
		{"[rules.a]\nlevel = \"off\"", `underpin.toml:2:1: unknown key "level"; expected one of severity`},
		{"rules = 3", "rules must be tables, as in [rules.NAME], not the number 3"},
		{"[rules]\na = \"off\"", `underpin.toml:2:1: rules.a must be a table, as in [rules.a] severity = "off"`},
		{"[[per-path]]\npaths = [\"x\"]", "underpin.toml:1:3: this [[per-path]] needs both paths and off; off is missing"},
		{"per-path = 1", "per-path must be a list of tables"},
		{"jobs = \n", "underpin.toml:1:8: not valid TOML"},
		{"jobs = 1\njobs = 2\n", "not valid TOML"},
	} {
		_, err := Parse("underpin.toml", []byte(test.text))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func TestCheckRules(t *testing.T) {
	known := []string{"alpha", "beta"}
	if err := parse(t, "[rules.alpha]\nseverity='off'\n[[per-path]]\npaths=['x']\noff=['*','beta']").CheckRules(known); err != nil {
		t.Error(err)
	}
	for _, test := range []struct{ text, want string }{
		{"\n[rules.alfa]\nseverity='off'", "underpin.toml:2:8: there is no rule \"alfa\" (did you mean \"alpha\"?)"},
		{"[[per-path]]\npaths=['x']\noff=['beta',\n 'nothing-like-it']", "underpin.toml:4:2: there is no rule \"nothing-like-it\";"},
	} {
		err := parse(t, test.text).CheckRules(known)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q:\n got %v\nwant %s", test.text, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("jobs = 1\n[rules.a]\nseverity = 'off'\n[[per-path]]\npaths = ['x', {a=1}]\n")
	f.Fuzz(func(t *testing.T, text string) {
		if c, err := Parse("underpin.toml", []byte(text)); err == nil {
			c.Selects("a/b.py")
			c.Level("a", "a/b.py")
		}
	})
}
