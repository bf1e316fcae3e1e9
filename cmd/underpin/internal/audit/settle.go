package audit

import (
	"fmt"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/project"
)

// spot is where a reason is reported: a package, one of its reasons, and a place.
type spot struct {
	subject, reason int
}

// settle makes a finding of each reason at each place, lets settings and comments speak, and takes away from the judgement what
// they silenced everywhere.
func (r *Result) settle(p *project.Project, g *gathered, judged []packages.Audit) {
	forms := map[string]packages.ReasonForm{}
	for _, f := range packages.Reasons() {
		forms[f.Kind] = f
	}
	var findings, loose []analysis.Finding
	spots := map[string]spot{} // by what tells a finding apart
	for i, s := range g.subjects {
		for k, reason := range judged[i].Reasons {
			form := forms[reason.Kind]
			f := analysis.Finding{
				Rule: form.Rule, CWE: form.CWE, Severity: severity(reason.Level), Confidence: analysis.High,
				Message: s.Name + ": " + reason.Says, Evidence: judged[i].Evidence,
			}
			if reason.Guess {
				f.Confidence = analysis.Medium
			}
			if len(s.places) == 0 {
				f.Message = string(s.Ecosystem) + " " + f.Message
				f.Steps = []analysis.Step{{Location: f.Location}}
				loose = append(loose, f)
				continue
			}
			for _, at := range s.places {
				f.Location = at
				f.Steps = []analysis.Step{{Location: at, Message: "written here"}}
				f.Fixes = rename(g, at, s.Name, judged[i].Meant)
				findings = append(findings, f)
				spots[key(&f)] = spot{i, k}
			}
		}
	}
	r.Findings = analysis.Settle(findings, RuleNames(), p.Config, g.text)
	r.Notes = append(r.Notes, r.Findings.Notes...)
	kept := map[spot]analysis.Severity{}
	for k := range r.Findings.Findings {
		if f := &r.Findings.Findings[k]; f.Suppressed == nil {
			s := spots[key(f)]
			kept[s] = max(kept[s], f.Severity)
		}
	}
	r.Findings.Findings = slices.DeleteFunc(r.Findings.Findings, func(f analysis.Finding) bool { return f.Suppressed != nil })
	r.Findings.Findings = append(loose, r.Findings.Findings...)
	r.Findings.Notes = r.Notes
	r.Findings.Files = len(g.manifests)
	for i, s := range g.subjects {
		if len(s.places) > 0 {
			silence(&judged[i], i, kept)
		}
	}
}

// key tells a finding apart from all others: settling moves and drops them.
func key(f *analysis.Finding) string {
	return fmt.Sprintf("%s\x00%s\x00%d\x00%s", f.Rule, f.Path, f.Span.Start, f.Message)
}

// silence leaves the reasons that are still reported somewhere.
func silence(a *packages.Audit, subject int, kept map[spot]analysis.Severity) {
	var left []packages.Reason
	for k, reason := range a.Reasons {
		if s, ok := kept[spot{subject, k}]; ok {
			reason.Level = level(s)
			left = append(left, reason)
		}
	}
	if a.Reasons != nil {
		a.Reasons = left
		a.Advise()
		if len(left) == 0 {
			a.Evidence = append(slices.Clone(a.Evidence), "a comment or the settings silence what was found")
		}
	}
}

// rename is the fix that installs what is probably meant.
func rename(g *gathered, at analysis.Location, name, meant string) []analysis.Fix {
	text, ok := g.text(at.Path)
	if !ok || meant == "" || text.Slice(at.Span) != name {
		return nil
	}
	return []analysis.Fix{{
		ID: "rename", Title: "Install " + meant + " instead",
		Edits: []analysis.FileEdits{{Path: at.Path, Edits: []analysis.TextEdit{{Start: at.Span.Start, End: at.Span.End, New: meant}}}},
	}}
}

// show makes what is shown of a package.
func show(s *subject, a *packages.Audit, rule map[string]string, rec *packages.Record) report.Package {
	p := report.Package{
		Ecosystem: string(s.Ecosystem), Name: s.Name, Versions: slices.Clone(s.pinned), Meant: a.Meant, Mended: a.Mended, Evidence: a.Evidence,
		Downloads: -1, Rank: a.Info.Rank, Places: s.places,
		Advice: map[packages.Advice]report.Advice{
			packages.AdviceUnknown: report.UnknownAdvice, packages.LooksSafe: report.LooksSafe,
			packages.Caution: report.Caution, packages.DoNotInstall: report.DoNotInstall,
		}[a.Advice],
	}
	if a.Info.Downloads > 0 {
		p.Downloads = a.Info.Downloads
	}
	p.Released, p.ByMonth = a.Info.LastRelease, true
	if rec != nil {
		known(&p, rec)
	}
	return finish(p, a, rule)
}

// known adds what registries and services say.
func known(p *report.Package, rec *packages.Record) {
	p.Newest, p.First, p.Unanswered, p.Kept = rec.Newest, rec.First, rec.Failed, rec.Kept
	if !rec.Last.IsZero() {
		p.Released, p.ByMonth = rec.Last, false
	}
	if rec.Downloads >= 0 {
		p.Downloads = rec.Downloads
	}
	if len(p.Versions) == 0 {
		for _, r := range rec.Releases {
			p.Versions = append(p.Versions, r.Version)
		}
	}
}

func finish(p report.Package, a *packages.Audit, rule map[string]string) report.Package {
	for _, x := range a.Reasons {
		r := report.PackageReason{Kind: x.Kind, Rule: rule[x.Kind], Severity: severity(x.Level), Message: x.Says}
		if d := x.Advisory; d != nil {
			r.Advisory = &report.Advisory{ID: d.ID, Aliases: d.Aliases, Severity: d.Severity, Summary: d.Summary, Affects: d.Affects, Fixed: d.Fixed, Malicious: d.Malicious}
		}
		p.Reasons = append(p.Reasons, r)
	}
	if !slices.ContainsFunc(a.Reasons, func(x packages.Reason) bool { return x.Advisory != nil }) {
		p.Mended = ""
	}
	slices.SortStableFunc(p.Places, func(x, y analysis.Location) int {
		if c := strings.Compare(x.Path, y.Path); c != 0 {
			return c
		}
		return x.Span.Start - y.Span.Start
	})
	return p
}
