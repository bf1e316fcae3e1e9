package report

import (
	"fmt"
	"strings"
	"time"

	"underpin/analysis"
)

// summary closes the text: what was found, in how much, in which time, and what is not shown.
func (p *printer) summary() {
	n, shown := p.in.counts()
	var parts []string
	for _, s := range []analysis.Severity{analysis.Error, analysis.Warning, analysis.Info} {
		if n[s] == 0 {
			continue
		}
		many := s.String() + "s"
		if s == analysis.Info {
			many = "infos"
		}
		parts = append(parts, p.paint.as(severityColor(s), number(n[s], s.String(), many)))
	}
	found := strings.Join(parts, ", ")
	if shown == 0 {
		found = p.paint.as(green, "No findings")
	}
	p.line(found, " in ", p.extent(), p.seconds())
	if hidden := p.hidden(); hidden != "" {
		p.line(p.paint.as(faint, hidden))
	}
}

// extent says how much was looked at; of scripts that is their imports alone.
func (p *printer) extent() string {
	r := p.in.Report
	files := number(r.Files, "file", "files") + ", " + number(r.Lines, "line", "lines")
	scripts := "the imports of " + number(r.Scripts, "script", "scripts")
	switch {
	case r.Files == 0 && r.Scripts == 0 && r.Manifests > 0:
		return number(r.Manifests, "manifest", "manifests")
	case r.Scripts == 0:
		return files
	case r.Files == 0:
		return scripts
	}
	return files + ", and " + scripts
}

func (p *printer) seconds() string {
	if p.Elapsed <= 0 {
		return ""
	}
	if p.Elapsed < time.Second {
		return p.paint.as(faint, fmt.Sprintf(" (%d ms)", max(1, p.Elapsed.Milliseconds())))
	}
	return p.paint.as(faint, fmt.Sprintf(" (%.1f s)", p.Elapsed.Seconds()))
}

func (p *printer) hidden() string {
	h := p.in.Hidden
	var parts []string
	add := func(n int, what string) {
		if n > 0 {
			parts = append(parts, thousands(n)+" "+what)
		}
	}
	add(h.LowConfidence, "of lower confidence (--min-confidence low)")
	add(h.Suppressed, "suppressed (--show-suppressed)")
	add(h.Baseline, "known from the baseline")
	add(h.Untouched, "not touched since the revision")
	if len(parts) == 0 {
		return ""
	}
	return "Not shown: " + strings.Join(parts, ", ")
}
