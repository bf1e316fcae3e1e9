// Package analysis is the only door to the engine: a [Session] takes edits and
// gives immutable snapshots, a [Snapshot] gives findings.
//
// It owns the pipeline from text to finding and nothing outside it: no file
// system, no network, no clock, no globals. cmd, lsp and wasm call it.
package analysis

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"underpin/analysis/internal/lang/javascript"
	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/resolve"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/secret"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/models"
	"underpin/analysis/packages"
	"underpin/analysis/rules"
)

// Options are the injected effects and the settings of a session. The zero value is useful.
type Options struct {
	Parser   Parser                // nil: the parsers linked into this build
	Team     fs.FS                 // a team's own rules and models (the folder .underpin), or nil
	Config   *Config               // the project's settings, or nil
	Jobs     int                   // parallel work; 0: as many as there are processors
	Yield    func()                // called by each worker in between, at least every 8 ms of work: where nothing else can run else (js/wasm), or to hold the work up; nil: nobody
	Progress func(done, total int) // called as files are analysed, from any goroutine

	Index     packages.Names  // the names of distributions that exist; nil: nothing is said about packages
	Installed []string        // distributions of Python that are installed for the workspace
	Modules   func() []string // packages in its folders node_modules; asked for once, when one would be accused
	Beside    []string        // stems of files and names of folders that lie beside the workspace's files and are no part of it

	// Around is asked, where it is set, instead of the four above whenever names of packages are looked up. It must not wait for
	// anything but the disk, and gives the same pointer for as long as nothing has changed; nil: nothing is said about packages.
	Around func() *Around
}

// FileChange sets or removes a file of a session.
type FileChange struct {
	Path    string     // slash-separated, relative to the workspace
	Text    []byte     // the whole new text; the session keeps it, do not change it afterwards
	Edits   []TextEdit // or edits of the present text, applied in order
	Removed bool
	Open    bool // edits will follow: what helps reading the next version is kept

	Notebook *Notebook // of a notebook that comes as the code in its cells (see Cell): the cells as they are; only with Text
}

// Scope selects the files whose findings are wanted; empty: all.
type Scope struct {
	Paths []string
	// Touched asks for a quick first answer about the open files in Paths: what their last edits touched is found anew, without
	// the files that call them, and the other findings keep their places. Where code is half-written nothing changes. A
	// settled answer, without Touched, should follow.
	Touched bool
}

// Session holds the files of a workspace. One writer at a time; snapshots are
// independent of it and concurrent.
type Session struct {
	o         Options
	set       *rule.Set
	reading   *syntax.Reading
	python    *python.Lowerer
	rules     []*Rule
	finders   func() []finder // of secrets: made when first asked for, as their tables cost some time
	patterns  func() []patternFinder
	tables    func() *packages.Tables
	script    func(grammar string) (*javascript.Reader, error)
	followAll bool // for tests: see taint.Input.All

	mu    sync.Mutex
	files map[string]*file
	names *names // of files
	known resolvers
	still Around // what the options say once and for all
	turn  int    // number of the newest snapshot

	last    sync.Mutex
	reports map[string]*basis // of open files: what was said of them last
}

// names are the paths of a session's files, sorted, and its modules by name.
type names struct {
	paths      []string // of code that is analysed
	installing []string // of files that may say what is installed, or what imports mean
	scripts    []string // of files of which only imports are read
	index      func() *resolve.Index
	everything func() *resolve.Paths
}

func newNames(files map[string]*file) *names {
	n := &names{}
	all := slices.Sorted(maps.Keys(files))
	for _, p := range all {
		if packages.IsManifest(p) || files[p].headed {
			n.installing = append(n.installing, p)
		}
		switch f := files[p]; {
		case f.scripted:
			n.scripts = append(n.scripts, p)
		case !f.manifest:
			n.paths = append(n.paths, p)
		}
	}
	n.everything = sync.OnceValue(func() *resolve.Paths { return resolve.NewPaths(all) })
	n.index = sync.OnceValue(func() *resolve.Index { return resolve.NewIndex(n.paths) })
	return n
}

// NewSession compiles rules and models. Errors name file, line and what was expected.
func NewSession(o Options) (*Session, error) {
	if o.Parser == nil {
		linked, err := LinkedParser()
		if err != nil {
			return nil, err
		}
		o.Parser = linked
	}
	if o.Yield != nil {
		o.Parser = yielding{o.Parser, o.Yield}
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	set, err := rule.LoadTrusted(rules.FS(), models.FS(), o.Team)
	if err != nil {
		return nil, err
	}
	names, err := o.Parser.Grammar(python.Name)
	if err != nil {
		return nil, err
	}
	grammar, err := syntax.NewLanguage(names)
	if err != nil {
		return nil, err
	}
	s := &Session{o: o, set: set, reading: python.NewReading(o.Parser, grammar), python: python.New(grammar), files: map[string]*file{}}
	for _, r := range set.Rules {
		s.rules = append(s.rules, publicRule(r))
	}
	s.finders = sync.OnceValue(func() []finder { return newFinders(set) })
	s.patterns = sync.OnceValue(func() []patternFinder { return newPatternFinders(set) })
	s.still = Around{Index: o.Index, Beside: o.Beside, Installed: o.Installed}
	if o.Modules != nil {
		s.still.Modules = sync.OnceValue(o.Modules)
	}
	s.tables = sync.OnceValue(packages.NewTables)
	s.script = newScriptReaders(o.Parser)
	return s, nil
}

// finder looks for the secrets of one rule.
type finder struct {
	*secret.Finder
	rule *rule.Rule
}

func newFinders(set *rule.Set) []finder {
	var out []finder
	for _, r := range set.Rules {
		if r.Secret != nil {
			out = append(out, finder{secret.New(r.Secret), r})
		}
	}
	return out
}

// Apply brings changes in and gives the snapshot after them. On an error (an
// edit beyond the end, a file that is not there) nothing changes.
func (s *Session) Apply(ctx context.Context, changes ...FileChange) (*Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	files := maps.Clone(s.files)
	for i := range changes {
		if err := change(files, &changes[i]); err != nil {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.names == nil || len(files) != len(s.files) || slices.ContainsFunc(changes, func(c FileChange) bool {
		p := cleanPath(c.Path)
		return c.Removed || s.files[p] == nil || s.files[p].manifest != files[p].manifest || s.files[p].headed != files[p].headed
	}) {
		s.names = newNames(files)
	}
	s.files = files
	s.forget(files)
	s.turn++
	return &Snapshot{s: s, names: s.names, paths: s.names.paths, files: files, turn: s.turn, busy: make(chan struct{}, 1)}, nil
}

func cleanPath(path string) string { return strings.TrimPrefix(path, "./") }

func change(files map[string]*file, c *FileChange) error {
	path := cleanPath(c.Path)
	switch {
	case path == "":
		return errors.New("a file change has no path")
	case c.Removed:
		if files[path] == nil {
			return fmt.Errorf("%s: cannot be removed: it is not in the session", path)
		}
		delete(files, path)
	case c.Edits != nil:
		old := files[path]
		if old == nil {
			return fmt.Errorf("%s: cannot be edited: it is not in the session", path)
		}
		text, err := old.text.ApplySequence(c.Edits...)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		memo := old.memo
		if memo == nil {
			memo = newMemo()
		}
		f := &file{path: path, text: text, memo: memo, manifest: old.manifest, scripted: old.scripted, edited: len(c.Edits) > 0, edit: lastEdit(c.Edits)}
		f.headed = isHeaded(f)
		files[path] = f
	default:
		f := &file{path: path, text: source.New(c.Text)}
		f.notebook = c.Notebook
		f.manifest = f.notebook == nil && isManifest(path, f.text)
		f.scripted = !f.manifest && javascript.Reads(path)
		f.headed = isHeaded(f)
		if c.Open {
			if old := files[path]; old != nil {
				f.memo = old.memo
				f.typedOver(old)
			}
			if f.memo == nil {
				f.memo = newMemo()
			}
		}
		files[path] = f
	}
	return nil
}

// Rules lists all rules in order of name.
func (s *Session) Rules() []*Rule { return s.rules }
