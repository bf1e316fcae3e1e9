package packages

import (
	"path"
	"slices"
	"strings"
)

// Listing is what a file says of what the code around it needs: which distributions, and whether these are all.
type Listing struct {
	File     string
	Installs []Install
	Extras   []string // of requirements in Python, "name+extra" for each word in brackets: what they bring is often called so

	Registry Ecosystem // whose names it lists; "" where it lists nothing for the code around it, but only installs something
	Folder   string    // the folder for whose code it is, "" for the workspace's own
	Packaged bool      // it describes a package that gets published: code beside its modules is no part of that
	Member   bool      // it is one of several packages of a workspace
	Open     string    // why there may be more than what it names, "" for no reason
	Needs    []string  // other files of the workspace that must have been read for that
}

// listers are the formats that list what a project in Python needs.
var listers = []struct {
	fits func(name, folder string) bool
	read func(*lister)
}{
	{isRequirements, listRequirements},
	{named("pyproject.toml"), listPyproject},
	{named("setup.cfg"), listSetupCfg},
	{named("setup.py"), listSetupPy},
	{named("pipfile"), func(l *lister) { l.lists() }},
	{isEnvironment, listEnvironment},
	{named("package.json"), listPackageJSON},
	{isRecipe, func(l *lister) {}},
}

type lister struct {
	*reading
	said *Listing
}

func (l *lister) lists() { l.said.Registry = PyPI }

func (l *lister) open(why string) {
	if l.said.Open == "" {
		l.said.Open = why
	}
}

// needs notes a file, given relative to the folder of this one, that holds more.
func (l *lister) needs(file string) {
	p := within(path.Dir(l.file), file)
	if p == "" || !isRequirements(strings.ToLower(path.Base(p)), path.Dir(strings.ToLower(p))) {
		l.open("it takes names from " + file)
		return
	}
	l.said.Needs = append(l.said.Needs, p)
}

// ListingOf reads a listing of a file whose installs have been read, with what could not be. Lockfiles have none: they name what
// others need too.
func ListingOf(file string, text []byte, installs []Install, unread []Note) (Listing, bool) {
	if IsLock(file) {
		return Listing{}, false
	}
	file = strings.ReplaceAll(file, `\`, "/")
	said := Listing{File: file, Installs: installs, Folder: folderOf(file)}
	for _, in := range installs {
		if at := in.Whole.Clamp(len(text)); in.Ecosystem == PyPI {
			for _, extra := range extrasOf(excerptOf(text, at.Start, at.End).text) {
				said.Extras = append(said.Extras, in.Name+"+"+extra)
			}
		}
	}
	lower := strings.ToLower(file)
	l := &lister{reading: &reading{file: file, text: text}, said: &said}
	for _, f := range listers {
		if f.fits(path.Base(lower), path.Dir(lower)) {
			if f.read(l); len(unread) > 0 {
				l.open("it could not be read whole")
			}
			break
		}
	}
	return said, true
}

// folderOf is a file's folder, "" for the workspace's own.
func folderOf(file string) string {
	if d := path.Dir(file); d != "." {
		return d
	}
	return ""
}

// extrasOf are the words in the brackets of a requirement.
func extrasOf(requirement string) (out []string) {
	for {
		_, rest, ok := strings.Cut(requirement, "[")
		if !ok {
			return out
		}
		inside, behind, closed := strings.Cut(rest, "]")
		if !closed {
			return out
		}
		out = append(out, strings.FieldsFunc(inside, func(c rune) bool { return strings.ContainsRune(", \"'\t\r\n", c) })...)
		requirement = behind
	}
}

// mainLists are the names, without their endings, of requirements files that a project needs, and not only who works on it.
var mainLists = []string{"requirements", "base", "main", "prod", "production", "common", "core", "app", "requirements-prod", "requirements-base", "requirements_prod", "requirements_base"}

func listRequirements(l *lister) {
	name := strings.ToLower(path.Base(l.file))
	inside := strings.ToLower(path.Base(l.said.Folder)) == "requirements"
	if inside {
		l.said.Folder = folderOf(l.said.Folder)
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".txt"), ".in")
	if slices.Contains(mainLists, stem) {
		l.lists()
	}
	for _, line := range requirementLines(l.text) {
		switch option, value := optionOf(line); option {
		case "-r", "--requirement":
			l.needs(strings.Trim(value.text, `"'`))
		case "-e", "--editable":
			if _, named := eggName(value); !named && strings.Contains(value.text, ":") {
				l.open("it installs something whose name it does not give")
			}
		case "":
			if _, named := eggName(line); isPlace(line.text) && !named && !strings.HasPrefix(line.text, ".") {
				l.open("it installs something whose name it does not give")
			}
		}
	}
}

const dynamic = "it is made when the package is built"

func listPyproject(l *lister) {
	root := l.tomlTree()
	project, tool := root.get("project"), root.get("tool")
	if project.kind != none {
		l.lists()
		l.said.Packaged = root.has("build-system")
		made := project.get("dynamic").strings()
		for _, what := range []string{"dependencies", "optional-dependencies"} {
			if !slices.ContainsFunc(made, func(e excerpt) bool { return e.text == what }) {
				continue
			}
			lists := []*node{tool.get("setuptools", "dynamic", what)}
			if what != "dependencies" {
				groups := lists[0]
				lists = nil
				for _, m := range groups.members {
					lists = append(lists, m.value)
				}
			}
			files := 0
			for _, from := range lists {
				for _, file := range from.get("file").strings() {
					l.needs(file.text)
					files++
				}
			}
			if files == 0 && !(tool.has("poetry") && tool.get("poetry").has("dependencies")) {
				l.open(dynamic)
			}
		}
	}
	if tool.get("poetry").has("dependencies") {
		l.lists()
		l.said.Packaged = root.has("build-system") && tool.get("poetry", "package-mode").text() != "false"
	}
	if tool.get("flit").has("metadata") {
		l.lists()
		l.said.Packaged = true
	}
	if tool.get("pixi").kind != none {
		l.open("conda's names are other ones")
	}
}

func listSetupCfg(l *lister) {
	section := ""
	for _, line := range excerptOf(l.text, 0, len(l.text)).lines() {
		bare := line.trim().text
		switch {
		case strings.HasPrefix(bare, "["):
			section = strings.Trim(bare, "[]")
		case section != "options" && section != "options.extras_require":
		case strings.HasPrefix(bare, "install_requires"), strings.HasPrefix(bare, "requires"):
			l.lists()
			l.said.Packaged = true
		}
		if _, from, ok := strings.Cut(bare, "file:"); ok && strings.HasPrefix(section, "options") {
			for _, file := range strings.Split(from, ",") {
				l.needs(strings.TrimSpace(file))
			}
		}
	}
}

// listSetupPy believes a call of setup whose lists of requirements are written out.
func listSetupPy(l *lister) {
	s := pythonScanner{text: l.text}
	tokens := s.tokens()
	values, mentions := assigned(tokens), map[string]int{}
	for _, t := range tokens {
		if t.kind == pythonWord {
			mentions[t.text]++
		}
	}
	called := false
	for i, t := range tokens {
		called = called || t.text == "setup" && i+1 < len(tokens) && tokens[i+1].text == "("
		if called && t.text == "*" && i > 0 && tokens[i-1].text == "*" {
			l.open("the arguments of its setup are made when it runs")
		}
		if t.kind != pythonWord || !slices.Contains(setupLists, t.text) {
			continue
		}
		l.lists()
		l.said.Packaged = true
		if i+2 >= len(tokens) || tokens[i+1].text != "=" {
			l.open("it makes its requirements when it runs")
			continue
		}
		at := i + 2
		if value := tokens[at]; value.kind == pythonWord {
			given, ok := values[value.text]
			if !ok || given >= len(tokens) || mentions[value.text] > 2 {
				l.open("it makes its requirements when it runs")
				continue
			}
			at = given
		}
		if !writtenOut(tokens, at) {
			l.open("it makes its requirements when it runs")
		}
	}
}

// writtenOut tells whether a list or a table at a token holds nothing but texts.
func writtenOut(tokens []pythonToken, at int) bool {
	if t := tokens[at].text; t != "[" && t != "{" && t != "(" {
		return false
	}
	end := closed(tokens, at)
	for _, t := range tokens[at:min(end, len(tokens))] {
		if t.kind == pythonWord || t.kind == pythonSign && !strings.Contains("[]{}(),:", t.text) {
			return false
		}
	}
	return end+1 >= len(tokens) || tokens[end+1].first || tokens[end+1].text == "," || tokens[end+1].text == ")"
}

func listEnvironment(l *lister) {
	root := l.yamlTree()
	if root.get("dependencies").kind != list {
		return
	}
	l.lists()
	for _, item := range root.get("dependencies").items {
		for _, line := range item.get("pip").strings() {
			if option, value := optionOf(line.trim()); option == "-r" || option == "--requirement" {
				l.needs(value.text)
			} else if isPlace(line.text) {
				l.open("it installs something whose name it does not give")
			}
		}
	}
}

func listPackageJSON(l *lister) {
	root := l.jsonTree()
	for _, key := range dependencies[:4] {
		if root.get(key).kind == table {
			l.said.Registry = NPM
		}
	}
	l.said.Packaged = root.get("name").text() != ""
	l.said.Member = slices.ContainsFunc(l.said.Installs, func(in Install) bool { return in.From == fromWorkspace && !in.Own && in.Ecosystem == NPM }) ||
		strings.Contains(string(l.text), `"catalog:`)
}
