package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/baseline"
	"underpin/cmd/underpin/internal/git"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/output"
	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/scan"
	"underpin/cmd/underpin/internal/terminal"
)

// check is one run of the verb.
type check struct {
	env     *environment
	project *project.Project
	folder  string // where it was started

	format, color                *choice
	failOn, minConfidence        *choice
	output                       string
	since                        string
	baseline, newBaseline        string
	stdinPath                    string
	jobs                         int
	online                       bool
	settings                     string
	noSettings                   bool
	quiet, notes, showSuppressed bool
}

func newCheck(env *environment) *cobra.Command {
	c := &check{
		env:           env,
		format:        newChoice("text", "text", "json", "sarif", "github"),
		color:         newChoice("auto", "auto", "always", "never"),
		failOn:        newChoice("error", "error", "warning", "info", "never"),
		minConfidence: newChoice("medium", "low", "medium", "high"),
	}
	command := &cobra.Command{
		Use:   "check [PATH...]",
		Short: "Check files and folders (default: this folder)",
		Long: `Check reads the source below each PATH, follows untrusted values through functions
and files, and reports where they do harm. It honours .gitignore and skips what is
not a project's own source.

Exit code 0: nothing at or above the bar of --fail-on. 1: findings. 2: could not run,
or could not read everything that was named.`,
		RunE: func(command *cobra.Command, args []string) error { return c.run(command, args) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.Var(c.format, "format", "form of the output")
	f.StringVar(&c.output, "output", "", "write to `FILE` instead of standard output")
	f.Var(c.failOn, "fail-on", "lowest severity that gives exit code 1")
	f.Var(c.minConfidence, "min-confidence", "lowest confidence that is shown")
	f.StringVar(&c.since, "since", "", "only findings that touch lines added since git revision `REV`")
	f.StringVar(&c.baseline, "baseline", "", "leave out the findings kept in `FILE`")
	f.StringVar(&c.newBaseline, "write-baseline", "", "keep the present findings in `FILE`, for --baseline")
	f.StringVar(&c.stdinPath, "stdin-path", "", "check standard input as if it were the file `NAME`")
	f.IntVar(&c.jobs, "jobs", 0, "run `N` workers (default: one a processor)")
	f.BoolVar(&c.online, "online", false, "allow network access (the present rules need none)")
	f.StringVar(&c.settings, "config", "", "read the settings from `FILE` instead of underpin.toml")
	f.BoolVar(&c.noSettings, "no-config", false, "read no settings file")
	f.Var(c.color, "color", "colour in text output")
	f.BoolVar(&c.quiet, "quiet", false, "findings alone: no notes, no summary, no progress")
	f.BoolVar(&c.notes, "notes", false, "list all notes, not only a few of each kind")
	f.BoolVar(&c.showSuppressed, "show-suppressed", false, "also show findings that comments suppress")
	return command
}

// arguments refuses what cannot be meant.
func (c *check) arguments(command *cobra.Command, args []string) error {
	err := exclusive(command.Flags(), [2]string{"config", "no-config"}, [2]string{"baseline", "write-baseline"},
		[2]string{"output", "write-baseline"}, [2]string{"since", "stdin-path"})
	if err == nil {
		err = filled(command.Flags(), args)
	}
	if err == nil && c.jobs < 0 {
		err = fmt.Errorf("--jobs must be 0 or more, not %d", c.jobs)
	}
	if err == nil && slices.Contains(args, "-") {
		err = errors.New("to check standard input, give it a name: --stdin-path NAME")
	}
	return err
}

func (c *check) run(command *cobra.Command, args []string) error {
	started := c.env.now()
	if err := c.arguments(command, args); err != nil {
		return err
	}
	if err := c.open(command, args); err != nil {
		return err
	}
	ctx := command.Context()
	filter, err := c.filter(ctx)
	if err != nil {
		return err
	}
	result, err := c.scan(ctx, len(args) > 0)
	if err != nil {
		return err
	}
	in := report.Input{
		Report: result.Report, Text: result.Snapshot.Text, Rules: result.Rules, Version: version,
		Hidden: result.Hide(filter), Incomplete: incomplete(result),
	}
	if c.newBaseline != "" {
		err = c.keep(result)
	} else {
		err = c.write(in, c.env.now().Sub(started))
	}
	if err != nil {
		return err
	}
	return c.verdict(result)
}

// open finds the project and lets its settings speak where no flag did.
func (c *check) open(command *cobra.Command, args []string) (err error) {
	if c.folder, err = c.env.getwd(); err != nil {
		return fmt.Errorf("cannot tell the present folder: %w", err)
	}
	paths := args
	if len(paths) == 0 && c.stdinPath != "" {
		paths = []string{c.stdinPath}
	}
	c.project, err = project.Open(project.Options{Folder: c.folder, Paths: paths, Settings: c.settings, Ignore: c.noSettings})
	if err != nil {
		return err
	}
	if c.online {
		fmt.Fprintln(c.env.err, "underpin: --online changes nothing: none of the rules asks the network")
	}
	if settings := c.project.Config; settings != nil {
		flags := command.Flags()
		if settings.FailOn != "" && !flags.Changed("fail-on") {
			c.failOn.value = settings.FailOn
		}
		if settings.MinConfidence != "" && !flags.Changed("min-confidence") {
			c.minConfidence.value = settings.MinConfidence
		}
		if !flags.Changed("jobs") {
			c.jobs = settings.Jobs
		}
	}
	if c.jobs == 0 {
		c.jobs = runtime.GOMAXPROCS(0)
	}
	return nil
}

// filter reads what decides about showing before anything is analysed, so that a misspelt revision is told at once.
func (c *check) filter(ctx context.Context) (scan.Filter, error) {
	f := scan.Filter{MinConfidence: confidence(c.minConfidence.value), ShowSuppressed: c.showSuppressed}
	var err error
	if c.since != "" {
		if f.Added, err = git.Since(ctx, c.project.Root, c.since); err != nil {
			return f, err
		}
	}
	if c.baseline != "" {
		text, err := os.ReadFile(c.path(c.baseline))
		if err != nil {
			return f, fmt.Errorf("cannot read the baseline %s: %w; `underpin check --write-baseline %s` writes one", c.baseline, plainError(err), c.baseline)
		}
		if f.Baseline, err = baseline.Read(c.baseline, text); err != nil {
			return f, err
		}
	}
	return f, nil
}

func (c *check) scan(ctx context.Context, pathsNamed bool) (*scan.Result, error) {
	pause := tuneMemory(c.env.getenv)
	const defaultMaxSize = 2_000_000 // a file people write has a hundredth of it; the largest ones are data
	var progress *terminal.Progress
	if !c.quiet {
		progress = terminal.NewProgress(c.env.err, c.env.getenv)
		defer progress.Done()
	}
	parser, err := c.env.parser(c.jobs)
	if err != nil {
		return nil, err
	}
	o := scan.Options{
		Project: c.project, Parser: parser, Jobs: c.jobs, Pause: pause, MaxSize: defaultMaxSize, Progress: progress.Step,
		Index: c.env.getenv(nameindex.Variable), IndexFolder: nameindex.Folder(c.env.getenv),
		StdinPath: c.stdinPath, Stdin: c.env.in, Context: pathsNamed,
	}
	if c.project.Config != nil && c.project.Config.MaxFileSize > 0 {
		o.MaxSize = c.project.Config.MaxFileSize
	}
	return scan.Run(ctx, o)
}

// keep writes the baseline. It is no verdict on the findings: they have just been accepted.
func (c *check) keep(result *scan.Result) error {
	entries := result.Entries()
	err := output.Write(c.path(c.newBaseline), func(w io.Writer) error { return baseline.Write(w, entries) })
	if err != nil {
		return err
	}
	many := "s"
	if len(entries) == 1 {
		many = ""
	}
	fmt.Fprintf(c.env.err, "underpin: kept %d finding%s in %s\n", len(entries), many, c.newBaseline)
	c.failOn.value = "never"
	return nil
}

func (c *check) write(in report.Input, elapsed time.Duration) error {
	if c.output == "" {
		if err := c.render(c.env.out, in, elapsed); err != nil {
			return fmt.Errorf("cannot write the report: %w", plainError(err))
		}
		return nil
	}
	return output.Write(c.path(c.output), func(w io.Writer) error { return c.render(w, in, elapsed) })
}

func (c *check) render(w io.Writer, in report.Input, elapsed time.Duration) error {
	switch c.format.value {
	case "json":
		return report.JSON(w, in)
	case "sarif":
		return report.SARIF(w, in)
	case "github":
		return report.GitHub(w, in)
	}
	return report.Text(w, in, report.Style{
		Color: terminal.Color(c.color.value, w, c.env.getenv),
		Width: terminal.Width(w, c.env.getenv),
		Quiet: c.quiet, AllNotes: c.notes, Elapsed: elapsed, Path: c.project.Display,
	})
}

func (c *check) verdict(result *scan.Result) error {
	for _, n := range result.Failed {
		fmt.Fprintf(c.env.err, "underpin: %s: %s\n", c.project.Display(n.Path), n.Message)
	}
	complainOfTeam(c.env.err, result.Problems)
	if !c.quiet {
		c.remark(result)
	}
	if incomplete(result) {
		return exit(exitFailed)
	}
	bar := map[string]analysis.Severity{"error": analysis.Error, "warning": analysis.Warning, "info": analysis.Info}
	lowest, any := bar[c.failOn.value]
	if worst, found := result.Worst(); any && found && worst >= lowest {
		return exit(exitFindings)
	}
	return nil
}

// remark says on the side what makes a clean result worth less than it looks.
func (c *check) remark(result *scan.Result) {
	if result.Report.Files == 0 && result.Report.Scripts == 0 && result.Report.Manifests == 0 && len(result.Report.Findings) == 0 && len(result.Failed) == 0 {
		why := "" // the notes say it
		if len(result.Report.Notes) == 0 {
			why = ": there is no file of a known language here"
		}
		fmt.Fprintln(c.env.err, "underpin: nothing was checked"+why)
	}
	if c.project.Team != nil {
		_, stray := project.TeamFiles(c.project.Team)
		complainOfStray(c.env.err, project.TeamFolder, stray)
	}
}

// incomplete tells that less was checked than was asked for: a clean result would be a lie.
func incomplete(result *scan.Result) bool { return len(result.Failed) > 0 || len(result.Problems) > 0 }

func (c *check) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(c.folder, name)
}

func confidence(name string) analysis.Confidence {
	switch name {
	case "low":
		return analysis.Low
	case "medium":
		return analysis.Medium
	}
	return analysis.High
}

// plainError takes "write /dev/stdout:" off: what was to be done to which file is said around it.
func plainError(err error) error {
	var at *os.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}
