package registry

import (
	"context"
	"fmt"
	"strings"

	"underpin/analysis/internal/lazy"
	"underpin/analysis/packages"
)

// goInfo is what a module proxy answers about a version.
type goInfo struct {
	Version string
	Time    string
}

// goProxy asks a module proxy. What a command names may be a package in a module: then the module is a beginning of the path.
func goProxy(ctx context.Context, c *Client, r registryAt, q *Question) (*about, error) {
	module := q.Name
	for {
		a, err := goModule(ctx, c, r, module)
		if a != nil || err != nil || !q.Command {
			return a, err
		}
		end := strings.LastIndexByte(module, '/')
		if end < 0 || strings.Count(module, "/") < 2 {
			return nil, nil
		}
		module = module[:end]
	}
}

func goModule(ctx context.Context, c *Client, r registryAt, module string) (*about, error) {
	base := join(r.URL, escapeModule(module))
	latest, found, err := fetch(ctx, c, r.ask(base+"/@latest", ""), func(body []byte) (goInfo, error) {
		i, err := decodeJSON[goInfo](body)
		if err == nil {
			err = noNull(i.Version != "")
		}
		return i, err
	})
	if err != nil {
		return nil, err
	}
	versions, listed, err := fetch(ctx, c, r.ask(base+"/@v/list", ""), decodeList)
	switch {
	case err != nil:
		return nil, err
	case !found && !listed, !found && len(versions) == 0:
		return nil, nil
	}
	a := &about{downloads: -1, newest: latest.Version, last: day(latest.Time)}
	for _, v := range versions {
		a.releases = append(a.releases, release{version: v})
	}
	if latest.Version == "" {
		return a, nil
	}
	a.add(release{version: latest.Version, published: day(latest.Time), usual: true})
	if mod, found, err := fetch(ctx, c, r.ask(base+"/@v/"+escapeModule(latest.Version)+".mod", ""), func(b []byte) (string, error) { return string(b), nil }); err == nil && found {
		a.readGoMod(mod)
	}
	return a, nil
}

// add adds a release, or what it says to the one of the same version.
func (a *about) add(r release) {
	for k := range a.releases {
		if a.releases[k].version == r.version {
			a.releases[k] = r
			return
		}
	}
	a.releases = append(a.releases, r)
}

// goVersion is what the go command takes for a version.
var goVersion = lazy.Trusted(`^v\d+\.\d+\.\d+[\w.+-]*$`)

// decodeList reads a version a line.
func decodeList(body []byte) ([]string, error) {
	var out []string
	for line := range strings.Lines(string(body)) {
		v, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if v == "" {
			continue
		}
		if !goVersion.MatchString(v) {
			return nil, fmt.Errorf("%q is no version", shortCommand(v))
		}
		out = append(out, v)
	}
	return out, nil
}

// escapeModule writes capitals as the protocol wants them: "github.com/!burnt!sushi/toml".
func escapeModule(s string) string {
	var b strings.Builder
	for _, c := range s {
		switch {
		case c >= 'A' && c <= 'Z':
			b.WriteByte('!')
			b.WriteRune(c + 'a' - 'A')
		case c <= ' ' || c == '?' || c == '#' || c == '%' || c > '~':
			fmt.Fprintf(&b, "%%%02X", string(c))
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

var (
	goDeprecated = lazy.Trusted(`(?m)^//\s*Deprecated:\s*(.*)$`)
	goRetracted  = lazy.Trusted(`^\s*(?:retract\s+)?(?:\[\s*(v[^\s,\]]+)\s*,\s*(v[^\s\]]+)\s*\]|(v[^\s]+))\s*(?://\s*(.*))?$`)
)

// readGoMod takes from the newest go.mod what its authors say of their versions: a module is deprecated by a comment above its
// name, versions are retracted by a directive.
func (a *about) readGoMod(text string) {
	head, _, _ := strings.Cut(text, "\nrequire")
	if m := goDeprecated.FindStringSubmatch(head); m != nil {
		a.retired = strings.TrimSpace(m[1])
		if a.retired == "" {
			a.retired = packages.NoReason
		}
	}
	block, above := false, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "//"):
			above = strings.TrimSpace(line[2:])
			continue
		case strings.HasPrefix(line, "retract") && strings.HasSuffix(line, "("):
			block = true
		case block && line == ")":
			block = false
		case block || strings.HasPrefix(line, "retract "):
			a.retract(line, above)
		}
		above = ""
	}
}

func (a *about) retract(line, above string) {
	m := goRetracted.FindStringSubmatch(line)
	if m == nil {
		return
	}
	low, high, why := m[1], m[2], m[4]
	if m[3] != "" {
		low, high = m[3], m[3]
	}
	if why == "" {
		why = above
	}
	if why == "" {
		why = packages.NoReason
	}
	for k := range a.releases {
		if v := a.releases[k].version; compareVersions(low, v) <= 0 && compareVersions(v, high) <= 0 {
			a.releases[k].withdrawn = why
		}
	}
}
