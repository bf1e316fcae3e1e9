package rule

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// Handling is how a framework calls its handlers and what it makes of their
// answers. Models name one and share it between all ways of registering.
type Handling struct {
	named bool // an entry of its own says so, and not only the route

	Path    *Arg  // of the registering call: the path
	Methods *Arg  // the list of request methods
	Guards  []Arg // lists of what runs before the handler

	Unseen    *Pattern        // where no path is in sight, parameters come from it all the same; names of numbers
	Rows      bool            // what is given is a row, or holds rows, of the class that decorates the class of the handler: @register(Order)
	Lookup    bool            // the framework puts what finds a record behind a path that is in sight
	Converter *lazy.Regexp    // a parameter in a path; the group "name", and the group "type" if paths carry types
	Safe      map[string]bool // types in paths whose values are harmless
	Harmless  *lazy.Regexp    // matches further such types
	Texts     map[string]bool // types in paths whose values are any text; all others are harmless where some are given
	Anchored  bool            // paths are regular expressions: their anchors are no part of them
	Pieces    map[string]bool // types in paths whose values hold no separator
	PieceBits Bits            // labels of those
	PathBits  Bits            // labels of the parameters that the path names
	PathAs    string          // "path parameter"
	Given     []string        // classes of the first parameters, when the framework passes fixed things; a class with sources is untrusted itself
	Fills     []Fill          // parameters that are known by their names
	Keywords  *Arg            // of the registering call: a dict, whose items are passed by name to what runs before the handler
	Catches   *Arg            // of the registering call: the class of errors that it answers; the error comes behind Given
	Local     bool            // it answers no requests of clients: a command, a consumer of a queue
	Often     bool            // Local: they run again and again in one process, for each message
	Alone     bool            // parameters of functions that something in sight uses hold what is passed there
	Guess     int             // how many guesses lie in what its parameters hold
	Inject    bool            // the other parameters are filled too, by their annotations and defaults
	Words     bool            // Inject: further arguments arrive one by one: *words
	QueryBits Bits            // Inject: labels of the plain ones
	QueryAs   string
	BodyBits  Bits // Inject: labels of those whose class is data sent by the client
	BodyAs    string
	OpenBits  Bits     // Inject: labels of those besides that no class gives a form: a dict
	Bodies    []string // Inject: the bases of such classes

	Text    Bits  // kinds of sink that a returned string reaches (html)
	Value   Bits  // kinds that any returned value reaches (response)
	Writes  *Arg  // the class that turns an answer into a response; its constructor's sinks are those of a returned string
	Shaped  []Arg // arguments that select the fields of the response; a class among them selects its own
	Returns bool  // the annotation of the result does so as well
	Hides   Bits  // naming labels of the fields that a selecting class must not have to be trusted

	Verbs      map[string]string // a registered class: method name -> request method, "" when it answers all
	Inner      map[string]string // a registered class: methods that run within those, and answer where none of them is written
	Decorators []string          // a registered class: the attributes that list decorators of its methods
	Columns    []string          // a registered class: its attributes that list the names of methods which are handed a row each
	ColumnRows []string          // the classes of what those are handed
	Before     []string          // a registered class: its methods that run before these; attribute.method: one of the class that an attribute names
	Settings   map[string]Bits   // names of configuration entries, with the facts that they establish for its handlers
}

// Fill says what the framework passes for a parameter of a name: an instance of a class
// of a model, or of the class that an attribute of the handler's class names.
type Fill struct {
	Name, Class, Attr string // a name that begins with * is the ending of several
	Default           bool   // nothing is passed
}

// Fits tells whether it is about the parameter of this name.
func (f *Fill) Fits(name string) bool {
	if ending, several := strings.CutPrefix(f.Name, "*"); several {
		return strings.HasSuffix(name, ending)
	}
	return f.Name == name
}

// Route registers handlers: as a decorator (@app.get("/x"), also
// app.get("/x")(f)), as a call (app.add_url_rule("/x", view_func=f)), as a
// view, a call that makes a handler of the class it is called on, or by being
// assigned (client.on_message = f). A decorator that declares a parameter
// (@option("--name")) makes what its own sources say come in through it. A mark
// is a decorator that says how its function answers, wherever that is registered;
// of a class, that what derives from it answers, whether it is registered in
// sight or not; of a base, that it does so where nothing registers it. A call that
// is given a table (Application([("/x", Handler)])) registers the tuples listed
// there, whose elements Path and Handler number, and brings the routes and routers
// among them under the router that it makes or is called on. What a platform calls
// by its name alone (def handler(event, context)) is registered by the names of the
// function and of its first parameters.
type Route struct {
	How     string   // "decorator", "call", "view", "write", "parameter", "mark", "class", "base", "table" or "name"
	Handler *Arg     // "call": the handler
	Table   *Arg     // "table": the list
	Name    *Pattern // "name": of the function
	Params  []string // "name": of its first parameters
	Files   *Pattern // "name": of the paths of their files; they count where nothing in sight registers or uses them
	Default []string // request methods when none are given; empty: any
	*Handling
}

// Table is a symbol that stands for a list of routes, which is a router like others:
// the list that a call is given, or the one of a certain name in the module that the
// call names.
type Table struct {
	Of   Arg    // the list, the router, or the name of a module
	Name string // of the variable of that module
	Root string // of the setting that names the module of the outermost one
}

// Finder is a class below which the framework itself finds the record that a path asks for.
type Finder struct {
	In      []string // attributes that say what the records are
	Own     []string // methods by which a class says itself which one is found, or for whom
	Makes   []string // methods that make records
	Guards  []string // attributes that list what is asked before
	Changes bool     // it changes or removes what it finds
}

// Router is a class whose instances hold routes.
type Router struct {
	App    bool  // the outermost: what guards it guards every route below
	Prefix *Arg  // of its constructor: what all paths begin with
	Parent *Arg  // of its constructor: the router it is part of
	Guards []Arg // of its constructor: lists of what runs before handlers
}

// Mount makes one router a part of another. An absent side is the receiver, or the
// list in which the call stands.
type Mount struct {
	Child, Parent *Arg
	Prefix        *Arg
	Anchored      bool // Prefix is a regular expression
	Replaces      bool // Prefix takes the place of the child's own prefix
	Guards        []Arg
}

// Hook has code run before the handlers of a router: as a decorator, as a call
// that is given the code, or by writing it to an attribute of the router.
type Hook struct {
	Given   []string // classes of what the code is called with
	How     string   // "decorator", "call", "write"
	Handler *Arg     // "call"
	App     bool     // it runs for the whole application, though the receiver be a part of it
}

// Inject stands for the result of a function that the framework calls first
// (Depends), or for one or more of them that guard what is decorated.
type Inject struct {
	Func Arg
	Only *Arg // the name of the one method of the class that it stands before
}

// Protection is a call that guards more than what it decorates.
type Protection struct {
	Facts Bits
	Lifts bool   // takes Facts away instead, whatever the wider scopes have (exempt)
	Scope string // "router": the router that Over names; "app": the application, every one if Over names none; "handler": what it decorates (with Lifts)
	Over  *Arg   // the argument that is guarded
	Late  bool   // Over is an argument of calling the result: limiter.limit("5/minute")(blueprint)
	When  []Cond

	// Settings are names of configuration entries: one of them anywhere in the
	// program protects every application.
	Settings []string
}

// Reply says what the answer is that a call makes.
type Reply struct {
	Status   *Arg
	Body     []Arg
	Page     []Arg // the name of a template: the first of these that is text
	Location *Arg  // where the client is sent
}

// RouteRule: a handler lacks a fact.
type RouteRule struct {
	Match   *Pattern // on the whole path, or
	Name    *Pattern // on the handler's name: a handler that is meant
	Beside  *Pattern // paths and names of handlers that are meant only where a handler beside them establishes Shown, or
	Says    *Pattern // where a text in their own code matches, or a name behind a dot (.otp)
	Shown   Bits     // facts
	Facts   Bits     // a handler that has one of these is meant too, whatever its path
	Calls   *Pattern // a handler whose own code calls such a name (codes.check) is
	Unless  *Pattern // on path or name: not meant after all
	Methods []string // request methods that are meant; empty: all
	Links   *Pattern // paths of links that carry a secret: their handlers are meant whatever their request methods
	Reads   Bits     // labels: a handler that reads one is meant whatever its request methods
	If      Bits     // labels of which a meant handler must read one for the rule to speak
	Drawn   Bits     // labels of what the program drew itself: it is not read from anybody, whatever its name
	Needs   Bits     // facts of which one must be established
	Within  string   // where Needs may be established: "handler" (with its decorators and dependencies) or "app": everything around it
	Answers []string // a status ("429") or words ("too many") whose presence in the code that runs establishes Needs too
	Carries *Pattern // names under which an answer carries what establishes Needs
	At      string   // "handler" or "success": where it is reported
	Success *Pattern // words of an answer that says yes
	Failure *Pattern // words of an answer that says no; also on keys
	Hint    *Pattern // names of unresolved code that may establish Needs
	Other   *Pattern // names of unresolved code that says it is for something else
	Counter *Pattern // names of what is counted up and compared where Needs is established by hand
	Own     *Pattern // paths on which those who are logged in make something for themselves
	Login   Bits     // the facts that tell that they are
	Lacks   string   // what is missing, for the last step of the path: "no limiter"

	Sure  bool     // what Hint names is taken to establish Needs: the rule is silent rather than wrong
	Sends *Pattern // addresses that clients are sent to when Needs is not established

	// Who asks: reading it establishes Needs.
	Caller Bits     // facts of what tells it
	Kept   Bits     // facts of what keeps things by name, and
	Knows  *Pattern // the names under which it keeps who asks

	// With Privileged, a handler is judged by those beside it: it lacks Needs where others have it.
	Privileged *Pattern // paths behind their methods ("DELETE /users/<id>"), and names, that need it in every program that knows its users
	Always     *Pattern // paths and names that need it in every program
	Users      *Pattern // paths and names of handlers that tell that a program knows its users
	Public     *Pattern // paths and names, not privileged, that everybody may call
	Joins      Bits     // labels: a handler, not privileged, that reads one lets people in

	// With Owner, a handler lacks a look at whose the record is that it finds by a part
	// of its path: Needs is established, but who asks is never told to the query.
	Owner    *Pattern // names of columns that tell whose a record is
	Refuses  []string // a status or words in the handler's own code that tell of a look at the record
	Role     *Pattern // names of guards, and of what they read, that let in only those who may see all
	Identity *Pattern // names of functions that give who asks
	Noted    *Pattern // names of functions that only note who asked: loggers
	Shared   *Pattern // columns, each before "=" and what they are compared with, that tell that everybody may read a record
}

// routing adds what a file says of a symbol's part in routing.
func (s *Symbol) routing(a *Symbol) {
	s.Routes = join(s.Routes, a.Routes)
	s.Mounts = join(s.Mounts, a.Mounts)
	s.Hooks = join(s.Hooks, a.Hooks)
	s.Protects = join(s.Protects, a.Protects)
	if a.Table != nil {
		s.Table = a.Table
	}
	if a.Finder != nil {
		s.Finder = a.Finder
	}
	if a.Router != nil {
		s.Router = a.Router
	}
	if a.Injects != nil {
		s.Injects = a.Injects
	}
	if a.Reply != nil {
		s.Reply = a.Reply
	}
}

// routes tells whether package route has to look for calls of the symbol.
func (s *Symbol) routes() bool {
	return len(s.Routes)+len(s.Mounts)+len(s.Hooks)+len(s.Protects) > 0 || s.Router != nil || s.Table != nil
}

// routingOf collects the symbols that register, mount, hook or protect, in the
// order in which they were declared.
func routingOf(files []*modelFile, l *linker) []*Symbol {
	var out []*Symbol
	seen := map[*Symbol]bool{}
	for _, f := range files {
		for _, d := range f.decls {
			if s := l.symbol(d.name); s.routes() && !seen[s] {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// Routing gives the symbols that make routers, register handlers, mount, hook or
// protect routes. The slice is shared: read only.
func (v *View) Routing() []*Symbol { return v.routing }

// Named tells whether a route has a handling at all.
func (h *Handling) Named() bool { return h != nil && h.named }

// Clears tells whether the values of a type in a path are harmless.
func (h *Handling) Clears(typ string) bool {
	return h.Safe[typ] || h.Harmless != nil && h.Harmless.MatchString(typ) || h.Texts != nil && !h.Texts[typ]
}

// Under gives how a framework calls a handler that says so itself and is registered
// by something that reads paths in its own way.
func (h *Handling) Under(registering *Handling) *Handling {
	if h == registering {
		return h
	}
	out := *h
	r := registering
	out.Path, out.Converter, out.Anchored, out.Lookup = r.Path, r.Converter, r.Anchored, h.Lookup || r.Lookup
	out.Safe, out.Harmless, out.Texts, out.Pieces = r.Safe, r.Harmless, r.Texts, r.Pieces
	out.PieceBits, out.PathBits, out.PathAs = r.PieceBits, r.PathBits, r.PathAs
	return &out
}

// AnswersOf finds what is said of classes that derive from this one and answer
// requests, whether they are registered in sight or not.
func (s *Symbol) AnswersOf() *Route { return s.answersOf(0) }

func (s *Symbol) answersOf(depth int) *Route {
	if s == nil || depth > maxMemberDepth {
		return nil
	}
	for _, r := range s.Routes {
		if r.How == "class" {
			return r
		}
	}
	for _, b := range s.Bases {
		if r := b.canonical().answersOf(depth + 1); r != nil {
			return r
		}
	}
	return nil
}

// RouterOf finds what a class says of routes, its own or inherited.
func (s *Symbol) RouterOf() *Router { return s.routerOf(0) }

func (s *Symbol) routerOf(depth int) *Router {
	if s == nil || depth > maxMemberDepth {
		return nil
	}
	if s.Router != nil {
		return s.Router
	}
	for _, b := range s.Bases {
		if r := b.canonical().routerOf(depth + 1); r != nil {
			return r
		}
	}
	return nil
}

// ReplyOf finds what answer calling a class or function makes, its own or inherited.
func (s *Symbol) ReplyOf() *Reply { return s.replyOf(0) }

func (s *Symbol) replyOf(depth int) *Reply {
	if s == nil || depth > maxMemberDepth {
		return nil
	}
	if s.Reply != nil {
		return s.Reply
	}
	for _, b := range s.Bases {
		if r := b.canonical().replyOf(depth + 1); r != nil {
			return r
		}
	}
	return nil
}
