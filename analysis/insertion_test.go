package analysis_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"underpin/analysis"
)

func TestViews(t *testing.T) {
	in := &analysis.Insertion{ID: 1}
	for _, c := range []struct {
		view    analysis.View
		touched analysis.Touched
		others  analysis.Others
		want    analysis.Severity
		shown   bool
	}{
		{analysis.Everything, analysis.Touched{}, analysis.Hidden, analysis.Error, true},
		{analysis.Insertions, analysis.Touched{Insertion: in}, analysis.Hidden, analysis.Error, true},
		{analysis.Insertions, analysis.Touched{Changed: true}, analysis.Demoted, analysis.Info, true},
		{analysis.Insertions, analysis.Touched{}, analysis.Demoted, analysis.Info, true},
		{analysis.Insertions, analysis.Touched{}, analysis.Hidden, analysis.Error, false},
		{analysis.Changes, analysis.Touched{Changed: true}, analysis.Hidden, analysis.Error, true},
		{analysis.Changes, analysis.Touched{Insertion: in}, analysis.Hidden, analysis.Error, true},
		{analysis.Changes, analysis.Touched{}, analysis.Demoted, analysis.Info, true},
		{analysis.Changes, analysis.Touched{}, analysis.Hidden, analysis.Error, false},
	} {
		got, shown := c.view.Show(analysis.Error, c.touched, c.others)
		if shown != c.shown || shown && got != c.want {
			t.Errorf("%v of %+v: %v, %v", c.view, c.touched, got, shown)
		}
	}
	if got, _ := analysis.Insertions.Show(analysis.Info, analysis.Touched{}, analysis.Demoted); got != analysis.Info {
		t.Errorf("an information became %v", got)
	}
	for _, name := range []string{"everything", "insertions", "changes"} {
		if v, ok := analysis.ParseView(name); !ok || v.String() != name {
			t.Errorf("%s is %v, %v", name, v, ok)
		}
	}
	if _, ok := analysis.ParseView("all"); ok {
		t.Error("all is a view")
	}
}

// A finding belongs to an insertion when any step of its way does: here most findings are about lines that stood before.
func TestFindingsTouchInsertions(t *testing.T) {
	text, err := os.ReadFile("testdata/login/flawed/app.py")
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	session := newSession(t)
	// The document is opened without the lines from the query on; an assistant brings them.
	whole := string(text)
	cut := strings.Index(whole, "    query =")
	tracker := analysis.NewTracker()
	snap, err := session.Apply(ctx, analysis.FileChange{Path: "app.py", Text: []byte(whole[:cut])})
	if err != nil {
		t.Fatal(err)
	}
	opened, _ := snap.Text("app.py")
	tracker.Open("app.py", 1, opened.String())
	edit := analysis.TextEdit{Start: cut, End: cut, New: whole[cut:]}
	snap, err = session.Apply(ctx, analysis.FileChange{Path: "app.py", Edits: []analysis.TextEdit{edit}})
	if err != nil {
		t.Fatal(err)
	}
	after, _ := snap.Text("app.py")
	if _, err := tracker.Change(analysis.EditChange{Path: "app.py", Version: 2, Edits: []analysis.TextEdit{edit}, After: after, At: time.Unix(1e9, 0)}); err != nil {
		t.Fatal(err)
	}
	report, err := snap.Findings(ctx, analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	marks := tracker.Marks()
	got := map[string]bool{}
	for i := range report.Findings {
		f := &report.Findings[i]
		touched := analysis.Touch(marks, f, nil)
		got[f.Rule] = touched.Insertion != nil
		if touched.Changed != got[f.Rule] {
			t.Errorf("%s at %v: %+v", f.Rule, f.Span, touched)
		}
	}
	if touches, found := got["sql-injection"]; !found || !touches {
		t.Errorf("the query was inserted: %v", got)
	}
	if touches, found := got["missing-rate-limit"]; !found || touches {
		t.Errorf("the route was there before: %v", got)
	}
}
