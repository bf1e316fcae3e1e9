package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

var (
	rstBlock  = lazy.Trusted(`^(\s*)\.\.\s+(?:code-block|code|sourcecode|prompt|parsed-literal)::\s*([\w+-]*)`)
	adocBlock = lazy.Trusted(`^\[\s*(?:source|listing)?\s*,?\s*([\w+-]*)[^\]]*\]\s*$`)
	adocLine  = lazy.Trusted(`^(-{4,}|\.{4,})\s*$`)
)

// readmeRst reads the commands in the code blocks of reStructuredText: directives, and paragraphs that end in two colons.
func readmeRst(r *reading) {
	r.commandFile()
	r.quiet = true
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	r.titled(lines)
	for i := 0; i < len(lines); i++ {
		text := strings.TrimRight(lines[i].text, " \t")
		language := ""
		if m := rstBlock.FindStringSubmatch(text); m != nil {
			language = strings.ToLower(m[2])
		} else if !strings.HasSuffix(text, "::") || strings.HasPrefix(strings.TrimSpace(text), "..") {
			continue
		}
		from := depth(text)
		start, end := i+1, i+1
		for n := start; n < len(lines); n++ {
			switch line := lines[n].text; {
			case strings.TrimSpace(line) == "":
			case depth(line) <= from:
				n = len(lines)
			case n == start && strings.HasPrefix(strings.TrimSpace(line), ":"): // an option of the directive
				start, end = n+1, n+1
			default:
				end = n + 1
			}
		}
		r.codeBlock(language, outdented(lines[start:end]))
		i = end - 1
	}
}

// depth is how many blanks are in front of a line.
func depth(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// outdented are lines without the blanks that are in front of all of them, from the first on that says something.
func outdented(lines []excerpt) []excerpt {
	for len(lines) > 0 && strings.TrimSpace(lines[0].text) == "" {
		lines = lines[1:]
	}
	least := -1
	for _, line := range lines {
		if n := depth(line.text); strings.TrimSpace(line.text) != "" && (least < 0 || n < least) {
			least = n
		}
	}
	var out []excerpt
	for _, line := range lines {
		if strings.TrimSpace(line.text) != "" {
			line = line.cut(min(max(least, 0), len(line.text)), len(line.text))
		}
		out = append(out, line)
	}
	return out
}

// readmeAdoc reads the commands in the listings of AsciiDoc.
func readmeAdoc(r *reading) {
	r.commandFile()
	r.quiet = true
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	r.titled(lines)
	language := ""
	for i := 0; i < len(lines); i++ {
		if m := adocBlock.FindStringSubmatch(lines[i].text); m != nil {
			language = strings.ToLower(m[1])
			continue
		}
		if !adocLine.MatchString(lines[i].text) {
			language = ""
			continue
		}
		bar := strings.TrimSpace(lines[i].text)
		start := i + 1
		for i++; i < len(lines) && strings.TrimSpace(lines[i].text) != bar; i++ {
		}
		r.codeBlock(language, lines[start:min(i, len(lines))])
		language = ""
	}
}

// readmeText reads the commands in plain text: indented blocks, and lines with a prompt.
func readmeText(r *reading) {
	r.commandFile()
	r.quiet = true
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	r.titled(lines)
	for i := 0; i < len(lines); i++ {
		if n := indented(lines, i); n > i {
			r.codeBlock("", outdented(lines[i:n]))
			i = n - 1
		} else if prompt.MatchString(lines[i].text) {
			r.codeBlock("console", lines[i:i+1])
		}
	}
}
