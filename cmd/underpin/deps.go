package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/analysis/registry/clients"
	"underpin/analysis/report"
	"underpin/cmd/underpin/internal/audit"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/output"
	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/store"
	"underpin/cmd/underpin/internal/terminal"
)

// deps is one run of the verb.
type deps struct {
	env     *environment
	project *project.Project
	folder  string // where it was started

	ecosystem, format, color, failOn *choice
	output, settings, index          string
	noSettings, quiet, all           bool
	online, noCache                  bool
	jobs                             int
	timeout                          time.Duration
	public                           []string
	depsDev, osv, ecosystemsMS       string
}

func newDeps(env *environment) *cobra.Command {
	d := &deps{
		env:       env,
		ecosystem: newChoice("", audit.Words...),
		format:    newChoice("text", "text", "json", "sarif"),
		color:     newChoice("auto", "auto", "always", "never"),
		failOn:    newChoice("error", "error", "warning", "info", "never"),
	}
	command := &cobra.Command{
		Use:   "deps [NAME|MANIFEST|FOLDER...]",
		Short: "Audit packages: do they exist, are they meant, what is known against them?",
		Long: `Deps gives a verdict on each package: do not install, install with caution, looks safe, or
unknown, with its reasons. Name packages (pypi:requests, npm:left-pad@1.3.0, pkg:pypi/requests),
manifests or lockfiles, or folders, whose manifests are read; nothing: this folder.

It works offline, by the list of names in the program. With --online it also asks deps.dev,
OSV and ecosyste.ms for versions, ages, downloads and known flaws, and the registries that
your own package managers are configured with. Names that may be private go to those alone.

Exit code 0: nothing at or above the bar of --fail-on. 1: something is. 2: could not run, or
could not read everything that was named.`,
		RunE: func(command *cobra.Command, args []string) error { return d.run(command, args) },
	}
	f := command.Flags()
	f.SortFlags = false
	f.Var(d.ecosystem, "ecosystem", "registry of the names, and the only one whose packages are audited")
	f.Var(d.format, "format", "form of the output")
	f.StringVar(&d.output, "output", "", "write to `FILE` instead of standard output")
	f.BoolVar(&d.online, "online", false, "ask registries and services")
	f.Var(d.failOn, "fail-on", "lowest severity that gives exit code 1")
	f.IntVar(&d.jobs, "jobs", 0, "send `N` requests at a time (default 16)")
	f.DurationVar(&d.timeout, "timeout", time.Minute, "`TIME` that all requests together may take")
	f.BoolVar(&d.all, "all", false, "list everything, not only what matters")
	f.StringSliceVar(&d.public, "public", nil, "`LIST` of ecosystems whose names are no secret although a registry is configured")
	f.StringVar(&d.index, "index", "", "judge names by the index in `FILE`, or by the program's own: embedded")
	f.BoolVar(&d.noCache, "no-cache", false, "keep no answers, and use none that were kept")
	f.StringVar(&d.depsDev, "deps-dev", "", "ask deps.dev at `URL`, or not: off")
	f.StringVar(&d.osv, "osv", "", "ask OSV at `URL`, or not: off")
	f.StringVar(&d.ecosystemsMS, "ecosystems", "", "ask ecosyste.ms at `URL`, or not: off")
	f.StringVar(&d.settings, "config", "", "read the settings from `FILE` instead of underpin.toml")
	f.BoolVar(&d.noSettings, "no-config", false, "read no settings file")
	f.Var(d.color, "color", "colour in text output")
	f.BoolVar(&d.quiet, "quiet", false, "packages alone: no notes, no summary, no progress")
	return command
}

func (d *deps) run(command *cobra.Command, args []string) error {
	started := d.env.now()
	flags := command.Flags()
	if err := exclusive(flags, [2]string{"config", "no-config"}); err != nil {
		return err
	}
	if err := filled(flags, args); err != nil {
		return err
	}
	if d.jobs < 0 || d.timeout <= 0 {
		return errors.New("--jobs must be 0 or more, and --timeout longer than nothing")
	}
	o, err := d.options(command, args)
	if err != nil {
		return err
	}
	result, err := d.audit(command.Context(), o)
	if err != nil {
		return err
	}
	if err := d.write(result, d.env.now().Sub(started)); err != nil {
		return err
	}
	return d.verdict(result)
}

// options sorts arguments into names and paths, and finds the project that the paths are of.
func (d *deps) options(command *cobra.Command, args []string) (o audit.Options, err error) {
	if d.folder, err = d.env.getwd(); err != nil {
		return o, fmt.Errorf("cannot tell the present folder: %w", err)
	}
	var paths []string
	for _, arg := range args {
		path, err := d.isPath(arg)
		switch {
		case err != nil:
			return o, err
		case path:
			paths = append(paths, arg)
		default:
			t, err := d.parse(arg)
			if err != nil {
				return o, err
			}
			o.Typed = append(o.Typed, t)
		}
	}
	d.project, err = project.Open(project.Options{Folder: d.folder, Paths: paths, Settings: d.settings, Ignore: d.noSettings})
	if err != nil {
		return o, err
	}
	if c := d.project.Config; c != nil && c.FailOn != "" && !command.Flags().Changed("fail-on") {
		d.failOn.value = c.FailOn
	}
	choice := d.index
	if choice == "" {
		choice = d.env.getenv(nameindex.Variable)
	}
	if o.Index, err = nameindex.Open(choice, nameindex.Folder(d.env.getenv)); err != nil {
		return o, err
	}
	for _, p := range paths {
		if info, err := os.Stat(d.path(p)); err == nil && !info.IsDir() {
			o.Named = append(o.Named, d.project.Relative(p))
		}
	}
	o.Project, o.Manifests, o.Jobs, o.Now, o.Version = d.project, len(paths) > 0 || len(args) == 0, runtime.GOMAXPROCS(0), d.env.now(), version
	o.Only, _ = audit.Ecosystem(d.ecosystem.value)
	if d.online {
		o.Online, err = d.network(o)
	}
	return o, err
}

// isPath tells whether an argument is a file or a folder, and refuses files that say nothing of packages.
func (d *deps) isPath(arg string) (bool, error) {
	info, err := os.Stat(d.path(arg))
	looks := strings.HasPrefix(arg, ".") || filepath.IsAbs(arg) || packages.IsManifest(arg)
	switch {
	case err == nil && info.IsDir(): // a folder may bear a package's name; what is said of the registry decides
		return d.ecosystem.value == "" || looks || strings.ContainsAny(arg, `/\`) && !strings.HasPrefix(arg, "@"), nil
	case err == nil && packages.IsManifest(arg):
		return true, nil
	case err == nil && d.ecosystem.value == "":
		return false, fmt.Errorf("%s is no manifest, lockfile or script that is known here; a package of that name is written with --ecosystem", arg)
	case err != nil && looks:
		return false, fmt.Errorf("%s: no such file or folder", arg)
	}
	return false, nil
}

// parse reads a package's name. Where nothing says which registry it is of, the project's manifests may.
func (d *deps) parse(arg string) (audit.Typed, error) {
	e, _ := audit.Ecosystem(d.ecosystem.value)
	t, err := audit.Parse(arg, e)
	if !errors.Is(err, audit.ErrNoEcosystem) {
		return t, err
	}
	if e = d.usual(); e != "" {
		return audit.Parse(arg, e)
	}
	return t, fmt.Errorf("%s: %w Say --ecosystem pypi, npm or another, or write pypi:%s", arg, err, arg)
}

// usual is the ecosystem of the manifests in this folder, "" if there are none or of several.
func (d *deps) usual() packages.Ecosystem {
	entries, err := os.ReadDir(d.folder)
	if err != nil {
		return ""
	}
	found := map[packages.Ecosystem]bool{}
	var last packages.Ecosystem
	for _, entry := range entries {
		if ext := filepath.Ext(entry.Name()); entry.IsDir() || !packages.IsManifest(entry.Name()) || ext == ".md" || ext == ".sh" || ext == ".ipynb" {
			continue
		}
		if info, err := entry.Info(); err != nil || info.Size() > 1<<20 {
			continue
		}
		if text, err := os.ReadFile(filepath.Join(d.folder, entry.Name())); err == nil {
			list, _ := packages.Installs(entry.Name(), text)
			for _, i := range list {
				found[i.Ecosystem], last = true, i.Ecosystem
			}
		}
	}
	if len(found) == 1 {
		return last
	}
	return ""
}

// network prepares what asks: the services at their addresses or others, the store, the settings of the user's own clients.
func (d *deps) network(o audit.Options) (*audit.Online, error) {
	services := registry.DefaultServices()
	for _, s := range []struct {
		address        *string
		flag, variable string
		value          string
	}{
		{&services.DepsDev, "deps-dev", "UNDERPIN_DEPS_DEV", d.depsDev},
		{&services.OSV, "osv", "UNDERPIN_OSV", d.osv},
		{&services.EcosystemsMS, "ecosystems", "UNDERPIN_ECOSYSTEMS", d.ecosystemsMS},
	} {
		value := s.value
		if value == "" {
			value = d.env.getenv(s.variable)
		}
		switch u, err := url.Parse(value); {
		case value == "":
		case value == "off":
			*s.address = ""
		case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
			return nil, fmt.Errorf("--%s %q is no address; expected https://HOST or off", s.flag, value)
		default:
			*s.address = strings.TrimRight(value, "/")
		}
	}
	online := &audit.Online{
		Client:  registry.Options{HTTP: newHTTPClient(), Now: d.env.now, Services: services, Jobs: d.jobs, Agent: "underpin/" + version},
		Machine: d.machine(o), Timeout: d.timeout, Progress: func(int, int) {},
	}
	for _, word := range d.public {
		e, ok := audit.Ecosystem(word)
		if !ok {
			return nil, fmt.Errorf("--public %s: expected one of %s", word, strings.Join(audit.Words, ", "))
		}
		online.Public = append(online.Public, e)
	}
	if folder, err := os.UserCacheDir(); err == nil && !d.noCache {
		if s, err := store.Open(filepath.Join(folder, "underpin", "answers"), d.env.now()); err == nil {
			online.Client.Store = s // without it, everything is asked anew: it costs time and nothing else
		}
	}
	return online, nil
}

// newHTTPClient makes a client that follows no redirects, as package registry wants it.
func newHTTPClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			Proxy: http.ProxyFromEnvironment, DialContext: (&net.Dialer{Timeout: 10 * time.Second}).DialContext, ForceAttemptHTTP2: true,
			MaxIdleConnsPerHost: 32, IdleConnTimeout: 30 * time.Second, TLSHandshakeTimeout: 10 * time.Second,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// machine tells where the settings of package managers lie: in the folders from the paths up to the project's root, and the
// user's own.
func (d *deps) machine(o audit.Options) clients.Machine {
	m := clients.Machine{Getenv: d.env.getenv, ReadFile: os.ReadFile, OS: runtime.GOOS, Show: d.project.Display}
	m.Home, _ = os.UserHomeDir()
	m.Config, _ = os.UserConfigDir()
	m.Show = func(path string) string {
		if rel, err := filepath.Rel(m.Home, path); err == nil && m.Home != "" && filepath.IsLocal(rel) && !strings.HasPrefix(path, d.project.Root) {
			return filepath.Join("~", rel)
		}
		return d.project.Display(d.project.Relative(path))
	}
	for _, path := range o.Project.Paths {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			path = filepath.Dir(path)
		}
		for ; ; path = filepath.Dir(path) {
			if !slices.Contains(m.Folders, path) {
				m.Folders = append(m.Folders, path)
			}
			if path == o.Project.Root || path == filepath.Dir(path) {
				break
			}
		}
	}
	return m
}

func (d *deps) audit(ctx context.Context, o audit.Options) (*audit.Result, error) {
	if o.Online != nil && !d.quiet {
		progress := terminal.NewProgress(d.env.err, d.env.getenv)
		progress.Describe("asking")
		defer progress.Done()
		o.Online.Progress = progress.Step
	}
	return audit.Run(ctx, o)
}

func (d *deps) write(r *audit.Result, elapsed time.Duration) error {
	render := func(w io.Writer) error {
		switch d.format.value {
		case "json":
			return report.PackagesJSON(w, r.Audit)
		case "sarif":
			return report.SARIF(w, report.Input{Report: r.Findings, Text: r.Text, Rules: r.Rules, Version: version, Incomplete: r.Incomplete})
		}
		return report.PackagesText(w, r.Audit, report.Style{
			Color: terminal.Color(d.color.value, w, d.env.getenv), Width: terminal.Width(w, d.env.getenv),
			Quiet: d.quiet, AllNotes: d.all, Elapsed: elapsed, Path: d.project.Display,
		})
	}
	if d.output != "" {
		return output.Write(d.path(d.output), render)
	}
	if err := render(d.env.out); err != nil {
		return fmt.Errorf("cannot write the report: %w", plainError(err))
	}
	return nil
}

// verdict gives the exit code.
func (d *deps) verdict(r *audit.Result) error {
	for _, n := range r.Failed {
		where := d.project.Display(n.Path)
		if text, ok := r.Text(n.Path); ok && n.Span.Start+n.Span.End > 0 {
			at := text.Position(n.Span.Start, analysis.UTF32)
			where = fmt.Sprintf("%s:%d:%d", where, at.Line+1, at.Character+1)
		}
		fmt.Fprintf(d.env.err, "underpin: %s: %s\n", where, n.Message)
	}
	if len(r.Failed) > 0 {
		return exit(exitFailed)
	}
	if len(r.Packages) == 0 && !d.quiet {
		fmt.Fprintln(d.env.err, "underpin: there is nothing that installs a package here")
	}
	bar := map[string]analysis.Severity{"error": analysis.Error, "warning": analysis.Warning, "info": analysis.Info}
	lowest, any := bar[d.failOn.value]
	for _, p := range r.Packages {
		for _, x := range p.Reasons {
			if any && x.Severity >= lowest {
				return exit(exitFindings)
			}
		}
	}
	return nil
}

func (d *deps) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(d.folder, name)
}
