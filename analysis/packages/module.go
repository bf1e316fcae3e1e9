package packages

import (
	"slices"
	"strings"
)

// ModuleOf gives the module that a distribution of PyPI is imported by: the one that the table of imports has for it, else
// the one of its own name. False where it cannot be told from the table, or
// the name is no module's.
func (r *Resolver) ModuleOf(distribution string) (string, bool) {
	name := canonicalName(PyPI, distribution)
	if name == "" {
		return "", false
	}
	own := strings.ReplaceAll(name, "-", "_")
	if x, ok := r.t.installs[name]; ok && !x.holds(name) {
		return "", false // a module of that name is another distribution's
	}
	modules := r.t.modules()[name]
	switch {
	case len(modules) == 0 || slices.Contains(modules, own):
		return own, identifier(own)
	case len(modules) == 1 && !strings.HasPrefix(modules[0], own): // vtkmodules stands beside vtk
		return modules[0], identifier(modules[0])
	}
	return "", false
}

// holds tells whether a distribution is among those of a module.
func (x imported) holds(name string) bool {
	for _, d := range x.distributions {
		if canonicalName(PyPI, d) == name {
			return true
		}
	}
	return false
}

// identifier tells whether a name can stand in an import.
func identifier(name string) bool {
	for i, c := range name {
		if c != '_' && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// modulesOf lists the top-level modules of each distribution of the table, by canonical name, private ones left out. A module
// that several distributions hold is its usual one's.
func (t *Tables) modulesOf() map[string][]string {
	out := map[string][]string{}
	for _, x := range t.imports {
		if m := x.module; m[0] != '_' && !strings.Contains(m, ".") {
			d := canonicalName(PyPI, x.distributions[0])
			out[d] = append(out[d], m)
		}
	}
	return out
}
