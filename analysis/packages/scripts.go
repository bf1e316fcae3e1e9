package packages

import (
	"fmt"
	"path"
	"strings"
	"sync"

	"underpin/analysis/internal/resolve"
)

// scriptFacts is what a workspace says of imports of JavaScript and TypeScript, by name.
type scriptFacts struct {
	declared  map[string]string // name -> the file that names it, "" where a lockfile or a command does
	names     map[string]string // of the workspace's packages -> the file that says so
	locked    map[string]bool   // names whose integrity hash a lockfile gives
	installed func() map[string]bool
	scopes    map[string]string // scopes of the workspace's own packages and of registries of its own -> the file that says so
	own       []string          // names of the workspace's packages that have no scope
	private   string            // the file that names a registry of its own for all packages, or ""

	established map[string]string // folder -> the much used package that it is a part of
}

func newScriptFacts(f *Facts) *scriptFacts {
	x := &scriptFacts{declared: map[string]string{}, names: map[string]string{}, locked: map[string]bool{}, scopes: map[string]string{}}
	for _, i := range f.Declared {
		if i.Ecosystem == NPM && i.Name != "" {
			x.declared[i.Name] = ""
			x.locked[i.Name] = x.locked[i.Name] || i.Hashed
		}
	}
	for i := range f.Settings {
		s := &f.Settings[i]
		for _, name := range s.Supplies {
			x.declared[name] = s.File
		}
		for _, scope := range s.Scopes {
			x.scopes[scope] = s.File
		}
		if s.Private {
			x.private = s.File
		}
		if s.Name != "" {
			x.names[s.Name] = s.File
		}
		if scope, _, scoped := strings.Cut(s.Name, "/"); scoped {
			x.scopes[scope] = s.File
		} else if s.Name != "" {
			x.own = append(x.own, s.Name)
		}
	}
	x.established = establishedFolders(f)
	x.installed = sync.OnceValue(func() map[string]bool {
		set := map[string]bool{}
		if f.Modules != nil {
			for _, name := range f.Modules() {
				set[name] = true
			}
		}
		return set
	})
	return x
}

// supplied says where else than from the registry a package that is installed may come from, "" if nothing tells.
func (x *scriptFacts) supplied(name string) string {
	scope, _, scoped := strings.Cut(name, "/")
	switch {
	case x.names[name] != "":
		return x.names[name] + " is the package of that name"
	case x.locked[name]:
		return "a lockfile gives its integrity hash: it was installed before"
	case x.private != "":
		return x.private + " names a registry of its own, which may hold anything"
	case scoped && x.scopes[scope] != "":
		return "the scope " + scope + " is the workspace's own, as " + x.scopes[scope] + " says"
	case x.installed()[name]:
		return "it lies in a folder node_modules"
	case !scoped && x.family(name) != "":
		return "it is named after the workspace's own package " + x.family(name)
	}
	return ""
}

// family is the package of the workspace that a name, without its scope, is or continues: "shop" of "shop-tools"; "" for none.
func (x *scriptFacts) family(name string) string {
	for _, own := range x.own {
		if len(own) > 3 && (name == own || strings.HasPrefix(name, own+"-")) {
			return own
		}
	}
	return ""
}

// as gives a verdict its kind, and its last step.
func (v Verdict) as(k Kind, distribution, format string, args ...any) Verdict {
	v.Kind, v.Distribution, v.Evidence = k, distribution, append(v.Evidence, fmt.Sprintf(format, args...))
	return v
}

// Script tells what a path means to the JavaScript or TypeScript file that imports it. The name of the verdict is the
// package's, or the path itself where it names none.
func (r *Resolver) Script(from, written string) Verdict {
	p, remote := plainPath(written)
	if v := byForm(written, p); v.Kind != KindUnknown || p == "" {
		return v
	}
	name, _ := resolve.PackageOf(p)
	v := Verdict{Name: written, Registry: NPM}
	if !remote {
		if v = r.given(v, from, p, name); v.Kind != KindUnknown {
			return v
		}
	}
	if !npmName(name) {
		return v.as(KindUnknown, "", "no package can be called so: a build or a loader gives it its meaning")
	}
	v.Name = name
	if r.f.Names == nil {
		return v.as(KindUnknown, "", "there is no list of names to look it up in")
	}
	exists := r.f.Names.Exists(NPM, name)
	v.Exists = exists == Listed
	if r.t.exists[NPM][name] && exists == Unlisted {
		v.Exists = true
		return v.as(KindKnown, name, "npm has it, although the list does not")
	}
	if exists == Unknown {
		return v.as(KindUnknown, "", "there is no list of the names of %s", NPM)
	}
	slips := r.slips(NPM, name)
	if v.Exists && len(slips) == 0 {
		return v.as(KindKnown, name, "it exists (list of %s)", r.Date())
	}
	if !remote {
		if installed := r.scripts().installed(); installed[name] || installed[typesOf(name)] {
			return v.as(KindInstalled, name, "it lies in a folder node_modules")
		}
		if why := r.excuseOf(p, name); why != "" {
			return v.as(KindUnknown, "", "%s", why)
		}
	}
	return r.doubt(v, exists, slips)
}

// byForm tells what a path means by its form alone; unknown for what may be the name of a package.
func byForm(written, p string) Verdict {
	v := Verdict{Name: written, Registry: NPM}
	scheme, rest, schemed := strings.Cut(p, ":")
	switch {
	case p == "":
		return v.as(KindUnknown, "", "it names nothing")
	case p[0] == '.':
		return v.as(KindLocal, "", "it is imported relative to the file")
	case p[0] == '/' || p[0] == '\\':
		return v.as(KindLocal, "", "it is imported by an absolute path")
	case p[0] == '#':
		return v.as(KindLocal, "", "a number sign begins names that the package itself gives")
	case schemed && scheme == nodeScheme:
		return v.as(KindStandard, "", "%s is part of Node.js", rest)
	case schemed:
		return v.as(KindElsewhere, "", "%s: says where it comes from", scheme)
	}
	return v
}

// given asks what gives a path a meaning in so many words: the platform, settings above the file, a manifest, an application.
func (r *Resolver) given(v Verdict, from, p, name string) Verdict {
	first, _, _ := strings.Cut(p, "/")
	if r.t.scripts.builtin[first] {
		return v.as(KindStandard, "", "%s is part of Node.js", first)
	}
	if x := r.f.Scripts; x != nil {
		if m := x.Resolve(from, p); m.Here {
			return v.as(KindLocal, "", "%s says where it lies", m.By)
		}
	}
	v.Evidence = append(v.Evidence, "it is no part of Node.js, and no settings above the file give it a meaning")
	if by, ok := r.scripts().declared[name]; ok {
		return v.as(KindDeclared, name, "%s names it", or(by, "a lockfile or a command"))
	}
	if host, ok := r.t.scripts.hosts[first]; ok {
		return v.as(KindHost, "", "%s brings it", host)
	}
	return v
}

// doubt decides about a name that nothing speaks for but the list, if that.
func (r *Resolver) doubt(v Verdict, exists Existence, slips []Alike) Verdict {
	meant := ""
	if len(slips) > 0 {
		meant = slips[0].Name
		v.Evidence = append(v.Evidence, fmt.Sprintf("it differs from %s by %s", meant, slips[0].How))
	}
	switch exists {
	case Listed:
		return v.as(KindLookAlike, meant, "it %s", r.use(NPM, v.Name))
	case Absent:
		return v.as(KindNonexistent, meant, "nothing of the workspace bears its name, and npm has no %s (as of %s)", v.Name, r.Date())
	}
	if scope, _, scoped := strings.Cut(v.Name, "/"); scoped && meant == "" && !r.public(NPM, scope) {
		return v.as(KindUnknown, "", "nothing is known of the scope %s, which may be private", scope)
	}
	return v.as(KindUnlisted, meant, "nothing of the workspace bears its name, and it is not among the npm packages in use (as of %s)", r.Date())
}

// nodeScheme begins the names of the platform's own modules; npmScheme those of packages, where others are the rule.
const (
	nodeScheme = "node"
	npmScheme  = "npm:"
)

// plainPath takes off what loaders are told: "style!x", "x?raw". Remote: what is left names a package of the registry, whatever
// the workspace holds: "npm:x@1/y".
func plainPath(p string) (plain string, remote bool) {
	p = p[strings.LastIndexByte(p, '!')+1:]
	p, _, _ = strings.Cut(p, "?")
	rest, remote := strings.CutPrefix(p, npmScheme)
	if !remote {
		return p, false
	}
	rest = strings.TrimPrefix(rest, "/")
	name, behind := resolve.PackageOf(rest)
	if i := strings.LastIndexByte(name, '@'); i > 0 {
		name = name[:i]
	}
	if behind != "" {
		name += "/" + behind
	}
	return name, true
}

// typesOf is the package that holds the types of another.
func typesOf(name string) string {
	if scope, rest, scoped := strings.Cut(strings.TrimPrefix(name, "@"), "/"); scoped {
		name = scope + "__" + rest
	}
	return "@types/" + name
}

func or(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// excuseOf says why a name that nothing is known of may mean something all the same, "" for no reason.
func (r *Resolver) excuseOf(p, name string) string {
	switch facts := r.scripts(); {
	case r.f.Unseen:
		return unseen
	case facts.private != "":
		return facts.private + " names a registry of its own, which may hold anything"
	case r.f.Names.Exists(NPM, typesOf(name)) == Listed:
		return typesOf(name) + " exists: what it gives types to need not be a package"
	}
	return r.meansOtherwise(p, name)
}

// meansOtherwise says why a name may mean something of the workspace or of its build, whatever packages there are; "" for no reason.
func (r *Resolver) meansOtherwise(p, name string) string {
	facts, t := r.scripts(), &r.t.scripts
	scope, second, scoped := strings.Cut(name, "/")
	first := strings.TrimPrefix(scope, "@")
	switch {
	case scoped && facts.scopes[scope] != "":
		return "the scope " + scope + " is the workspace's own, as " + facts.scopes[scope] + " says"
	case !scoped && len(name) < 3:
		return "the name says too little"
	case strings.ToLower(name) != name:
		return "names of packages have no capitals: a build gives it its meaning"
	case name[0] == '_':
		return "names of packages do not begin so: a build gives it its meaning"
	case t.asset[path.Ext(p)]:
		return "it is a file of the kind " + path.Ext(p) + ", which a build finds"
	case !scoped && t.code[path.Ext(name)]:
		return "it is a file, by its ending " + path.Ext(name) + ", which a build finds"
	case matches(t.generated, first) != "":
		return "modules named " + matches(t.generated, first) + " are written by tools"
	case !scoped && matches(t.local, first) != "":
		return "projects have folders named " + matches(t.local, first) + " of their own"
	}
	if own := facts.family(first); own != "" {
		return "it is named after the workspace's own package " + own
	}
	if x := r.f.Scripts; x != nil {
		for _, n := range []string{first, second} {
			if at := x.Named(n); at != "" {
				return at + " of the workspace bears the name " + n
			}
		}
		if m := x.Elsewhere(p); m.Here {
			return m.By + " gives it a meaning"
		}
	}
	if r.beside[first] || r.beside[second] {
		return "a file or folder beside the workspace's files bears its name"
	}
	if r.f.Speaks != nil {
		if at := r.f.Speaks(name); at != "" {
			return at + " speaks of it"
		}
	}
	return ""
}
