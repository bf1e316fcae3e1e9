package registry

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"time"

	"underpin/analysis/packages"
)

// nugetIndex is the service index of a source.
type nugetIndex struct {
	Version   string `json:"version"`
	Resources []struct {
		ID   string `json:"@id"`
		Type string `json:"@type"`
	} `json:"resources"`
}

// resource gives the address of the first of some kinds of resource that the source has.
func (x *nugetIndex) resource(kinds ...string) string {
	for _, k := range kinds {
		for _, r := range x.Resources {
			if r.Type == k {
				return r.ID
			}
		}
	}
	return ""
}

// nugetPage is a registration, or a page of one.
type nugetPage struct {
	ID    string            `json:"@id"`
	Items []json.RawMessage `json:"items"`
}

type nugetLeaf struct {
	Entry struct {
		Version     string `json:"version"`
		Published   string `json:"published"`
		Listed      *bool  `json:"listed"`
		Deprecation *struct {
			Message   string   `json:"message"`
			Reasons   []string `json:"reasons"`
			Alternate *struct {
				ID string `json:"id"`
			} `json:"alternatePackage"`
		} `json:"deprecation"`
	} `json:"catalogEntry"`
}

// nuget asks a source of version 3 for the registration of a package, page by page where it is long.
func nuget(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	services, found, err := fetch(ctx, c, r.ask(r.URL, "application/json"), func(body []byte) (*nugetIndex, error) {
		x, err := decodeJSON[*nugetIndex](body)
		if err == nil {
			err = noNull(x != nil && len(x.Resources) > 0)
		}
		return x, err
	})
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, &failure{hostOf(r.URL), "has no service index: it is no NuGet source of version 3"}
	}
	base := services.resource("RegistrationsBaseUrl/3.6.0", "RegistrationsBaseUrl/3.4.0", "RegistrationsBaseUrl/3.0.0-rc", "RegistrationsBaseUrl/3.0.0-beta", "RegistrationsBaseUrl")
	id := url.PathEscape(strings.ToLower(q.Name))
	if base == "" {
		return nugetVersions(ctx, c, r, services.resource("PackageBaseAddress/3.0.0"), id)
	}
	if !r.stays(base) {
		return nil, &failure{hostOf(r.URL), "leads to another host, which must not know the name"}
	}
	page, found, err := fetch(ctx, c, r.ask(join(base, id, "index.json"), "application/json"), decodeNugetPage)
	if err != nil || !found {
		return nil, err
	}
	a := &about{downloads: -1}
	for _, item := range page.Items {
		sub, err := decodeJSON[nugetPage](item)
		if err != nil {
			continue
		}
		if len(sub.Items) == 0 && sub.ID != "" && r.stays(sub.ID) {
			at, _, _ := strings.Cut(sub.ID, "#")
			if got, found, err := fetch(ctx, c, r.ask(at, "application/json"), decodeNugetPage); err == nil && found {
				sub = *got
			} else {
				a.partial = true
			}
		}
		for _, leaf := range sub.Items {
			a.addLeaf(leaf)
		}
	}
	return a, nil
}

func decodeNugetPage(body []byte) (*nugetPage, error) {
	p, err := decodeJSON[*nugetPage](body)
	if err == nil {
		err = noNull(p != nil && len(p.Items) > 0)
	}
	return p, err
}

func (a *about) addLeaf(data json.RawMessage) {
	leaf, err := decodeJSON[nugetLeaf](data)
	e := leaf.Entry
	if err != nil || e.Version == "" {
		return
	}
	x := release{version: e.Version, published: day(e.Published)}
	if x.published.Before(time.Date(1990, 1, 1, 0, 0, 0, 0, time.UTC)) {
		x.published = time.Time{} // unlisted ones bear the year 1900
	}
	if e.Listed != nil && !*e.Listed {
		x.withdrawn = "it is not listed any more"
	}
	if d := e.Deprecation; d != nil {
		x.retired = packages.NoReason
		switch {
		case d.Alternate != nil && d.Alternate.ID != "":
			x.retired = "use " + d.Alternate.ID
		case d.Message != "":
			x.retired = d.Message
		case len(d.Reasons) > 0:
			x.retired = strings.ToLower(strings.Join(d.Reasons, ", "))
		}
	}
	a.releases = append(a.releases, x)
}

// nugetVersions asks a source that has no registrations for its versions alone.
func nugetVersions(ctx context.Context, c *Client, r registryAt, base, id string) (*about, error) {
	if base == "" || !r.stays(base) {
		return nil, &failure{hostOf(r.URL), "does not tell about packages"}
	}
	list, found, err := fetch(ctx, c, r.ask(join(base, id, "index.json"), "application/json"), func(body []byte) ([]string, error) {
		v, err := decodeJSON[struct{ Versions []string }](body)
		if err == nil {
			err = noNull(v.Versions != nil)
		}
		return v.Versions, err
	})
	if err != nil || !found {
		return nil, err
	}
	a := &about{downloads: -1}
	slices.SortFunc(list, compareVersions)
	for _, v := range list {
		a.releases = append(a.releases, release{version: v})
	}
	return a, nil
}
