package analysis_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"underpin/analysis"
)

var samples = flag.String("samples", "testdata/quality", "TestQuality measures the samples in this folder; the floors hold for the usual one only")

var listMisses = flag.Bool("misses", false, "TestQuality lists what was missed and what was found too much (with -v)")

// What is found in programs that nothing was tuned on. The figures:
//
//	go test ./analysis -run '^TestQuality$' -count=1 -v [-misses] [-samples FOLDER]
//
// testdata/quality/README.md tells what the samples are and how they count.
func TestQuality(t *testing.T) {
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	q := &quality{rules: map[string]*tally{}}
	known := map[string]bool{}
	for _, r := range s.Rules() {
		known[r.Name] = true
	}
	folders, err := filepath.Glob(filepath.Join(*samples, "*", "labels.tsv"))
	if err != nil || len(folders) == 0 {
		t.Fatal("no samples", err)
	}
	for _, labels := range folders {
		x, err := readSample(filepath.Dir(labels), known)
		if err != nil {
			t.Fatal(err)
		}
		found, err := findIn(s, x)
		if err != nil {
			t.Fatalf("%s: %v", x.name, err)
		}
		q.add(x, found)
	}
	t.Log(q.summary() + q.table())
	if *listMisses {
		t.Log(q.list())
	}
	if all := q.total(); *samples == flag.Lookup("samples").DefValue && ratio(all.found, all.rows) < recallFloor || ratio(all.alarms, q.clean) > alarmCeiling {
		t.Errorf("recall must be at least %.2f and false alarms a clean sample at most %.2f", recallFloor, alarmCeiling)
	}
}

// What the labelled samples must at least give. Raised as it gets better, never
// lowered without a reason written here.
const (
	recallFloor  = 0.88
	alarmCeiling = 0.03
)

// sample is a small program and what is known to be wrong with it.
type sample struct {
	name   string
	files  []analysis.FileChange
	labels []label
	lines  int
}

// label is a row of labels.tsv.
type label struct {
	file, rule, note string
	line             int
	debatable        bool // marked "?": counts neither way
}

func (x *sample) clean() bool {
	return !slices.ContainsFunc(x.labels, func(l label) bool { return !l.debatable })
}

func readSample(folder string, known map[string]bool) (*sample, error) {
	x := &sample{name: filepath.Base(folder)}
	names, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil {
		return nil, err
	}
	lines := map[string]int{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		base := filepath.Base(name)
		lines[base] = strings.Count(string(text), "\n")
		x.lines += lines[base]
		x.files = append(x.files, analysis.FileChange{Path: base, Text: text})
	}
	text, err := os.ReadFile(filepath.Join(folder, "labels.tsv"))
	if err != nil {
		return nil, err
	}
	if x.labels, err = readLabels(string(text)); err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	for _, l := range x.labels {
		if l.line < 1 || l.line > lines[l.file] || !known[l.rule] {
			return nil, fmt.Errorf("%s: labels.tsv: there is no line %s:%d or no rule %s", folder, l.file, l.line, l.rule)
		}
	}
	return x, nil
}

func readLabels(text string) ([]label, error) {
	var out []label
	for i, row := range strings.Split(strings.TrimSpace(text), "\n")[1:] {
		cells := strings.Split(strings.TrimSuffix(row, "\r"), "\t")
		if len(cells) < 3 {
			return nil, fmt.Errorf("labels.tsv:%d: want file, line, rule and note, divided by tabs, got %q", i+2, row)
		}
		line, err := strconv.Atoi(cells[1])
		if err != nil {
			return nil, fmt.Errorf("labels.tsv:%d: %q is no line", i+2, cells[1])
		}
		l := label{file: cells[0], line: line}
		l.rule, l.debatable = strings.CutPrefix(cells[2], "?")
		l.note = strings.Join(cells[3:], " ")
		out = append(out, l)
	}
	return out, nil
}

// spotted is a finding with its lines, counted from 1.
type spotted struct {
	file, rule, confidence, code string
	first, last                  int
	hidden                       bool // not shown by default
}

func (f *spotted) meets(l label) bool {
	return f.rule == l.rule && f.file == l.file && f.first <= l.line && l.line <= f.last
}

// findIn analyses a sample alone: what the session held before goes.
func findIn(s *analysis.Session, x *sample) ([]spotted, error) {
	snap, err := s.Apply(context.Background(), x.files...)
	if err != nil {
		return nil, err
	}
	report, err := snap.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		return nil, err
	}
	var out []spotted
	for _, f := range report.Findings {
		text, _ := snap.Text(f.Path)
		first := text.Line(f.Span.Start)
		out = append(out, spotted{
			file: f.Path, rule: f.Rule, confidence: f.Confidence.String(),
			first: first + 1, last: text.Line(max(f.Span.Start, f.Span.End-1)) + 1, code: strings.TrimSpace(text.LineText(first)),
			hidden: f.Confidence < analysis.Medium || f.Suppressed != nil,
		})
	}
	var gone []analysis.FileChange
	for _, f := range x.files {
		gone = append(gone, analysis.FileChange{Path: f.Path, Removed: true})
	}
	_, err = s.Apply(context.Background(), gone...)
	return out, err
}

// tally counts for one rule: rows of labels, those found, findings in clean
// samples, and findings without a row in flawed ones.
type tally struct{ rows, found, alarms, others int }

func (a *tally) add(b tally) {
	a.rows, a.found, a.alarms, a.others = a.rows+b.rows, a.found+b.found, a.alarms+b.alarms, a.others+b.others
}

// quality is the score of all samples.
type quality struct {
	rules         map[string]*tally
	clean, flawed int // samples
	flawedLines   int
	missed        []string // a line each
	extra         []string
}

func (q *quality) add(x *sample, found []spotted) {
	if x.clean() {
		q.clean++
	} else {
		q.flawed++
		q.flawedLines += x.lines
	}
	for _, l := range x.labels {
		if l.debatable {
			continue
		}
		count := tally{rows: 1}
		hint := ""
		for _, f := range found {
			switch {
			case !f.meets(l):
			case f.hidden:
				hint = ", found with " + f.confidence + " confidence or suppressed"
			default:
				count.found = 1
			}
		}
		q.of(l.rule).add(count)
		if count.found == 0 {
			q.missed = append(q.missed, fmt.Sprintf("%s/%s:%d  %s  (%s)%s", x.name, l.file, l.line, l.rule, l.note, hint))
		}
	}
	for _, f := range found {
		if f.hidden || slices.ContainsFunc(x.labels, f.meets) {
			continue
		}
		kind := "other finding"
		if x.clean() {
			kind = "false alarm"
			q.of(f.rule).add(tally{alarms: 1})
		} else {
			q.of(f.rule).add(tally{others: 1})
		}
		q.extra = append(q.extra, fmt.Sprintf("%s  %s/%s:%d  %s, %s  %s", kind, x.name, f.file, f.first, f.rule, f.confidence, f.code))
	}
}

func (q *quality) of(rule string) *tally {
	if q.rules[rule] == nil {
		q.rules[rule] = &tally{}
	}
	return q.rules[rule]
}

func (q *quality) total() tally {
	var all tally
	for _, c := range q.rules {
		all.add(*c)
	}
	return all
}

func (q *quality) summary() string {
	all := q.total()
	return fmt.Sprintf(`%d flawed and %d clean samples
recall          %s
false alarms    %.2f a clean sample (%d)
other findings  %.2f in 1,000 lines of flawed samples (%d)
`, q.flawed, q.clean, all.recall(), ratio(all.alarms, q.clean), all.alarms, 1000*ratio(all.others, q.flawedLines), all.others)
}

func (a *tally) recall() string {
	if a.rows == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %% (%d of %d)", 100*ratio(a.found, a.rows), a.found, a.rows)
}

func ratio(a, b int) float64 { return float64(a) / float64(max(b, 1)) }

func (q *quality) table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n%-28s  %-20s  %12s  %6s\n", "rule", "recall", "false alarms", "others")
	for _, name := range slices.Sorted(maps.Keys(q.rules)) {
		c := q.rules[name]
		fmt.Fprintf(&b, "%-28s  %-20s  %12d  %6d\n", name, c.recall(), c.alarms, c.others)
	}
	return b.String()
}

func (q *quality) list() string {
	return "missed:\n  " + strings.Join(q.missed, "\n  ") + "\nfound too much:\n  " + strings.Join(q.extra, "\n  ") + "\n"
}

func TestQualityCounts(t *testing.T) {
	labels, err := readLabels("file\tline\trule\tnote\na.py\t3\tleak\twhy\na.py\t9\t?leak\tperhaps\nb.py\t1\tspill\tan old one\n")
	if err != nil {
		t.Fatal(err)
	}
	at := func(file string, first, last int, rule string, hidden bool) spotted {
		return spotted{file: file, rule: rule, first: first, last: last, hidden: hidden}
	}
	q := &quality{rules: map[string]*tally{}}
	q.add(&sample{name: "flawed", labels: labels, lines: 500}, []spotted{
		at("a.py", 2, 4, "leak", false),  // found
		at("a.py", 9, 9, "leak", false),  // debatable
		at("a.py", 3, 3, "spill", false), // another rule than the row's
		at("b.py", 1, 1, "spill", true),  // hidden: missed
		at("b.py", 5, 5, "spill", true),  // hidden: counts nowhere
	})
	q.add(&sample{name: "clean", labels: labels[1:2], lines: 100}, []spotted{
		at("a.py", 9, 9, "leak", false),
		at("a.py", 3, 3, "leak", false), // a false alarm
	})
	want := map[string]tally{"leak": {rows: 1, found: 1, alarms: 1}, "spill": {rows: 1, others: 1}}
	for rule, c := range want {
		if got := *q.of(rule); got != c {
			t.Errorf("%s: got %+v, want %+v", rule, got, c)
		}
	}
	const summary = `1 flawed and 1 clean samples
recall          50.0 % (1 of 2)
false alarms    1.00 a clean sample (1)
other findings  2.00 in 1,000 lines of flawed samples (1)
`
	if got := q.summary(); got != summary {
		t.Errorf("got\n%swant\n%s", got, summary)
	}
	for _, bad := range []string{"file\tline\trule\nx.py\t3\n", "file\tline\trule\nx.py\tthree\tleak\n"} {
		if _, err := readLabels(bad); err == nil || !strings.HasPrefix(err.Error(), "labels.tsv:2: ") {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}
