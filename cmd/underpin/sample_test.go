package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestSample holds the two shops of testdata/sample to what a reader of them would say.
func TestSample(t *testing.T) {
	for _, test := range []struct {
		folder string
		code   int
		want   []string
	}{
		{"testdata/sample/proper", exitClean, nil},
		{"testdata/sample/flawed", exitFindings, []string{
			"__init__.py:10 hard-coded-secret",
			"accounts.py:10 missing-rate-limit",
			"accounts.py:18 plaintext-password",
			"accounts.py:18 sql-injection",
			"accounts.py:22 missing-session-token",
			"audit.py:7 secret-in-log",
			"db.py:14 sql-injection",
			"invoices.py:13 path-traversal",
			"invoices.py:19 command-injection",
			"products.py:14 cross-site-scripting",
			"products.py:20 server-side-request-forgery",
			"products.py:21 unbounded-memory",
		}},
	} {
		t.Run(test.folder, func(t *testing.T) {
			t.Chdir(test.folder)
			var out, complaints bytes.Buffer
			env := &environment{out: &out, err: &complaints, getenv: os.Getenv, now: time.Now, getwd: os.Getwd}
			code := run(context.Background(), env, []string{"check", "--format", "json"})
			var report struct {
				Findings []struct {
					Rule     string
					Location struct {
						Path  string
						Start struct{ Line int }
					}
				}
			}
			if err := json.Unmarshal(out.Bytes(), &report); err != nil {
				t.Fatalf("%v\n%s", err, complaints.String())
			}
			var got []string
			for _, f := range report.Findings {
				got = append(got, fmt.Sprintf("%s:%d %s", path.Base(f.Location.Path), f.Location.Start.Line, f.Rule))
			}
			slices.Sort(got)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
		})
	}
}
