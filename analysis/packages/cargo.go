package packages

import "strings"

// cargoToml reads a Cargo.toml.
func cargoToml(r *reading) {
	root := r.tomlTree()
	r.own = root.get("package", "name").text()
	r.crates(root)
	r.crates(root.get("workspace"))
	for _, target := range root.get("target").members {
		r.crates(target.value)
	}
}

func (r *reading) crates(n *node) {
	for _, name := range []string{"dependencies", "dev-dependencies", "dev_dependencies", "build-dependencies", "build_dependencies"} {
		for _, m := range n.get(name).members {
			r.crate(m)
		}
	}
}

func (r *reading) crate(m member) {
	name := m.key
	if renamed := m.value.get("package"); renamed.kind == scalar {
		name = renamed.value
	}
	in, ok := delimited(name, "@", crateName)
	if !ok || m.value.kind == none || m.value.get("workspace").text() == "true" { // where that says is read there
		return
	}
	in.Ecosystem = Crates
	in.Version = anyVersion(m.value.text())
	if m.value.kind == table {
		in.Version = anyVersion(m.value.get("version").text())
		in.From = elsewhere(m.value)
	}
	if !m.value.span.Empty() {
		in.Whole = m.key.whole().Union(m.value.span)
	}
	r.add(in)
}

func crateName(name string) bool { return !strings.ContainsAny(name, "/.~") }
