package rule

import (
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// The forms below are what the entries of a model file may hold. The schema
// beside the models is made from them.

var condForm = []field[Cond]{
	{"arg", "arg", "the argument looked at", func(r *reader, n ast.Node, c *Cond) { c.Arg = r.arg(n) }},
	{"field", "text", "look at what `remember` kept on it under this name", func(r *reader, n ast.Node, c *Cond) { c.Field = r.text(n) }},
	{"attribute", "name", "look at what its class declares under this name, which may lead through a class inside it: Meta.fields; a list of texts reads as one, with spaces in between", func(r *reader, n ast.Node, c *Cond) { c.Attr = r.name(n) }},
	{"is", "text", "it is this constant, as written in the source: True, None, 'w', 5", func(r *reader, n ast.Node, c *Cond) { s := r.text(n); c.Is = &s }},
	{"text", "pattern", "its literal text matches, each interpolated value being \\x00", func(r *reader, n ast.Node, c *Cond) { c.Text = argumentPattern(r.pattern(n)) }},
	{"slow", "cost", "its literal text is an expression that takes so long at worst: exponential, polynomial", func(r *reader, n ast.Node, c *Cond) { c.Slow = r.one(n, "cost", "exponential", "polynomial") }},
	{"whole", "flag", "slow: of an expression that must match the whole text", func(r *reader, n ast.Node, c *Cond) { c.Whole = r.flag(n) }},
	{"literal", "flag", "it is a constant", func(r *reader, n ast.Node, c *Cond) { c.Literal = r.flag(n) }},
	{"thing", "texts", "it is what one of these qualified names means, or an instance of it", func(r *reader, n ast.Node, c *Cond) { c.Thing = r.texts(n) }},
	{"bits", "number", "it is a whole number with some of these bits", func(r *reader, n ast.Node, c *Cond) { c.Bits = r.number(n, 1, 1<<30) }},
	{"below", "number", "it is a whole number less than this one", func(r *reader, n ast.Node, c *Cond) { c.Below = r.number(n, 1, 1<<30) }},
	{"says", "pattern", "it is a function in whose body a name or a text matches", func(r *reader, n ast.Node, c *Cond) { c.Says = r.pattern(n) }},
	{"shape", "shape", "it is a string, list, dict, number, a stream that is read from, a declaration: an attribute of a class itself, or packed: the text of something written as JSON", func(r *reader, n ast.Node, c *Cond) {
		c.Shape = r.one(n, "shape", "string", "list", "dict", "number", "stream", "declaration", "packed")
	}},
	{"absent", "flag", "it is not passed", func(r *reader, n ast.Node, c *Cond) { c.Absent = r.flag(n) }},
	{"kept", "labels", "its last name, what it was looked up in or the words before the key carry one of these labels: codes.get(email), cache[f\"otp:{phone}\"]", func(r *reader, n ast.Node, c *Cond) { c.Kept = r.set(n, &r.vocab.Labels) }},
	{"named", "labels", "its last name (row[\"password\"]) or its text carries one of these labels", func(r *reader, n ast.Node, c *Cond) { c.Named = r.set(n, &r.vocab.Labels) }},
	{"labels", "labels", "its text carries one of these labels", func(r *reader, n ast.Node, c *Cond) { c.Labels = r.set(n, &r.vocab.Labels) }},
	{"class", "labels", "its class declares an attribute whose name carries one of these labels", func(r *reader, n ast.Node, c *Cond) { c.Class = r.set(n, &r.vocab.Labels) }},
	{"called", "pattern", "its class, or a text that the class declares about itself (__tablename__), matches", func(r *reader, n ast.Node, c *Cond) { c.Called = r.pattern(n) }},
	{"unseen", "pattern", "it is a class that is not in sight, imported under a name that matches", func(r *reader, n ast.Node, c *Cond) { c.Unseen = r.pattern(n) }},
	{"clean", "flag", "it names a class, or a tuple of them, whose instances cannot hold harmful text", func(r *reader, n ast.Node, c *Cond) { c.Clean = r.flag(n) }},
	{"unread", "texts", "it is made in the function at hand, which reads no attribute of these names and hands nothing that has them to other code", func(r *reader, n ast.Node, c *Cond) { c.Unread = r.texts(n) }},
	{"not", "flag", "the condition as a whole must not hold", func(r *reader, n ast.Node, c *Cond) { c.Not = r.flag(n) }},
}

// conds reads one condition or a list of which all must hold.
func (r *reader) conds(n ast.Node) []Cond {
	cs := list(r, n, condForm, Cond{Arg: noArg})
	for i := range cs {
		if cs[i].Arg == noArg {
			r.fail(n, "a condition says nothing without `arg`; %s", argHelp)
		}
	}
	return cs
}

func (r *reader) arg(n ast.Node) Arg {
	a, err := parseArg(r.text(n))
	if err != nil {
		r.fail(n, "%s", err)
	}
	return a
}

func (r *reader) args(n ast.Node) []Arg {
	var out []Arg
	r.each(n, func(item ast.Node) { out = append(out, r.arg(item)) })
	return out
}

// guesses reads how sure an entry is.
func (r *reader) guesses(n ast.Node) int { return r.number(n, 0, 2) }

var sourceForm = []field[Source]{
	{"labels", "labels", "what the text is", func(r *reader, n ast.Node, s *Source) { s.Labels = r.set(n, &r.vocab.Labels) }},
	{"as", "text", "what a person calls it: query parameter", func(r *reader, n ast.Node, s *Source) { s.As = r.text(n) }},
	{"guess", "guess", "how many guesses lie in it: 0 sure, 1, 2", func(r *reader, n ast.Node, s *Source) { s.Guess = r.guesses(n) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, s *Source) { s.When = r.conds(n) }},
	{"clears", "kinds", "kinds of sink it is harmless for", func(r *reader, n ast.Node, s *Source) { s.Clears = r.set(n, &r.vocab.Kinds) }},
	{"arg", "arg", "it is written into this argument, not the result", func(r *reader, n ast.Node, s *Source) { a := r.arg(n); s.Arg = &a }},
	{"field", "text", "arg: into what the call that made it was given, which `remember` keeps under this name", func(r *reader, n ast.Node, s *Source) { s.Field = r.text(n) }},
}

var sinkForm = []field[Sink]{
	{"kind", "kind", "what happens to the text", func(r *reader, n ast.Node, s *Sink) { s.Kind, _ = r.bit(n, &r.vocab.Kinds) }},
	{"arg", "arg", "where it goes in; none where the call does harm by itself", func(r *reader, n ast.Node, s *Sink) { s.Arg = r.arg(n) }},
	{"as", "text", "what a person calls it: SQL statement", func(r *reader, n ast.Node, s *Sink) { s.As = r.text(n) }},
	{"guess", "guess", "how many guesses lie in it: 0 sure, 1, 2", func(r *reader, n ast.Node, s *Sink) { s.Guess = r.guesses(n) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, s *Sink) { s.When = r.conds(n) }},
	{"context", "context", "how the text is read: sql, url, path, shell, html, argument, header", func(r *reader, n ast.Node, s *Sink) {
		s.Context = r.one(n, "context", "sql", "url", "path", "shell", "html", "argument", "header")
	}},
	{"unless", "conds", "a call that does harm by itself does none where one of these is seen to hold", func(r *reader, n ast.Node, s *Sink) { s.Unless = r.conds(n) }},
	{"mend", "texts", "arguments that mend a call, as written in the source: verify=True, 1 Loader=@.SafeLoader (with its position; @ is what the function is read from); with nothing behind the sign it goes", func(r *reader, n ast.Node, s *Sink) { s.Mend = r.texts(n) }},
	{"peeks", "texts", "a call that does harm by itself does none where its result is read for nothing but these keys", func(r *reader, n ast.Node, s *Sink) { s.Peeks = r.texts(n) }},
}

// sinks reads sinks; only kinds that a call does by itself are without an argument.
func (r *reader) sinks(n ast.Node) []Sink {
	out := list(r, n, sinkForm, Sink{Kind: -1, Arg: noArg})
	for i := range out {
		s := &out[i]
		switch itself := s.Kind >= 0 && r.vocab.Calls&(1<<s.Kind) != 0; {
		case s.Kind < 0:
			r.fail(n, "a sink needs `kind`")
		case itself && !s.Itself():
			r.fail(n, "%s is done by a call itself: its sinks have conditions under `when`, and no `arg`", r.vocab.Kinds.Name(s.Kind))
		case !itself && s.Itself():
			r.fail(n, "a sink of the kind %s needs `arg`", r.vocab.Kinds.Name(s.Kind))
		}
	}
	return out
}

var settingsForm = []field[Settings]{
	{"path", "pattern", "paths of modules that hold the settings", func(r *reader, n ast.Node, s *Settings) { s.Path = r.pattern(n) }},
	{"not", "pattern", "paths of those that are for developing and testing alone", func(r *reader, n ast.Node, s *Settings) { s.Not = r.pattern(n) }},
	{"assigns", "texts", "names of which such a module assigns one", func(r *reader, n ast.Node, s *Settings) { s.Assigns = r.texts(n) }},
}

var sanitizerForm = []field[Sanitizer]{
	{"arg", "arg", "the argument that comes back harmless", func(r *reader, n ast.Node, s *Sanitizer) { s.Arg = r.arg(n) }},
	{"clears", "kinds", "kinds of sink it is harmless for afterwards", func(r *reader, n ast.Node, s *Sanitizer) { s.Clears = r.set(n, &r.vocab.Kinds) }},
	{"drops", "labels", "labels it has no longer", func(r *reader, n ast.Node, s *Sanitizer) { s.Drops = r.set(n, &r.vocab.Labels) }},
	{"marks", "marks", "properties it gains, which guards may ask for", func(r *reader, n ast.Node, s *Sanitizer) { s.Marks = r.set(n, &r.vocab.Marks) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, s *Sanitizer) { s.When = r.conds(n) }},
}

var passForm = []field[Pass]{
	{"from", "args", "the arguments whose text goes along", func(r *reader, n ast.Node, p *Pass) { p.From = r.args(n) }},
	{"to", "arg", "where it goes; absent: to the result", func(r *reader, n ast.Node, p *Pass) { p.To, p.Ret = r.arg(n), false }},
	{"adds", "labels", "labels it gains", func(r *reader, n ast.Node, p *Pass) { p.Adds = r.set(n, &r.vocab.Labels) }},
	{"keeps", "labels", "the only labels that go along: text without them stays behind", func(r *reader, n ast.Node, p *Pass) { p.Keeps = r.set(n, &r.vocab.Labels) }},
	{"path", "text", "the access path at which it lies afterwards: .name or [key", func(r *reader, n ast.Node, p *Pass) { p.Path = r.text(n) }},
	{"restores", "kinds", "kinds for which it does harm again, whatever made it harmless before", func(r *reader, n ast.Node, p *Pass) { p.Restores = r.set(n, &r.vocab.Kinds) }},
	{"only", "kinds", "the only kinds of sink for which it does harm afterwards: what comes back is no longer that text, and yet chosen by it", func(r *reader, n ast.Node, p *Pass) { p.Only = r.set(n, &r.vocab.Kinds) }},
	{"context", "context", "only text that decides, read so, goes along: url, what may choose the host", func(r *reader, n ast.Node, p *Pass) { p.Context = r.one(n, "context", "url") }},
	{"view", "kinds", "the result is a view of the argument: a check of it speaks of the argument for these kinds", func(r *reader, n ast.Node, p *Pass) { p.View = r.set(n, &r.vocab.Kinds) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, p *Pass) { p.When = r.conds(n) }},
}

// passes reads the short form, arguments alone, or the full one.
func (r *reader) passes(n ast.Node) []Pass {
	fresh := Pass{To: noArg, Ret: true}
	short := true
	r.each(n, func(item ast.Node) { short = short && isScalar(item) })
	if short {
		fresh.From = r.args(n)
		return []Pass{fresh}
	}
	return list(r, n, passForm, fresh)
}

var guardForm = []field[Guard]{
	{"arg", "arg", "the argument that is checked", func(r *reader, n ast.Node, g *Guard) { g.Arg = r.arg(n) }},
	{"clears", "kinds", "kinds of sink it is harmless for then", func(r *reader, n ast.Node, g *Guard) { g.Clears = r.set(n, &r.vocab.Kinds) }},
	{"drops", "labels", "labels that it does not have then", func(r *reader, n ast.Node, g *Guard) { g.Drops = r.set(n, &r.vocab.Labels) }},
	{"outcome", "outcome", "then is: the call gave true (the default), false, or did not raise", func(r *reader, n ast.Node, g *Guard) {
		switch r.one(n, "outcome", "true", "false", "returned") {
		case "false":
			g.Outcome = false
		case "returned":
			g.Raises = true
		}
	}},
	{"needs", "marks", "the argument must have these properties", func(r *reader, n ast.Node, g *Guard) { g.Needs = r.set(n, &r.vocab.Marks) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, g *Guard) { g.When = r.conds(n) }},
}

var settleForm = []field[Settle]{
	{"kinds", "kinds", "the kinds of sink", func(r *reader, n ast.Node, s *Settle) { s.Kinds = r.set(n, &r.vocab.Kinds) }},
	{"labels", "labels", "only of text for having these labels, and only after it: a person was asked", func(r *reader, n ast.Node, s *Settle) { s.Labels = r.set(n, &r.vocab.Labels) }},
	{"callers", "flag", "a function that always does so does it for whoever calls it", func(r *reader, n ast.Node, s *Settle) { s.Callers = r.flag(n) }},
	{"on", "targets", "self: only in the call that made the receiver", func(r *reader, n ast.Node, s *Settle) { s.Self = r.one(n, "target", "self") == "self" }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, s *Settle) { s.When = r.conds(n) }},
}

// remembered is one entry of the section before `on` is multiplied out.
type remembered struct {
	Remember
	on []string
}

var rememberForm = []field[remembered]{
	{"arg", "arg", "the argument that is kept", func(r *reader, n ast.Node, m *remembered) { m.Arg = r.arg(n) }},
	{"as", "text", "the name under which conditions ask for it", func(r *reader, n ast.Node, m *remembered) { m.As = r.text(n) }},
	{"on", "targets", "on what it is kept: self, return or both; call: on nothing, and is asked for where the call is in the same function", func(r *reader, n ast.Node, m *remembered) {
		r.each(n, func(item ast.Node) { m.on = append(m.on, r.one(item, "target", "self", "return", "call")) })
	}},
}

func (r *reader) remembers(n ast.Node) []Remember {
	var out []Remember
	for _, m := range list(r, n, rememberForm, remembered{}) {
		if len(m.on) == 0 {
			r.fail(n, "an entry of remember needs `on`: self, return or both")
		}
		for _, on := range m.on {
			m.On = on
			out = append(out, m.Remember)
		}
	}
	return out
}

var callbackForm = []field[Callback]{
	{"func", "arg", "the function that is called", func(r *reader, n ast.Node, c *Callback) { c.Func = r.arg(n) }},
	{"with", "args", "its arguments in order", func(r *reader, n ast.Node, c *Callback) { c.With = r.args(n) }},
	{"returns", "flag", "its result is the result, or an element of it", func(r *reader, n ast.Node, c *Callback) { c.Ret = r.flag(n) }},
	{"keywords", "flag", "it gets the keywords of the call, too", func(r *reader, n ast.Node, c *Callback) { c.Keys = r.flag(n) }},
	{"same", "flag", "its result is the very result: not an element of it, no text made of it", func(r *reader, n ast.Node, c *Callback) { c.Same = r.flag(n) }},
}

// classDecl is what the section types says of one class.
type classDecl struct {
	bases   []string
	element string
	heir    string
	clean   bool
}

var classForm = []field[classDecl]{
	{"bases", "names", "the classes it derives from, nearest first", func(r *reader, n ast.Node, c *classDecl) { c.bases = r.names(n) }},
	{"element", "name", "the class of what iterating or indexing an instance gives", func(r *reader, n ast.Node, c *classDecl) { c.element = r.name(n) }},
	{"heir", "name", "an instance is one of the program's own class that derives from this one, where there is just one", func(r *reader, n ast.Node, c *classDecl) { c.heir = r.name(n) }},
	{"clean", "flag", "its instances cannot hold harmful text", func(r *reader, n ast.Node, c *classDecl) { c.clean = r.flag(n) }},
}

// name reads a qualified name.
func (r *reader) name(n ast.Node) string {
	s := r.text(n)
	if s == "" || strings.ContainsAny(s, " \t{},/") || s[0] == '.' || s[len(s)-1] == '.' || strings.Contains(s, "..") {
		r.fail(n, "expected a qualified name such as module.Class.method, found %q", s)
	}
	return s
}

func (r *reader) names(n ast.Node) []string {
	var out []string
	r.each(n, func(item ast.Node) { out = append(out, r.name(item)) })
	return out
}
