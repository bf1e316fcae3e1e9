package suppress

import (
	"fmt"
	"strings"
	"testing"

	"underpin/analysis/internal/source"
)

func words() Vocabulary {
	return Vocabulary{
		Rules:   []string{"alpha", "beta"},
		Aliases: map[string][]string{"B608": {"alpha"}, "S608": {"alpha"}, "sql_expressions": {"alpha"}},
	}
}

// table reads a text in which every "#" that does not follow a quote on its line starts a comment.
func table(text string) (*source.Text, *Table) {
	t := source.NewString(text)
	var comments []source.Span
	for line := range t.Lines() {
		body := t.LineText(line)
		if at := strings.IndexByte(body, '#'); at >= 0 && !strings.Contains(body[:at], `"`) {
			start := t.LineStart(line) + at
			comments = append(comments, source.Span{Start: start, End: t.LineEnd(line)})
		}
	}
	return t, Parse(t, comments, words())
}

// TestFind looks for a finding at the text BAD, which may reach over lines to END.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		name, text, rule string
		want             string // kind and reason; "" for none
	}{
		{"same line", "BAD # underpin: ignore[alpha] checked by hand", "alpha", "underpin: checked by hand"},
		{"without space", "BAD #underpin:ignore[alpha]: checked", "alpha", "underpin: checked"},
		{"other rule", "BAD # underpin: ignore[beta] checked by hand", "alpha", ""},
		{"two rules", "BAD # underpin: ignore[beta, alpha] checked", "alpha", "underpin: checked"},
		{"reason with number sign", "BAD # underpin: ignore[alpha] see #12", "alpha", "underpin: see #12"},
		{"no reason", "BAD # underpin: ignore[alpha]", "alpha", ""},
		{"unknown rule", "BAD # underpin: ignore[alfa] checked", "alpha", ""},
		{"line above", "# underpin: ignore[alpha] checked\nBAD", "alpha", "underpin: checked"},
		{"stacked above", "  # underpin: ignore[alpha] checked\n  # more words\n\n  BAD", "alpha", "underpin: checked"},
		{"only the next line", "# underpin: ignore[alpha] checked\nx = 1\nBAD", "alpha", ""},
		{"line above is not alone", "x = 1 # underpin: ignore[alpha] checked\nBAD", "alpha", ""},
		{"last of several lines", "BAD(\n  1,\nEND) # underpin: ignore[alpha] checked", "alpha", "underpin: checked"},
		{"file", "#!/usr/bin/python\n\n# underpin: ignore-file[alpha] generated\nimport x\n\nBAD", "alpha", "underpin: generated"},
		{"file, too late", "import x\n# underpin: ignore-file[alpha] generated\nBAD", "alpha", ""},
		{"in a string", "BAD(\" # underpin: ignore[alpha] checked\")", "alpha", ""},
		{"nosec", "BAD  # nosec", "beta", "nosec: "},
		{"nosec behind another", "BAD  # type: ignore # nosec", "beta", "nosec: "},
		{"nosec with a number", "BAD  # nosec B608", "alpha", "nosec: B608"},
		{"nosec with a name", "BAD  # nosec: sql_expressions", "alpha", "nosec: sql_expressions"},
		{"nosec of another number", "BAD  # nosec B101", "alpha", ""},
		{"nosec of another rule", "BAD  # nosec B608", "beta", ""},
		{"nosec with words", "BAD  # nosec because I say so", "beta", "nosec: because I say so"},
		{"nosecurity", "BAD  # nosecurity here", "beta", ""},
		{"nosemgrep", "BAD  # nosemgrep: python.lang.x", "beta", "nosemgrep: python.lang.x"},
		{"noqa", "BAD  # noqa: E501,S608", "alpha", "noqa: E501, S608"},
		{"noqa in capitals", "BAD  # NOQA:S608", "alpha", "noqa: S608"},
		{"bare noqa", "BAD  # noqa", "alpha", ""},
		{"noqa for another", "BAD  # noqa: S608", "beta", ""},
		{"own form before foreign", "BAD  # nosec # underpin: ignore[alpha] why", "alpha", "underpin: why"},
		{"carriage returns", "# underpin: ignore[alpha] checked\r\nBAD\r\n", "alpha", "underpin: checked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, table := table(test.text)
			at := source.Span{Start: strings.Index(test.text, "BAD")}
			at.End = at.Start + 3
			if end := strings.Index(test.text, "END"); end > 0 {
				at.End = end + 3
			}
			got := ""
			if i, ok := table.Find(test.rule, at); ok {
				got = table.Directives[i].Kind + ": " + table.Directives[i].Reason
				if !strings.Contains(text.Slice(table.Directives[i].Span), table.Directives[i].Kind) &&
					!strings.EqualFold(text.Slice(table.Directives[i].Span)[:4], "noqa") {
					t.Errorf("span covers %q", text.Slice(table.Directives[i].Span))
				}
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	text, table := table(`# underpin: ignore-file[beta] generated
a # underpin: ignore[alpha] used
b # underpin: ignore[alpha, beta] unused
c # underpin: ignore[alpha]
d # underpin: ignore[]
e # underpin: ignore everything
f # underpin: disable
g # underpin: ignore-file[alpha] late
h # nosec
i # noqa: S608
j # see underpin: it is a tool
`)
	var got strings.Builder
	for _, n := range table.Notes(func(i int) bool { return i == 1 }) {
		fmt.Fprintf(&got, "%d %s\n", text.Line(n.Span.Start)+1, n.Message)
	}
	want := `1 this suppression is not needed: nothing to silence for beta
3 this suppression is not needed: nothing to silence for alpha, beta
4 this suppression does not work: it needs a reason behind the bracket
5 this suppression does not work: there is no rule ""
6 this suppression does not work: it must name the rule in brackets: ignore[rule] and a reason
7 this suppression does not work: expected ignore[rule] or ignore-file[rule] and a reason
8 this suppression does not work: ignore-file must stand at the top of the file, before any code
`
	if got.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", got.String(), want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# underpin: ignore[alpha] x", 0, 27)
	f.Add("x # nosec # noqa: S608", 2, 22)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		s := source.NewString(text)
		span := source.Span{Start: start, End: end}.Clamp(len(text))
		table := Parse(s, []source.Span{span}, words())
		table.Find("alpha", span)
		for _, d := range table.Directives {
			if !span.Contains(d.Span) {
				t.Errorf("directive at %v outside its comment %v", d.Span, span)
			}
		}
	})
}
