package types

import "underpin/analysis/internal/rule"

// Entry is what a framework hands to a function it calls: a route's handler or
// a dependency of one. Package route finds entries, package taint starts flows
// from them.
type Entry struct {
	Params []EntryParam // by parameter index
	Text   rule.Bits    // kinds of sink that a returned string reaches
	Value  rule.Bits    // kinds of sink that any returned value reaches
	Shows  rule.Bits    // labels of the secret fields that the class of the answer selects
}

// EntryParam is one parameter of an entry.
type EntryParam struct {
	Labels rule.Bits // 0: nothing comes from outside
	As     string    // what a person calls it: "path parameter"
	Guess  int       // how many guesses lie in it
	Clears rule.Bits // kinds of sink at which it does no harm
	Ref    Ref       // what it is, when annotation and default do not say it
	Inject *Func     // its value is what this function gives
	Make   *Class    // its value is an instance of this class, made by its constructor

	Default bool // nothing is passed: its value is its default
}

// FuncFacts is what a function's own body does, as far as the flow analysis saw.
type FuncFacts struct {
	Facts      rule.Bits // facts of the modelled symbols it calls or writes to
	Labels     rule.Bits // labels of the sources it reads
	Calls      []*Func   // workspace functions it calls, each once, in order of ID
	Unresolved []string  // last names of calls that nothing is known of, sorted, at most 64
}
