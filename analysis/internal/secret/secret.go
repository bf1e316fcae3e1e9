// Package secret finds literals that are secrets: tokens of a known shape
// anywhere in a string, passwords inside connection strings, and values that
// look secret under a name that says so.
//
// It owns how names and values are read: the case of names, the randomness of
// text, what only resembles a secret. Which names tell, which shapes providers
// use and which values are placeholders is data of the rule. It does not follow
// values through functions; the engine calls it once a file.
//
// Every string of every file passes through here, so that the order of the
// tests is the order of their cost: lengths, one pass of an automaton over the
// literal pieces that the rule's expressions need, and expressions last.
package secret

import (
	"cmp"
	"slices"
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
	"underpin/analysis/internal/words"
)

// Finding is one literal that is a secret.
type Finding struct {
	Fn    *types.Func
	Instr int32       // the literal, or the interpolated string that holds it
	Span  source.Span // of the literal in its file
	Name  string      // the name it stands under, as written; empty: none
	Shape string      // the provider's token form; empty: judged by its name
	Env   string      // the variable of the environment whose default it is
	Call  int32       // the look-up of which it is the default, or None
	Guess int         // how many guesses lie in it: 0 high, 1 medium, 2 low
	Test  bool        // in a file that tests other code
}

// Hints answer what only models know. Nil fields answer no.
type Hints struct {
	// Env tells whether a call reads the environment, its default beside it.
	Env func(f *types.Func, call int32) bool
	// Key tells whether the argument at an index of a call signs or encrypts.
	Key func(f *types.Func, call int32, arg int) bool
	// Asked tells whether a function is looked at; nil: all are.
	Asked func(f *types.Func) bool
}

// Finder is a rule made ready. It is immutable and may be shared.
type Finder struct {
	rule   *rule.SecretRule
	shapes []words.Trigger // parallel to rule.Shapes
	url    words.Trigger
	weak   words.Trigger
	asked  uint64 // the bits of shapes and url
	scan   *words.Automaton
	tell   words.Trigger // of names, for the automaton of names
	names  *words.Automaton
}

// New prepares a rule.
func New(r *rule.SecretRule) *Finder {
	f := &Finder{rule: r}
	pieces := words.Set{Shortest: 3}
	for _, s := range r.Shapes {
		f.shapes = append(f.shapes, pieces.Add(s.Match))
	}
	f.url = pieces.Add(r.URL)
	f.weak = pieces.Add(r.Weak)
	f.scan = words.New(pieces.List)
	inNames := words.Set{Shortest: 2}
	f.tell = inNames.Add(r.Names)
	f.names = words.New(inNames.List)
	f.asked = f.url.Bits
	for _, t := range f.shapes {
		f.asked |= t.Bits
	}
	f.scan.Always = f.url.Bits == 0 || slices.ContainsFunc(f.shapes, func(t words.Trigger) bool { return t.Bits == 0 })
	return f
}

// Find gives the secrets of a module and everything in it, in order of position.
func (f *Finder) Find(path string, body *types.Func, h Hints) []Finding {
	s := &search{Finder: f, hints: h, classes: map[string]nameClass{}}
	for open := []*types.Func{body}; len(open) > 0; {
		fn := open[len(open)-1]
		open = append(open[:len(open)-1], fn.Children...)
		if h.Asked == nil || h.Asked(fn) {
			s.function(fn)
		}
	}
	s.keys(body)
	if len(s.found) == 0 {
		return nil
	}
	test := f.rule.TestPath != nil && f.rule.TestPath.MatchString(path)
	for i := range s.found {
		s.found[i].Test = test
	}
	slices.SortFunc(s.found, func(a, b Finding) int { return a.Span.Compare(b.Span) })
	return s.found
}

// search is the state of one Find.
type search struct {
	*Finder
	hints   Hints
	classes map[string]nameClass
	found   []Finding

	fn    *types.Func
	first int // index in found of the first finding of fn

	unnamed map[unnamed][]literal

	owner   []int32 // of values of ownerOf: one more than the instruction that takes them
	ownerOf *types.Func
}

func (s *search) function(fn *types.Func) {
	s.fn, s.first = fn, len(s.found)
	for i := range fn.IR.Instrs {
		in := &fn.IR.Instrs[i]
		switch in.Op {
		case ir.OpConst:
			s.constant(int32(i), in)
		case ir.OpFormat:
			s.format(int32(i), in)
		default:
			s.context(int32(i), in)
		}
	}
}

// constant looks for shapes and connection strings in a literal on its own.
func (s *search) constant(reg int32, in *ir.Instr) {
	c := &s.fn.IR.Consts[in.A]
	if c.Kind != ir.ConstString && c.Kind != ir.ConstBytes || len(c.Str) < minText {
		return
	}
	hits := s.scan.Match(c.Str)
	if hits&s.asked == 0 && !s.scan.Always {
		return
	}
	if shape := s.shape(c.Str, hits); shape != "" {
		s.report(Finding{Instr: reg, Shape: shape, Call: ir.None})
		return
	}
	if s.url.Met(hits) && s.connection(c.Str) && !s.kept(reg) {
		s.report(Finding{Instr: reg, Call: ir.None})
	}
}

// longText is where a text is taken word by word: an expression run over a page
// of documentation costs more than parsing it.
const longText = 256

// shape names the provider's form of token that a text holds.
func (s *search) shape(text string, hits uint64) string {
	if len(text) <= longText {
		return s.shapeIn(text, hits, false)
	}
	if name := s.shapeIn(text, hits, true); name != "" {
		return name
	}
	for word := range strings.FieldsSeq(text) {
		if len(word) < minText {
			continue
		}
		if hits := s.scan.Match(word); hits&s.asked != 0 || s.scan.Always {
			if name := s.shapeIn(word, hits, false); name != "" {
				return name
			}
		}
	}
	return ""
}

// shapeIn tries the forms whose pieces were met; spaced: only those that reach
// over white space.
func (s *search) shapeIn(text string, hits uint64, spaced bool) string {
	for i := range s.shapes {
		t := &s.shapes[i]
		if !t.Met(hits) || spaced && !t.Spaced {
			continue
		}
		if m := s.rule.Shapes[i].Match.FindString(text); m != "" && s.shaped(m) {
			return s.rule.Shapes[i].Name
		}
	}
	return ""
}

// hole stands for an interpolated value in the text of a connection string.
const hole = "\x00"

// format looks for a connection string whose password is written out between
// interpolated parts.
func (s *search) format(reg int32, in *ir.Instr) {
	args := s.fn.IR.ArgsOf(in)
	var hits uint64
	for _, a := range args {
		if text, ok := s.text(a.Value); ok && a.Kind != ir.ArgHole && len(text) >= 3 {
			hits |= s.scan.Match(text)
		}
	}
	if hits == 0 || !s.url.Met(hits) {
		return
	}
	var whole []byte
	for _, a := range args {
		if text, ok := s.text(a.Value); ok && a.Kind != ir.ArgHole {
			whole = append(whole, text...)
		} else {
			whole = append(whole, hole...)
		}
	}
	if s.connection(string(whole)) && !s.kept(reg) {
		s.report(Finding{Instr: reg, Call: ir.None})
	}
}

// text gives the value of a string or bytes literal.
func (s *search) text(reg int32) (string, bool) {
	if reg < 0 {
		return "", false
	}
	in := &s.fn.IR.Instrs[reg]
	if in.Op != ir.OpConst {
		return "", false
	}
	c := &s.fn.IR.Consts[in.A]
	return c.Str, c.Kind == ir.ConstString || c.Kind == ir.ConstBytes
}

// report keeps the best finding of each literal: a known shape before a name,
// fewer guesses before more.
func (s *search) report(n Finding) {
	n.Fn = s.fn
	in := &s.fn.IR.Instrs[n.Instr]
	n.Span = source.Span{Start: int(s.fn.Base + in.Pos), End: int(s.fn.Base + in.End)}
	for i := s.first; i < len(s.found); i++ {
		old := &s.found[i]
		// A literal piece of an interpolated string has the same flaw as the whole.
		if old.Instr != n.Instr && !old.Span.Contains(n.Span) && !n.Span.Contains(old.Span) {
			continue
		}
		if n.Span.Contains(old.Span) {
			old.Instr, old.Span = n.Instr, n.Span
		}
		if old.Name == "" {
			old.Name, old.Env, old.Call = n.Name, n.Env, n.Call
		}
		old.Shape = cmp.Or(old.Shape, n.Shape)
		old.Guess = min(old.Guess, n.Guess)
		return
	}
	s.found = append(s.found, n)
}
