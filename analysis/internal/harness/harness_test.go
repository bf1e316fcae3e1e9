package harness

import (
	"context"
	"errors"
	"strings"
	"testing"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
)

// fake is an engine for texts of calls: every line with "sink(" is a finding of
// the rule "leak" whose path begins at the last line with "source(" before it;
// "faint(" is a hidden one; "fix(" in the line offers to replace "sink" by it.
type fake struct {
	forgets bool   // findings depend on how the text came
	breaks  string // a text that ends like this is a panic
	fix     string // what the fix writes instead of "sink"
}

func (f *fake) Knows(name string) bool { return name == "leak" || name == "other" }

func (f *fake) Workspace() Workspace { return &workspace{fake: f, texts: map[string]*source.Text{}} }

func (f *fake) SyntaxError(_ context.Context, _, text string) (int, bool, error) {
	at := strings.Index(text, "))")
	return at, at >= 0, nil
}

type workspace struct {
	*fake
	names  []string
	texts  map[string]*source.Text
	edited int
}

func (w *workspace) Apply(ctx context.Context, changes ...Change) (*Report, error) {
	for _, c := range changes {
		if w.texts[c.File] == nil {
			w.names = append(w.names, c.File)
		}
		if c.Edits == nil {
			w.texts[c.File] = source.NewString(c.Text)
			continue
		}
		text, err := w.texts[c.File].ApplySequence(c.Edits...)
		if err != nil {
			return nil, err
		}
		w.texts[c.File] = text
		w.edited++
	}
	r := &Report{}
	for _, name := range w.names {
		w.scan(r, name, w.texts[name])
	}
	return r, ctx.Err()
}

func (w *workspace) scan(r *Report, name string, text *source.Text) {
	if w.breaks != "" && strings.HasSuffix(text.String(), w.breaks) {
		panic("half-written")
	}
	if w.forgets && w.edited > 0 {
		return
	}
	var steps []Step
	for n := range text.Lines() {
		line, start := text.LineText(n), text.LineStart(n)
		here := Place{name, source.Span{Start: start, End: start + len(line)}}
		if strings.Contains(line, "source(") {
			steps = []Step{{here, "comes in"}}
		}
		at := strings.Index(line, "sink(")
		f := Finding{Place: here, Rule: "leak", Confidence: "high", Message: "it leaks", Steps: append(steps, Step{here, "goes out"})}
		if strings.Contains(line, "faint(") {
			f.Hidden, f.Confidence = "low confidence", "low"
		} else if at < 0 {
			continue
		}
		if w.fix != "" && at >= 0 {
			edit := source.Edit{Start: start + at, End: start + at + len("sink"), New: w.fix}
			f.Fixes = []Fix{{Title: "write " + w.fix, Edits: []FileEdits{{name, []source.Edit{edit}}}}}
		}
		r.Findings = append(r.Findings, f)
	}
}

// example reads a block as package rule does, from line 10 of leak.md on.
func example(t *testing.T, code string) *rule.Example {
	t.Helper()
	e := &rule.Example{Rule: "leak", Name: "name", Section: "bad", Doc: "leak.md", Line: 10}
	file := rule.ExampleFile{Path: "example.py", Line: 10}
	for i, line := range strings.Split(strings.TrimSpace(code), "\n") {
		text, mark, ok := strings.Cut(line, "  # ")
		if word, value, _ := strings.Cut(mark, ": "); ok {
			w := rule.Want{File: file.Path, Line: i + 1, Rules: strings.Split(value, ", "), At: 10 + i}
			switch word {
			case "want":
				e.Wants = append(e.Wants, w)
			case "todo":
				e.Todos = append(e.Todos, w)
			case "flow":
				e.Flows = append(e.Flows, w)
			}
		}
		file.Text += text + "\n"
	}
	e.Files = []rule.ExampleFile{file}
	return e
}

func TestRun(t *testing.T) {
	const good = "a = source()  # flow: source\nsink(a)  # want: leak"
	for _, c := range []struct {
		name, code string
		engine     fake
		want       []string // a failure each: its check and the beginning of its text
	}{
		{"all well", good, fake{fix: "clean"}, nil},
		{"missing", "a = source()\nrun(a)  # want: leak", fake{},
			[]string{"exact leak.md:11: missing leak\n    run(a)"}},
		{"missing here, found elsewhere", "a = source()  # want: leak\nsink(a)", fake{}, []string{
			"exact leak.md:10: missing leak\n    a = source()\n    the nearest is at leak.md:11",
			"exact leak.md:11: unexpected leak (high confidence): it leaks\n    sink(a)\n      leak.md:10: a = source()  <- comes in"}},
		{"missing because hidden", "faint(a)  # want: leak", fake{},
			[]string{"exact leak.md:10: missing leak\n    faint(a)\n    it is found, but hidden (low confidence)"}},
		{"hidden and not wanted", "faint(a)", fake{}, nil},
		{"another rule's want", "sink(a)  # want: other", fake{},
			[]string{"exact leak.md:10: missing other", "exact leak.md:10: unexpected leak"}},
		{"no such rule", "sink(a)  # want: leak, leek", fake{},
			[]string{`exact leak.md:10: "want" names the rule "leek", which does not exist`}},
		{"todo holds", "run(a)  # todo: leak", fake{}, nil},
		{"todo passes", "sink(a)  # todo: leak", fake{}, []string{"todo leak.md:10: leak is found now: make the todo a want\n    sink(a)"}},
		{"no such mark", "sink(a)  # want: leak\nb = 1  # flow: sauce", fake{},
			[]string{`flow leak.md:11: "flow: sauce"`, "flow leak.md:11: no finding's path"}},
		{"flow from elsewhere", "a = 1  # flow: source\nb = source()\nsink(b)  # want: leak", fake{}, []string{
			"flow leak.md:10: no finding's path comes through the marked source\n    a = 1\n    leak at leak.md:12\n      leak.md:11: b = source()  <- comes in"}},
		{"order matters", good, fake{forgets: true},
			[]string{"typed this is found in the whole text, and not when it is typed piece by piece:\n    leak.md:11: leak, high confidence: it leaks"}},
		{"fix without effect", good, fake{fix: "sink"}, []string{`fixed leak.md:11: the fix of leak, "write sink", does not end it: it leaks`}},
		{"fix out of grammar", good, fake{fix: "wrap(x))"}, []string{"fixed leak.md:11: the fix of leak, \"write wrap(x))\", leaves a syntax error:\n    wrap(x))(a)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			failures, err := Run(context.Background(), &c.engine, example(t, c.code))
			if err != nil {
				t.Fatal(err)
			}
			for i, f := range failures {
				got := f.Check + " " + f.Text
				if i >= len(c.want) || !strings.HasPrefix(got, c.want[i]) {
					t.Errorf("failure %d is %s", i, got)
				}
			}
			if len(failures) < len(c.want) {
				t.Errorf("got %d failures, want %d", len(failures), len(c.want))
			}
		})
	}
}

func TestPanicIsTheExamplesFailure(t *testing.T) {
	engine := &fake{breaks: "(a"}
	failures, err := Run(context.Background(), engine, example(t, strings.Repeat("s(a)\n", 2)))
	if err != nil {
		t.Fatal(err)
	}
	var got string
	for _, f := range failures {
		got += f.Check + " "
	}
	if got == "" || strings.Contains(got, "exact") {
		t.Errorf("checks that failed: %q, want cut or typed ones", got)
	}
	for _, f := range failures {
		if !strings.Contains(f.Text, "harness/harness_test.go") || !strings.Contains(f.Text, "half-written") {
			t.Errorf("it does not say what broke where: %s", f.Text)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	failures, err := Run(ctx, &fake{}, example(t, "sink(a)"))
	if !errors.Is(err, context.Canceled) || len(failures) != 0 {
		t.Errorf("got %v and %d failures", err, len(failures))
	}
}

func TestSplitKeepsTheText(t *testing.T) {
	e := example(t, "x = 'é€😀'\n")
	r := &runner{example: e}
	for range 50 {
		pieces := split(r.random("any"), e.Files[0].Text)
		if strings.Join(pieces, "") != e.Files[0].Text {
			t.Fatalf("%q", pieces)
		}
		for _, p := range pieces {
			if !strings.Contains(e.Files[0].Text, p) || strings.ToValidUTF8(p, "?") != p {
				t.Errorf("%q splits a character", p)
			}
		}
	}
}

func TestMoved(t *testing.T) {
	at := source.Span{Start: 10, End: 20}
	for _, c := range []struct {
		edit source.Edit
		want source.Span
	}{
		{source.Edit{Start: 0, End: 0, New: "12345"}, source.Span{Start: 15, End: 25}},
		{source.Edit{Start: 2, End: 6, New: "1"}, source.Span{Start: 7, End: 17}},
		{source.Edit{Start: 10, End: 10, New: "f("}, source.Span{Start: 10, End: 22}},
		{source.Edit{Start: 12, End: 14, New: ""}, source.Span{Start: 10, End: 18}},
		{source.Edit{Start: 20, End: 20, New: ")"}, source.Span{Start: 10, End: 21}},
		{source.Edit{Start: 8, End: 12, New: "abcdef"}, source.Span{Start: 8, End: 22}},
		{source.Edit{Start: 18, End: 25, New: ""}, source.Span{Start: 10, End: 18}},
		{source.Edit{Start: 30, End: 31, New: "xyz"}, at},
	} {
		if got := moved(at, []source.Edit{c.edit}); got != c.want {
			t.Errorf("%v: got %v, want %v", c.edit, got, c.want)
		}
	}
}
