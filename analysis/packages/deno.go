package packages

import (
	"strings"

	"underpin/analysis/internal/resolve"
)

// denoJSON reads what an import map takes from npm, and the commands among a project's tasks.
func denoJSON(r *reading) {
	root := r.jsonTree()
	r.npmTargets(root.get("imports"))
	for _, m := range root.get("scopes").members {
		r.npmTargets(m.value)
	}
	for _, m := range root.get("tasks").members {
		if command := m.value.get("command"); command.kind == scalar {
			r.script(command.value)
		} else if m.value.kind == scalar {
			r.script(m.value.value)
		}
	}
}

// npmTargets reads the values of a table that name packages by the registry's prefix, "npm:name@1/file".
func (r *reading) npmTargets(n *node) {
	for _, m := range n.members {
		e := m.value.value.trim()
		rest, ok := strings.CutPrefix(e.text, npmScheme)
		if m.value.kind != scalar || !ok {
			continue
		}
		rest = strings.TrimPrefix(rest, "/")
		name, _ := resolve.PackageOf(rest)
		if spec := e.cut(len(e.text)-len(rest), len(e.text)-len(rest)+len(name)); spec.text != "" {
			if in, ok := npmSpec(spec); ok {
				in.Whole = e.whole()
				r.add(in)
			}
		}
	}
}

// pnpmAliases reads the packages that catalogs and overrides of a workspace put in the place of others.
func pnpmAliases(r *reading) {
	root := r.yamlTree()
	r.aliasTargets(root.get("catalog"), 0)
	r.aliasTargets(root.get("catalogs"), 0)
	r.aliasTargets(root.get("overrides"), 0)
}

// aliasTargets reads what stands behind npm: in a table of constraints, and in the tables in it.
func (r *reading) aliasTargets(n *node, depth int) {
	r.npmTargets(n)
	for _, m := range n.members {
		if m.value.kind == table && depth < deepest {
			r.aliasTargets(m.value, depth+1)
		}
	}
}
