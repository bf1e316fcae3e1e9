// Package rule reads rules (Markdown) and models (YAML), compiles them, and
// answers what a name means.
//
// It owns their formats, the vocabulary that both use, and the messages about
// what is wrong in them, each with file, line and what was expected. It analyses
// no program. analysis loads a Set once a session; types, taint, route, secret
// and fix read what it compiled; harness runs the examples.
package rule

import "underpin/analysis/internal/lazy"

// Rule is one vulnerability class, read from one Markdown file.
type Rule struct {
	Name     string // the file's name without .md
	Severity string // "error", "warning", "info"
	CWE      int
	OWASP    string
	Since    string
	Kind     string // "flow", "call", "route", "secret", "pattern", "package"
	Title    string // first heading
	Message  string // one sentence, may hold {source} and {sink}
	Why      string
	Fix      string // the section "Fix", Markdown
	Doc      string // the whole body without front matter, Markdown
	Subsumes []Subsumed
	Also     string   // a sentence more, where a finding stands for one about the same text too
	Codes    []string // what other tools call the same, in comments that silence them: "B608"

	NotIn *lazy.Regexp // files in which it is silent: tests

	Flow    *FlowRule
	Call    *CallRule
	Route   *RouteRule
	Secret  *SecretRule
	Pattern *PatternRule
	Package *PackageRule
	File    string // path for messages
	Team    bool   // from a team's folder

	docLine int // lines of the file before Doc
}

// Subsumed is a rule that is silent where another speaks. In front matter
// "NAME", or "NAME of upload" for findings about such text only.
type Subsumed struct {
	Name string
	Of   Bits // labels; 0: whatever it is about
}

// FlowRule: labelled text reaches a kind of sink.
type FlowRule struct {
	From  []LabelTerm
	To    Bits // kinds
	Fixes []FixSpec

	AtSource bool // reported where the text begins, once, however many sinks it reaches

	// What stands beside the flow and ends the matter, though it cannot be followed.
	Called   *Pattern     // names of functions called in the functions on the way, or in those they call
	Compared *Pattern     // comparisons there: the operator and the names of both sides, "in ext ALLOWED"
	Spares   Bits         // labels, where only text that carries one is spared so
	Said     *Pattern     // a text that must stand in the functions on the way, too
	Patterns *PatternRule // what shows the same flaw by itself; the rule's Pattern
	Settings []string     // names of configuration entries; one of them anywhere in the program
	Set      Bits         // kinds for which these count; 0: all

	Audience *Audience
	Machines *Pattern     // names of functions, files and paths where programs send what happened, and no person a secret: a whole body is low there
	Rounds   *lazy.Regexp // silent where the function does it to its own result again and again, by calls of such a name
	Renewed  bool         // silent where what differs takes the place of what it was compared with
}

// Audience: who may call the handlers that a way leads through counts. In front matter
// "audience: {guards: missing-authentication, few: 'admin', at: low, known: info}".
type Audience struct {
	Guards string   // the rule of kind route that tells how handlers ask who calls
	Few    *Pattern // names of guards that let in only those who run the program
	Guess  int      // guesses added then: 1 medium at best, 2 low
	Of     Bits     // kinds for which it counts; 0: all
	Known  string   // its severity where everybody who gets there has said who they are; empty: the rule's
}

// CallRule: a call or a write that does harm by itself, by what it is and how it is made.
// Where text may be the same flaw, the rule has a FlowRule too.
type CallRule struct {
	To       Bits         // kinds
	Asked    *lazy.Regexp // names of what is asked right before where whoever runs the program decides: if insecure
	TestPath *lazy.Regexp // files where severity is lower
	Beside   []string     // names; what is a guess is left out in a file where one of them stands
	Fixes    []FixSpec
	From     []LabelTerm // what such text is
	Into     Bits        // kinds of sink it must not reach
	Called   *Pattern    // of such flows: names of functions called on the way that end the matter
	Said     *Pattern    // of such flows: a text that must stand in the functions on the way, too
}

// FixSpec asks a fix maker of package fix for an edit. In front matter
// "fixes: [parameterise, {id: wrap, call: shlex.quote, import: shlex}]": a bare
// word is the id alone. The first maker that can help is used.
type FixSpec struct {
	ID     string // "parameterise", "argument-list", "quote", "escape", "wrap", "mask", "replace-call", "env-lookup", "set-argument", "compare", "receiver", "rename"
	Call   string // what the edit calls or reads, as written in the source: "shlex.quote", "os.environ"
	Import string // the module or "module:name" that Call needs
	Drop   string // the keyword argument that goes ("shell")
	For    string // only where a function of this name is called ("eval")
	To     Bits   // only for these kinds of sink; 0: all
	Where  string // only in files that import something of this module
	Title  string // what a menu shows; empty: the maker's own words
}

// LabelTerm is a conjunction: all of Need, none of Without. In front matter
// "untrusted", "password without record", "record with password"; "cli to shell"
// counts for one kind only, "stored at low" is never surer than that.
type LabelTerm struct {
	Need, Without Bits
	To            Bits // kinds for which it counts; 0: all of the rule's
	Beside        Bits // kinds of which the same call does harm with such text, too; 0: no matter
	Near          Bits // a part whose name carries one of these is read by the same function; 0: no matter
	Guess         int  // guesses added: 1 medium at best, 2 low
}

// SecretRule: literals that are secrets.
type SecretRule struct {
	Shapes      []Shape
	Endings     *lazy.Regexp // what a name may end in and still be the name before it (_prod, _2)
	Names       *lazy.Regexp // names of variables, keys, parameters that hold secrets, in lower snake case
	NotNames    *lazy.Regexp // names that only look so (password_field, token_url)
	EnvNames    *lazy.Regexp // of variables of the environment, beside Names: a random text that is their default is a secret
	Passwords   *lazy.Regexp // those of Names under which a person's own words are a secret too (password, secret_key)
	NotUnder    *lazy.Regexp // names of what a literal stands in that holds no secrets in use (examples)
	Logins      *lazy.Regexp // names, and functions, that are given a user's name and a password side by side: auth=("lab", "...")
	Prefixes    *lazy.Regexp // what may stand before a key and tells where it comes from
	Placeholder *lazy.Regexp // values that are no secrets
	Weak        *lazy.Regexp // simple values that are real under one of Passwords all the same (letmein)
	URL         *lazy.Regexp // connection strings; group 1 the password
	MinEntropy  float64      // bits a character, for values under a telling name with no known shape
	TestPath    *lazy.Regexp // files where severity is lower
	Fixes       []FixSpec
}

// Shape is a provider's token form.
type Shape struct {
	Name  string
	Match *lazy.Regexp
}
