package packages

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

// reads is a file and what is to be read in it, a line an install: ecosystem, name, version in quotes if there is one,
// "from ...", "hashed", "command"; and "note: ..." for the text a note stands at.
type reads struct {
	name, file, text string
	want             string
}

func told(in Install) string {
	words := []string{string(in.Ecosystem)}
	if in.Name != "" {
		words = append(words, in.Name)
	}
	if in.Version != "" {
		words = append(words, fmt.Sprintf("%q", in.Version))
	}
	if in.From != "" {
		words = append(words, "from", in.From)
	}
	if in.Hashed {
		words = append(words, "hashed")
	}
	if in.Command {
		words = append(words, "command")
	}
	if in.Own {
		words = append(words, "own")
	}
	return strings.Join(words, " ")
}

func check(t *testing.T, tests []reads) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Helper()
			if !IsManifest(test.file) {
				t.Fatalf("%s is no manifest", test.file)
			}
			installs, notes := Installs(test.file, []byte(test.text))
			var got []string
			for _, in := range installs {
				got = append(got, told(in))
				under := strings.ReplaceAll(test.text[in.Span.Start:in.Span.End], "\\\n", "")
				if in.Name != "" && under != in.Name && strings.Replace(in.Name, "create-", "", 1) != under && !strings.ContainsRune(under, '\\') && !strings.Contains(in.Name, ":"+under) {
					t.Errorf("%s stands at %q", in.Name, under)
				}
			}
			for _, n := range notes {
				first, _, _ := strings.Cut(test.text[n.Span.Start:n.Span.End], "\n")
				got = append(got, strings.TrimSpace("note: "+first))
			}
			var want []string
			for line := range strings.Lines(test.want) {
				if line = strings.TrimSpace(line); line != "" {
					want = append(want, line)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("want - got +:\n%s", diff)
			}
		})
	}
}

func TestIsManifest(t *testing.T) {
	for _, file := range []string{
		"requirements.txt", "requirements-dev.txt", "a/requirements/base.txt", "dev-requirements.in", "constraints.txt", "poetry.lock", "uv.lock", "pdm.lock", "Cargo.lock", "package-lock.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock", "go.mod", "go.sum", "Cargo.toml", "Gemfile", "Gemfile.lock", "x.gemspec", "composer.json", "composer.lock", "pom.xml",
		"build.gradle", "build.gradle.kts", "App.csproj", "packages.config", "Directory.Packages.props", "setup.py", "setup.cfg", "Pipfile", "Pipfile.lock", "environment.yml", "environment-dev.yaml", "pyproject.toml", "web/package.json", "x.sh", "Dockerfile",
		"docker/Dockerfile.dev", "web.dockerfile", "Containerfile", ".github/workflows/ci.yml", "/a/b/.github/workflows/x.yaml", ".gitlab-ci.yml",
		"azure-pipelines.yml", ".circleci/config.yml", "README.md", "README.de.md", "notes.ipynb", `C:\x\requirements.txt`,
	} {
		if !IsManifest(file) {
			t.Errorf("%s is a manifest", file)
		}
	}
	for _, file := range []string{
		"", "a.py", "notes.txt", "requirements.md", "package.txt", "requirements", "package.json.bak", "data.json", "values.yaml", "guide.md", ".dockerignore", "Dockerfile.dockerignore",
	} {
		if IsManifest(file) {
			t.Errorf("%s is no manifest", file)
		}
	}
}

// held fails where what was read breaks a promise: spans lie in the text, in order, the name's within the whole's.
func held(t interface{ Fatalf(string, ...any) }, file string, text []byte) {
	installs, notes := Installs(file, text)
	all := source.Span{End: len(text)}
	for i, in := range installs {
		switch {
		case !all.Contains(in.Whole), !in.Whole.Contains(in.Span), in.Span.Empty(), in.Name == "" && in.From != fromPrivate, in.Ecosystem == "":
			t.Fatalf("%s: %+v in %d bytes", file, in, len(text))
		case i > 0 && in.Span.Compare(installs[i-1].Span) < 0:
			t.Fatalf("%s: %+v comes after %+v", file, in, installs[i-1])
		case strings.ContainsAny(in.Name, " \x00\n\"'"):
			t.Fatalf("%s: the name %q", file, in.Name)
		}
	}
	for _, n := range notes {
		if !all.Contains(n.Span) || n.Message == "" {
			t.Fatalf("%s: %+v", file, n)
		}
	}
	Includes(file, text)
}

// samples are the files of the tests, one a format at least.
var samples = func() map[string]string {
	texts := map[string]string{}
	for _, tests := range [][]reads{requirementsTests, pyprojectTests, packageJSONTests, shellTests, dockerTests, pipelineTests, readmeTests, notebookTests, setupTests, othersTests, lockTests, sourceTests, newerTests} {
		for _, test := range tests {
			texts[test.file] += test.text + "\n"
		}
	}
	return texts
}()

// TestCutAnywhere reads every beginning of every sample, as it is while being typed.
func TestCutAnywhere(t *testing.T) {
	for file, text := range samples {
		for n := 0; n <= len(text); n += 1 + len(text)/500 {
			held(t, file, []byte(text[:n]))
		}
	}
}

// TestChangedAnywhere replaces stretches of samples by other pieces of text.
func TestChangedAnywhere(t *testing.T) {
	files := slices.Sorted(maps.Keys(samples))
	rapid.Check(t, func(t *rapid.T) {
		file := rapid.SampledFrom(files).Draw(t, "file")
		text := samples[file]
		for range rapid.IntRange(1, 4).Draw(t, "changes") {
			start := rapid.IntRange(0, len(text)).Draw(t, "start")
			end := min(len(text), start+rapid.IntRange(0, 6).Draw(t, "length"))
			piece := rapid.OneOf(
				rapid.SampledFrom([]string{"", "\n", "\"", "'", "[", "{", "}", "]", "\\", "\\\n", "\\u00e9", "- ", ": ", "|\n", "#", "$(", "`", "<<E\n", "@", "==", "\t", "é", "\xff", "\r\n"}),
				rapid.StringN(0, 5, -1),
			).Draw(t, "piece")
			text = text[:start] + piece + text[end:]
		}
		held(t, file, []byte(text))
	})
}

func FuzzInstalls(f *testing.F) {
	for file, text := range samples {
		f.Add(file, []byte(text))
	}
	f.Fuzz(func(t *testing.T, file string, text []byte) { held(t, file, text) })
}
