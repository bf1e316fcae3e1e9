package analysis_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"underpin/analysis"
)

// Pairs of programs that differ in one thing, which makes one of them harmless.
// testdata/twins/README.md tells how they are written. The score:
//
//	go test ./analysis -run TestTwins -count=1 -v
func TestTwins(t *testing.T) {
	s, err := analysis.NewSession(analysis.Options{Parser: parserHost(t)})
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/twins/*.md")
	if err != nil || len(names) < 2 {
		t.Fatal("no twins", err)
	}
	var all twinScore
	for _, name := range names {
		if filepath.Base(name) == "README.md" {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := readTwins(string(text))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var score twinScore
		t.Run(strings.TrimSuffix(filepath.Base(name), ".md"), func(t *testing.T) {
			for _, c := range cases {
				t.Run(c.title, func(t *testing.T) { score.add(checkTwins(t, s, c)) })
			}
			t.Log(score.String())
		})
		all.add(score)
	}
	t.Log(all.String())
}

// twins is one case: a program in two versions.
type twins struct {
	title         string
	rule          string
	line          int // of the flaw in the flawed program, from 1
	flawed, clean string
	missed, alarm bool // known gaps
}

var (
	patch = regexp.MustCompile("(?s)```diff\n(.*?)```")
	want  = regexp.MustCompile(`\s*# want: ([\w-]+)$`)
)

func readTwins(text string) ([]twins, error) {
	var out []twins
	for _, section := range strings.Split("\n"+text, "\n## ")[1:] {
		title, body, _ := strings.Cut(section, "\n")
		m := patch.FindStringSubmatchIndex(body)
		if m == nil {
			return nil, fmt.Errorf("%s: no patch", title)
		}
		c := twins{title: title}
		switch prose := strings.TrimSpace(body[:m[0]]); {
		case strings.HasPrefix(prose, "Known gap: missed"):
			c.missed = true
		case strings.HasPrefix(prose, "Known gap: false alarm"):
			c.alarm = true
		case prose != "":
			return nil, fmt.Errorf("%s: %q is no known gap", title, prose)
		}
		if err := c.read(body[m[2]:m[3]]); err != nil {
			return nil, fmt.Errorf("%s: %w", title, err)
		}
		out = append(out, c)
	}
	return out, nil
}

// read splits a patch into the programs before and after it.
func (c *twins) read(patch string) error {
	var flawed, clean strings.Builder
	n := 0
	for _, line := range strings.Split(strings.TrimSuffix(patch, "\n"), "\n") {
		mark := byte(' ')
		if line != "" {
			mark, line = line[0], line[1:]
		}
		if mark != '+' {
			n++
			if w := want.FindStringSubmatch(line); w != nil {
				c.rule, c.line = w[1], n
			}
		}
		line = want.ReplaceAllString(line, "") + "\n"
		switch mark {
		case '-':
			flawed.WriteString(line)
		case '+':
			clean.WriteString(line)
		case ' ':
			flawed.WriteString(line)
			clean.WriteString(line)
		default:
			return fmt.Errorf("a line of a patch begins with %q", mark)
		}
	}
	c.flawed, c.clean = flawed.String(), clean.String()
	if c.rule == "" || c.flawed == c.clean {
		return fmt.Errorf("nothing is wanted, or the twins are the same")
	}
	return nil
}

// checkTwins fails for a twin judged wrong, unless it is a known gap, and for a
// known gap that is none any more.
func checkTwins(t *testing.T, s *analysis.Session, c twins) twinScore {
	score := twinScore{pairs: 1}
	var extra []string
	for _, f := range shownIn(t, s, c.flawed) {
		if f.rule == c.rule && f.first <= c.line && c.line <= f.last {
			score.found = 1
		} else {
			extra = append(extra, fmt.Sprintf("%d: %s", f.first, f.rule))
		}
	}
	if missed := score.found == 0; missed != c.missed {
		t.Errorf("the flawed twin is missed: %v, noted as: %v", missed, c.missed)
	}
	if len(extra) > 0 {
		t.Errorf("more than the flaw is reported: %q", extra)
	}
	var alarms []string
	for _, f := range shownIn(t, s, c.clean) {
		alarms = append(alarms, fmt.Sprintf("%d: %s", f.first, f.rule))
		score.alarms = 1
	}
	if alarm := len(alarms) > 0; alarm != c.alarm {
		t.Errorf("the harmless twin is reported: %q, noted as such: %v", alarms, c.alarm)
	}
	return score
}

// shownIn gives the findings in a program that are shown by default.
func shownIn(t *testing.T, s *analysis.Session, program string) []spotted {
	found, err := findIn(s, &sample{files: []analysis.FileChange{{Path: "app.py", Text: []byte(program)}}})
	if err != nil {
		t.Fatal(err)
	}
	var out []spotted
	for _, f := range found {
		if !f.hidden {
			out = append(out, f)
		}
	}
	return out
}

type twinScore struct{ pairs, found, alarms int }

func (a *twinScore) add(b twinScore) {
	a.pairs, a.found, a.alarms = a.pairs+b.pairs, a.found+b.found, a.alarms+b.alarms
}

// String gives recall, false alarms and their difference: 100 is perfect, and
// what reports everything or nothing gets 0.
func (a *twinScore) String() string {
	recall, alarms := 100*ratio(a.found, a.pairs), 100*ratio(a.alarms, a.pairs)
	return fmt.Sprintf("%d pairs: recall %.1f %%, false alarms %.1f %%, score %.1f", a.pairs, recall, alarms, recall-alarms)
}
