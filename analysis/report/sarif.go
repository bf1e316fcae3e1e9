package report

import (
	"fmt"
	"io"
	"strings"

	"underpin/analysis"
)

// SARIF writes the findings in the form code hosts read: SARIF 2.1.0, columns in UTF-16 code units, addresses relative to the root.
func SARIF(w io.Writer, in Input) error {
	rules := map[string]int{}
	run := sarifRun{
		Tool:       sarifTool{sarifDriver{Name: "underpin", SemanticVersion: in.Version, Rules: []sarifRule{}}},
		ColumnKind: "utf16CodeUnits",
		OriginalURIBaseIDs: map[string]sarifBaseID{
			sarifRoot: {sarifText{Text: "The root of the project that was checked."}},
		},
		Invocations: []sarifInvocation{{ExecutionSuccessful: !in.Incomplete, Notifications: in.sarifNotifications()}},
		Results:     []sarifResult{},
	}
	for i, r := range in.Rules {
		rules[r.Name] = i
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, newSarifRule(r))
	}
	for _, f := range in.Report.Findings {
		index, ok := rules[f.Rule]
		if !ok {
			return fmt.Errorf("a finding names the rule %q, which is not among the rules", f.Rule)
		}
		run.Results = append(run.Results, in.sarifResult(f, index))
	}
	return encode(w, sarifLog{sarifSchema, "2.1.0", []sarifRun{run}})
}

// sarifRoot is the name under which code hosts know the root of the repository.
const sarifRoot = "%SRCROOT%"

func newSarifRule(r *analysis.Rule) sarifRule {
	tags := []string{"security", fmt.Sprintf("external/cwe/cwe-%d", r.CWE)} // no leading zeros: hosts compare text
	if r.OWASP != "" {
		tags = append(tags, "owasp/"+r.OWASP)
	}
	return sarifRule{
		ID:               r.Name,
		ShortDescription: sarifText{Text: plain(r.Title)},
		FullDescription:  sarifText{Text: plain(r.Why)},
		Help:             sarifText{Text: plain(r.Fix), Markdown: r.Doc},
		Configuration:    sarifConfiguration{sarifLevel(r.Severity)},
		Properties:       sarifRuleProperties{tags, securitySeverity(r.Severity)},
	}
}

// securitySeverity places a severity on the scale of 0 to 10 that hosts cut into critical, high (from 7.0), medium (from 4.0) and low.
func securitySeverity(s analysis.Severity) string {
	switch s {
	case analysis.Error:
		return "8.8"
	case analysis.Warning:
		return "5.5"
	}
	return "2.0"
}

func sarifLevel(s analysis.Severity) string {
	if s == analysis.Info {
		return "note"
	}
	return s.String()
}

func (in Input) sarifResult(f analysis.Finding, rule int) sarifResult {
	out := sarifResult{
		RuleID: f.Rule, RuleIndex: rule, Level: sarifLevel(f.Severity), Rank: sarifRank(f.Confidence),
		Message:             sarifText{Text: f.Message},
		Locations:           []sarifLocation{in.sarifLocation(f.Location, true)},
		PartialFingerprints: map[string]string{"underpin/v1": f.Fingerprint},
		Properties:          sarifResultProperties{f.Confidence.String(), f.Evidence},
	}
	if f.Path == "" { // of a package that was named on the command line
		out.Locations = []sarifLocation{}
	}
	if way := steps(f); len(way) > 1 {
		var flow sarifThreadFlow
		for i, s := range way {
			l := in.sarifLocation(s.Location, true)
			l.Message = &sarifText{Text: s.Message}
			flow.Locations = append(flow.Locations, sarifThreadFlowLocation{l})
			if i < len(way)-1 {
				l.ID = i + 1
				out.RelatedLocations = append(out.RelatedLocations, l)
			}
		}
		out.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{flow}}}
	}
	for _, fix := range f.Fixes {
		out.Fixes = append(out.Fixes, in.sarifFix(fix))
	}
	if s := f.Suppressed; s != nil {
		out.Suppressions = []sarifSuppression{{"inSource", s.Reason, in.sarifLocation(s.Location, false)}}
	}
	return out
}

// sarifRank orders results of one level by how sure they are.
func sarifRank(c analysis.Confidence) float64 {
	return [...]float64{analysis.Low: 25, analysis.Medium: 60, analysis.High: 90}[c]
}

func (in Input) sarifFix(fix analysis.Fix) sarifFix {
	out := sarifFix{Description: sarifText{Text: fix.Title}}
	for _, file := range fix.Edits {
		change := sarifChange{ArtifactLocation: artifact(file.Path)}
		for _, e := range file.Edits {
			region := in.sarifLocation(analysis.Location{Path: file.Path, Span: e.Span()}, false).PhysicalLocation.Region
			if region == nil {
				continue
			}
			change.Replacements = append(change.Replacements, sarifReplacement{*region, sarifText{Text: e.New}})
		}
		out.ArtifactChanges = append(out.ArtifactChanges, change)
	}
	return out
}

func (in Input) sarifNotifications() []sarifNotification {
	var out []sarifNotification
	for _, n := range in.Report.Notes {
		l := sarifLocation{PhysicalLocation: sarifPhysicalLocation{ArtifactLocation: artifact(n.Path)}}
		if !wholeFile(n) {
			l = in.sarifLocation(n.Location, false)
		}
		out = append(out, sarifNotification{"note", sarifText{Text: n.Message}, []sarifLocation{l}})
	}
	return out
}

// snippetLimit keeps a line of a megabyte out of the report: hosts refuse files that are too large.
const snippetLimit = 500

func (in Input) sarifLocation(at analysis.Location, snippet bool) sarifLocation {
	l := sarifLocation{PhysicalLocation: sarifPhysicalLocation{ArtifactLocation: artifact(at.Path)}}
	p, ok := in.locate(at, analysis.UTF16)
	if !ok {
		return l
	}
	l.PhysicalLocation.Region = &sarifRegion{StartLine: p.line, StartColumn: p.column, EndLine: p.endLine, EndColumn: p.endColumn}
	if text, _ := in.Text(at.Path); snippet && at.Span.Len() <= snippetLimit {
		l.PhysicalLocation.Region.Snippet = &sarifText{Text: text.Slice(at.Span)}
	}
	return l
}

func artifact(path string) sarifArtifact {
	return sarifArtifact{URI: escapePath(path), URIBaseID: sarifRoot}
}

// escapePath writes a path as a relative reference of RFC 3986. A colon in the first part would read as a scheme, so
// colons are escaped too.
func escapePath(path string) string {
	const unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/!$&'()*+,;=@"
	var b strings.Builder
	for i := range len(path) {
		if c := path[i]; strings.IndexByte(unreserved, c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// plain takes the marks of Markdown that occur in a sentence off it; SARIF wants a plain text beside each Markdown text.
func plain(markdown string) string {
	return strings.NewReplacer("**", "", "`", "").Replace(strings.TrimSpace(markdown))
}
