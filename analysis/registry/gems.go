package registry

import (
	"context"
	"fmt"
	"strings"

	"underpin/analysis/internal/lazy"
)

// gems asks a source for its compact index, as bundler does: a version a line, withdrawn ones left out.
func gems(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	versions, found, err := fetch(ctx, c, r.ask(join(r.URL, "info", q.Name), ""), decodeGem)
	if err != nil || !found {
		return nil, err
	}
	return &about{downloads: -1, releases: versions}, nil
}

// gemInfo is a line: "1.2.0-java dep:>= 1&< 3,other:~> 2|checksum:ab12,ruby:>= 2.7,created_at:2024-01-02T03:04:05Z".
var gemInfo = lazy.Trusted(`^(\d[0-9A-Za-z.]*)(?:-\S+)? [^|]*\|(.*)$`)

var gemCreated = lazy.Trusted(`(?:^|,)created_at:([^,\s]+)`)

func decodeGem(body []byte) ([]release, error) {
	head, rest, ok := strings.Cut(string(body), "---\n")
	if !ok || strings.Contains(head, "<") {
		return nil, noNull(false)
	}
	var out []release
	for line := range strings.Lines(rest) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			continue
		}
		m := gemInfo.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("%q is no version", shortCommand(line))
		}
		if n := len(out); n > 0 && out[n-1].version == m[1] {
			continue // for another platform
		}
		x := release{version: m[1]}
		if t := gemCreated.FindStringSubmatch(m[2]); t != nil {
			x.published = day(t[1])
		}
		out = append(out, x)
	}
	return out, nil
}
