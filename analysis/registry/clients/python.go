package clients

import (
	"path"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// python reads what pip, uv, Poetry, PDM and Pipenv are told. An index that stands for the usual one is taken from the first
// place that names one, those beside it from all.
func (r *reader) python(manifests []Manifest) {
	for _, name := range []string{"UV_DEFAULT_INDEX", "UV_INDEX_URL", "PIP_INDEX_URL"} {
		r.mainIndex(r.m.Getenv(name), name)
	}
	for _, name := range []string{"UV_EXTRA_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX"} {
		r.extraIndexes(r.m.Getenv(name), name)
	}
	if v := strings.ToLower(r.m.Getenv("PIP_NO_INDEX")); v == "1" || v == "true" || v == "yes" || v == "on" {
		r.s.Closed[packages.PyPI] = true
	}
	for _, m := range manifests {
		switch name := strings.ToLower(path.Base(filepath.ToSlash(m.Name))); {
		case name == "pyproject.toml":
			r.pyproject(m.Text, m.Name)
		case name == "pipfile":
			r.pipfile(m.Text, m.Name)
		case strings.HasSuffix(name, ".txt") || strings.HasSuffix(name, ".in"):
			r.requirements(m.Text, m.Name)
		}
	}
	r.project("uv.toml", func(text []byte, from string) { r.uvFile(text, from) })
	if text := r.file(r.configFolder(), "uv", "uv.toml"); text != nil {
		r.uvFile(text, "uv.toml of the user")
	}
	r.pip()
	r.settle(packages.PyPI)
}

func (r *reader) mainIndex(address, from string) {
	if address != "" && !r.has(packages.PyPI, "") {
		r.add(registry.Source{Ecosystem: packages.PyPI, From: from}, address)
	}
}

// extraIndexes adds addresses that stand with white space between them, with a name in front ("corp=https://...") or not.
func (r *reader) extraIndexes(list, from string) {
	for _, word := range strings.Fields(list) {
		if name, rest, ok := strings.Cut(word, "="); ok && !strings.Contains(name, "/") {
			word = rest
		}
		r.add(registry.Source{Ecosystem: packages.PyPI, Extra: true, From: from}, word)
	}
}

// configFolder is where Unix programs that follow XDG keep settings; macOS too, for uv.
func (r *reader) configFolder() string {
	if r.m.OS == "windows" {
		return r.m.Config
	}
	if x := r.m.Getenv("XDG_CONFIG_HOME"); x != "" {
		return x
	}
	if r.m.Home == "" {
		return ""
	}
	return filepath.Join(r.m.Home, ".config")
}

// pip reads the files of pip, the one that counts most first.
func (r *reader) pip() {
	name := "pip.conf"
	if r.m.OS == "windows" {
		name = "pip.ini"
	}
	var files [][]string
	if f := r.m.Getenv("PIP_CONFIG_FILE"); f != "" {
		files = append(files, []string{f})
	}
	files = append(files, []string{r.m.Getenv("VIRTUAL_ENV"), name}, []string{r.m.Config, "pip", name}, []string{r.configFolder(), "pip", name},
		[]string{r.m.Home, ".pip", name}, []string{r.m.Home, "pip", name})
	if r.m.OS != "windows" {
		files = append(files, []string{"/etc/xdg/pip", name}, []string{"/etc", name})
	}
	seen := map[string]bool{}
	for _, f := range files {
		path := filepath.Join(f...)
		if f[0] == "" || seen[path] || r.m.Getenv("PIP_CONFIG_FILE") == "/dev/null" {
			continue
		}
		seen[path] = true
		for _, p := range lines(r.file(path), true) {
			if p.section != "global" && p.section != "install" && p.section != "download" {
				continue
			}
			from := r.m.Show(path)
			switch strings.ReplaceAll(strings.TrimLeft(strings.ToLower(p.key), "-"), "_", "-") {
			case "index-url":
				r.mainIndex(p.value, from)
			case "extra-index-url":
				r.extraIndexes(p.value, from)
			case "no-index":
				r.s.Closed[packages.PyPI] = r.s.Closed[packages.PyPI] || strings.EqualFold(p.value, "true") || p.value == "1"
			}
		}
	}
}

// uvSettings is what uv.toml and [tool.uv] of pyproject.toml say about indexes.
type uvSettings struct {
	Main    string   `toml:"index-url"`
	Extra   []string `toml:"extra-index-url"`
	NoIndex bool     `toml:"no-index"`
	Index   []struct {
		URL      string `toml:"url"`
		Default  bool   `toml:"default"`
		Explicit bool   `toml:"explicit"`
	} `toml:"index"`
	Pip struct {
		Main  string   `toml:"index-url"`
		Extra []string `toml:"extra-index-url"`
	} `toml:"pip"`
}

func (r *reader) uvFile(text []byte, from string) {
	var u uvSettings
	if err := toml.Unmarshal(text, &u); err != nil {
		r.broken(from)
		return
	}
	r.uv(u, from)
}

func (r *reader) uv(u uvSettings, from string) {
	for _, x := range u.Index {
		switch {
		case x.Explicit:
			r.add(registry.Source{Ecosystem: packages.PyPI, Named: true, From: from}, x.URL)
		case x.Default:
			r.mainIndex(x.URL, from)
		default:
			r.extraIndexes(x.URL, from)
		}
	}
	r.mainIndex(u.Main, from)
	r.mainIndex(u.Pip.Main, from)
	r.extraIndexes(strings.Join(append(u.Extra, u.Pip.Extra...), " "), from)
	r.s.Closed[packages.PyPI] = r.s.Closed[packages.PyPI] || u.NoIndex
}

// namedIndex is an index of Poetry, PDM or Pipenv.
type namedIndex struct {
	Name     string `toml:"name"`
	URL      string `toml:"url"`
	Priority string `toml:"priority"`
	Default  bool   `toml:"default"`
}

func (r *reader) pyproject(text []byte, from string) {
	var file struct {
		Tool struct {
			UV     uvSettings `toml:"uv"`
			Poetry struct {
				Source []namedIndex `toml:"source"`
			} `toml:"poetry"`
			PDM struct {
				Source []namedIndex `toml:"source"`
			} `toml:"pdm"`
		} `toml:"tool"`
	}
	if err := toml.Unmarshal(text, &file); err != nil {
		return // it is a manifest, too, and whoever reads it as such says so
	}
	r.uv(file.Tool.UV, from)
	for _, x := range file.Tool.Poetry.Source {
		switch x.Priority {
		case "explicit":
			r.add(registry.Source{Ecosystem: packages.PyPI, Named: true, From: from}, x.URL)
		case "supplemental", "secondary":
			r.extraIndexes(x.URL, from)
		default:
			r.mainIndex(x.URL, from)
		}
	}
	for _, x := range file.Tool.PDM.Source {
		if x.Name == "pypi" { // PDM's name of the usual one
			r.mainIndex(x.URL, from)
		} else {
			r.extraIndexes(x.URL, from)
		}
	}
}

// pipfile reads [[source]]: the first is the usual one.
func (r *reader) pipfile(text []byte, from string) {
	var file struct {
		Source []namedIndex `toml:"source"`
	}
	if err := toml.Unmarshal(text, &file); err != nil {
		return
	}
	for k, x := range file.Source {
		if k == 0 {
			r.mainIndex(x.URL, from)
		} else {
			r.add(registry.Source{Ecosystem: packages.PyPI, Named: true, From: from}, x.URL)
		}
	}
}

// requirements reads the options of a requirements file that name indexes.
func (r *reader) requirements(text []byte, from string) {
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(strings.Replace(strings.TrimSpace(line), "=", " ", 1))
		if len(words) < 2 {
			continue
		}
		switch words[0] {
		case "-i", "--index-url":
			r.mainIndex(words[1], from)
		case "--extra-index-url":
			r.extraIndexes(words[1], from)
		}
	}
}
