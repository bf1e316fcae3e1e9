package packages

import (
	"slices"
	"strings"
)

// scriptTables is what is known of the imports of JavaScript and TypeScript beside any index of names.
type scriptTables struct {
	builtin   map[string]bool
	hosts     map[string]string // name or scope -> what brings it
	local     []string          // globs of names that projects give to folders and files of their own
	generated []string          // globs of names that tools write
	asset     map[string]bool   // endings of files that are no code, with the dot
	code      map[string]bool   // endings of files of code, likewise
	excuses   []string          // what comments say beside an import that is known not to resolve
	loose     []string          // what a file says that finds its modules in a way of its own
	made      []string          // what files hold that a build has made
	builds    []string          // globs of names of files that say how a project is built
}

func newScriptTables() scriptTables {
	t := scriptTables{builtin: map[string]bool{}, hosts: map[string]string{}, asset: map[string]bool{}, code: map[string]bool{}}
	eachRow("javascript", func(f []string) {
		list := strings.Fields(f[1])
		switch f[0] {
		case "builtin":
			for _, name := range list {
				t.builtin[name] = true
			}
		case "host":
			if len(f) > 2 {
				for _, name := range strings.Fields(f[2]) {
					t.hosts[name] = f[1]
				}
			}
		case "local":
			t.local = append(t.local, list...)
		case "generated":
			t.generated = append(t.generated, list...)
		case "asset":
			for _, ending := range list {
				t.asset[ending] = true
			}
		case "code":
			for _, ending := range list {
				t.code[ending] = true
			}
		case "excuse":
			t.excuses = append(t.excuses, f[1])
		case "loose":
			t.loose = append(t.loose, f[1])
		case "made":
			t.made = append(t.made, f[1])
		case "build":
			t.builds = append(t.builds, list...)
		}
	})
	return t
}

// IsBuildScript tells by its name whether a script says how a project is built, and so where its imports lead.
func (t *Tables) IsBuildScript(name string) bool {
	return matches(t.scripts.builds, strings.ToLower(name[strings.LastIndexByte(name, '/')+1:])) != ""
}

// LooseScript tells of a script that finds its modules in a way of its own: nothing can be said of what it imports.
func (t *Tables) LooseScript(text string) bool {
	for _, w := range t.scripts.loose {
		for at := 0; ; {
			i := strings.Index(text[at:], w)
			if i < 0 {
				break
			}
			if at += i; at == 0 || text[at-1] != '.' && text[at-1] != '_' && text[at-1] != '$' && !alphanumeric(text[at-1]) {
				return true
			}
			at += len(w)
		}
	}
	return false
}

// Excused tells whether the text around an import, its line and the one before it, says that it is known not to resolve.
func (t *Tables) Excused(around string) bool {
	for _, w := range t.scripts.excuses {
		if strings.Contains(around, w) {
			return true
		}
	}
	return false
}

// MadeScript tells of a script that a build has made of others.
func (t *Tables) MadeScript(text string) bool {
	return slices.ContainsFunc(t.scripts.made, func(w string) bool { return strings.Contains(text, w) })
}
