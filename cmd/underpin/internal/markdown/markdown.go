// Package markdown owns showing the Markdown of rule files in a terminal: headings, paragraphs, lists, code.
//
// Rule files use a small part of Markdown, and only that part is read; what is unknown is shown as it stands. The
// verb explain calls it.
package markdown

import "strings"

// Style is how it looks.
type Style struct {
	Color bool
	Width int
}

// Render gives the text for a terminal.
func Render(text string, style Style) string {
	r := &renderer{Style: style}
	for line := range strings.Lines(text) {
		r.line(strings.TrimRight(line, " \r\n"))
	}
	r.flush()
	return strings.TrimLeft(r.out.String(), "\n")
}

type renderer struct {
	Style
	out       strings.Builder
	paragraph []string
	bullet    string // of the list item that the paragraph belongs to
	code      bool
}

func (r *renderer) line(line string) {
	trimmed := strings.TrimLeft(line, " ")
	switch {
	case strings.HasPrefix(line, "```"):
		r.flush()
		r.gap()
		r.code = !r.code
	case r.code:
		r.codeLine(line)
	case strings.HasPrefix(line, "#"):
		r.flush()
		r.heading(line)
	case line == "":
		r.flush()
		r.gap()
	case strings.HasPrefix(trimmed, "- ") || strings.HasPrefix(trimmed, "* "):
		r.flush()
		r.bullet = line[:len(line)-len(trimmed)] + "- "
		r.paragraph = []string{trimmed[2:]}
	default:
		r.paragraph = append(r.paragraph, trimmed)
	}
}

// gap leaves one blank line, however many the text has.
func (r *renderer) gap() {
	if s := r.out.String(); s != "" && !strings.HasSuffix(s, "\n\n") {
		r.out.WriteByte('\n')
	}
}

func (r *renderer) heading(line string) {
	text := strings.TrimLeft(line, "#")
	level := len(line) - len(text)
	text = strings.TrimSpace(text)
	r.gap()
	switch level {
	case 1:
		r.out.WriteString(r.as("1", text) + "\n")
	case 2:
		r.out.WriteString(r.as("1;36", text) + "\n")
	default:
		r.out.WriteString(r.as("3", text) + "\n")
	}
}

// codeLine shows a line of an example. The marks that say what is found where become arrows.
func (r *renderer) codeLine(line string) {
	if line == "" {
		r.out.WriteByte('\n')
		return
	}
	code, mark := line, ""
	for _, m := range []string{"# want: ", "# low: ", "# flow: ", "# todo: "} {
		if before, after, ok := strings.Cut(line, m); ok {
			code, mark = before, "# <- "+after
		}
	}
	r.out.WriteString("    " + code + r.as("1;31", mark) + "\n")
}

// flush writes the paragraph that was gathered.
func (r *renderer) flush() {
	if len(r.paragraph) == 0 {
		return
	}
	indent := strings.Repeat(" ", len(r.bullet))
	lead, used := r.bullet, 0
	for _, w := range words(strings.Join(r.paragraph, " ")) {
		n := w.width()
		switch {
		case used == 0:
			r.out.WriteString(lead)
		case len(indent)+used+1+n > r.Width:
			r.out.WriteString("\n" + indent)
			used = 0
		default:
			r.out.WriteByte(' ')
			used++
		}
		for _, p := range w {
			r.out.WriteString(r.as(p.style, p.shown(r.Color)))
		}
		used += n
	}
	r.out.WriteByte('\n')
	r.paragraph, r.bullet = nil, ""
}

func (r *renderer) as(code, s string) string {
	if !r.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}
