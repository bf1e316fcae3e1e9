package clients

import (
	"strings"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// golang reads the variables of the go command, from the environment or from where `go env -w` keeps them.
func (r *reader) golang() {
	kept := map[string]string{}
	file := r.m.Getenv("GOENV")
	if file != "off" {
		path := []string{r.m.Config, "go", "env"}
		if file != "" {
			path = []string{file}
		}
		for _, p := range lines(r.file(path...), false) {
			kept[p.key] = p.value
		}
	}
	from := "GOPROXY"
	get := func(name string) string {
		if v := r.m.Getenv(name); v != "" {
			return v
		}
		return kept[name]
	}
	for k, word := range strings.FieldsFunc(get("GOPROXY"), func(c rune) bool { return c == ',' || c == '|' }) {
		switch word = strings.TrimSpace(word); word {
		case "off":
			r.s.Closed[packages.Go] = k == 0
		case "direct":
			// From the repositories themselves, which are not asked here: what no proxy has may exist all the same.
			for k := range r.s.Sources {
				if x := &r.s.Sources[k]; x.Ecosystem == packages.Go {
					x.Extra = true
				}
			}
		default:
			r.add(registry.Source{Ecosystem: packages.Go, From: from}, word)
		}
	}
	private := get("GOPRIVATE")
	direct := get("GONOPROXY")
	if direct == "" {
		direct = private
	}
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ' ' })
	}
	r.s.Direct = split(direct)
	r.s.Private = append(append(split(private), split(get("GONOSUMDB"))...), split(get("GONOPROXY"))...)
}
