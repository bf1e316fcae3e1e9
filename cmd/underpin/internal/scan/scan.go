// Package scan owns a run of the engine over a project's files: reading them, having them analysed, and deciding which findings
// are shown.
//
// It writes nothing. The verb check calls it; what other packages here do (walking, git, baselines) is put together here.
package scan

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/cmd/underpin/internal/audit"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/walk"
)

// Options say what to analyse.
type Options struct {
	Project  *project.Project
	Parser   analysis.Parser
	Jobs     int
	Pause    func() // called between two pieces of work, or nil
	MaxSize  int64
	Progress func(done, total int)

	Index, IndexFolder string // which index of names counts, as package nameindex has it

	// StdinPath names a file whose text comes from Stdin instead of the disk; then only its findings are wanted, and
	// the paths of the project, if any were named, are there for what it imports.
	StdinPath string
	Stdin     io.Reader
	Context   bool // paths were named beside StdinPath
}

// Result is what the engine said, before anything is hidden.
type Result struct {
	Report   *analysis.Report
	Snapshot *analysis.Snapshot
	Rules    []*analysis.Rule
	Failed   []analysis.Note // named paths that could not be read
	Problems []string        // what is broken in the team's rules and models, which were left out
}

// Run reads and analyses.
func Run(ctx context.Context, o Options) (*Result, error) {
	index, err := nameindex.Open(o.Index, o.IndexFolder)
	if err != nil {
		return nil, err
	}
	near := o.lookAround()
	session, err := analysis.NewSession(analysis.Options{
		Parser: o.Parser, Team: o.Project.Team, Config: o.Project.Config, Jobs: o.Jobs, Yield: o.Pause, Progress: o.Progress,
		Index: index.Index, Beside: near.beside, Installed: near.installed, Modules: near.modules.list,
	})
	if err != nil {
		return nil, err
	}
	if err := o.Project.Config.CheckRules(append(ruleNames(session.Rules()), audit.RuleNames()...)); err != nil {
		return nil, err
	}
	read, scope, err := o.read(ctx, near.modules)
	if err != nil {
		return nil, err
	}
	changes := make([]analysis.FileChange, len(read.Files))
	for i, f := range read.Files {
		changes[i] = analysis.FileChange{Path: f.Path, Text: f.Text}
	}
	if more := near.besides(read.Files); len(more) > 0 && len(changes) > 0 {
		if len(scope.Paths) == 0 {
			for _, f := range read.Files {
				scope.Paths = append(scope.Paths, f.Path)
			}
		}
		changes = append(changes, more...)
	}
	snapshot, err := session.Apply(ctx, changes...)
	if err != nil {
		return nil, err
	}
	report := &analysis.Report{}
	if len(changes) > 0 {
		if report, err = snapshot.Findings(ctx, scope); err != nil {
			return nil, err
		}
	}
	result := finish(read, report, snapshot)
	result.Rules, result.Problems = session.Rules(), session.Problems()
	return result, nil
}

// finish puts the notes of reading before those of the analysis, each kind sorted already.
func finish(read *walk.Result, report *analysis.Report, snapshot *analysis.Snapshot) *Result {
	out := *report // the snapshot keeps its own
	failed := notes(read.Failed)
	out.Notes = slices.Concat(failed, notes(read.Notes), report.Notes)
	return &Result{Report: &out, Snapshot: snapshot, Failed: failed}
}

func notes(in []walk.Note) []analysis.Note {
	var out []analysis.Note
	for _, n := range in {
		out = append(out, analysis.Note{Location: analysis.Location{Path: n.Path}, Message: n.Message})
	}
	return out
}

func ruleNames(rules []*analysis.Rule) []string {
	var out []string
	for _, r := range rules {
		out = append(out, r.Name)
	}
	return out
}

// read gathers the files: from the disk, from standard input, or both.
func (o Options) read(ctx context.Context, installed *modules) (*walk.Result, analysis.Scope, error) {
	read := &walk.Result{}
	if o.StdinPath == "" || o.Context {
		var err error
		w := o.Walk()
		w.Skipped = installed.skipped
		if read, err = walk.Read(ctx, w); err != nil {
			return nil, analysis.Scope{}, err
		}
	}
	if o.StdinPath == "" {
		return read, analysis.Scope{}, nil
	}
	path := o.Project.Relative(o.StdinPath)
	w := o.Walk()
	if !w.Selects(path) {
		read.Notes = append(read.Notes, walk.Note{Path: path, Message: "excluded by the settings"})
		return &walk.Result{Notes: read.Notes}, analysis.Scope{}, nil
	}
	text, err := o.readStdin(ctx)
	if err != nil {
		return nil, analysis.Scope{}, err
	}
	if why := walk.NotText(text); why != "" {
		read.Notes = append(read.Notes, walk.Note{Path: path, Message: why})
		return &walk.Result{Notes: read.Notes}, analysis.Scope{}, nil
	}
	read.Files = slices.DeleteFunc(read.Files, func(f walk.File) bool { return f.Path == path })
	read.Files = append(read.Files, walk.File{Path: path, Text: text})
	return read, analysis.Scope{Paths: []string{path}}, nil
}

// readStdin reads standard input in another goroutine, because a read from a terminal ends with nothing but input.
func (o Options) readStdin(ctx context.Context) ([]byte, error) {
	var text []byte
	var err error
	done := make(chan struct{})
	go func() {
		text, err = io.ReadAll(io.LimitReader(o.Stdin, o.MaxSize+1))
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("cannot read standard input: %w", err)
	case int64(len(text)) > o.MaxSize:
		return nil, fmt.Errorf("standard input is larger than the limit of %d bytes (max-file-size)", o.MaxSize)
	}
	return text, nil
}

// Walk tells which files are source, by the settings of the project.
func (o Options) Walk() walk.Options {
	languages := analysis.Languages()
	script := func(path string) bool {
		return slices.Contains(analysis.ImportsAlone(), strings.ToLower(filepath.Ext(path)))
	}
	return walk.Options{
		Root: o.Project.Root, Paths: o.Project.Paths, MaxSize: o.MaxSize, Jobs: o.Jobs,
		Wanted: func(path string) bool {
			if packages.IsManifest(path) {
				return true
			}
			extension := strings.ToLower(filepath.Ext(path))
			return script(path) || slices.ContainsFunc(languages, func(l analysis.Language) bool { return slices.Contains(l.Extensions, extension) })
		},
		Script: func(line string) bool {
			program := interpreter(line)
			return slices.ContainsFunc(languages, func(l analysis.Language) bool { return slices.Contains(l.Interpreters, program) })
		},
		Selects: o.Project.Config.Selects,
		Prunes:  o.Project.Config.Prunes,
		Machine: packages.IsLock,
		Quiet:   script,
	}
}

// interpreter gives the program that a "#!" line names, without its folder and minor version: "python3" of
// "#!/usr/bin/env -S python3.11 -u".
func interpreter(line string) string {
	for _, word := range strings.Fields(strings.TrimPrefix(line, "#!")) {
		program := word[strings.LastIndexByte(word, '/')+1:]
		if program == "env" || strings.HasPrefix(program, "-") || strings.Contains(program, "=") {
			continue
		}
		program, _, _ = strings.Cut(program, ".")
		return program
	}
	return ""
}
