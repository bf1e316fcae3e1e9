package packages

import (
	"path"
	"slices"
	"strings"
)

// isPipeline knows the files in which CI systems keep their commands.
func isPipeline(name, folder string) bool {
	if !strings.HasSuffix(name, ".yml") && !strings.HasSuffix(name, ".yaml") {
		return false
	}
	stem := strings.TrimPrefix(strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".yml"), ".")
	switch stem {
	case "gitlab-ci", "travis", "azure-pipelines", "appveyor", "bitbucket-pipelines", "action", "cloudbuild", "buildspec", "circleci", "drone",
		"woodpecker", "cirrus", "readthedocs", "taskfile", "docker-compose", "compose":
		return true
	}
	for _, family := range []string{"docker-compose", "compose", "azure-pipelines", "cloudbuild", "buildspec", "gitlab-ci"} {
		if rest, ok := strings.CutPrefix(stem, family); ok && rest != "" && (rest[0] == '.' || rest[0] == '-' || rest[0] == '_') {
			return true
		}
	}
	folder = "/" + folder
	if last := path.Base(folder); last == ".azure-pipelines" || last == "azure-pipelines" || last == ".azuredevops" || last == ".semaphore" || last == ".azure" {
		return true
	}
	return strings.HasSuffix(folder, "/.github/workflows") || strings.Contains(folder, "/.github/actions") ||
		path.Base(folder) == ".circleci" || path.Base(folder) == ".buildkite" || path.Base(folder) == ".woodpecker" ||
		strings.Contains(folder, "/.gitlab") || strings.HasSuffix(name, ".gitlab-ci.yml")
}

// commandKeys are the members whose texts a shell runs, in whichever CI system.
var commandKeys = []string{"run", "script", "before_script", "after_script", "install", "before_install", "after_success", "before_deploy", "command",
	"commands", "bash", "pwsh", "powershell", "test_script", "build_script", "install_script", "cmd", "cmds", "post_install", "pre_install",
	"post_create_environment", "pre_build", "post_build", "build", "entrypoint", "inlinescript"}

// pipeline reads the commands of a CI system's file.
func pipeline(r *reading) {
	r.commandFile()
	r.commandsIn(r.yamlTree(), "")
}

// commandsIn looks for commands in n, which stands under key.
func (r *reading) commandsIn(n *node, key string) {
	runs := slices.Contains(commandKeys, strings.ToLower(key))
	switch n.kind {
	case scalar:
		if runs {
			r.shell(n.value)
		}
	case list:
		if runs && r.argv(n) {
			return
		}
		for _, item := range n.items {
			r.commandsIn(item, key)
		}
	case table:
		for _, m := range n.members {
			if m.key.text == "with" { // what an action is given: its script may be in any language
				continue
			}
			if m.key.text == "run" {
				shell, _, _ := strings.Cut(n.get("shell").text(), " ")
				if shell == "python" || shell == "node" {
					continue
				}
				r.quiet = shell == "pwsh" || shell == "powershell" || shell == "cmd"
			}
			r.commandsIn(m.value, m.key.text)
			r.quiet = false
		}
	}
}

// argv reads a list that is one command, each item a word: [pip, install, name].
func (r *reading) argv(n *node) bool {
	words := n.strings()
	if len(words) < 3 || len(words) != len(n.items) || slices.ContainsFunc(words, func(w excerpt) bool { return strings.ContainsAny(w.text, " \n") && w.text != words[len(words)-1].text }) {
		return false
	}
	r.command(words, 0)
	return true
}
