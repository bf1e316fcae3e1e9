package rule

import (
	"github.com/goccy/go-yaml/ast"

	"underpin/analysis/internal/lazy"
)

// PatternRule: what a line, a comment or the body of one function shows by itself, without following any value. Each
// list holds entries of one form; a file or a function shows a flaw where one entry fits.
type PatternRule struct {
	NotWith  *Pattern // top-level modules whose import makes a file one in which the rule is silent
	Comments []TextFind
	Lines    []TextFind
	Caught   []CaughtFind
	Stubs    []StubFind
	Calls    []CallFind
	Answers  []AnswerFind
	Pairs    []PairFind
	Grown    []GrownFind
}

// Find is what all forms say of what they find.
type Find struct {
	As       string // what a person calls it; {source} in the rule's sentence
	Guess    int    // how many guesses lie in it: 0 high, 1 medium, 2 low
	Severity string // instead of the rule's own, or ""
	Within   string // "": anywhere; "handler": only in a function that answers requests or runs before such; "entry": there, or in one that runs for a command or a message; "request": there, or in what such a function calls; "stub": in one whose whole body is the answer True
	Says     string // the sentence, instead of the rule's own
}

// TextFind looks at the text of a comment, or of a line that lies in no string.
type TextFind struct {
	Find
	Text   *lazy.Regexp
	Unless *lazy.Regexp // what the same text must not match
	Near   *lazy.Regexp // what the line, the one before or the one behind it must match too
}

// CaughtFind looks at clauses that catch exceptions and do nothing with them.
type CaughtFind struct {
	Find
	Classes     []string     // the classes caught; "" stands for a clause that names none
	Around      *lazy.Regexp // names of calls in the block that is watched: one of them must match
	After       *lazy.Regexp // names of calls, one of which is made further down where control goes on; nil: any
	Refuses     string       // "True", "False": the block returns or raises where one of the calls that match Around gives this; "": no matter
	Only        *lazy.Regexp // names of all calls of that block, each of which must match; nil: any
	Unless      *lazy.Regexp // names of functions (of classes, around them) and of calls of the block that make it silent
	Unexplained bool         // a comment in the clause makes it silent
	Managers    []string     // context managers that go on after what they are given, as a clause that answers ""
	Answer      []string     // what the clause gives back, as written: "None", "True"; "": it goes on behind the statement
}

// StubFind looks at functions whose whole body is one constant answer.
type StubFind struct {
	Find
	Names  *lazy.Regexp // of the function
	Params *lazy.Regexp // of parameters, one of which it must have
	Answer []string     // as written: "True"
	Calls  *lazy.Regexp // names of calls that may stand before the answer: print
	Unless *lazy.Regexp // words of its documentation, or of the name of its class, that say that it is meant
}

// CallFind looks at calls by their qualified names.
type CallFind struct {
	Find
	Names  []string     // "pdb.set_trace", "print"
	Reads  *lazy.Regexp // names of what an argument must be made of, beside the parameters of a handler; nil: anything
	Parts  *lazy.Regexp // names read on the way (request.cookies) of which one must match; nil: any
	Fixed  bool         // the first argument is the same each time the function runs, as far as can be seen
	Partly bool         // a part of the first argument is the same each time: a folder before a name
	Lost   bool         // no variable of a module, attribute or collection keeps what it gives
	Bare   bool         // it is given nothing
	Of     *lazy.Regexp // names and texts of what it is called on, of which one must match; nil: any
	Beside *lazy.Regexp // names of calls in the same function that make it silent
	Unless *lazy.Regexp // the source of the condition around it, which makes it silent
}

// AnswerFind looks at what a function gives back: variables by their names.
type AnswerFind struct {
	Find
	Names *lazy.Regexp // of a variable with a literal in it, which is in the answer
}

// PairFind looks for a check of a thing and a use of the same thing that hangs on it.
type PairFind struct {
	Find
	First []string     // qualified names of the check
	Then  []string     // qualified names of the use
	Text  *lazy.Regexp // the source of the thing must match; nil: anything
	Use   *lazy.Regexp // the source of the use must match; nil: anything
}

// GrownFind looks at collections that live as long as the program, into which something is put for each request and
// from which nothing is taken.
type GrownFind struct {
	Find
	Names  *lazy.Regexp // of the collection; nil: any
	Reads  *lazy.Regexp // names of what is another thing with each request, beside parameters and what calls give: a key is made of such
	Unless *lazy.Regexp // names that it must not have
	// Names of things on which a program keeps collections under keys and attributes: app["feed"], app.state.feed
	Holders *lazy.Regexp
}

var patternForm = []field[PatternRule]{
	{"not-with", "pattern", "top-level modules whose import makes the rule silent in a file", func(r *reader, n ast.Node, t *PatternRule) { t.NotWith = newPattern(r.pattern(n)) }},
	{"comments", "finds", "comments by their text", func(r *reader, n ast.Node, t *PatternRule) { t.Comments = list(r, n, textFindForm, TextFind{}) }},
	{"lines", "finds", "lines by their text, outside of strings", func(r *reader, n ast.Node, t *PatternRule) { t.Lines = list(r, n, textFindForm, TextFind{}) }},
	{"caught", "finds", "clauses that catch exceptions and do nothing with them", func(r *reader, n ast.Node, t *PatternRule) { t.Caught = list(r, n, caughtFindForm, CaughtFind{}) }},
	{"stubs", "finds", "functions whose whole body is a constant answer", func(r *reader, n ast.Node, t *PatternRule) { t.Stubs = list(r, n, stubFindForm, StubFind{}) }},
	{"calls", "finds", "calls by qualified name", func(r *reader, n ast.Node, t *PatternRule) { t.Calls = list(r, n, callFindForm, CallFind{}) }},
	{"answers", "finds", "answers made of variables with literals in them", func(r *reader, n ast.Node, t *PatternRule) { t.Answers = list(r, n, answerFindForm, AnswerFind{}) }},
	{"pairs", "finds", "a check and a use of the same thing", func(r *reader, n ast.Node, t *PatternRule) { t.Pairs = list(r, n, pairFindForm, PairFind{}) }},
	{"grown", "finds", "collections that grow with each request", func(r *reader, n ast.Node, t *PatternRule) { t.Grown = list(r, n, grownFindForm, GrownFind{}) }},
}

// findForm gives the keys that every form has, and those of its own.
func findForm[T any](common func(*T) *Find, own ...field[T]) []field[T] {
	return append([]field[T]{
		{"as", "text", "what a person calls it", func(r *reader, n ast.Node, t *T) { common(t).As = r.text(n) }},
		{"guess", "guess", "how many guesses lie in it", func(r *reader, n ast.Node, t *T) { common(t).Guess = r.number(n, 0, 2) }},
		{"severity", "severity", "instead of the rule's", func(r *reader, n ast.Node, t *T) {
			common(t).Severity = r.one(n, "severity", "error", "warning", "info")
		}},
		{"within", "within", "handler: only in a function that answers requests or runs before such; entry: there, or in one that runs for a command or a message; request: in what such a function calls, too; stub: in one that does nothing but answer True", func(r *reader, n ast.Node, t *T) {
			common(t).Within = r.one(n, "place", "handler", "entry", "request", "stub")
		}},
		{"says", "text", "the sentence, instead of the rule's own", func(r *reader, n ast.Node, t *T) { common(t).Says = r.text(n) }},
	}, own...)
}

var textFindForm = findForm(func(t *TextFind) *Find { return &t.Find },
	field[TextFind]{"text", "pattern", "the text", func(r *reader, n ast.Node, t *TextFind) { t.Text = r.pattern(n) }},
	field[TextFind]{"unless", "pattern", "what the same text must not match", func(r *reader, n ast.Node, t *TextFind) { t.Unless = r.pattern(n) }},
	field[TextFind]{"near", "pattern", "what the line, the one before or the one behind it must match too", func(r *reader, n ast.Node, t *TextFind) { t.Near = r.pattern(n) }},
)

var caughtFindForm = findForm(func(t *CaughtFind) *Find { return &t.Find },
	field[CaughtFind]{"classes", "texts", `the classes caught; "" for a clause that names none`, func(r *reader, n ast.Node, t *CaughtFind) { t.Classes = r.texts(n) }},
	field[CaughtFind]{"around", "pattern", "names of calls in the block that is watched", func(r *reader, n ast.Node, t *CaughtFind) { t.Around = r.pattern(n) }},
	field[CaughtFind]{"after", "pattern", "what a call is named that is made below the clause where control goes on", func(r *reader, n ast.Node, t *CaughtFind) { t.After = r.pattern(n) }},
	field[CaughtFind]{"refuses", "truth", "what such a call gives where the block returns or raises: True, False", func(r *reader, n ast.Node, t *CaughtFind) { t.Refuses = r.one(n, "answer", "True", "False") }},
	field[CaughtFind]{"only", "pattern", "what every call of that block must be named", func(r *reader, n ast.Node, t *CaughtFind) { t.Only = r.pattern(n) }},
	field[CaughtFind]{"unless", "pattern", "names of functions around it, and of calls in the block, that make it silent", func(r *reader, n ast.Node, t *CaughtFind) { t.Unless = r.pattern(n) }},
	field[CaughtFind]{"unexplained", "flag", "a comment in the clause makes it silent", func(r *reader, n ast.Node, t *CaughtFind) { t.Unexplained = r.flag(n) }},
	field[CaughtFind]{"managers", "texts", "context managers that go on after the classes that they are given", func(r *reader, n ast.Node, t *CaughtFind) { t.Managers = r.texts(n) }},
	field[CaughtFind]{"answer", "texts", `what the clause gives back, as written; "" where it goes on`, func(r *reader, n ast.Node, t *CaughtFind) { t.Answer = r.texts(n) }},
)

var stubFindForm = findForm(func(t *StubFind) *Find { return &t.Find },
	field[StubFind]{"names", "pattern", "of the function", func(r *reader, n ast.Node, t *StubFind) { t.Names = r.pattern(n) }},
	field[StubFind]{"params", "pattern", "of parameters, one of which it must have", func(r *reader, n ast.Node, t *StubFind) { t.Params = r.pattern(n) }},
	field[StubFind]{"answer", "texts", "as written", func(r *reader, n ast.Node, t *StubFind) { t.Answer = r.texts(n) }},
	field[StubFind]{"unless", "pattern", "words of its documentation or of its class's name that say that it is meant", func(r *reader, n ast.Node, t *StubFind) { t.Unless = r.pattern(n) }},
	field[StubFind]{"calls", "pattern", "names of calls that may stand before the answer", func(r *reader, n ast.Node, t *StubFind) { t.Calls = r.pattern(n) }},
)

var callFindForm = findForm(func(t *CallFind) *Find { return &t.Find },
	field[CallFind]{"names", "texts", "qualified names", func(r *reader, n ast.Node, t *CallFind) { t.Names = r.texts(n) }},
	field[CallFind]{"reads", "pattern", "names of what an argument is made of, beside a handler's parameters", func(r *reader, n ast.Node, t *CallFind) { t.Reads = r.pattern(n) }},
	field[CallFind]{"parts", "pattern", "names read on the way, of which one must match", func(r *reader, n ast.Node, t *CallFind) { t.Parts = r.pattern(n) }},
	field[CallFind]{"fixed", "flag", "its first argument is the same each time", func(r *reader, n ast.Node, t *CallFind) { t.Fixed = r.flag(n) }},
	field[CallFind]{"partly", "flag", "a part of its first argument is the same each time, but not all", func(r *reader, n ast.Node, t *CallFind) { t.Partly = r.flag(n) }},
	field[CallFind]{"lost", "flag", "no variable of a module, attribute or collection keeps its result", func(r *reader, n ast.Node, t *CallFind) { t.Lost = r.flag(n) }},
	field[CallFind]{"bare", "flag", "it is given nothing", func(r *reader, n ast.Node, t *CallFind) { t.Bare = r.flag(n) }},
	field[CallFind]{"of", "pattern", "names and texts of what it is called on, of which one must match", func(r *reader, n ast.Node, t *CallFind) { t.Of = r.pattern(n) }},
	field[CallFind]{"beside", "pattern", "names of calls in the same function that make it silent", func(r *reader, n ast.Node, t *CallFind) { t.Beside = r.pattern(n) }},
	field[CallFind]{"unless", "pattern", "the source of a condition around it that makes it silent", func(r *reader, n ast.Node, t *CallFind) { t.Unless = r.pattern(n) }},
)

var answerFindForm = findForm(func(t *AnswerFind) *Find { return &t.Find },
	field[AnswerFind]{"names", "pattern", "of the variable", func(r *reader, n ast.Node, t *AnswerFind) { t.Names = r.pattern(n) }},
)

var pairFindForm = findForm(func(t *PairFind) *Find { return &t.Find },
	field[PairFind]{"first", "texts", "qualified names of the check", func(r *reader, n ast.Node, t *PairFind) { t.First = r.texts(n) }},
	field[PairFind]{"then", "texts", "qualified names of the use", func(r *reader, n ast.Node, t *PairFind) { t.Then = r.texts(n) }},
	field[PairFind]{"text", "pattern", "the source of the thing", func(r *reader, n ast.Node, t *PairFind) { t.Text = r.pattern(n) }},
	field[PairFind]{"use", "pattern", "the source of the use", func(r *reader, n ast.Node, t *PairFind) { t.Use = r.pattern(n) }},
)

var grownFindForm = findForm(func(t *GrownFind) *Find { return &t.Find },
	field[GrownFind]{"names", "pattern", "of the collection", func(r *reader, n ast.Node, t *GrownFind) { t.Names = r.pattern(n) }},
	field[GrownFind]{"reads", "pattern", "names of what keys are made of, beside parameters and results of calls", func(r *reader, n ast.Node, t *GrownFind) { t.Reads = r.pattern(n) }},
	field[GrownFind]{"holders", "pattern", "names of things that live as long as the program and keep collections under keys and attributes", func(r *reader, n ast.Node, t *GrownFind) { t.Holders = r.pattern(n) }},
	field[GrownFind]{"unless", "pattern", "names that it must not have", func(r *reader, n ast.Node, t *GrownFind) { t.Unless = r.pattern(n) }},
)
