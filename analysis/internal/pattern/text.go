package pattern

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
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
		if find := s.comments.find(s, text, hits, at); find != nil {
			s.add(Finding{find, s.at(at.Start), ir.None, at})
			last = s.file.Text.Line(at.Start)
		}
	}
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
		find := s.lines.find(s, line, hits, at)
		if find == nil {
			continue
		}
		at.End = at.Start + len(line)
		at.Start += len(line) - len(strings.TrimLeft(line, " \t"))
		s.add(Finding{find, s.at(at.Start), ir.None, at})
	}
}

// find gives the first entry that fits a text.
func (t *texts) find(s *search, text string, hits uint64, at source.Span) *rule.Find {
	for i := range t.finds {
		f := &t.finds[i]
		if !t.triggers[i].Met(hits) || !f.Text.MatchString(text) || f.Unless != nil && f.Unless.MatchString(text) {
			continue
		}
		if f.Near != nil && !s.near(f, at) || !s.within(&f.Find, s.at(at.Start)) {
			continue
		}
		return &f.Find
	}
	return nil
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
