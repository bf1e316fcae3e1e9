package lsp

import (
	"encoding/json"
	"fmt"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// source is what clients show beside a diagnostic.
const source = "underpin"

// renderer makes diagnostics of findings.
type renderer struct {
	p        *project
	st       *state
	settings *settings
	texts    map[string]*analysis.Text // whose positions were needed
}

// render gives the list of a file's diagnostics.
func (r *renderer) render(f fileReport, marks []mark) json.RawMessage {
	r.text(f.path)
	const usual = 1500 // bytes of a diagnostic
	b := append(make([]byte, 0, 2+usual*len(f.findings)), '[')
	add := func(d *protocol.Diagnostic) {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = d.Append(b)
	}
	for i := range f.findings {
		if d, ok := r.diagnostic(&f.findings[i], marks[i]); ok {
			add(&d)
		}
	}
	for i := range f.notes {
		n := &f.notes[i]
		add(&protocol.Diagnostic{
			Range: r.place(n.Location), Severity: protocol.SeverityHint, Source: source, Message: n.Message,
			Tags: []protocol.DiagnosticTag{protocol.TagUnnecessary},
		})
	}
	return append(b, ']')
}

// diagnostic gives a finding's diagnostic, false if the settings hide it.
func (r *renderer) diagnostic(f *analysis.Finding, m mark) (d protocol.Diagnostic, ok bool) {
	severity, ok := r.p.severity(r.settings, f, m.shown)
	if !ok {
		return d, false
	}
	d = protocol.Diagnostic{
		Range: r.place(f.Location), Severity: severity, Code: f.Rule, Source: source, Message: f.Message,
		Data: &protocol.DiagnosticData{
			Fingerprint: f.Fingerprint, CWE: f.CWE, Confidence: f.Confidence.String(), Origin: m.origin, Evidence: f.Evidence, Fixes: make([]string, len(f.Fixes)),
		},
	}
	for i := range f.Fixes {
		d.Data.Fixes[i] = f.Fixes[i].ID
	}
	if page := r.p.pageOf(f); page != "" {
		d.CodeDescription = &protocol.CodeDescription{HRef: page}
	}
	for i := range f.Steps {
		step := &f.Steps[i]
		d.RelatedInformation = append(d.RelatedInformation, protocol.DiagnosticRelatedInformation{
			Location: r.location(step.Location),
			Message:  step.Message,
		})
	}
	return d, true
}

// location names a place for the client.
func (r *renderer) location(at analysis.Location) protocol.Location {
	r.text(at.Path)
	uri, _, place := r.p.where(r.st, at)
	return protocol.Location{URI: uri, Range: place}
}

// place gives a location's range in the client's encoding.
func (r *renderer) place(at analysis.Location) protocol.Range {
	text := r.text(at.Path)
	if text == nil {
		return protocol.Range{}
	}
	return r.p.s.rangeOf(text, at.Span)
}

func (r *renderer) text(path string) *analysis.Text {
	text, known := r.texts[path]
	if !known {
		text, _ = r.st.snapshot.Text(path)
		r.texts[path] = text
	}
	return text
}

// rangeOf gives a span's range in the client's encoding.
func (s *server) rangeOf(text *analysis.Text, span analysis.Span) protocol.Range {
	at := func(offset int) protocol.Position {
		p := text.Position(offset, s.client.encoding)
		return protocol.Position{Line: uint32(p.Line), Character: uint32(p.Character)}
	}
	return protocol.Range{Start: at(span.Start), End: at(span.End)}
}

// severity tells how a finding is shown, false: not at all. Every feature asks
// it, so that nothing speaks of a finding that is hidden.
func (p *project) severity(set *settings, f *analysis.Finding, inView bool) (protocol.DiagnosticSeverity, bool) {
	if !set.Enable || f.Suppressed != nil || f.Confidence < p.lowest(set) {
		return 0, false
	}
	severity := protocol.SeverityInfo
	switch f.Severity {
	case analysis.Error:
		severity = protocol.SeverityError
	case analysis.Warning:
		severity = protocol.SeverityWarning
	}
	switch set.Rules[f.Rule] {
	case "off":
		return 0, false
	case "error":
		severity = protocol.SeverityError
	case "warning":
		severity = protocol.SeverityWarning
	case "info":
		severity = protocol.SeverityInfo
	case "hint":
		severity = protocol.SeverityHint
	}
	if !inView {
		if set.Others == "hide" {
			return 0, false
		}
		severity = protocol.SeverityHint
	}
	return severity, true
}

// lowest is the lowest confidence that is shown: the editor's setting counts before the project's.
func (p *project) lowest(set *settings) analysis.Confidence {
	name := set.MinConfidence
	if name == "" && p.disk != nil && p.disk.Config != nil {
		name = p.disk.Config.MinConfidence
	}
	switch name {
	case "low":
		return analysis.Low
	case "high":
		return analysis.High
	}
	return analysis.Medium
}

// pageOf is the page that tells about a finding's rule, "" if there is none.
func (p *project) pageOf(f *analysis.Finding) string {
	if p.s.o.RuleURL != nil {
		for _, r := range p.session.Rules() {
			if r.Name == f.Rule {
				return p.s.o.RuleURL(r)
			}
		}
	}
	if f.CWE == 0 {
		return ""
	}
	return fmt.Sprintf("https://cwe.mitre.org/data/definitions/%d.html", f.CWE)
}

// toldInPlace picks the notes that someone who edits the file can act on:
// suppressions that silence nothing or give no reason. Limits of the analysis
// are told by underpin check.
func toldInPlace(n *analysis.Note) bool {
	return n.Kind == "" && !n.Span.Empty() && !strings.Contains(n.Message, "internal error")
}
