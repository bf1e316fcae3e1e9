package registry

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"underpin/analysis/packages"
)

// depsDevSystem is what deps.dev calls the ecosystems that it knows.
var depsDevSystem = map[packages.Ecosystem]string{
	packages.PyPI: "PYPI", packages.NPM: "NPM", packages.Go: "GO", packages.Crates: "CARGO", packages.RubyGems: "RUBYGEMS",
	packages.Maven: "MAVEN", packages.NuGet: "NUGET",
}

// depsDevPackage is what deps.dev answers about a package.
type depsDevPackage struct {
	Key      *struct{ Name string } `json:"packageKey"`
	Versions []struct {
		Key        struct{ Version string } `json:"versionKey"`
		Published  string                   `json:"publishedAt"`
		Default    bool                     `json:"isDefault"`
		Deprecated bool                     `json:"isDeprecated"`
		Reason     string                   `json:"deprecatedReason"`
	} `json:"versions"`
}

func decodeDepsDev(body []byte) (*depsDevPackage, error) {
	p, err := decodeJSON[*depsDevPackage](body)
	if err == nil {
		err = noNull(p != nil && (p.Key != nil || p.Versions != nil))
	}
	return p, err
}

// depsDev asks deps.dev; nil if it does not know the package.
func (c *Client) depsDev(ctx context.Context, e packages.Ecosystem, name string) (*about, error) {
	address := join(c.o.Services.DepsDev, "v3", "systems", depsDevSystem[e], "packages", escapeSegment(spelled(e, name)))
	p, found, err := fetch(ctx, c, ask{url: address, accept: "application/json"}, decodeDepsDev)
	if err != nil || !found {
		return nil, err
	}
	a := &about{downloads: -1, partial: true} // it may be a day behind
	for _, v := range p.Versions {
		x := release{version: v.Key.Version, published: day(v.Published), usual: v.Default}
		if v.Deprecated {
			x.retired = v.Reason
			if x.retired == "" {
				x.retired = packages.NoReason
			}
		}
		a.releases = append(a.releases, x)
		if v.Default {
			a.newest, a.retired = x.version, x.retired
		}
	}
	return a, nil
}

// spelled gives a name as services spell it: that of a module or an artifact as it is, others in the form that is compared.
func spelled(e packages.Ecosystem, name string) string {
	if e == packages.PyPI || e == packages.Packagist {
		return packages.Canonical(e, name)
	}
	return name
}

// escapeSegment writes a name as one element of a path: "@scope/name" gives "%40scope%2Fname".
func escapeSegment(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.PathEscape(name), "@", "%40"), ":", "%3A")
}

// purlType is what package URLs call the ecosystems.
var purlType = map[packages.Ecosystem]string{
	packages.PyPI: "pypi", packages.NPM: "npm", packages.Go: "golang", packages.Crates: "cargo", packages.RubyGems: "gem",
	packages.Packagist: "composer", packages.Maven: "maven", packages.NuGet: "nuget",
}

// purl writes a package as a package URL.
func purl(e packages.Ecosystem, name string) string {
	if e == packages.Maven {
		name = strings.Replace(name, ":", "/", 1)
	}
	elements := strings.Split(spelled(e, name), "/")
	for i := range elements {
		elements[i] = strings.ReplaceAll(url.PathEscape(elements[i]), "@", "%40")
	}
	return "pkg:" + purlType[e] + "/" + strings.Join(elements, "/")
}

// msPackage is one of the packages that ecosyste.ms finds for a package URL.
type msPackage struct {
	Name      string `json:"name"`
	Newest    string `json:"latest_release_number"`
	Last      string `json:"latest_release_published_at"`
	First     string `json:"first_release_published_at"`
	Downloads *int64 `json:"downloads"`
	Period    string `json:"downloads_period"`
	Status    string `json:"status"`
	Registry  struct {
		Default bool `json:"default"`
	} `json:"registry"`
}

// ecosystemsMS asks ecosyste.ms; nil if it does not know the package.
func (c *Client) ecosystemsMS(ctx context.Context, e packages.Ecosystem, name string) (*about, error) {
	address := join(c.o.Services.EcosystemsMS, "api", "v1", "packages", "lookup") + "?purl=" + url.QueryEscape(purl(e, name))
	list, found, err := fetch(ctx, c, ask{url: address, accept: "application/json"}, decodeJSON[[]msPackage])
	if err != nil || !found {
		return nil, err
	}
	list = slices.DeleteFunc(slices.Clone(list), func(p msPackage) bool { return p.Status == "removed" || p.Status == "spam" })
	k := slices.IndexFunc(list, func(p msPackage) bool { return p.Registry.Default })
	if k < 0 && len(list) > 0 {
		k = 0
	}
	if k < 0 {
		return nil, nil
	}
	p := list[k]
	a := &about{downloads: -1, partial: true, newest: p.Newest, first: day(p.First), last: day(p.Last)}
	if p.Downloads != nil && p.Period == "last-month" && *p.Downloads >= 0 {
		a.downloads = *p.Downloads
	}
	if p.Status == "deprecated" {
		a.retired = packages.NoReason
	}
	if p.Newest != "" {
		a.releases = []release{{version: p.Newest, published: a.last}}
	}
	return a, nil
}
