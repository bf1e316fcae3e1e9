package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/xeipuuv/gojsonschema"
)

// TestSARIF holds reports to the schema of the standard and to what code hosts read beyond it: over the labelled samples, over
// names and files that are no good, and over a run that could not read everything.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	samples, err := filepath.Abs(filepath.Join("..", "..", "analysis", "testdata", "quality"))
	if err != nil {
		t.Fatal(err)
	}
	odd := t.TempDir()
	flawed, err := os.ReadFile("testdata/sample/flawed/shop/__init__.py")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"binary.py": "\x00", "with space #%é.py": string(flawed), "empty.py": "",
		"known.py": strings.ReplaceAll(string(flawed), "\"\n", "\"  # underpin: ignore[hard-coded-secret] an example\n"),
	} {
		if err := os.WriteFile(filepath.Join(odd, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name, folder string
		args         []string
		has          []string // members that some result has
	}{
		{"samples", samples, []string{"--min-confidence", "low"}, []string{"codeFlows", "relatedLocations", "fixes", "partialFingerprints"}},
		{"odd files", odd, []string{"--show-suppressed"}, []string{"suppressions"}},
		{"nothing", odd, []string{"empty.py"}, nil},
		{"incomplete", odd, []string{"nosuch.py"}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Chdir(test.folder)
			var out, complaints bytes.Buffer
			env := &environment{out: &out, err: &complaints, getenv: os.Getenv, now: time.Now, getwd: os.Getwd}
			run(context.Background(), env, append([]string{"check", "--format", "sarif"}, test.args...))
			valid(t, schema, out.Bytes())
			report, err := sarif.FromBytes(out.Bytes())
			if err != nil || len(report.Runs) != 1 {
				t.Fatalf("%v\n%s", err, complaints.String())
			}
			checkRules(t, report.Runs[0].Tool.Driver.Rules)
			checkAddresses(t, out.Bytes())
			for _, member := range test.has {
				if !bytes.Contains(out.Bytes(), []byte(strconv.Quote(member)+": ")) {
					t.Errorf("no result has %s", member)
				}
			}
			if complete := report.Runs[0].Invocations[0].ExecutionSuccessful; *complete != (test.name != "incomplete") {
				t.Errorf("executionSuccessful is %t", *complete)
			}
		})
	}
}

// sarifSchema is the official schema as go-sarif carries it, in a constant that it does not export.
func sarifSchema(t *testing.T) *gojsonschema.Schema {
	t.Helper()
	folder, err := exec.Command("go", "list", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(folder)), "schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok && strings.HasPrefix(literal.Value, "`{") {
			text = strings.Trim(literal.Value, "`")
		}
		return true
	})
	schema, err := gojsonschema.NewSchema(gojsonschema.NewStringLoader(text))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func valid(t *testing.T, schema *gojsonschema.Schema, report []byte) {
	t.Helper()
	result, err := schema.Validate(gojsonschema.NewBytesLoader(report))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range result.Errors() {
		t.Errorf("not valid: %s", e)
	}
}

// checkRules: hosts find a weakness by its tag, as text, and rank by security-severity, a number in quotes.
func checkRules(t *testing.T, rules []*sarif.ReportingDescriptor) {
	t.Helper()
	if len(rules) == 0 {
		t.Error("no rules")
	}
	for _, r := range rules {
		if !slices.ContainsFunc(r.Properties.Tags, func(tag string) bool {
			number, ok := strings.CutPrefix(tag, "external/cwe/cwe-")
			n, err := strconv.Atoi(number)
			return ok && err == nil && fmt.Sprint(n) == number
		}) {
			t.Errorf("%s: tags %q", *r.ID, r.Properties.Tags)
		}
		severity, ok := r.Properties.Properties["security-severity"].(string)
		if n, err := strconv.ParseFloat(severity, 64); !ok || err != nil || n <= 0 || n > 10 {
			t.Errorf("%s: security-severity %q", *r.ID, severity)
		}
	}
}

// checkAddresses holds every address in a report to be relative, below the root and escaped.
func checkAddresses(t *testing.T, report []byte) {
	t.Helper()
	var all any
	if err := json.Unmarshal(report, &all); err != nil {
		t.Fatal(err)
	}
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				visit(e)
			}
		case map[string]any:
			if address, ok := v["uri"].(string); ok {
				u, err := url.Parse(address)
				if err != nil || u.IsAbs() || !filepath.IsLocal(filepath.FromSlash(u.Path)) || u.Fragment != "" || u.RawQuery != "" || v["uriBaseId"] != "%SRCROOT%" {
					t.Errorf("address %v", v)
				}
			}
			for _, e := range v {
				visit(e)
			}
		}
	}
	visit(all)
}
