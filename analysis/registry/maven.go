package registry

import (
	"context"
	"encoding/xml"
	"net/url"
	"strings"
	"time"
)

// mavenMetadata is maven-metadata.xml of an artifact.
type mavenMetadata struct {
	XMLName  xml.Name `xml:"metadata"`
	Release  string   `xml:"versioning>release"`
	Versions []string `xml:"versioning>versions>version"`
	Updated  string   `xml:"versioning>lastUpdated"`
}

// maven asks a repository for the versions of "group:artifact".
func maven(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	group, artifact, ok := strings.Cut(q.Name, ":")
	if !ok {
		return nil, nil
	}
	address := join(r.URL, strings.ReplaceAll(url.PathEscape(group), ".", "/"), url.PathEscape(artifact), "maven-metadata.xml")
	m, found, err := fetch(ctx, c, r.ask(address, ""), decodeMaven)
	if err != nil || !found {
		return nil, err
	}
	a := &about{downloads: -1, newest: m.Release}
	for _, v := range m.Versions {
		a.releases = append(a.releases, release{version: strings.TrimSpace(v)})
	}
	if t, err := time.Parse("20060102150405", m.Updated); err == nil {
		a.last = t.UTC()
	}
	return a, nil
}

func decodeMaven(body []byte) (*mavenMetadata, error) {
	m := &mavenMetadata{}
	if err := xml.Unmarshal(body, m); err != nil {
		return nil, err
	}
	return m, noNull(len(m.Versions) > 0 || m.Release != "")
}
