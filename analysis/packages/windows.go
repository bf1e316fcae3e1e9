package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

var (
	batchVariable  = lazy.Trusted(`%[\w~:.-]+%|%%?~?\w\b|![\w]+!`)
	batchRemark    = lazy.Trusted(`(?i)^\s*@?(rem\b|::)`)
	bracedVariable = lazy.Trusted(`\$\{[^{}]*\}`)
	invocation     = lazy.Trusted(`^\s*(?:&|@|\.)\s*`) // & "C:\tool.exe": PowerShell's call, a batch file's silence
)

// asVariable is a variable as a shell of Unix writes it, of the same length.
func asVariable(s string) string { return "$" + strings.Repeat("_", len(s)-1) }

// batchFile reads the commands of a .bat or .cmd file.
func batchFile(r *reading) {
	r.windowsScript('^', func(line string) (string, bool) {
		if batchRemark.MatchString(line) {
			return "", false
		}
		return batchVariable.ReplaceAllStringFunc(line, asVariable), true
	})
}

// powerShell reads the commands of a .ps1 file.
func powerShell(r *reading) {
	r.windowsScript('`', func(line string) (string, bool) {
		return bracedVariable.ReplaceAllStringFunc(line, asVariable), !strings.HasPrefix(strings.TrimSpace(line), "#")
	})
}

// windowsScript reads the lines of a script of Windows one by one: most of it is no shell that we know, but its install commands
// are written as anywhere. A line that ends with more goes on in the next.
func (r *reading) windowsScript(more byte, clean func(string) (string, bool)) {
	r.commandFile()
	r.quiet = true
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	for i := 0; i < len(lines); {
		var b builder
		start := lines[i].place(0)
		for ; i < len(lines); i++ {
			before, ok := strings.CutSuffix(strings.TrimRight(lines[i].text, " \t"), string(more))
			if !ok {
				b.append(lines[i])
				i++
				break
			}
			b.append(lines[i].cut(0, len(before)))
			b.add(" ", lines[i].place(len(before)))
		}
		line := b.excerpt(start)
		text, ok := clean(line.text)
		if !ok {
			continue
		}
		line.text = strings.ReplaceAll(text, `\`, "/") // a path's; the shell would take it for an escape
		if n := invocation.FindStringIndex(line.text); n != nil {
			line = line.cut(n[1], len(line.text))
		}
		if more == '^' {
			r.shell(line)
			continue
		}
		for _, open := range line.split('{') { // if ($x) { npm install name }
			for _, block := range open.split('}') {
				r.shell(block)
			}
		}
	}
}
