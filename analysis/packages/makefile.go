package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// isMakefile knows Makefile, GNUmakefile, Makefile.am, common.mk and justfile, whose recipes are written alike.
func isMakefile(name, _ string) bool {
	stem, _, _ := strings.Cut(name, ".")
	return stem == "makefile" || stem == "gnumakefile" || strings.HasSuffix(name, ".mk") || strings.HasSuffix(name, ".mak") || name == "justfile" || name == ".justfile"
}

var (
	makeVariable = lazy.Trusted(`\$[({][^(){}$]*[)}]`)
	recipePrefix = lazy.Trusted(`^[ \t]+[-@+ \t]*`)
	makeTarget   = lazy.Trusted(`^[^\s#:=][^:=]*::?(?:[^=]|$)`)
)

// makefile reads the recipes of a makefile: lines with white space in front, below a target.
func makefile(r *reading) {
	r.commandFile()
	r.quiet = true // a makefile has conditions and functions of its own
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	recipe := false
	for i := 0; i < len(lines); {
		line, next := continued(lines, i)
		i = next
		prefix := recipePrefix.FindStringIndex(line.text)
		if prefix == nil {
			recipe = makeTarget.MatchString(line.text) || recipe && strings.TrimSpace(line.text) == ""
			continue
		}
		if recipe {
			line = line.cut(prefix[1], len(line.text))
			line.text = withoutVariables(line.text)
			r.shell(line)
		}
	}
}

// withoutVariables writes a makefile's variables and functions as a shell's of the same length: their values are not known.
func withoutVariables(text string) string {
	for range 8 { // they nest
		masked := makeVariable.ReplaceAllStringFunc(text, func(s string) string { return "\x01" + strings.Repeat("_", len(s)-1) })
		if masked == text {
			break
		}
		text = masked
	}
	return strings.ReplaceAll(text, "\x01", "$")
}
