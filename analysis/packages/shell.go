package packages

import (
	"strings"

	"mvdan.cc/sh/v3/syntax"

	"underpin/analysis/internal/lazy"
)

// shell reads the install commands of a text that a shell runs. Where the text as a whole is no valid shell, its lines are
// read one by one.
func (r *reading) shell(e excerpt) { r.shellWithin(e, 0) }

// privateSetting is where a script names an index of its own for the commands in it.
var privateSetting = lazy.Trusted(`(?i)\b(pip|uv|pipenv|poetry|npm_config|yarn|bun_config)_(\w*_)?(index(_url)?|registry(_server)?|find_links|pypi_mirror)\s*[=:]|config\s+set\s+(--?\w+\s+)*(\S*index-url|\S*index_url|\S*registry|npmRegistryServer)\b|(^|[^-\w])(index-url|registry)\s*=\s*http`)

// shellScript reads a file that a shell runs.
func shellScript(r *reading) {
	r.commandFile()
	r.shell(excerptOf(r.text, 0, len(r.text)))
}

// commandFile prepares for reading commands: an index that the file sets up for them.
func (r *reading) commandFile() {
	r.private = r.private || privateSetting.Match(r.text)
	r.python = r.private && pythonSetting.Match(r.text)
}

// pythonSetting is what of these concerns packages of Python.
var pythonSetting = lazy.Trusted(`(?i)\b(pip|uv|pipenv|poetry)_(\w*_)?(index(_url)?|find_links|pypi_mirror)\s*[=:]|config\s+set\s+(--?\w+\s+)*\S*index[-_]url\b|(^|[^-\w])index-url\s*=\s*http`)

// deepestShell is how deep texts for shells may nest in each other.
const deepestShell = 4

func (r *reading) shellWithin(e excerpt, depth int) {
	if strings.TrimSpace(e.text) == "" || depth > deepestShell {
		return
	}
	e.text = masked(e.text)
	if r.statements(e, depth) {
		return
	}
	told := r.quiet
	for _, line := range shellLines(e) {
		if !r.statements(line, depth) && !told {
			told = true
			r.unread(line, "not read: no valid shell")
		}
	}
}

// placeholder is what a template language or a CI system fills in before a shell sees the text.
var placeholder = lazy.Trusted(`\$\{\{.*?\}\}|\{\{.*?\}\}|\{%.*?%\}|<%.*?%>|\$\[\[.*?\]\]`)

// masked writes placeholders as variables of the same length.
func masked(text string) string {
	if !strings.Contains(text, "{{") && !strings.Contains(text, "%") && !strings.Contains(text, "[[") {
		return text
	}
	return placeholder.ReplaceAllStringFunc(text, func(s string) string {
		return "$" + strings.Repeat("_", len(s)-1)
	})
}

// statements reads a text that is valid shell; false if it is none.
func (r *reading) statements(e excerpt, depth int) (valid bool) {
	e.text = strings.ReplaceAll(e.text, string(unknownByte), string(unknownLetter))
	file, err := parseShell(e.text)
	if err != nil {
		return false
	}
	known := variablesOf(e, file)
	syntax.Walk(file, func(n syntax.Node) bool {
		if call, ok := n.(*syntax.CallExpr); ok && len(call.Args) > 0 {
			words := make([]excerpt, 0, len(call.Args))
			for _, w := range call.Args {
				words = known.words(words, e, w)
			}
			r.command(words, depth)
		}
		return true
	})
	return true
}

// parseShell parses Bash; a panic of the parser is told as an error, and so is what nests so deep that the parser, which
// calls itself, would take long or fall over.
func parseShell(text string) (file *syntax.File, err error) {
	if nests(text) > deepest || wordNests(text) > deepest {
		return nil, errDeep
	}
	defer func() {
		if p := recover(); p != nil {
			err = errPanic
		}
	}()
	return syntax.NewParser(syntax.Variant(syntax.LangBash)).Parse(strings.NewReader(text), "")
}

// wordNests is how deep statements of several words nest at most, roughly.
func wordNests(text string) int {
	depth, most := 0, 0
	for word := range strings.FieldsSeq(text) {
		switch strings.TrimRight(word, ";") {
		case "if", "case", "while", "until", "for", "select":
			depth++
		case "fi", "esac", "done":
			depth = max(0, depth-1)
		}
		most = max(most, depth)
	}
	return most
}

// wordOf is a word as the program gets it: without quotes and backslashes, with an unknown byte for every variable and
// other expansion.
func wordOf(e excerpt, w *syntax.Word) excerpt { return variables(nil).wordOf(e, w) }

// unknownLetter stands for the unknown byte where the parser reads, which drops that one.
const unknownLetter = '\x01'

func (known variables) wordOf(e excerpt, w *syntax.Word) excerpt {
	var b builder
	for _, part := range w.Parts {
		known.wordPart(&b, e, part, false)
	}
	word := b.excerpt(e.place(clampTo(e.text, w.Pos().Offset())))
	word.text = strings.ReplaceAll(word.text, string(unknownLetter), string(unknownByte))
	return word
}

func (known variables) wordPart(b *builder, e excerpt, part syntax.WordPart, quoted bool) {
	start, end := clampTo(e.text, part.Pos().Offset()), clampTo(e.text, part.End().Offset())
	switch part := part.(type) {
	case *syntax.Lit:
		for at := start; at < end; at++ {
			if e.text[at] == '\\' && at+1 < end && (!quoted || strings.IndexByte("$`\"\\\n", e.text[at+1]) >= 0) {
				at++
				if e.text[at] == '\n' {
					continue
				}
			}
			b.add(e.text[at:at+1], e.place(at))
		}
	case *syntax.SglQuoted:
		start++
		if part.Dollar {
			start++
		}
		if start <= end-1 {
			b.append(e.cut(start, end-1))
		}
	case *syntax.DblQuoted:
		for _, inner := range part.Parts {
			known.wordPart(b, e, inner, true)
		}
	default:
		if p, ok := part.(*syntax.ParamExp); ok && plainParameter(p) && len(known[p.Param.Value]) == 1 {
			b.append(known[p.Param.Value][0])
			return
		}
		b.add(string(unknownByte), e.place(start))
	}
}

func clampTo(text string, offset uint) int { return int(min(offset, uint(len(text)))) }

var heredoc = lazy.Trusted(`<<-?\s*['"\\]?(\w+)`)

// shellLines are the lines of a text that is no valid shell as a whole, those that a backslash continues joined, the
// bodies of here-documents left out.
func shellLines(e excerpt) []excerpt {
	var found []excerpt
	start, at := -1, 0
	ending := ""
	for line := range strings.Lines(e.text) {
		bare := strings.TrimSpace(line)
		end := at + len(line)
		switch {
		case ending != "":
			if bare == ending {
				ending = ""
			}
		case strings.HasSuffix(bare, `\`) && end < len(e.text):
			if start < 0 {
				start = at
			}
		default:
			if start < 0 {
				start = at
			}
			if m := heredoc.FindStringSubmatch(line); m != nil {
				ending = m[1]
			} else {
				found = append(found, e.cut(start, end))
			}
			start = -1
		}
		at = end
	}
	return found
}
