package clients

import (
	"encoding/json"
	"net/url"
	"path"
	"path/filepath"
	"strings"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// composerAuth is auth.json, and COMPOSER_AUTH.
type composerAuth struct {
	Basic map[string]struct {
		User     string `json:"username"`
		Password string `json:"password"`
	} `json:"http-basic"`
	Bearer map[string]string `json:"bearer"`
}

// composer reads the repositories of a project and of the user.
func (r *reader) composer(manifests []Manifest) {
	home := r.m.Getenv("COMPOSER_HOME")
	if home == "" {
		home = r.configFolder()
		if home != "" {
			home = filepath.Join(home, "composer")
		}
	}
	headers := map[string]string{}
	take := func(text []byte) {
		var a composerAuth
		if json.Unmarshal(text, &a) != nil {
			return
		}
		for host, x := range a.Basic {
			headers[host] = basic(x.User, x.Password)
		}
		for host, token := range a.Bearer {
			headers[host] = bearer(token)
		}
	}
	r.project("auth.json", func(text []byte, _ string) { take(text) })
	take(r.file(home, "auth.json"))
	take([]byte(r.m.Getenv("COMPOSER_AUTH")))
	for _, m := range manifests {
		if path.Base(filepath.ToSlash(m.Name)) == "composer.json" {
			r.composerRepositories(m.Text, m.Name, headers)
		}
	}
	if text := r.file(home, "config.json"); text != nil {
		r.composerRepositories(text, "config.json of composer", headers)
	}
	r.settle(packages.Packagist)
}

// composerRepositories reads the member repositories: a list, or a map by name. One that is false switches the usual one off.
func (r *reader) composerRepositories(text []byte, from string, headers map[string]string) {
	var file struct {
		Repositories json.RawMessage `json:"repositories"`
	}
	if json.Unmarshal(text, &file) != nil {
		return
	}
	var list []json.RawMessage
	byName := map[string]json.RawMessage{}
	off := false
	if json.Unmarshal(file.Repositories, &list) != nil && json.Unmarshal(file.Repositories, &byName) == nil {
		for _, name := range sorted(byName) {
			list = append(list, byName[name])
		}
	}
	type repository struct{ Type, URL string }
	var found []repository
	for _, item := range list {
		var x repository
		var flags map[string]any
		switch {
		case string(item) == "false":
			off = true
		case json.Unmarshal(item, &x) == nil && x.Type == "composer":
			found = append(found, x)
		case json.Unmarshal(item, &flags) == nil:
			for _, v := range flags {
				off = off || v == false
			}
		}
	}
	for _, x := range found {
		s := registry.Source{Ecosystem: packages.Packagist, Extra: !off, From: from}
		if u, err := url.Parse(x.URL); err == nil {
			s.Auth = headers[u.Host]
		}
		r.add(s, strings.TrimSuffix(x.URL, "/packages.json"))
	}
}
