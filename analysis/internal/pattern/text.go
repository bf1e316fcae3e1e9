package pattern

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// inComments looks at comments. Of those that follow each other line by line one is enough: a remark goes over several.
func (s *search) inComments() {
	if len(s.comments.finds) == 0 {
		return
	}
	last := -2 // the line of the comment before that was found, or that follows one
	for _, at := range s.file.Comments {
		text := s.file.Text.Slice(at)
		hits, ok := s.comments.may(text)
		line := -1
		if last >= 0 {
			if line = s.file.Text.Line(at.Start); line == last+1 {
				last = line
				continue
			}
		}
		if !ok {
			continue
		}
		if find, fn := s.comments.find(s, text, hits, at); find != nil {
			last = s.file.Text.Line(at.Start)
			if fn.IR.Kind == ir.Function && answers(fn, &alwaysYes) { // the remark and what stands where it says that a check should
				at.End = max(at.End, int(fn.Base+fn.IR.End-fn.IR.Start))
			}
			s.add(Finding{find, fn, ir.None, at})
		}
	}
}

// below gives the function that begins behind a comment, its decorators before it; where there is none, the one that
// the comment stands in.
func (s *search) below(in *types.Func, end int) *types.Func {
	for _, fn := range in.Children {
		start := int(fn.Base)
		if start < end || fn.IR.Kind != ir.Function {
			continue
		}
		for _, line := range strings.Split(s.file.Text.String()[end:start], "\n") {
			if line = strings.TrimSpace(line); line != "" && line[0] != '#' && line[0] != '@' {
				return in
			}
		}
		return fn
	}
	return in
}

// inLines looks at lines outside of strings.
func (s *search) inLines() {
	if !s.file.Lines {
		return
	}
	text := s.file.Text.String()
	next := 0 // in the strings
	for start := 0; start < len(text); {
		end := len(text)
		if i := strings.IndexByte(text[start:], '\n'); i >= 0 {
			end = start + i
		}
		at := source.Span{Start: start, End: end}
		start = end + 1
		hits, ok := s.lines.may(text[at.Start:at.End])
		if !ok {
			continue
		}
		for next < len(s.file.Strings) && s.file.Strings[next].End <= at.Start {
			next++
		}
		if next < len(s.file.Strings) && s.file.Strings[next].Start < at.Start {
			continue // the line begins inside of a string
		}
		line := strings.TrimRight(text[at.Start:at.End], " \t\r")
		find, fn := s.lines.find(s, line, hits, at)
		if find == nil {
			continue
		}
		at.End = at.Start + len(line)
		at.Start += len(line) - len(strings.TrimLeft(line, " \t"))
		s.add(Finding{find, fn, ir.None, at})
	}
}

// find gives the first entry that fits a text.
func (t *texts) find(s *search, text string, hits uint64, at source.Span) (*rule.Find, *types.Func) {
	for i := range t.finds {
		f := &t.finds[i]
		if !t.triggers[i].Met(hits) || !f.Text.MatchString(text) || f.Unless != nil && f.Unless.MatchString(text) {
			continue
		}
		if f.Near != nil && !s.near(f, at) {
			continue
		}
		fn := s.at(at.Start)
		if !s.within(&f.Find, fn) {
			if fn = s.below(fn, at.End); !s.within(&f.Find, fn) {
				continue
			}
		}
		return &f.Find, fn
	}
	return nil, nil
}

// near looks at the line, the one before and the one behind.
func (s *search) near(f *rule.TextFind, at source.Span) bool {
	line := s.file.Text.Line(at.Start)
	for l := max(line-1, 0); l <= line+1 && l < s.file.Text.Lines(); l++ {
		if f.Near.MatchString(s.file.Text.LineText(l)) {
			return true
		}
	}
	return false
}
