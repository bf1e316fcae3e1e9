package packages

import (
	"path"
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
)

// isReadme knows README.md, README.de.md, readme.markdown and the instructions for contributors and installation, with one of
// some endings.
func isReadme(endings ...string) func(string, string) bool {
	return func(name, _ string) bool {
		for _, ending := range endings {
			stem, ok := strings.CutSuffix(name, ending)
			if ok && (ending == "" && (stem == "readme" || stem == "install") ||
				ending != "" && (strings.HasPrefix(stem, "readme") || slices.Contains(instructions, stem))) {
				return true
			}
		}
		return false
	}
}

// instructions are files that say how a project is set up, beside its README.
var instructions = []string{"contributing", "install", "installation", "installing", "hacking", "development", "quickstart", "getting-started", "getting_started"}

var (
	fence   = lazy.Trusted("^[ \t>]*(?:[-*+]|\\d+[.)])?[ \t]*(```+|~~~+)[ \t]*\\{?\\.?([\\w+-]*)")
	prompt  = lazy.Trusted(`^\s*(?:\([\w.-]+\)\s*)?(?:[\w.-]+@[\w.-]+[:\s][^$#%]*|PS [^>]*|[A-Z]:\\[^>]*)?[$%>❯➜]\s+`)
	bareRun = lazy.Trusted(`^\s*(?:sudo\s+)?(?:pip3?|python3?\s+-m\s+pip|uv|uvx|pipx|poetry|pdm|npm|npx|pnpm|yarn|bun|bunx|cargo|gem|composer|conda|go)\s+\S`)
)

// readme reads the commands in the code blocks of Markdown. Prose is not read.
func readme(r *reading) {
	r.commandFile()
	r.quiet = true // instructions hold much that is no shell
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	r.titled(lines)
	for i := 0; i < len(lines); i++ {
		m := fence.FindStringSubmatch(lines[i].text)
		if m == nil {
			if n := indented(lines, i); n > i {
				r.codeBlock("", lines[i:n])
				i = n - 1
			}
			continue
		}
		start := i + 1
		for i++; i < len(lines); i++ {
			bare := strings.TrimLeft(lines[i].text, " \t>")
			if strings.HasPrefix(bare, m[1]) && strings.Trim(bare, m[1][:1]+" \t\r") == "" {
				break
			}
		}
		r.codeBlock(strings.ToLower(m[2]), lines[start:min(i, len(lines))])
	}
}

var heading = lazy.Trusted("^(?:#+|=+)?[ \\t]*[\\[`*]*(@?[\\w.-]+(?:/[\\w.-]+)?)[\\]`*]*(?:\\([^)]*\\))?[ \\t]*(?:#+|=+)?$")

// titled notes the title of a README where it is one word: what it is called is most often what it installs, and that need not be
// published yet.
func (r *reading) titled(lines []excerpt) {
	if !strings.HasPrefix(strings.ToLower(path.Base(r.file)), "readme") {
		return
	}
	for i, line := range lines {
		text := strings.TrimSpace(line.text)
		bare := strings.Trim(text, "=-~*#") // lines above and below a title
		if text == "" || bare == "" || strings.HasPrefix(text, "<") || strings.HasPrefix(text, "[!") || strings.HasPrefix(text, "..") {
			continue
		}
		under := i+1 < len(lines) && lines[i+1].text != "" && strings.Trim(lines[i+1].text, "=-~*# \t") == ""
		if m := heading.FindStringSubmatch(text); m != nil && (under || text[0] == '#' || text[0] == '=') {
			r.title = normal(m[1])
		}
		return
	}
}

// indented is where a block of code ends that begins at line i: indented lines behind an empty one; i if there is none.
func indented(lines []excerpt, i int) int {
	if i > 0 && strings.TrimSpace(lines[i-1].text) != "" {
		return i
	}
	end := i
	for n := i; n < len(lines); n++ {
		switch text := lines[n].text; {
		case strings.TrimSpace(text) == "":
			if n == i {
				return i
			}
		case strings.HasPrefix(text, "    ") || strings.HasPrefix(text, "\t"):
			if fence.MatchString(text) {
				return end
			}
			end = n + 1
		default:
			return end
		}
	}
	return end
}

func (r *reading) codeBlock(language string, lines []excerpt) {
	switch language {
	case "dockerfile", "containerfile":
		r.dockerfileText(joined(lines))
	case "bash", "sh", "shell", "zsh", "fish", "ksh", "powershell", "ps1", "pwsh", "bat", "cmd", "batch", "dos":
		if hasPrompt(lines) {
			lines = prompted(lines)
		}
		r.shell(joined(lines))
	case "console", "shell-session", "sh-session", "shellsession", "terminal", "term", "session":
		if slices.ContainsFunc(lines, func(line excerpt) bool { return prompt.MatchString(line.text) }) {
			r.shell(joined(prompted(lines)))
			return
		}
		for _, line := range lines { // what is output is not told apart from what is not
			if bareRun.MatchString(line.text) {
				r.shell(line)
			}
		}
	case "", "text", "txt", "plain", "plaintext":
		if hasPrompt(lines) {
			r.shell(joined(prompted(lines)))
		} else if len(lines) > 0 && bareRun.MatchString(lines[0].text) {
			r.shell(joined(lines))
		}
	default: // any language's colours do for npm install name
		other := func(line excerpt) bool { return strings.TrimSpace(line.text) != "" && !bareRun.MatchString(line.text) }
		if !slices.ContainsFunc(lines, other) {
			r.shell(joined(lines))
		}
	}
}

// hasPrompt tells whether the first line that is no comment begins with a prompt.
func hasPrompt(lines []excerpt) bool {
	for _, line := range lines {
		if bare := strings.TrimSpace(line.text); bare != "" && !strings.HasPrefix(bare, "#") {
			return prompt.MatchString(line.text)
		}
	}
	return false
}

// prompted are the lines behind a prompt, without it, and the lines that continue them; the others are output.
func prompted(lines []excerpt) []excerpt {
	var found []excerpt
	more := false
	for _, line := range lines {
		if n := prompt.FindStringIndex(line.text); n != nil {
			line = line.cut(n[1], len(line.text))
		} else if !more {
			continue
		}
		more = strings.HasSuffix(strings.TrimRight(line.text, " \t"), `\`)
		found = append(found, line)
	}
	return found
}

// joined is one text of lines.
func joined(lines []excerpt) excerpt {
	var b builder
	for _, line := range lines {
		b.append(line)
		b.add("\n", line.place(len(line.text)))
	}
	return b.excerpt(0)
}
