package rule

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
)

// What the sections on routing may hold; see routing.go for what it means.

var handlingForm = []field[Handling]{
	{"path", "arg", "the argument of the registering call that is the path", func(r *reader, n ast.Node, h *Handling) { h.Path = r.argAt(n) }},
	{"methods", "arg", "the argument that lists the request methods", func(r *reader, n ast.Node, h *Handling) { h.Methods = r.argAt(n) }},
	{"guards", "args", "arguments that list what runs before the handler", func(r *reader, n ast.Node, h *Handling) { h.Guards = r.args(n) }},
	{"converter", "pattern", "a parameter inside the path: group name, and group type if it may have one; where the name is empty, the parameters are filled in order", func(r *reader, n ast.Node, h *Handling) {
		h.Converter = r.pattern(n)
		if h.Converter != nil && !slices.Contains(h.Converter.SubexpNames(), "name") {
			r.fail(n, "the pattern has no group (?P<name>...)")
		}
	}},
	{"safe", "texts", "types in a path whose values are harmless", func(r *reader, n ast.Node, h *Handling) { h.Safe = r.pathTypes(n) }},
	{"texts", "texts", "types in a path whose values are any text (none: where no type is given), and all others harmless", func(r *reader, n ast.Node, h *Handling) { h.Texts = r.pathTypes(n) }},
	{"harmless", "pattern", "matches further types whose values are harmless", func(r *reader, n ast.Node, h *Handling) { h.Harmless = r.pattern(n) }},
	{"anchored", "flag", "paths are regular expressions: their anchors are no part of them", func(r *reader, n ast.Node, h *Handling) { h.Anchored = r.flag(n) }},
	{"pieces", "texts", "types in a path whose values hold no separator (none: where no type is given)", func(r *reader, n ast.Node, h *Handling) { h.Pieces = r.pathTypes(n) }},
	{"piece-labels", "labels", "what those values hold besides", func(r *reader, n ast.Node, h *Handling) { h.PieceBits = r.set(n, &r.vocab.Labels) }},
	{"path-labels", "labels", "what the parameters hold that the path names", func(r *reader, n ast.Node, h *Handling) { h.PathBits = r.set(n, &r.vocab.Labels) }},
	{"path-as", "text", "what a person calls them: path parameter", func(r *reader, n ast.Node, h *Handling) { h.PathAs = r.text(n) }},
	{"given", "names", "classes of the first parameters, when the framework passes fixed things", func(r *reader, n ast.Node, h *Handling) { h.Given = r.names(n) }},
	{"fills", "words", "what is passed for parameters of these names (*_file: that end so): the name of a class; self.attribute, an attribute of the class that names one; or default, nothing, so that it is its default", func(r *reader, n ast.Node, h *Handling) {
		r.pairs(n, func(key string, _, value ast.Node) {
			f := Fill{Name: key}
			if attr, own := strings.CutPrefix(r.text(value), "self."); own {
				f.Attr = attr
			} else if f.Default = attr == "default"; !f.Default {
				f.Class = r.name(value)
			}
			h.Fills = append(h.Fills, f)
		})
	}},
	{"keywords", "arg", "the argument of the registering call (or the element of the tuple) that is a dict, whose items are passed by name to what stands under `before`", func(r *reader, n ast.Node, h *Handling) { h.Keywords = r.argAt(n) }},
	{"catches", "arg", "the argument of the registering call that names the class of errors answered; the error comes behind what is given", func(r *reader, n ast.Node, h *Handling) { h.Catches = r.argAt(n) }},
	{"local", "flag", "these are no requests of clients: commands, consumers of queues", func(r *reader, n ast.Node, h *Handling) { h.Local = r.flag(n) }},
	{"often", "flag", "local: they run again and again in one process, for each message", func(r *reader, n ast.Node, h *Handling) { h.Often = r.flag(n) }},
	{"alone", "flag", "only functions that nothing in sight uses: elsewhere the parameters hold what is passed there", func(r *reader, n ast.Node, h *Handling) { h.Alone = r.flag(n) }},
	{"guess", "guess", "how many guesses lie in what the parameters hold: 0 sure, 1, 2", func(r *reader, n ast.Node, h *Handling) { h.Guess = r.guesses(n) }},
	{"inject", "flag", "the other parameters are filled too, by annotation and default", func(r *reader, n ast.Node, h *Handling) { h.Inject = r.flag(n) }},
	{"words", "flag", "inject: a parameter that takes all further arguments is filled too: *words", func(r *reader, n ast.Node, h *Handling) { h.Words = r.flag(n) }},
	{"query-labels", "labels", "inject: what plain parameters hold", func(r *reader, n ast.Node, h *Handling) { h.QueryBits = r.set(n, &r.vocab.Labels) }},
	{"query-as", "text", "inject: what a person calls them", func(r *reader, n ast.Node, h *Handling) { h.QueryAs = r.text(n) }},
	{"body-labels", "labels", "inject: what parameters hold whose class is data sent by the client", func(r *reader, n ast.Node, h *Handling) { h.BodyBits = r.set(n, &r.vocab.Labels) }},
	{"open-labels", "labels", "inject: what a dict or a list sent by the client holds besides, which no class gives a form", func(r *reader, n ast.Node, h *Handling) { h.OpenBits = r.set(n, &r.vocab.Labels) }},
	{"body-as", "text", "inject: what a person calls them", func(r *reader, n ast.Node, h *Handling) { h.BodyAs = r.text(n) }},
	{"bodies", "names", "inject: the bases of such classes", func(r *reader, n ast.Node, h *Handling) { h.Bodies = r.names(n) }},
	{"text", "kinds", "what a returned string becomes", func(r *reader, n ast.Node, h *Handling) { h.Text = r.set(n, &r.vocab.Kinds) }},
	{"value", "kinds", "what any returned value becomes", func(r *reader, n ast.Node, h *Handling) { h.Value = r.set(n, &r.vocab.Kinds) }},
	{"writes", "arg", "the argument with the class that makes the response of the answer", func(r *reader, n ast.Node, h *Handling) { h.Writes = r.argAt(n) }},
	{"shaped", "args", "arguments that select the fields of the response", func(r *reader, n ast.Node, h *Handling) { h.Shaped = r.args(n) }},
	{"returns", "flag", "the annotation of the result selects them too", func(r *reader, n ast.Node, h *Handling) { h.Returns = r.flag(n) }},
	{"hides", "labels", "naming labels of fields that such a class must not have to be trusted", func(r *reader, n ast.Node, h *Handling) { h.Hides = r.set(n, &r.vocab.Labels) }},
	{"verbs", "words", "a registered class: its methods that are handlers, each with its request method or any", func(r *reader, n ast.Node, h *Handling) { h.Verbs = r.verbs(n) }},
	{"inner", "words", "a registered class: methods that run within those, each with its request method; they are the handlers of a class that has none of its own for that", func(r *reader, n ast.Node, h *Handling) { h.Inner = r.verbs(n) }},
	{"decorators", "texts", "a registered class: its attributes that list decorators of its methods", func(r *reader, n ast.Node, h *Handling) { h.Decorators = r.texts(n) }},
	{"columns", "texts", "a registered class: its attributes that list the names of methods which are handed a row each", func(r *reader, n ast.Node, h *Handling) { h.Columns = r.texts(n) }},
	{"column-given", "names", "columns: the classes of what they are handed", func(r *reader, n ast.Node, h *Handling) { h.ColumnRows = r.names(n) }},
	{"before", "texts", "a registered class: its methods that run before these; attribute.method: one of the class that its attribute names", func(r *reader, n ast.Node, h *Handling) { h.Before = r.texts(n) }},
	{"unseen", "pattern", "where no path is in sight, what nothing else gives a parameter comes from it; names of those that are taken for numbers there", func(r *reader, n ast.Node, h *Handling) { h.Unseen = newPattern(r.pattern(n)) }},
	{"rows", "flag", "what the framework passes is a row, or holds rows, of the class of the program that a decorator of the handler's class is given: @register(Order)", func(r *reader, n ast.Node, h *Handling) { h.Rows = r.flag(n) }},
	{"lookup", "flag", "the same where the path is in sight: the framework puts what finds a record behind it", func(r *reader, n ast.Node, h *Handling) { h.Lookup = r.flag(n) }},
	{"settings", "established", "names of configuration entries, each with the facts that it establishes for all these handlers", func(r *reader, n ast.Node, h *Handling) {
		h.Settings = map[string]Bits{}
		r.pairs(n, func(key string, _, value ast.Node) { h.Settings[key] = r.set(value, &r.vocab.Facts) })
	}},
}

// verbs reads methods of a class with their request methods.
func (r *reader) verbs(n ast.Node) map[string]string {
	out := map[string]string{}
	r.pairs(n, func(key string, _, value ast.Node) {
		if out[key] = r.text(value); out[key] == "any" {
			out[key] = ""
		}
	})
	return out
}

// pathTypes reads a set of types of parameters in paths; "none" is the absent one.
func (r *reader) pathTypes(n ast.Node) map[string]bool {
	out := map[string]bool{}
	for _, s := range r.texts(n) {
		if s == "none" {
			s = ""
		}
		out[s] = true
	}
	return out
}

// routeDecl is a route before its handling is found.
type routeDecl struct {
	Route
	handling string
	at       ast.Node
}

var routeForm = []field[routeDecl]{
	{"how", "how", "decorator: written above the handler; call: the handler is an argument; view: the call makes a handler of a class; write: the name is an attribute that is assigned; parameter: the decorator declares a parameter; mark: the decorator says how a function answers that is registered elsewhere; class: what derives from it answers; base: it does so where nothing registers it; table: an argument lists routes; name: a platform calls every function of this name", func(r *reader, n ast.Node, t *routeDecl) {
		t.How = r.one(n, "way of registration", "decorator", "call", "view", "write", "parameter", "mark", "class", "base", "table", "name")
	}},
	{"handling", "text", "the entry of the section handlings that tells the rest", func(r *reader, n ast.Node, t *routeDecl) { t.handling, t.at = r.text(n), n }},
	{"handler", "arg", "call: the argument that is the handler; table: the element that is, in tuples", func(r *reader, n ast.Node, t *routeDecl) { t.Handler = r.argAt(n) }},
	{"table", "arg", "table: the argument that lists routes, routers or tuples", func(r *reader, n ast.Node, t *routeDecl) { t.Table = r.argAt(n) }},
	{"named", "pattern", "name: what the function is called", func(r *reader, n ast.Node, t *routeDecl) { t.Name = newPattern(r.pattern(n)) }},
	{"params", "texts", "name: what its first parameters are called, too", func(r *reader, n ast.Node, t *routeDecl) { t.Params = r.texts(n) }},
	{"files", "pattern", "name: the paths of their files; what is used in sight, or answers nothing, is none of them", func(r *reader, n ast.Node, t *routeDecl) { t.Files = newPattern(r.pattern(n)) }},
	{"default", "texts", "the request methods when none are given; absent: any", func(r *reader, n ast.Node, t *routeDecl) { t.Default = r.texts(n) }},
}

func (m *modelReader) routes(n ast.Node) []*Route {
	var out []*Route
	for _, t := range list(m.reader, n, routeForm, routeDecl{}) {
		t.Handling = m.file.handlings[t.handling]
		switch {
		case t.How == "":
			m.fail(n, "a route needs `how`: decorator, call, view, write, parameter, mark, class, base, table or name")
		case t.How == "table" && t.Table == nil:
			m.fail(n, "a route by table needs `table`, the argument that lists the routes")
		case t.How == "name" && t.Name == nil:
			m.fail(n, "a route by name needs `named`, the pattern of the name")
		case (t.How == "parameter" || t.How == "mark" || t.How == "table" && t.Handler == nil) && t.handling == "":
		case t.Handling == nil:
			m.unknown(orNode(t.at, n), "handling", t.handling, m.file.handlingNames)
		case t.How == "call" && t.Handler == nil:
			m.fail(n, "a route by call needs `handler`, the argument that is the handler")
		}
		if t.Handling == nil {
			t.Handling = &Handling{}
		}
		out = append(out, &t.Route)
	}
	return out
}

func orNode(a, b ast.Node) ast.Node {
	if a != nil {
		return a
	}
	return b
}

// readHandlings reads the section that routes refer to; it stands before them.
func (m *modelReader) readHandlings(n ast.Node) {
	m.file.handlings = map[string]*Handling{}
	m.pairs(n, func(key string, _, value ast.Node) {
		h := &Handling{named: true}
		mapping(m.reader, value, handlingForm, h)
		m.file.handlings[key] = h
		m.file.handlingNames = append(m.file.handlingNames, key)
	})
}

var routerForm = []field[Router]{
	{"app", "flag", "it is the outermost one", func(r *reader, n ast.Node, t *Router) { t.App = r.flag(n) }},
	{"prefix", "arg", "the argument of its constructor that all paths begin with", func(r *reader, n ast.Node, t *Router) { t.Prefix = r.argAt(n) }},
	{"parent", "arg", "the argument of its constructor that it is a part of", func(r *reader, n ast.Node, t *Router) { t.Parent = r.argAt(n) }},
	{"guards", "args", "arguments of its constructor that list what runs before handlers", func(r *reader, n ast.Node, t *Router) { t.Guards = r.args(n) }},
}

func (r *reader) router(n ast.Node) *Router {
	t := &Router{}
	mapping(r, n, routerForm, t)
	return t
}

var mountForm = []field[Mount]{
	{"child", "arg", "the router that becomes a part; absent: the receiver", func(r *reader, n ast.Node, t *Mount) { t.Child = r.argAt(n) }},
	{"parent", "arg", "the router it becomes a part of; absent: the receiver, what the call makes, or the list in which the call stands", func(r *reader, n ast.Node, t *Mount) { t.Parent = r.argAt(n) }},
	{"prefix", "arg", "what stands before its paths", func(r *reader, n ast.Node, t *Mount) { t.Prefix = r.argAt(n) }},
	{"anchored", "flag", "that is a regular expression, whose anchors are no part of it", func(r *reader, n ast.Node, t *Mount) { t.Anchored = r.flag(n) }},
	{"replaces", "flag", "that takes the place of the part's own prefix", func(r *reader, n ast.Node, t *Mount) { t.Replaces = r.flag(n) }},
	{"guards", "args", "arguments that list what runs before its handlers", func(r *reader, n ast.Node, t *Mount) { t.Guards = r.args(n) }},
}

var hookForm = []field[Hook]{
	{"how", "how", "decorator, call, or write: the name is an attribute that is assigned", func(r *reader, n ast.Node, t *Hook) {
		t.How = r.one(n, "way of registration", "decorator", "call", "write")
	}},
	{"handler", "arg", "call: the argument that is run", func(r *reader, n ast.Node, t *Hook) { t.Handler = r.argAt(n) }},
	{"given", "names", "classes of what it is called with", func(r *reader, n ast.Node, t *Hook) { t.Given = r.names(n) }},
	{"app", "flag", "it runs for the whole application", func(r *reader, n ast.Node, t *Hook) { t.App = r.flag(n) }},
}

var tableForm = []field[Table]{
	{"of", "arg", "the list that is passed, the router, or the name of a module", func(r *reader, n ast.Node, t *Table) { t.Of = r.arg(n) }},
	{"name", "text", "the variable of that module that holds the list", func(r *reader, n ast.Node, t *Table) { t.Name = r.text(n) }},
	{"root", "text", "the setting that names the module of the outermost one", func(r *reader, n ast.Node, t *Table) { t.Root = r.text(n) }},
}

func (r *reader) table(n ast.Node) *Table {
	t := &Table{Of: noArg}
	if mapping(r, n, tableForm, t); t.Of == noArg {
		r.fail(n, "a table needs `of`, the argument that is the list; %s", argHelp)
	}
	return t
}

var injectForm = []field[Inject]{
	{"func", "arg", "the argument that is called, or lists what is", func(r *reader, n ast.Node, t *Inject) { t.Func = r.arg(n) }},
	{"only", "arg", "of a class: the argument that names the method before which it is called; absent: all", func(r *reader, n ast.Node, t *Inject) { t.Only = r.argAt(n) }},
}

func (r *reader) inject(n ast.Node) *Inject {
	t := &Inject{Func: noArg}
	mapping(r, n, injectForm, t)
	return t
}

var protectionForm = []field[Protection]{
	{"facts", "facts", "what holds for the protected", func(r *reader, n ast.Node, p *Protection) { p.Facts = r.set(n, &r.vocab.Facts) }},
	{"lifts", "flag", "what wider scopes established does not hold", func(r *reader, n ast.Node, p *Protection) { p.Lifts = r.flag(n) }},
	{"scope", "scope", "what is protected: handler (what is decorated), router or app", func(r *reader, n ast.Node, p *Protection) {
		p.Scope = r.one(n, "scope", "handler", "router", "app")
	}},
	{"over", "arg", "the argument that is protected", func(r *reader, n ast.Node, p *Protection) { p.Over = r.argAt(n) }},
	{"late", "flag", "it is an argument of calling the result", func(r *reader, n ast.Node, p *Protection) { p.Late = r.flag(n) }},
	{"when", "conds", "only under these conditions", func(r *reader, n ast.Node, p *Protection) { p.When = r.conds(n) }},
	{"settings", "texts", "names of configuration entries that protect every application instead", func(r *reader, n ast.Node, p *Protection) { p.Settings = r.texts(n) }},
}

var replyForm = []field[Reply]{
	{"status", "arg", "the argument that is the status", func(r *reader, n ast.Node, t *Reply) { t.Status = r.argAt(n) }},
	{"body", "args", "the arguments that are the content", func(r *reader, n ast.Node, t *Reply) { t.Body = r.args(n) }},
	{"page", "args", "arguments that may name a template", func(r *reader, n ast.Node, t *Reply) { t.Page = r.args(n) }},
	{"location", "arg", "the argument that says where the client is sent", func(r *reader, n ast.Node, t *Reply) { t.Location = r.argAt(n) }},
}

func (r *reader) reply(n ast.Node) *Reply {
	t := &Reply{}
	mapping(r, n, replyForm, t)
	return t
}

func (r *reader) argAt(n ast.Node) *Arg {
	a := r.arg(n)
	return &a
}

// pointers reads one mapping or a sequence of them into values of their own.
func pointers[T any](r *reader, n ast.Node, form []field[T]) []*T {
	var fresh T
	read := list(r, n, form, fresh)
	out := make([]*T, len(read))
	for i := range read {
		out[i] = &read[i]
	}
	return out
}

var finderForm = []field[Finder]{
	{"in", "texts", "attributes of the class that say what the records are", func(r *reader, n ast.Node, t *Finder) { t.In = r.texts(n) }},
	{"own", "texts", "methods by which a class says itself which record is found, or for whom", func(r *reader, n ast.Node, t *Finder) { t.Own = r.texts(n) }},
	{"makes", "texts", "methods that make records, and note whose they are", func(r *reader, n ast.Node, t *Finder) { t.Makes = r.texts(n) }},
	{"guards", "texts", "attributes that list what is asked before", func(r *reader, n ast.Node, t *Finder) { t.Guards = r.texts(n) }},
	{"changes", "flag", "it changes or removes what it finds", func(r *reader, n ast.Node, t *Finder) { t.Changes = r.flag(n) }},
}

func (r *reader) finder(n ast.Node) *Finder {
	t := &Finder{}
	if mapping(r, n, finderForm, t); len(t.In) == 0 {
		r.fail(n, "a finder needs `in`, the attributes that say what the records are")
	}
	return t
}

// routingSections are the sections of a model file that speak of routing.
var routingSections = []section{
	{"routers", "router", "classes whose instances hold routes", func(m *modelReader, n ast.Node, d *decl) { d.sym.Router = m.router(n) }},
	{"routes", "routes", "what registers a handler of requests", func(m *modelReader, n ast.Node, d *decl) { d.sym.Routes = m.routes(n) }},
	{"mounts", "mounts", "what makes a router a part of another", func(m *modelReader, n ast.Node, d *decl) { d.sym.Mounts = pointers(m.reader, n, mountForm) }},
	{"hooks", "hooks", "what has code run before handlers", func(m *modelReader, n ast.Node, d *decl) { d.sym.Hooks = pointers(m.reader, n, hookForm) }},
	{"tables", "table", "what stands for a list of routes", func(m *modelReader, n ast.Node, d *decl) { d.sym.Table = m.table(n) }},
	{"finders", "finder", "classes below which the framework finds the record that a path asks for", func(m *modelReader, n ast.Node, d *decl) { d.sym.Finder = m.finder(n) }},
	{"injects", "inject", "what stands for the result of a function that is called first", func(m *modelReader, n ast.Node, d *decl) { d.sym.Injects = m.inject(n) }},
	{"protections", "protections", "what guards more than what it decorates", func(m *modelReader, n ast.Node, d *decl) {
		d.sym.Protects = pointers(m.reader, n, protectionForm)
	}},
	{"replies", "reply", "what makes an answer to a request", func(m *modelReader, n ast.Node, d *decl) { d.sym.Reply = m.reply(n) }},
}

// routeRuleForm holds the binding keys of a rule of kind route.
var routeRuleForm = []field[RouteRule]{
	{"match", "pattern", "the whole path of handlers that are meant", func(r *reader, n ast.Node, t *RouteRule) { t.Match = newPattern(r.pattern(n)) }},
	{"name", "pattern", "the names of handlers that are meant too", func(r *reader, n ast.Node, t *RouteRule) { t.Name = newPattern(r.pattern(n)) }},
	{"beside", "pattern", "paths and names of handlers that are meant where another handler establishes a fact of shown, or their code says something", func(r *reader, n ast.Node, t *RouteRule) {
		t.Beside = newPattern(r.pattern(n))
	}},
	{"shown", "facts", "beside: what another handler establishes", func(r *reader, n ast.Node, t *RouteRule) { t.Shown = r.set(n, &r.vocab.Facts) }},
	{"says", "pattern", "beside: a text in the handler's own code, or a name there behind a dot", func(r *reader, n ast.Node, t *RouteRule) { t.Says = newPattern(r.pattern(n)) }},
	{"facts", "facts", "handlers that establish one of these are meant whatever their path", func(r *reader, n ast.Node, t *RouteRule) { t.Facts = r.set(n, &r.vocab.Facts) }},
	{"calls", "pattern", "handlers whose own code calls a function of such a name (codes.check) are meant whatever their path", func(r *reader, n ast.Node, t *RouteRule) {
		t.Calls = newPattern(r.pattern(n))
	}},
	{"unless", "pattern", "paths and names that are not meant after all", func(r *reader, n ast.Node, t *RouteRule) { t.Unless = newPattern(r.pattern(n)) }},
	{"methods", "texts", "the request methods that are meant; absent: all", func(r *reader, n ast.Node, t *RouteRule) { t.Methods = r.texts(n) }},
	{"links", "pattern", "paths with a secret in them: their handlers are meant whatever their methods", func(r *reader, n ast.Node, t *RouteRule) { t.Links = newPattern(r.pattern(n)) }},
	{"reads", "labels", "a handler that reads one of these is meant whatever its methods", func(r *reader, n ast.Node, t *RouteRule) { t.Reads = r.set(n, &r.vocab.Labels) }},
	{"if", "labels", "a meant handler must read one of these", func(r *reader, n ast.Node, t *RouteRule) { t.If = r.set(n, &r.vocab.Labels) }},
	{"drawn", "labels", "what the program made itself is not read from anybody, whatever its name", func(r *reader, n ast.Node, t *RouteRule) { t.Drawn = r.set(n, &r.vocab.Labels) }},
	{"needs", "facts", "one of these must be established", func(r *reader, n ast.Node, t *RouteRule) { t.Needs = r.set(n, &r.vocab.Facts) }},
	{"within", "within", "where: handler (with its decorators and dependencies) or app (everything around it)", func(r *reader, n ast.Node, t *RouteRule) {
		t.Within = r.one(n, "range", "handler", "app")
	}},
	{"answers", "texts", "a status or words whose presence in the code that runs establishes it too", func(r *reader, n ast.Node, t *RouteRule) { t.Answers = r.texts(n) }},
	{"carries", "pattern", "names under which an answer carries what establishes it", func(r *reader, n ast.Node, t *RouteRule) { t.Carries = newPattern(r.pattern(n)) }},
	{"at", "at", "where it is reported: handler, or the return that says success", func(r *reader, n ast.Node, t *RouteRule) {
		t.At = r.one(n, "place", "handler", "success")
	}},
	{"success", "pattern", "words of an answer that says yes", func(r *reader, n ast.Node, t *RouteRule) { t.Success = newPattern(r.pattern(n)) }},
	{"failure", "pattern", "words and keys of an answer that says no", func(r *reader, n ast.Node, t *RouteRule) { t.Failure = newPattern(r.pattern(n)) }},
	{"hint", "pattern", "names of unresolved code that may establish it", func(r *reader, n ast.Node, t *RouteRule) { t.Hint = newPattern(r.pattern(n)) }},
	{"other", "pattern", "names of unresolved code that says what else it is for", func(r *reader, n ast.Node, t *RouteRule) { t.Other = newPattern(r.pattern(n)) }},
	{"counter", "pattern", "names of what is counted up and compared in code that establishes it by itself", func(r *reader, n ast.Node, t *RouteRule) { t.Counter = newPattern(r.pattern(n)) }},
	{"own", "pattern", "paths on which those who are logged in make something for themselves", func(r *reader, n ast.Node, t *RouteRule) { t.Own = newPattern(r.pattern(n)) }},
	{"login", "facts", "what tells that they are", func(r *reader, n ast.Node, t *RouteRule) { t.Login = r.set(n, &r.vocab.Facts) }},
	{"lacks", "text", "what is missing, as the last step of the path says it", func(r *reader, n ast.Node, t *RouteRule) { t.Lacks = r.text(n) }},
	{"sure", "flag", "what hint names is taken to establish it", func(r *reader, n ast.Node, t *RouteRule) { t.Sure = r.flag(n) }},
	{"sends", "pattern", "addresses that clients are sent to where it is not established", func(r *reader, n ast.Node, t *RouteRule) { t.Sends = newPattern(r.pattern(n)) }},
	{"caller", "facts", "facts of what tells who asks; reading it establishes it", func(r *reader, n ast.Node, t *RouteRule) { t.Caller = r.set(n, &r.vocab.Facts) }},
	{"kept", "facts", "facts of what keeps things by name, who asks among them", func(r *reader, n ast.Node, t *RouteRule) { t.Kept = r.set(n, &r.vocab.Facts) }},
	{"knows", "pattern", "the names under which it keeps who asks; reading one establishes it", func(r *reader, n ast.Node, t *RouteRule) { t.Knows = newPattern(r.pattern(n)) }},
	{"privileged", "pattern", "handlers are judged by those beside them; paths behind their methods and a blank, and names, that need it in every program that knows its users", func(r *reader, n ast.Node, t *RouteRule) {
		t.Privileged = newPattern(r.pattern(n))
	}},
	{"always", "pattern", "privileged: paths and names that need it in every program", func(r *reader, n ast.Node, t *RouteRule) { t.Always = newPattern(r.pattern(n)) }},
	{"users", "pattern", "privileged: paths and names of handlers that tell that a program knows its users", func(r *reader, n ast.Node, t *RouteRule) { t.Users = newPattern(r.pattern(n)) }},
	{"public", "pattern", "privileged: other paths and names that everybody may call", func(r *reader, n ast.Node, t *RouteRule) { t.Public = newPattern(r.pattern(n)) }},
	{"owner", "pattern", "names of columns that tell whose a record is; the rule speaks where a record is found by a part of the path and nobody looks at its owner", func(r *reader, n ast.Node, t *RouteRule) {
		t.Owner = newPattern(r.pattern(n))
	}},
	{"refuses", "texts", "owner: a status or words in the handler's own code that tell of a look at the record", func(r *reader, n ast.Node, t *RouteRule) { t.Refuses = r.texts(n) }},
	{"role", "pattern", "owner: names of guards, and in their code, that let in those who may see all", func(r *reader, n ast.Node, t *RouteRule) { t.Role = newPattern(r.pattern(n)) }},
	{"identity", "pattern", "owner: names of functions that give who asks", func(r *reader, n ast.Node, t *RouteRule) { t.Identity = newPattern(r.pattern(n)) }},
	{"noted", "pattern", "owner: names of functions that only note who asked", func(r *reader, n ast.Node, t *RouteRule) { t.Noted = newPattern(r.pattern(n)) }},
	{"shared", "pattern", "owner: names of columns, each with an equals sign and the constant or name that it must be (no: false), that tell that everybody may read a record", func(r *reader, n ast.Node, t *RouteRule) {
		t.Shared = newPattern(r.pattern(n))
	}},
	{"joins", "labels", "privileged: other handlers that read one of these let people in", func(r *reader, n ast.Node, t *RouteRule) { t.Joins = r.set(n, &r.vocab.Labels) }},
}
