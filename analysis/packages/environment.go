package packages

import "strings"

// isEnvironment knows environment.yml, environment-dev.yaml, conda.yml and the like.
func isEnvironment(name, _ string) bool {
	stem, ok := strings.CutSuffix(name, ".yml")
	if !ok {
		stem, ok = strings.CutSuffix(name, ".yaml")
	}
	return ok && (strings.HasPrefix(stem, "environment") || strings.HasSuffix(stem, "environment") || stem == "conda" || stem == "env")
}

// environment reads a conda environment: names of conda's own, and a list for pip.
func environment(r *reading) {
	r.python = true
	root := r.yamlTree()
	for _, item := range root.get("dependencies").items {
		if item.kind == scalar {
			if in, ok := condaSpec(item.value.trim()); ok {
				in.Ecosystem = PyPI
				r.add(in)
			}
			continue
		}
		r.requirementList(item.get("pip"))
	}
}
