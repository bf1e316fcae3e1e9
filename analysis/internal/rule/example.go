package rule

import (
	"fmt"
	"strings"
)

// Example is one fenced block of a rule, read as a small program.
type Example struct {
	Rule    string
	Name    string // the heading above it
	Section string // "bad", "good", "gaps"
	Doc     string // the Markdown file
	Line    int    // of the block's first line of code in it
	Files   []ExampleFile
	Wants   []Want // marked "want: rule": findings that must be there
	Todos   []Want // marked "todo: rule": findings that ought to be, and are not yet
	Lows    []Want // findings that are there, but of low confidence and so not shown
	Flows   []Want // marked "flow: source": where the path of the finding begins
}

// ExampleFile is a file of an example, its annotations taken out.
type ExampleFile struct {
	Path string
	Text string
	Line int // of its first line in the Markdown file
}

// Want is an annotation: a line of a file, from 1, and the rules it names.
type Want struct {
	File  string
	Line  int
	Rules []string // of a flow mark: its word
	At    int      // line in the Markdown file
}

// defaultFile is the name of an example's file when it gives none.
const defaultFile = "example"

// extensions of the languages that examples are written in.
func extension(lang string) string {
	switch lang {
	case "python", "py":
		return ".py"
	case "javascript":
		return ".js"
	case "typescript":
		return ".ts"
	}
	return "." + lang
}

// Examples reads the rule's examples. They are read on request only: analysing
// code does not need them.
func (r *Rule) Examples() ([]Example, error) {
	var out []Example
	var problems []Problem
	s := scanner{text: r.Doc, line: r.docLine}
	section, name := "", ""
	for s.next() {
		switch {
		case s.level == 2:
			section, name = sectionOf(s.heading), ""
		case s.level == 3:
			name = s.heading
		case s.opens && section != "":
			e := Example{Rule: r.Name, Name: name, Section: section, Doc: r.File, Line: s.line + 1}
			problems = append(problems, e.read(&s)...)
			out = append(out, e)
		}
	}
	return out, asError(problems)
}

func sectionOf(heading string) string {
	switch strings.ToLower(heading) {
	case "bad":
		return "bad"
	case "good":
		return "good"
	case "known gaps", "gaps":
		return "gaps"
	}
	return ""
}

// read takes the block that the scanner has just opened.
func (e *Example) read(s *scanner) []Problem {
	ext, open := extension(s.lang), s.line
	var problems []Problem
	var lines []string
	file := ExampleFile{Path: defaultFile + ext, Line: s.line + 1}
	flush := func() {
		if len(lines) > 0 || file.Path != defaultFile+ext {
			file.Text = strings.Join(lines, "\n") + "\n"
			e.Files = append(e.Files, file)
		}
		lines = nil
	}
	for s.next() && !s.closes {
		if path, ok := strings.CutPrefix(s.raw, "# file: "); ok {
			flush()
			file = ExampleFile{Path: strings.TrimSpace(path), Line: s.line + 1}
			continue
		}
		line, err := e.annotations(s.raw, file.Path, len(lines)+1, s.line)
		if err != "" {
			problems = append(problems, Problem{e.Doc, s.line, 1, err})
		}
		lines = append(lines, line)
	}
	flush()
	if !s.closes {
		problems = append(problems, Problem{e.Doc, open, 1, "this code block is not closed"})
	}
	return problems
}

// annotations takes the trailing marks off a line and keeps them.
func (e *Example) annotations(line, file string, n, at int) (string, string) {
	for {
		i := strings.LastIndex(line, "# ")
		if i < 0 {
			return line, ""
		}
		word, value, ok := strings.Cut(line[i+2:], ": ")
		if !ok || word != "want" && word != "low" && word != "todo" && word != "flow" {
			return line, ""
		}
		w := Want{File: file, Line: n, At: at}
		for _, name := range strings.Split(value, ",") {
			if name = strings.TrimSpace(name); name == "" || strings.ContainsAny(name, " #") {
				return line, fmt.Sprintf("%q is no annotation; write \"# %s: name\" or \"# %s: name, name\"", line[i:], word, word)
			}
			w.Rules = append(w.Rules, name)
		}
		switch word {
		case "want":
			e.Wants = append(e.Wants, w)
		case "low":
			e.Lows = append(e.Lows, w)
		case "todo":
			e.Todos = append(e.Todos, w)
		default:
			e.Flows = append(e.Flows, w)
		}
		line = strings.TrimRight(line[:i], " \t")
	}
}
