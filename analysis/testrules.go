package analysis

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"underpin/analysis/internal/harness"
	"underpin/analysis/internal/lang/javascript"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/packages"
)

// RuleTest is what came of one example of a rule.
type RuleTest struct {
	Rule     string
	File     string   // the Markdown file: below the team's folder, or for built-in rules below analysis
	Line     int      // of the example's first line, from 1
	Example  string   // the heading above it
	Failures []string // empty: it passes; each may have several lines
}

// TestRules runs the examples of a team's rules, or of the built-in ones when
// there is no team. Each example is checked under all rules. A team's file that
// cannot be read is a failure of its own. An error means that nothing could be
// run at all: a built-in rule is broken, or the context was cancelled.
func TestRules(ctx context.Context, o Options) ([]RuleTest, error) {
	x, err := newRuleTests(o)
	if err != nil {
		return nil, err
	}
	out := x.broken
	tests := make([]RuleTest, len(x.examples))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range x.s.o.Jobs {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(tests) {
					return
				}
				tests[i] = x.run(ctx, &x.examples[i])
			}
		})
	}
	wg.Wait()
	return append(out, tests...), ctx.Err()
}

// ruleTests are the examples to run and the session whose rules they share.
type ruleTests struct {
	s        *Session
	index    packages.Names // of the examples of rules about packages
	examples []rule.Example
	broken   []RuleTest // files that could not be read
}

func newRuleTests(o Options) (*ruleTests, error) {
	s, err := NewSession(o)
	if err != nil {
		return nil, err
	}
	x := &ruleTests{s: s}
	if x.index, err = exampleNames(s.set.Rules); err != nil {
		return nil, err
	}
	for _, p := range s.set.Problems {
		x.broken = append(x.broken, unreadable(p))
	}
	for _, r := range s.set.Rules {
		if r.Team != (o.Team != nil) {
			continue
		}
		examples, err := r.Examples()
		if err != nil {
			x.broken = append(x.broken, unreadable(rule.Problem{File: r.File, Line: 1, Message: err.Error()}))
		}
		for _, e := range examples {
			if !r.Team {
				e.Doc = path.Join("rules", e.Doc)
			}
			x.examples = append(x.examples, e)
		}
	}
	return x, nil
}

func unreadable(p rule.Problem) RuleTest {
	name := strings.TrimSuffix(path.Base(p.File), path.Ext(p.File))
	return RuleTest{Rule: name, File: p.File, Line: max(p.Line, 1), Example: "the file itself", Failures: []string{p.Message}}
}

// run checks one example. Those of other goroutines use the same rules and models.
func (x *ruleTests) run(ctx context.Context, e *rule.Example) RuleTest {
	t := RuleTest{Rule: e.Rule, File: e.Doc, Line: e.Line, Example: e.Name}
	s := x.s
	if s.set.Rule(e.Rule).Package != nil {
		s = s.fork()
		s.o.Index, s.still.Index = x.index, x.index
	}
	failures, err := harness.Run(ctx, exampleEngine{s}, e)
	if err != nil {
		return t // TestRules tells of the cancellation
	}
	for _, f := range failures {
		t.Failures = append(t.Failures, f.Check+": "+f.Text)
	}
	return t
}

// exampleNames is an index of the names that rules about packages list for their examples; nil where there are none.
func exampleNames(rules []*rule.Rule) (packages.Names, error) {
	lists := map[packages.Ecosystem]*packages.List{packages.PyPI: {Ecosystem: packages.PyPI, Complete: true}, packages.NPM: {Ecosystem: packages.NPM}}
	for _, r := range rules {
		if r.Package == nil {
			continue
		}
		for _, line := range r.Package.Names {
			words := strings.Fields(line)
			if len(words) < 2 || lists[packages.Ecosystem(words[0])] == nil {
				return nil, fmt.Errorf("%s: %q is no name for the examples; write \"PyPI name\" or \"PyPI name 3\"", r.File, line)
			}
			e := packages.Entry{Name: words[1]}
			if len(words) > 2 {
				n, err := strconv.Atoi(words[2])
				if err != nil {
					return nil, fmt.Errorf("%s: %q: %w", r.File, line, err)
				}
				if words[0] == string(packages.PyPI) {
					e.Rank = n
				} else {
					e.Downloads = int64(n)
				}
			}
			l := lists[packages.Ecosystem(words[0])]
			if !slices.ContainsFunc(l.Entries, func(o packages.Entry) bool { return o.Name == e.Name }) {
				l.Entries = append(l.Entries, e)
			}
		}
	}
	data, err := packages.Build(time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC), *lists[packages.PyPI], *lists[packages.NPM])
	if err != nil {
		return nil, err
	}
	return packages.Open(data)
}

// exampleEngine lets the harness analyse small workspaces with a session's rules.
type exampleEngine struct{ s *Session }

func (e exampleEngine) Knows(name string) bool { return e.s.set.Rule(name) != nil }

// Workspace gives a session that shares the rules of the first and works on one
// processor: examples run beside each other.
func (e exampleEngine) Workspace() harness.Workspace {
	return exampleWorkspace{e.s.fork()}
}

// fork gives a session without files that shares rules, models and parser.
func (s *Session) fork() *Session {
	o := s.o
	o.Jobs, o.Progress = 1, nil
	return &Session{o: o, set: s.set, reading: s.reading, python: s.python, rules: s.rules, finders: s.finders, patterns: s.patterns, tables: s.tables, script: s.script, still: s.still, files: map[string]*file{}}
}

// SyntaxError finds the first node that the parser had to make up or skip; manifests are not parsed.
func (e exampleEngine) SyntaxError(ctx context.Context, file, text string) (at int, found bool, err error) {
	if isManifest(file, source.NewString(text)) {
		return 0, false, nil
	}
	if javascript.Reads(file) {
		return e.scriptError(ctx, file, text)
	}
	tree, err := syntax.ParseParts(ctx, e.s.reading, []byte(text), python.Split([]byte(text)), nil)
	if err != nil || !tree.HasError() {
		return 0, false, err
	}
	return firstError(tree), true, nil
}

func (e exampleEngine) scriptError(ctx context.Context, file, text string) (at int, found bool, err error) {
	code, grammar := javascript.Source(file, text)
	reader, err := e.s.script(grammar)
	if err != nil {
		return 0, false, err
	}
	tree, err := syntax.Parse(ctx, e.s.o.Parser, reader.Grammar(), []byte(code))
	if err != nil || !tree.HasError() {
		return 0, false, err
	}
	return firstError(tree), true, nil
}

func firstError(tree *syntax.Tree) int {
	i := slices.IndexFunc(tree.Nodes, func(n syntax.Node) bool { return n.Flags&(syntax.Error|syntax.Missing) != 0 })
	return tree.Start(max(i, 0))
}

type exampleWorkspace struct{ s *Session }

func (w exampleWorkspace) Apply(ctx context.Context, changes ...harness.Change) (*harness.Report, error) {
	var in []FileChange
	for _, c := range changes {
		in = append(in, FileChange{Path: c.File, Text: []byte(c.Text), Edits: c.Edits})
	}
	snap, err := w.s.Apply(ctx, in...)
	if err != nil {
		return nil, err
	}
	report, err := snap.Findings(ctx, Scope{})
	if err != nil {
		return nil, err
	}
	out := &harness.Report{}
	for i := range report.Findings {
		out.Findings = append(out.Findings, exampleFinding(&report.Findings[i]))
	}
	for _, n := range report.Notes {
		if strings.HasPrefix(n.Message, "internal error") { // as package bug words them
			out.Broken = append(out.Broken, n.Path+": "+n.Message)
		}
	}
	return out, nil
}

func exampleFinding(f *Finding) harness.Finding {
	out := harness.Finding{
		Place: harness.Place{File: f.Path, Span: f.Span}, Rule: f.Rule, Confidence: f.Confidence.String(), Message: f.Message,
	}
	switch {
	case f.Suppressed != nil:
		out.Hidden = "suppressed by a comment"
	case f.Confidence < Medium:
		out.Hidden = "low confidence"
	}
	for _, s := range f.Steps {
		out.Steps = append(out.Steps, harness.Step{Place: harness.Place{File: s.Path, Span: s.Span}, Message: s.Message})
	}
	for _, x := range f.Fixes {
		fix := harness.Fix{Title: x.Title}
		for _, e := range x.Edits {
			fix.Edits = append(fix.Edits, harness.FileEdits{File: e.Path, Edits: e.Edits})
		}
		out.Fixes = append(out.Fixes, fix)
	}
	return out
}
