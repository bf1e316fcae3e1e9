//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/rogpeppe/go-internal/testscript"
)

// unprivileged is status for a user whom permissions bind: unprivileged CODE underpin ARG... Where root runs the tests, as
// on many build machines, the command runs as nobody, from a copy in a folder that nobody may enter.
func unprivileged(ts *testscript.TestScript, neg bool, args []string) {
	if os.Geteuid() != 0 {
		status(ts, neg, args)
		return
	}
	const nobody = 65534
	work := ts.Getenv("WORK")
	for _, folder := range []string{work, filepath.Dir(work)} {
		ts.Check(os.Chmod(folder, 0o755))
	}
	folder, err := os.MkdirTemp("", "unprivileged")
	ts.Check(err)
	ts.Defer(func() { os.RemoveAll(folder) })
	ts.Check(os.Chmod(folder, 0o755))
	binary, err := os.Executable()
	ts.Check(err)
	program := filepath.Join(folder, args[1]) // its name tells testscript.Main what to be
	// By another process: a file that this one has written may be busy in a child that another script starts meanwhile.
	ts.Check(exec.Command("cp", binary, program).Run())

	c := exec.Command(program, args[2:]...)
	c.Dir = ts.MkAbs(".")
	c.Env = []string{"PATH=" + ts.Getenv("PATH"), "HOME=/no-home", "GORACE=" + ts.Getenv("GORACE")}
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	c.Stdout, c.Stderr = ts.Stdout(), ts.Stderr()
	ts.Logf("[as nobody: %s]", strings.Join(args[1:], " "))
	holdTo(ts, args, c.Run())
}
