package rule

import "regexp"

// Handling is how a framework calls its handlers and what it makes of their
// answers. Models name one and share it between all ways of registering.
type Handling struct {
	Path    *Arg  // of the registering call: the path
	Methods *Arg  // the list of request methods
	Guards  []Arg // lists of what runs before the handler

	Converter *regexp.Regexp  // a parameter in a path; the group "name", and the group "type" if paths carry types
	Safe      map[string]bool // types in paths whose values are harmless
	Pieces    map[string]bool // types in paths whose values hold no separator
	PieceBits Bits            // labels of those
	PathBits  Bits            // labels of the parameters that the path names
	PathAs    string          // "path parameter"
	Given     []string        // classes of the first parameters, when the framework passes fixed things; a class with sources is untrusted itself
	Catches   *Arg            // of the registering call: the class of errors that it answers; the error comes behind Given
	Local     bool            // it answers no requests of clients: a command, a consumer of a queue
	Inject    bool            // the other parameters are filled too, by their annotations and defaults
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
	Decorators string            // a registered class: the attribute that lists decorators of its methods
}

// Route registers handlers: as a decorator (@app.get("/x"), also
// app.get("/x")(f)), as a call (app.add_url_rule("/x", view_func=f)), as a
// view, a call that makes a handler of the class it is called on, or by being
// assigned (client.on_message = f). A decorator that declares a parameter
// (@option("--name")) makes what its own sources say come in through it.
type Route struct {
	How     string   // "decorator", "call", "view", "write", or "parameter"
	Handler *Arg     // "call": the handler
	Default []string // request methods when none are given; empty: any
	*Handling
}

// Router is a class whose instances hold routes.
type Router struct {
	App    bool  // the outermost: what guards it guards every route below
	Prefix *Arg  // of its constructor: what all paths begin with
	Parent *Arg  // of its constructor: the router it is part of
	Guards []Arg // of its constructor: lists of what runs before handlers
}

// Mount makes one router a part of another. An absent side is the receiver.
type Mount struct {
	Child, Parent *Arg
	Prefix        *Arg
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
// (Depends). Without the argument, the annotation names it.
type Inject struct{ Func Arg }

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
	Facts   Bits     // a handler that has one of these is meant too, whatever its path
	Unless  *Pattern // on path or name: not meant after all
	Methods []string // request methods that are meant; empty: all
	Reads   Bits     // labels: a handler that reads one is meant whatever its request methods
	If      Bits     // labels of which a meant handler must read one for the rule to speak
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
	Privileged *Pattern // paths and names that need it in every program that knows its users
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
}

// routing adds what a file says of a symbol's part in routing.
func (s *Symbol) routing(a *Symbol) {
	s.Routes = join(s.Routes, a.Routes)
	s.Mounts = join(s.Mounts, a.Mounts)
	s.Hooks = join(s.Hooks, a.Hooks)
	s.Protects = join(s.Protects, a.Protects)
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
	return len(s.Routes)+len(s.Mounts)+len(s.Hooks)+len(s.Protects) > 0 || s.Router != nil
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
