package report

import (
	"io"
	"time"

	"underpin/analysis"
)

// The types below are the JSON form of an audit, version 1: a promise to scripts, like that of findings.
type jsonAudit struct {
	Version  int              `json:"version"`
	Tool     jsonTool         `json:"tool"`
	Online   bool             `json:"online"`
	Index    string           `json:"index"`
	Summary  jsonAuditSummary `json:"summary"`
	Packages []jsonPackage    `json:"packages"`
	Notes    []jsonNote       `json:"notes"`
	Remarks  []string         `json:"remarks"`
}

type jsonAuditSummary struct {
	Manifests    int `json:"manifests"`
	Packages     int `json:"packages"`
	DoNotInstall int `json:"doNotInstall"`
	Caution      int `json:"caution"`
	Unknown      int `json:"unknown"`
	LooksSafe    int `json:"looksSafe"`
}

type jsonPackage struct {
	Ecosystem    string         `json:"ecosystem"`
	Name         string         `json:"name"`
	Versions     []string       `json:"versions"`
	Verdict      string         `json:"verdict"`
	Reasons      []jsonReason   `json:"reasons"`
	Meant        string         `json:"meant,omitempty"`
	Mended       string         `json:"mended,omitempty"`
	Newest       string         `json:"newest,omitempty"`
	FirstRelease string         `json:"firstRelease,omitempty"` // 2026-11-01
	LastRelease  string         `json:"lastRelease,omitempty"`  // 2026-11-01, or 2026-11 where only the month is known
	Downloads    *int64         `json:"downloads,omitempty"`    // a month
	Rank         int            `json:"rank,omitempty"`
	Locations    []jsonLocation `json:"locations"`
	Evidence     []string       `json:"evidence"`
	Unanswered   []string       `json:"unanswered"`
	Kept         string         `json:"notSent,omitempty"`
}

type jsonReason struct {
	Kind     string    `json:"kind"`
	Rule     string    `json:"rule"`
	Severity string    `json:"severity"`
	Message  string    `json:"message"`
	Advisory *Advisory `json:"advisory,omitempty"`
}

// PackagesJSON writes an audit for scripts.
func PackagesJSON(w io.Writer, a *Audit) error {
	n := a.counts()
	in := Input{Text: a.Text}
	out := jsonAudit{
		Version: 1, Tool: jsonTool{"underpin", a.Version}, Online: a.Online, Index: a.Index,
		Summary: jsonAuditSummary{a.Files, len(a.Packages), n[DoNotInstall], n[Caution], n[UnknownAdvice], n[LooksSafe]},
		// Never null: a script that loops over them should not have to ask.
		Packages: []jsonPackage{}, Notes: []jsonNote{}, Remarks: list(a.Remarks),
	}
	for i := range a.Packages {
		out.Packages = append(out.Packages, in.jsonPackage(&a.Packages[i]))
	}
	for _, n := range a.Notes {
		location := jsonLocation{Path: n.Path}
		if !wholeFile(n) {
			location = in.jsonLocation(n.Location)
		}
		out.Notes = append(out.Notes, jsonNote{n.Message, location})
	}
	return encode(w, out)
}

func (in Input) jsonPackage(p *Package) jsonPackage {
	out := jsonPackage{
		Ecosystem: p.Ecosystem, Name: p.Name, Versions: list(p.Versions), Verdict: p.Advice.String(), Reasons: []jsonReason{},
		Meant: p.Meant, Mended: p.Mended, Newest: p.Newest, FirstRelease: dayOf(p.First, time.DateOnly), LastRelease: dayOf(p.Released, time.DateOnly),
		Rank: p.Rank, Locations: []jsonLocation{}, Evidence: list(p.Evidence), Unanswered: list(p.Unanswered), Kept: p.Kept,
	}
	if p.ByMonth {
		out.LastRelease = dayOf(p.Released, "2006-01")
	}
	if p.Downloads >= 0 {
		out.Downloads = &p.Downloads
	}
	for _, r := range p.Reasons {
		if r.Advisory != nil {
			x := *r.Advisory
			x.Aliases, x.Affects = list(x.Aliases), list(x.Affects)
			r.Advisory = &x
		}
		out.Reasons = append(out.Reasons, jsonReason{r.Kind, r.Rule, r.Severity.String(), r.Message, r.Advisory})
	}
	for _, at := range p.Places {
		out.Locations = append(out.Locations, in.jsonLocation(analysis.Location(at)))
	}
	return out
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func dayOf(t time.Time, form string) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(form)
}
