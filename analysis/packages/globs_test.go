package packages

import (
	"regexp"
	"strings"
	"testing"
)

// globRegexp reads a pattern as the protocol defines it.
func globRegexp(glob string) *regexp.Regexp {
	var b strings.Builder
	b.WriteString("^")
	for i := 0; i < len(glob); i++ {
		switch c := glob[i]; {
		case strings.HasPrefix(glob[i:], "**/"):
			b.WriteString("(.*/)?")
			i += 2
		case strings.HasPrefix(glob[i:], "**"):
			b.WriteString(".*")
			i++
		case c == '*':
			b.WriteString("[^/]*")
		case c == '{':
			b.WriteString("(")
		case c == '}':
			b.WriteString(")")
		case c == ',':
			b.WriteString("|")
		default:
			b.WriteString(regexp.QuoteMeta(string(c)))
		}
	}
	return regexp.MustCompile(b.String() + "$")
}

// expand gives names that a pattern fits, one for each of its choices.
func expand(glob string) []string {
	if i := strings.IndexByte(glob, '{'); i >= 0 {
		end := i + strings.IndexByte(glob[i:], '}')
		var out []string
		for _, choice := range strings.Split(glob[i+1:end], ",") {
			out = append(out, expand(glob[:i]+choice+glob[end+1:])...)
		}
		return out
	}
	glob = strings.ReplaceAll(strings.TrimPrefix(glob, "**/"), "**", "deep")
	return []string{strings.ReplaceAll(glob, "*", "x"), strings.ReplaceAll(glob, "*", "")}
}

func TestPatternsAreOfManifests(t *testing.T) {
	for _, glob := range append(Written(), Made()...) {
		for _, name := range expand(glob) {
			if !IsManifest("some/folder/" + name) {
				t.Errorf("%s fits %s, which is not read", glob, name)
			}
		}
	}
}

func TestManifestsHavePatterns(t *testing.T) {
	fits := func(name string) bool {
		for _, glob := range append(Written(), Made()...) {
			if globRegexp(glob).MatchString(name) {
				return true
			}
		}
		return false
	}
	for _, name := range []string{
		"requirements.txt", "dev-requirements.txt", "requirements-dev.in", "requirements/base.txt", "constraints.txt", "api/pyproject.toml", "package.json", "setup.cfg",
		"Pipfile", "Pipfile.lock", "environment.yml", "environment-gpu.yaml", "test-environment.yml", "go.mod", "go.sum", "Cargo.toml", "Gemfile", "x.gemspec", "Gemfile.lock",
		"composer.json", "composer.lock", "pom.xml", "build.gradle", "build.gradle.kts", "a.csproj", "Directory.Packages.props", "poetry.lock", "uv.lock", "pdm.lock",
		"Cargo.lock", "package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "install.sh", "x.bash", "Dockerfile", "Dockerfile.dev", "api.dockerfile",
		".github/workflows/ci.yml", ".github/actions/setup/action.yml", ".circleci/config.yml", ".gitlab-ci.yml", ".gitlab/ci/test.yml", "compose.yaml", "README.md", "README.de.md", "CONTRIBUTING.md",
		"Makefile", "rules.mk", "tox.ini", "setup.ps1", ".devcontainer/devcontainer.json", "Jenkinsfile", "conda.recipe/meta.yaml", "tsconfig.base.json", ".npmrc", "docker-compose.dev.yml", "docs/installation.rst",
	} {
		if !IsManifest(name) {
			t.Errorf("%s is no manifest", name)
		}
		if !fits(name) {
			t.Errorf("no pattern fits %s", name)
		}
	}
	for _, name := range []string{"app.py", "notes.txt", "data.json", "config.yml", "main.go", "requirements.py"} {
		if IsManifest(name) || fits(name) {
			t.Errorf("%s is taken for a manifest", name)
		}
	}
}

// A new format needs a pattern.
func TestFormatsHavePatterns(t *testing.T) {
	known := map[int]bool{}
	for i, f := range formats {
		for _, glob := range append(Written(), Made()...) {
			for _, name := range expand(glob) {
				name = strings.ToLower(name)
				folder, base := "some", name
				if k := strings.LastIndexByte(name, '/'); k >= 0 {
					folder, base = "some/"+name[:k], name[k+1:]
				}
				if f.fits(base, folder) {
					known[i] = true
				}
			}
		}
		if !known[i] && !f.fits("setup.py", "") && !f.fits("x.ipynb", "") {
			t.Errorf("format %d of %d has no pattern", i, len(formats))
		}
	}
}

func TestEndingsOfLanguages(t *testing.T) {
	for _, language := range []string{"pip-requirements", "requirements", "dockerfile", "shellscript", "sh"} {
		if name := "Untitled-1" + EndingOf(language); !IsManifest(name) {
			t.Errorf("%s is not read", name)
		}
	}
	if EndingOf("json") != "" {
		t.Error("any JSON is a manifest")
	}
}
