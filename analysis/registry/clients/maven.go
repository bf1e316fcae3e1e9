package clients

import (
	"encoding/xml"
	"path"
	"path/filepath"
	"strings"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

type mavenRepository struct {
	ID       string `xml:"id"`
	URL      string `xml:"url"`
	MirrorOf string `xml:"mirrorOf"`
}

// mavenSettings is settings.xml of Maven.
type mavenSettings struct {
	Mirrors []mavenRepository `xml:"mirrors>mirror"`
	Servers []struct {
		ID       string `xml:"id"`
		User     string `xml:"username"`
		Password string `xml:"password"`
	} `xml:"servers>server"`
	Profiles []struct {
		Repositories []mavenRepository `xml:"repositories>repository"`
	} `xml:"profiles>profile"`
	Offline bool `xml:"offline"`
}

// maven reads the user's settings, which may put a mirror before everything, and the repositories that projects name.
func (r *reader) maven(manifests []Manifest) {
	const from = "~/.m2/settings.xml"
	var s mavenSettings
	if text := r.file(r.m.Home, ".m2", "settings.xml"); text != nil {
		if err := xml.Unmarshal(text, &s); err != nil {
			r.broken(from)
		}
	}
	auth := func(id string) string {
		for _, x := range s.Servers {
			user, ok1 := r.expandMaven(x.User)
			password, ok2 := r.expandMaven(x.Password)
			if x.ID == id && user != "" && ok1 && ok2 && !strings.HasPrefix(password, "{") { // in braces it is encrypted
				return basic(user, password)
			}
		}
		return ""
	}
	r.s.Closed[packages.Maven] = s.Offline
	all := false
	for _, m := range s.Mirrors {
		whole := strings.HasPrefix(m.MirrorOf, "*") || strings.HasPrefix(m.MirrorOf, "external:") || m.MirrorOf == "central"
		all = all || whole && m.MirrorOf != "central"
		r.add(registry.Source{Ecosystem: packages.Maven, Extra: !whole, From: from, Auth: auth(m.ID)}, m.URL)
	}
	if !all {
		for _, p := range s.Profiles {
			for _, x := range p.Repositories {
				r.add(registry.Source{Ecosystem: packages.Maven, Extra: true, From: from, Auth: auth(x.ID)}, x.URL)
			}
		}
		for _, m := range manifests {
			if path.Base(filepath.ToSlash(m.Name)) == "pom.xml" {
				r.pom(m)
			}
		}
	}
	r.settle(packages.Maven)
}

// expandMaven puts in values of the environment, "${env.NAME}".
func (r *reader) expandMaven(s string) (string, bool) {
	return r.expand(strings.ReplaceAll(s, "${env.", "${"), false)
}

// pom reads the repositories of a project. They get no credentials: a project may give any address the name of a server that
// the user has a password for.
func (r *reader) pom(m Manifest) {
	var file struct {
		Repositories []mavenRepository `xml:"repositories>repository"`
	}
	if xml.Unmarshal(m.Text, &file) != nil {
		return
	}
	for _, x := range file.Repositories {
		r.add(registry.Source{Ecosystem: packages.Maven, Extra: true, From: m.Name}, strings.TrimSpace(x.URL))
	}
}
