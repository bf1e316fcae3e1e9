package registry

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	gocvss20 "github.com/pandatix/go-cvss/20"
	gocvss30 "github.com/pandatix/go-cvss/30"
	gocvss31 "github.com/pandatix/go-cvss/31"
	gocvss40 "github.com/pandatix/go-cvss/40"

	"underpin/analysis/packages"
)

// Bounds of what is asked for at once.
const (
	batchSize = 500 // the service takes 1,000
	mostPages = 20
)

type osvQuery struct {
	Package osvPackage `json:"package"`
	Version string     `json:"version"`
	Page    string     `json:"page_token,omitempty"`
}

type osvPackage struct {
	Name      string `json:"name"`
	Ecosystem string `json:"ecosystem"`
}

type osvResults struct {
	Results []struct {
		Vulns []struct {
			ID string `json:"id"`
		} `json:"vulns"`
		Next string `json:"next_page_token"`
	} `json:"results"`
}

// query is a version of a package on its way to its advisories.
type query struct {
	osvQuery
	find *find
	ids  []string
	err  error
}

// errNoVersion says that there is nothing whose advisories could be asked for.
var errNoVersion = errors.New("no version is known that would be installed, so that known flaws were not asked for")

// advisories asks for what is known against the releases of all finds: for the names of advisories many at once, then for each
// advisory once.
func (c *Client) advisories(ctx context.Context, finds []find, step func()) {
	var queries []*query
	asked := map[osvQuery]*query{}
	of := make([][]*query, len(finds))
	for i := range finds {
		f := &finds[i]
		if c.o.Services.OSV == "" || f.Kept != "" || f.Exists == packages.Absent {
			continue
		}
		for _, r := range f.releasesToAsk() {
			q := osvQuery{Package: osvPackage{spelled(f.q.Ecosystem, f.q.Name), string(f.q.Ecosystem)}, Version: osvVersion(f.q.Ecosystem, r)}
			if asked[q] == nil {
				asked[q] = &query{osvQuery: q, find: f}
				queries = append(queries, asked[q])
			}
			of[i] = append(of[i], asked[q])
		}
		if len(of[i]) == 0 && f.Exists == packages.Listed {
			f.failed(errNoVersion)
		}
	}
	batches := slices.Collect(slices.Chunk(queries, batchSize))
	c.each(len(batches), func(i int) { c.batch(ctx, batches[i]) })
	c.each(len(finds), func(i int) {
		for _, q := range of[i] {
			finds[i].advise(ctx, q)
		}
		finds[i].order()
		step()
	})
}

// releasesToAsk are the versions that somebody may install.
func (f *find) releasesToAsk() []string {
	if len(f.Releases) == 0 && f.Exists != packages.Listed {
		return f.q.Versions // nobody told whether it exists; its advisories may be known all the same
	}
	var out []string
	for _, r := range f.Releases {
		if !r.Missing {
			out = append(out, r.Version)
		}
	}
	return out
}

// osvVersion is how advisories write a version: those of Go without the letter.
func osvVersion(e packages.Ecosystem, version string) string {
	if e == packages.Go || e == packages.Packagist {
		return strings.TrimPrefix(version, "v")
	}
	return version
}

// batch asks for the names of advisories, page by page where there are many.
func (c *Client) batch(ctx context.Context, batch []*query) {
	open := batch
	for range mostPages {
		var body struct {
			Queries []osvQuery `json:"queries"`
		}
		for _, q := range open {
			body.Queries = append(body.Queries, q.osvQuery)
		}
		data, err := json.Marshal(body)
		if err != nil {
			return
		}
		n := len(open)
		got, found, err := fetch(ctx, c, ask{url: join(c.o.Services.OSV, "v1", "querybatch"), body: data}, func(b []byte) (*osvResults, error) {
			r, err := decodeJSON[*osvResults](b)
			if err == nil {
				err = noNull(r != nil && len(r.Results) == n)
			}
			return r, err
		})
		if err == nil && !found {
			err = &failure{hostOf(c.o.Services.OSV), "does not speak this protocol"}
		}
		if err != nil {
			for _, q := range open {
				q.err = err
			}
			return
		}
		var more []*query
		for i, q := range open {
			for _, v := range got.Results[i].Vulns {
				q.ids = append(q.ids, v.ID)
			}
			if q.Page = got.Results[i].Next; q.Page != "" {
				more = append(more, q)
			}
		}
		if open = more; len(open) == 0 {
			return
		}
	}
}

// osvAdvisory is an advisory in the format of OSV.
type osvAdvisory struct {
	ID        string   `json:"id"`
	Aliases   []string `json:"aliases"`
	Summary   string   `json:"summary"`
	Details   string   `json:"details"`
	Withdrawn string   `json:"withdrawn"`
	Severity  []struct {
		Type  string `json:"type"`
		Score string `json:"score"`
	} `json:"severity"`
	Affected []struct {
		Package osvPackage `json:"package"`
		Ranges  []struct {
			Type   string `json:"type"`
			Events []struct {
				Introduced string `json:"introduced"`
				Fixed      string `json:"fixed"`
			} `json:"events"`
		} `json:"ranges"`
	} `json:"affected"`
	Specific struct {
		Severity string `json:"severity"`
	} `json:"database_specific"`
}

// advise takes up the advisories of a version.
func (f *find) advise(ctx context.Context, q *query) {
	if q.err != nil {
		f.failed(q.err)
		f.Advisory = packages.Unanswered
		return
	}
	f.Advisory = max(f.Advisory, packages.Answered)
	version := q.Version
	for _, r := range f.Releases {
		if osvVersion(f.q.Ecosystem, r.Version) == q.Version {
			version = r.Version
		}
	}
	for _, id := range q.ids {
		x, found, err := fetch(ctx, f.c, ask{url: join(f.c.o.Services.OSV, "v1", "vulns", escapeSegment(id)), accept: "application/json"}, func(b []byte) (*osvAdvisory, error) {
			x, err := decodeJSON[*osvAdvisory](b)
			if err == nil {
				err = noNull(x != nil && x.ID != "")
			}
			return x, err
		})
		switch {
		case err != nil:
			f.failed(err)
			f.add(packages.Advisory{ID: id, Malicious: malicious(id), Affects: []string{version}}) // that there is one is known
		case found && x.Withdrawn == "":
			f.add(x.advisory(f.q, version))
		}
	}
	if len(q.ids) == 0 {
		f.said("OSV knows no advisory on version %s", version)
	}
}

// add adds an advisory, once a flaw: databases have the same one under names of their own.
func (f *find) add(a packages.Advisory) {
	same := func(x packages.Advisory) bool {
		return x.ID == a.ID || slices.Contains(x.Aliases, a.ID) || slices.Contains(a.Aliases, x.ID) ||
			slices.ContainsFunc(a.Aliases, func(s string) bool { return slices.Contains(x.Aliases, s) })
	}
	k := slices.IndexFunc(f.Advisories, same)
	if k < 0 {
		f.Advisories = append(f.Advisories, a)
		return
	}
	x := &f.Advisories[k]
	better := prefer(a.ID) < prefer(x.ID)
	aliases := slices.Concat(x.Aliases, a.Aliases, []string{x.ID, a.ID})
	affects := slices.Concat(x.Affects, a.Affects)
	fixed := x.Fixed
	if fixed == "" || a.Fixed != "" && compareVersions(a.Fixed, fixed) > 0 {
		fixed = a.Fixed
	}
	severity, malicious := cmp.Or(x.Severity, a.Severity), x.Malicious || a.Malicious
	summary := cmp.Or(x.Summary, a.Summary)
	if better {
		*x = a
		severity, summary = cmp.Or(a.Severity, severity), cmp.Or(a.Summary, summary)
	}
	slices.Sort(aliases)
	slices.Sort(affects)
	x.Aliases = slices.DeleteFunc(slices.Compact(aliases), func(s string) bool { return s == x.ID })
	x.Affects, x.Fixed, x.Severity, x.Malicious, x.Summary = slices.Compact(affects), fixed, severity, malicious, summary
}

// prefer orders the databases by how much their entries say.
func prefer(id string) int {
	for k, start := range []string{"MAL-", "GHSA-", "RUSTSEC-", "GO-", "PYSEC-", "CVE-"} {
		if strings.HasPrefix(id, start) {
			return k
		}
	}
	return 9
}

func malicious(id string) bool { return strings.HasPrefix(id, "MAL-") }

// order sorts the advisories, the gravest first, and finds the version that mends them all.
func (f *find) order() {
	rank := func(a packages.Advisory) int {
		if a.Malicious {
			return -1
		}
		if k := slices.Index([]string{"critical", "high", "", "medium", "low"}, a.Severity); k >= 0 {
			return k
		}
		return 2
	}
	for _, a := range f.Advisories {
		if a.Fixed == "" || a.Malicious {
			f.Mended = ""
			break
		}
		if f.Mended == "" || compareVersions(a.Fixed, f.Mended) > 0 {
			f.Mended = a.Fixed
		}
	}
	slices.SortStableFunc(f.Advisories, func(a, b packages.Advisory) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), strings.Compare(a.ID, b.ID))
	})
}

func (x *osvAdvisory) advisory(q *Question, version string) packages.Advisory {
	summary := x.Summary
	if summary == "" {
		summary, _, _ = strings.Cut(strings.TrimSpace(strings.TrimLeft(x.Details, "#\n ")), "\n")
	}
	return packages.Advisory{
		ID: x.ID, Aliases: slices.Clone(x.Aliases), Summary: summary, Severity: x.severity(), Affects: []string{version},
		Fixed: x.fixed(q, version), Malicious: malicious(x.ID),
	}
}

// severity gives the word of the database, or that of the highest score.
func (x *osvAdvisory) severity() string {
	switch s := strings.ToLower(x.Specific.Severity); s {
	case "critical", "high", "medium", "low":
		return s
	case "moderate":
		return "medium"
	}
	best := -1.0
	for _, s := range x.Severity {
		if score, ok := baseScore(s.Score); ok && score > best {
			best = score
		}
	}
	switch {
	case best >= 9:
		return "critical"
	case best >= 7:
		return "high"
	case best >= 4:
		return "medium"
	case best > 0:
		return "low"
	}
	return ""
}

// baseScore reckons the score of a vector of any version of CVSS.
func baseScore(vector string) (float64, bool) {
	switch {
	case strings.HasPrefix(vector, "CVSS:4.0/"):
		if v, err := gocvss40.ParseVector(vector); err == nil {
			return v.Score(), true
		}
	case strings.HasPrefix(vector, "CVSS:3.1/"):
		if v, err := gocvss31.ParseVector(vector); err == nil {
			return v.BaseScore(), true
		}
	case strings.HasPrefix(vector, "CVSS:3.0/"):
		if v, err := gocvss30.ParseVector(vector); err == nil {
			return v.BaseScore(), true
		}
	default:
		if v, err := gocvss20.ParseVector(vector); err == nil {
			return v.BaseScore(), true
		}
	}
	return 0, false
}

// fixed gives the lowest version above the given one that mends it in the package.
func (x *osvAdvisory) fixed(q *Question, version string) string {
	best := ""
	for _, a := range x.Affected {
		ecosystem, _, _ := strings.Cut(a.Package.Ecosystem, ":")
		if ecosystem != string(q.Ecosystem) || packages.Canonical(q.Ecosystem, a.Package.Name) != packages.Canonical(q.Ecosystem, q.Name) {
			continue
		}
		for _, r := range a.Ranges {
			if r.Type == "GIT" {
				continue // commits
			}
			for _, e := range r.Events {
				if e.Fixed != "" && compareVersions(e.Fixed, version) > 0 && (best == "" || compareVersions(e.Fixed, best) < 0) {
					best = e.Fixed
				}
			}
		}
	}
	if best != "" && q.Ecosystem == packages.Go {
		return "v" + best
	}
	return best
}
