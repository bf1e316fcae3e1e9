package packages

import (
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
)

// markerWord is what a marker asks about; behind a semicolon without one stands another requirement.
var markerWord = lazy.Trusted(`;.*\b(python_|sys_|os_|platform_|implementation_|extra\b)`)

// setupCfg reads the requirements in a setup.cfg: lists in lines of their own or between semicolons.
func setupCfg(r *reading) {
	r.python = true
	section, key := "", ""
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
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
			n := strings.IndexAny(bare.text, "=:")
			if n < 0 {
				key = ""
				continue
			}
			key = strings.TrimSpace(bare.text[:n])
			bare = bare.cut(n+1, len(bare.text)).trim()
			if section == "metadata" && key == "name" {
				r.called(bare)
			}
		}
		wanted := section == "options" && slices.Contains(setupLists, strings.ReplaceAll(key, "-", "_")) || section == "options.extras_require" && key != ""
		if !wanted || bare.text == "" || strings.HasPrefix(bare.text, "file:") {
			continue
		}
		if markerWord.MatchString(bare.text) {
			r.requirementLine(bare)
			continue
		}
		for _, part := range bare.split(';') {
			if part = part.trim(); part.text != "" {
				r.requirementLine(part)
			}
		}
	}
}
