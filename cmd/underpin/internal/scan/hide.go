package scan

import (
	"underpin/analysis"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/baseline"
	"underpin/cmd/underpin/internal/git"
)

// Filter says which findings are shown.
type Filter struct {
	MinConfidence  analysis.Confidence
	ShowSuppressed bool
	Added          git.Added          // only findings with a step on an added line; nil: all
	Baseline       *baseline.Baseline // not those that are known; nil: all
}

// Hide takes the findings that are not shown out of the report and counts them, each under the first reason that holds.
func (r *Result) Hide(f Filter) report.Hidden {
	var hidden report.Hidden
	shown := make([]analysis.Finding, 0, len(r.Report.Findings))
	for _, finding := range r.Report.Findings {
		switch {
		case finding.Confidence < f.MinConfidence:
			hidden.LowConfidence++
		case f.Added != nil && !r.touches(finding, f.Added):
			hidden.Untouched++
		case finding.Suppressed != nil:
			if f.ShowSuppressed {
				shown = append(shown, finding)
			} else {
				hidden.Suppressed++
			}
		case f.Baseline.Take(finding.Fingerprint):
			hidden.Baseline++
		default:
			shown = append(shown, finding)
		}
	}
	r.Report.Findings = shown
	return hidden
}

// touches tells whether any step of a finding lies on an added line: a new call of an old helper is news, and so is
// a new source that reaches an old sink.
func (r *Result) touches(f analysis.Finding, added git.Added) bool {
	if r.added(f.Location, added) {
		return true
	}
	for _, s := range f.Steps {
		if r.added(s.Location, added) {
			return true
		}
	}
	return false
}

func (r *Result) added(at analysis.Location, added git.Added) bool {
	text, ok := r.Snapshot.Text(at.Path)
	if !ok {
		return false
	}
	return added.Has(at.Path, text.Line(at.Span.Start), text.Line(max(at.Span.Start, at.Span.End-1)))
}

// Worst gives the highest severity among the findings that are shown and not suppressed.
func (r *Result) Worst() (worst analysis.Severity, any bool) {
	for _, f := range r.Report.Findings {
		if f.Suppressed == nil {
			worst, any = max(worst, f.Severity), true
		}
	}
	return worst, any
}

// Entries gives the findings in the form a baseline keeps.
func (r *Result) Entries() []baseline.Entry {
	var out []baseline.Entry
	for _, f := range r.Report.Findings {
		if f.Suppressed == nil {
			out = append(out, baseline.Entry{Fingerprint: f.Fingerprint, Rule: f.Rule, Path: f.Path})
		}
	}
	return out
}
