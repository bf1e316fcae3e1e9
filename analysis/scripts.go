package analysis

import (
	"context"
	"slices"
	"strings"
	"sync"

	"underpin/analysis/internal/lang/javascript"
	"underpin/analysis/internal/resolve"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/suppress"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/packages"
)

// Of JavaScript and TypeScript only imports are read, and only for the names of packages in them. A file is looked through
// for the paths that it may import; if all of these are in order, as they nearly always are, it is not parsed.

// script is what was read of such a file.
type script struct {
	once       sync.Once
	candidates []javascript.Candidate
	code       string // the text, without what is no code
	grammar    string

	settled  sync.Once
	settings packages.ScriptSettings // of a manifest: what it says of imports
	says     bool

	mu       sync.Mutex
	parsed   bool
	imports  []javascript.Import
	comments []source.Span
	note     string
}

// candidatesOf are the paths that the file may import.
func (f *file) candidatesOf() []javascript.Candidate {
	f.script.once.Do(func() {
		f.script.code, f.script.grammar = javascript.Source(f.path, f.text.String())
		f.script.candidates = javascript.Candidates(f.script.code)
	})
	return f.script.candidates
}

// settingsOf is what a manifest says of imports; false for others.
func (f *file) settingsOf() (*packages.ScriptSettings, bool) {
	s := &f.script
	s.settled.Do(func() {
		if packages.IsScriptSettings(f.path) {
			s.settings, s.says = packages.SettingsOf(f.path, f.text.Bytes())
		}
	})
	return &s.settings, s.says
}

// parse reads the imports of the file from its tree, once. Only cancellation is an error.
func (f *file) parse(ctx context.Context, s *Session) ([]javascript.Import, error) {
	f.candidatesOf()
	x := &f.script
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.parsed {
		return x.imports, nil
	}
	reader, err := s.script(x.grammar)
	if err == nil {
		var tree *syntax.Tree
		if tree, err = syntax.Parse(ctx, s.o.Parser, reader.Grammar(), []byte(x.code)); err == nil {
			x.imports, x.comments = reader.Imports(tree, x.code), reader.Comments(tree)
		}
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if x.parsed = true; err != nil {
		x.note = err.Error()
	}
	return x.imports, nil
}

// newScriptReaders gives the readers of the grammars, each made when it is first asked for.
func newScriptReaders(p Parser) func(grammar string) (*javascript.Reader, error) {
	readers := map[string]func() (*javascript.Reader, error){}
	for _, name := range javascript.Grammars() {
		readers[name] = sync.OnceValues(func() (*javascript.Reader, error) {
			names, err := p.Grammar(name)
			if err != nil {
				return nil, err
			}
			lang, err := syntax.NewLanguage(names)
			if err != nil {
				return nil, err
			}
			return javascript.New(lang), nil
		})
	}
	return func(grammar string) (*javascript.Reader, error) { return readers[grammar]() }
}

// scriptFacts adds what the workspace says of the imports of scripts, and of packages of their kind, but for Facts.Speaks.
func (s *Snapshot) scriptFacts(f *packages.Facts) {
	var settings []resolve.Settings
	for _, x := range f.Settings {
		settings = append(settings, x.Settings)
	}
	for _, p := range s.names.installing {
		if x, ok := s.files[p].settingsOf(); ok {
			f.Settings = append(f.Settings, *x)
			settings = append(settings, x.Settings)
		}
	}
	if len(s.names.scripts) > 0 {
		f.Scripts = resolve.NewScripts(s.names.everything(), settings)
	}
}

// speaks is that of a snapshot; nil without scripts.
func (s *Snapshot) speaks() func(name string) string {
	if len(s.names.scripts) == 0 {
		return nil
	}
	return s.speaker()
}

// speaker tells which file speaks of a package without importing it: settings and scripts that say how the workspace is
// built, or a declaration of a module. All is read when it is first asked, for a name that would be accused otherwise.
func (s *Snapshot) speaker() func(name string) string {
	read := sync.OnceValue(s.spoken)
	return func(name string) string {
		x := read()
		if p, ok := x.names[name]; ok {
			return p
		}
		for _, d := range x.patterns {
			if strings.HasPrefix(name, d.before) {
				return d.file
			}
		}
		return ""
	}
}

// spoken is what files of a workspace speak of.
type spoken struct {
	names    map[string]string // of packages -> the file
	patterns []spokenPattern   // declarations of all modules that begin so
}

type spokenPattern struct{ before, file string }

func (s *Snapshot) spoken() *spoken {
	x := &spoken{names: map[string]string{}}
	say := func(name, file string) {
		if _, known := x.names[name]; !known {
			x.names[name] = file
		}
	}
	for _, p := range s.names.scripts {
		text := s.files[p].text.String()
		if !strings.Contains(text, "declare") {
			continue
		}
		for _, pattern := range javascript.Ambient(text) {
			if before, star := strings.CutSuffix(pattern, "*"); !star {
				name, _ := resolve.PackageOf(pattern)
				say(name, p)
			} else if before != "" {
				x.patterns = append(x.patterns, spokenPattern{before, p})
			}
		}
	}
	for _, p := range s.names.installing {
		if packages.IsScriptSettings(p) {
			javascript.Mentions(s.files[p].text.String(), func(name string) { say(name, p) })
		}
	}
	tables := s.s.tables()
	for _, p := range s.names.scripts {
		if tables.IsBuildScript(p) {
			for name, n := range s.files[p].mentions() {
				if n > 0 {
					say(name, p)
				}
			}
		}
	}
	return x
}

// mentions counts the places where a script speaks of packages, those left out where it may import them: it asks whether
// one is there, makes a stand-in for it, or gives its name another meaning.
func (f *file) mentions() map[string]int {
	n := map[string]int{}
	javascript.Mentions(f.text.String(), func(name string) { n[name]++ })
	for _, c := range f.candidatesOf() {
		pkg, _ := resolve.PackageOf(c.Path)
		n[pkg]--
	}
	return n
}

// scriptImports finds what is wrong with the packages that one script imports; quick: but for what is being written.
func (s *Snapshot) scriptImports(ctx context.Context, judge *packageJudge, f *file, quick bool) (out []found) {
	if !judge.speaks(f.path) {
		return nil
	}
	text := f.text.String()
	verdicts := map[string]packages.Verdict{}
	bad, undeclared := false, judge.speaksOf(packages.KindUndeclared, f.path)
	for _, c := range f.candidatesOf() {
		if _, ok := verdicts[c.Path]; !ok {
			v := judge.Script(f.path, c.Path)
			if undeclared {
				v, _ = judge.ScriptUndeclared(f.path, c.Path, v)
			}
			verdicts[c.Path] = v
			bad = bad || judge.flaw(v.Kind)
		}
	}
	tables := s.s.tables()
	if !bad || tables.LooseScript(text) {
		return nil
	}
	imports, err := f.parse(ctx, s.s)
	if err != nil || len(imports) == 0 {
		return nil // cancelled, of which the context tells, or there are none
	}
	mentions := f.mentions()
	made := sync.OnceValue(func() bool { return tables.MadeScript(text) })
	told := map[string]bool{} // of what is not declared, the first import counts
	for _, i := range imports {
		v := verdicts[i.Path]
		if v.Kind == packages.KindUndeclared {
			if i.Types || told[v.Name] || made() {
				continue
			}
			told[v.Name] = true
		}
		if !judge.flaw(v.Kind) || i.Guarded || mentions[v.Name] > 0 {
			continue
		}
		at := strings.Index(i.Path, v.Name)
		if at < 0 {
			continue
		}
		span := Span{Start: i.Span.Start + at, End: i.Span.Start + at + len(v.Name)}
		line := f.text.Line(span.Start)
		if v.Kind == packages.KindUndeclared && i.Form >= javascript.Require && strings.TrimLeft(f.text.LineText(line), " \t") != f.text.LineText(line) {
			continue // within a function: for those who have it
		}
		around := text[f.text.LineStart(max(line-1, 0)):f.text.LineEnd(line)]
		if len(around) > longLine || tables.Excused(around) || quick && f.typing(span) {
			continue
		}
		out = append(out, judge.findings(v, f, span, "import")...)
	}
	return out
}

// longLine is from which length on a line is no person's: a bundle holds the names of its own modules.
const longLine = 5000

// scriptReport is the quick answer about one script.
func (s *Snapshot) scriptReport(ctx context.Context, f *file) (*Report, error) {
	m := &matcher{s: s}
	if judge := s.packageJudge(); judge != nil {
		m.found = s.scriptImports(ctx, judge, f, true)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	slices.SortStableFunc(m.found, func(a, b found) int { return compare(&a.Finding, &b.Finding) })
	r := &Report{}
	for i := range m.found {
		r.Findings = append(r.Findings, m.found[i].Finding)
	}
	m.fingerprints(r.Findings)
	applyConfig(r, s.s.o.Config)
	r.Notes = append(r.Notes, m.suppressScript(f, m.suppressions(), r.Findings)...)
	m.inOrder(r)
	return r, nil
}

// suppressScript lets the comments of a script silence findings.
func (m *matcher) suppressScript(f *file, words suppress.Vocabulary, findings []Finding) []Note {
	if len(findings) == 0 {
		return nil
	}
	f.script.mu.Lock()
	comments := f.script.comments
	f.script.mu.Unlock()
	return silence(f, suppress.Parse(f.text, comments, words), findings)
}
