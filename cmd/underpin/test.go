package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/cmd/underpin/internal/project"
)

func newTest(env *environment) *cobra.Command {
	var verbose bool
	command := &cobra.Command{
		Use:   "test [DIR]",
		Short: "Test the examples in a team's own rules (default: .underpin)",
		Long: `Test checks every example of the rules in a team folder: each flaw that is marked and
no other is found, the same while the example is typed, nothing breaks on half of it,
and a fix that is offered leaves clean code.

Exit code 0: all pass. 1: some fail. 2: could not run.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(command *cobra.Command, args []string) error {
			folder, err := teamFolder(env, args)
			if err != nil {
				return err
			}
			team := os.DirFS(folder)
			parser, err := env.parser(runtime.GOMAXPROCS(0))
			if err != nil {
				return err
			}
			results, err := analysis.TestRules(command.Context(), analysis.Options{Team: team, Parser: parser})
			if err != nil {
				return err
			}
			if read, stray := project.TeamFiles(team); len(stray) > 0 || read == 0 {
				complainOfStray(env.err, shorter(env, folder), stray)
				if read == 0 && len(results) == 0 {
					return fmt.Errorf("no rules to test: there is no rules/*.md and no models/LANGUAGE/*.yaml in %s", shorter(env, folder))
				}
			}
			failed, err := writeTests(env.out, shorter(env, folder), results, verbose)
			if err == nil && failed > 0 {
				err = exit(exitFindings)
			}
			return err
		},
	}
	command.Flags().BoolVarP(&verbose, "verbose", "v", false, "also list the examples that pass")
	return command
}

// teamFolder finds the folder with the rules: DIR itself, the .underpin in it, or that of the project here.
func teamFolder(env *environment, args []string) (string, error) {
	folder, err := env.getwd()
	if err != nil {
		return "", err
	}
	p, err := project.Open(project.Options{Folder: folder, Ignore: true, Paths: args})
	if err != nil {
		return "", err
	}
	candidates := []string{filepath.Join(p.Root, project.TeamFolder)}
	if len(args) == 1 {
		named := p.Paths[0]
		candidates = []string{filepath.Join(named, project.TeamFolder), named}
	}
	for _, c := range candidates {
		if info, err := os.Stat(c); err == nil && info.IsDir() {
			return c, nil
		}
	}
	return "", fmt.Errorf("no rules to test: there is no folder %s", candidates[len(candidates)-1])
}

// shorter names a folder from where the user is, if it lies below.
func shorter(env *environment, folder string) string {
	if here, err := env.getwd(); err == nil {
		if rel, err := filepath.Rel(here, folder); err == nil && filepath.IsLocal(rel) {
			return rel
		}
	}
	return folder
}

// complainOfStray names files that nothing reads.
func complainOfStray(w io.Writer, folder string, stray []string) {
	for _, name := range stray {
		fmt.Fprintf(w, "underpin: %s is not read: rules are rules/*.md, models are models/LANGUAGE/*.yaml\n", filepath.Join(folder, filepath.FromSlash(name)))
	}
}

func writeTests(w io.Writer, folder string, results []analysis.RuleTest, verbose bool) (failed int, err error) {
	var b strings.Builder
	rules := map[string]bool{}
	for _, r := range results {
		rules[r.Rule] = true
		place := fmt.Sprintf("%s:%d", filepath.Join(folder, filepath.FromSlash(r.File)), r.Line)
		if len(r.Failures) > 0 {
			failed++
			fmt.Fprintf(&b, "FAIL  %s  %s: %s\n", place, r.Rule, r.Example)
			for _, f := range r.Failures {
				fmt.Fprintf(&b, "      %s\n", strings.ReplaceAll(f, "\n", "\n      "))
			}
		} else if verbose {
			fmt.Fprintf(&b, "ok    %s  %s: %s\n", place, r.Rule, r.Example)
		}
	}
	fmt.Fprintf(&b, "%d of %d examples pass (rules: %d)\n", len(results)-failed, len(results), len(rules))
	_, err = io.WriteString(w, b.String())
	return failed, err
}
