// Package harness runs the examples of rules against an engine and says in
// words what is wrong.
//
// An example passes when all of these hold:
//
//	exact  every "want" is found and nothing else, under all rules at once
//	flow   each line marked "flow: source" lies on the way of a wanted finding
//	todo   what is marked "todo" is still not found (it becomes a want then)
//	typed  the text inserted piece by piece at changing places ends in the findings of the whole text
//	cut    no prefix of the text breaks the engine: half-written code is the normal input
//	fixed  each fix of a wanted finding applies, parses, and ends the finding
//
// It reads nothing and knows no rule and no language: package rule reads the
// examples, and package analysis implements [Engine] and is the one caller, for
// the test of the built-in rules and for "underpin test".
package harness

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"underpin/analysis/internal/bug"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
)

// Engine is what examples are run against.
type Engine interface {
	// Workspace gives a fresh workspace without files.
	Workspace() Workspace
	// SyntaxError finds the first place of a text that does not parse.
	SyntaxError(ctx context.Context, file, text string) (at int, found bool, err error)
	// Knows tells whether there is a rule of that name.
	Knows(rule string) bool
}

// Workspace holds files and what is found in them.
type Workspace interface {
	// Apply brings changes in and analyses everything.
	Apply(ctx context.Context, changes ...Change) (*Report, error)
}

// Change sets the text of a file, or edits it when there are edits.
type Change struct {
	File  string
	Text  string
	Edits []source.Edit // applied one after another
}

// Report is what an analysis gave.
type Report struct {
	Findings []Finding // sorted
	Broken   []string  // internal errors that cost a file its findings
}

// Finding is one finding, hidden ones included.
type Finding struct {
	Place
	Rule       string
	Confidence string
	Message    string
	Hidden     string // why it is not shown by default, "low confidence"; "" when it is
	Steps      []Step
	Fixes      []Fix
}

// Place is a run of bytes of a file.
type Place struct {
	File string
	Span source.Span
}

// Step is a station of a finding's path.
type Step struct {
	Place
	Message string
}

// Fix is a change that a finding offers.
type Fix struct {
	Title string
	Edits []FileEdits
}

// FileEdits are edits that all speak of the text before.
type FileEdits struct {
	File  string
	Edits []source.Edit
}

// Failure is one thing wrong with an example.
type Failure struct {
	Check string // "exact", "flow", "todo", "typed", "cut", "fixed"
	Text  string // begins with file and line of the Markdown; more lines may follow
}

// runner is the run of one example.
type runner struct {
	ctx      context.Context
	engine   Engine
	example  *rule.Example
	texts    map[string]*source.Text
	report   *Report
	wanted   []*Finding // those of the report that a want asks for
	lost     int        // wants that ask in vain
	failures []Failure
}

// Run runs one example. An error means that it was cancelled.
func Run(ctx context.Context, engine Engine, example *rule.Example) ([]Failure, error) {
	r := &runner{ctx: ctx, engine: engine, example: example, texts: map[string]*source.Text{}}
	for _, f := range example.Files {
		r.texts[f.Path] = source.NewString(f.Text)
	}
	r.run()
	return r.failures, ctx.Err()
}

func (r *runner) run() {
	report, err := r.apply(r.engine.Workspace(), r.whole(r.texts)...)
	if err != nil {
		r.fail("exact", "%s: the analysis broke: %v", r.at(), err)
		return
	}
	r.report = report
	r.marks()
	r.exact()
	r.flow()
	r.typed()
	r.cut()
	r.fixed()
}

// whole sets every file of the example to its text in texts.
func (r *runner) whole(texts map[string]*source.Text) []Change {
	var out []Change
	for _, f := range r.example.Files {
		out = append(out, Change{File: f.Path, Text: texts[f.Path].String()})
	}
	return out
}

// apply gives an error for whatever stops or limits the analysis, a panic too.
func (r *runner) apply(w Workspace, changes ...Change) (report *Report, err error) {
	defer bug.Recover(&err)
	if report, err = w.Apply(r.ctx, changes...); err != nil {
		return nil, err
	}
	if len(report.Broken) > 0 {
		return nil, fmt.Errorf("%s", report.Broken[0])
	}
	return report, nil
}

// fail notes a failure. What follows a cancellation is not the example's fault.
func (r *runner) fail(check, format string, args ...any) {
	if r.ctx.Err() == nil {
		r.failures = append(r.failures, Failure{check, fmt.Sprintf(format, args...)})
	}
}

// random gives the same numbers for the same example and purpose in every run.
func (r *runner) random(purpose string) *rand.Rand {
	h := fnv.New64a()
	for _, s := range []string{purpose, r.example.Rule, r.example.Section, r.example.Name} {
		h.Write([]byte(s + "\x00"))
	}
	return rand.New(rand.NewPCG(h.Sum64(), 0))
}
