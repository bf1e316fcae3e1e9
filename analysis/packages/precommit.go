package packages

import "strings"

// preCommit reads what hooks need beside themselves. In which language a hook is written stands in another repository; here it shows
// in how the names are written, and where it does not, nothing is said.
func preCommit(r *reading) {
	for _, repo := range r.yamlTree().get("repos").items {
		for _, hook := range repo.get("hooks").items {
			needs := hook.get("additional_dependencies").strings()
			switch languageOf(hook.get("language").text(), needs) {
			case PyPI:
				for _, e := range needs {
					r.requirementLine(e.trim())
				}
			case NPM:
				for _, e := range needs {
					if in, ok := npmSpec(e.trim()); ok {
						r.add(in)
					}
				}
			}
		}
	}
}

// languageOf tells by a hook's language, or by the constraints and the form of what it needs, where that comes from; "" if it cannot
// be told.
func languageOf(language string, needs []excerpt) Ecosystem {
	switch language {
	case "python":
		return PyPI
	case "node":
		return NPM
	case "":
	default:
		return ""
	}
	for _, e := range needs {
		name := e.text[:pythonName(e.text)]
		switch rest := e.text[len(name):]; {
		case strings.HasPrefix(e.text, "@"), name != "" && len(rest) > 1 && rest[0] == '@' && strings.IndexByte("0123456789^~", rest[1]) >= 0:
			return NPM
		case name != "" && strings.ContainsAny(rest, "=<>[~"), strings.HasPrefix(name, "types-"): // distributions of types are named so
			return PyPI
		}
	}
	return ""
}
