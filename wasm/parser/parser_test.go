package parser_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"underpin/wasm/parser"
)

func TestLanguages(t *testing.T) {
	got := parser.Languages()
	if !slices.Contains(got, "python") || !slices.Contains(got, "tsx") {
		t.Errorf("languages are %v", got)
	}
	for _, name := range got {
		code, err := parser.Module(name)
		switch {
		case parser.Embedded && (err != nil || !bytes.HasPrefix(code, []byte("\x00asm"))):
			t.Errorf("the module of %s begins with %.4q (%v)", name, code, err)
		case !parser.Embedded && (err == nil || !strings.Contains(err.Error(), "make parsers")):
			t.Errorf("a build without parsers says %v", err)
		}
	}
	if parser.Embedded {
		if _, err := parser.Module("latin"); err == nil {
			t.Error("there is a module of Latin")
		}
	}
}

// The build gives the same bytes wherever it writes, those that are embedded, and does nothing when nothing changed.
func TestBuildIsReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("builds all modules")
	}
	if _, err := exec.LookPath("clang"); err != nil {
		t.Skip("there is no clang; .ci/tools installs it")
	}
	folder := t.TempDir()
	build := func() {
		t.Helper()
		if out, err := exec.Command("./build", folder).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
	}
	build()
	stamps := map[string]time.Time{}
	for _, name := range parser.Languages() {
		first, err := os.ReadFile(filepath.Join(folder, name+".wasm.gz"))
		if err != nil {
			t.Fatal(err)
		}
		if embedded, err := os.ReadFile(filepath.Join("modules", name+".wasm.gz")); parser.Embedded && !bytes.Equal(first, embedded) {
			t.Errorf("%s: built twice, it is different bytes (%v)", name, err)
		}
		stamps[name] = modified(t, filepath.Join(folder, name+".wasm"))
	}
	build()
	for name, stamp := range stamps {
		if modified(t, filepath.Join(folder, name+".wasm")) != stamp {
			t.Errorf("%s was built again although nothing changed", name)
		}
	}
}

func modified(t *testing.T, file string) time.Time {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}
