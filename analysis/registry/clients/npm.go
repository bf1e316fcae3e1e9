package clients

import (
	"encoding/base64"
	"net/url"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/pelletier/go-toml/v2"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// npmSettings is what the settings of npm and its kin say, all of them together; what was read first counts.
type npmSettings struct {
	registries map[string]origin // by scope, "" for all
	auth       map[string]string // header by "//host/path/"
	users      map[string][2]string
	order      []string
}

type origin struct{ address, from string }

func (n *npmSettings) registry(scope, address, from string) {
	if _, ok := n.registries[scope]; !ok && address != "" {
		n.registries[scope] = origin{address, from}
		n.order = append(n.order, scope)
	}
}

func (n *npmSettings) credential(place, header string) {
	if _, ok := n.auth[place]; !ok && header != "" {
		n.auth[place] = header
	}
}

// npm reads the environment, then the files of the project, then those of the user.
func (r *reader) npm() {
	n := &npmSettings{registries: map[string]origin{}, auth: map[string]string{}, users: map[string][2]string{}}
	for _, name := range []string{"npm_config_registry", "NPM_CONFIG_REGISTRY", "YARN_NPM_REGISTRY_SERVER", "BUN_CONFIG_REGISTRY"} {
		n.registry("", r.m.Getenv(name), name)
	}
	r.project(".npmrc", func(text []byte, from string) { r.npmrc(n, text, from, true) })
	r.project(".yarnrc.yml", func(text []byte, from string) { r.yarnrc(n, text, from, true) })
	r.project("bunfig.toml", func(text []byte, from string) { r.bunfig(n, text, from, true) })
	user := []string{r.m.Home, ".npmrc"}
	for _, name := range []string{"npm_config_userconfig", "NPM_CONFIG_USERCONFIG"} {
		if p := r.m.Getenv(name); p != "" {
			user = []string{p}
		}
	}
	if text := r.file(user...); text != nil {
		r.npmrc(n, text, r.m.Show(strings.Join(user, "/")), false)
	}
	if text := r.file(r.m.Home, ".yarnrc.yml"); text != nil {
		r.yarnrc(n, text, "~/.yarnrc.yml", false)
	}
	if text := r.file(r.m.Home, ".bunfig.toml"); text != nil {
		r.bunfig(n, text, "~/.bunfig.toml", false)
	}
	for _, name := range []string{"npm_config_globalconfig", "NPM_CONFIG_GLOBALCONFIG"} {
		if text := r.file(r.m.Getenv(name)); text != nil {
			r.npmrc(n, text, r.m.Show(r.m.Getenv(name)), false)
		}
	}
	for place, u := range n.users {
		if u[0] != "" && u[1] != "" {
			n.credential(place, basic(u[0], u[1]))
		}
	}
	for _, scope := range n.order {
		o := n.registries[scope]
		r.add(registry.Source{Ecosystem: packages.NPM, Scope: scope, From: o.from, Auth: n.header(o.address)}, o.address)
	}
}

// header gives the credentials for an address: those of the longest beginning of it.
func (n *npmSettings) header(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	for path := strings.Trim(u.Path, "/"); ; {
		place := "//" + u.Host + "/"
		if path != "" {
			place += path + "/"
		}
		if h := n.auth[place]; h != "" {
			return h
		}
		if path == "" {
			return ""
		}
		path = path[:max(strings.LastIndexByte(path, '/'), 0)]
	}
}

func (r *reader) npmrc(n *npmSettings, text []byte, from string, project bool) {
	for _, p := range lines(text, false) {
		value, ok := r.expand(p.value, project)
		key := p.key
		switch {
		case !ok:
			if strings.HasPrefix(key, "//") || strings.HasSuffix(key, "registry") {
				r.note(from + " names a variable that is not set, or that files of a project are not given: " + variableIn(p.value))
			}
		case key == "registry":
			n.registry("", value, from)
		case strings.HasPrefix(key, "@") && strings.HasSuffix(key, ":registry"):
			n.registry(strings.ToLower(strings.TrimSuffix(key, ":registry")), value, from)
		case strings.HasPrefix(key, "//"):
			place, what, _ := cutLast(key, ":")
			n.login(strings.TrimRight(place, "/")+"/", what, value)
		}
	}
}

// login takes up one part of the credentials of a place.
func (n *npmSettings) login(place, what, value string) {
	u := n.users[place]
	switch what {
	case "_authToken":
		n.credential(place, bearer(value))
	case "_auth":
		n.credential(place, "Basic "+value)
	case "username":
		u[0] = value
	case "_password":
		if plain, err := base64.StdEncoding.DecodeString(value); err == nil {
			u[1] = string(plain)
		}
	}
	n.users[place] = u
}

func variableIn(s string) string {
	if m := variable.FindStringSubmatch(s); m != nil {
		return m[1]
	}
	return "?"
}

func cutLast(s, sep string) (before, after string, ok bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// yarnServer is a registry in .yarnrc.yml.
type yarnServer struct {
	Server string `yaml:"npmRegistryServer"`
	Token  string `yaml:"npmAuthToken"`
	Ident  string `yaml:"npmAuthIdent"`
}

func (r *reader) yarnrc(n *npmSettings, text []byte, from string, project bool) {
	var file struct {
		Server     string                `yaml:"npmRegistryServer"`
		Token      string                `yaml:"npmAuthToken"`
		Ident      string                `yaml:"npmAuthIdent"`
		Scopes     map[string]yarnServer `yaml:"npmScopes"`
		Registries map[string]yarnServer `yaml:"npmRegistries"`
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		r.broken(from)
		return
	}
	take := func(scope string, s yarnServer) {
		server, ok := r.expand(s.Server, project)
		if !ok {
			return
		}
		n.registry(scope, server, from)
		r.yarnLogin(n, server, s, project)
	}
	take("", yarnServer{file.Server, file.Token, file.Ident})
	for _, scope := range sorted(file.Scopes) {
		take("@"+strings.ToLower(strings.TrimPrefix(scope, "@")), file.Scopes[scope])
	}
	for _, server := range sorted(file.Registries) {
		r.yarnLogin(n, server, file.Registries[server], project)
	}
}

func (r *reader) yarnLogin(n *npmSettings, server string, s yarnServer, project bool) {
	i := strings.Index(server, "//")
	if i < 0 {
		return
	}
	place := strings.TrimRight(server[i:], "/") + "/"
	if token, ok := r.expand(s.Token, project); ok && token != "" {
		n.credential(place, bearer(token))
	}
	if ident, ok := r.expand(s.Ident, project); ok && ident != "" {
		if strings.Contains(ident, ":") {
			ident = base64.StdEncoding.EncodeToString([]byte(ident))
		}
		n.credential(place, "Basic "+ident)
	}
}

// bunfig reads [install] of bunfig.toml: an address, or a table of address and token.
func (r *reader) bunfig(n *npmSettings, text []byte, from string, project bool) {
	var file struct {
		Install struct {
			Registry any            `toml:"registry"`
			Scopes   map[string]any `toml:"scopes"`
		} `toml:"install"`
	}
	if err := toml.Unmarshal(text, &file); err != nil {
		r.broken(from)
		return
	}
	take := func(scope string, v any) {
		address, token := "", ""
		switch v := v.(type) {
		case string:
			address = v
		case map[string]any:
			address, _ = v["url"].(string)
			token, _ = v["token"].(string)
		}
		if strings.Contains(address, "$") || project && strings.Contains(token, "$") {
			return
		}
		n.registry(scope, address, from)
		if i := strings.Index(address, "//"); i >= 0 && token != "" {
			n.credential(strings.TrimRight(address[i:], "/")+"/", bearer(strings.TrimPrefix(token, "$")))
		}
	}
	take("", file.Install.Registry)
	for _, scope := range sorted(file.Install.Scopes) {
		take("@"+strings.ToLower(strings.TrimPrefix(scope, "@")), file.Install.Scopes[scope])
	}
}
