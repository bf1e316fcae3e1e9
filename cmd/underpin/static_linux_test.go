package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"underpin/wasm/parser"
)

const flawedHandler = `import os
from flask import request

def show():
    os.system("ls " + request.args["folder"])
`

// buildStatic builds the program without cgo.
func buildStatic(t *testing.T, flags ...string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("builds the program")
	}
	program := filepath.Join(t.TempDir(), "underpin")
	build := exec.Command("go", append(append([]string{"build"}, flags...), "-o", program, ".")...)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// TestStaticInAnEmptyFolder runs the program where there is nothing else: no libraries, no home, no cache, no /tmp.
func TestStaticInAnEmptyFolder(t *testing.T) {
	if !parser.Embedded {
		t.Skip("this build holds no parser modules: `make parsers`, then go test -tags parsers")
	}
	if os.Getuid() != 0 {
		t.Skip("only root may change the root folder")
	}
	program := buildStatic(t, "-tags", "parsers")
	run := exec.Command("/"+filepath.Base(program), "check", "--stdin-path", "show.py", "--format", "json")
	run.SysProcAttr = &syscall.SysProcAttr{Chroot: filepath.Dir(program)}
	run.Dir, run.Env = "/", []string{"GOTRACEBACK=all"}
	run.Stdin = strings.NewReader(flawedHandler)
	var out, complaints bytes.Buffer
	run.Stdout, run.Stderr = &out, &complaints
	var ended *exec.ExitError
	if err := run.Run(); !errors.As(err, &ended) || ended.ExitCode() != exitFindings {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if !strings.Contains(out.String(), `"command-injection"`) || complaints.Len() != 0 {
		t.Errorf("said %s and %s", out.String(), complaints.String())
	}
}

// A build that holds no parsers says so, and how to get one that does.
func TestBuildWithoutParsers(t *testing.T) {
	program := buildStatic(t)
	for _, verb := range []string{"check", "rules"} {
		out, err := exec.Command(program, verb).CombinedOutput()
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != exitFailed || !bytes.Contains(out, []byte("built without parsers")) || !bytes.Contains(out, []byte("make static")) {
			t.Errorf("%s: %v\n%s", verb, err, out)
		}
	}
}
