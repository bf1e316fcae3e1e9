package report

import (
	"fmt"

	"underpin/analysis"
)

// Limits of what is told beside the findings unless all of it is asked for.
const (
	maxAlike = 3  // notes of one kind, or that say the same of different places
	maxNotes = 10 // notes in all
)

// fold gives the notes that are shown one by one, and lines that stand for the others: many of a kind are counted; of
// those that say the same the first are shown.
func fold(notes []analysis.Note) (shown []analysis.Note, told []string) {
	of, alike := map[string]int{}, map[string]int{}
	for _, n := range notes {
		if n.Kind != "" {
			of[n.Kind]++
		}
	}
	var same, kinds []string
	seen := map[string]bool{}
	for _, n := range notes {
		switch {
		case of[n.Kind] > maxAlike:
			if !seen[n.Kind] {
				seen[n.Kind] = true
				kinds = append(kinds, thousands(of[n.Kind])+" "+n.Kind)
			}
			continue
		case alike[n.Message] == maxAlike:
			same = append(same, n.Message)
		}
		if alike[n.Message]++; alike[n.Message] <= maxAlike {
			shown = append(shown, n)
		}
	}
	for _, m := range same {
		told = append(told, fmt.Sprintf("%s more: %s", thousands(alike[m]-maxAlike), m))
	}
	if more := len(shown) - maxNotes; more > 1 {
		shown = shown[:maxNotes]
		told = append(told, thousands(more)+" more")
	}
	if len(told) > maxNotes {
		told = append(told[:maxNotes-1], "and more")
	}
	return shown, append(told, kinds...)
}

// notes tells what the findings do not say, in a few lines.
func (p *printer) notes() {
	shown, told := p.in.Report.Notes, []string(nil)
	if !p.AllNotes {
		shown, told = fold(shown)
	}
	for _, n := range shown {
		p.note(n)
	}
	for i, t := range told {
		if i == len(told)-1 {
			t += " (--notes lists them)"
		}
		p.line(p.paint.as(bold+";"+blue, "note"), " ", visible(t))
	}
	if len(shown)+len(told) > 0 {
		p.line("")
	}
}
