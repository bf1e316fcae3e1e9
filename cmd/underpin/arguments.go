package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// noArguments is cobra.NoArgs in words that fit: that one calls what is too much an unknown command.
func noArguments(c *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("`%s` takes no arguments, and here is %q", c.CommandPath(), args[0])
	}
	return nil
}

// knownVerb refuses what is no verb and says what was probably meant.
func knownVerb(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if _, err := os.Stat(args[0]); err == nil {
		return fmt.Errorf("unknown command %q; did you mean `underpin check %s`?", args[0], args[0])
	}
	root.SuggestionsMinimumDistance = 2
	if near := root.SuggestionsFor(args[0]); len(near) > 0 {
		return fmt.Errorf("unknown command %q; did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown command %q; `underpin --help` lists the commands", args[0])
}

// exclusive refuses two flags of which only one can hold.
func exclusive(flags *pflag.FlagSet, pairs ...[2]string) error {
	for _, p := range pairs {
		if flags.Changed(p[0]) && flags.Changed(p[1]) {
			return fmt.Errorf("--%s and --%s exclude each other", p[0], p[1])
		}
	}
	return nil
}

// filled refuses flags and paths that were given and are empty: a script's variable that is not set must not turn into
// "check everything", or a filter that is asked for into none.
func filled(flags *pflag.FlagSet, paths []string) (err error) {
	flags.Visit(func(f *pflag.Flag) {
		if f.Value.String() == "" && err == nil {
			err = fmt.Errorf("--%s is empty", f.Name)
		}
	})
	if err == nil && slices.Contains(paths, "") {
		err = errors.New("a path is empty; name a file or a folder, or none to check this folder")
	}
	return err
}
