package registry

import (
	"context"
	"net/url"
	"strings"
)

const (
	packumentShort = "application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8"
	packumentFull  = "application/json"
)

// packument is what a registry answers about a package; in the short form without times.
type packument struct {
	Name     string            `json:"name"`
	Tags     map[string]string `json:"dist-tags"`
	Modified string            `json:"modified"`
	Times    map[string]any    `json:"time"` // beside days, of what was unpublished an object
	Versions map[string]struct {
		Deprecated flagOrText     `json:"deprecated"`
		Runs       bool           `json:"hasInstallScript"`
		Scripts    map[string]any `json:"scripts"`
		Gyp        bool           `json:"gypfile"`
		Dist       map[string]any `json:"dist"`
	} `json:"versions"`
}

// npm asks a registry for the short packument, which is what installs need. The days of releases stand in the full one
// alone: it is asked for where no service may be.
func npm(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	address := join(r.URL, strings.ReplaceAll(url.PathEscape(q.Name), "/", "%2F"))
	accept := packumentShort
	if r.private || c.o.Services.DepsDev == "" {
		accept = packumentFull
	}
	p, found, err := fetch(ctx, c, r.ask(address, accept), decodePackument)
	if err != nil || !found {
		return nil, err
	}
	return p.about(), nil
}

func decodePackument(body []byte) (*packument, error) {
	p, err := decodeJSON[*packument](body)
	if err == nil {
		err = noNull(p != nil && (p.Name != "" || p.Versions != nil || p.Times != nil))
	}
	return p, err
}

func (p *packument) about() *about {
	a := &about{downloads: -1, newest: p.Tags["latest"]}
	if _, ok := p.Versions[a.newest]; !ok {
		a.newest = ""
	}
	for version, v := range p.Versions {
		x := release{version: version, retired: string(v.Deprecated), usual: version == a.newest}
		if t, ok := p.Times[version].(string); ok {
			x.published = day(t)
		}
		if v.Runs || v.Gyp {
			x.runs = "it runs a script when it is installed"
		}
		for _, hook := range []string{"preinstall", "install", "postinstall"} {
			if s, ok := v.Scripts[hook].(string); ok && s != "" {
				x.runs = "it runs a script when it is installed (" + hook + ": " + shortCommand(s) + ")"
			}
		}
		a.releases = append(a.releases, x)
		if x.usual {
			a.retired = x.retired
		}
	}
	if created, ok := p.Times["created"].(string); ok {
		a.first = day(created)
	}
	if p.Times == nil {
		a.last = day(p.Modified)
	}
	return a
}

// shortCommand shows the beginning of a script.
func shortCommand(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:59]) + "…"
	}
	return s
}
