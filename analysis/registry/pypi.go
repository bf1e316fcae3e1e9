package registry

import (
	"context"
	"html"
	"slices"
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/packages"
)

const (
	simpleJSON = "application/vnd.pypi.simple.v1+json"
	// An index that speaks HTML only is understood too, and says less.
	simpleAccept = simpleJSON + ", application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.1"
)

// simpleProject is a page of the simple repository API (PEP 503, 691, 700, 792).
type simpleProject struct {
	Meta struct {
		Version string `json:"api-version"`
	} `json:"meta"`
	Name     string       `json:"name"`
	Versions []string     `json:"versions"`
	Files    []simpleFile `json:"files"`
	Status   struct {
		Status string `json:"status"`
		Reason string `json:"reason"`
	} `json:"project-status"`
}

type simpleFile struct {
	Filename string     `json:"filename"`
	Uploaded string     `json:"upload-time"`
	Yanked   flagOrText `json:"yanked"`
}

// pypi asks an index as pip does. Days of releases come with newer forms of the page; else from the JSON beside it.
func pypi(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	name := packages.Canonical(packages.PyPI, q.Name)
	page, found, err := fetch(ctx, c, r.ask(join(r.URL, name)+"/", simpleAccept), decodeSimple)
	if err != nil || !found {
		return nil, err
	}
	a := page.about(name)
	if _, last := a.span(); last.IsZero() && len(a.releases) > 0 {
		if root, ok := strings.CutSuffix(strings.TrimRight(r.URL, "/"), "/simple"); ok {
			if more, found, err := fetch(ctx, c, r.ask(join(root, "pypi", name, "json"), "application/json"), decodeJSON[projectJSON]); err == nil && found {
				more.date(a)
			}
		}
	}
	return a, nil
}

func decodeSimple(body []byte) (*simpleProject, error) {
	if text := strings.TrimLeft(string(body[:min(len(body), 512)]), " \t\r\n\ufeff"); strings.HasPrefix(text, "<") {
		return decodeSimpleHTML(string(body))
	}
	page, err := decodeJSON[*simpleProject](body)
	if err == nil {
		err = noNull(page != nil && page.Meta.Version != "")
	}
	return page, err
}

var (
	anchor     = lazy.Trusted(`(?is)<a\b([^>]*)>(.*?)</a\s*>`)
	yankedMark = lazy.Trusted(`(?is)\bdata-yanked(?:\s*=\s*(?:"([^"]*)"|'([^']*)'))?`)
)

// decodeSimpleHTML reads a page of links.
func decodeSimpleHTML(text string) (*simpleProject, error) {
	lower := strings.ToLower(text[:min(len(text), 4096)])
	if !strings.Contains(lower, "<html") && !strings.Contains(lower, "<!doctype") && !strings.Contains(lower, "<a ") {
		return nil, noNull(false)
	}
	p := &simpleProject{}
	for _, m := range anchor.FindAllStringSubmatch(text, -1) {
		f := simpleFile{Filename: strings.TrimSpace(html.UnescapeString(m[2]))}
		if y := yankedMark.FindStringSubmatch(m[1]); y != nil {
			f.Yanked = flagOrText(html.UnescapeString(y[1] + y[2]))
			if f.Yanked == "" {
				f.Yanked = packages.NoReason
			}
		}
		if _, _, ok := fileVersion(f.Filename); ok {
			p.Files = append(p.Files, f)
		}
	}
	return p, noNull(len(p.Files) > 0) // else a portal that wants a login, an error page
}

// fileVersion reads project and version off a file's name.
func fileVersion(file string) (version string, wheel, ok bool) {
	if stem, isWheel := strings.CutSuffix(file, ".whl"); isWheel {
		words := strings.Split(stem, "-")
		if len(words) < 5 {
			return "", true, false
		}
		return words[1], true, true
	}
	for _, ending := range []string{".tar.gz", ".zip", ".tar.bz2", ".tgz", ".tar.xz", ".egg", ".exe", ".msi"} {
		if stem, is := strings.CutSuffix(file, ending); is {
			m := sourceVersion.FindStringSubmatch(stem)
			if m == nil {
				return "", false, false
			}
			return m[1], ending == ".egg" || ending == ".exe" || ending == ".msi", true
		}
	}
	return "", false, false
}

// sourceVersion matches the version at the end of "name-with-dashes-1.2.3", also with what an egg adds.
var sourceVersion = lazy.Trusted(`^.+?-(\d[\w.!+]*?)(?:[-.](?:py\d|win|linux|macosx).*)?$`)

func (p *simpleProject) about(name string) *about {
	a := &about{downloads: -1}
	wheels := map[string]bool{}
	kept := map[string]bool{} // versions of which some file was not withdrawn
	for _, f := range p.Files {
		version, wheel, ok := fileVersion(f.Filename)
		if !ok {
			continue
		}
		k := slices.IndexFunc(a.releases, func(r release) bool { return r.version == version })
		if k < 0 {
			k = len(a.releases)
			a.releases = append(a.releases, release{version: version})
		}
		x := &a.releases[k]
		if t := day(f.Uploaded); x.published.IsZero() || !t.IsZero() && t.Before(x.published) {
			x.published = t
		}
		wheels[version] = wheels[version] || wheel
		kept[version] = kept[version] || f.Yanked == ""
		if f.Yanked != "" {
			x.withdrawn = string(f.Yanked)
		}
	}
	for k := range a.releases {
		x := &a.releases[k]
		if kept[x.version] {
			x.withdrawn = ""
		}
		if !wheels[x.version] {
			x.runs = "installing it runs its own build code: there is no wheel"
		}
	}
	for _, v := range p.Versions {
		if !slices.ContainsFunc(a.releases, func(r release) bool { return sameVersion(r.version, v) }) {
			a.releases = append(a.releases, release{version: v})
		}
	}
	switch p.Status.Status {
	case "archived", "deprecated", "quarantined":
		a.retired = p.Status.Status
		if p.Status.Reason != "" {
			a.retired += ", " + p.Status.Reason
		}
	}
	return a
}

// projectJSON is what /pypi/NAME/json answers.
type projectJSON struct {
	Releases map[string][]struct {
		Uploaded string `json:"upload_time_iso_8601"`
		Older    string `json:"upload_time"`
	} `json:"releases"`
}

// date adds the days of releases.
func (p projectJSON) date(a *about) {
	for k := range a.releases {
		for _, f := range p.Releases[a.releases[k].version] {
			t := day(f.Uploaded)
			if t.IsZero() {
				t = day(f.Older)
			}
			if x := &a.releases[k]; x.published.IsZero() || !t.IsZero() && t.Before(x.published) {
				x.published = t
			}
		}
	}
}
