package packages

import (
	"strings"

	"underpin/analysis/internal/lazy"
)

// pythonLock reads poetry.lock, uv.lock and pdm.lock: a table a package, with the hashes of its files.
func pythonLock(r *reading) {
	root := r.tomlTree()
	old := root.get("metadata", "files") // hashes by name, as Poetry wrote them once
	for _, item := range root.get("package").items {
		name := item.get("name").value
		if name.text == "" || pythonName(name.text) != len(name.text) {
			continue
		}
		r.add(Install{Ecosystem: PyPI, Name: name.text, Version: item.get("version").text(), Span: name.whole(), Whole: name.whole(),
			From:   lockedFrom(item),
			Hashed: hashedFiles(item) || len(old.get(name.text).items) > 0})
	}
}

// lockedFrom is where a locked package comes from. Where a lockfile names registries by address it does so for every
// package: the usual one cannot be told from others, and nothing is said.
func lockedFrom(item *node) string {
	source := item.get("source")
	for _, key := range []string{"editable", "virtual", "directory"} {
		if source.has(key) {
			return fromWorkspace
		}
	}
	switch source.get("type").text() { // Poetry's
	case "git":
		return fromGit
	case "directory", "file", "url":
		return origin(source.get("url").text())
	case "legacy":
		return fromPrivate
	}
	if item.get("editable").text() == "true" {
		return fromWorkspace
	}
	if from := elsewhere(item); from != "" { // PDM's
		return from
	}
	if source.has("registry") {
		return ""
	}
	return elsewhere(source)
}

func hashedFiles(item *node) bool {
	for _, list := range []string{"files", "wheels"} {
		for _, file := range item.get(list).items {
			if file.get("hash").text() != "" {
				return true
			}
		}
	}
	return item.get("sdist", "hash").text() != ""
}

// cargoLock reads a Cargo.lock. What has no source is of the workspace.
func cargoLock(r *reading) {
	for _, item := range r.tomlTree().get("package").items {
		in, ok := delimited(item.get("name").value, "@", crateName)
		if !ok {
			continue
		}
		in.Ecosystem, in.Version, in.Hashed = Crates, item.get("version").text(), item.has("checksum")
		switch source := item.get("source").text(); {
		case source == "":
			in.From = fromWorkspace
		case strings.HasPrefix(source, "git+"):
			in.From = fromGit
		}
		r.add(in)
	}
}

// packageLock reads a package-lock.json or npm-shrinkwrap.json of any version.
func packageLock(r *reading) {
	root := r.jsonTree()
	r.own = root.get("name").text()
	packages := root.get("packages")
	for _, m := range packages.members {
		r.lockedFolder(m)
	}
	if packages.kind != table {
		r.lockedNames(root.get("dependencies"), 0)
	}
}

// lockedFolder reads one package as it lies in node_modules: "node_modules/a/node_modules/@b/c".
func (r *reading) lockedFolder(m member) {
	const folder = "node_modules/"
	at := strings.LastIndex(m.key.text, folder)
	if at < 0 {
		return // a workspace
	}
	name := m.key.cut(at+len(folder), len(m.key.text))
	if alias := m.value.get("name"); alias.kind == scalar {
		name = alias.value
	}
	r.lockedNPM(name, m)
}

func (r *reading) lockedNames(n *node, depth int) {
	if depth > deepest {
		return
	}
	for _, m := range n.members {
		r.lockedNPM(m.key, m)
		r.lockedNames(m.value.get("dependencies"), depth+1)
	}
}

func (r *reading) lockedNPM(name excerpt, m member) {
	if !npmName(name.text) || m.value.kind != table {
		return
	}
	in := Install{Ecosystem: NPM, Name: name.text, Version: m.value.get("version").text(), Span: name.whole(), Whole: name.whole(),
		Hashed: m.value.get("integrity").text() != ""}
	resolved := m.value.get("resolved").text()
	switch {
	case m.value.get("link").text() == "true":
		in.From = fromWorkspace
	case strings.HasPrefix(resolved, "git"), strings.HasPrefix(resolved, "file:"):
		in.From = npmOrigin(resolved)
	case npmOrigin(in.Version) != "":
		in.From, in.Version = npmOrigin(in.Version), ""
	}
	r.add(in)
}

// bunLock reads a bun.lock: a list a package, its name and version first, its hash last.
func bunLock(r *reading) {
	for _, m := range r.jsonTree().get("packages").members {
		parts := m.value.strings()
		if len(parts) == 0 {
			continue
		}
		in, ok := npmSpec(parts[0])
		if !ok {
			continue
		}
		if last := parts[len(parts)-1].text; len(parts) > 1 && strings.HasPrefix(last, "sha") && strings.Contains(last, "-") {
			in.Hashed = true
		}
		r.add(in)
	}
}

// denoLock reads the packages of npm in a deno.lock of any version.
func denoLock(r *reading) {
	root := r.jsonTree()
	for _, packages := range []*node{root.get("npm"), root.get("npm", "packages"), root.get("packages", "npm")} {
		for _, m := range packages.members {
			end := len(m.key.text)
			if at := strings.IndexByte(m.key.text[min(1, end):], '@') + 1; at > 0 {
				version, _, _ := strings.Cut(m.key.text[at:], "_") // what follows are its peers
				end = at + len(version)
			}
			in, ok := npmSpec(m.key.cut(0, end))
			if ok && m.value.get("integrity").text() != "" {
				in.Hashed = true
				r.add(in)
			}
		}
	}
}

var (
	pnpmKey       = lazy.Trusted(`^  ['"]?/?((?:@[^/@'"\s]+/)?[^/@'"\s(]+)[@/]([^()'":]+(?:\:[^()'"\s]+)?)(?:\(.*\))?(?:_[^'":]*)?['"]?:\s*$`)
	pnpmIntegrity = lazy.Trusted(`integrity:\s*sha`)
)

// pnpmLock reads the packages of a pnpm-lock.yaml of any version, line by line: the files are long, and every version
// writes them in one form.
func pnpmLock(r *reading) {
	section, open := "", -1
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if line.text != "" && line.text[0] != ' ' && line.text[0] != '#' {
			section, _, _ = strings.Cut(line.text, ":")
			open = -1
			continue
		}
		if section != "packages" {
			continue
		}
		if open >= 0 && pnpmIntegrity.MatchString(line.text) {
			r.installs[open].Hashed = true
		}
		if !strings.HasPrefix(line.text, "  ") || strings.HasPrefix(line.text, "   ") {
			continue
		}
		open = -1
		m := pnpmKey.FindStringSubmatchIndex(line.text)
		if m == nil || !npmName(line.text[m[2]:m[3]]) {
			continue
		}
		in := Install{Ecosystem: NPM, Name: line.text[m[2]:m[3]], Span: line.span(m[2], m[3]), Whole: line.trim().whole()}
		version, _, _ := strings.Cut(line.text[m[4]:m[5]], "_")
		if in.From = npmOrigin(version); in.From == "" {
			in.Version = version
		}
		open = len(r.installs)
		r.add(in)
	}
}

// yarnLock reads a yarn.lock, of the first Yarn or a later one: what was asked for, then what it came to.
func yarnLock(r *reading) {
	open := -1
	for _, line := range excerptOf(r.text, 0, len(r.text)).lines() {
		if line.text == "" || line.text[0] == '#' {
			continue
		}
		if line.text[0] != ' ' {
			open = r.yarnHead(line)
			continue
		}
		if open < 0 || strings.HasPrefix(line.text, "    ") {
			continue
		}
		key, value, _ := strings.Cut(strings.TrimSpace(line.text), " ")
		value = strings.Trim(strings.TrimSpace(value), `"`)
		in := &r.installs[open]
		switch strings.TrimSuffix(key, ":") {
		case "version":
			in.Version = value
		case "integrity", "checksum":
			in.Hashed = value != ""
		case "linkType":
			if value == "soft" {
				in.From = fromWorkspace
			}
		case "resolved":
			if strings.HasPrefix(value, "git") {
				in.From = fromGit
			} else if _, hash, ok := strings.Cut(value, "#"); ok && len(hash) == 40 { // as the first Yarns wrote it
				in.Hashed = true
			}
		}
	}
}

// yarnHead reads the line above a locked package, "name@^1, name@npm:^2":, and gives its place; -1 if it is none.
func (r *reading) yarnHead(line excerpt) int {
	first := line.split(',')[0].trim()
	for first.text != "" && strings.IndexByte(`"':`, first.text[0]) >= 0 {
		first = first.cut(1, len(first.text))
	}
	first = first.cut(0, len(strings.TrimRight(first.text, `"':`)))
	in, ok := yarnName(first)
	if !ok {
		return -1
	}
	in.Version, in.Whole = "", line.whole()
	r.add(in)
	return len(r.installs) - 1
}

// yarnName reads what was asked for: name@^1, or name@npm:^1 of later Yarns, which is the name itself, or
// alias@npm:name@^1.
func yarnName(e excerpt) (Install, bool) {
	name, target, ok := strings.Cut(e.text, "@npm:")
	if ok && npmName(name) && !strings.Contains(target[min(1, len(target)):], "@") {
		return Install{Ecosystem: NPM, Name: name, Span: e.span(0, len(name))}, true
	}
	if len(e.text) < 2 || !strings.Contains(e.text[1:], "@") {
		return Install{}, false
	}
	return npmSpec(e)
}
