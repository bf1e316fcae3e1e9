package audit

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/analysis/registry/clients"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/project"
)

// Options say what to audit.
type Options struct {
	Project   *project.Project
	Manifests bool     // the manifests below the project's paths
	Named     []string // of those, the ones that were named: relative to the root
	Typed     []Typed
	Only      packages.Ecosystem // "": all
	Index     nameindex.Chosen
	Jobs      int // files read at a time
	Now       time.Time
	Version   string
	Online    *Online // nil: nobody is asked
}

// Online says how the network is asked.
type Online struct {
	Client   registry.Options // without settings and names, which the run adds
	Machine  clients.Machine
	Public   []packages.Ecosystem
	Timeout  time.Duration // for all questions together
	Progress func(done, total int)
}

// Result is what an audit comes to.
type Result struct {
	*report.Audit
	Failed   []analysis.Note // named manifests that could not be read
	Findings *analysis.Report
	Rules    []*analysis.Rule
}

// Run reads, asks and judges.
func Run(ctx context.Context, o Options) (*Result, error) {
	g := &gathered{byName: map[string]*subject{}, texts: map[string]*analysis.Text{}}
	if o.Manifests {
		var err error
		if g, err = gather(ctx, o.Project, o.Named, o.Jobs); err != nil {
			return nil, err
		}
	}
	g.name(o.Typed)
	if o.Only != "" {
		g.subjects = slices.DeleteFunc(g.subjects, func(s *subject) bool { return s.Ecosystem != o.Only })
	}
	var index packages.Names
	if o.Index.Index != nil {
		index = o.Index.Index
	}
	resolver := packages.NewResolver(packages.NewTables(), packages.Facts{Declared: g.installs, Settings: g.settings, Names: index})
	a := &report.Audit{Notes: g.notes, Text: g.text, Version: o.Version, Online: o.Online != nil, Files: len(g.manifests), Incomplete: len(g.failed) > 0}
	if o.Index.Index != nil && !o.Index.Date().IsZero() {
		a.Index = o.Index.Date().Format(time.DateOnly)
	}
	records, remarks := ask(ctx, &o, g, resolver)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a.Remarks = append(remarks, o.Index.Notes...)
	r := &Result{Audit: a, Failed: g.failed, Rules: rules()}
	judged := make([]packages.Audit, len(g.subjects))
	for i, s := range g.subjects {
		judged[i] = resolver.Audit(s.install(), records[s], o.Now)
	}
	r.settle(o.Project, g, judged)
	rule := map[string]string{}
	for _, f := range packages.Reasons() {
		rule[f.Kind] = f.Rule
	}
	for i, s := range g.subjects {
		a.Packages = append(a.Packages, show(s, &judged[i], rule, records[s]))
	}
	a.Sort()
	return r, nil
}

// install is what is judged: where it comes from counts only if no manifest takes it from a registry.
func (s *subject) install() packages.Install {
	i := s.Install
	switch {
	case s.from != "":
		i.From = s.from
	case s.private:
		i.From = packages.PrivateIndex
	}
	return i
}

// ask asks the network about all packages that come from registries.
func ask(ctx context.Context, o *Options, g *gathered, resolver *packages.Resolver) (map[*subject]*packages.Record, []string) {
	records := map[*subject]*packages.Record{}
	if o.Online == nil {
		return records, nil
	}
	var manifests []clients.Manifest
	for _, f := range g.manifests {
		manifests = append(manifests, clients.Manifest{Name: o.Project.Display(f.Path), Text: f.Text})
	}
	settings, remarks := clients.Read(o.Online.Machine, manifests)
	settings.Public = o.Online.Public
	c := o.Online.Client
	c.Settings, c.Scope, c.Progress = settings, resolver.Scope, o.Online.Progress
	if o.Index.Index != nil {
		c.Names = o.Index.Index
	} else {
		c.Scope = nil
	}
	var asked []*subject
	var questions []registry.Question
	for _, s := range g.subjects {
		if s.from != "" {
			continue
		}
		asked = append(asked, s)
		questions = append(questions, registry.Question{
			Ecosystem: s.Ecosystem, Name: s.Name, Versions: s.pinned, Constraint: s.Version, Private: s.private, Typed: s.typed, Command: s.Command || s.typed,
		})
	}
	limited, cancel := context.WithTimeout(ctx, o.Online.Timeout)
	defer cancel()
	answers := registry.New(c).Look(limited, questions)
	for i := range answers {
		records[asked[i]] = &answers[i]
	}
	return records, append(remarks, summary(answers)...)
}

// summary says once what several packages have in common: who did not answer, and which names were kept back.
func summary(records []packages.Record) []string {
	var out []string
	count := func(of func(*packages.Record) []string) (order []string, n map[string]int) {
		n = map[string]int{}
		for i := range records {
			for _, s := range of(&records[i]) {
				if n[s]++; n[s] == 1 {
					order = append(order, s)
				}
			}
		}
		return order, n
	}
	failed, n := count(func(r *packages.Record) []string { return r.Failed })
	for _, s := range failed {
		out = append(out, fmt.Sprintf("%s (%s)", s, packagesWord(n[s])))
	}
	kept, n := count(func(r *packages.Record) []string {
		if r.Kept == "" {
			return nil
		}
		return []string{r.Kept}
	})
	for _, s := range kept {
		out = append(out, fmt.Sprintf("%s not sent to deps.dev, OSV and ecosyste.ms: %s", namesWord(n[s]), s))
	}
	return out
}

func packagesWord(n int) string {
	if n == 1 {
		return "1 package"
	}
	return fmt.Sprintf("%d packages", n)
}

func namesWord(n int) string {
	if n == 1 {
		return "1 name was"
	}
	return fmt.Sprintf("%d names were", n)
}

// rules are the kinds of reasons as reports know rules: several kinds may be of one.
func rules() []*analysis.Rule {
	var out []*analysis.Rule
	for _, f := range packages.Reasons() {
		if slices.ContainsFunc(out, func(r *analysis.Rule) bool { return r.Name == f.Rule }) {
			continue
		}
		out = append(out, &analysis.Rule{
			Name: f.Rule, Severity: severity(f.Level), CWE: f.CWE, OWASP: "A03:2025", Title: f.Title, Message: f.Title, Why: f.Why, Fix: f.Fix,
			Doc: fmt.Sprintf("# %s\n\n%s\n\n## Fix\n%s\n", f.Title, f.Why, f.Fix),
		})
	}
	slices.SortFunc(out, func(a, b *analysis.Rule) int { return strings.Compare(a.Name, b.Name) })
	return out
}

// RuleNames lists the rules that settings and comments may speak of.
func RuleNames() []string {
	var out []string
	for _, r := range rules() {
		out = append(out, r.Name)
	}
	return out
}

func severity(l packages.Level) analysis.Severity {
	switch l {
	case packages.Remark:
		return analysis.Info
	case packages.Warning:
		return analysis.Warning
	}
	return analysis.Error
}

func level(s analysis.Severity) packages.Level {
	switch s {
	case analysis.Info:
		return packages.Remark
	case analysis.Warning:
		return packages.Warning
	}
	return packages.Error
}
