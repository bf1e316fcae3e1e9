package registry

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/packages"
)

// FuzzDecode: whatever a server answers, in whatever protocol, nothing breaks.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{"meta":{"api-version":"1.1"},"files":[{"filename":"a-1.tar.gz","yanked":true}]}`, `<html><a data-yanked>a-1.whl</a>`, "v1.0.0\nv1.1.0", "---\n1.0 |c",
		`{"name":"a","versions":{"1":{"scripts":{"install":1}}}}`, `{"vers":"1","name":"a"}`, `{"items":[{"items":[{"catalogEntry":{"version":"1"}}]}]}`,
		`<metadata><versioning><versions><version>1</version></versions></versioning></metadata>`, `[{"version":"1","abandoned":true}]`, `{"rows":[{"id":"a"}]}`, `{"projects":[{"name":"a"}]}`,
		"module a\nretract [v1.0.0, v1.2.0] // no", `{"id":"x","severity":[{"score":"CVSS:4.0/AV:N"}]}`, "{\"Status\":200}\nbody",
	} {
		f.Add([]byte(s), "1.0")
	}
	f.Fuzz(func(_ *testing.T, body []byte, version string) {
		if p, err := decodeSimple(body); err == nil {
			p.about("a").span()
		}
		if p, err := decodePackument(body); err == nil {
			newestOf(p.about())
		}
		if p, err := decodeNugetPage(body); err == nil {
			a := &about{}
			for _, i := range p.Items {
				a.addLeaf(i)
			}
		}
		if x, err := decodeJSON[*osvAdvisory](body); err == nil && x != nil {
			x.advisory(&Question{Ecosystem: packages.PyPI, Name: "a"}, version)
		}
		_, _ = decodeCrate(body)
		_, _ = decodeGem(body)
		_, _ = decodeList(body)
		_, _ = decodeMaven(body)
		_, _ = decodeDepsDev(body)
		_, _ = decodeJSON[[]msPackage](body)
		composerInline(body)
		composerAbout(composerList(body))
		(&about{releases: []release{{version: version}}}).readGoMod(string(body))
		readEntry(body, "")
		_ = ReadSimpleNames(bytes.NewReader(body), func(string) {})
		_ = ReadAllDocs(bytes.NewReader(body), func(string) {})
		for _, e := range []packages.Ecosystem{packages.PyPI, packages.NPM, packages.Crates, packages.RubyGems, packages.NuGet, packages.Packagist, packages.Go} {
			admits(e, string(body), version)
			Pinned(e, string(body), false)
		}
		fileVersion(string(body))
		purl(packages.NPM, string(body))
		escapeModule(string(body))
		cratePath(string(body))
	})
}

func TestCompareVersions(t *testing.T) {
	for _, c := range [][2]string{ // the first is older
		{"1.0", "1.0.1"}, {"1.9", "1.10"}, {"1.0rc1", "1.0"}, {"1.0a1", "1.0b1"}, {"1.0.dev1", "1.0a1"}, {"1.0", "1.0.post1"}, {"v1.2.3-rc.1", "v1.2.3"},
		{"2.0.0-alpha", "2.0.0-beta"}, {"1.2", "2"}, {"0.9.9", "1"}, {"4.2.8", "5.0a1"},
	} {
		if compareVersions(c[0], c[1]) >= 0 || compareVersions(c[1], c[0]) <= 0 {
			t.Errorf("%s is not older than %s", c[0], c[1])
		}
	}
	for _, c := range [][2]string{{"1.0", "1.0.0"}, {"v1.0", "1"}, {"1.0+build", "1.0"}, {"1.0.0.Final", "1.0"}} {
		if !sameVersion(c[0], c[1]) {
			t.Errorf("%s is not %s", c[0], c[1])
		}
	}
}

// The order is one: of any three versions, none is both before and after another.
func TestVersionsAreOrdered(t *testing.T) {
	version := rapid.StringMatching(`v?[0-9]{1,3}(\.[0-9]{1,2}){0,3}([-.]?(a|rc|dev|post|final|beta)\.?[0-9]{0,2})?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := version.Draw(t, "a"), version.Draw(t, "b"), version.Draw(t, "c")
		if sign(compareVersions(a, b)) != -sign(compareVersions(b, a)) {
			t.Fatalf("%s and %s", a, b)
		}
		if compareVersions(a, b) <= 0 && compareVersions(b, c) <= 0 && compareVersions(a, c) > 0 {
			t.Fatalf("%s, %s, %s", a, b, c)
		}
	})
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func TestAdmits(t *testing.T) {
	for _, c := range []struct {
		e                   packages.Ecosystem
		constraint, version string
		want                bool
	}{
		{packages.PyPI, ">=1,<2", "1.9", true}, {packages.PyPI, ">=1,<2", "2.0", false}, {packages.PyPI, "~=1.4.2", "1.4.9", true}, {packages.PyPI, "~=1.4.2", "1.5", false},
		{packages.PyPI, "~=1.4", "1.9", true}, {packages.PyPI, "==1.*", "1.7", true}, {packages.PyPI, "!=1.5", "1.5", false}, {packages.PyPI, "nonsense", "1", false},
		{packages.NPM, "^1.2.0", "1.9.0", true}, {packages.NPM, "^1.2.0", "2.0.0", false}, {packages.NPM, "1 || 2", "2.5.0", true}, {packages.NPM, "*", "9.0.0", true},
		{packages.Crates, "1.2", "1.9.0", true}, {packages.Crates, "0.2", "0.3.0", false}, {packages.RubyGems, "~> 1.2", "1.9", true}, {packages.RubyGems, "~> 1.2.3", "1.3.0", false},
		{packages.NuGet, "1.0.0", "2.0.0", false}, {packages.Packagist, "^8.0 | ^9.0", "9.1", true},
	} {
		if got := admits(c.e, c.constraint, c.version); got != c.want {
			t.Errorf("%s %q of %q: %t", c.e, c.version, c.constraint, got)
		}
	}
}

func TestPinned(t *testing.T) {
	for _, c := range []struct {
		e          packages.Ecosystem
		constraint string
		locked     bool
		want       string
	}{
		{packages.PyPI, "==1.2", false, "1.2"}, {packages.PyPI, "===1.2", false, "1.2"}, {packages.PyPI, "==1.*", false, ""}, {packages.PyPI, ">=1", false, ""}, {packages.PyPI, "1.2", true, "1.2"},
		{packages.NPM, "1.2.3", false, "1.2.3"}, {packages.NPM, "1.2", false, ""}, {packages.NPM, "^1", false, ""}, {packages.Crates, "1.2.3", false, ""}, {packages.Crates, "=1.2.3", false, "1.2.3"},
		{packages.Crates, "1.2.3", true, "1.2.3"}, {packages.Go, "v1.2.3", true, "v1.2.3"}, {packages.Go, "latest", false, ""}, {packages.PyPI, "", false, ""},
	} {
		if got, _ := Pinned(c.e, c.constraint, c.locked); got != c.want {
			t.Errorf("%s %q: %q, want %q", c.e, c.constraint, got, c.want)
		}
	}
}
