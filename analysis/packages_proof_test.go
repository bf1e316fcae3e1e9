package analysis_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// realNames is the committed index, whatever the build embeds.
func realNames(t *testing.T) *packages.Index {
	t.Helper()
	data, err := os.ReadFile("packages/names/names.idx")
	if err != nil {
		t.Skip(err)
	}
	x, err := packages.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// nameList reads names by ecosystem from a list of package packages' tests.
func nameList(t *testing.T, file string) map[packages.Ecosystem][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("packages", "testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	list := map[packages.Ecosystem][]string{}
	for line := range strings.Lines(string(text)) {
		ecosystem, name, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if ok && !strings.HasPrefix(line, "#") {
			list[packages.Ecosystem(ecosystem)] = append(list[packages.Ecosystem(ecosystem)], name)
		}
	}
	return list
}

// installed gives what is said of names that a requirements file and a package.json install: the rules, by name.
func installed(t *testing.T, names map[packages.Ecosystem][]string) map[string][]string {
	t.Helper()
	var npm strings.Builder
	for i, name := range names[packages.NPM] {
		if i > 0 {
			npm.WriteString(",\n")
		}
		fmt.Fprintf(&npm, "    %q: \"^1.0.0\"", name)
	}
	snap := apply(t, packageSession(t, analysis.Options{Index: realNames(t)}),
		analysis.FileChange{Path: "requirements.txt", Text: []byte(strings.Join(names[packages.PyPI], "\n") + "\n")},
		analysis.FileChange{Path: "package.json", Text: []byte("{\n  \"dependencies\": {\n" + npm.String() + "\n  }\n}\n")})
	said := map[string][]string{}
	for _, f := range findings(t, snap).Findings {
		text, _ := snap.Text(f.Path)
		name := text.Slice(f.Span)
		said[name] = append(said[name], f.Rule)
	}
	return said
}

// Every name that models invented and that no registry had is told, each once.
func TestInventedNamesAreTold(t *testing.T) {
	names := nameList(t, "invented.tsv")
	if len(names[packages.PyPI]) < 250 || len(names[packages.NPM]) < 150 {
		t.Fatalf("%d and %d names", len(names[packages.PyPI]), len(names[packages.NPM]))
	}
	said := installed(t, names)
	for ecosystem, list := range names {
		for _, name := range list {
			if len(said[name]) != 1 || !strings.HasPrefix(said[name][0], "nonexistent") {
				t.Errorf("%s %s: said %q", ecosystem, name, said[name])
			}
		}
	}
}

// Of 2,000 names that exist nothing is said.
func TestRealNamesAreLeftAlone(t *testing.T) {
	names := nameList(t, "real.tsv")
	if n := len(names[packages.PyPI]) + len(names[packages.NPM]); n != 2000 {
		t.Fatalf("%d names", n)
	}
	for name, rules := range installed(t, names) {
		t.Errorf("%s: %s", name, rules)
	}
}
