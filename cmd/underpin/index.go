package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"underpin/analysis/packages"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/output"
)

func newIndex(env *environment) *cobra.Command {
	command := &cobra.Command{
		Use:   "index",
		Short: "Show, build or renew the index of package names",
		Long: `The index of package names tells which packages exist, how popular they are and
when they were last released. The program holds one; it works offline. Your own, which
"index update" makes, counts where it is newer.`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("unknown command %q; `%s --help` lists the commands", args[0], c.CommandPath())
			}
			return nil
		},
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.AddCommand(newIndexInfo(env), newIndexBuild(env), newIndexUpdate(env))
	return command
}

func newIndexInfo(env *environment) *cobra.Command {
	format := newChoice("text", "text", "json")
	command := &cobra.Command{
		Use:   "info [FILE]",
		Short: "Tell what the index in use holds, or that in FILE",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			choice := env.getenv(nameindex.Variable)
			if len(args) == 1 {
				choice = args[0]
			}
			index, err := nameindex.Open(choice, nameindex.Folder(env.getenv))
			if err == nil {
				err = index.Verify()
			}
			if err != nil {
				return err
			}
			for _, n := range index.Notes {
				fmt.Fprintln(env.err, "underpin:", n)
			}
			if format.value == "json" {
				return indexJSON(env.out, index.Index, index.From)
			}
			if err := indexTable(env.out, index.Index); err != nil || len(index.From) == 1 && index.From[0] == "this program" {
				return err
			}
			_, err = fmt.Fprintf(env.out, "\nFrom %s\n", strings.Join(index.From, ", "))
			return err
		},
	}
	command.Flags().Var(format, "format", "form of the output")
	return command
}

func indexTable(w io.Writer, index *packages.Index) error {
	fmt.Fprintf(w, "Package names as of %s, %d bytes\n\n", index.Date().Format(time.DateOnly), index.Size())
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "ECOSYSTEM\tNAMES\tPOPULAR\tLIST\tAS OF\tKNOWN OF A NAME")
	for _, e := range index.Ecosystems() {
		list, known := "partial", []string{"rank"}
		if e.Complete {
			list = "complete"
		}
		if e.Releases {
			known = append(known, "month of the last release")
		}
		if e.Downloads {
			known = append(known, "downloads a month")
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%s\t%s\t%s\n", e.Ecosystem, e.Names, e.Popular, list, e.Date.Format(time.DateOnly), strings.Join(known, ", "))
	}
	return t.Flush()
}

func indexJSON(w io.Writer, index *packages.Index, from []string) error {
	type ecosystem struct {
		Ecosystem packages.Ecosystem `json:"ecosystem"`
		Date      string             `json:"date"`
		Names     int                `json:"names"`
		Popular   int                `json:"popular"`
		Complete  bool               `json:"complete"`
		Releases  bool               `json:"releases"`
		Downloads bool               `json:"downloads"`
	}
	out := struct {
		Date       string      `json:"date"`
		Bytes      int         `json:"bytes"`
		From       []string    `json:"from"`
		Ecosystems []ecosystem `json:"ecosystems"`
	}{index.Date().Format(time.DateOnly), index.Size(), from, []ecosystem{}}
	for _, e := range index.Ecosystems() {
		out.Ecosystems = append(out.Ecosystems, ecosystem{e.Ecosystem, e.Date.Format(time.DateOnly), e.Names, e.Popular, e.Complete, e.Releases, e.Downloads})
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

func newIndexBuild(env *environment) *cobra.Command {
	var pypi, npm, date, file string
	command := &cobra.Command{
		Use:   "build",
		Short: "Build an index from lists of names",
		Long: `Builds an index from lists of names: tab-separated text, also packed by gzip, whose first line
names the columns: "name", and any of "last_release_month" (2026-11), "downloads_a_month" and one that begins
with "rank". The list of PyPI is taken to be complete: what is not on it does not exist. That of npm is taken
to be partial. The same lists give the same bytes.`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := filled(c.Flags(), nil); err != nil {
				return err
			}
			if pypi == "" && npm == "" || date == "" || file == "" {
				return fmt.Errorf("index build takes --pypi or --npm, --date and --output")
			}
			day, err := time.Parse(time.DateOnly, date)
			if err != nil {
				return fmt.Errorf("--date %s is no day; one is written 2026-11-01", date)
			}
			var lists []packages.List
			for _, l := range []struct {
				list packages.List
				file string
			}{{packages.List{Ecosystem: packages.PyPI, Complete: true}, pypi}, {packages.List{Ecosystem: packages.NPM}, npm}} {
				if l.file == "" {
					continue
				}
				if l.list.Entries, err = readList(l.file); err != nil {
					return err
				}
				lists = append(lists, l.list)
			}
			data, err := packages.Build(day, lists...)
			if err != nil {
				return err
			}
			if err := output.Write(file, func(w io.Writer) error { _, err := w.Write(data); return err }); err != nil {
				return err
			}
			index, err := packages.Open(data)
			if err != nil {
				return err
			}
			return indexTable(env.out, index)
		},
	}
	command.Flags().StringVar(&pypi, "pypi", "", "the list of PyPI's names")
	command.Flags().StringVar(&npm, "npm", "", "the list of npm's names")
	command.Flags().StringVar(&date, "date", "", "the day the lists were taken: 2026-11-01")
	command.Flags().StringVar(&file, "output", "", "the index to write")
	return command
}

// readList reads a list from a file, packed or not.
func readList(file string) (entries []packages.Entry, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(file, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
	}
	if entries, err = packages.ReadList(r); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return entries, nil
}
