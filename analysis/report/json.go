package report

import (
	"encoding/json"
	"io"

	"underpin/analysis"
)

// The types below are the JSON form, version 1. It is a promise to scripts: fields may be added, none
// changes its meaning. The README documents it.
type jsonReport struct {
	Version  int           `json:"version"`
	Tool     jsonTool      `json:"tool"`
	Summary  jsonSummary   `json:"summary"`
	Findings []jsonFinding `json:"findings"`
	Notes    []jsonNote    `json:"notes"`
}

type jsonTool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type jsonSummary struct {
	Files     int    `json:"files"`
	Lines     int    `json:"lines"`
	Scripts   int    `json:"scripts,omitempty"`   // files of which only imports were looked at
	Manifests int    `json:"manifests,omitempty"` // files of which only installs were looked at
	Errors    int    `json:"errors"`
	Warnings  int    `json:"warnings"`
	Infos     int    `json:"infos"`
	Hidden    Hidden `json:"hidden"`
}

type jsonFinding struct {
	Rule        string           `json:"rule"`
	CWE         int              `json:"cwe"`
	Severity    string           `json:"severity"`
	Confidence  string           `json:"confidence"`
	Message     string           `json:"message"`
	Location    jsonLocation     `json:"location"`
	Steps       []jsonStep       `json:"steps"`
	Evidence    []string         `json:"evidence,omitempty"`
	Fixes       []jsonFix        `json:"fixes"`
	Fingerprint string           `json:"fingerprint"`
	Suppressed  *jsonSuppression `json:"suppressed,omitempty"`
}

type jsonLocation struct {
	Path  string        `json:"path"`
	Start *jsonPosition `json:"start,omitempty"`
	End   *jsonPosition `json:"end,omitempty"`
}

type jsonPosition struct {
	Line   int `json:"line"`   // from 1
	Column int `json:"column"` // from 1, in Unicode characters
	Offset int `json:"offset"` // from 0, in bytes
}

type jsonStep struct {
	Message  string       `json:"message"`
	Location jsonLocation `json:"location"`
}

type jsonFix struct {
	ID    string     `json:"id"`
	Title string     `json:"title"`
	Edits []jsonEdit `json:"edits"`
}

type jsonEdit struct {
	Location jsonLocation `json:"location"`
	Text     string       `json:"text"`
}

type jsonSuppression struct {
	By       string       `json:"by"`
	Reason   string       `json:"reason"`
	Location jsonLocation `json:"location"`
}

type jsonNote struct {
	Message  string       `json:"message"`
	Location jsonLocation `json:"location"`
}

// JSON writes the findings for scripts.
func JSON(w io.Writer, in Input) error {
	n, _ := in.counts()
	out := jsonReport{
		Version: 1,
		Tool:    jsonTool{"underpin", in.Version},
		Summary: jsonSummary{in.Report.Files, in.Report.Lines, in.Report.Scripts, in.Report.Manifests, n[analysis.Error], n[analysis.Warning], n[analysis.Info], in.Hidden},
		// Never null: a script that loops over findings should not have to ask.
		Findings: []jsonFinding{},
		Notes:    []jsonNote{},
	}
	for _, f := range in.Report.Findings {
		out.Findings = append(out.Findings, in.jsonFinding(f))
	}
	for _, n := range in.Report.Notes {
		location := jsonLocation{Path: n.Path}
		if !wholeFile(n) {
			location = in.jsonLocation(n.Location)
		}
		out.Notes = append(out.Notes, jsonNote{n.Message, location})
	}
	return encode(w, out)
}

func (in Input) jsonFinding(f analysis.Finding) jsonFinding {
	out := jsonFinding{
		Rule: f.Rule, CWE: f.CWE, Severity: f.Severity.String(), Confidence: f.Confidence.String(), Message: f.Message,
		Location: in.jsonLocation(f.Location), Steps: []jsonStep{}, Evidence: f.Evidence, Fixes: []jsonFix{}, Fingerprint: f.Fingerprint,
	}
	for _, s := range steps(f) {
		out.Steps = append(out.Steps, jsonStep{s.Message, in.jsonLocation(s.Location)})
	}
	for _, fix := range f.Fixes {
		edits := []jsonEdit{}
		for _, file := range fix.Edits {
			for _, e := range file.Edits {
				edits = append(edits, jsonEdit{in.jsonLocation(analysis.Location{Path: file.Path, Span: e.Span()}), e.New})
			}
		}
		out.Fixes = append(out.Fixes, jsonFix{fix.ID, fix.Title, edits})
	}
	if s := f.Suppressed; s != nil {
		out.Suppressed = &jsonSuppression{s.Kind, s.Reason, in.jsonLocation(s.Location)}
	}
	return out
}

func (in Input) jsonLocation(at analysis.Location) jsonLocation {
	p, ok := in.locate(at, analysis.UTF32)
	if !ok {
		return jsonLocation{Path: at.Path}
	}
	return jsonLocation{at.Path, &jsonPosition{p.line, p.column, at.Span.Start}, &jsonPosition{p.endLine, p.endColumn, at.Span.End}}
}

// encode writes indented JSON with "<" and "&" as they are: the text is read by people too, and never put into a page.
func encode(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
