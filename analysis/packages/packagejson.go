package packages

import "strings"

// packageJSON reads package.json: what the package depends on, and the install commands among its scripts.
func packageJSON(r *reading) {
	root := r.jsonTree()
	r.own = root.get("name").text()
	for _, name := range []string{"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"} {
		for _, m := range root.get(name).members {
			r.npmMember(m)
		}
	}
	for _, list := range []*node{root.get("overrides"), root.get("resolutions"), root.get("pnpm", "overrides"), root.get("workspaces", "catalog"), root.get("workspaces", "catalogs"), root.get("catalog"), root.get("catalogs")} {
		r.aliasTargets(list, 0)
	}
	for _, m := range root.get("scripts").members {
		if m.value.kind == scalar {
			r.script(m.value.value)
		}
	}
}

// script reads a script of package.json. What it merely runs may be a program of a package that is installed under
// another name, and is left out.
func (r *reading) script(e excerpt) {
	inner := &reading{text: r.text, runsNothing: true}
	inner.shell(e)
	r.installs = append(r.installs, inner.installs...)
}

// npmMember reads one line of dependencies: "name": "constraint", or an alias, an address, a path.
func (r *reading) npmMember(m member) {
	if m.value.kind != scalar {
		return
	}
	whole := m.key.whole().Union(m.value.value.whole())
	value := m.value.value.trim()
	if target, ok := strings.CutPrefix(value.text, "npm:"); ok {
		if in, ok := npmSpec(value.cut(len(value.text)-len(target), len(value.text))); ok {
			in.Whole = whole
			r.add(in)
		}
		return
	}
	if !npmName(m.key.text) {
		return
	}
	in := Install{Ecosystem: NPM, Name: m.key.text, Span: m.key.whole(), Whole: whole}
	in.From = npmOrigin(value.text)
	if in.From == "" {
		in.Version = npmVersion(value.text)
	}
	r.add(in)
}

// npmVersion is a constraint as written, "" where any version will do or where it stands elsewhere.
func npmVersion(value string) string {
	if value == "latest" || strings.HasPrefix(value, "catalog:") || strings.HasPrefix(value, "patch:") {
		return ""
	}
	return anyVersion(value)
}

// npmOrigin is where a constraint says that the package comes from: "git", "workspace", a path or an address; "" for the
// usual registry.
func npmOrigin(value string) string {
	switch scheme, rest, _ := strings.Cut(value, ":"); scheme {
	case "workspace":
		return fromWorkspace
	case "git", "git+ssh", "git+https", "git+http", "git+file", "github", "gitlab", "bitbucket", "gist", "ssh":
		return fromGit
	case "file", "link", "portal", "exec":
		return strings.TrimSpace(rest)
	case "http", "https":
		return origin(value)
	case "jsr":
		return scheme
	case "npm", "catalog", "patch":
		return ""
	}
	head, _, _ := strings.Cut(value, "#")
	switch {
	case strings.HasPrefix(head, "git@"):
		return fromGit
	case strings.HasPrefix(head, "."), strings.HasPrefix(head, "/"), strings.HasPrefix(head, "~/"),
		strings.HasSuffix(head, ".tgz"), strings.HasSuffix(head, ".tar.gz"):
		return head
	case strings.Count(head, "/") == 1 && !strings.ContainsAny(head, " @<>=^~|*"):
		return fromGit // owner/repository
	}
	return ""
}

// npmSpec reads name, name@constraint or @scope/name@constraint, as commands and aliases write them; also alias@npm:name.
// False: it is none, or its name is not wholly known.
func npmSpec(e excerpt) (Install, bool) {
	name, version, at := e.text, "", 0
	for aliased := true; aliased; {
		name, version = e.text, ""
		if at = strings.IndexByte(e.text[min(1, len(e.text)):], '@') + 1; at > 0 {
			name, version = e.text[:at], e.text[at+1:]
		}
		var target string
		if target, aliased = strings.CutPrefix(version, "npm:"); !aliased && at <= 0 {
			target, aliased = strings.CutPrefix(e.text, "npm:")
		}
		if aliased {
			e = e.cut(len(e.text)-len(target), len(e.text))
		}
	}
	if at <= 0 && npmOrigin(e.text) != "" && !strings.HasPrefix(e.text, "@") {
		return Install{}, false // a path or an address, which names nothing
	}
	if !npmName(name) {
		return Install{}, false
	}
	in := Install{Ecosystem: NPM, Name: name, Span: e.span(0, len(name)), Whole: e.whole()}
	if in.From = npmOrigin(version); in.From == "" && strings.IndexByte(version, unknownByte) < 0 {
		in.Version = npmVersion(version)
	}
	return in, true
}

// npmName tells whether a package can be called so: name or @scope/name. Old names may have capitals.
func npmName(name string) bool {
	scope, rest, scoped := strings.Cut(name, "/")
	if strings.HasPrefix(name, "@") {
		return scoped && npmWord(scope[1:]) && npmWord(rest)
	}
	return !scoped && npmWord(name)
}

func npmWord(word string) bool {
	if word == "" || word[0] == '.' || word[0] == '-' || len(word) > 214 {
		return false
	}
	for i := 0; i < len(word); i++ {
		if !alphanumeric(word[i]) && strings.IndexByte("._-~", word[i]) < 0 {
			return false
		}
	}
	return true
}
