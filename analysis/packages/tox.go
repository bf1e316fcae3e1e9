package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

var (
	toxFactor  = lazy.Trusted(`^!?[\w{},!.-]+:(?:\s+|$)`) // py{310,311}-django: what follows is for some environments
	toxHole    = lazy.Trusted(`\{[^{}]*\}`)
	toxIgnored = lazy.Trusted(`^[-!]?\s+`) // "- command": its exit code does not count
)

// toxIni reads the requirements and the commands of the environments of a tox.ini.
func toxIni(r *reading) {
	r.commandFile()
	r.quiet = true
	section, key := "", ""
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	for i := 0; i < len(lines); {
		line, next := continued(lines, i)
		i = next
		if n := comment(line.text); n >= 0 {
			line = line.cut(0, n)
		}
		bare := line.trim()
		indented := strings.HasPrefix(line.text, " ") || strings.HasPrefix(line.text, "\t")
		switch {
		case bare.text == "" || bare.text[0] == ';':
			continue
		case !indented && bare.text[0] == '[':
			section, key = strings.Trim(bare.text, "[]"), ""
			continue
		case !indented:
			name, _, ok := strings.Cut(bare.text, "=")
			if key = strings.TrimSpace(name); !ok {
				key = ""
				continue
			}
			bare = bare.cut(len(name)+1, len(bare.text)).trim()
		}
		if section != "tox" && !strings.HasPrefix(section, "testenv") && !strings.HasPrefix(section, "env") {
			continue
		}
		if n := toxFactor.FindStringIndex(bare.text); n != nil {
			bare = bare.cut(n[1], len(bare.text))
		}
		switch key {
		case "deps", "requires":
			r.toxRequirements(bare)
		case "commands", "commands_pre", "commands_post":
			if n := toxIgnored.FindStringIndex(bare.text); n != nil {
				bare = bare.cut(n[1], len(bare.text))
			}
			bare.text = toxHole.ReplaceAllStringFunc(bare.text, func(s string) string { return "$" + strings.Repeat("_", len(s)-1) })
			r.shell(bare)
		}
	}
}

// toxNext is a comma behind which another requirement begins; others belong to the constraints of one.
var toxNext = lazy.Trusted(`,\s*[A-Za-z]`)

// toxRequirements reads one requirement, or several between commas. What is filled in from elsewhere names nothing.
func (r *reading) toxRequirements(e excerpt) {
	noted := len(r.notes)
	for e.text != "" {
		part := e
		m := toxNext.FindStringIndex(e.text)
		if n := strings.IndexAny(e.text, "[;"); m != nil && (n < 0 || n > m[0]) { // extras and markers have commas too
			part = e.cut(0, m[0])
			e = e.cut(m[0]+1, len(e.text)).trim()
		} else {
			e = excerpt{}
		}
		if part = part.trim(); part.text != "" && part.text[0] != '{' {
			r.requirementLine(part)
		}
	}
	r.notes = r.notes[:noted]
}
