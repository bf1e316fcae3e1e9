// Package pattern finds what a comment, a line or the body of one function shows by itself: what an assistant left
// behind, errors that are swallowed, checks that answer yes to everybody.
//
// It owns the forms that a rule of kind pattern combines. What they look for is data of the rule: expressions,
// qualified names. It follows no value out of a function; package taint does. The engine calls it once a file, after
// the routes are known.
//
// Every comment and every function of every file passes through here. Texts go through one automaton, as those of
// secrets do; of functions only those that name something asked for are looked at.
package pattern

import (
	"slices"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
	"underpin/analysis/internal/words"
)

// Finding is one place.
type Finding struct {
	Find  *rule.Find
	Fn    *types.Func // the function it lies in
	Instr int32       // the instruction, or None
	Span  source.Span
}

// File is what is looked at.
type File struct {
	Text     *source.Text
	Body     *types.Func
	Imports  []string // top-level modules
	Comments []source.Span
	Lines    bool          // what (*Finder).Lines says of the text
	Strings  []source.Span // of a file of which it does
}

// Hints answer what only the other kinds of analysis know. Nil fields answer no.
type Hints struct {
	Program *types.Program
	Handler func(*types.Func) bool // tells whether it answers requests
	Before  func(*types.Func) bool // tells whether it runs before or around functions that do
	Run     func(*types.Func) bool // tells whether a library runs it for what comes in: requests, commands, messages
	Reach   *Reach                 // what runs while a request is answered; nil: not known
	Text    func(path string) *source.Text
	Asked   func(*types.Func) bool // tells whether it is looked at; nil: all are
}

// maxFindings bounds what one rule says of one file: what is found that often is the style of the file, or no program at all.
const maxFindings = 50

// Finder is a rule made ready. It is immutable and may be shared.
type Finder struct {
	rule     *rule.PatternRule
	comments texts
	lines    texts
	calls    map[string][]int // entries of rule.Calls by the last part of a name
	first    map[string][]int // of rule.Pairs
}

// New prepares a rule.
func New(r *rule.PatternRule) *Finder {
	f := &Finder{rule: r, comments: newTexts(r.Comments), lines: newTexts(r.Lines), calls: map[string][]int{}, first: map[string][]int{}}
	for i := range r.Calls {
		byLast(f.calls, r.Calls[i].Names, i)
	}
	for i := range r.Pairs {
		byLast(f.first, r.Pairs[i].First, i)
	}
	return f
}

// texts are expressions made ready.
type texts struct {
	finds    []rule.TextFind
	triggers []words.Trigger
	scan     *words.Automaton
}

func newTexts(finds []rule.TextFind) texts {
	t := texts{finds: finds}
	set := words.Set{Shortest: 3}
	for i := range finds {
		t.triggers = append(t.triggers, set.Add(finds[i].Text))
	}
	t.scan = words.New(set.List)
	t.scan.Always = slices.ContainsFunc(t.triggers, func(t words.Trigger) bool { return t.Bits == 0 })
	return t
}

// may tells whether any entry has a chance, and gives the pieces that were met.
func (t *texts) may(text string) (uint64, bool) {
	if len(t.finds) == 0 {
		return 0, false
	}
	hits := t.scan.Match(text)
	return hits, hits != 0 || t.scan.Always
}

// Lines tells whether the lines of a text have a chance, so that it must be known where its strings are.
func (f *Finder) Lines(text string) bool {
	_, ok := f.lines.may(text)
	return ok
}

// Find gives the places of a file, in order.
func (f *Finder) Find(file *File, h Hints) []Finding {
	if f.rule.NotWith != nil && slices.ContainsFunc(file.Imports, f.rule.NotWith.MatchString) {
		return nil
	}
	s := &search{Finder: f, file: file, hints: h}
	if len(s.calls)+len(s.first) > 0 {
		s.alias = aliases(file.Body)
	}
	s.inComments()
	s.inLines()
	for open := []*types.Func{file.Body}; len(open) > 0; {
		fn := open[len(open)-1]
		open = append(open[:len(open)-1], fn.Children...)
		if !fn.IR.Broken && (h.Asked == nil || h.Asked(fn)) {
			s.function(fn)
		}
	}
	slices.SortStableFunc(s.found, func(a, b Finding) int { return a.Span.Compare(b.Span) })
	s.found = slices.CompactFunc(s.found, func(a, b Finding) bool { return a.Span == b.Span })
	return s.found[:min(len(s.found), maxFindings)]
}

// search is the state of one Find.
type search struct {
	*Finder
	file  *File
	hints Hints
	found []Finding
	alias map[string]string // see aliases
	seen  []string          // collections that were reported
}

func (s *search) function(fn *types.Func) {
	if len(s.rule.Caught) > 0 {
		s.caught(fn)
		s.managed(fn)
	}
	if len(s.rule.Stubs) > 0 && fn.IR.Kind == ir.Function {
		s.stub(fn)
	}
	if len(s.rule.Answers) > 0 && fn.IR.Kind == ir.Function {
		s.answer(fn)
	}
	if len(s.calls) > 0 {
		s.call(fn)
	}
	if len(s.first) > 0 {
		s.pair(fn)
	}
	if len(s.rule.Grown) > 0 && fn.IR.Kind == ir.Function {
		s.grown(fn)
	}
}

// report adds an instruction of a function.
func (s *search) report(find *rule.Find, fn *types.Func, instr int32) {
	in := &fn.IR.Instrs[instr]
	s.add(Finding{find, fn, instr, source.Span{Start: int(fn.Base + in.Pos), End: int(fn.Base + in.End)}})
}

// named adds the name of a function.
func (s *search) named(find *rule.Find, fn *types.Func) {
	start := int(fn.Base + fn.IR.NamePos)
	s.add(Finding{find, fn, ir.None, source.Span{Start: start, End: start + len(fn.IR.Name)}})
}

func (s *search) add(f Finding) {
	if s.within(f.Find, f.Fn) {
		s.found = append(s.found, f)
	}
}

// within tells whether a place is where an entry asks for.
func (s *search) within(find *rule.Find, fn *types.Func) bool {
	switch find.Within {
	case "":
		return true
	case "request":
		return s.during(fn, nil, 0)
	case "stub":
		return fn.IR.Kind == ir.Function && answers(fn, &alwaysYes)
	}
	for ; fn != nil; fn = fn.Parent {
		if find.Within == "entry" && s.hints.Run != nil && s.hints.Run(fn) {
			return true
		}
		if s.hints.Handler != nil && s.hints.Handler(fn) || s.hints.Before != nil && s.hints.Before(fn) {
			return true
		}
	}
	return false
}

// at gives the innermost function that a place lies in.
func (s *search) at(offset int) *types.Func {
	fn := s.file.Body
	for {
		i := slices.IndexFunc(fn.Children, func(c *types.Func) bool {
			return int(c.Base) <= offset && offset < int(c.Base+c.IR.End-c.IR.Start)
		})
		if i < 0 {
			return fn
		}
		fn = fn.Children[i]
	}
}

// matches tells whether a text matches, nil being met by everything.
func matches(re *lazy.Regexp, text string) bool { return re == nil || re.MatchString(text) }

func byLast(to map[string][]int, names []string, entry int) {
	for _, n := range names {
		last := lastPart(n)
		if !slices.Contains(to[last], entry) {
			to[last] = append(to[last], entry)
		}
	}
}

// source gives the text of an instruction.
func (s *search) source(fn *types.Func, reg int32) string {
	in := &fn.IR.Instrs[reg]
	text := s.file.Text
	if fn.Module != s.file.Body.Module {
		if s.hints.Text == nil {
			return ""
		}
		text = s.hints.Text(fn.Module.Path)
	}
	return text.Slice(source.Span{Start: int(fn.Base + in.Pos), End: int(fn.Base + in.End)})
}
