package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"underpin/analysis"
)

// Bounds of what is shown unless all of it is asked for.
const (
	mostPlaces     = 3  // of one package
	mostAdvisories = 5  // of one package
	mostUnknown    = 12 // names of packages of which nothing can be told, for one reason
	mostSafe       = 40 // names of packages that nothing speaks against
	fewPackages    = 5  // of so few, what is good about them is told too
)

// PackagesText writes an audit for people: what not to install first, each with its reasons, then what nothing speaks against.
func PackagesText(w io.Writer, a *Audit, style Style) error {
	if style.Width <= 0 {
		style.Width = 100
	}
	if style.Path == nil {
		style.Path = func(path string) string { return path }
	}
	p := &auditPrinter{audit: a, printer: printer{Writer: bufio.NewWriter(w), in: Input{Report: &analysis.Report{Notes: a.Notes}, Text: a.Text}, Style: style, paint: paint(style.Color)}}
	few := len(a.Packages) <= fewPackages
	var unknown, safe []*Package
	for i := range a.Packages {
		switch x := &a.Packages[i]; {
		case x.Advice == UnknownAdvice && !few:
			unknown = append(unknown, x)
		case x.Advice == LooksSafe && len(x.Reasons) == 0 && !few:
			safe = append(safe, x)
		default:
			p.full(x)
		}
	}
	p.unknown(unknown)
	if !style.Quiet {
		p.safe(safe)
		p.notes()
		p.remarks()
		p.total()
	}
	return p.Flush()
}

type auditPrinter struct {
	printer
	audit *Audit
}

func adviceColor(a Advice) string {
	return [...]string{boldRed, bold + ";" + yellow, bold + ";" + blue, bold + ";" + green}[a&3]
}

// full shows a package with all that is known of it.
func (p *auditPrinter) full(x *Package) {
	head := []string{p.paint.as(adviceColor(x.Advice), x.Advice.String()), "  ", p.paint.as(bold, visible(x.Name))}
	if v := versionsOf(x); v != "" {
		head = append(head, " ", visible(v))
	}
	p.line(append(head, "  ", p.paint.as(faint, x.Ecosystem))...)
	flaws := 0
	for _, r := range x.Reasons {
		if r.Advisory != nil {
			if flaws++; flaws > mostAdvisories && !p.AllNotes {
				continue
			}
		}
		color := severityColor(r.Severity)
		p.item(p.paint.as(color, severityMark(r.Severity)), r.Message, "")
	}
	if more := flaws - mostAdvisories; more > 0 && !p.AllNotes {
		p.item(p.paint.as(faint, "·"), "and "+number(more, "more known flaw", "more known flaws")+" (--all lists them)", faint)
	}
	p.hints(x)
	p.places(x)
	p.line("")
}

// hints tells what to do instead, and, where there is nothing against a package, what speaks for it.
func (p *auditPrinter) hints(x *Package) {
	said := func(text string) bool {
		for _, r := range x.Reasons {
			if strings.Contains(r.Message, text) {
				return true
			}
		}
		return false
	}
	if x.Meant != "" && !said(x.Meant) {
		p.item(p.paint.as(green, "→"), x.Meant+" is probably meant", "")
	}
	if x.Mended != "" {
		p.item(p.paint.as(green, "→"), "install "+x.Mended+" or later", "")
	}
	switch {
	case x.Advice == UnknownAdvice:
		p.item(p.paint.as(blue, "?"), why(x), "")
	case len(x.Reasons) == 0:
		if facts := x.facts(); len(facts) > 0 {
			p.item(p.paint.as(green, "✓"), strings.Join(facts, ", "), "")
		}
		if x.Kept != "" {
			p.item(p.paint.as(blue, "?"), "its known flaws were not asked for: "+x.Kept, faint)
		}
	}
}

// why says why nothing can be told of a package.
func why(x *Package) string {
	switch {
	case len(x.Unanswered) > 0:
		return strings.Join(x.Unanswered, "; ")
	case x.Kept != "":
		return "not asked: " + x.Kept
	case len(x.Evidence) > 0:
		return x.Evidence[len(x.Evidence)-1]
	}
	return "nothing is known of it"
}

func severityMark(s analysis.Severity) string {
	return [...]string{analysis.Info: "·", analysis.Warning: "!", analysis.Error: "✗"}[s]
}

// item writes a line of a list, its further lines indented.
func (p *auditPrinter) item(mark, text, color string) {
	for i, l := range wrap(text, p.Width-4) {
		l = visible(strings.ReplaceAll(l, unbroken, " "))
		if color != "" {
			l = p.paint.as(color, l)
		}
		if i == 0 {
			p.line("  ", mark, " ", l)
		} else {
			p.line("    ", l)
		}
	}
}

// places lists where a package is installed.
func (p *auditPrinter) places(x *Package) {
	shown := x.Places
	if len(shown) > mostPlaces && !p.AllNotes {
		shown = shown[:mostPlaces]
	}
	var names []string
	for _, at := range shown {
		names = append(names, p.paint.as(cyan, p.where(at)))
	}
	if more := len(x.Places) - len(shown); more > 0 {
		names = append(names, number(more, "more place", "more places"))
	}
	if len(names) > 0 {
		p.line("    ", strings.Join(names, ", "))
	}
}

func versionsOf(x *Package) string {
	if len(x.Versions) > 3 {
		return strings.Join(x.Versions[:3], ", ") + ", …"
	}
	return strings.Join(x.Versions, ", ")
}

// unknown names packages of which nothing can be told, by why.
func (p *auditPrinter) unknown(list []*Package) {
	if len(list) == 0 {
		return
	}
	var order []string
	of := map[string][]*Package{}
	for _, x := range list {
		reason := why(x)
		if of[reason] == nil {
			order = append(order, reason)
		}
		of[reason] = append(of[reason], x)
	}
	p.line(p.paint.as(adviceColor(UnknownAdvice), UnknownAdvice.String()))
	for _, reason := range order {
		p.item(p.paint.as(blue, "?"), reason+": "+p.names(of[reason], mostUnknown), "")
	}
	p.line("")
}

// names lists packages with their versions, so many of them unless all are asked for.
func (p *auditPrinter) names(list []*Package, most int) string {
	var names []string
	for i, x := range list {
		if i == most && len(list) > most+1 && !p.AllNotes {
			names = append(names, number(len(list)-i, "more", "more")+" (--all lists them)")
			break
		}
		name := x.Name
		if v := versionsOf(x); v != "" {
			name += " " + v
		}
		names = append(names, strings.ReplaceAll(visible(name), " ", unbroken))
	}
	return strings.Join(names, ", ")
}

// unbroken stands for a blank at which no line is broken: a name and its version stay together.
const unbroken = "\x00"

// safe names what nothing speaks against.
func (p *auditPrinter) safe(list []*Package) {
	if len(list) == 0 {
		return
	}
	p.line(p.paint.as(adviceColor(LooksSafe), LooksSafe.String()))
	for _, l := range wrap(p.names(list, mostSafe), p.Width-2) {
		p.line("  ", strings.ReplaceAll(l, unbroken, " "))
	}
	p.line("")
}

// remarks says what limits the whole audit.
func (p *auditPrinter) remarks() {
	for _, s := range p.audit.Remarks {
		for i, l := range wrap(visible(s), p.Width-5) {
			if i == 0 {
				p.line(p.paint.as(bold+";"+blue, "note"), " ", l)
			} else {
				p.line("     ", l)
			}
		}
	}
	if len(p.audit.Remarks) > 0 {
		p.line("")
	}
}

func (p *auditPrinter) total() {
	n := p.audit.counts()
	var parts []string
	for a, words := range []string{"not to install", "with caution", "unknown", "looking safe"} {
		if n[a] > 0 {
			parts = append(parts, p.paint.as(adviceColor(Advice(a)), thousands(n[a])+" "+words))
		}
	}
	if len(parts) == 0 {
		parts = []string{"No packages"}
	}
	of := ""
	if len(p.audit.Packages) > 0 {
		of = ": " + number(len(p.audit.Packages), "package", "packages")
	}
	if p.audit.Files > 0 {
		of += " in " + number(p.audit.Files, "manifest", "manifests")
	}
	p.line(strings.Join(parts, ", "), of, p.seconds())
	if !p.audit.Online {
		p.line(p.paint.as(faint, fmt.Sprintf("Offline, by names known on %s: --online also asks for versions, ages and known flaws", orNothing(p.audit.Index))))
	}
}

func orNothing(s string) string {
	if s == "" {
		return "no day"
	}
	return s
}
