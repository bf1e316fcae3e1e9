package harness

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"underpin/analysis/internal/source"
)

const (
	pieces   = 7  // that a file is typed in
	prefixes = 25 // of an example that are analysed
)

// typed inserts the pieces of all files in a random order, analysing after each,
// and compares the end with the analysis of the whole.
func (r *runner) typed() {
	random := r.random("typed")
	type piece struct{ file, n int }
	var order []piece
	var start []Change
	files := make([][]string, len(r.example.Files))
	for i, f := range r.example.Files {
		files[i] = split(random, f.Text)
		start = append(start, Change{File: f.Path})
		for n := range files[i] {
			order = append(order, piece{i, n})
		}
	}
	random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })

	w := r.engine.Workspace()
	report, err := r.apply(w, start...)
	done := map[piece]bool{}
	for i := 0; err == nil && i < len(order); i++ {
		p := order[i]
		at := 0
		for n := range p.n {
			if done[piece{p.file, n}] {
				at += len(files[p.file][n])
			}
		}
		done[p] = true
		edit := source.Edit{Start: at, End: at, New: files[p.file][p.n]}
		report, err = r.apply(w, Change{File: r.example.Files[p.file].Path, Edits: []source.Edit{edit}})
	}
	if err != nil {
		r.fail("typed", "%s: typing it piece by piece broke the analysis: %v", r.at(), err)
		return
	}
	r.compare(report)
}

// split cuts a text into pieces of random length, never within a character:
// clients send whole ones.
func split(random *rand.Rand, text string) []string {
	cuts := []int{0, len(text)}
	for range pieces - 1 {
		cuts = append(cuts, boundary(text, random.IntN(len(text)+1)))
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	var out []string
	for i := range cuts[1:] {
		out = append(out, text[cuts[i]:cuts[i+1]])
	}
	return out
}

// boundary is the start of the character that at lies in.
func boundary(text string, at int) int {
	for at > 0 && at < len(text) && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// compare reports how an analysis differs from that of the whole text.
func (r *runner) compare(report *Report) {
	whole, typed := r.render(r.report), r.render(report)
	for _, line := range typed {
		if !slices.Contains(whole, line) {
			r.fail("typed", "typed piece by piece, this is found, and not in the whole text:\n    %s", line)
		}
	}
	for _, line := range whole {
		if !slices.Contains(typed, line) {
			r.fail("typed", "this is found in the whole text, and not when it is typed piece by piece:\n    %s", line)
		}
	}
}

// cut analyses prefixes of one file at a time, the others being whole.
func (r *runner) cut() {
	random := r.random("cut")
	w := r.engine.Workspace()
	if _, err := r.apply(w, r.whole(r.texts)...); err != nil {
		return // said already
	}
	before := r.example.Files[0]
	for range prefixes {
		f := r.example.Files[random.IntN(len(r.example.Files))]
		end := boundary(f.Text, random.IntN(len(f.Text)+1))
		changes := []Change{{File: f.Path, Text: f.Text[:end]}}
		if f.Path != before.Path {
			changes = append(changes, Change{File: before.Path, Text: before.Text})
		}
		before = f
		if _, err := r.apply(w, changes...); err != nil {
			line := r.texts[f.Path].Line(end) + 1
			r.fail("cut", "%s: cut off behind %s the analysis breaks: %v", r.line(f.Path, line), tail(f.Text[:end]), err)
			return // the next prefixes break likewise
		}
	}
}

// tail quotes the end of a text.
func tail(text string) string {
	const most = 30
	return fmt.Sprintf("%q", text[boundary(text, max(len(text)-most, 0)):])
}
