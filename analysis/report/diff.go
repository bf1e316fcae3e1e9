package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"underpin/analysis"
)

// hunk is a run of whole lines that a fix replaces.
type hunk struct {
	first    int // line from 0
	old, new []string
}

// longest is how many lines of a hunk are shown; the rest is counted.
const longest = 12

func (p *printer) fix(f analysis.Finding, fix analysis.Fix) {
	p.line("")
	p.line(p.paint.as(bold+";"+green, "fix"), "  ", visible(fix.Title))
	for _, file := range fix.Edits {
		if file.Path != f.Path {
			p.line("     ", p.paint.as(cyan, visible(p.Path(file.Path))))
		}
		text, ok := p.in.Text(file.Path)
		if !ok {
			continue
		}
		changed := hunks(text, file.Edits)
		gutter := 1
		for _, h := range changed {
			gutter = max(gutter, len(fmt.Sprint(h.first+max(len(h.old), 1))))
		}
		for _, h := range changed {
			p.hunk(h, gutter)
		}
	}
}

func (p *printer) hunk(h hunk, gutter int) {
	differs := 0 // where long lines are cut around
	if len(h.old) > 0 && len(h.new) > 0 {
		differs = commonPrefix(h.old[0], h.new[0])
	}
	show := func(lines []string, sign, color string, numbered bool) {
		for i, l := range lines {
			label := ""
			if numbered || len(h.old) == 0 && i == 0 { // an insertion is numbered by where it goes
				label = fmt.Sprint(h.first + i + 1)
			}
			margin := p.paint.as(faint, fmt.Sprintf("   %*s │ ", gutter, label))
			if i == longest {
				p.line(margin, p.paint.as(color, fmt.Sprintf("%s … %s more", sign, number(len(lines)-i, "line", "lines"))))
				return
			}
			p.line(margin, p.paint.as(color, strings.TrimRight(sign+" "+layout(l, differs, differs, max(p.Width-gutter-8, 20)).text, " ")))
		}
	}
	show(h.old, "-", red, true)
	show(h.new, "+", green, false)
}

// hunks turns edits into whole lines. Edits that share a line become one hunk; lines that stay the same at either
// end of a hunk are left out, so that an inserted import does not repeat its neighbour.
func hunks(text *analysis.Text, edits []analysis.TextEdit) []hunk {
	sorted := slices.Clone(edits)
	slices.SortStableFunc(sorted, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	var out []hunk
	for i := 0; i < len(sorted); {
		first, last := text.Line(sorted[i].Start), text.Line(sorted[i].End)
		at := text.LineSpan(first).Start
		var b strings.Builder
		for ; i < len(sorted) && text.Line(sorted[i].Start) <= last; i++ {
			e := sorted[i]
			if e.Start < at { // overlapping edits: nothing that could be shown
				return nil
			}
			b.WriteString(text.Slice(analysis.Span{Start: at, End: e.Start}))
			b.WriteString(e.New)
			at, last = e.End, max(last, text.Line(e.End))
		}
		end := text.LineSpan(last).End
		b.WriteString(text.Slice(analysis.Span{Start: at, End: max(at, end)}))
		old := lines(text.Slice(analysis.Span{Start: text.LineSpan(first).Start, End: end}))
		out = append(out, trimmed(hunk{first, old, lines(b.String())}))
	}
	return out
}

func lines(s string) []string {
	return strings.Split(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
}

func trimmed(h hunk) hunk {
	for len(h.old) > 0 && len(h.new) > 0 && h.old[0] == h.new[0] {
		h.old, h.new, h.first = h.old[1:], h.new[1:], h.first+1
	}
	for len(h.old) > 0 && len(h.new) > 0 && h.old[len(h.old)-1] == h.new[len(h.new)-1] {
		h.old, h.new = h.old[:len(h.old)-1], h.new[:len(h.new)-1]
	}
	return h
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}
