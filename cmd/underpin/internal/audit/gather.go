// Package audit owns a run of the verb deps: which packages are asked about and where they are installed, what is known of each,
// and what that comes to.
//
// It puts together what others know: package packages reads manifests and judges, package registry asks the network, package
// analysis applies settings and suppressions, package report shows the result. It writes nothing.
package audit

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/registry"
	"underpin/cmd/underpin/internal/project"
	"underpin/cmd/underpin/internal/walk"
)

// maxManifest is the size of a manifest in bytes beyond which it is left out; lockfiles of large projects have a tenth of it.
const maxManifest = 20_000_000

// Typed is a package that somebody named.
type Typed struct {
	Ecosystem packages.Ecosystem
	Name      string
	Version   string // "" for the newest
}

// subject is a package to be audited.
type subject struct {
	packages.Install
	places   []analysis.Location
	pinned   []string
	typed    bool
	private  bool   // some manifest says that it comes from an index of its own
	from     string // where it comes from, if not from a registry at all
	manifest bool   // a constraint of a manifest, not of a lockfile, stands in Install
}

// gathered is what was read.
type gathered struct {
	subjects  []*subject
	byName    map[string]*subject
	texts     map[string]*analysis.Text
	manifests []walk.File
	installs  []packages.Install
	settings  []packages.ScriptSettings // what files say of npm's packages: which are the workspace's own
	notes     []analysis.Note
	failed    []analysis.Note
}

func (g *gathered) text(path string) (*analysis.Text, bool) {
	t, ok := g.texts[path]
	return t, ok
}

// gather reads manifests below the paths of a project.
func gather(ctx context.Context, p *project.Project, named []string, jobs int) (*gathered, error) {
	g := &gathered{byName: map[string]*subject{}, texts: map[string]*analysis.Text{}}
	if len(p.Paths) == 0 {
		return g, nil
	}
	read, err := walk.Read(ctx, walk.Options{
		Root: p.Root, Paths: p.Paths, MaxSize: maxManifest, Jobs: jobs, Wanted: packages.IsManifest,
		Script: func(string) bool { return false }, Selects: p.Config.Selects, Prunes: p.Config.Prunes,
	})
	if err != nil {
		return nil, err
	}
	for _, n := range read.Failed {
		g.failed = append(g.failed, analysis.Note{Location: analysis.Location{Path: n.Path}, Message: n.Message})
	}
	for _, n := range read.Notes {
		g.notes = append(g.notes, analysis.Note{Location: analysis.Location{Path: n.Path}, Message: n.Message})
	}
	files := g.included(p, read.Files)
	have := map[string]bool{}
	for _, f := range files {
		have[f.Path] = true
	}
	for _, f := range files {
		if path.Base(f.Path) == "go.sum" && have[path.Join(path.Dir(f.Path), "go.mod")] {
			continue // it lists versions that were only looked at, too
		}
		g.manifest(f, slices.Contains(named, f.Path))
	}
	return g, nil
}

// included adds the files that requirements files take in with -r and -c and that nobody named.
func (g *gathered) included(p *project.Project, files []walk.File) []walk.File {
	have := map[string]bool{}
	for _, f := range files {
		have[f.Path] = true
	}
	const most = 200
	for i := 0; i < len(files) && len(files) < most; i++ {
		for _, include := range packages.Includes(files[i].Path, files[i].Text) {
			at := path.Join(path.Dir(files[i].Path), filepath.ToSlash(include))
			if have[at] || strings.Contains(include, "://") || !filepath.IsLocal(filepath.FromSlash(at)) || !packages.IsManifest(at) {
				continue
			}
			have[at] = true
			text, err := os.ReadFile(filepath.Join(p.Root, filepath.FromSlash(at)))
			switch {
			case err != nil:
				g.notes = append(g.notes, analysis.Note{Location: analysis.Location{Path: files[i].Path}, Message: include + ", which it takes in, cannot be read"})
			case len(text) <= maxManifest && walk.NotText(text) == "":
				files = append(files, walk.File{Path: at, Text: text})
			}
		}
	}
	return files
}

// manifest takes up what a file installs. Of one that was named it must be possible to read it.
func (g *gathered) manifest(f walk.File, named bool) {
	if s, ok := packages.SettingsOf(f.Path, f.Text); ok {
		g.settings = append(g.settings, s)
	}
	if packages.OnlySettings(f.Path) {
		return
	}
	list, notes := packages.Installs(f.Path, f.Text)
	g.manifests = append(g.manifests, f)
	g.installs = append(g.installs, list...)
	g.texts[f.Path] = analysis.NewText(string(f.Text))
	for _, n := range notes {
		x := analysis.Note{Location: analysis.Location{Path: f.Path, Span: n.Span}, Message: n.Message, Kind: "parts of manifests could not be read"}
		if named && (len(list) == 0 || strings.HasPrefix(n.Message, "not read")) {
			g.failed = append(g.failed, x)
		} else {
			g.notes = append(g.notes, x)
		}
	}
	locked := packages.IsLock(f.Path)
	for _, i := range list {
		g.add(i, f.Path, locked)
	}
}

func (g *gathered) subject(e packages.Ecosystem, name string) *subject {
	key := string(e) + "\x00" + name
	if e == packages.PyPI || e == packages.Packagist || e == packages.NuGet {
		key = string(e) + "\x00" + packages.Canonical(e, name)
	}
	s := g.byName[key]
	if s == nil {
		s = &subject{Install: packages.Install{Ecosystem: e, Name: name}}
		g.byName[key] = s
		g.subjects = append(g.subjects, s)
	}
	return s
}

// add adds an install to what is known of its package.
func (g *gathered) add(i packages.Install, file string, locked bool) {
	if i.Name == "" || i.Own {
		return
	}
	s := g.subject(i.Ecosystem, i.Name)
	s.places = append(s.places, analysis.Location{Path: file, Span: i.Span})
	switch {
	case i.From == packages.PrivateIndex:
		s.private = true
	case i.From != "":
		s.from = i.From
		return
	}
	s.Hashed = s.Hashed || i.Hashed
	s.Command = s.Command || i.Command
	if v, ok := registry.Pinned(i.Ecosystem, i.Version, locked); ok {
		if !slices.Contains(s.pinned, v) {
			s.pinned = append(s.pinned, v)
		}
	} else if !s.manifest && i.Version != "" {
		s.manifest, s.Version = true, i.Version
	}
}

// name takes up packages that somebody named.
func (g *gathered) name(list []Typed) {
	for _, t := range list {
		s := g.subject(t.Ecosystem, t.Name)
		s.typed = true
		if t.Version != "" && !slices.Contains(s.pinned, t.Version) {
			s.pinned = append(s.pinned, t.Version)
		}
	}
}

// ecosystems maps what people call ecosystems to their names.
var ecosystems = map[string]packages.Ecosystem{
	"pypi": packages.PyPI, "npm": packages.NPM, "go": packages.Go, "cargo": packages.Crates, "gem": packages.RubyGems,
	"composer": packages.Packagist, "maven": packages.Maven, "nuget": packages.NuGet,
}

// Words are what the flag --ecosystem takes, in the order in which they are shown.
var Words = []string{"pypi", "npm", "go", "cargo", "gem", "composer", "maven", "nuget"}

// Ecosystem gives the ecosystem of a word.
func Ecosystem(word string) (packages.Ecosystem, bool) {
	e, ok := ecosystems[word]
	return e, ok
}

// purlTypes are the words of package URLs that differ from ours.
var purlTypes = map[string]string{"golang": "go"}

// ErrNoEcosystem says that nothing tells which registry a name is of.
var ErrNoEcosystem = errors.New("which registry is it of?")

// Parse reads a package as people write it: NAME, NAME@VERSION, NAME==VERSION, ECOSYSTEM:NAME, or a package URL. Fallback is its
// ecosystem where it does not say, "" for none.
func Parse(text string, fallback packages.Ecosystem) (Typed, error) {
	t := Typed{Ecosystem: fallback, Name: text}
	if rest, ok := strings.CutPrefix(text, "pkg:"); ok {
		kind, name, _ := strings.Cut(rest, "/")
		if w, ok := purlTypes[kind]; ok {
			kind = w
		}
		name, _, _ = strings.Cut(name, "?")
		name = strings.ReplaceAll(strings.ReplaceAll(name, "%40", "@"), "%2F", "/")
		if t.Ecosystem, ok = ecosystems[kind]; !ok {
			return t, fmt.Errorf("%s: the ecosystem %q is not known; known are %s", text, kind, strings.Join(Words, ", "))
		}
		t.Name = name
		t.cut("@")
		if t.Ecosystem == packages.Maven {
			t.Name = strings.Replace(t.Name, "/", ":", 1)
		}
		return t, t.check()
	}
	if word, name, ok := strings.Cut(text, ":"); ok {
		if e, known := ecosystems[word]; known {
			t.Ecosystem, t.Name = e, name
		}
	}
	if t.Ecosystem == "" {
		t.Ecosystem = guess(t.Name)
	}
	if t.Ecosystem == "" {
		return t, ErrNoEcosystem
	}
	switch {
	case t.Ecosystem == packages.PyPI && strings.Contains(t.Name, "=="):
		t.cut("==")
	case t.Ecosystem == packages.Maven && strings.Count(t.Name, ":") == 2:
		t.cut(":")
	default:
		t.cut("@")
	}
	if t.Ecosystem == packages.PyPI {
		t.Name, _, _ = strings.Cut(t.Name, "[") // extras
	}
	return t, t.check()
}

// cut takes the version off a name; a sign at its beginning belongs to the name.
func (t *Typed) cut(sign string) {
	if i := strings.LastIndex(t.Name, sign); i > 0 {
		t.Name, t.Version = t.Name[:i], t.Name[i+len(sign):]
	}
}

// guess tells the ecosystem of names that only one has.
func guess(name string) packages.Ecosystem {
	first, rest, slash := strings.Cut(name, "/")
	switch {
	case strings.HasPrefix(name, "@") && slash:
		return packages.NPM
	case slash && strings.Contains(first, ".") && rest != "":
		return packages.Go
	case strings.Count(name, ":") >= 1 && strings.Contains(name, "."):
		return packages.Maven
	case strings.Contains(name, "=="):
		return packages.PyPI
	}
	return ""
}

// check refuses what cannot be a name.
func (t *Typed) check() error {
	bad := t.Name == "" || len(t.Name) > 300 || strings.ContainsFunc(t.Name, func(c rune) bool {
		return c <= ' ' || c == 0x7f || strings.ContainsRune("\"'`<>|\\^{}", c)
	})
	switch {
	case bad:
		return fmt.Errorf("%q is no name of a package", t.Name)
	case t.Ecosystem == packages.Maven && !strings.Contains(t.Name, ":"):
		return fmt.Errorf("%s: an artifact of Maven is written group:artifact", t.Name)
	case t.Ecosystem == packages.Packagist && !strings.Contains(t.Name, "/"):
		return fmt.Errorf("%s: a package of composer is written vendor/name", t.Name)
	case t.Ecosystem == packages.Go && !strings.Contains(t.Name, "."):
		return fmt.Errorf("%s: a Go module is written with its host, example.org/name", t.Name)
	}
	return nil
}
