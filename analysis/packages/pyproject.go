package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// pyproject reads the requirements of every tool that keeps them in pyproject.toml: the standard tables and those of
// Poetry, PDM, uv, Hatch, Pixi and Flit.
func pyproject(r *reading) {
	r.python = true
	root := r.tomlTree()
	project, poetry := root.get("project"), root.get("tool", "poetry")
	for _, name := range []*node{project.get("name"), poetry.get("name")} {
		if name.kind == scalar {
			r.called(name.value)
		}
	}
	r.uv(root.get("tool", "uv"))
	r.poetry(poetry)
	r.pdm(root.get("tool", "pdm"))

	r.requirementList(project.get("dependencies"))
	r.requirementGroups(project.get("optional-dependencies"))
	r.requirementGroups(root.get("dependency-groups"))
	r.requirementList(root.get("build-system", "requires"))

	hatch := root.get("tool", "hatch")
	for _, env := range hatch.get("envs").members {
		r.requirementList(env.value.get("dependencies"))
		r.requirementList(env.value.get("extra-dependencies"))
	}
	for _, hook := range hatch.get("build", "hooks").members {
		r.requirementList(hook.value.get("dependencies"))
	}
	r.requirementList(hatch.get("build", "dependencies"))

	r.pixi(root.get("tool", "pixi"))
	flit := root.get("tool", "flit", "metadata")
	r.requirementList(flit.get("requires"))
	r.requirementGroups(flit.get("requires-extra"))
}

// pixiToml reads a pixi.toml, whose tables are those of pyproject.toml without their beginning.
func pixiToml(r *reading) {
	r.python = true
	r.pixi(r.tomlTree())
}

func (r *reading) pixi(pixi *node) {
	for _, key := range []string{"index-url", "extra-index-urls", "find-links"} {
		r.private = r.private || pixi.get("pypi-options").has(key)
	}
	tables := []*node{pixi}
	for at := 0; at < len(tables); at++ { // a feature has targets of its own
		for _, key := range []string{"feature", "target"} {
			for _, m := range tables[at].get(key).members {
				tables = append(tables, m.value)
			}
		}
	}
	for _, t := range tables {
		r.keyed(t.get("pypi-dependencies"), "")
		for _, key := range []string{"dependencies", "host-dependencies", "build-dependencies"} {
			r.keyed(t.get(key), fromConda)
		}
		for _, task := range t.get("tasks").members {
			if cmd := task.value.get("cmd"); cmd.kind == scalar {
				r.shell(cmd.value)
			} else if task.value.kind == scalar {
				r.shell(task.value.value)
			}
		}
	}
}

// pythonSettings reads the settings of programs that install from PyPI: of interest is that they name an index.
func pythonSettings(r *reading) { r.python, r.private = true, indexSetting.Match(r.text) }

// indexSetting names an index in a pip.conf or a uv.toml.
var indexSetting = lazy.Trusted(`(?m)^\s*(index-url|extra-index-url|find-links|no-index)\s*=|^\s*\[\[index\]\]`)

// requirementList reads a list of requirements.
func (r *reading) requirementList(n *node) {
	if n.kind != list {
		return
	}
	for _, line := range n.strings() {
		if strings.TrimSpace(line.text) != "" {
			r.requirementLine(line.trim())
		}
	}
}

// requirementGroups reads a table of such lists.
func (r *reading) requirementGroups(n *node) {
	for _, group := range n.members {
		r.requirementList(group.value)
	}
}

func (r *reading) uv(uv *node) {
	for _, name := range []string{"dev-dependencies", "constraint-dependencies", "override-dependencies", "build-constraint-dependencies"} {
		r.requirementList(uv.get(name))
	}
	for _, settings := range []*node{uv, uv.get("pip")} {
		for _, name := range []string{"index-url", "extra-index-url", "find-links", "no-index"} {
			if settings.has(name) && settings.get(name).text() != "false" {
				r.private = true
			}
		}
	}
	for _, index := range uv.get("index").items {
		if index.get("explicit").text() != "true" {
			r.private = true
		}
	}
	for _, m := range uv.get("sources").members {
		ways := []*node{m.value}
		if m.value.kind == list {
			ways = m.value.items
		}
		for _, way := range ways {
			r.from(m.key.text, way)
		}
	}
}

// from keeps where a distribution comes from, as a table with git, path, url, workspace or index says.
func (r *reading) from(name string, way *node) {
	if from := elsewhere(way); from != "" {
		if r.sources == nil {
			r.sources = map[string]string{}
		}
		r.sources[normal(name)] = from
	}
}

// elsewhere is what a table says about where a distribution comes from; "" for the usual registry.
func elsewhere(way *node) string {
	switch {
	case way.has("git"), way.has("hg"), way.has("svn"):
		return fromGit
	case way.get("workspace").text() == "true":
		return fromWorkspace
	}
	for _, key := range []string{"path", "url", "file"} {
		if address := way.get(key).text(); address != "" {
			return origin(address)
		}
	}
	for _, key := range []string{"index", "source", "registry", "channel"} {
		if name := way.get(key).text(); name != "" && !usual(name) {
			return fromPrivate
		}
	}
	return ""
}

// usual tells whether an index of that name is the registry that everybody uses: tools call it so by themselves.
func usual(name string) bool { return strings.EqualFold(name, string(PyPI)) }

func (r *reading) poetry(poetry *node) {
	for _, source := range poetry.get("source").items {
		priority := strings.ToLower(source.get("priority").text())
		if priority != "explicit" && !usual(source.get("name").text()) {
			r.private = true
		}
	}
	r.keyed(poetry.get("dependencies"), "")
	r.keyed(poetry.get("dev-dependencies"), "")
	for _, group := range poetry.get("group").members {
		r.keyed(group.value.get("dependencies"), "")
	}
}

// keyed reads a table whose keys are distributions and whose values are versions or tables, as Poetry and Pipenv have it.
func (r *reading) keyed(n *node, from string) {
	for _, m := range n.members {
		if m.key.text == "python" || pythonName(m.key.text) != len(m.key.text) || m.key.text == "" {
			continue
		}
		in := Install{Ecosystem: PyPI, Name: m.key.text, Span: m.key.whole(), Whole: m.key.whole().Union(m.value.span), From: from}
		ways := []*node{m.value}
		if m.value.kind == list {
			ways = m.value.items
		}
		for _, way := range ways {
			if way.kind == scalar {
				in.Version = anyVersion(way.text())
				continue
			}
			in.Version = anyVersion(way.get("version").text())
			if from := elsewhere(way); from != "" {
				in.From = from
			}
		}
		if m.value.span.Empty() {
			in.Whole = in.Span
		}
		r.add(in)
	}
}

// anyVersion is a constraint; "" where any version will do.
func anyVersion(version string) string {
	if version == "*" {
		return ""
	}
	return version
}

func (r *reading) pdm(pdm *node) {
	if len(pdm.get("source").items) > 0 {
		r.private = true
	}
	r.requirementGroups(pdm.get("dev-dependencies"))
}
