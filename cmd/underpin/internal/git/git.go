// Package git owns questions to the git program: which lines were added since a revision.
//
// It asks git itself rather than a library, so that the answer is the one the user's own `git diff` gives, with
// their attributes and filters. The verb check calls it.
package git

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// Lines is a run of added lines, counted from 0: first to last, both included.
type Lines struct{ First, Last int }

// Added maps files (relative to the folder that was asked for, slashes) to the lines added in them, in order.
// A file that git does not track yet is added as a whole.
type Added map[string][]Lines

// everything covers a file of any length.
const everything = int(^uint(0) >> 1)

// Has tells whether one of the lines first to last of a file was added.
func (a Added) Has(path string, first, last int) bool {
	for _, l := range a[path] {
		if l.First <= last && first <= l.Last {
			return true
		}
	}
	return false
}

// Since gives the lines that the working tree below folder has and revision has not.
func Since(ctx context.Context, folder, revision string) (Added, error) {
	r := repository{ctx: ctx, folder: folder}
	if _, err := exec.LookPath("git"); err != nil {
		return nil, errors.New("cannot find the program git, which --since needs")
	}
	top, err := r.run("rev-parse", "--show-toplevel")
	if errors.Is(err, errNoRepository) {
		return nil, fmt.Errorf("%s is not in a git repository, which --since needs", folder)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot ask git what was added since %s: %w", revision, err)
	}
	if strings.HasPrefix(revision, "-") { // git would take it for an option
		return nil, unknown(revision, nil)
	}
	commit, err := r.run("rev-parse", "--verify", "--quiet", revision+"^{commit}")
	if err != nil {
		return nil, unknown(revision, err)
	}
	diff, err := r.run("diff", "--unified=0", "--no-color", "--no-ext-diff", "--find-renames", "--ignore-submodules",
		"--relative", "--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(commit), "--", ".")
	if err != nil {
		return nil, fmt.Errorf("cannot compare %s with %q: %w", strings.TrimSpace(top), revision, err)
	}
	added, err := parse(diff)
	if err != nil {
		return nil, err
	}
	untracked, err := r.run("ls-files", "--others", "--exclude-standard", "-z", "--", ".")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(untracked, "\x00") {
		if name != "" {
			added[name] = []Lines{{0, everything}}
		}
	}
	return added, nil
}

var errNoRepository = errors.New("not a git repository")

func unknown(revision string, cause error) error {
	if errors.Is(cause, context.Canceled) {
		return cause
	}
	return fmt.Errorf("unknown revision %q: git knows no such branch, tag or commit here", revision)
}

type repository struct {
	ctx    context.Context
	folder string
}

func (r repository) run(args ...string) (string, error) {
	c := exec.CommandContext(r.ctx, "git", append([]string{"-c", "core.quotePath=false"}, args...)...)
	c.Dir = r.folder
	c.Env = append(os.Environ(), "LC_ALL=C", "GIT_OPTIONAL_LOCKS=0", "GIT_PAGER=cat")
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Run(); err != nil {
		if r.ctx.Err() != nil {
			return "", r.ctx.Err()
		}
		said := strings.TrimPrefix(strings.TrimSpace(complaint.String()), "fatal: ")
		switch {
		case strings.HasPrefix(said, "not a git repository"):
			return "", errNoRepository
		case said != "": // all of it: git tells what to do on the lines that follow
			return "", fmt.Errorf("git: %s", said)
		}
		return "", fmt.Errorf("git %s: %w", args[0], err)
	}
	return out.String(), nil
}
