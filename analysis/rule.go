package analysis

import "underpin/analysis/internal/rule"

// Rule is one vulnerability class as its file describes it.
type Rule struct {
	Name     string // the file's name without .md
	Severity Severity
	CWE      int
	OWASP    string
	Since    string
	Title    string
	Message  string // the sentence for the editor; may hold {source} and {sink}
	Why      string // what an attacker gains, Markdown
	Fix      string // what to write instead, Markdown
	Doc      string // the whole text, Markdown, without front matter
	Team     bool   // from a team's folder
}

func publicRule(r *rule.Rule) *Rule {
	return &Rule{
		Name: r.Name, Severity: severityOf(r.Severity), CWE: r.CWE, OWASP: r.OWASP, Since: r.Since,
		Title: r.Title, Message: r.Message, Why: r.Why, Fix: r.Fix, Doc: r.Doc, Team: r.Team,
	}
}

func severityOf(name string) Severity {
	switch name {
	case "error":
		return Error
	case "warning":
		return Warning
	}
	return Info
}
