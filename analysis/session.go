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

	"underpin/analysis/internal/lang/python"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/secret"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/cgoparser"
	"underpin/analysis/models"
	"underpin/analysis/rules"
)

// Parser gives syntax trees as flat records; package wasm/host implements it too.
type Parser = syntax.Parser

// Options are the injected effects and the settings of a session. The zero value is useful.
type Options struct {
	Parser   Parser                // nil: the parsers linked into this build
	Team     fs.FS                 // a team's own rules and models (the folder .underpin), or nil
	Config   *Config               // the project's settings, or nil
	Jobs     int                   // parallel work; 0: as many as there are processors
	Yield    func()                // called at least every 8 ms of work where nothing else can run (js/wasm)
	Progress func(done, total int) // called as files are analysed, from any goroutine
}

// FileChange sets or removes a file of a session.
type FileChange struct {
	Path    string     // slash-separated, relative to the workspace
	Text    []byte     // the whole new text; the session keeps it, do not change it afterwards
	Edits   []TextEdit // or edits of the present text, applied in order
	Removed bool
}

// Scope selects the files whose findings are wanted; empty: all.
type Scope struct {
	Paths   []string
	Touched bool // a quick first answer: see Findings
}

// Session holds the files of a workspace. One writer at a time; snapshots are
// independent of it and concurrent.
type Session struct {
	o         Options
	set       *rule.Set
	grammar   *syntax.Language
	python    *python.Lowerer
	rules     []*Rule
	finders   func() []finder // of secrets: made when first asked for, as their tables cost some time
	followAll bool            // for tests: see taint.Input.All

	mu    sync.Mutex
	files map[string]*file
}

// NewSession compiles rules and models. Errors name file, line and what was expected.
func NewSession(o Options) (*Session, error) {
	if o.Parser == nil {
		host, err := cgoparser.New()
		if err != nil {
			return nil, err
		}
		o.Parser = host
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	set, err := rule.Load(rules.FS(), models.FS(), o.Team)
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
	s := &Session{o: o, set: set, grammar: grammar, python: python.New(grammar), files: map[string]*file{}}
	for _, r := range set.Rules {
		s.rules = append(s.rules, publicRule(r))
	}
	s.finders = sync.OnceValue(func() []finder { return newFinders(set) })
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
	s.files = files
	snap := &Snapshot{s: s, paths: slices.Sorted(maps.Keys(files)), files: files}
	return snap, nil
}

func change(files map[string]*file, c *FileChange) error {
	path := strings.TrimPrefix(c.Path, "./")
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
		files[path] = &file{path: path, text: text}
	default:
		files[path] = &file{path: path, text: source.New(c.Text)}
	}
	return nil
}

// Rules lists all rules in order of name.
func (s *Session) Rules() []*Rule { return s.rules }
