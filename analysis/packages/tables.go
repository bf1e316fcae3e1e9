package packages

import (
	"embed"
	"path"
	"strings"

	"underpin/analysis/internal/lazy"
)

//go:embed data/*.tsv
var tableFiles embed.FS

// Tables are what is known of modules beside any index of names: the standard library, who holds which module, what
// applications bring along. They are read once a session and never change.
type Tables struct {
	standard  map[string]string   // module of the standard library -> the versions that have it, in words
	hosts     map[string]string   // module -> what brings it
	hostGlobs [][2]string         // glob of modules, what brings them
	imports   map[string]imported // module -> the distributions that hold it
	installs  map[string]imported // canonical name of a top-level module -> the same
	modules   map[string][]string // canonical names of distributions -> the modules that the table says they hold
	spaces    map[string]bool     // modules below which the table knows others: "google", "google.cloud"
	affixes   []string            // "python-*": how distributions are named after modules
	stems     []string            // "py*": what modules have more than their distributions
	generated []string            // globs of modules that tools write
	local     []string            // globs of modules that projects have of their own
	scopes    []string            // packages that public scopes usually have
	scripts   scriptTables

	finished map[Ecosystem]map[string]bool // canonical names of packages that may be old
	exists   map[Ecosystem]map[string]bool // likewise of those that the index lacks
}

// imported is a line of the table of imports.
type imported struct {
	module        string
	distributions []string // the usual one first
	other         bool     // a distribution of the module's name is something else
}

// NewTables reads the tables. They are part of the program: what does not fit their form is left out.
func NewTables() *Tables {
	t := &Tables{standard: map[string]string{}, hosts: map[string]string{}, imports: map[string]imported{}, installs: map[string]imported{}, spaces: map[string]bool{}, modules: map[string][]string{}}
	eachRow("python-standard", func(f []string) { t.standard[f[0]] = versions(f) })
	eachRow("python-hosts", func(f []string) {
		for _, m := range strings.Fields(f[1]) {
			if strings.Contains(m, "*") {
				t.hostGlobs = append(t.hostGlobs, [2]string{m, f[0]})
			} else {
				t.hosts[m] = f[0]
			}
		}
	})
	eachRow("python-imports", func(f []string) { t.addImport(f) })
	t.finished, t.exists = map[Ecosystem]map[string]bool{}, map[Ecosystem]map[string]bool{}
	eachRow("finished", func(f []string) { addNames(t.finished, f) })
	eachRow("names", func(f []string) {
		switch f[0] {
		case "affix":
			t.affixes = append(t.affixes, f[1])
		case "stem":
			t.stems = append(t.stems, f[1])
		case "generated":
			t.generated = append(t.generated, f[1])
		case "local":
			t.local = append(t.local, f[1])
		case "scope":
			t.scopes = append(t.scopes, f[1])
		case "exists":
			addNames(t.exists, f[1:])
		}
	})
	t.scripts = newScriptTables()
	return t
}

// addNames adds the names of a row that begins with their ecosystem.
func addNames(to map[Ecosystem]map[string]bool, row []string) {
	if len(row) < 2 {
		return
	}
	e := Ecosystem(row[0])
	if to[e] == nil {
		to[e] = map[string]bool{}
	}
	for _, name := range strings.Fields(row[1]) {
		to[e][canonicalName(e, name)] = true
	}
}

// host is what brings a module, "" for nothing that is known to.
func (t *Tables) host(module string) string {
	if h := t.hosts[module]; h != "" {
		return h
	}
	for _, g := range t.hostGlobs {
		if ok, err := path.Match(g[0], module); ok && err == nil {
			return g[1]
		}
	}
	return ""
}

func (t *Tables) addImport(f []string) {
	x := imported{module: f[0], distributions: strings.Fields(f[1]), other: len(f) > 2 && f[2] == "other"}
	t.imports[x.module] = x
	if x.module[0] != '_' && !strings.Contains(x.module, ".") {
		d := canonicalName(PyPI, x.distributions[0]) // a module that several distributions hold is its usual one's
		t.modules[d] = append(t.modules[d], x.module)
	}
	for m := x.module; ; {
		i := strings.LastIndexByte(m, '.')
		if i < 0 {
			break
		}
		m = m[:i]
		t.spaces[m] = true
	}
	if name := canonicalName(PyPI, x.module); !strings.Contains(x.module, ".") && x.module[0] != '_' {
		if old, ok := t.installs[name]; !ok || old.module != name {
			t.installs[name] = x
		}
	}
}

// moduleName is what can stand in an import.
var moduleName = lazy.Trusted(`^[A-Za-z_][A-Za-z0-9_]*$`)

// module is what a distribution is imported by: its own name, unless the table knows only others; "" where that is not sure.
func (t *Tables) module(distribution string) string {
	d := canonicalName(PyPI, distribution)
	own := strings.ReplaceAll(d, "-", "_")
	held := t.modules[d]
	if len(held) == 0 {
		if !moduleName.MatchString(own) {
			return ""
		}
		return own
	}
	for _, m := range held {
		if strings.EqualFold(m, own) {
			return m
		}
	}
	if len(held) == 1 {
		return held[0]
	}
	return ""
}

// versions says in words which versions have a module; the row gives the first and the last.
func versions(f []string) string {
	first, last := "", ""
	if len(f) > 1 && f[1] != "3.0" {
		first = f[1]
	}
	if len(f) > 2 {
		last = f[2]
	}
	switch {
	case first != "" && last != "":
		return "Python " + first + " to " + last
	case first != "":
		return "Python since " + first
	case last != "":
		return "Python up to " + last
	}
	return "Python"
}

// eachRow calls row with the fields of each line of a table, two at least.
func eachRow(name string, row func([]string)) {
	text, err := tableFiles.ReadFile("data/" + name + ".tsv")
	if err != nil {
		return
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if fields := strings.Split(line, "\t"); line != "" && line[0] != '#' && len(fields) > 1 {
			row(fields)
		}
	}
}

// matches tells which of some globs fits a name, "" for none.
func matches(globs []string, name string) string {
	for _, g := range globs {
		if ok, err := path.Match(g, name); ok && err == nil {
			return g
		}
	}
	return ""
}
