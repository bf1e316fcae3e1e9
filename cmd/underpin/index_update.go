package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/analysis/registry/clients"
	"underpin/cmd/underpin/internal/audit"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/renew"
	"underpin/cmd/underpin/internal/terminal"
)

func newIndexUpdate(env *environment) *cobra.Command {
	var from string
	var force bool
	ecosystem := newChoice("", "pypi", "npm")
	command := &cobra.Command{
		Use:   "update",
		Short: "Make your own index of package names anew, from a registry or a file",
		Long: `Asks a registry for all of its names and keeps them as your own index, which counts from then on where
it is newer than the program's. The registry is the one that pip, uv or npm are configured with, or the
address after --from: an index of Python that speaks simple JSON (PEP 691), or a server that speaks npm's
replication (_all_docs and _changes). A file may be an index, a list as "index build" takes it, or such an
answer that was kept.

Nothing is lost when it is broken off: the old index stays until the new one is whole, and pages that were
read are not read again. UNDERPIN_INDEX=embedded (or a file) chooses another index.`,
		Args: noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			if err := filled(c.Flags(), nil); err != nil {
				return err
			}
			u := &update{env: env, from: from, force: force}
			u.ecosystem, _ = audit.Ecosystem(ecosystem.value)
			return u.run(c.Context())
		},
	}
	command.Flags().StringVar(&from, "from", "", "`URL` of a registry, or a file")
	command.Flags().Var(ecosystem, "ecosystem", "whose names (default: all whose registry is configured)")
	command.Flags().BoolVar(&force, "force", false, "take a list that is much shorter than the present one")
	return command
}

// update is one run of the verb.
type update struct {
	env       *environment
	from      string
	force     bool
	ecosystem packages.Ecosystem // "": not said
}

func (u *update) run(ctx context.Context) error {
	folder := nameindex.Folder(u.env.getenv)
	if folder == "" {
		return errors.New("there is no folder for your own data: set XDG_DATA_HOME or HOME")
	}
	present, err := nameindex.Open("", folder)
	if err != nil {
		return err
	}
	embedded, err := nameindex.Open(nameindex.Embedded, "")
	if err != nil {
		return err
	}
	progress := terminal.NewProgress(u.env.err, u.env.getenv)
	progress.Describe("reading names")
	defer progress.Done()
	o := renew.Options{Ecosystem: u.ecosystem, Folder: folder, Present: present.Index, Today: u.env.now().UTC(), Force: u.force, Progress: progress.Step}
	if u.from != "" && !strings.Contains(u.from, "://") {
		files, err := renew.FromFile(o, u.from)
		if err != nil {
			return err
		}
		progress.Done()
		return u.tell(files, embedded.Index)
	}
	sources, err := u.sources()
	if err != nil {
		return err
	}
	client := registry.New(registry.Options{HTTP: newHTTPClient(), Now: u.env.now, Agent: "underpin/" + version, Attempt: 30 * time.Second})
	var files []string
	for _, s := range sources {
		o.Ecosystem = s.Ecosystem
		file, err := renew.FromRegistry(ctx, o, client, s)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			return err
		}
		files = append(files, file)
	}
	progress.Done()
	return u.tell(files, embedded.Index)
}

// sources are the registries to ask: the address that was given, or those that the user's own clients are configured with.
func (u *update) sources() ([]registry.Source, error) {
	folder, err := u.env.getwd()
	if err != nil {
		return nil, err
	}
	p, err := project.Open(project.Options{Folder: folder, Ignore: true})
	if err != nil {
		return nil, err
	}
	d := &deps{env: u.env, project: p, folder: folder}
	settings, _ := clients.Read(d.machine(audit.Options{Project: p}), nil)
	if u.from != "" {
		if u.ecosystem == "" {
			return nil, errors.New("whose names are they? Add --ecosystem pypi or npm")
		}
		return settings.At(u.ecosystem, u.from)
	}
	var out []registry.Source
	for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM} {
		if s, ok := settings.Listing(e); ok && (u.ecosystem == "" || u.ecosystem == e) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return nil, errors.New("no registry is configured (index-url of pip or uv, registry of npm), and no address is built in; name one: --from URL --ecosystem pypi")
	}
	return out, nil
}

// tell shows what is known now.
func (u *update) tell(files []string, present *packages.Index) error {
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			return err
		}
		x, err := packages.Open(data)
		if err != nil {
			return err
		}
		for _, e := range x.Ecosystems() {
			fmt.Fprintf(u.env.out, "%s: %d names as of %s, in %s\n", e.Ecosystem, e.Names, e.Date.Format(time.DateOnly), f)
			if own := present.DateOf(e.Ecosystem); !e.Date.After(own) {
				fmt.Fprintf(u.env.out, "  it does not count: the list in the program is of %s\n", own.Format(time.DateOnly))
			}
		}
	}
	return nil
}
