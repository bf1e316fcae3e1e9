package main

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"underpin/analysis"
	"underpin/wasm/parser"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"underpin": main})
}

// TestScripts runs the manual: testdata/script holds one file a subject, each shown by commands and what they answer.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Condition:           condition,
		Setup: func(e *testscript.Env) error {
			// Commits need an author, and nobody's own settings may change what git does.
			e.Setenv("GIT_CONFIG_GLOBAL", "/dev/null")
			e.Setenv("GIT_CONFIG_SYSTEM", "/dev/null")
			e.Setenv("GORACE", "atexit_sleep_ms=0") // each command would sleep a second under the race detector
			for _, who := range []string{"AUTHOR", "COMMITTER"} {
				e.Setenv("GIT_"+who+"_NAME", "nobody")
				e.Setenv("GIT_"+who+"_EMAIL", "nobody@example.org")
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"make-file":    makeFile,
			"status":       status,
			"serve":        serve,
			"unprivileged": unprivileged,
		},
	})
}

// condition tells what this build holds: [parsers], the WebAssembly modules, [cgo], those that cgo links.
func condition(name string) (bool, error) {
	switch name {
	case "parsers":
		return parser.Embedded, nil
	case "cgo":
		_, err := analysis.LinkedParser()
		return err == nil, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}

// makeFile writes files that are too unwieldy to stand in a script:
// make-file KIND SIZE FILE, KIND being binary, line, nested, utf16 or lines.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: make-file binary|line|nested|utf16|lines SIZE FILE")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var text []byte
	switch args[0] {
	case "binary":
		text = make([]byte, n)
	case "line":
		text = fmt.Appendf(nil, "x = %q\n", strings.Repeat("a", n))
	case "nested":
		text = fmt.Appendf(nil, "x = %s1%s\n", strings.Repeat("(", n), strings.Repeat(")", n))
	case "utf16":
		text = append([]byte{0xff, 0xfe}, bytes.Repeat([]byte("x\x00\n\x00"), n)...)
	case "lines":
		text = bytes.Repeat([]byte("x = 1\n"), n)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), text, 0o666))
}

// status runs a command and holds it to an exit code: status CODE COMMAND ARG...
func status(ts *testscript.TestScript, _ bool, args []string) {
	holdTo(ts, args, ts.Exec(args[1], args[2:]...))
}

// holdTo compares how the command of args ended with the code that they begin with.
func holdTo(ts *testscript.TestScript, args []string, err error) {
	code := 0
	if err != nil {
		code = -1
		if coded, ok := err.(interface{ ExitCode() int }); ok {
			code = coded.ExitCode()
		}
	}
	if fmt.Sprint(code) != args[0] {
		ts.Fatalf("%s: exit code %d, expected %s (%v)", strings.Join(args[1:], " "), code, args[0], err)
	}
}
