package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/source"
)

// Some code knows that a module may be missing: it imports it under a condition, or asks for it by its name first.

// guard matches the first words of a block in which an import may be meant not to run.
var guard = lazy.Trusted(`^(if|elif|else|try|except|finally|case)\b|^with\b.*\b(suppress|raises)\b`)

// mainGuard is the condition under which a script runs.
var mainGuard = lazy.Trusted(`^if\s+\(?\s*__name__\b`)

// Guarded tells whether a statement at an offset stands in a block of a condition or of a try, as its indentation shows.
func Guarded(text *source.Text, at int) bool {
	line := text.Line(at)
	indent := indentOf(text.LineText(line))
	if own := strings.TrimLeft(text.LineText(line), " \t"); guard.MatchString(own) && !mainGuard.MatchString(own) {
		return true // all on one line
	}
	for line--; line >= 0 && indent > 0; line-- {
		s := text.LineText(line)
		code := strings.TrimSpace(s)
		if code == "" || code[0] == '#' || indentOf(s) >= indent {
			continue
		}
		indent = indentOf(s)
		if guard.MatchString(code) && !mainGuard.MatchString(code) {
			return true
		}
	}
	return false
}

// indentOf counts the blanks in front of a line; a tab counts for eight.
func indentOf(s string) int {
	n := 0
	for _, c := range s {
		switch c {
		case ' ':
			n++
		case '\t':
			n += 8
		default:
			return n
		}
	}
	return n
}

// Quoted tells whether a text speaks of a module by a string of its name: it asks whether the module is there, or makes it.
func Quoted(text, module string) bool {
	return strings.Contains(text, `"`+module+`"`) || strings.Contains(text, `'`+module+`'`)
}

// Optional tells whether a text in Python shows that a module may be missing: an import of it is guarded, or a line that imports by name
// names it. Whole: imports of what is in it do not count, as tests try parts of what is there.
func Optional(text *source.Text, module string, whole bool) bool {
	s := text.String()
	for at := 0; ; at += len(module) {
		n := strings.Index(s[at:], module)
		if n < 0 {
			return false
		}
		at += n
		end := at + len(module)
		if at == 0 || end >= len(s) || alphanumeric(s[end]) || s[end] == '_' || whole && s[end] == '.' {
			continue
		}
		line := text.LineText(text.Line(at))
		if s[at-1] == '"' || s[at-1] == '\'' {
			if strings.Contains(line, "import") || strings.Contains(line, "find_spec") {
				return true
			}
			continue
		}
		own := strings.TrimLeft(line, " \t")
		if indentOf(line) > 0 && (strings.HasPrefix(own, "import "+module) || strings.HasPrefix(own, "from "+module)) && Guarded(text, at) {
			return true
		}
	}
}
