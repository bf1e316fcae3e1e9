package analysis

import (
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// Notebook is what the cells of a notebook hold, commands to the notebook included: what these install is read in it.
type Notebook struct {
	Text  []byte // of the length of the module, and equal to it but for what Cell made harmless
	Cells []Span // in it
}

// Cell gives the text of a notebook's cell as the engine reads it: of the same length, with lines that are commands to the
// notebook and no Python ("%magic", "!command", "name?") made harmless, so that every place in the one is that place in the other.
func Cell(text string) string {
	if !strings.ContainsAny(text, "%!?") {
		return text
	}
	if foreign(text) {
		return hush(text)
	}
	s := lineScanner{lines: newLines(source.NewString(text)), src: text, begin: command}
	s.code(inFile)
	return s.src
}

// asPython are the cell magics below which there is Python: they measure it or keep what it prints.
func asPython() []string {
	return []string{"time", "timeit", "capture", "prun", "memit", "mprun", "lprun"}
}

// foreign tells a cell in another language: "%%bash" and the like.
func foreign(text string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(text, " \t\r\n"), "%%")
	if !ok {
		return false
	}
	name := rest[:len(rest)-len(strings.TrimLeft(rest, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"))]
	for _, known := range asPython() {
		if name == known {
			return false
		}
	}
	return true
}

// hush makes a comment of each line.
func hush(text string) string {
	out := []byte(text)
	for i := range out {
		if out[i] != '\n' && out[i] != '\r' && (i == 0 || out[i-1] == '\n' || out[i-1] == '\r') {
			out[i] = '#'
		}
	}
	return string(out)
}

// assigned is what stands before a command whose output is kept: "files = !ls".
var assigned = lazy.Trusted(`^[A-Za-z_][\w., \t\[\]]*=[ \t]*[!%]`)

// command makes the command that begins at the scanner's line harmless and goes behind it; other lines it leaves.
func command(s *lineScanner) {
	end := s.pos + strings.IndexAny(s.src[s.pos:]+"\n", "\r\n")
	line := strings.TrimRight(s.src[s.pos:end], " \t")
	start := s.pos + len(line) - len(strings.TrimLeft(line, " \t"))
	code := s.src[start : s.pos+len(line)]
	switch {
	case code == "":
	case strings.IndexByte("%!?", code[0]) >= 0:
		s.replace(start, end)
	case assigned.MatchString(code):
		s.replace(start+len(assigned.FindString(code))-1, end)
	case code[len(code)-1] == '?' && !strings.ContainsAny(code, "#'\""):
		n := len(strings.TrimRight(code, "?"))
		s.src = s.src[:start+n] + strings.Repeat(" ", len(code)-n) + s.src[start+len(code):]
	}
}

// replace makes a value and a comment of what stands up to end, for it may be all that a block holds, and goes there.
// Lines that a backslash joins to it become comments.
func (s *lineScanner) replace(start, end int) {
	out := []byte(s.src)
	out[start] = '0'
	if start+1 < end {
		out[start+1] = '#'
	}
	for joined := s.src[end-1] == '\\'; joined && end < len(out); {
		start = s.text.LineStart(s.text.Line(end) + 1)
		end = s.text.LineEnd(s.text.Line(end) + 1)
		if joined = start < end && out[end-1] == '\\'; start < end {
			out[start] = '#'
		}
	}
	s.src, s.pos = string(out), end
}
