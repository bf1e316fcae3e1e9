//go:build !unix

package main

import "github.com/rogpeppe/go-internal/testscript"

// unprivileged is status: scripts that use it stop before where there are no permissions to speak of.
func unprivileged(ts *testscript.TestScript, neg bool, args []string) { status(ts, neg, args) }
