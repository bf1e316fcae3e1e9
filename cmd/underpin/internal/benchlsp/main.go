// Command benchlsp measures language servers as an editor meets them: over
// stdio, from the moment an edit is sent to the moment its diagnostics are read.
//
// It replays the same editing to each server in one run: keystrokes inside
// handlers, newlines, broken states, undo, and whole blocks that are inserted.
// `make bench-lsp` calls it; nothing imports it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// server is a language server to measure.
type server struct {
	name    string
	command []string
	pulls   bool // ask for diagnostics; else wait for a push
	options any  // initializationOptions
}

func main() {
	samples := flag.String("samples", "", "folder of samples to build files from")
	underpin := flag.String("underpin", "", "the binary to measure")
	others := flag.String("others", "", "folder with other servers' programs")
	only := flag.String("only", "", "measure the servers whose name begins so")
	semgrep := flag.String("semgrep", "", "semgrep's program")
	flag.Parse()
	if err := run(*samples, *only, func(rules string) []server { return servers(*underpin, *others, *semgrep, rules) }); err != nil {
		fmt.Fprintln(os.Stderr, "benchlsp:", err)
		os.Exit(1)
	}
}

func servers(underpin, others, semgrep, rules string) []server {
	out := []server{
		{name: "underpin, pushed", command: []string{underpin, "lsp"}},
		{name: "underpin, pulled", command: []string{underpin, "lsp"}, pulls: true},
	}
	if others != "" {
		ruff := map[string]any{"settings": map[string]any{"lint": map[string]any{"select": []string{"S"}}}}
		out = append(out,
			server{name: "ruff (S), pulled", command: []string{filepath.Join(others, "ruff"), "server"}, pulls: true, options: ruff},
			server{name: "ruff (S), pushed", command: []string{filepath.Join(others, "ruff"), "server"}, options: ruff},
			server{name: "pylsp (pyflakes), pushed", command: []string{filepath.Join(others, "pylsp")}})
	}
	if semgrep != "" {
		out = append(out, server{name: "semgrep, pushed", command: []string{semgrep, "lsp", "--experimental"}, options: map[string]any{
			"scan": map[string]any{"configuration": []string{rules}, "onlyGitDirty": false}, "metrics": map[string]any{"enabled": false},
		}})
	}
	return out
}

func run(samples, only string, all func(rules string) []server) error {
	c, err := readCorpus(samples)
	if err != nil {
		return err
	}
	folder, err := os.MkdirTemp("", "benchlsp")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	rules := filepath.Join(folder, "rules.yml")
	if err := os.WriteFile(rules, []byte(semgrepRule), 0o600); err != nil {
		return err
	}
	measured := slices.DeleteFunc(all(rules), func(s server) bool { return !strings.HasPrefix(s.name, only) })
	workspace := filepath.Join(folder, "workspace")
	if err := c.workspace(workspace, 2000); err != nil {
		return err
	}
	fmt.Println("Milliseconds from an edit sent to its diagnostics received; MB resident behind the editing.")
	for _, lines := range []int{1000, 10_000} {
		text := c.file(lines)
		path := filepath.Join(folder, fmt.Sprint(lines), "app.py")
		if err := write(path, text); err != nil {
			return err
		}
		fmt.Printf("\n== A file of %d lines\n%-26s %-10s %4s %8s %8s %8s %8s\n", lines, "", "edit", "n", "p50", "p95", "p99", "max")
		for _, s := range measured {
			if err := edit(s, path, text, c.block()); err != nil {
				fmt.Printf("%-26s not measured: %v\n", s.name, err)
			}
		}
	}
	fmt.Printf("\n== A workspace of 2,000 files (%d lines)\n", c.written)
	for _, s := range measured {
		mb, took, err := index(s, workspace)
		if err != nil {
			fmt.Printf("%-26s not measured: %v\n", s.name, err)
			continue
		}
		to := fmt.Sprintf("%.1f s to the diagnostics", took.Seconds())
		if took == 0 {
			to = "says nothing of files that are not open"
		}
		fmt.Printf("%-26s %4.0f MB resident, %s\n", s.name, mb, to)
	}
	return nil
}

const semgrepRule = `rules:
- id: shell
  languages: [python]
  severity: ERROR
  message: shell
  pattern: os.system(...)
`

// pause is between edits: a fast typist's.
const pause = 50 * time.Millisecond
