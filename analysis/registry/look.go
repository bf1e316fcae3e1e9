package registry

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"underpin/analysis/packages"
)

// Question is a package that somebody wants to know about.
type Question struct {
	Ecosystem  packages.Ecosystem
	Name       string   // as written
	Versions   []string // pinned ones; none: the newest that Constraint admits
	Constraint string   // as its ecosystem writes it, "" for any
	Private    bool     // a manifest says that it comes from an index of its own
	Typed      bool     // somebody typed it: it is meant to be asked
	Command    bool     // of Go: the name may be that of a package in the module
}

// Look asks about packages, in as many steps as it takes, and gives what was learnt, in the order of the questions. It
// never fails: what could not be asked is in the records. It ends when ctx does.
func (c *Client) Look(ctx context.Context, questions []Question) []packages.Record {
	finds := make([]find, len(questions))
	total := 2 * len(questions) // each package, then its advisories
	var done sync.Mutex
	n := 0
	step := func() {
		done.Lock()
		defer done.Unlock()
		n++
		c.o.Progress(n, total)
	}
	c.each(len(questions), func(i int) {
		finds[i].c, finds[i].q = c, &questions[i]
		finds[i].look(ctx)
		step()
	})
	c.advisories(ctx, finds, step)
	records := make([]packages.Record, len(finds))
	for i := range finds {
		records[i] = finds[i].Record
	}
	return records
}

// each calls do for each number below n, many at a time. The requests themselves are bounded elsewhere.
func (c *Client) each(n int, do func(i int)) {
	next := make(chan int)
	var group sync.WaitGroup
	for range min(n, 2*c.o.Jobs) {
		group.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	group.Wait()
}

// release is a version that somebody tells of.
type release struct {
	version   string
	published time.Time
	withdrawn string
	retired   string
	runs      string // how installing it runs code
	usual     bool   // its registry says that it is the one to install
}

// about is what one server tells of a package.
type about struct {
	releases  []release
	retired   string // the package as a whole
	partial   bool   // there may be versions that it does not tell of
	first     time.Time
	last      time.Time
	downloads int64 // a month; -1: unknown
	newest    string
}

// find is a question on its way to a record.
type find struct {
	packages.Record
	c *Client
	q *Question
}

func (f *find) said(format string, args ...any) {
	f.Said = append(f.Said, fmt.Sprintf(format, args...))
}

func (f *find) failed(err error) {
	if s := err.Error(); !slices.Contains(f.Failed, s) {
		f.Failed = append(f.Failed, s)
	}
}

// look asks the registries that are configured for a name, and, where it is no secret, the services.
func (f *find) look(ctx context.Context) {
	f.Downloads = -1
	f.Kept = f.c.private(f.q)
	sources := f.c.o.Settings.sources(f.q.Ecosystem, f.q.Name, f.q.Private)
	var group sync.WaitGroup
	var own, dev, ms *about
	var ownErr, devErr, msErr error
	if len(sources) > 0 {
		group.Go(func() { own, ownErr = f.ask(ctx, sources) })
	}
	services := f.c.o.Services
	if f.Kept == "" && services.DepsDev != "" && depsDevSystem[f.q.Ecosystem] != "" {
		group.Go(func() { dev, devErr = f.c.depsDev(ctx, f.q.Ecosystem, f.q.Name) })
	}
	if f.Kept == "" && services.EcosystemsMS != "" {
		group.Go(func() { ms, msErr = f.c.ecosystemsMS(ctx, f.q.Ecosystem, f.q.Name) })
	}
	group.Wait()
	for _, err := range []error{ownErr, devErr, msErr} {
		if err != nil {
			f.failed(err)
		}
	}
	whole := slices.ContainsFunc(sources, func(s Source) bool { return !s.Extra })
	f.conclude(whole, own, ownErr, dev, devErr, ms, msErr)
}

// ask asks registries one after the other until one has the name. One that cannot be asked may have it, so that its absence
// from the others proves nothing.
func (f *find) ask(ctx context.Context, sources []Source) (*about, error) {
	var failed error
	for _, s := range sources {
		speak := protocols[s.Ecosystem]
		if speak == nil {
			continue
		}
		got, err := speak(ctx, f.c, registryAt{s, f.Kept != ""}, f.q)
		switch {
		case err != nil && failed == nil:
			failed = err
		case got != nil:
			f.said("%s has it (%s)", hostOf(s.URL), s.From)
			return got, nil
		case err == nil:
			f.said("%s does not have it (%s)", hostOf(s.URL), s.From)
		}
	}
	return nil, failed
}

// conclude puts together what was said. The registry of the project's own choice is believed before the services. That
// nothing is found is believed where it is said by that registry, or by all services.
func (f *find) conclude(configured bool, own *about, ownErr error, dev *about, devErr error, ms *about, msErr error) {
	services := f.c.o.Services
	askedDev := f.Kept == "" && services.DepsDev != "" && depsDevSystem[f.q.Ecosystem] != ""
	askedMS := f.Kept == "" && services.EcosystemsMS != ""
	if askedDev && devErr == nil {
		f.said("deps.dev %s it", knows(dev))
	}
	if askedMS && msErr == nil {
		f.said("ecosyste.ms %s it", knows(ms))
	}
	switch {
	case own != nil:
		f.Exists = packages.Listed
	case configured && ownErr == nil:
		f.Exists = packages.Absent
	case configured && f.Kept != "": // only that one may know, and it did not answer
	case dev != nil || ms != nil:
		f.Exists = packages.Listed
	case (askedDev || askedMS) && devErr == nil && msErr == nil && !configured:
		f.Exists = packages.Absent
	case askedDev && devErr == nil && f.absentHere():
		f.Exists = packages.Absent
	}
	if f.Exists == packages.Listed {
		f.merge(own, dev, ms)
	}
}

// absentHere tells whether the list of names says that there is none.
func (f *find) absentHere() bool {
	return f.c.o.Names != nil && f.c.o.Names.Exists(f.q.Ecosystem, f.q.Name) == packages.Absent
}

func knows(a *about) string {
	if a == nil {
		return "does not know"
	}
	return "knows"
}

// merge takes of each thing what the first that knows it says.
func (f *find) merge(sources ...*about) {
	var all []release
	partial := true
	for _, s := range sources {
		if s == nil {
			continue
		}
		for _, r := range s.releases {
			k := slices.IndexFunc(all, func(x release) bool { return sameVersion(x.version, r.version) })
			if k < 0 {
				all = append(all, r)
				continue
			}
			x := &all[k]
			x.usual = x.usual || r.usual
			x.withdrawn, x.retired, x.runs = cmp.Or(x.withdrawn, r.withdrawn), cmp.Or(x.retired, r.retired), cmp.Or(x.runs, r.runs)
			if x.published.IsZero() {
				x.published = r.published
			}
		}
		partial = partial && (s.partial || len(s.releases) == 0)
		f.Newest, f.Retired = cmp.Or(f.Newest, newestOf(s)), cmp.Or(f.Retired, s.retired)
		first, last := s.span()
		if f.First.IsZero() || !first.IsZero() && first.Before(f.First) {
			f.First = first
		}
		if last.After(f.Last) {
			f.Last = last
		}
		if f.Downloads < 0 {
			f.Downloads = s.downloads
		}
	}
	f.choose(all, !partial)
}

// span gives the days of the first and the last release.
func (a *about) span() (first, last time.Time) {
	first, last = a.first, a.last
	for _, r := range a.releases {
		if r.published.IsZero() {
			continue
		}
		if first.IsZero() || r.published.Before(first) {
			first = r.published
		}
		if r.published.After(last) {
			last = r.published
		}
	}
	return first, last
}

// choose picks the releases that are asked about.
func (f *find) choose(all []release, complete bool) {
	versions := f.q.Versions
	if len(versions) == 0 {
		if v := f.admitted(all); v != "" {
			versions = []string{v}
		}
	}
	for _, v := range versions {
		k := slices.IndexFunc(all, func(x release) bool { return sameVersion(x.version, v) })
		if k < 0 {
			f.Releases = append(f.Releases, packages.Release{Version: v, Missing: complete && comparable(f.q.Ecosystem, v)})
			continue
		}
		x := all[k]
		f.Releases = append(f.Releases, packages.Release{Version: v, Published: x.published, Withdrawn: x.withdrawn, Retired: x.retired})
		f.Runs = cmp.Or(f.Runs, x.runs)
	}
}

// admitted gives the version that a constraint leads to today: the newest that it admits, what was withdrawn and what is a
// trial left out; "" if none does. One that cannot be read, the name of a tag for instance, is taken to lead to the newest.
func (f *find) admitted(all []release) string {
	if !readable(f.q.Ecosystem, f.q.Constraint) || admits(f.q.Ecosystem, f.q.Constraint, f.Newest) {
		return f.Newest
	}
	best := ""
	for _, r := range all {
		if r.withdrawn == "" && !trial(r.version) && admits(f.q.Ecosystem, f.q.Constraint, r.version) && (best == "" || compareVersions(r.version, best) > 0) {
			best = r.version
		}
	}
	return best
}

// newestOf gives the release that a server calls the newest, or else the highest.
func newestOf(a *about) string {
	if a.newest != "" {
		return a.newest
	}
	best := ""
	for _, r := range a.releases {
		switch {
		case r.usual:
			return r.version
		case r.withdrawn != "" || trial(r.version):
		case best == "" || compareVersions(r.version, best) > 0:
			best = r.version
		}
	}
	return best
}

// join puts elements behind an address.
func join(base string, parts ...string) string {
	return strings.TrimRight(base, "/") + "/" + strings.Join(parts, "/")
}
