package main

import (
	"encoding/json"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/cmd/underpin/internal/project"
)

func newRules(env *environment) *cobra.Command {
	format := newChoice("text", "text", "json")
	command := &cobra.Command{
		Use:   "rules",
		Short: "List the rules, the team's own included",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			rules, problems, err := loadRules(env)
			if err != nil {
				return err
			}
			list := rulesTable
			if format.value == "json" {
				list = rulesJSON
			}
			if err := list(env.out, rules); err != nil {
				return err
			}
			if len(problems) > 0 {
				complainOfTeam(env.err, problems)
				return exit(exitFailed)
			}
			return nil
		},
	}
	command.Flags().Var(format, "format", "form of the output")
	return command
}

// loadRules gives the rules that hold in the present folder, the built-in ones and the team's, and what is broken in the latter.
func loadRules(env *environment) (rules []*analysis.Rule, problems []string, err error) {
	folder, err := env.getwd()
	if err != nil {
		return nil, nil, err
	}
	p, err := project.Open(project.Options{Folder: folder, Ignore: true})
	if err != nil {
		return nil, nil, err
	}
	parser, err := env.parser(1)
	if err != nil {
		return nil, nil, err
	}
	session, err := analysis.NewSession(analysis.Options{Team: p.Team, Parser: parser})
	if err != nil {
		return nil, nil, err
	}
	return session.Rules(), session.Problems(), nil
}

// complainOfTeam says what is broken in a team's rules and models.
func complainOfTeam(w io.Writer, problems []string) {
	for _, p := range problems {
		fmt.Fprintf(w, "underpin: %s/%s\n", project.TeamFolder, p)
	}
}

func rulesTable(w io.Writer, rules []*analysis.Rule) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "RULE\tSEVERITY\tCWE\tWHAT IT FINDS")
	for _, r := range rules {
		name := r.Name
		if r.Team {
			name += " (team)"
		}
		fmt.Fprintf(t, "%s\t%s\t%d\t%s\n", name, r.Severity, r.CWE, r.Title)
	}
	return t.Flush()
}

func rulesJSON(w io.Writer, rules []*analysis.Rule) error {
	type rule struct {
		Name     string `json:"name"`
		Severity string `json:"severity"`
		CWE      int    `json:"cwe"`
		OWASP    string `json:"owasp"`
		Since    string `json:"since"`
		Title    string `json:"title"`
		Team     bool   `json:"team"`
	}
	out := []rule{}
	for _, r := range rules {
		out = append(out, rule{r.Name, r.Severity.String(), r.CWE, r.OWASP, r.Since, r.Title, r.Team})
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}
