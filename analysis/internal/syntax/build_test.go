//go:build !js

package syntax_test

import (
	"os"
	"os/exec"
	"testing"
)

// The trees and the parser's absence must build where there is no cgo.
func TestBuildsWithoutCgo(t *testing.T) {
	if testing.Short() {
		t.Skip("builds take long")
	}
	for name, env := range map[string][]string{
		"no cgo": {"CGO_ENABLED=0"},
		"js":     {"GOOS=js", "GOARCH=wasm"},
	} {
		build := exec.Command("go", "build", "./...")
		build.Env = append(os.Environ(), env...)
		if out, err := build.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}
