package registry

import (
	"path"
	"slices"
	"strings"

	"underpin/analysis/packages"
)

// Source is a registry as a project or a user configures it.
type Source struct {
	Ecosystem packages.Ecosystem
	URL       string // without credentials and without a slash at the end
	Auth      string // the header Authorization, "" if it wants none
	Scope     string // npm: the scope it serves, "@corp"; NuGet: a pattern of names, "Corp.*"; "": all
	Extra     bool   // it is asked beside the usual registry, so that what it lacks may exist all the same
	Named     bool   // it serves only names that choose it, so that others are not asked there
	From      string // where it is configured, as people name it: ".npmrc"
}

// Settings are what the clients of package managers are told.
type Settings struct {
	Sources []Source                    // in the order in which they are asked
	Private []string                    // patterns of Go modules that are nobody's business, as GOPRIVATE has them
	Direct  []string                    // patterns of Go modules that are asked at no proxy, as GONOPROXY has them
	Public  []packages.Ecosystem        // whose names are no secret, although a registry is configured: its scopes stay private
	Closed  map[packages.Ecosystem]bool // nothing may be asked: the client is told to use no network
}

// sources gives the registries that a name is asked at, in order. Those that serve only names that choose them are asked where a
// manifest says that a name comes from an index of its own.
func (s *Settings) sources(e packages.Ecosystem, name string, private bool) []Source {
	if s.Closed[e] || e == packages.Go && matchesModule(s.Direct, name) {
		return nil
	}
	var scoped, all []Source
	for _, x := range s.Sources {
		switch {
		case x.Ecosystem != e || x.Named && !private:
		case x.Scope == "":
			all = append(all, x)
		case inScope(x.Scope, name):
			scoped = append(scoped, x)
		}
	}
	if len(scoped) > 0 {
		return scoped
	}
	return all
}

// inScope tells whether a name is of a scope of npm or fits a pattern that ends in a star.
func inScope(scope, name string) bool {
	if start, ok := strings.CutSuffix(scope, "*"); ok {
		return strings.HasPrefix(strings.ToLower(name), strings.ToLower(start))
	}
	first, _, _ := strings.Cut(name, "/")
	return strings.EqualFold(first, scope) || strings.EqualFold(name, scope)
}

// private tells why a name must not be sent to anybody but the registries that are configured for it; "" if it may be.
func (c *Client) private(q *Question) string {
	s := &c.o.Settings
	switch {
	case q.Private:
		return "a manifest takes it from an index of its own"
	case q.Ecosystem == packages.Go && matchesModule(s.Private, q.Name):
		return "GOPRIVATE or GONOPROXY covers it"
	case s.Closed[q.Ecosystem]:
		return "the settings of its client forbid the network"
	}
	configured := ""
	for _, x := range s.Sources {
		if x.Ecosystem != q.Ecosystem {
			continue
		}
		if x.Scope != "" && inScope(x.Scope, q.Name) {
			return "its scope has a registry of its own (" + x.From + ")"
		}
		if x.Scope == "" && configured == "" {
			configured = x.From
		}
	}
	known := c.o.Names != nil && c.o.Names.Exists(q.Ecosystem, q.Name) == packages.Listed
	switch {
	case known, q.Ecosystem == packages.Go, slices.Contains(s.Public, q.Ecosystem):
		return "" // everybody knows the name, or the settings say themselves what is private
	case configured != "":
		return "it may be a name of the registry that is configured (" + configured + ")"
	case q.Ecosystem == packages.NPM && strings.HasPrefix(q.Name, "@") && !q.Typed && !c.knownScope(q.Name):
		return "nothing is known of its scope, which may be private"
	}
	return ""
}

// knownScope tells whether anything in the scope of a name is known.
func (c *Client) knownScope(name string) bool {
	scope, _, _ := strings.Cut(name, "/")
	return c.o.Scope != nil && c.o.Scope(packages.NPM, scope)
}

// matchesModule tells whether a module's path fits one of some patterns, as the go command reads them: each is compared
// with as many elements of the path as it has itself.
func matchesModule(patterns []string, module string) bool {
	for _, pattern := range patterns {
		pattern = strings.Trim(strings.TrimSpace(pattern), "/")
		if pattern == "" {
			continue
		}
		elements := strings.Split(module, "/")
		n := min(strings.Count(pattern, "/")+1, len(elements))
		if ok, err := path.Match(pattern, strings.Join(elements[:n], "/")); ok && err == nil {
			return true
		}
	}
	return false
}
