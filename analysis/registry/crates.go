package registry

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"underpin/analysis/packages"
)

// crateLine is a version in a sparse index: one line of JSON.
type crateLine struct {
	Name      string `json:"name"`
	Version   string `json:"vers"`
	Yanked    bool   `json:"yanked"`
	Published string `json:"pubtime"`
}

// crates asks a sparse index as cargo does.
func crates(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	lines, found, err := fetch(ctx, c, r.ask(join(r.URL, cratePath(q.Name)), ""), decodeCrate)
	if err != nil || !found {
		return nil, err
	}
	a := &about{downloads: -1}
	for _, l := range lines {
		x := release{version: l.Version, published: day(l.Published)}
		if l.Yanked {
			x.withdrawn = packages.NoReason
		}
		a.releases = append(a.releases, x)
	}
	return a, nil
}

// cratePath is where a crate's file lies in an index: "1/a", "2/ab", "3/a/abc", "ab/cd/abcde".
func cratePath(name string) string {
	name = strings.ToLower(name)
	switch len(name) {
	case 0:
		return ""
	case 1, 2:
		return fmt.Sprintf("%d/%s", len(name), name)
	case 3:
		return "3/" + name[:1] + "/" + name
	}
	return name[:2] + "/" + name[2:4] + "/" + name
}

func decodeCrate(body []byte) ([]crateLine, error) {
	var out []crateLine
	for line := range strings.Lines(string(body)) {
		if strings.TrimSpace(line) == "" {
			continue
		}
		var l crateLine
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			return nil, err
		}
		if err := noNull(l.Name != "" && l.Version != ""); err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, noNull(len(out) > 0)
}
