package packages

// pipfile reads a Pipfile: the categories are tables of names with versions.
func pipfile(r *reading) {
	r.python = true
	root := r.tomlTree()
	r.pipfileSources(root.get("source"))
	for _, m := range root.members {
		switch m.key.text {
		case "source", "requires", "scripts", "pipenv", "pipfile", "build-system", "tool":
		default:
			if m.value.kind == table {
				r.keyed(m.value, "")
			}
		}
	}
}

// pipfileSources looks where distributions come from that name no source: the first one. The usual registry is called so
// in every Pipfile that Pipenv makes.
func (r *reading) pipfileSources(sources *node) {
	if len(sources.items) > 0 && !usual(sources.items[0].get("name").text()) {
		r.private = true
	}
}

// pipfileLock reads a Pipfile.lock.
func pipfileLock(r *reading) {
	root := r.jsonTree()
	r.pipfileSources(root.get("_meta", "sources"))
	for _, category := range root.members {
		if category.key.text == "_meta" || category.value.kind != table {
			continue
		}
		for _, m := range category.value.members {
			if m.key.text == "" || pythonName(m.key.text) != len(m.key.text) {
				continue
			}
			r.add(Install{Ecosystem: PyPI, Name: m.key.text, Version: m.value.get("version").text(), Span: m.key.whole(), Whole: m.key.whole().Union(m.value.span),
				From: elsewhere(m.value), Hashed: len(m.value.get("hashes").items) > 0})
		}
	}
}
