//go:build unix

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"syscall"
	"testing"
	"time"
)

// TestInterruptedPipe and TestInterruptedInput hold a run that waits for something which never comes to end when it is
// interrupted: without a report, and without a file that was half written.
func TestInterruptedPipe(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := syscall.Mkfifo("pipe.py", 0o666); err != nil {
		t.Fatal(err)
	}
	interrupted(t, nil, []string{"pipe.py"}, func() {
		// A writer can open the pipe once a reader has, and says nothing then.
		writer, err := os.OpenFile("pipe.py", os.O_WRONLY|syscall.O_NONBLOCK, 0)
		for ; err != nil; writer, err = os.OpenFile("pipe.py", os.O_WRONLY|syscall.O_NONBLOCK, 0) {
			time.Sleep(time.Millisecond)
		}
		t.Cleanup(func() { writer.Close() })
	})
}

func TestInterruptedInput(t *testing.T) {
	t.Chdir(t.TempDir())
	in := silent{asked: make(chan struct{})}
	interrupted(t, in, []string{"--stdin-path", "app.py"}, func() { <-in.asked })
}

// silent is an input from which nothing comes.
type silent struct{ asked chan struct{} }

func (s silent) Read([]byte) (int, error) {
	close(s.asked)
	select {}
}

// interrupted interrupts a check once it waits.
func interrupted(t *testing.T, in io.Reader, args []string, waits func()) {
	t.Helper()
	var out, complaints bytes.Buffer
	env := &environment{in: in, out: &out, err: &complaints, getenv: os.Getenv, now: time.Now, getwd: os.Getwd}
	ctx, interrupt := context.WithCancel(context.Background())
	defer interrupt()
	code := make(chan int)
	go func() { code <- run(ctx, env, append([]string{"check", "--output", "report.txt"}, args...)) }()
	waits()
	interrupt()
	select {
	case got := <-code:
		if got != exitFailed || complaints.String() != "underpin: interrupted\n" || out.Len() > 0 {
			t.Errorf("exit code %d, output %q, complaints %q", got, out.String(), complaints.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still running")
	}
	if _, err := os.Stat("report.txt"); err == nil {
		t.Error("wrote a report")
	}
}
