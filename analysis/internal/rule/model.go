package rule

import (
	"sync/atomic"

	"underpin/analysis/internal/lazy"
)

// Bits is a set over one list of the vocabulary: labels, kinds or facts.
type Bits uint64

// Symbol is what the models say of one qualified name: a module, a class, a
// function, a method (module.Class.method) or a value (flask.request). Symbols
// form a trie; all pointers are frozen once a View is handed out.
type Symbol struct {
	Name   string // qualified: "sqlite3.Cursor.execute"
	Last   string // last part of Name
	Parent *Symbol
	Kids   map[string]*Symbol
	begins atomic.Uint64 // see Begins

	Class   bool      // calling it makes an instance of it
	Bases   []*Symbol // of a class
	Type    *Symbol   // reading it gives an instance of this class
	Returns *Symbol   // calling it gives an instance of this class (nil for a Class: itself)
	Self    bool      // calling it returns the receiver
	Named   bool      // calling it gives the attribute of its receiver that its first argument, a constant, names: db.get_collection("users")
	Holds   *Arg      // calling (or reading) it gives a holder of instances of the class passed as this argument: session.query(User)
	Yields  bool      // calling it gives an instance of the class that its receiver holds: query.first()
	Element *Symbol   // iterating or indexing an instance of this class gives an instance of that one
	Heir    *Symbol   // what this class does not say of its instances, the program's only class that derives from that one does
	Alias   *Symbol   // the canonical name of the same thing; resolved by Lookup and Member
	Known   bool      // named by a model, not only a part of a longer name

	Sources    []Source
	Sinks      []Sink
	Sanitizers []Sanitizer
	Passes     []Pass
	Clean      bool // its result carries no taint whatever goes in (len, int)
	Guards     []Guard
	Facts      Bits // what a call of it (or a write to it) establishes: session-issued, never-returns ...
	Remember   []Remember
	Settles    []Settle
	Calls      []Callback
	Routes     []*Route // routing.go tells of these and the next
	Router     *Router  // of a class: its instances hold routes
	Mounts     []*Mount
	Table      *Table  // it stands for a list of routes
	Finder     *Finder // of a class: the framework finds records for those that derive from it
	Hooks      []*Hook
	Injects    *Inject
	Protects   []*Protection
	Reply      *Reply
	Settings   *Settings
	Harms      bool   // a call or write of it does harm by itself, or of a member that the language calls for it
	Intrinsic  string // the engine evaluates it where operands are in sight: "str.join", "list.append"
	Const      *Text  // the constant value of a name ("os.sep" is "/")
}

// Text is a constant string or whole number.
type Text struct {
	Value  string
	Number bool
}

// Arg selects operands of a call. The YAML form is one string:
//
//	"0"        first positional          "sql"      the keyword sql
//	"0 sql"    either way of passing     "self"     the receiver
//	"1.."      all positional from 1     "all"      every argument, also keywords
//	"0[0]"     element 0 of the list passed first     "0[1..]"  its elements from 1
//	"0[1..--]" its elements from 1 up to the constant "--"
//	"0[..$where]" what lies under a key of the dict passed first, at any depth
//	"**"       what is spread over the keywords of the call, with keys that are not in sight
//	"value"    the value written (SetMember, SetIndex), "key" the index read or written
//	"options[verify]"  what a dict holds under a key, "rules[*][origins]" under every key
type Arg struct {
	Pos      int // position, or NoPos
	From     bool
	Name     string
	Self     bool
	All      bool
	Spread   bool
	Value    bool
	Key      bool
	Elem     int // element of a list argument, or NoPos
	ElemFrom bool
	Until    string // the constant element that ends the elements; "" none
	Entry    string // the key of a dict argument, at any depth; "" none
	Under    string // in a condition: the keys of a dict argument, outermost first, divided by "]["; "*" is every key
}

// NoPos is the absent position.
const NoPos = -1

// Cond is a condition on an argument of the call at hand; all given fields must hold.
type Cond struct {
	Arg     Arg
	Field   string       // look at what Remember kept under this name on the argument
	Attr    string       // look at what its class declares under this dotted name: Meta.fields
	Is      *string      // the constant, written as in the source language: "True", "None", "'w'", "5"
	Text    *Pattern     // matches the literal text of the argument, each hole written as "\x00"
	Slow    string       // its literal text is an expression that takes "exponential" or "polynomial" time at worst, where it is searched for
	Whole   bool         // Slow: the expression must match the whole text
	Literal bool         // is a constant
	Thing   []string     // is what one of these qualified names means, or an instance of it
	Bits    int          // is a whole number with some of these bits
	Below   int          // is a whole number less than this one
	Says    *lazy.Regexp // is a function in whose body a name or a constant text matches
	Shape   string       // "string", "list" (list, tuple), "dict", "number", "stream", "declaration", "packed" (what a serialiser wrote)
	Absent  bool         // is not passed
	Kept    Bits         // so does it, what it was looked up in, or the words before the key: codes.get(email)
	Named   Bits         // the last name of the expression carries a naming label (names.yaml): row["password"]
	Labels  Bits         // carries one of these labels
	Class   Bits         // its class declares an attribute whose name carries one of these naming labels
	Unseen  *lazy.Regexp // matches the name of a class that is not in sight
	Called  *lazy.Regexp // matches the name of its class or what the class declares about itself, in a name between two underscores
	Clean   bool         // names a class (or a tuple of them) whose instances cannot hold harmful text: type=int
	Unread  []string     // made in the function at hand, which reads no attribute of these names and hands no such thing to other code
	Not     bool         // the condition as a whole is negated
}

// Source makes a value untrusted, secret, a record ...
type Source struct {
	Labels Bits
	As     string // what a person calls it: "query parameter"
	Guess  int    // how many guesses lie in it: 0 high, 1 medium, 2 low
	Clears Bits   // kinds of sink it is harmless for
	Field  string // what it is written into is what the maker of Arg remembers under this name
	When   []Cond
	Arg    *Arg // taints this argument (recv_into) rather than the result
}

// Sink is a place where labelled text does harm, or a call that does harm by itself.
type Sink struct {
	Kind  int    // bit number
	Arg   Arg    // of a call that does harm by itself: none
	As    string // "SQL statement"
	Guess int
	When  []Cond
	// How the string is read: "", "sql", "url", "path", "shell", "html",
	// "argument" (only a hole at its very start does harm), "header" (only before
	// the first empty line); the contexts of holes
	// are judged by it.
	Context string
	Unless  []Cond   // a call that does harm by itself does none where one of these is seen to hold
	Mend    []string // arguments that mend a call: verify=True
	Peeks   []string // a call that does harm by itself does none where only these keys of its result are read
}

// Itself tells whether the call does harm whatever text it is given.
func (s *Sink) Itself() bool { return s.Arg == noArg }

// Settings says which modules of a program hold the settings of a library: what they
// assign at their top is written to an attribute of the class that stands for them.
type Settings struct {
	Path    *lazy.Regexp // their paths
	Not     *lazy.Regexp // and paths of those that are for developing alone
	Assigns []string     // or names, one of which they assign
}

// Sanitizer gives back its argument made harmless for some kinds of sink, or
// with labels taken away, or with marks (properties such as resolved) added.
type Sanitizer struct {
	Arg    Arg
	Clears Bits // kinds
	Drops  Bits // labels
	Marks  Bits // marks
	When   []Cond
}

// Pass carries taint from an argument to the result ("return"), the receiver
// ("self") or another argument.
type Pass struct {
	From     []Arg
	To       Arg    // Self, or a position; ToReturn
	Ret      bool   // to the result
	Adds     Bits   // labels added
	Keeps    Bits   // the only labels that go along, where there are some
	Path     string // appended access path, "" none
	Restores Bits   // kinds for which the text does harm again, whatever made it harmless before (unescape)
	Only     Bits   // the only kinds for which it does harm there, where there are some
	Context  string // only what decides goes along, the text being read so: "url" of an address
	View     Bits   // the result is a view of the argument: a guard on it clears the argument for these kinds (urlparse)
	When     []Cond
}

// Guard is what a call's outcome says of an argument.
type Guard struct {
	Arg     Arg
	Clears  Bits // kinds
	Drops   Bits // labels
	Outcome bool // holds when the call gave true (or false)
	Raises  bool // holds after the call returned at all
	Needs   Bits // marks the argument must carry (resolved)
	When    []Cond
}

// Caught is the member of a class of errors whose sources tell what a handler that
// catches just this class gets. It is not inherited: what derives from it may have a
// text that is meant to be shown.
const Caught = "__caught__"

// Settle says that after a call or write, or before it, sinks of some kinds in the
// same function do no harm: the type of the answer is told beside it. With Labels
// they only do none to text for being so labelled, and only after it: a person was
// asked.
type Settle struct {
	Kinds   Bits
	Labels  Bits
	Callers bool // a function that always does so does it for whoever calls it
	Self    bool // only the call that made the receiver
	When    []Cond
}

// Remember keeps an argument on the receiver (or result) under a name, so that
// a later call can ask for it: execute keeps the statement, fetchone looks at it.
type Remember struct {
	Arg Arg
	As  string
	On  string // "self", "return" or "call": nothing is kept
}

// Callback says that a function passed as an argument is called.
type Callback struct {
	Func Arg
	With []Arg // its positional arguments; Elem forms give elements of iterables
	Ret  bool  // its result is (an element of) the result
	Same bool  // its result is the very result
	Keys bool  // keywords of the call are handed on to it
}
