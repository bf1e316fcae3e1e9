package main_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"underpin/analysis"
	"underpin/analysis/packages"
	"underpin/analysis/packages/names"
	"underpin/analysis/report"
	"underpin/wasm/host"
	"underpin/wasm/parser"
)

// request is a text to check, as the smoke's JavaScript reads it.
type request struct {
	Path string `json:"path"`
	Text string `json:"text"`
}

// answer is what it tells: findings as JSON, in order of the requests, and how often the event loop came to its turn.
type answer struct {
	Answers []string `json:"answers"`
	Turns   int      `json:"turns"`
}

// index is the index of package names.
const index = "../analysis/packages/names/names.idx"

// requests are the flawed samples, and last a text that takes long.
func requests(t *testing.T) []request {
	t.Helper()
	var out []request
	for _, folder := range []string{"../cmd/underpin/testdata/sample/flawed", "../analysis/testdata/quality"} {
		err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || filepath.Ext(p) != ".py" || len(out) == 60 {
				return err
			}
			text, err := os.ReadFile(p)
			out = append(out, request{filepath.ToSlash(p), string(text)})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	out = append(out,
		request{"requirements.txt", "requests>=2\nreqeusts\nflask-auto-shield-kit==1.0\ncv2\nnumpy\n"},
		request{"package.json", `{"dependencies": {"react": "^18.0.0", "expresss": "4", "react-codeshift-parser-kit": "^1.0.0"}}`},
		request{"Dockerfile", "FROM python:3\nRUN pip install flask sklearn \\\n    llm-guardrail-toolbox-pro\n"},
		request{"packages/app.py", "import cv2\nimport reqeusts as r\nimport llm_guardrail_toolbox_pro\nfrom PIL import Image\n"})
	var long strings.Builder
	for _, r := range out {
		long.WriteString(r.Text + "\n")
	}
	return append(out, request{"long.py", strings.Repeat(long.String(), 4)})
}

// natively answers the requests without JavaScript.
func natively(t *testing.T, requests []request) []string {
	t.Helper()
	linked, err := analysis.LinkedParser()
	if err != nil {
		linked = host.New(host.Options{Languages: parser.Languages(), Module: parser.Module})
	}
	index, err := packages.Open(names.Data())
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range requests {
		session, err := analysis.NewSession(analysis.Options{Parser: linked, Index: index})
		if err != nil {
			t.Fatal(err)
		}
		snapshot, err := session.Apply(t.Context(), analysis.FileChange{Path: r.Path, Text: []byte(r.Text)})
		if err != nil {
			t.Fatal(err)
		}
		found, err := snapshot.Findings(t.Context(), analysis.Scope{})
		if err != nil {
			t.Fatal(err)
		}
		var text strings.Builder
		if err := report.JSON(&text, report.Input{Report: found, Text: snapshot.Text, Rules: session.Rules()}); err != nil {
			t.Fatal(err)
		}
		out = append(out, text.String())
	}
	all := strings.Join(out, "")
	if strings.Count(all, `"fingerprint"`) < 20 || strings.Count(all, `"nonexistent-package"`) < 4 {
		t.Fatal("hardly anything is found")
	}
	return out
}

// TestSmoke has Node and Chromium check texts, and compares with what the engine says here. Both must let messages in
// while they work.
func TestSmoke(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the engine for JavaScript")
	}
	if !parser.Embedded {
		t.Skip("this build holds no parser modules: `make parsers`, then go test -tags parsers")
	}
	engine := filepath.Join(t.TempDir(), "underpin.wasm")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", engine, "./internal/smoke")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	asked := requests(t)
	want := natively(t, asked)
	for name, run := range map[string]func(*testing.T, string, []byte) answer{"node": inNode, "chromium": inChromium} {
		t.Run(name, func(t *testing.T) {
			encoded, err := json.Marshal(asked)
			if err != nil {
				t.Fatal(err)
			}
			got := run(t, engine, encoded)
			if len(got.Answers) != len(want) {
				t.Fatalf("%d answers to %d requests: %.300q", len(got.Answers), len(want), got.Answers)
			}
			for i := range want {
				if got.Answers[i] != want[i] {
					t.Errorf("%s: %.300s, want %.300s", asked[i].Path, got.Answers[i], want[i])
				}
			}
			if got.Turns < 20 {
				t.Errorf("the event loop came to its turn %d times", got.Turns)
			}
		})
	}
}

// support is Go's own JavaScript.
func support(t *testing.T) string {
	t.Helper()
	top, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(strings.TrimSpace(string(top)), "lib", "wasm", "wasm_exec.js")
}

func inNode(t *testing.T, engine string, requests []byte) answer {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no node")
	}
	asked := filepath.Join(t.TempDir(), "requests.json")
	if err := os.WriteFile(asked, requests, 0o666); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(node, "testdata/smoke/node.cjs", support(t), engine, "parser/modules", index, asked).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return decode(t, out)
}

func decode(t *testing.T, text []byte) (a answer) {
	t.Helper()
	if err := json.Unmarshal(text, &a); err != nil {
		t.Fatalf("%v: %.300s", err, text)
	}
	return a
}

func inChromium(t *testing.T, engine string, requests []byte) answer {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("there is no chromium")
	}
	answers := make(chan answer, 1)
	mux := http.NewServeMux()
	mux.Handle("/", http.FileServer(http.Dir("testdata/smoke")))
	mux.Handle("/modules/", http.StripPrefix("/modules/", http.FileServer(http.Dir("parser/modules"))))
	for path, file := range map[string]string{"/wasm_exec.js": support(t), "/underpin.wasm": engine, "/names.idx": index} {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, file) })
	}
	mux.HandleFunc("/requests", func(w http.ResponseWriter, _ *http.Request) { w.Write(requests) })
	mux.HandleFunc("/answers", func(w http.ResponseWriter, r *http.Request) {
		var a answer
		if err := json.NewDecoder(r.Body).Decode(&a); err == nil {
			answers <- a
		}
	})
	server := httptest.NewServer(mux)
	defer server.Close()

	profile, err := os.MkdirTemp("", "chromium")
	if err != nil {
		t.Fatal(err)
	}
	defer os.RemoveAll(profile) // not TempDir: the browser's last process may still write there
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	run := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
		"--user-data-dir="+profile, "--remote-debugging-port=0", server.URL+"/index.html")
	run.Cancel = func() error { return run.Process.Signal(syscall.SIGTERM) } // it ends its own processes then
	run.WaitDelay = 5 * time.Second
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- run.Wait() }()
	defer func() {
		cancel()
		<-ended
		ended <- nil
	}()
	select {
	case a := <-answers:
		return a
	case err := <-ended:
		ended <- err
		t.Fatalf("the browser ended without an answer: %v", err)
	case <-ctx.Done():
		t.Fatal("the browser gave no answer")
	}
	return answer{}
}
