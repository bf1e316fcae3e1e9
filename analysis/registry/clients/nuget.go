package clients

import (
	"encoding/xml"
	"path/filepath"
	"slices"
	"strings"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

type nugetAdd struct {
	XMLName xml.Name
	Key     string `xml:"key,attr"`
	Value   string `xml:"value,attr"`
}

// nugetSettings is a NuGet.Config.
type nugetSettings struct {
	Sources struct {
		Items []nugetAdd `xml:",any"`
	} `xml:"packageSources"`
	Disabled struct {
		Items []nugetAdd `xml:",any"`
	} `xml:"disabledPackageSources"`
	Credentials struct {
		Items []struct {
			XMLName xml.Name
			Items   []nugetAdd `xml:",any"`
		} `xml:",any"`
	} `xml:"packageSourceCredentials"`
	Mapping struct {
		Items []struct {
			Key      string `xml:"key,attr"`
			Packages []struct {
				Pattern string `xml:"pattern,attr"`
			} `xml:"package"`
		} `xml:"packageSource"`
	} `xml:"packageSourceMapping"`
}

// nugetSource is a source on its way: files add to what is farther out until one clears it.
type nugetSource struct {
	key, address, from, auth string
	patterns                 []string
}

// nuget reads the files of a project, innermost first, then the user's.
func (r *reader) nuget() {
	var list []*nugetSource
	disabled := map[string]bool{}
	cleared := false
	take := func(text []byte, from string) {
		if cleared {
			return
		}
		var s nugetSettings
		if err := xml.Unmarshal(text, &s); err != nil {
			r.broken(from)
			return
		}
		cleared = s.take(&list, disabled, from)
	}
	for _, name := range []string{"NuGet.Config", "nuget.config", "NuGet.config"} {
		r.project(name, take)
	}
	for _, f := range [][]string{{r.m.Config, "NuGet", "NuGet.Config"}, {r.configFolder(), "NuGet", "NuGet.Config"}, {r.m.Home, ".nuget", "NuGet", "NuGet.Config"}} {
		if text := r.file(f...); text != nil {
			take(text, r.m.Show(filepath.Join(f...)))
		}
	}
	for _, s := range list {
		if disabled[strings.ToLower(s.key)] {
			continue
		}
		source := registry.Source{Ecosystem: packages.NuGet, From: s.from, Auth: s.auth}
		for _, p := range s.patterns {
			if p != "*" {
				source.Scope = p
				r.add(source, s.address)
			}
		}
		if source.Scope = ""; len(s.patterns) == 0 || slices.Contains(s.patterns, "*") {
			r.add(source, s.address)
		}
	}
}

// take takes up a file, and tells whether it clears what is farther out.
func (s *nugetSettings) take(list *[]*nugetSource, disabled map[string]bool, from string) (cleared bool) {
	for _, x := range s.Disabled.Items {
		if strings.EqualFold(x.Value, "true") {
			disabled[strings.ToLower(x.Key)] = true
		}
	}
	for _, x := range s.Sources.Items {
		known := slices.ContainsFunc(*list, func(o *nugetSource) bool { return strings.EqualFold(o.key, x.Key) })
		switch {
		case x.XMLName.Local == "clear":
			cleared = true
		case x.XMLName.Local == "add" && !known:
			*list = append(*list, &nugetSource{key: x.Key, address: x.Value, from: from, auth: s.login(x.Key)})
		}
	}
	for _, m := range s.Mapping.Items {
		for _, o := range *list {
			if strings.EqualFold(o.key, m.Key) && len(o.patterns) == 0 {
				for _, p := range m.Packages {
					o.patterns = append(o.patterns, p.Pattern)
				}
			}
		}
	}
	return cleared
}

// login gives the credentials of a source in the same file, where they stand in clear text: an element is called like the
// source, with a space written _x0020_.
func (s *nugetSettings) login(key string) string {
	for _, x := range s.Credentials.Items {
		if !strings.EqualFold(strings.ReplaceAll(x.XMLName.Local, "_x0020_", " "), key) {
			continue
		}
		user, password := "", ""
		for _, a := range x.Items {
			switch strings.ToLower(a.Key) {
			case "username":
				user = a.Value
			case "cleartextpassword":
				password = a.Value
			}
		}
		if password != "" && !strings.Contains(password, "%") { // a variable of the environment
			return basic(user, password)
		}
	}
	return ""
}
