package packages

import (
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
)

// isDevContainer knows devcontainer.json and .devcontainer/NAME/devcontainer.json.
func isDevContainer(name, _ string) bool {
	return name == "devcontainer.json" || name == ".devcontainer.json"
}

// containerCommands are the members of devcontainer.json that are run.
var containerCommands = []string{"initializeCommand", "onCreateCommand", "updateContentCommand", "postCreateCommand", "postStartCommand", "postAttachCommand"}

// devContainer reads the commands that set up a container for development: each a line for a shell, a list of words, or
// several of both by name.
func devContainer(r *reading) {
	r.commandFile()
	root := r.jsonTree()
	for _, key := range containerCommands {
		n := root.get(key)
		r.containerCommand(n)
		for _, m := range n.members {
			r.containerCommand(m.value)
		}
	}
}

func (r *reading) containerCommand(n *node) {
	switch n.kind {
	case scalar:
		r.shell(n.value)
	case list:
		r.command(n.strings(), 0)
	}
}

// procfile reads NAME: command, a line each.
func procfile(r *reading) {
	r.commandFile()
	r.quiet = true
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if name, _, ok := strings.Cut(line.text, ":"); ok && !strings.ContainsAny(name, " #") {
			r.shell(line.cut(len(name)+1, len(line.text)))
		}
	}
}

// A step of a pipeline in Groovy that runs a text: sh 'make', bat(script: "make").
var groovyStep = lazy.Trusted(`\b(?:sh|bash|bat|powershell|pwsh)\b\s*\(?\s*(?:\[?\s*(?:label\s*:\s*(?:'[^'\n]*'|"[^"\n]*")\s*,\s*)?script\s*:\s*)?('''|"""|'|")`)

// jenkinsNamed knows Jenkinsfile, Jenkinsfile.release and ci.jenkinsfile.
func jenkinsNamed(name, _ string) bool {
	return name == "jenkinsfile" || strings.HasPrefix(name, "jenkinsfile.") || strings.HasSuffix(name, ".jenkinsfile")
}

// jenkinsfile reads the texts that steps give to a shell.
func jenkinsfile(r *reading) {
	r.commandFile()
	r.quiet = true
	text := string(r.text)
	for at := 0; at < len(text); {
		m := groovyStep.FindStringSubmatchIndex(text[at:])
		if m == nil {
			return
		}
		quote := text[at+m[2] : at+m[3]]
		start := at + m[3]
		end := closing(text, start, quote)
		r.shell(excerptOf(r.text, start, end))
		at = end
	}
}

// closing is where a text ends that begins at start: at its quote, or, if that is one letter, at the end of the line.
func closing(text string, start int, quote string) int {
	for i := start; i < len(text); i++ {
		switch {
		case text[i] == '\\':
			i++
		case strings.HasPrefix(text[i:], quote), len(quote) == 1 && text[i] == '\n':
			return i
		}
	}
	return len(text)
}

var (
	rubyHere   = lazy.Trusted(`<<[-~]?\s*["']?([A-Z_]\w*)["']?`)
	rubyInline = lazy.Trusted(`\binline:\s*(["'])`)
)

// vagrantfile reads what provisions a machine: inline texts, and here-documents.
func vagrantfile(r *reading) {
	r.commandFile()
	r.quiet = true
	lines := excerptOf(r.text, 0, len(r.text)).lines()
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		if strings.HasPrefix(strings.TrimSpace(line.text), "#") {
			continue
		}
		if m := rubyInline.FindStringSubmatchIndex(line.text); m != nil {
			r.shell(line.cut(m[1], closing(line.text, m[1], line.text[m[2]:m[3]])))
		}
		m := rubyHere.FindStringSubmatch(line.text)
		if m == nil {
			continue
		}
		end := slices.IndexFunc(lines[i+1:], func(l excerpt) bool { return strings.TrimSpace(l.text) == m[1] })
		if end < 0 {
			continue
		}
		r.shell(joined(lines[i+1 : i+1+end]))
		i += end + 1
	}
}

// isRecipe knows the recipes of conda packages.
func isRecipe(name, folder string) bool {
	in := folder[strings.LastIndexByte(folder, '/')+1:]
	return (name == "meta.yaml" || name == "meta.yml") && (strings.HasPrefix(in, "conda") || strings.Contains(in, "recipe")) || name == "recipe.yaml" && strings.Contains(in, "recipe")
}

var recipeList = lazy.Trusted(`^\s*(build|host|run|run_constrained|requires)\s*:\s*$`)

// condaRecipe reads the requirements of a recipe, which conda takes from its own channels. It is a template of YAML, so that its
// lines are read and not its tree.
func condaRecipe(r *reading) {
	inside := false
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if n := comment(line.text); n >= 0 {
			line = line.cut(0, n)
		}
		bare := line.trim()
		item, listed := strings.CutPrefix(bare.text, "- ")
		switch {
		case bare.text == "":
		case !listed:
			inside = recipeList.MatchString(bare.text)
		case inside:
			spec := bare.cut(len(bare.text)-len(item), len(bare.text)).trim()
			name, _, _ := strings.Cut(spec.text, " ")
			if name == "" || strings.ContainsAny(name, "{}") {
				continue
			}
			if in, ok := condaSpec(spec.cut(0, len(name))); ok {
				in.Ecosystem = PyPI
				r.add(in)
			}
		}
	}
}
