package registry_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"underpin/analysis/packages"
	"underpin/analysis/registry"
)

// site answers with a body by path; what begins with "->" is a redirect. It keeps a ledger.
type site struct {
	*ledger
	*httptest.Server
	pages map[string]string
}

func newSite(t *testing.T, pages map[string]string) *site {
	s := &site{ledger: newLedger(), pages: pages}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, _ := s.begin(r, "")
		defer s.end(key, true)
		body, ok := s.pages[r.URL.EscapedPath()]
		target, redirect := strings.CutPrefix(body, "->")
		switch {
		case !ok:
			http.NotFound(w, r)
		case redirect:
			http.Redirect(w, r, strings.ReplaceAll(target, "HERE", s.URL), http.StatusFound)
		default:
			_, _ = w.Write([]byte(strings.ReplaceAll(body, "HERE", s.URL)))
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// brief says the gist of a record.
func brief(r packages.Record) string {
	out := []string{r.Exists.String()}
	add := func(name, value string) {
		if value != "" {
			out = append(out, name+" "+value)
		}
	}
	form := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.DateOnly)
	}
	add("newest", r.Newest)
	add("first", form(r.First))
	add("last", form(r.Last))
	add("retired", r.Retired)
	add("runs", r.Runs)
	for _, v := range r.Releases {
		s := v.Version
		if v.Missing {
			s += " missing"
		}
		if v.Withdrawn != "" {
			s += " withdrawn: " + v.Withdrawn
		}
		if v.Retired != "" {
			s += " retired: " + v.Retired
		}
		out = append(out, s)
	}
	return strings.Join(append(out, r.Failed...), ", ")
}

// TestProtocols asks a registry of each ecosystem, without any service.
func TestProtocols(t *testing.T) {
	const metadata = `<?xml version="1.0"?><metadata><groupId>org.example</groupId><versioning><release>2.0</release><versions><version>1.0</version><version>2.0</version></versions><lastUpdated>20260304050607</lastUpdated></versioning></metadata>`
	for _, test := range []struct {
		name  string
		pages map[string]string
		base  string
		q     registry.Question
		want  string
	}{
		{
			"simple JSON", map[string]string{"/simple/some-lib/": `{"meta":{"api-version":"1.4"},"name":"some-lib","versions":["1.0","2.0"],"files":[
				{"filename":"some_lib-1.0.tar.gz","upload-time":"2020-01-02T03:04:05.123456Z","yanked":"broken"},
				{"filename":"some_lib-2.0-py3-none-any.whl","upload-time":"2026-01-02T03:04:05Z","yanked":false}],"project-status":{"status":"archived","reason":"done"}}`},
			"/simple", registry.Question{Ecosystem: packages.PyPI, Name: "Some_Lib", Versions: []string{"1.0", "3.0"}},
			"listed, newest 2.0, first 2020-01-02, last 2026-01-02, retired archived, done, runs installing it runs its own build code: there is no wheel, 1.0 withdrawn: broken, 3.0 missing",
		},
		{
			"simple HTML, days from the JSON beside it", map[string]string{
				"/simple/x/":   "<!DOCTYPE html><html><body><a href=\"../x-1.0.tar.gz\">x-1.0.tar.gz</a><a data-yanked=\"\" href=\"y\">x-1.1-py3-none-any.whl</a></body></html>",
				"/pypi/x/json": `{"releases":{"1.0":[{"upload_time_iso_8601":"2021-02-03T00:00:00Z"}]}}`},
			"/simple", registry.Question{Ecosystem: packages.PyPI, Name: "x"},
			"listed, newest 1.0, first 2021-02-03, last 2021-02-03, runs installing it runs its own build code: there is no wheel, 1.0",
		},
		{"a portal is no index", map[string]string{"/simple/x/": "<html><a href='/login'>Log in</a></html>"}, "/simple", registry.Question{Ecosystem: packages.PyPI, Name: "x"}, "unknown, HOST answers what cannot be read: it is not what this protocol answers"},
		{"not there", nil, "/simple", registry.Question{Ecosystem: packages.PyPI, Name: "x"}, "absent"},
		{
			"packument", map[string]string{"/@scope%2Fname": `{"name":"@scope/name","dist-tags":{"latest":"2.0.0"},"time":{"created":"2019-01-01T00:00:00Z","1.0.0":"2019-01-01T00:00:00Z","2.0.0":"2025-05-05T00:00:00Z","unpublished":{"x":1}},
				"versions":{"1.0.0":{"deprecated":"use 2"},"2.0.0":{"scripts":{"postinstall":"node  build.js"}},"3.0.0-rc.1":{}}}`},
			"", registry.Question{Ecosystem: packages.NPM, Name: "@scope/name", Constraint: "^1.0.0"},
			"listed, newest 2.0.0, first 2019-01-01, last 2025-05-05, 1.0.0 retired: use 2",
		},
		{
			"install script of the newest", map[string]string{"/name": `{"name":"name","dist-tags":{"latest":"2.0.0"},"modified":"2025-05-05T00:00:00Z","versions":{"2.0.0":{"hasInstallScript":true,"deprecated":false}}}`},
			"", registry.Question{Ecosystem: packages.NPM, Name: "name"},
			"listed, newest 2.0.0, last 2025-05-05, runs it runs a script when it is installed, 2.0.0",
		},
		{
			"module proxy", map[string]string{
				"/github.com/!some/mod/@v/list": "v1.0.0\nv1.1.0\n", "/github.com/!some/mod/@latest": `{"Version":"v1.1.0","Time":"2024-04-05T00:00:00Z"}`,
				"/github.com/!some/mod/@v/v1.1.0.mod": "// Deprecated: use example.org/v2\nmodule github.com/Some/mod\n\nretract (\n\tv1.0.0 // lost data\n)\n"},
			"", registry.Question{Ecosystem: packages.Go, Name: "github.com/Some/mod/pkg", Versions: []string{"v1.0.0", "v0.0.0-20200101000000-abcdefabcdef"}, Command: true},
			"listed, newest v1.1.0, first 2024-04-05, last 2024-04-05, retired use example.org/v2, v1.0.0 withdrawn: lost data, v0.0.0-20200101000000-abcdefabcdef",
		},
		{
			"sparse index", map[string]string{"/so/me/some-crate": `{"name":"some-crate","vers":"0.1.0","yanked":true}` + "\n" + `{"name":"some-crate","vers":"0.2.0","yanked":false,"pubtime":"2026-01-01T00:00:00Z"}` + "\n"},
			"", registry.Question{Ecosystem: packages.Crates, Name: "some-crate", Versions: []string{"0.1.0"}},
			"listed, newest 0.2.0, first 2026-01-01, last 2026-01-01, 0.1.0 withdrawn: no reason given",
		},
		{
			"compact index", map[string]string{"/info/gem": "created_at: 2024\n---\n1.0.0 dep:>= 1|checksum:ab,ruby:>= 2\n1.0.0-java |checksum:cd\n1.1.0.pre |checksum:ef\n"},
			"", registry.Question{Ecosystem: packages.RubyGems, Name: "gem", Constraint: "~> 1.0"}, "listed, newest 1.0.0, 1.0.0",
		},
		{
			"composer", map[string]string{"/packages.json": `{"packages":[],"metadata-url":"/p2/%package%.json"}`,
				"/p2/a/b.json": `{"minified":"composer/2.0","packages":{"a/b":[{"version":"v2.0.0","time":"2023-01-01T00:00:00+00:00","abandoned":"c/d","type":"composer-plugin"},{"version":"1.0.0","time":"2020-01-01T00:00:00+00:00","abandoned":"__unset"}]}}`},
			"", registry.Question{Ecosystem: packages.Packagist, Name: "A/b", Versions: []string{"v2.0.0"}},
			"listed, newest 2.0.0, first 2020-01-01, last 2023-01-01, retired use c/d, runs it is a plugin of composer, which runs its code, v2.0.0",
		},
		{"composer, all in one file", map[string]string{"/packages.json": `{"packages":{"a/b":{"1.0.0":{"version":"1.0.0"}}}}`}, "", registry.Question{Ecosystem: packages.Packagist, Name: "a/b"}, "listed, newest 1.0.0, 1.0.0"},
		{"Maven", map[string]string{"/org/example/lib/maven-metadata.xml": metadata}, "", registry.Question{Ecosystem: packages.Maven, Name: "org.example:lib", Versions: []string{"1.0", "9"}}, "listed, newest 2.0, last 2026-03-04, 1.0, 9 missing"},
		{
			"NuGet", map[string]string{"/v3/index.json": `{"version":"3.0.0","resources":[{"@id":"HERE/reg/","@type":"RegistrationsBaseUrl/3.6.0"}]}`,
				"/reg/some.lib/index.json": `{"items":[{"@id":"HERE/reg/page1.json"},{"@id":"x","items":[{"catalogEntry":{"version":"2.0.0","published":"2025-01-01T00:00:00Z","listed":true,"deprecation":{"reasons":["Legacy"],"alternatePackage":{"id":"New.Lib"}}}}]}]}`,
				"/reg/page1.json":          `{"items":[{"catalogEntry":{"version":"1.0.0","published":"1900-01-01T00:00:00+00:00","listed":false}}]}`},
			"/v3/index.json", registry.Question{Ecosystem: packages.NuGet, Name: "Some.Lib", Versions: []string{"1.0.0", "2.0.0"}},
			"listed, newest 2.0.0, first 2025-01-01, last 2025-01-01, 1.0.0 withdrawn: it is not listed any more, 2.0.0 retired: use New.Lib",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSite(t, test.pages)
			c := registry.New(registry.Options{HTTP: client(), Backoff: time.Millisecond, Settings: registry.Settings{
				Sources: []registry.Source{{Ecosystem: test.q.Ecosystem, URL: s.URL + test.base, From: "a file"}}}})
			got := strings.ReplaceAll(brief(c.Look(t.Context(), []registry.Question{test.q})[0]), strings.TrimPrefix(s.URL, "http://"), "HOST")
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestPrivateNames records every request: names that may be private reach the registries that are configured for them, and
// nothing else, whatever those answer.
func TestPrivateNames(t *testing.T) {
	public := newSite(t, nil)
	own := newSite(t, map[string]string{"/moved": "->" + public.URL + "/moved", "/nuget": `{"resources":[{"@id":"` + public.URL + `/reg","@type":"RegistrationsBaseUrl"}]}`,
		"/php/packages.json": `{"metadata-url":"` + public.URL + `/%package%"}`})
	names := index(t, packages.List{Ecosystem: packages.NPM, Entries: []packages.Entry{{Name: "wellknown", Downloads: 5}}})
	resolver := packages.NewResolver(packages.NewTables(), packages.Facts{Names: names})
	c := registry.New(registry.Options{
		HTTP: client(), Backoff: time.Millisecond, Names: names, Scope: resolver.Scope,
		Services: registry.Services{DepsDev: public.URL, OSV: public.URL, EcosystemsMS: public.URL},
		Settings: registry.Settings{
			Sources: []registry.Source{
				{Ecosystem: packages.NPM, URL: own.URL, Auth: "Bearer S3CRET", From: ".npmrc"},
				{Ecosystem: packages.NPM, URL: own.URL + "/scoped", Scope: "@corp", Auth: "Bearer S3CRET", From: ".npmrc"},
				{Ecosystem: packages.PyPI, URL: own.URL + "/simple", Extra: true, Auth: "Bearer S3CRET", From: "pip.conf"},
				{Ecosystem: packages.NuGet, URL: own.URL + "/nuget", Auth: "Bearer S3CRET", From: "nuget.config"},
				{Ecosystem: packages.Packagist, URL: own.URL + "/php", Auth: "Bearer S3CRET", From: "composer.json"},
				{Ecosystem: packages.Go, URL: own.URL + "/go", From: "GOPROXY"},
			},
			Private: []string{"*.corp.example", "hidden.example/team"}, Direct: []string{"*.corp.example"},
			Closed: map[packages.Ecosystem]bool{packages.Maven: true},
		},
	})
	var questions []registry.Question
	for _, q := range []struct {
		e    packages.Ecosystem
		name string
	}{
		{packages.NPM, "secret-lib"}, {packages.NPM, "@corp/secret-ui"}, {packages.NPM, "moved"}, {packages.PyPI, "secret_py"}, {packages.NuGet, "Secret.Net"}, {packages.Packagist, "corp/secret"},
		{packages.Go, "git.corp.example/secret"}, {packages.Go, "hidden.example/team/secret"}, {packages.Maven, "com.corp:secret"}, {packages.NPM, "@unheard/secret"},
	} {
		questions = append(questions, registry.Question{Ecosystem: q.e, Name: q.name, Versions: []string{"1.0.0"}})
	}
	questions = append(questions, registry.Question{Ecosystem: packages.Crates, Name: "secret-crate", Private: true, Versions: []string{"1.0.0"}})
	for i, r := range c.Look(t.Context(), questions) {
		if r.Kept == "" {
			t.Errorf("%s is not kept back", questions[i].Name)
		}
		for _, s := range append(r.Said, r.Failed...) {
			if strings.Contains(s, "S3CRET") {
				t.Errorf("a secret is told: %s", s)
			}
		}
	}
	if len(public.seen) > 0 {
		t.Errorf("left the machine: %q", public.seen)
	}
	asked := strings.Join(own.seen, "\n")
	for _, path := range []string{"/secret-lib", "/scoped/@corp%2Fsecret-ui", "/simple/secret-py/", "/php/packages.json", "/go/hidden.example/team/secret/@latest"} {
		if !strings.Contains(asked, path) {
			t.Errorf("%s was not asked for:\n%s", path, asked)
		}
	}
	if strings.Contains(asked, "git.corp.example") {
		t.Error("a proxy was asked for a module that goes past it")
	}

	// What everybody knows may be asked; no credentials go along.
	c.Look(t.Context(), []registry.Question{{Ecosystem: packages.NPM, Name: "wellknown", Versions: []string{"1.0.0"}}})
	if all := strings.Join(public.seen, "\n"); !strings.Contains(all, "wellknown") || strings.Contains(all, "S3CRET") {
		t.Errorf("of a well-known name: %s", all)
	}
}

func index(t *testing.T, lists ...packages.List) *packages.Index {
	t.Helper()
	data, err := packages.Build(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), lists...)
	if err != nil {
		t.Fatal(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// memory is a store for tests.
type memory map[string][]byte

func (m memory) Get(key string) ([]byte, bool) { v, ok := m[key]; return v, ok }
func (m memory) Put(key string, value []byte)  { m[key] = value }

// TestKeptAnswers: while an answer is fresh nothing is asked; then the server is asked whether it changed.
func TestKeptAnswers(t *testing.T) {
	asked, unchanged := 0, 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked++
		w.Header().Set("ETag", `"one"`)
		w.Header().Set("Cache-Control", "max-age=60")
		if r.Header.Get("If-None-Match") == `"one"` {
			unchanged++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, `{"packageKey":{},"versions":[{"versionKey":{"version":"1.0"}}]}`)
	}))
	defer server.Close()
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	kept := memory{}
	look := func() string {
		c := registry.New(registry.Options{HTTP: client(), Store: kept, Now: func() time.Time { return now }, Services: registry.Services{DepsDev: server.URL}})
		return brief(c.Look(t.Context(), []registry.Question{{Ecosystem: packages.PyPI, Name: "x"}})[0])
	}
	for k, step := range []struct {
		after            time.Duration
		asked, unchanged int
	}{{0, 1, 0}, {30 * time.Second, 1, 0}, {time.Minute, 2, 1}, {30 * time.Second, 2, 1}} {
		now = now.Add(step.after)
		if got := look(); got != "listed, newest 1.0, 1.0" || asked != step.asked || unchanged != step.unchanged {
			t.Errorf("step %d: %s, asked %d, unchanged %d", k, got, asked, unchanged)
		}
	}
	for key := range kept {
		kept[key] = []byte("damaged")
	}
	if got := look(); got != "listed, newest 1.0, 1.0" || asked != 3 {
		t.Errorf("damaged on the disk: %s, asked %d", got, asked)
	}
}

// TestUnhelpfulServers: each is told in words, once, and without the address.
func TestUnhelpfulServers(t *testing.T) {
	there := newSite(t, nil)
	for name, test := range map[string]struct {
		handler http.HandlerFunc
		want    string
		asked   int
	}{
		"later": {func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", "3600")
			w.WriteHeader(429)
		}, "answers 429 and wants to be asked again in 1h0m0s", 1},
		"login":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, "wants other credentials (401)", 1},
		"nowhere": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(302) }, "answers 302 and leads nowhere", 1},
		"circle":  {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) }, "leads in a circle", 5},
		"teapot":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(418) }, "answers 418 i'm a teapot", 1},
		"file": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, "answers 302 and leads nowhere", 1},
		"redirect": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, there.URL+"/x", http.StatusFound) }, "", 1},
	} {
		t.Run(name, func(t *testing.T) {
			asked := 0
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked++; test.handler(w, r) }))
			defer server.Close()
			c := registry.New(registry.Options{HTTP: client(), Backoff: time.Millisecond, Settings: registry.Settings{
				Sources: []registry.Source{{Ecosystem: packages.PyPI, URL: server.URL, Auth: "Bearer S3CRET", From: "pip.conf"}}}, Names: index(t, packages.List{Ecosystem: packages.PyPI, Entries: []packages.Entry{{Name: "x"}}})})
			r := c.Look(t.Context(), []registry.Question{{Ecosystem: packages.PyPI, Name: "x"}})[0]
			got := strings.TrimPrefix(strings.Join(r.Failed, "; "), strings.TrimPrefix(server.URL, "http://")+" ")
			if got != test.want || asked != test.asked {
				t.Errorf("%q after %d requests, want %q after %d", got, asked, test.want, test.asked)
			}
		})
	}
	if all := strings.Join(there.seen, "\n"); all == "" || strings.Contains(all, "S3CRET") {
		t.Errorf("another host got: %s", all)
	}
}

// TestDown: a host that refuses connections is given up after a few, so that a thousand questions do not wait for it.
func TestDown(t *testing.T) {
	c := registry.New(registry.Options{HTTP: client(), Jobs: 4, Backoff: 50 * time.Millisecond, Services: registry.Services{DepsDev: "http://127.0.0.1:1", OSV: "http://127.0.0.1:1"}})
	questions := make([]registry.Question, 1000)
	for i := range questions {
		questions[i] = registry.Question{Ecosystem: packages.PyPI, Name: fmt.Sprintf("x%d", i), Versions: []string{"1"}}
	}
	started := time.Now()
	for _, r := range c.Look(t.Context(), questions) {
		if r.Exists != packages.Unknown || len(r.Failed) == 0 || r.Failed[0] != "127.0.0.1:1 cannot be reached" {
			t.Fatalf("%+v", r)
		}
	}
	if d := time.Since(started); d > 10*time.Second {
		t.Errorf("took %s", d)
	}
}

// TestHangs: when nothing answers, the time that is given is all that is taken.
func TestHangs(t *testing.T) {
	open := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-open:
		case <-r.Context().Done():
		}
	}))
	defer server.Close()
	defer close(open)
	c := registry.New(registry.Options{HTTP: client(), Services: registry.Services{DepsDev: server.URL, OSV: server.URL, EcosystemsMS: server.URL}})
	questions := make([]registry.Question, 300)
	for i := range questions {
		questions[i] = registry.Question{Ecosystem: packages.NPM, Name: fmt.Sprintf("x%d", i), Versions: []string{"1.0.0"}}
	}
	ctx, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	started := time.Now()
	for _, r := range c.Look(ctx, questions) {
		if r.Exists != packages.Unknown || r.Advisory != packages.Unanswered || len(r.Failed) == 0 {
			t.Fatalf("%+v", r)
		}
	}
	if d := time.Since(started); d > patience*3*time.Second {
		t.Errorf("took %s", d)
	}
}

// TestAdvisories: pages are followed, aliases are one flaw, what is withdrawn does not count, and the version that mends all is told.
func TestAdvisories(t *testing.T) {
	bodies := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/v1/querybatch":
			bodies++
			var in struct {
				Queries []struct {
					Page string `json:"page_token"`
				}
			}
			_ = json.NewDecoder(r.Body).Decode(&in)
			if in.Queries[0].Page == "" {
				fmt.Fprint(w, `{"results":[{"vulns":[{"id":"GHSA-a"}],"next_page_token":"more"}]}`)
			} else {
				fmt.Fprint(w, `{"results":[{"vulns":[{"id":"PYSEC-a"},{"id":"GHSA-old"},{"id":"CVE-b"},{"id":"MAL-c"}]}]}`)
			}
		case "/v1/vulns/GHSA-a":
			fmt.Fprint(w, `{"id":"GHSA-a","aliases":["CVE-a"],"summary":"A","database_specific":{"severity":"MODERATE"},"affected":[{"package":{"name":"Some.Lib","ecosystem":"PyPI"},"ranges":[{"type":"GIT","events":[{"fixed":"abc"}]},{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"0.9"},{"introduced":"1"},{"fixed":"1.10"},{"fixed":"1.9"}]}]}]}`)
		case "/v1/vulns/PYSEC-a":
			fmt.Fprint(w, `{"id":"PYSEC-a","aliases":["CVE-a","GHSA-a"],"details":"Long"}`)
		case "/v1/vulns/GHSA-old":
			fmt.Fprint(w, `{"id":"GHSA-old","withdrawn":"2024-01-01T00:00:00Z"}`)
		case "/v1/vulns/CVE-b":
			fmt.Fprint(w, `{"id":"CVE-b","details":"# B\nmore","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected":[{"package":{"name":"other","ecosystem":"PyPI"},"ranges":[{"type":"ECOSYSTEM","events":[{"fixed":"7"}]}]}]}`)
		default:
			fmt.Fprint(w, `{"id":"MAL-c","summary":"Malicious code"}`)
		}
	}))
	defer server.Close()
	c := registry.New(registry.Options{HTTP: client(), Services: registry.Services{OSV: server.URL}})
	r := c.Look(t.Context(), []registry.Question{{Ecosystem: packages.PyPI, Name: "some_lib", Versions: []string{"1.2"}}})[0]
	want := []packages.Advisory{
		{ID: "MAL-c", Summary: "Malicious code", Affects: []string{"1.2"}, Malicious: true},
		{ID: "CVE-b", Summary: "B", Severity: "critical", Affects: []string{"1.2"}},
		{ID: "GHSA-a", Aliases: []string{"CVE-a", "PYSEC-a"}, Summary: "A", Severity: "medium", Affects: []string{"1.2"}, Fixed: "1.9"},
	}
	if diff := cmp.Diff(want, r.Advisories); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if bodies != 2 || r.Mended != "" || r.Advisory != packages.Answered {
		t.Errorf("%d pages, mended in %q, %v", bodies, r.Mended, r.Advisory)
	}
}
