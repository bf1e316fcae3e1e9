package analysis_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// typingNames is an index of two ecosystems.
func typingNames(t *testing.T) packages.Names {
	t.Helper()
	data, err := packages.Build(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		packages.List{Ecosystem: packages.PyPI, Complete: true, Entries: []packages.Entry{{Name: "requests", Rank: 1}, {Name: "setuptools", Rank: 2}}},
		packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "react", Downloads: 1e6}}})
	if err != nil {
		t.Fatal(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// typedSaid applies edits of a requirements file one after another and gives what the quick answer says behind each, and in the end
// the settled one.
func typedSaid(t *testing.T, s *analysis.Session, path string, edits ...analysis.TextEdit) (quick []string, settled []string) {
	t.Helper()
	var snap *analysis.Snapshot
	for _, e := range edits {
		snap = apply(t, s, analysis.FileChange{Path: path, Edits: []analysis.TextEdit{e}})
		quick = append(quick, strings.Join(said(t, snap, analysis.Scope{Paths: []string{path}, Touched: true}), ","))
	}
	return quick, said(t, snap, analysis.Scope{})
}

func TestNamesAreWholeWhenTyped(t *testing.T) {
	in := func(start, end int, text string) analysis.TextEdit {
		return analysis.TextEdit{Start: start, End: end, New: text}
	}
	for _, test := range []struct {
		name, path, text string
		edits            []analysis.TextEdit
		quick, settled   string
	}{
		{"letter by letter", "requirements.txt", "requests\n", []analysis.TextEdit{in(9, 9, "q"), in(10, 10, "u"), in(11, 11, "x")}, "||", "qux"},
		{"a line end behind it", "requirements.txt", "requests\n", []analysis.TextEdit{in(9, 9, "qux"), in(12, 12, "\n")}, "|qux", "qux"},
		{"above another line", "requirements.txt", "\nrequests\n", []analysis.TextEdit{in(0, 0, "qu"), in(2, 2, "x"), in(3, 3, "=")}, "||qux", "qux"},
		{"a version behind it", "requirements.txt", "requests\n", []analysis.TextEdit{in(9, 9, "qux"), in(12, 12, "==1.0")}, "|qux", "qux"},
		{"at once, and whole", "requirements.txt", "requests\n", []analysis.TextEdit{in(9, 9, "qux==1.0\n")}, "qux", "qux"},
		{"an edit elsewhere", "requirements.txt", "requests\n", []analysis.TextEdit{in(9, 9, "qux"), in(0, 0, "\n")}, "|qux", "qux"},
		{"a letter taken away", "requirements.txt", "qux1\n", []analysis.TextEdit{in(3, 4, "")}, "", "qux"},
		{"the first letter taken away", "requirements.txt", "rqux\n", []analysis.TextEdit{in(0, 1, "")}, "", "qux"},
		{"something in front of it", "requirements.txt", "qux\n", []analysis.TextEdit{in(0, 0, "\n")}, "qux", "qux"},
		{"in its middle", "requirements.txt", "qx\n", []analysis.TextEdit{in(1, 1, "u")}, "", "qux"},
		{"in quotes that were there", "package.json", `{"dependencies": {""}}`, []analysis.TextEdit{in(19, 19, "qux"), in(23, 23, `: "1"`)}, "|qux", "qux"},
		{"an import", "app.py", "import os\nprint(os)\n", []analysis.TextEdit{in(10, 10, "import quux_of_frobnicatio"), in(36, 36, "n"), in(37, 37, "\n")}, "||quux_of_frobnication", "quux_of_frobnication"},
		{"the import of a name", "app.py", "import os\nprint(os)\n", []analysis.TextEdit{in(10, 10, "from quux_of_frobnication import x\n")}, "quux_of_frobnication", "quux_of_frobnication"},
		{"setup.py", "setup.py", "from setuptools import setup\nsetup(install_requires=['requests'])\n",
			[]analysis.TextEdit{in(63, 63, ", 'qux'"), in(70, 70, ",")}, "qux|qux", "qux"},
		{"setup.py, letter by letter", "setup.py", "from setuptools import setup\nsetup(install_requires=['requests', ''])\n",
			[]analysis.TextEdit{in(66, 66, "q"), in(67, 67, "ux"), in(70, 70, " ")}, "||qux", "qux"},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := packageSession(t, analysis.Options{Index: typingNames(t)})
			said(t, apply(t, s, analysis.FileChange{Path: test.path, Text: []byte(test.text), Open: true}), analysis.Scope{})
			quick, settled := typedSaid(t, s, test.path, test.edits...)
			if got := strings.ReplaceAll(strings.Join(quick, "|"), test.path+" ", ""); got != test.quick {
				t.Errorf("quick: got %q, want %q", got, test.quick)
			}
			if got := strings.ReplaceAll(strings.Join(settled, "|"), test.path+" ", ""); got != test.settled {
				t.Errorf("settled: got %q, want %q", got, test.settled)
			}
		})
	}
}

// A text that comes as a whole is compared with the one before.
func TestTypingOfWholeTexts(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: typingNames(t)})
	quick := analysis.Scope{Paths: []string{"requirements.txt"}, Touched: true}
	whole := func(text string) *analysis.Snapshot {
		return apply(t, s, analysis.FileChange{Path: "requirements.txt", Text: []byte(text), Open: true})
	}
	sameSaid(t, "opened", said(t, whole("qux\n"), quick), "requirements.txt qux")
	sameSaid(t, "typed", said(t, whole("quxx\n"), quick))
	sameSaid(t, "finished", said(t, whole("quxx\n\n"), quick), "requirements.txt quxx")
	r, err := whole("quxxy\n\n").Findings(t.Context(), analysis.Scope{})
	if err != nil || len(r.Findings) != 1 || !r.Findings[0].Typing {
		t.Errorf("the settled answer says that it is being typed: %v %+v", err, r)
	}
}

// Whatever the edits, what the quick answer leaves out is what the settled one marks.
func TestQuickAnswersLeaveOutWhatIsTyped(t *testing.T) {
	index := typingNames(t)
	rapid.Check(t, func(r *rapid.T) {
		s := packageSession(t, analysis.Options{Index: index})
		text := "requests\nqux\n"
		apply(t, s, analysis.FileChange{Path: "requirements.txt", Text: []byte(text), Open: true})
		for range rapid.IntRange(1, 8).Draw(r, "messages") {
			var edits []analysis.TextEdit
			for range rapid.IntRange(1, 3).Draw(r, "edits") {
				from := rapid.IntRange(0, len(text)).Draw(r, "from")
				to := rapid.IntRange(from, min(len(text), from+3)).Draw(r, "to")
				e := analysis.TextEdit{Start: from, End: to, New: rapid.SampledFrom([]string{"", "q", "u", "qux", "\n", "==1", "quux\nxuq"}).Draw(r, "new")}
				text = text[:from] + e.New + text[to:]
				edits = append(edits, e)
			}
			snap := apply(t, s, analysis.FileChange{Path: "requirements.txt", Edits: edits})
			quick, err := snap.Findings(t.Context(), analysis.Scope{Paths: []string{"requirements.txt"}, Touched: true})
			if err != nil {
				r.Fatal(err)
			}
			settled, err := snap.Findings(t.Context(), analysis.Scope{})
			if err != nil {
				r.Fatal(err)
			}
			want := ""
			for _, f := range settled.Findings {
				if !f.Typing {
					want += fmt.Sprint(f.Span, f.Rule)
				}
			}
			got := ""
			for _, f := range quick.Findings {
				got += fmt.Sprint(f.Span, f.Rule)
			}
			if got != want {
				r.Fatalf("%q: got %s, want %s", text, got, want)
			}
		}
	})
}
