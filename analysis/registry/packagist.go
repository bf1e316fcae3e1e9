package registry

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"underpin/analysis/packages"
)

// composerRoot is packages.json at the root of a repository.
type composerRoot struct {
	MetadataURL string                     `json:"metadata-url"`
	Packages    map[string]json.RawMessage `json:"packages"` // small repositories have all of them here
}

// packagist asks a composer repository, in the form of composer 2, or of all packages in one file.
func packagist(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	name := strings.ToLower(q.Name)
	root, found, err := fetch(ctx, c, r.ask(join(r.URL, "packages.json"), "application/json"), func(body []byte) (*composerRoot, error) {
		var loose struct {
			MetadataURL string          `json:"metadata-url"`
			Packages    json.RawMessage `json:"packages"` // an empty map is written as a list
		}
		if err := json.Unmarshal(body, &loose); err != nil {
			return nil, err
		}
		root := &composerRoot{MetadataURL: loose.MetadataURL}
		_ = json.Unmarshal(loose.Packages, &root.Packages)
		return root, noNull(root.MetadataURL != "" || loose.Packages != nil)
	})
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, &failure{hostOf(r.URL), "has no packages.json: it is no composer repository"}
	}
	if inline, ok := root.Packages[name]; ok {
		return composerInline(inline), nil
	}
	if root.MetadataURL == "" {
		return nil, nil
	}
	base, err := url.Parse(strings.TrimRight(r.URL, "/") + "/")
	if err != nil {
		return nil, &failure{hostOf(r.URL), "has no valid address"}
	}
	at, err := base.Parse(strings.ReplaceAll(root.MetadataURL, "%package%", name))
	if err != nil || !r.stays(at.String()) {
		return nil, &failure{hostOf(r.URL), "leads to another host, which must not know the name"}
	}
	list, found, err := fetch(ctx, c, r.ask(at.String(), "application/json"), func(body []byte) ([]composerVersion, error) {
		file, err := decodeJSON[struct {
			Packages map[string]json.RawMessage `json:"packages"`
		}](body)
		if err == nil {
			err = noNull(file.Packages != nil)
		}
		return composerList(file.Packages[name]), err
	})
	if err != nil || !found {
		return nil, err
	}
	return composerAbout(list), nil
}

type composerVersion struct {
	Version   string
	Time      string
	Abandoned flagOrText
	Type      string
}

// composerList reads versions. In the short form each has only what differs from the one before; "__unset" takes a member away.
func composerList(data json.RawMessage) []composerVersion {
	var items []map[string]json.RawMessage
	_ = json.Unmarshal(data, &items)
	var out []composerVersion
	all := map[string]json.RawMessage{}
	for _, item := range items {
		for k, v := range item {
			if string(v) == `"__unset"` {
				delete(all, k)
				continue
			}
			all[k] = v
		}
		var x composerVersion
		_ = json.Unmarshal(all["version"], &x.Version)
		_ = json.Unmarshal(all["time"], &x.Time)
		_ = json.Unmarshal(all["type"], &x.Type)
		if a, ok := all["abandoned"]; ok {
			_ = x.Abandoned.UnmarshalJSON(a)
		}
		out = append(out, x)
	}
	return out
}

// composerInline reads the versions of a package that stand in the repository's root, by version.
func composerInline(data json.RawMessage) *about {
	byVersion := map[string]json.RawMessage{}
	if json.Unmarshal(data, &byVersion) != nil {
		return composerAbout(composerList(data))
	}
	var list []composerVersion
	for _, v := range byVersion {
		list = append(list, composerList(json.RawMessage("["+string(v)+"]"))...)
	}
	return composerAbout(list)
}

func composerAbout(list []composerVersion) *about {
	a := &about{downloads: -1, partial: true} // branches are in another file
	for _, v := range list {
		x := release{version: strings.TrimPrefix(v.Version, "v"), published: day(v.Time)}
		if v.Type == "composer-plugin" {
			x.runs = "it is a plugin of composer, which runs its code"
		}
		a.releases = append(a.releases, x)
		if v.Abandoned != "" && a.retired == "" {
			a.retired = packages.NoReason
			if v.Abandoned != packages.NoReason {
				a.retired = "use " + string(v.Abandoned)
			}
		}
	}
	return a
}
