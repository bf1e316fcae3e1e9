package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/cmd/underpin/internal/parsers"
)

// environment is the world outside the program, as far as the verbs touch it themselves.
type environment struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	now      func() time.Time
	getwd    func() (string, error)
}

// parser gives the parser host for so many jobs at a time.
func (e *environment) parser(jobs int) (analysis.Parser, error) {
	return parsers.Choose(e.getenv(parsers.Variable), jobs)
}

// Exit codes. Scripts rely on them.
const (
	exitClean    = 0 // nothing at or above the bar
	exitFindings = 1
	exitFailed   = 2 // could not run, or could not read everything that was named
)

// exit ends a verb with a code and without a message.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// run runs the program and gives its exit code.
func run(ctx context.Context, env *environment, args []string) int {
	root := newRoot(env)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	var code exit
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &code):
		return int(code)
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(env.err, "underpin: interrupted")
	default:
		complain(env.err, err)
	}
	return exitFailed
}

// complain says what went wrong, each thing once: a broken model may be met on many ways. Nobody reads more than a screen of it.
func complain(w io.Writer, err error) {
	const most = 20
	said := map[string]bool{}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		if said[line] || strings.TrimSpace(line) == "" {
			continue
		}
		said[line] = true
		if len(said) <= most {
			fmt.Fprintf(w, "underpin: %s\n", line)
		}
	}
	if len(said) > most {
		fmt.Fprintf(w, "underpin: and %d more of this kind\n", len(said)-most)
	}
}

func newRoot(env *environment) *cobra.Command {
	root := &cobra.Command{
		Use:   "underpin",
		Short: "Check code for the flaws that AI assistants insert",
		Long: `Underpin reads source code as it lands and reports injection flaws, secrets and
risky routes, each with its way from source to sink. It works offline.`,
		Version:           version + commit(),
		Args:              knownVerb,
		SilenceErrors:     true, // run says them, once and in one form
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{HiddenDefaultCmd: true},
		RunE:              func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(env.in)
	root.SetOut(env.out)
	root.SetErr(env.err)
	root.SetVersionTemplate(versionLine())
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error {
		return fmt.Errorf("%w; `%s --help` lists the flags", err, c.CommandPath())
	})
	root.AddCommand(newCheck(env), newDeps(env), newExplain(env), newRules(env), newTest(env), newLSP(env), newIndex(env), newVersion(env))
	return root
}
