// Package clients reads what a user's own package managers are told: which registries to ask, with what credentials, and which
// names are nobody's business.
//
// It owns the forms of those settings: .npmrc, pip.conf, uv.toml, GOPROXY, cargo's and bundler's configuration and the like. It
// touches neither disk nor environment by itself: they come as fields of a [Machine]. It knows no registry's address. The
// command line calls it and gives the result to package registry.
package clients

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"maps"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// Machine is where settings are found.
type Machine struct {
	Getenv   func(string) string
	ReadFile func(path string) ([]byte, error)
	OS       string   // as runtime.GOOS has it
	Home     string   // the user's folder, "" if there is none
	Config   string   // the folder of the user's settings, as os.UserConfigDir gives it
	Folders  []string // of the project, absolute, the innermost first: their settings count before those farther out
	Show     func(path string) string
}

// Manifest is a file of the project that may name registries: pyproject.toml, Pipfile, requirements.txt, composer.json, pom.xml.
type Manifest struct {
	Name string // as people read it
	Text []byte
}

// Read gathers the settings of all clients. Notes tell what could not be read or was not used, and hold no secret.
func Read(m Machine, manifests []Manifest) (s registry.Settings, notes []string) {
	r := &reader{m: m, s: registry.Settings{Closed: map[packages.Ecosystem]bool{}}}
	if r.m.Show == nil {
		r.m.Show = func(path string) string { return path }
	}
	r.npm()
	r.python(manifests)
	r.golang()
	r.cargo()
	r.bundler()
	r.composer(manifests)
	r.maven(manifests)
	r.nuget()
	r.netrc()
	return r.s, r.notes
}

type reader struct {
	m     Machine
	s     registry.Settings
	notes []string
}

// note says something once.
func (r *reader) note(text string) {
	if !slices.Contains(r.notes, text) {
		r.notes = append(r.notes, text)
	}
}

// file reads a file of settings; nil if there is none.
func (r *reader) file(elements ...string) []byte {
	if slices.Contains(elements[:1], "") {
		return nil // no home, no such folder
	}
	path := filepath.Join(elements...)
	text, err := r.m.ReadFile(path)
	if err != nil {
		// A missing folder, or a file where a folder would be, is no settings either.
		if !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, errNotFolder) {
			r.note(r.m.Show(path) + " cannot be read: its settings are not used")
		}
		return nil
	}
	return text
}

// project reads a file from the folders of the project, the innermost first.
func (r *reader) project(name string, read func(text []byte, from string)) {
	for _, folder := range r.m.Folders {
		if text := r.file(folder, name); text != nil {
			read(text, r.m.Show(filepath.Join(folder, name)))
		}
	}
}

// broken notes settings that are no good. What the parser says may quote the file, and so is not shown.
func (r *reader) broken(from string) {
	r.note(from + " cannot be read: its settings are not used")
}

// add adds a registry, once; credentials that stand in the address are taken out of it.
func (r *reader) add(s registry.Source, address string) {
	clean, auth, ok := cleaned(address)
	if !ok {
		if strings.Contains(address, "$") {
			r.note(s.From + " takes an address from the environment, which files of a project are not given: it is not asked")
		}
		return
	}
	s.URL = clean
	if s.Auth == "" {
		s.Auth = auth
	}
	same := func(x registry.Source) bool {
		return x.Ecosystem == s.Ecosystem && x.URL == s.URL && x.Scope == s.Scope
	}
	if !slices.ContainsFunc(r.s.Sources, same) {
		r.s.Sources = append(r.s.Sources, s)
	}
}

// has tells whether a registry of an ecosystem is there that stands for the usual one.
func (r *reader) has(e packages.Ecosystem, scope string) bool {
	return slices.ContainsFunc(r.s.Sources, func(x registry.Source) bool {
		return x.Ecosystem == e && x.Scope == scope && !x.Extra && !x.Named
	})
}

// settle makes what is asked beside the usual registry whole where another one stands for the usual.
func (r *reader) settle(e packages.Ecosystem) {
	if !r.has(e, "") {
		return
	}
	for k := range r.s.Sources {
		if x := &r.s.Sources[k]; x.Ecosystem == e {
			x.Extra = false
		}
	}
}

// cleaned takes an address apart: without credentials, without a slash at the end. False: it is none that can be asked.
func cleaned(text string) (clean, auth string, ok bool) {
	u, err := url.Parse(strings.TrimSpace(text))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(text, "$ \t\n") {
		return "", "", false
	}
	if u.User != nil {
		password, _ := u.User.Password()
		auth = basic(u.User.Username(), password)
		u.User = nil
	}
	u.Fragment, u.RawFragment = "", ""
	return strings.TrimRight(u.String(), "/"), auth, true
}

// basic is the header of a name and a password.
func basic(user, password string) string {
	return "Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password))
}

func bearer(token string) string { return "Bearer " + token }

var variable = lazy.Trusted(`\$\{([A-Za-z_][A-Za-z0-9_]*)(\?|:-[^}]*|-[^}]*)?\}`)

// expand puts values of the environment where a file names them: "${NAME}", "${NAME:-default}". A file of the project gets
// none: it would tell a host of its own choice what the user's secrets are. False: something is missing.
func (r *reader) expand(s string, project bool) (string, bool) {
	ok := true
	out := variable.ReplaceAllStringFunc(s, func(m string) string {
		p := variable.FindStringSubmatch(m)
		value := ""
		if !project {
			value = r.m.Getenv(p[1])
		}
		if value == "" {
			value = strings.TrimLeft(p[2], ":-?")
			ok = ok && p[2] != ""
		}
		return value
	})
	return out, ok
}

// sorted gives the keys of a map in order, so that the same files give the same settings.
func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// pair is a line of a file of settings.
type pair struct{ section, key, value string }

// lines reads a file of sections and settings, "key = value". Values go on over indented lines where indented says so.
func lines(text []byte, indented bool) []pair {
	var out []pair
	section := ""
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		bare := strings.TrimSpace(line)
		switch {
		case bare == "" || bare[0] == '#' || bare[0] == ';':
		case indented && len(out) > 0 && (line[0] == ' ' || line[0] == '\t') && out[len(out)-1].section == section:
			out[len(out)-1].value += "\n" + bare
		case bare[0] == '[' && strings.HasSuffix(bare, "]"):
			section = strings.ToLower(strings.TrimSpace(bare[1 : len(bare)-1]))
		default:
			key, value, _ := strings.Cut(bare, "=")
			out = append(out, pair{section, strings.TrimSpace(key), strings.Trim(strings.TrimSpace(value), `"'`)})
		}
	}
	return out
}
