package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/rivo/uniseg"

	"underpin/analysis"
)

// Style is how the text for people looks.
type Style struct {
	Color    bool
	Width    int                 // columns; 0: 100
	Quiet    bool                // findings alone: no notes, no summary
	AllNotes bool                // every note, not only a few of a kind
	Elapsed  time.Duration       // told in the summary; 0: not told
	Path     func(string) string // how a path is named to whoever reads; nil: as it is
}

// Text writes the findings for people: each with its way from source to sink, line by line, and its fix.
func Text(w io.Writer, in Input, style Style) error {
	if style.Width <= 0 {
		style.Width = 100
	}
	if style.Path == nil {
		style.Path = func(path string) string { return path }
	}
	p := &printer{Writer: bufio.NewWriter(w), in: in, Style: style, paint: paint(style.Color)}
	for _, f := range in.Report.Findings {
		p.finding(f)
	}
	if !style.Quiet {
		p.notes()
		p.summary()
	}
	return p.Flush()
}

type printer struct {
	*bufio.Writer // its first error comes back from Flush
	Style
	in    Input
	paint paint
}

func (p *printer) line(parts ...string) {
	for _, s := range parts {
		_, _ = p.WriteString(s)
	}
	_ = p.WriteByte('\n')
}

func (p *printer) finding(f analysis.Finding) {
	facts := fmt.Sprintf("CWE-%d, %s confidence", f.CWE, f.Confidence)
	head := p.paint.as(severityColor(f.Severity), f.Severity.String()) + " " + p.paint.as(bold, f.Rule)
	p.line(head, "  ", p.paint.as(cyan, p.where(f.Location)), "  ", p.paint.as(faint, facts))
	for _, l := range wrap(visible(f.Message), p.Width) {
		p.line(l)
	}
	if s := f.Suppressed; s != nil {
		p.line(p.paint.as(faint, visible(fmt.Sprintf("suppressed by %s at %s: %s", s.Kind, p.where(s.Location), reasonOf(s)))))
	}
	p.line("")
	p.way(f)
	for _, fix := range f.Fixes {
		p.fix(f, fix)
	}
	p.line("")
}

func reasonOf(s *analysis.Suppression) string {
	if s.Reason == "" {
		return "no reason given"
	}
	return s.Reason
}

// where names a place in the form that terminals and editors make a link of.
func (p *printer) where(at analysis.Location) string {
	name := visible(p.Path(at.Path))
	if place, ok := p.in.locate(at, analysis.UTF32); ok {
		return fmt.Sprintf("%s:%d:%d", name, place.line, place.column)
	}
	return name
}

// way shows each step on its line of source; the last one is the finding itself. A file is named where it changes.
func (p *printer) way(f analysis.Finding) {
	way := steps(f)
	gutter := p.gutter(way)
	numbered := len(way) > 1
	file, above := f.Path, ""
	for i, s := range way {
		if s.Path != file || i == 0 && p.spansFiles(way) {
			p.line(strings.Repeat(" ", gutter+3), p.paint.as(cyan, visible(p.Path(s.Path))))
			file, above = s.Path, ""
		}
		number := "  "
		if numbered {
			number = fmt.Sprintf("%2d", i+1)
		}
		color := yellow
		if i == len(way)-1 {
			color = severityColor(f.Severity)
		}
		above = p.step(s, number, gutter, color, above)
	}
}

func (p *printer) spansFiles(way []analysis.Step) bool {
	for _, s := range way {
		if s.Path != way[0].Path {
			return true
		}
	}
	return false
}

// gutter is how many columns the largest line number takes.
func (p *printer) gutter(way []analysis.Step) int {
	width := 1
	for _, s := range way {
		if place, ok := p.in.locate(s.Location, analysis.UTF32); ok {
			width = max(width, len(fmt.Sprint(place.line)))
		}
	}
	return width
}

// step shows one station and gives the source line it printed. Where several lie on one line (a call, then the
// variable that takes its result) the line stands once: above is what the step before printed.
func (p *printer) step(s analysis.Step, number string, gutter int, color, above string) string {
	text, ok := p.in.Text(s.Path)
	if !ok {
		p.line(p.paint.as(bold, number), " ", visible(s.Path), "  ", visible(s.Message))
		return ""
	}
	row := text.Line(s.Span.Start)
	span := text.LineSpan(row)
	room := max(p.Width-gutter-6, 20)
	shown := layout(text.LineText(row), s.Span.Start-span.Start, min(s.Span.End, span.End)-span.Start, room)
	bar := p.paint.as(faint, "│")
	label := fmt.Sprintf("%*d", gutter, row+1)
	code := s.Path + label + shown.text
	if code != above {
		p.line(p.paint.as(bold, number), " ", p.paint.as(faint, label), " ", bar, " ", strings.TrimRight(shown.text, " "))
		number = "  "
	}
	message := visible(s.Message)
	if last := text.Line(max(s.Span.Start, s.Span.End-1)); last > row {
		message = strings.TrimSpace(fmt.Sprintf("%s (to line %d)", message, last+1))
	}
	p.carets(shown, message, p.paint.as(bold, number), strings.Repeat(" ", gutter+2)+bar+" ", room, color)
	return code
}

// carets marks the span and says beside it, or below where there is no room, what happens there.
func (p *printer) carets(shown line, message, number, margin string, room int, color string) {
	marks := strings.Repeat("^", max(shown.end-shown.start, 1))
	indent := strings.Repeat(" ", shown.start)
	if shown.start+len(marks)+1+uniseg.StringWidth(message) <= room {
		p.line(number, margin, indent, p.paint.as(color, strings.TrimSpace(marks+" "+message)))
		return
	}
	p.line(number, margin, indent, p.paint.as(color, marks))
	for _, l := range wrap(message, room) {
		pad := max(0, min(shown.start, room-uniseg.StringWidth(l)))
		p.line("  ", margin, strings.Repeat(" ", pad), p.paint.as(color, l))
	}
}

func (p *printer) note(n analysis.Note) {
	where := visible(p.Path(n.Path))
	if !wholeFile(n) {
		where = p.where(n.Location)
	}
	p.line(p.paint.as(bold+";"+blue, "note"), " ", p.paint.as(cyan, where), ": ", visible(n.Message))
}
