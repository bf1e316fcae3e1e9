// Command underpin checks source code for the flaws that AI assistants insert: injection, secrets, risky routes.
//
// It owns what the user types and sees, and every effect (files, git, the terminal); the analysis itself is package analysis,
// which knows none of them.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	largePages(heapSpan)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second signal ends the program, whatever it does
	code := run(ctx, &environment{
		in: os.Stdin, out: os.Stdout, err: os.Stderr,
		getenv: os.Getenv, now: time.Now, getwd: os.Getwd,
	}, os.Args[1:])
	stop()
	os.Exit(code)
}
