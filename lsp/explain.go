package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// explainArgument is what underpin.explain is called with: a rule's name, or this.
type explainArgument struct {
	Rule string `json:"rule"`
	Show *bool  `json:"show"` // false: the client shows the answer itself
}

// explanation answers underpin.explain.
type explanation struct {
	Rule  string `json:"rule"`
	Title string `json:"title"`
	Text  string `json:"text"` // Markdown
	Page  string `json:"page,omitempty"`
}

func explainTitle(rule string) string { return "Explain " + rule }

func (r *request) explainCommand(rule string) *protocol.Command {
	argument := map[string]any{"rule": rule}
	if r.at.document != nil {
		argument["textDocument"] = protocol.TextDocumentIdentifier{URI: r.at.uri}
	}
	return &protocol.Command{Title: explainTitle(rule), Command: explainName, Arguments: []any{argument}}
}

// explain opens a rule: its page where the client shows pages, else its text as
// a message. The whole text is the answer.
func explain(ctx context.Context, r *request, argument json.RawMessage) (any, error) {
	var a explainArgument
	if json.Unmarshal(argument, &a.Rule) != nil {
		if err := json.Unmarshal(argument, &a); err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
	}
	p, rule := r.ruleNamed(a.Rule)
	if rule == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: fmt.Sprintf("there is no rule %q", a.Rule)}
	}
	out := &explanation{Rule: rule.Name, Title: rule.Title, Text: ruleText(rule), Page: p.pageOf(&analysis.Finding{Rule: rule.Name, CWE: rule.CWE})}
	if a.Show == nil || *a.Show {
		r.showRule(ctx, rule, out.Page)
	}
	return out, nil
}

// ruleNamed looks first where the request's document belongs: teams have rules of their own.
func (r *request) ruleNamed(name string) (*project, *analysis.Rule) {
	projects := r.workspace.list()
	if r.at.document != nil {
		projects = append([]*project{r.at.project}, projects...)
	}
	for _, p := range projects {
		if rule := p.rule(name); rule != nil {
			return p, rule
		}
	}
	return nil, nil
}

func (r *request) showRule(ctx context.Context, rule *analysis.Rule, page string) {
	if w := r.client.capabilities.Window; page != "" && w != nil && w.ShowDocument != nil && w.ShowDocument.Support {
		var result protocol.ShowDocumentResult
		err := r.conn.call(ctx, "window/showDocument", &protocol.ShowDocumentParams{URI: page, External: true, TakeFocus: true}, &result)
		if err == nil && result.Success || ctx.Err() != nil {
			return
		}
	}
	prose, _, _ := strings.Cut(rule.Fix, "```") // a message shows no code
	text := fmt.Sprintf("%s\n\nWhy: %s\n\nInstead: %s", rule.Title, rule.Why, strings.TrimSpace(prose))
	r.tell(protocol.MessageInfo, "%s", plain(text))
}

// ruleText is a rule's text for a reader: title, facts, why, what to write
// instead, and the first example of each kind.
func ruleText(r *analysis.Rule) string {
	var b strings.Builder
	facts := []string{"`" + r.Name + "`", r.Severity.String()}
	if r.CWE != 0 {
		facts = append(facts, fmt.Sprintf("CWE-%d", r.CWE))
	}
	if r.OWASP != "" {
		facts = append(facts, "OWASP "+r.OWASP)
	}
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", r.Title, strings.Join(facts, " · "))
	fmt.Fprintf(&b, "**Why:** %s\n\n**Instead:** %s\n", strings.TrimSpace(r.Why), strings.TrimSpace(r.Fix))
	for _, heading := range []string{"Bad", "Good"} {
		if code := firstExample(r.Doc, heading); code != "" {
			fmt.Fprintf(&b, "\n## %s\n\n%s\n", heading, code)
		}
	}
	return b.String()
}

// firstExample is the first block of code below a heading, with its fences and without the marks for the tests.
func firstExample(doc, heading string) string {
	lines := strings.Split(doc, "\n")
	at := slices.Index(lines, "## "+heading)
	var out []string
	for i := at + 1; at >= 0 && i < len(lines); i++ {
		fence := strings.HasPrefix(lines[i], "```")
		switch {
		case len(out) > 0 && fence:
			return strings.Join(append(out, lines[i]), "\n")
		case len(out) > 0, fence:
			out = append(out, unmarked(lines[i]))
		case strings.HasPrefix(lines[i], "## "):
			return ""
		}
	}
	return ""
}

func unmarked(line string) string {
	for _, mark := range []string{"# want:", "# low:", "# flow:", "# todo:"} {
		if code, _, ok := strings.Cut(line, mark); ok {
			line = strings.TrimRight(code, " ")
		}
	}
	return line
}
