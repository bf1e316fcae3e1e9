package clients

import (
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// bundler reads the mirrors that bundler is told to use, and its credentials by host.
func (r *reader) bundler() {
	settings := map[string]string{}
	origins := map[string]string{}
	take := func(text []byte, from string, project bool) {
		var file map[string]any
		if err := yaml.Unmarshal(text, &file); err != nil {
			r.broken(from)
			return
		}
		for key, v := range file {
			if value, ok := v.(string); ok && settings[key] == "" {
				settings[key], origins[key] = value, from
			}
		}
	}
	if v := r.m.Getenv("BUNDLE_MIRROR__ALL"); v != "" {
		settings["BUNDLE_MIRROR__ALL"], origins["BUNDLE_MIRROR__ALL"] = v, "BUNDLE_MIRROR__ALL"
	}
	r.project(".bundle/config", func(text []byte, from string) { take(text, from, true) })
	if text := r.file(r.m.Home, ".bundle", "config"); text != nil {
		take(text, "~/.bundle/config", false)
	}
	var keys []string
	for key := range settings {
		if strings.HasPrefix(key, "BUNDLE_MIRROR__") && !strings.HasSuffix(key, "__FALLBACK_TIMEOUT") {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		s := registry.Source{Ecosystem: packages.RubyGems, From: origins[key]}
		if clean, _, ok := cleaned(settings[key]); ok {
			if login, ok := settings[bundlerKey(clean)]; ok {
				user, password, _ := strings.Cut(login, ":")
				s.Auth = basic(user, password)
			}
		}
		r.add(s, settings[key])
	}
}

// bundlerKey is the setting that holds the credentials for an address: its host, written as a variable.
func bundlerKey(address string) string {
	_, host, _ := strings.Cut(address, "://")
	host, _, _ = strings.Cut(host, "/")
	host = strings.ReplaceAll(host, "-", "___")
	return "BUNDLE_" + strings.ToUpper(strings.ReplaceAll(host, ".", "__"))
}
