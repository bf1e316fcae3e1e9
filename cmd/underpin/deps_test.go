package main

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
)

// TestDepsSARIF holds audits to the schema of the standard and to what code hosts read beyond it: of manifests, and of names that
// stand in no file.
func TestDepsSARIF(t *testing.T) {
	schema := sarifSchema(t)
	folder := t.TempDir()
	t.Chdir(folder)
	for name, text := range map[string]string{
		"requirements.txt": "flask-auto-secure\nreqeusts==1\nnose\ncv2\n", "with space/package.json": `{"dependencies": {"lodahs": "*", "react": "*"}}`,
	} {
		if i := strings.LastIndexByte(name, '/'); i > 0 {
			_ = os.MkdirAll(name[:i], 0o777)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for name, test := range map[string]struct {
		args    []string
		results int
	}{
		"manifests": {nil, 5},
		"names":     {[]string{"pypi:invented-thing", "npm:react"}, 1},
		"nothing":   {[]string{"npm:react"}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var out, complaints bytes.Buffer
			env := &environment{out: &out, err: &complaints, getenv: func(string) string { return "" }, now: time.Now, getwd: os.Getwd}
			run(context.Background(), env, append([]string{"deps", "--format", "sarif"}, test.args...))
			valid(t, schema, out.Bytes())
			report, err := sarif.FromBytes(out.Bytes())
			if err != nil || len(report.Runs) != 1 {
				t.Fatalf("%v\n%s", err, complaints.String())
			}
			checkRules(t, report.Runs[0].Tool.Driver.Rules)
			checkAddresses(t, out.Bytes())
			if n := len(report.Runs[0].Results); n != test.results {
				t.Errorf("%d results, want %d", n, test.results)
			}
		})
	}
}
