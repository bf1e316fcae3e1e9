package rule

import (
	"path"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// commonForm holds the keys that the front matter of every rule may have.
var commonForm = []field[Rule]{
	{"severity", "severity", "error, warning or info", func(r *reader, n ast.Node, t *Rule) { t.Severity = r.one(n, "severity", "error", "warning", "info") }},
	{"cwe", "number", "the weakness's number", func(r *reader, n ast.Node, t *Rule) { t.CWE = r.number(n, 1, 99999) }},
	{"owasp", "text", "A05:2025", func(r *reader, n ast.Node, t *Rule) { t.OWASP = r.text(n) }},
	{"since", "text", "the version that brought the rule", func(r *reader, n ast.Node, t *Rule) { t.Since = r.text(n) }},
	{"kind", "rule kind", "flow (the default), call, route, secret, pattern or package", func(r *reader, n ast.Node, t *Rule) {}},
	{"subsumes", "texts", "rules that are silent where this one speaks; NAME of LABEL: where they speak of such text", func(r *reader, n ast.Node, t *Rule) {
		r.each(n, func(item ast.Node) { t.Subsumes = append(t.Subsumes, r.subsumed(item)) })
	}},
	{"also", "text", "a sentence added where a finding stands for one about such text", func(r *reader, n ast.Node, t *Rule) { t.Also = r.text(n) }},
	{"not-in", "pattern", "files in which it is silent: tests", func(r *reader, n ast.Node, t *Rule) { t.NotIn = r.pattern(n) }},
	{"codes", "texts", "what other tools call the same, in comments that silence them: B608", func(r *reader, n ast.Node, t *Rule) { t.Codes = r.texts(n) }},
}

var flowForm = []field[FlowRule]{
	{"from", "terms", "labels of the text: untrusted; password without record; record with password", func(r *reader, n ast.Node, t *FlowRule) {
		r.each(n, func(item ast.Node) { t.From = append(t.From, r.term(item)) })
	}},
	{"to", "kinds", "kinds of sink it must not reach", func(r *reader, n ast.Node, t *FlowRule) { t.To = r.set(n, &r.vocab.Kinds) }},
	{"at", "at", "where it is reported: sink (the default), or source, once however many sinks there are", func(r *reader, n ast.Node, t *FlowRule) {
		t.AtSource = r.one(n, "place", "sink", "source") == "source"
	}},
	{"fixes", "fixes", "makers of a fix; the first that can help is used", func(r *reader, n ast.Node, t *FlowRule) { t.Fixes = r.fixes(n) }},
	{"called", "pattern", "silent where a function of such a name is called in the code that the way passes", func(r *reader, n ast.Node, t *FlowRule) { t.Called = newPattern(r.pattern(n)) }},
	{"compared", "pattern", "silent where such a comparison stands in that code: the operator and the names of both sides", func(r *reader, n ast.Node, t *FlowRule) {
		t.Compared = newPattern(r.pattern(n))
	}},
	{"spares", "labels", "called and compared end the matter only for text with one of these labels", func(r *reader, n ast.Node, t *FlowRule) { t.Spares = r.set(n, &r.vocab.Labels) }},
	{"patterns", "patterns", "what shows the same flaw by itself, as in a rule of the kind pattern", func(r *reader, n ast.Node, t *FlowRule) {
		t.Patterns = &PatternRule{}
		mapping(r, n, patternForm, t.Patterns)
	}},
	{"settings", "texts", "silent where one of these names stands anywhere in the program", func(r *reader, n ast.Node, t *FlowRule) { t.Settings = r.texts(n) }},
	{"settings-of", "kinds", "settings make it silent for these kinds alone", func(r *reader, n ast.Node, t *FlowRule) { t.Set = r.set(n, &r.vocab.Kinds) }},
	{"renewed", "flag", "silent where what differs takes the place of what it was compared with, and nobody is refused", func(r *reader, n ast.Node, t *FlowRule) { t.Renewed = r.flag(n) }},
	{"rounds", "pattern", "silent where the function does it again and again to its own result, by calls of such a name", func(r *reader, n ast.Node, t *FlowRule) { t.Rounds = r.pattern(n) }},
	{"machines", "pattern", "names of functions, files and paths of handlers where other programs tell what happened: whole bodies count little there", func(r *reader, n ast.Node, t *FlowRule) {
		t.Machines = newPattern(r.pattern(n))
	}},
	{"audience", "audience", "what it makes of who may call the handlers on the way", func(r *reader, n ast.Node, t *FlowRule) {
		t.Audience = &Audience{}
		mapping(r, n, audienceForm, t.Audience)
	}},
}

var audienceForm = []field[Audience]{
	{"guards", "text", "the rule of kind route that tells how handlers ask who calls", func(r *reader, n ast.Node, a *Audience) { a.Guards = r.text(n) }},
	{"few", "pattern", "names of guards that let in only those who run the program", func(r *reader, n ast.Node, a *Audience) { a.Few = newPattern(r.pattern(n)) }},
	{"at", "confidence", "its confidence then, at best: medium or low", func(r *reader, n ast.Node, a *Audience) {
		a.Guess = map[string]int{"medium": 1, "low": 2}[r.one(n, "confidence", "medium", "low")]
	}},
	{"of", "kinds", "it counts for these kinds alone", func(r *reader, n ast.Node, a *Audience) { a.Of = r.set(n, &r.vocab.Kinds) }},
	{"known", "severity", "its severity where all who get there have said who they are", func(r *reader, n ast.Node, a *Audience) {
		a.Known = r.one(n, "severity", "error", "warning", "info")
	}},
}

var callForm = []field[CallRule]{
	{"asked", "pattern", "names of what is asked right before: whoever runs the program decides then, and a finding is hardly one", func(r *reader, n ast.Node, t *CallRule) { t.Asked = r.pattern(n) }},
	{"test-path", "pattern", "files where severity is lower", func(r *reader, n ast.Node, t *CallRule) { t.TestPath = r.pattern(n) }},
	{"not-beside", "texts", "findings in which a guess lies are left out in files where one of these names stands", func(r *reader, n ast.Node, t *CallRule) { t.Beside = r.texts(n) }},
	{"to", "kinds", "kinds of harm that a call does by itself", func(r *reader, n ast.Node, t *CallRule) { t.To = r.set(n, &r.vocab.Kinds) }},
	{"from", "terms", "labels of text that makes the same flaw", func(r *reader, n ast.Node, t *CallRule) {
		r.each(n, func(item ast.Node) { t.From = append(t.From, r.term(item)) })
	}},
	{"into", "kinds", "kinds of sink that such text must not reach", func(r *reader, n ast.Node, t *CallRule) { t.Into = r.set(n, &r.vocab.Kinds) }},
	{"said", "pattern", "such text is a flaw only where another text in the functions that the way passes matches", func(r *reader, n ast.Node, t *CallRule) { t.Said = newPattern(r.pattern(n)) }},
	{"called", "pattern", "such text is none where a function of such a name is called in the code that the way passes", func(r *reader, n ast.Node, t *CallRule) { t.Called = newPattern(r.pattern(n)) }},
	{"fixes", "fixes", "makers of a fix; the first that can help is used", func(r *reader, n ast.Node, t *CallRule) { t.Fixes = r.fixes(n) }},
}

var secretForm = []field[SecretRule]{
	{"shapes", "shapes", "the forms of providers' tokens", func(r *reader, n ast.Node, t *SecretRule) {
		t.Shapes = list(r, n, shapeForm, Shape{})
	}},
	{"endings", "pattern", "what a name may end in and still be the name before it", func(r *reader, n ast.Node, t *SecretRule) { t.Endings = r.pattern(n) }},
	{"names", "pattern", "names that hold secrets", func(r *reader, n ast.Node, t *SecretRule) { t.Names = r.pattern(n) }},
	{"env-names", "pattern", "names, beside those, of variables of the environment whose default is a secret where it is random", func(r *reader, n ast.Node, t *SecretRule) { t.EnvNames = r.pattern(n) }},
	{"not-names", "pattern", "names that only look so", func(r *reader, n ast.Node, t *SecretRule) { t.NotNames = r.pattern(n) }},
	{"not-under", "pattern", "names of variables, keys and collections around a value that hold no secrets in use", func(r *reader, n ast.Node, t *SecretRule) { t.NotUnder = r.pattern(n) }},
	{"passwords", "pattern", "names under which a person's own words are a secret too", func(r *reader, n ast.Node, t *SecretRule) { t.Passwords = r.pattern(n) }},
	{"logins", "pattern", "names, and functions, that are given a user's name and a password side by side", func(r *reader, n ast.Node, t *SecretRule) { t.Logins = r.pattern(n) }},
	{"prefixes", "pattern", "what may stand before a key and tells where it comes from", func(r *reader, n ast.Node, t *SecretRule) { t.Prefixes = r.pattern(n) }},
	{"placeholder", "pattern", "values that are no secrets", func(r *reader, n ast.Node, t *SecretRule) { t.Placeholder = r.pattern(n) }},
	{"weak", "pattern", "simple values that are real under a password's name all the same", func(r *reader, n ast.Node, t *SecretRule) { t.Weak = r.pattern(n) }},
	{"url", "pattern", "connection strings; group 1 is the password", func(r *reader, n ast.Node, t *SecretRule) { t.URL = r.pattern(n) }},
	{"min-entropy", "decimal", "bits a character that a value under a telling name needs", func(r *reader, n ast.Node, t *SecretRule) { t.MinEntropy = r.decimal(n) }},
	{"test-path", "pattern", "files where severity is lower", func(r *reader, n ast.Node, t *SecretRule) { t.TestPath = r.pattern(n) }},
	{"fixes", "fixes", "makers of a fix; the first that can help is used", func(r *reader, n ast.Node, t *SecretRule) { t.Fixes = r.fixes(n) }},
}

var shapeForm = []field[Shape]{
	{"name", "text", "what a person calls such a token", func(r *reader, n ast.Node, s *Shape) { s.Name = r.text(n) }},
	{"match", "pattern", "the token", func(r *reader, n ast.Node, s *Shape) { s.Match = r.pattern(n) }},
}

var fixForm = []field[FixSpec]{
	{"id", "fix", "the maker", func(r *reader, n ast.Node, t *FixSpec) { t.ID = r.fixID(n) }},
	{"call", "text", "what the edit calls or reads, as written in the source", func(r *reader, n ast.Node, t *FixSpec) { t.Call = r.text(n) }},
	{"import", "text", "the module or module:name that it needs", func(r *reader, n ast.Node, t *FixSpec) { t.Import = r.text(n) }},
	{"drop", "text", "the keyword argument that goes", func(r *reader, n ast.Node, t *FixSpec) { t.Drop = r.text(n) }},
	{"for", "text", "only where a function of this name is called", func(r *reader, n ast.Node, t *FixSpec) { t.For = r.text(n) }},
	{"to", "kinds", "only for these kinds of sink", func(r *reader, n ast.Node, t *FixSpec) { t.To = r.set(n, &r.vocab.Kinds) }},
	{"where", "text", "only in files that import something of this module", func(r *reader, n ast.Node, t *FixSpec) { t.Where = r.text(n) }},
	{"title", "text", "what a menu shows", func(r *reader, n ast.Node, t *FixSpec) { t.Title = r.text(n) }},
}

func (r *reader) fixID(n ast.Node) string {
	return r.one(n, "fix maker", "parameterise", "argument-list", "quote", "escape", "wrap", "replace-call", "env-lookup", "mask", "set-argument", "compare", "receiver", "rename")
}

// fixes reads makers by their bare names or with details.
func (r *reader) fixes(n ast.Node) []FixSpec {
	var out []FixSpec
	r.each(n, func(item ast.Node) {
		var f FixSpec
		if isScalar(item) {
			f.ID = r.fixID(item)
		} else {
			mapping(r, item, fixForm, &f)
		}
		out = append(out, f)
	})
	return out
}

// term reads "password", "password without record", "cli to shell",
// "member beside upload", "body to console near password", "stored at low".
func (r *reader) term(n ast.Node) LabelTerm {
	var t LabelTerm
	names, to := &r.vocab.Labels, &t.Need
	words := strings.Fields(r.text(n))
	for i := 0; i < len(words); i++ {
		switch w := words[i]; w {
		case "with":
			names, to = &r.vocab.Labels, &t.Need
		case "without":
			names, to = &r.vocab.Labels, &t.Without
		case "to":
			names, to = &r.vocab.Kinds, &t.To
		case "beside":
			names, to = &r.vocab.Kinds, &t.Beside
		case "near":
			names, to = &r.vocab.Labels, &t.Near
		case "at":
			i++
			if rest := strings.Join(words[i:], " "); rest == "medium" || rest == "low" {
				t.Guess = map[string]int{"medium": 1, "low": 2}[rest]
				i = len(words)
			} else {
				r.fail(n, `expected "at medium" or "at low" at the end, found "at %s"`, rest)
				return t
			}
		default:
			b, ok := names.Bit(w)
			if !ok {
				r.unknown(n, names.what, w, names.names)
				return t
			}
			*to |= 1 << b
		}
	}
	if t.Need == 0 {
		r.fail(n, `expected a label, perhaps followed by "with", "without" or "near" others, "to" a kind, "at low"`)
	}
	return t
}

// subsumed reads "NAME" and "NAME of LABEL LABEL".
func (r *reader) subsumed(n ast.Node) Subsumed {
	name, labels, of := strings.Cut(r.text(n), " of ")
	s := Subsumed{Name: name}
	if of {
		for _, w := range strings.Fields(labels) {
			b, ok := r.vocab.Labels.Bit(w)
			if !ok {
				r.unknown(n, r.vocab.Labels.what, w, r.vocab.Labels.names)
				break
			}
			s.Of |= 1 << b
		}
	}
	return s
}

// readRule reads one rule file. The rule is of use only when there are no problems.
// trusted: its expressions are known to be right.
func readRule(file string, text []byte, v *Vocabulary, trusted bool) (*Rule, []Problem) {
	r := &reader{file: file, vocab: v, trusted: trusted}
	t := &Rule{Name: strings.TrimSuffix(path.Base(file), ".md"), File: file, Kind: "flow"}
	front, body, line, ok := frontMatter(string(text))
	if !ok {
		r.problems = append(r.problems, Problem{file, 1, 1, `a rule begins with front matter: a line "---", keys such as "severity: error", and a line "---"`})
		return t, r.problems
	}
	t.Doc, t.docLine = body, line
	if root := r.parse([]byte(front), 1); root != nil {
		r.rule(root, t)
	}
	r.prose(t)
	return t, r.problems
}

func (r *reader) rule(root ast.Node, t *Rule) {
	r.pairs(root, func(key string, at, value ast.Node) {
		if key == "kind" {
			t.Kind = r.one(value, "kind of rule", "flow", "call", "route", "secret", "pattern", "package")
		}
	})
	switch t.Kind {
	case "flow":
		t.Flow = &FlowRule{}
		rest(r, root, flowForm, t, t.Flow)
		t.Pattern = t.Flow.Patterns
		r.need(root, t.Flow.From != nil, "from")
		r.need(root, t.Flow.To != 0, "to")
	case "call":
		t.Call = &CallRule{}
		rest(r, root, callForm, t, t.Call)
		r.need(root, t.Call.To != 0, "to")
		if t.Call.From != nil {
			r.need(root, t.Call.Into != 0, "into")
			t.Flow = &FlowRule{From: t.Call.From, To: t.Call.Into, Called: t.Call.Called, Said: t.Call.Said}
		}
		if other := t.Call.To &^ r.vocab.Calls; other != 0 {
			r.fail(root, "%s is done to text, not by a call itself: it needs a rule of the kind flow", strings.Join(r.vocab.Kinds.List(other), ", "))
		}
	case "route":
		t.Route = &RouteRule{}
		rest(r, root, routeRuleForm, t, t.Route)
		r.need(root, t.Route.Needs != 0, "needs")
	case "secret":
		t.Secret = &SecretRule{}
		rest(r, root, secretForm, t, t.Secret)
		r.need(root, t.Secret.Names != nil || t.Secret.Shapes != nil, "names")
	case "pattern":
		t.Pattern = &PatternRule{}
		rest(r, root, patternForm, t, t.Pattern)
	case "package":
		t.Package = &PackageRule{}
		rest(r, root, packageForm, t, t.Package)
		r.need(root, t.Package.Finds != nil, "finds")
	}
	r.need(root, t.Severity != "", "severity")
	r.need(root, t.CWE != 0, "cwe")
}

// need reports a missing key, unless its value was already reported as wrong.
func (r *reader) need(at ast.Node, have bool, key string) {
	if !have && len(r.problems) == 0 {
		r.problems = append(r.problems, Problem{r.file, 1, 1, "the front matter has no key " + key})
	}
}

// rest reads the keys of one kind of rule beside the common ones.
func rest[T any](r *reader, root ast.Node, form []field[T], t *Rule, to *T) {
	r.pairs(root, func(key string, at, value ast.Node) {
		for i := range commonForm {
			if commonForm[i].key == key {
				commonForm[i].read(r, value, t)
				return
			}
		}
		for i := range form {
			if form[i].key == key {
				form[i].read(r, value, to)
				return
			}
		}
		r.unknown(at, "key", key, append(keysOf(commonForm), keysOf(form)...))
	})
}

// prose takes title, message, reason and fix out of the body.
func (r *reader) prose(t *Rule) {
	s := scanner{text: t.Doc, line: t.docLine}
	part := ""
	for s.next() {
		if s.level > 0 {
			part = strings.ToLower(s.heading)
			if s.level == 1 && t.Title == "" {
				t.Title, part = s.heading, "title"
			}
			continue
		}
		switch part {
		case "title":
			paragraph := &t.Message
			if t.Why != "" || strings.HasPrefix(s.raw, "Why:") {
				paragraph = &t.Why
			}
			appendLine(paragraph, strings.TrimSpace(s.raw))
		case "fix":
			t.Fix += s.raw + "\n"
		case "bad", "good":
			// What follows is examples.
			s.text = ""
		}
	}
	t.Why = strings.TrimSpace(strings.TrimPrefix(t.Why, "Why:"))
	t.Fix = strings.TrimSpace(t.Fix)
	if t.Title == "" || t.Message == "" {
		r.problems = append(r.problems, Problem{r.file, t.docLine + 1, 1, `the body begins with "# Title" and one sentence for the editor`})
	}
}

// appendLine joins the lines of a paragraph by blanks.
func appendLine(to *string, line string) {
	switch {
	case line == "":
	case *to == "":
		*to = line
	default:
		*to += " " + line
	}
}
