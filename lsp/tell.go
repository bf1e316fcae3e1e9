package lsp

import (
	"fmt"
	"strings"

	"underpin/analysis"
)

// teller writes what a reader is told of findings, as Markdown or as plain text.
type teller struct {
	*request
	markdown bool
	parts    []string
	rules    map[string]bool // whose text is told already
}

func (t *teller) text() string {
	between := "\n\n---\n\n"
	if !t.markdown {
		between = "\n\n"
	}
	return strings.Join(t.parts, between)
}

// finding tells what is wrong, how the value gets there, why that matters and
// what to write instead.
func (t *teller) finding(f *analysis.Finding) {
	var b strings.Builder
	b.WriteString(t.strong(f.Message) + "\n\n" + t.facts(f) + "\n")
	if len(f.Steps) > 1 {
		b.WriteString("\n")
		for i := range f.Steps {
			fmt.Fprintf(&b, "%d. %s\n", i+1, t.step(&f.Steps[i]))
		}
	}
	for _, e := range f.Evidence {
		b.WriteString("\n- " + t.escape(e))
	}
	if len(f.Evidence) > 0 {
		b.WriteString("\n")
	}
	if rule := t.at.project.rule(f.Rule); rule != nil && !t.rules[f.Rule] {
		if t.rules == nil {
			t.rules = map[string]bool{}
		}
		t.rules[f.Rule] = true
		b.WriteString(t.about("Why", rule.Why) + t.about("Instead", rule.Fix))
	}
	t.parts = append(t.parts, strings.TrimRight(b.String(), "\n"))
}

// facts is the quiet line below the message.
func (t *teller) facts(f *analysis.Finding) string {
	facts := []string{t.code(f.Rule), f.Severity.String(), f.Confidence.String() + " confidence"}
	if f.CWE != 0 {
		cwe := fmt.Sprintf("CWE-%d", f.CWE)
		if page := t.at.project.pageOf(f); page != "" {
			cwe = t.link(cwe, page)
		}
		facts = append(facts, cwe)
	}
	return strings.Join(facts, " · ")
}

// steps tells of what is under the cursor that it is on the way of findings elsewhere.
func (t *teller) steps(list []station) {
	for _, s := range list {
		text := fmt.Sprintf("Step %d of %d to %s (%s): %s\n\n%s", s.n+1, len(s.of.Steps),
			t.link(t.placeOf(s.of.Location)), t.code(s.of.Rule), t.escape(s.of.Steps[s.n].Message), t.escape(s.of.Message))
		t.parts = append(t.parts, text)
	}
}

func (t *teller) more(n int) { t.parts = append(t.parts, fmt.Sprintf("and %d more findings here", n)) }

func (t *teller) step(s *analysis.Step) string {
	return t.link(t.placeOf(s.Location)) + " " + t.escape(s.Message)
}

// placeOf names a place for a reader, and gives its address.
func (t *teller) placeOf(at analysis.Location) (name, address string) {
	uri, _, r := t.where(at)
	line := int(r.Start.Line) + 1
	if d := t.at.state.open[at.Path]; d != nil && d.cells != nil {
		return fmt.Sprintf("cell %d, line %d", d.cells.number(uri), line), uri // a cell's address has a fragment of its own
	}
	name = at.Path
	if at.Path == t.at.path {
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	return fmt.Sprintf("%s:%d", name, line), fmt.Sprintf("%s#L%d", uri, line)
}

func (t *teller) about(heading, text string) string {
	if text = strings.TrimSpace(text); text == "" {
		return ""
	}
	if !t.markdown {
		return "\n" + heading + ": " + plain(text) + "\n"
	}
	return "\n**" + heading + ":** " + text + "\n"
}

func (t *teller) strong(s string) string {
	if !t.markdown {
		return s
	}
	return "**" + t.escape(s) + "**"
}

func (t *teller) code(s string) string {
	if !t.markdown {
		return s
	}
	return "`" + s + "`"
}

func (t *teller) link(name, address string) string {
	if !t.markdown {
		return name
	}
	return "[" + t.escape(name) + "](" + strings.NewReplacer("(", "%28", ")", "%29", " ", "%20").Replace(address) + ")"
}

// escape keeps what messages quote from the code from being read as Markdown.
func (t *teller) escape(s string) string {
	if !t.markdown {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		special := strings.IndexByte("\\`*[]<~", s[i]) >= 0
		if s[i] == '_' { // inside a name it means nothing, and some clients show the backslash
			special = i == 0 || i+1 == len(s) || !wordByte(s[i-1]) || !wordByte(s[i+1])
		}
		if special || s[i] == '&' && i+1 < len(s) && wordByte(s[i+1]) {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func wordByte(c byte) bool {
	return c == '_' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// plain takes the marks of Markdown off a rule's text. Code keeps its lines, indented.
func plain(text string) string {
	var out []string
	code := false
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.HasPrefix(line, "```"):
			code = !code
			if code && len(out) > 0 && out[len(out)-1] != "" {
				out = append(out, "")
			}
		case code:
			out = append(out, "    "+line)
		default:
			out = append(out, strings.NewReplacer("`", "", "**", "").Replace(line))
		}
	}
	return strings.Join(out, "\n")
}
