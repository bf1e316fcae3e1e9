package lsp_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"underpin/analysis"
	"underpin/analysis/packages"
)

var update = flag.Bool("update", false, "write the editors' lists of documents anew")

// Editors tell of manifests by patterns, which stand in a file of each; they are the engine's. -update writes them.
func TestEditorsTellOfManifests(t *testing.T) {
	list, err := json.MarshalIndent(map[string]any{
		"languages": []string{"pip-requirements", "dockerfile", "shellscript"}, // of buffers without a file
		"scripts":   analysis.ImportsAlone(),
		"patterns":  packages.Written(),
	}, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	lua := "-- Files that say what is installed, in the protocol's dialect of patterns. `go test ./lsp -run Manifests -update` writes this.\nreturn {\n  '" +
		strings.Join(packages.Written(), "',\n  '") + "',\n}\n"
	for file, want := range map[string]string{
		"../editors/vscode/src/manifests.json":         string(list) + "\n",
		"../editors/neovim/lua/underpin/manifests.lua": lua,
	} {
		file = filepath.FromSlash(file)
		if *update {
			if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(file); err != nil || string(got) != want {
			t.Errorf("%s is not what the engine reads (%v); run this test with -update", file, err)
		}
	}
}
