package packages

import (
	"path"
	"slices"
	"strings"

	"underpin/analysis/internal/source"
)

// Call is how a call in Python runs a command, as commands.yaml says it.
type Call struct {
	Names  []string // dotted names of what is called
	Named  []string // keywords of the command
	Before []string // words that the command begins with
	Files  []string // names of the files in which the call is meant; none: all
	At     int      // the argument that is the command
	Skip   int      // of words: how many arguments come before
	Words  bool     // every argument is a word
}

// CallOf tells how a call of a dotted name in a file runs a command; false for others.
func CallOf(file, name string) (*Call, bool) {
	g, _ := grammarOnce() // a test holds the data to be right
	c := g.runs[name]
	for _, c := range c {
		if len(c.Files) == 0 || slices.Contains(c.Files, path.Base(strings.ReplaceAll(file, `\`, "/"))) {
			return c, true
		}
	}
	return nil, false
}

// RunsCommands tells whether the last part of a dotted name is that of a call which runs a command.
func RunsCommands(last string) bool {
	g, _ := grammarOnce()
	return g.methods[last]
}

// MayInstall tells whether a text of a program, or the whole, has any of the words with which commands install, so that the rest need not be looked at.
func MayInstall(text string) bool {
	for _, word := range []string{"install", "npx", "uvx", "dlx", "add", "npm i ", "bun i ", `"i"`, "'i'"} {
		for rest := text; ; {
			i := strings.Index(rest, word)
			if i < 0 {
				break
			}
			if len(word) > len("dlx") || i == 0 || word[0] < 'a' || !alphanumeric(rest[i-1]) && rest[i-1] != '_' && rest[i-1] != '.' {
				return true
			}
			rest = rest[i+len(word):]
		}
	}
	return false
}

// Argument is one word of a command in a program's source: a constant text and where it stands, or something that is
// known only when the program runs, or a text of such parts.
type Argument struct {
	Text  string
	Span  source.Span // of the text, without its quotes
	Known bool
	Parts []Argument // of a text that is put together; Text and Known say nothing then
}

// InPython reads a command that a Python program runs, as subprocess and os.system take it: one argument is a line for a
// shell, several are a program and its arguments. Of [sys.executable, "-m", "pip", ...] the first is not known; words before them
// that the call itself stands for come first. Spans of texts with escapes cover the whole text.
func InPython(before []string, args []Argument) []Install {
	r := &reading{}
	var words []excerpt
	end := 0
	for _, b := range before {
		words = append(words, excerpt{b, []piece{{0, 0}}})
	}
	for _, a := range args {
		words = append(words, a.excerpt())
		end = max(end, a.end())
	}
	if !slices.ContainsFunc(words, func(w excerpt) bool { return MayInstall(w.text) || w.text == "i" }) {
		return nil // most commands do something else
	}
	if len(words) == 1 {
		r.shell(words[0])
	} else {
		r.command(words, 0)
	}
	r.text = make([]byte, end)
	installs, _ := r.result()
	for i, in := range installs {
		for _, a := range args {
			a.widen(in.Span, &installs[i])
		}
	}
	return installs
}

// widen gives an install the span of the whole text where places in it are not known.
func (a Argument) widen(at source.Span, in *Install) {
	for _, p := range a.Parts {
		p.widen(at, in)
	}
	if len(a.Parts) == 0 && a.Span.Contains(at) && a.Span.Len() != len(a.Text) {
		in.Span, in.Whole = a.Span, a.Span
	}
}

func (a Argument) end() int {
	end := a.Span.End
	for _, p := range a.Parts {
		end = max(end, p.end())
	}
	return end
}

func (a Argument) excerpt() excerpt {
	if len(a.Parts) > 0 {
		var b builder
		for _, p := range a.Parts {
			b.append(p.excerpt())
		}
		return b.excerpt(a.Parts[0].Span.Start)
	}
	if !a.Known {
		return excerpt{string(unknownByte), []piece{{0, a.Span.Start}}}
	}
	e := excerpt{strings.ReplaceAll(a.Text, string(unknownByte), " "), []piece{{0, a.Span.Start}}}
	if a.Span.Len() != len(a.Text) { // every byte stands at the beginning
		var b builder
		for i := range len(e.text) {
			b.add(e.text[i:i+1], a.Span.Start)
		}
		e = b.excerpt(a.Span.Start)
	}
	return e
}
