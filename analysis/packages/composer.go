package packages

import "strings"

// composerJSON reads a composer.json. Repositories of its own may hold any of the packages.
func composerJSON(r *reading) {
	root := r.jsonTree()
	r.own = root.get("name").text()
	repositories := root.get("repositories")
	r.private = len(repositories.items)+len(repositories.members) > 0
	for _, name := range []string{"require", "require-dev"} {
		for _, m := range root.get(name).members {
			if m.value.kind == scalar {
				r.composerPackage(m.key, m.value.text(), m.value)
			}
		}
	}
}

// composerPackage adds vendor/name; php, ext-json and the like are no packages.
func (r *reading) composerPackage(name excerpt, version string, whole *node) {
	in, ok := delimited(name, ":", func(name string) bool { return strings.Count(name, "/") == 1 })
	if !ok {
		return
	}
	in.Ecosystem, in.Version = Packagist, anyVersion(version)
	in.Whole = name.whole().Union(whole.span)
	r.add(in)
}

// composerLock reads a composer.lock. It pins packages by the revision or checksum of what was installed.
func composerLock(r *reading) {
	root := r.jsonTree()
	for _, list := range []string{"packages", "packages-dev"} {
		for _, item := range root.get(list).items {
			before := len(r.installs)
			r.composerPackage(item.get("name").value, item.get("version").text(), item)
			for i := range r.installs[before:] {
				in := &r.installs[before+i]
				in.Hashed = item.get("dist", "shasum").text() != "" || item.get("source", "reference").text() != ""
				if item.get("dist", "type").text() == "path" {
					in.From = item.get("dist", "url").text()
				}
			}
		}
	}
}
