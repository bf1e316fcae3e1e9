package rule_test

import (
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"underpin/analysis/internal/rule"
	"underpin/analysis/models"
	"underpin/analysis/rules"
)

func load(t testing.TB) *rule.Set {
	t.Helper()
	s, err := rule.Load(rules.FS(), models.FS(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// modules gives what the built-in models of a language speak of, by file.
func modules(t testing.TB, language string) map[string][]string {
	t.Helper()
	files, err := fs.Glob(models.FS(), language+"/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for _, f := range files {
		text, _ := fs.ReadFile(models.FS(), f)
		line, _, _ := strings.Cut(string(text), "\n")
		if rest, ok := strings.CutPrefix(line, "modules: ["); ok {
			for m := range strings.SplitSeq(strings.TrimSuffix(rest, "]"), ",") {
				out[f] = append(out[f], strings.TrimSpace(m))
			}
		}
	}
	return out
}

func TestEveryModelCompiles(t *testing.T) {
	s := load(t)
	var all []string
	for _, names := range modules(t, "python") {
		for _, m := range names {
			if _, err := s.View("python", []string{m}); err != nil {
				t.Errorf("module %s: %v", m, err)
			}
			all = append(all, m)
		}
	}
	if _, err := s.View("python", all); err != nil {
		t.Errorf("all modules at once: %v", err)
	}
}

// A model that does not say which version and which documentation it was written
// from cannot be checked by anybody.
func TestModelsNameTheirSource(t *testing.T) {
	for f := range modules(t, "python") {
		text, _ := fs.ReadFile(models.FS(), f)
		for _, key := range []string{"\nversion: ", "\ndoc: https://"} {
			if !strings.Contains(string(text), key) {
				t.Errorf("%s has no line %q", f, strings.TrimSpace(key))
			}
		}
	}
}

func TestRulesAreComplete(t *testing.T) {
	s := load(t)
	if !slices.IsSortedFunc(s.Rules, func(a, b *rule.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("rules are not in order of name")
	}
	for _, r := range s.Rules {
		if r.Title == "" || r.Message == "" || r.Why == "" || r.Fix == "" || r.OWASP == "" || r.Since == "" {
			t.Errorf("%s: a part is missing: %q %q %q %q", r.File, r.Title, r.Message, r.OWASP, r.Since)
		}
		for _, by := range r.Subsumes {
			if s.Rule(by.Name) == nil {
				t.Errorf("%s subsumes %q, which does not exist", r.File, by.Name)
			}
		}
		examples, err := r.Examples()
		if err != nil {
			t.Error(err)
		}
		for _, e := range examples {
			for _, w := range slices.Concat(e.Wants, e.Lows, e.Todos) {
				for _, name := range w.Rules {
					if s.Rule(name) == nil {
						t.Errorf("%s:%d names the rule %q, which does not exist", r.File, w.At, name)
					}
				}
			}
		}
	}
}

const vocabulary = `
labels:
  untrusted: from outside
  password: typed
  body: all of it
kinds:
  sql: SQL
  log: a log
marks:
  resolved: a path
facts:
  limited: counted
whole: body
chosen: untrusted
guarded: sql
`

const ruleText = `---
severity: error
cwe: 89
from: untrusted
to: sql
---
# Title
Message.
`

func tree(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func smallModels(files map[string]string) fstest.MapFS {
	all := map[string]string{"vocabulary.yaml": vocabulary, "python/names.yaml": "labels:\n  password: {ends: [password], not: [hash]}\n",
		"python/builtins.yaml": "modules: [builtins]\ntypes:\n  builtins.str:\n"}
	for k, v := range files {
		all[k] = v
	}
	return tree(all)
}

func TestModelProblems(t *testing.T) {
	const head = "modules: [lib]\n"
	for name, c := range map[string]struct{ text, want string }{
		"section":    {head + "sink:\n  lib.f: {kind: sql, arg: 0}\n", `python/lib.yaml:2:1: unknown section "sink"; expected one of: modules, version, doc, requires, `},
		"nearest":    {head + "sink:\n  lib.f: {}\n", `did you mean "sinks"?`},
		"key":        {head + "sinks:\n  lib.f: {kind: sql, arg: 0, contxt: sql}\n", `python/lib.yaml:3:30: unknown key "contxt"; expected one of: kind, arg, as, guess, when, context, unless, mend, peeks; did you mean "context"?`},
		"kind":       {head + "sinks:\n  lib.f: {kind: sqll, arg: 0}\n", `python/lib.yaml:3:17: unknown kind "sqll"; expected one of: sql, log; did you mean "sql"?`},
		"label":      {head + "sources:\n  lib.f: {labels: [untrusted, pasword]}\n", `unknown label "pasword"; expected one of: untrusted, password, body; did you mean "password"?`},
		"fact":       {head + "facts:\n  lib.f: limit\n", `python/lib.yaml:3:10: unknown fact "limit"; expected one of: limited; did you mean "limited"?`},
		"argument":   {head + "passes:\n  lib.f: \"0 a b\"\n", `argument "0 a b" names two keywords; write two entries`},
		"pattern":    {head + "sinks:\n  lib.f: {kind: sql, arg: 0, when: {arg: 0, text: '(['}}\n", "python/lib.yaml:3:51: this regular expression does not compile: missing closing ]: `[`"},
		"twice":      {head + "passes:\n  lib.f: all\n  lib.{f,g}: all\n", `python/lib.yaml:4:3: "lib.f" is given twice under passes`},
		"reference":  {head + "returns:\n  lib.f: lib.Missing\n", `python/lib.yaml:3:3: lib.f refers to the class "lib.Missing", which neither this file nor one it requires declares`},
		"brace":      {head + "clean:\n  - lib.{f\n", `the brace in "lib.{f" is not closed`},
		"sink":       {head + "sinks:\n  lib.f: {arg: 0}\n", "a sink needs `kind`"},
		"condition":  {head + "sinks:\n  lib.f: {kind: sql, arg: 0, when: {is: 'None'}}\n", "a condition says nothing without `arg`"},
		"shape":      {head + "sinks: [sql]\n", `python/lib.yaml:2:8: expected keys with values, found a list`},
		"yaml":       {head + "sinks:\n  lib.f: {kind: sql\n", "this is not YAML"},
		"alias":      {head + "sinks:\n  lib.f: &a {kind: sql, arg: 0}\n  lib.g: *b\n", `the alias *b has no anchor &b before it`},
		"first line": {"version: 1\nmodules: [lib]\n", `python/lib.yaml:1:1: the first line must name the modules that the file speaks of: "modules: [name, other]"`},
		"all":        {head + "sinks:\n  lib.f: {kind: x, arg: 0}\n  lib.g: {kind: y, arg: 0}\n", `unknown kind "y"`},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := rule.Load(tree(map[string]string{"r.md": ruleText}), smallModels(map[string]string{"python/lib.yaml": c.text}), nil)
			if err == nil {
				_, err = s.View("python", []string{"lib"})
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestRuleProblems(t *testing.T) {
	front := func(lines string) string { return "---\n" + lines + "---\n# Title\nMessage.\n" }
	for name, c := range map[string]struct{ text, want string }{
		"no front matter": {"# Title\n", `r.md:1:1: a rule begins with front matter`},
		"unknown key":     {front("severity: error\ncwe: 1\nfrom: untrusted\nto: sql\nfrm: x\n"), `r.md:6:1: unknown key "frm"; expected one of: severity, cwe, owasp, since, kind, subsumes, also, not-in, codes, from, to, at, fixes, called, compared, spares, patterns, settings, settings-of, renewed, rounds, machines, audience; did you mean "from"?`},
		"severity":        {front("severity: high\ncwe: 1\nfrom: untrusted\nto: sql\n"), `r.md:2:11: unknown severity "high"; expected one of: error, warning, info`},
		"missing":         {front("severity: error\ncwe: 1\nto: sql\n"), `r.md:1:1: the front matter has no key from`},
		"term":            {front("severity: error\ncwe: 1\nfrom: password with secrt\nto: sql\n"), `unknown label "secrt"; expected one of: untrusted, password, body`},
		"subsumes of":     {front("severity: error\ncwe: 1\nfrom: untrusted\nto: sql\nsubsumes: r of secrt\n"), `unknown label "secrt"; expected one of: untrusted, password, body`},
		"term kind":       {front("severity: error\ncwe: 1\nfrom: password to sq\nto: sql\n"), `unknown kind "sq"; expected one of: sql, log; did you mean "sql"?`},
		"term at":         {front("severity: error\ncwe: 1\nfrom: password at high\nto: sql\n"), `expected "at medium" or "at low" at the end, found "at high"`},
		"number":          {front("severity: error\ncwe: CWE-89\nfrom: untrusted\nto: sql\n"), `r.md:3:6: expected a whole number from 1 to 99999, found "CWE-89"`},
		"kind":            {front("severity: error\ncwe: 1\nkind: taint\n"), `unknown kind of rule "taint"; expected one of: flow, call, route, secret`},
		"fix":             {front("severity: error\ncwe: 1\nfrom: untrusted\nto: sql\nfixes: [parametrise]\n"), `did you mean "parameterise"?`},
		"title":           {"---\nseverity: error\ncwe: 1\nfrom: untrusted\nto: sql\n---\ntext\n", `r.md:7:1: the body begins with "# Title" and one sentence`},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := rule.Load(tree(map[string]string{"r.md": c.text}), smallModels(nil), nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// What is broken in a team's folder is told, and stops neither the built-in
// files nor the rest of the team's.
func TestTeamProblemsStopNothing(t *testing.T) {
	team := tree(map[string]string{
		"rules/ours.md":            ruleText,
		"rules/r.md":               ruleText,
		"rules/broken.md":          "---\nseverity: loud\n---\n# T\nM.\n",
		"models/python/ours.yaml":  "modules: [ours]\nsinks:\n  ours.run: {kind: sql, arg: 0}\n",
		"models/python/extra.yaml": "modules: [lib]\npasses:\n  lib.g: all\n",
		"models/python/bad.yaml":   "modules: [bad]\nreturns:\n  bad.f: bad.Gone\nsnks: {}\n",
	})
	s, err := rule.Load(tree(map[string]string{"r.md": ruleText}), smallModels(map[string]string{"python/lib.yaml": "modules: [lib]\npasses:\n  lib.f: all\n"}), team)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range s.Problems {
		got = append(got, p.Error())
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{`rules/broken.md:2:11: unknown severity "loud"`, `rules/r.md:1:1: there is already a rule "r" in r.md`, `models/python/bad.yaml:4:1: unknown section "snks"`, `models/python/bad.yaml:3:3: bad.f refers to the class "bad.Gone"`} {
		if !strings.Contains(all, want) {
			t.Errorf("no problem says %q in\n%s", want, all)
		}
	}
	if s.Rule("ours") == nil || !s.Rule("ours").Team || s.Rule("broken") != nil {
		t.Error("the team's good rule is missing or its broken one is in use")
	}
	v, err := s.View("python", []string{"ours", "lib", "bad"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ours.run", "lib.f", "lib.g"} {
		if v.Lookup(name) == nil {
			t.Errorf("%s is missing", name)
		}
	}
}

func TestViewsAreSharedAndSafe(t *testing.T) {
	s := load(t)
	views := make([]*rule.View, 16)
	var wg sync.WaitGroup
	for i := range views {
		wg.Go(func() {
			mods := []string{"flask", "sqlite3", "nowhere"}
			if i%2 == 0 {
				mods = []string{"sqlite3", "flask", "sqlite3", "flask.views"}
			}
			v, err := s.View("python", mods)
			if err != nil {
				t.Error(err)
				return
			}
			for _, name := range []string{"password", "user_name", "apiKey"} {
				v.Naming(name)
			}
			views[i] = v
		})
	}
	wg.Wait()
	for _, v := range views {
		if v != views[0] {
			t.Fatal("the same modules gave different views")
		}
	}
	if _, err := s.View("cobol", nil); err == nil {
		t.Error("a language without models gives no error")
	}
}

// What a start costs: all rules and the models of the builtins.
func BenchmarkStart(b *testing.B) {
	for b.Loop() {
		s := load(b)
		if _, err := s.View("python", nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoadRules(b *testing.B) {
	for b.Loop() {
		load(b)
	}
}

func BenchmarkAllModels(b *testing.B) {
	var all []string
	for f := range modules(b, "python") {
		all = append(all, modules(b, "python")[f]...)
	}
	b.ResetTimer()
	for b.Loop() {
		if _, err := load(b).View("python", all); err != nil {
			b.Fatal(err)
		}
	}
}

func TestFilesOfModelsAreInPlace(t *testing.T) {
	entries, err := os.ReadDir("../../models/python")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if ext := path.Ext(e.Name()); ext != ".yaml" {
			t.Errorf("%s is no model", e.Name())
		}
	}
}
