package rule

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

// Set is all rules and models of a session: the built-in ones and a team's own.
// It is immutable but for memos and safe for concurrent use.
type Set struct {
	Rules      []*Rule // in order of name
	Vocabulary *Vocabulary
	Problems   []Problem // what is wrong in the team's files; the rest of them is in use

	languages map[string]*language
	trusted   bool // the expressions of what is built in are known to be right
}

// language holds the models of one language.
type language struct {
	vocab    *Vocabulary
	trusted  bool // see Set
	files    []*modelFile
	byModule map[string][]int

	names     []byte
	namesPath string
	once      sync.Once
	naming    *naming
	problems  []Problem

	mu    sync.Mutex
	views map[string]*View
}

// always is the module whose models every view holds.
const always = "builtins"

// Load compiles rules (*.md at the root of rules) and prepares models
// (vocabulary.yaml and <language>/*.yaml). team may be nil; it has the folders
// rules and models. Errors are about built-in files only and tell everything
// that is wrong in them; what is wrong in the team's files is in Set.Problems.
func Load(rules, models, team fs.FS) (*Set, error) { return load(rules, models, team, false) }

// LoadTrusted is Load for rules and models whose regular expressions are known to be right: each is compiled when
// something is first matched with it. A team's are compiled at once.
func LoadTrusted(rules, models, team fs.FS) (*Set, error) { return load(rules, models, team, true) }

func load(rules, models, team fs.FS, trusted bool) (*Set, error) {
	text, err := fs.ReadFile(models, "vocabulary.yaml")
	if err != nil {
		return nil, err
	}
	vocab, problems := readVocabulary("vocabulary.yaml", text)
	if len(problems) > 0 {
		return nil, asError(problems)
	}
	s := &Set{Vocabulary: vocab, languages: map[string]*language{}, trusted: trusted}
	if problems, err = s.addRules(rules, ".", false); err != nil {
		return nil, err
	}
	more, err := s.addModels(models, ".", false)
	if err != nil {
		return nil, err
	}
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, asError(problems)
	}
	if team != nil {
		s.addTeam(team)
	}
	s.Problems = append(s.Problems, checkRules(s.Rules)...)
	slices.SortFunc(s.Rules, func(a, b *Rule) int { return cmp.Compare(a.Name, b.Name) })
	return s, nil
}

// addTeam adds a team's files; what is broken in them stops nothing else.
func (s *Set) addTeam(team fs.FS) {
	problems, err := s.addRules(team, "rules", true)
	s.teamProblem("rules", problems, err)
	if problems, err = s.addModels(team, "models", true); err != nil || len(problems) > 0 {
		s.teamProblem("models", problems, err)
	}
	for _, name := range s.languageNames() {
		l := s.languages[name]
		for _, f := range l.files {
			if !f.team {
				continue
			}
			f.decode(s.Vocabulary)
			s.Problems = append(s.Problems, f.problems...)
			ids, _ := l.closure(f.modules)
			_, missing := link(l.pick(ids), newNaming())
			for _, p := range missing {
				if p.File == f.path {
					s.Problems = append(s.Problems, p)
				}
			}
		}
	}
}

func (s *Set) teamProblem(dir string, problems []Problem, err error) {
	s.Problems = append(s.Problems, problems...)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.Problems = append(s.Problems, Problem{File: dir, Message: err.Error()})
	}
}

func (s *Set) languageNames() []string {
	var out []string
	for name := range s.languages {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// addRules reads all rule files of a folder.
func (s *Set) addRules(fsys fs.FS, dir string, team bool) ([]Problem, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var files []string
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ".md" {
			files = append(files, path.Join(dir, e.Name()))
		}
	}
	type result struct {
		rule     *Rule
		problems []Problem
	}
	read := make([]result, len(files))
	var wg sync.WaitGroup
	for i, file := range files {
		wg.Go(func() {
			text, err := fs.ReadFile(fsys, file)
			if err != nil {
				read[i].problems = []Problem{{File: file, Message: err.Error()}}
				return
			}
			read[i].rule, read[i].problems = readRule(file, text, s.Vocabulary, s.trusted && !team)
		})
	}
	wg.Wait()
	var problems []Problem
	for i, file := range files {
		r := read[i].rule
		switch {
		case len(read[i].problems) > 0:
			problems = append(problems, read[i].problems...)
		case s.Rule(r.Name) != nil:
			problems = append(problems, Problem{File: file, Line: 1, Column: 1, Message: fmt.Sprintf("there is already a rule %q in %s; rename this file", r.Name, s.Rule(r.Name).File)})
		default:
			r.Team = team
			s.Rules = append(s.Rules, r)
		}
	}
	return problems, nil
}

// Rule finds a rule by name; nil when there is none.
func (s *Set) Rule(name string) *Rule {
	for _, r := range s.Rules {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// checkRules reports rules that subsume what does not exist. Those of a team
// only: a test holds the built-in ones.
func checkRules(rules []*Rule) []Problem {
	var out []Problem
	for _, r := range rules {
		for _, s := range r.Subsumes {
			if !slices.ContainsFunc(rules, func(o *Rule) bool { return o.Name == s.Name }) {
				out = append(out, Problem{File: r.File, Line: 1, Column: 1, Message: fmt.Sprintf("subsumes names the rule %q, which does not exist", s.Name)})
			}
		}
	}
	return out
}

// addModels registers the model files of all languages without reading more than
// their first line.
func (s *Set) addModels(fsys fs.FS, dir string, team bool) ([]Problem, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	var problems []Problem
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		l := s.languages[e.Name()]
		if l == nil {
			l = &language{vocab: s.Vocabulary, trusted: s.trusted, byModule: map[string][]int{}, views: map[string]*View{}}
			s.languages[e.Name()] = l
		}
		ps, err := l.addFolder(fsys, path.Join(dir, e.Name()), team)
		if err != nil {
			return nil, err
		}
		problems = append(problems, ps...)
	}
	return problems, nil
}

func (l *language) addFolder(fsys fs.FS, dir string, team bool) ([]Problem, error) {
	files, err := fs.Glob(fsys, dir+"/*.yaml")
	if err != nil {
		return nil, err
	}
	var problems []Problem
	for _, file := range files {
		text, err := fs.ReadFile(fsys, file)
		if err != nil {
			problems = append(problems, Problem{File: file, Message: err.Error()})
			continue
		}
		if path.Base(file) == "names.yaml" && !team {
			l.names, l.namesPath = text, file
			continue
		}
		modules, ok := header(text)
		if !ok {
			problems = append(problems, Problem{File: file, Line: 1, Column: 1, Message: `the first line must name the modules that the file speaks of: "modules: [name, other]"`})
			continue
		}
		for _, m := range modules {
			l.byModule[m] = append(l.byModule[m], len(l.files))
		}
		l.files = append(l.files, &modelFile{path: file, team: team, trusted: l.trusted && !team, text: text, modules: modules})
	}
	return problems, nil
}

// View gives the models of the builtins and of the modules, which are named by
// their first part ("urllib" for urllib.request); modules without a model are
// ignored. Views are shared: the same set of files gives the same view.
func (s *Set) View(languageName string, modules []string) (*View, error) {
	l := s.languages[languageName]
	if l == nil {
		return nil, fmt.Errorf("there are no models for the language %q", languageName)
	}
	l.once.Do(func() { l.naming, l.problems = readNaming(l.namesPath, l.names, l.vocab) })
	ids, problems := l.closure(modules)
	if problems = append(problems, l.problems...); len(problems) > 0 {
		return nil, asError(problems)
	}
	key := fmt.Sprint(ids)
	l.mu.Lock()
	defer l.mu.Unlock()
	if v := l.views[key]; v != nil {
		return v, nil
	}
	v, missing := link(l.pick(ids), l.naming)
	missing = slices.DeleteFunc(missing, func(p Problem) bool { return l.isTeam(p.File) })
	if len(missing) > 0 {
		return nil, asError(missing)
	}
	l.views[key] = v
	return v, nil
}

func (l *language) isTeam(file string) bool {
	return slices.ContainsFunc(l.files, func(f *modelFile) bool { return f.team && f.path == file })
}

func (l *language) pick(ids []int) []*modelFile {
	out := make([]*modelFile, len(ids))
	for i, id := range ids {
		out[i] = l.files[id]
	}
	return out
}

// closure gives the files for modules and all they require, in order, decoded;
// a wave of files is decoded at once. Problems are those of built-in files.
func (l *language) closure(modules []string) ([]int, []Problem) {
	var ids []int
	in := make([]bool, len(l.files))
	wave := append([]string{always}, modules...)
	for len(wave) > 0 {
		var fresh []*modelFile
		for _, m := range wave {
			m, _, _ = strings.Cut(m, ".")
			for _, id := range l.byModule[m] {
				if !in[id] {
					in[id] = true
					ids = append(ids, id)
					fresh = append(fresh, l.files[id])
				}
			}
		}
		wave = nil
		var wg sync.WaitGroup
		for _, f := range fresh {
			wg.Go(func() { f.decode(l.vocab) })
		}
		wg.Wait()
		for _, f := range fresh {
			wave = append(wave, f.requires...)
		}
	}
	slices.Sort(ids)
	var problems []Problem
	for _, f := range l.pick(ids) {
		if !f.team {
			problems = append(problems, f.problems...)
		}
	}
	return ids, problems
}
