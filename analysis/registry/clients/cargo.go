package clients

import (
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// cargoSettings is config.toml of cargo, or credentials.toml, as far as it speaks of registries.
type cargoSettings struct {
	Registries map[string]struct {
		Index string `toml:"index"`
		Token string `toml:"token"`
	} `toml:"registries"`
	Source map[string]struct {
		Replace   string `toml:"replace-with"`
		Registry  string `toml:"registry"`
		Directory string `toml:"directory"`
		Local     string `toml:"local-registry"`
	} `toml:"source"`
}

// cargo reads which source stands for the usual one, and the registries that crates may choose by name. Only sparse indexes
// can be asked.
func (r *reader) cargo() {
	home := r.m.Getenv("CARGO_HOME")
	if home == "" && r.m.Home != "" {
		home = filepath.Join(r.m.Home, ".cargo")
	}
	tokens := map[string]string{}
	for _, name := range []string{"credentials.toml", "credentials"} {
		var c cargoSettings
		if toml.Unmarshal(r.file(home, name), &c) == nil {
			for name, x := range c.Registries {
				tokens[name] = x.Token
			}
		}
	}
	read := func(text []byte, from string, project bool) {
		var c cargoSettings
		if err := toml.Unmarshal(text, &c); err != nil {
			r.broken(from)
			return
		}
		r.cargoConfig(c, from, project, tokens)
	}
	for _, name := range []string{".cargo/config.toml", ".cargo/config"} {
		r.project(name, func(text []byte, from string) { read(text, from, true) })
	}
	for _, name := range []string{"config.toml", "config"} {
		if text := r.file(home, name); text != nil {
			read(text, r.m.Show(filepath.Join(home, name)), false)
		}
	}
}

func (r *reader) cargoConfig(c cargoSettings, from string, project bool, tokens map[string]string) {
	// A token belongs to the address that the user gave the registry; a project may give its name to another.
	token := func(name string) string {
		if project {
			return ""
		}
		if t := r.m.Getenv("CARGO_REGISTRIES_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_")) + "_TOKEN"); t != "" {
			return t
		}
		if t := c.Registries[name].Token; t != "" {
			return t
		}
		return tokens[name]
	}
	name := c.Source["crates-io"].Replace
	for range 5 { // one may stand for another in turn
		s, ok := c.Source[name]
		if !ok || s.Replace == "" {
			break
		}
		name = s.Replace
	}
	if name != "" && !r.has(packages.Crates, "") {
		s := c.Source[name]
		address := s.Registry
		if address == "" {
			address = c.Registries[name].Index
		}
		switch {
		case s.Directory != "" || s.Local != "":
			r.s.Closed[packages.Crates] = true
		case address != "":
			r.crateIndex(registry.Source{From: from, Auth: token(name)}, address)
		}
	}
	for _, name := range sorted(c.Registries) {
		r.crateIndex(registry.Source{From: from, Named: true, Auth: token(name)}, c.Registries[name].Index)
	}
}

func (r *reader) crateIndex(s registry.Source, index string) {
	if address, ok := strings.CutPrefix(index, "sparse+"); ok {
		s.Ecosystem = packages.Crates
		r.add(s, address)
	}
}
