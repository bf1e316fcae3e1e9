//go:build cgo

package analysis_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"underpin/analysis"
	"underpin/analysis/internal/syntax"
	"underpin/wasm/host"
	"underpin/wasm/parser"
)

// wazeroHost makes a host on the embedded modules.
func wazeroHost(tb testing.TB) *host.Host {
	tb.Helper()
	if !parser.Embedded {
		tb.Skip("this build holds no parser modules: `make parsers`, then go test -tags parsers")
	}
	h := host.New(host.Options{Languages: parser.Languages(), Module: parser.Module, Instances: 2})
	tb.Cleanup(h.Close)
	return h
}

// TestHostsAgree holds cgo, wazero and JavaScript to the same trees, byte for byte, and to the same findings: on every example
// of the rules, on this machine's Python library, on the packages of .ci/corpus where UNDERPIN_PACKAGES names
// their folder, and on an edit of each. That is some 3,000 files; it asks for 2,000.
func TestHostsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a minute")
	}
	wazero, linked := wazeroHost(t), parserHost(t)
	samples := ruleSpecimens(t)
	if out, err := exec.Command("python3", "-c", "import sysconfig; print(sysconfig.get_paths()['stdlib'])").Output(); err == nil {
		samples = append(samples, fileSpecimens(t, strings.TrimSpace(string(out)), 1200)...)
	}
	packages := os.Getenv("UNDERPIN_PACKAGES")
	if packages != "" {
		samples = append(samples, fileSpecimens(t, packages, 700)...)
	}
	count := map[string]int{}
	var list strings.Builder
	for _, s := range samples {
		count[s.language]++
		want, got := s.trees(t, linked), s.trees(t, wazero)
		for i, what := range []string{"fresh", "edited", "incremental"} {
			if !bytes.Equal(want[i], got[i]) {
				t.Errorf("%s: the %s trees differ", s.name, what)
			}
		}
		fmt.Fprintf(&list, "%s\t%s\t%s\n", s.language, s.name, digest(want))
	}
	found := foundBy(t, linked)
	if found != foundBy(t, wazero) || foundIn(t, linked, samples) != foundIn(t, wazero, samples) {
		t.Error("findings differ")
	}
	sum := sha256.Sum256([]byte(found))
	fmt.Fprintf(&list, "findings\t%s\n", hex.EncodeToString(sum[:]))
	t.Logf("compared %v", count)
	if packages != "" && len(samples) < 2000 {
		t.Errorf("only %d texts were compared", len(samples))
	}
	t.Run("javascript", func(t *testing.T) { agreeInJavaScript(t, list.String()) })
	if packages == "" {
		t.Run("packages", func(t *testing.T) { t.Skip("UNDERPIN_PACKAGES is not set; .ci/corpus installs some and tells where") })
	}
}

// agreeInJavaScript runs TestAgreesWithOtherHosts in Node.
func agreeInJavaScript(t *testing.T, list string) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node")
	}
	folder := t.TempDir()
	binary, said := filepath.Join(folder, "analysis.wasm"), filepath.Join(folder, "list")
	if err := os.WriteFile(said, []byte(list), 0o666); err != nil {
		t.Fatal(err)
	}
	build := exec.Command("go", "test", "-c", "-tags", "parsers", "-o", binary, ".")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	top, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	support := filepath.Join(strings.TrimSpace(string(top)), "lib", "wasm", "wasm_exec_node.js")
	run := exec.Command(node, "--stack-size=8192", support, binary, "-test.run", "^TestAgreesWithOtherHosts$", "-test.v")
	run.Env = []string{agreement + "=" + said, "PATH=/nowhere"} // wasm_exec has room for few variables
	out, err := run.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("--- PASS: TestAgreesWithOtherHosts")) {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
}

// All hosts know the same languages by the same names.
func TestHostsKnowTheSameLanguages(t *testing.T) {
	wazero, linked := wazeroHost(t), parserHost(t)
	if !slices.Equal(wazero.Languages(), linked.Languages()) {
		t.Fatalf("cgo knows %v, the modules are %v", linked.Languages(), wazero.Languages())
	}
	for _, name := range linked.Languages() {
		want, err := linked.Grammar(name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := wazero.Grammar(name)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(want.Kinds, got.Kinds) || !slices.Equal(want.Fields, got.Fields) || want.Name != got.Name {
			t.Errorf("the grammars of %s differ", name)
		}
	}
}

// FuzzHostsAgree lets the fuzzer look for a text of which the hosts make different trees.
func FuzzHostsAgree(f *testing.F) {
	f.Add("x = f'{a!r}' if b else (", 0)
	f.Add("const a = <T,>(x: T) => `${x}`;", 3)
	wazero, linked := wazeroHost(f), parserHost(f)
	languages := linked.Languages()
	f.Fuzz(func(t *testing.T, text string, language int) {
		job := syntax.Job{Language: languages[uint(language)%uint(len(languages))], Text: []byte(text)}
		want, err := linked.Parse(context.Background(), job)
		if err != nil {
			t.Fatal(err)
		}
		got, err := wazero.Parse(context.Background(), job)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want.Records, got.Records) {
			t.Fatalf("the %s trees of %q differ", job.Language, text)
		}
	})
}

var _ analysis.Parser = (*host.Host)(nil)

// What is found in scripts, of which only imports are read, is the same by all hosts.
func TestHostsAgreeOnScripts(t *testing.T) {
	if linked, wazero := foundInScripts(t, parserHost(t)), foundInScripts(t, wazeroHost(t)); linked != wazero {
		t.Errorf("findings differ:\n%s\n%s", linked, wazero)
	}
}
