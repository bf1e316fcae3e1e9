package packages

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"underpin/analysis/internal/resolve"
)

// Names is what a resolver asks about names of distributions; an [Index] answers.
type Names interface {
	Date() time.Time
	Exists(e Ecosystem, name string) Existence
	Info(e Ecosystem, name string) (Info, bool)
	Alike(e Ecosystem, name string) []Alike
	InScope(e Ecosystem, scope string) int // how many popular names a scope has
}

// Facts is what a workspace says about its packages. The zero value says nothing.
type Facts struct {
	Local     *resolve.Index // the workspace's modules
	Beside    []string       // files' stems and folders that lie beside the workspace's files and are no part of it
	Declared  []Install      // what its manifests name
	Lists     []Listing      // what each of its files but lockfiles names, for its code or otherwise
	Others    []Install      // of Declared, what files outside of the workspace name
	Installed []string       // distributions that are installed for it
	Names     Names          // nil: nothing is known, and nothing is told not to exist
	Unseen    bool           // the workspace may have files that Local and Beside do not tell of: no import is accused

	Scripts  *resolve.Scripts         // the workspace's paths, for imports of JavaScript and TypeScript; nil: none
	Settings []ScriptSettings         // what its files say of such imports
	Modules  func() []string          // packages in its folders node_modules; asked for when a name would be accused, or nil
	Speaks   func(name string) string // which file that says how the workspace is built speaks of a package; "" for none, or nil
}

// Kind is what a name turned out to be.
type Kind uint8

const (
	KindUnknown     Kind = iota // it cannot be told
	KindLocal                   // a module of the workspace, or one written by its build
	KindStandard                // part of the language
	KindHost                    // an application, a board or the system brings it
	KindDeclared                // a manifest names its distribution
	KindInstalled               // its distribution is installed
	KindKnown                   // a distribution that exists holds it
	KindElsewhere               // an install that names another place than the registry, or was installed before
	KindNonexistent             // no distribution of that name existed on the index's day
	KindUnlisted                // none of that name is among those known
	KindLookAlike               // it exists, is hardly used, and is named nearly like a popular one
	KindImportName              // the name of a module; its distribution is named otherwise
	KindUndeclared              // its distribution exists, and no manifest of the project names it
)

// String gives the words that rules use.
func (k Kind) String() string {
	return [...]string{"unknown", "local", "standard", "host", "declared", "installed", "known", "elsewhere", "nonexistent", "unlisted", "look-alike", "import-name", "undeclared"}[k]
}

// Verdict is what a name means, and why.
type Verdict struct {
	Kind         Kind
	Name         string // what is spoken of: the top-level module, or the install's name
	Distribution string // the one that holds it, or that is probably meant; "" where it cannot be told
	Module       string // of an import in Python: the module that is probably meant, and that Distribution holds; "" where it cannot be told
	Registry     Ecosystem
	Exists       bool     // of an import name: a distribution bears it all the same
	Established  bool     // of a name that is not listed: the file that installs it is a part of what very many install
	Evidence     []string // each step that led there, a short sentence without a full stop
}

// Resolver gives verdicts for one state of a workspace. It is immutable and safe for concurrent use.
type Resolver struct {
	t         *Tables
	f         Facts
	beside    map[string]bool
	declared  map[string]bool // canonical names of what is installed from PyPI
	installed map[string]bool
	own       map[string]bool // canonical names of the workspace's own projects
	locked    map[string]bool // of what was installed once, as a hash tells
	supply    []string        // squeezed names of all declared and installed distributions
	words     map[string]string
	private   string // why names of an index nobody knows may be used, or ""
	scripts   func() *scriptFacts
	needs     func() *needs
}

// NewResolver makes a resolver of what is known.
func NewResolver(t *Tables, f Facts) *Resolver {
	r := &Resolver{t: t, f: f, beside: map[string]bool{}, declared: map[string]bool{}, installed: map[string]bool{}, own: map[string]bool{}, locked: map[string]bool{}, words: map[string]string{}}
	for _, b := range f.Beside {
		r.beside[b] = true
	}
	for _, i := range f.Declared {
		if i.Ecosystem != PyPI {
			continue
		}
		// One command's index concerns that command, unless what it installs stands nowhere else: then the house has an index.
		if i.From == PrivateIndex && !(i.Aside && r.listed(i.Name)) {
			r.private = "a manifest names an index of its own, which may hold anything"
		}
		if i.Name == "" {
			if i.From != PrivateIndex {
				r.private = "a manifest installs something from " + i.From + " whose name it does not give"
			}
			continue
		}
		name := canonicalName(PyPI, i.Name)
		r.declared[name] = true
		r.own[name] = r.own[name] || i.Own
		r.locked[name] = r.locked[name] || i.Hashed
		r.supplied(i.Name)
	}
	for _, name := range f.Installed {
		r.installed[canonicalName(PyPI, name)] = true
		r.supplied(name)
	}
	r.scripts = sync.OnceValue(func() *scriptFacts { return newScriptFacts(&r.f) })
	r.needs = sync.OnceValue(func() *needs { return newNeeds(&r.f) })
	return r
}

// unseen is why nothing is said of an import where Facts.Unseen holds.
const unseen = "there may be files around that have not been seen"

// Speaking gives a resolver of the same facts but for Facts.Speaks.
func (r *Resolver) Speaking(speaks func(name string) string) *Resolver {
	out := *r
	out.f.Speaks = speaks
	return &out
}

// PrivateIndex is what [Install.From] says of names that another index than the usual may hold.
const PrivateIndex = fromPrivate

// supplied notes a distribution that may hold modules of other names.
func (r *Resolver) supplied(name string) {
	r.supply = append(r.supply, squeeze(name))
	for _, w := range wordsOf(name) {
		if r.words[w] == "" {
			r.words[w] = name
		}
	}
}

// squeeze leaves letters and digits of a name, in lower case.
func squeeze(name string) string {
	return strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c == '.' {
			return -1
		}
		return c
	}, strings.ToLower(name))
}

// wordsOf gives the words of a name that tell something: three letters at least, and not the language's name.
func wordsOf(name string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(name), func(c rune) bool { return c == '-' || c == '_' || c == '.' }), func(w string) bool {
		return len(w) < 3 || strings.HasPrefix(w, "python")
	})
}

// top is the first part of a dotted name.
func top(module string) string {
	first, _, _ := strings.Cut(module, ".")
	return first
}

// Import tells what a module means to the Python file that imports it; dots in front are those of the source.
func (r *Resolver) Import(from, module string) Verdict {
	v := Verdict{Name: top(module), Registry: PyPI}
	say := func(k Kind, distribution, format string, args ...any) Verdict {
		v.Kind, v.Distribution, v.Evidence = k, distribution, append(v.Evidence, fmt.Sprintf(format, args...))
		return v
	}
	name := v.Name
	if module == "" || module[0] == '.' {
		return say(KindLocal, "", "it is imported relative to the file")
	}
	if x := r.f.Local; x != nil && (x.Module(from, name).Here || x.Named(name)) {
		return say(KindLocal, "", "a file or folder of the workspace is named %s", name)
	}
	if r.beside[name] {
		return say(KindLocal, "", "a file or folder beside the workspace's files is named %s", name)
	}
	if which, ok := r.t.standard[name]; ok {
		return say(KindStandard, "", "it is part of %s", which)
	}
	v.Evidence = append(v.Evidence, "no file of the workspace is named "+name+", and it is no part of Python")
	held := r.holders(module)
	for _, d := range held {
		switch c := canonicalName(PyPI, d); {
		case r.declared[c]:
			return say(KindDeclared, d, "a manifest names %s", d)
		case r.installed[c]:
			return say(KindInstalled, d, "%s is installed", d)
		}
	}
	if host := r.t.host(name); host != "" {
		return say(KindHost, "", "%s brings it", host)
	}
	if x, ok := r.known(module); ok {
		return say(KindKnown, x.distributions[0], "module %s comes with %s", x.module, strings.Join(x.distributions, " or "))
	}
	if r.f.Names == nil {
		return say(KindUnknown, "", "there is no list of names to look it up in")
	}
	for _, d := range held {
		if r.listed(d) {
			if slips := r.slips(PyPI, d); len(slips) > 0 && slips[0].Score >= leastImported && top(module) == module && !r.f.Unseen {
				if squeeze(slips[0].Name) == squeeze(name) {
					return say(KindKnown, slips[0].Name, "a distribution %s exists, and so does %s", slips[0].Name, d)
				}
				v.Module = r.t.module(slips[0].Name)
				return say(KindLookAlike, slips[0].Name, "%s %s; it differs from %s by %s", d, r.use(PyPI, d), slips[0].Name, slips[0].How)
			}
			return say(KindKnown, d, "a distribution %s exists", d)
		}
	}
	return r.nowhere(v)
}

// nowhere decides about a module that no distribution of its name holds.
func (r *Resolver) nowhere(v Verdict) Verdict {
	say := func(k Kind, format string, args ...any) Verdict {
		v.Kind, v.Evidence = k, append(v.Evidence, fmt.Sprintf(format, args...))
		return v
	}
	name := v.Name
	v.Evidence = append(v.Evidence, fmt.Sprintf("PyPI has no %s (as of %s)", canonicalName(PyPI, name), r.Date()))
	switch {
	case r.f.Unseen:
		return say(KindUnknown, unseen)
	case r.t.spaces[name]:
		return say(KindUnknown, "many distributions share the package %s", name)
	case matches(r.t.generated, name) != "":
		return say(KindUnknown, "modules named %s are written by tools", matches(r.t.generated, name))
	case matches(r.t.local, name) != "":
		return say(KindUnknown, "projects have modules named %s of their own", matches(r.t.local, name))
	case r.private != "":
		return say(KindUnknown, "%s", r.private)
	case len(name) < 3 || strings.ToLower(name) != strings.ToUpper(name) && !ascii(name):
		return say(KindUnknown, "the name says too little")
	}
	if d := r.related(name); d != "" {
		return say(KindUnknown, "%s is declared or installed and may hold it", d)
	}
	if d := r.named(name); d != "" {
		return say(KindUnknown, "a distribution %s exists and may hold it", d)
	}
	slips := r.slips(PyPI, name)
	if len(name) <= shortName && !strings.Contains(name, "_") && (len(slips) == 0 || slips[0].Score < leastImported || len(name) < shortName-1) {
		return say(KindUnknown, "short words abbreviate many names")
	}
	if len(slips) > 0 {
		if d := slips[0]; squeeze(d.Name) == squeeze(name) || strings.Contains(squeeze(d.Name), squeeze(name)) {
			return say(KindUnknown, "a distribution %s exists and may hold it", d.Name)
		}
		v.Distribution, v.Module = slips[0].Name, r.t.module(slips[0].Name)
		v.Evidence = append(v.Evidence, fmt.Sprintf("it differs from %s by %s", slips[0].Name, slips[0].How))
	}
	return say(KindNonexistent, "no distribution that is named after it in another way exists, and none that is declared or installed has a name like it")
}

func ascii(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return c > 0x7f }) < 0
}

// related gives a declared or installed distribution whose name shares a word with a module's, or holds it.
func (r *Resolver) related(name string) string {
	for _, w := range wordsOf(name) {
		if d := r.words[w]; d != "" {
			return d
		}
	}
	s := squeeze(name)
	for _, d := range r.supply {
		if short, long := min(len(s), len(d)), max(len(s), len(d)); short >= 4 && short*3 >= long && (strings.Contains(s, d) || strings.Contains(d, s)) {
			return d
		}
	}
	return ""
}

// known finds the longest part of a module that the table of imports knows.
func (r *Resolver) known(module string) (imported, bool) {
	for m := module; ; {
		if x, ok := r.t.imports[m]; ok {
			return x, true
		}
		i := strings.LastIndexByte(m, '.')
		if i < 0 {
			return imported{}, false
		}
		m = m[:i]
	}
}

// holders lists the distributions that may hold a module, the likeliest first: those of the table, then those named after
// the module and the packages around it.
func (r *Resolver) holders(module string) []string {
	var out []string
	if x, ok := r.known(module); ok {
		out = append(out, x.distributions...)
	}
	own := strings.Split(module, ".")
	for n := min(len(own), 4); n > 0; n-- {
		if name := canonicalName(PyPI, strings.Join(own[:n], "-")); !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

func (r *Resolver) listed(name string) bool {
	return r.f.Names != nil && r.f.Names.Exists(PyPI, name) == Listed
}

// slips are the popular names that a name may be a slip of.
func (r *Resolver) slips(e Ecosystem, name string) []Alike {
	return slices.DeleteFunc(r.f.Names.Alike(e, name), func(a Alike) bool { return canonicalName(e, a.Name) == canonicalName(e, name) })
}

const (
	leastImported = 0.8 // the least score of a slip for which a module is accused that may be right: what is imported is seldom mistyped
	shortName     = 7   // letters up to which a module of one word may be any abbreviation: pywt is PyWavelets, ykman yubikey-manager
)

// Date is the month of the index, "November 2026"; "" without one.
func (r *Resolver) Date() string {
	if r.f.Names == nil || r.f.Names.Date().IsZero() {
		return ""
	}
	return r.f.Names.Date().Format("January 2006")
}
