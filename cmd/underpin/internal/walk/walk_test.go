package walk

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// tree writes files under a fresh root: name to content; a name that ends in "@" is a link to its content.
func tree(t testing.TB, files map[string]string) string {
	t.Helper()
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		path := filepath.Join(root, filepath.FromSlash(strings.TrimSuffix(name, "@")))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, "@") {
			err = os.Symlink(content, path)
		} else {
			err = os.WriteFile(path, []byte(content), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func options(root string, paths ...string) Options {
	o := Options{
		Root: root, MaxSize: 2e6, Jobs: 2,
		Wanted:  func(name string) bool { return filepath.Ext(name) == ".py" },
		Script:  func(line string) bool { return strings.Contains(line, "python") },
		Selects: func(string) bool { return true },
		Prunes:  func(string) bool { return false },
	}
	for _, p := range paths {
		o.Paths = append(o.Paths, filepath.Join(root, p))
	}
	if len(paths) == 0 {
		o.Paths = []string{root}
	}
	return o
}

// summary writes a result as lines: files, notes with "~", failures with "!".
func summary(t testing.TB, o Options) string {
	t.Helper()
	r, err := Read(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, f := range r.Files {
		fmt.Fprintln(&b, f.Path)
	}
	for _, n := range r.Notes {
		fmt.Fprintln(&b, "~", n.Path, n.Message)
	}
	for _, n := range r.Failed {
		fmt.Fprintln(&b, "!", n.Path, n.Message)
	}
	return b.String()
}

func expect(t *testing.T, o Options, lines ...string) {
	t.Helper()
	want := ""
	if len(lines) > 0 {
		want = strings.Join(lines, "\n") + "\n"
	}
	if diff := cmp.Diff(want, summary(t, o)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestWhatIsSource(t *testing.T) {
	root := tree(t, map[string]string{
		"app.py": "x = 1", "notes.txt": "", "Makefile": "all:\n", "tool": "#!/usr/bin/env python3\n", "bin/sh": "#!/bin/sh\n",
		"jquery.min.py": "", "pkg/a.py": "", "node_modules/x/a.py": "", "pkg/__pycache__/a.py": "", ".git/hooks/x.py": "",
		"env/pyvenv.cfg": "", "env/lib/a.py": "", "lib/site-packages/a.py": "", "setup.py": "", "build/lib/pkg/a.py": "",
		"build.d/a.py": "", "x.egg-info/a.py": "", "docs/build/a.py": "", ".github/scripts/a.py": "", "empty.py": "",
	})
	expect(t, options(root), ".github/scripts/a.py", "app.py", "build.d/a.py", "docs/build/a.py", "empty.py", "pkg/a.py", "setup.py", "tool")
}

func TestIgnore(t *testing.T) {
	root := tree(t, map[string]string{
		".git/info/exclude": "private.py\n",
		".gitignore":        "# comment\n*.gen.py\n/top.py\nout/\n!keep.gen.py\ndocs/**/x.py\na\\ b.py  \n[!a-z]cap.py\nlogs/**\nq?.py\n",
		"private.py":        "", "one.gen.py": "", "keep.gen.py": "", "top.py": "", "sub/top.py": "", "out/x.py": "", "sub/out/x.py": "",
		"docs/x.py": "", "docs/a/b/x.py": "", "docs/a/y.py": "", "a b.py": "", "Xcap.py": "", "xcap.py": "", "logs/x.py": "", "q1.py": "",
		"sub/.gitignore": "!two.gen.py\n/local.py\n", "sub/two.gen.py": "", "sub/local.py": "", "sub/deep/local.py": "", "local.py": "",
	})
	expect(t, options(root), "docs/a/y.py", "keep.gen.py", "local.py", "sub/deep/local.py", "sub/top.py", "sub/two.gen.py", "xcap.py")
	t.Run("from a folder inside", func(t *testing.T) {
		expect(t, options(root, "sub"), "sub/deep/local.py", "sub/top.py", "sub/two.gen.py")
	})
	t.Run("named paths are not ignored", func(t *testing.T) {
		expect(t, options(root, "out", "one.gen.py"), "one.gen.py", "out/x.py")
	})
}

func TestNamed(t *testing.T) {
	root := tree(t, map[string]string{"a.py": "", "b/c.py": "", "d.txt": "", "script": "#!/usr/bin/python\n", "other": "x", "skip.py": ""})
	o := options(root, "a.py", "b", "b/c.py", ".", "d.txt", "script", "other", "missing.py", "skip.py")
	o.Selects = func(path string) bool { return path != "skip.py" }
	expect(t, o, "a.py", "b/c.py", "script",
		"~ d.txt not checked: no language that is known here has files of this name",
		"~ other not checked: no known extension, and no known interpreter in its first line",
		"~ skip.py excluded by the settings",
		"! missing.py no such file or folder")
}

func TestLinks(t *testing.T) {
	outside := tree(t, map[string]string{"far/x.py": "", "near.py": ""})
	root := tree(t, map[string]string{
		"a.py": "", "again.py@": "a.py", "up@": "..", "self@": ".", "loop.py@": "loop.py", "ping@": "pong", "pong@": "ping",
		"gone.py@": "nowhere.py", "gone@": "nowhere", "shared.py@": filepath.Join(outside, "near.py"), "far@": filepath.Join(outside, "far"),
	})
	expect(t, options(root), "a.py", "shared.py",
		"~ far not followed: this link leads to a folder outside; name the folder to have it checked",
		"~ gone.py not checked: this link leads nowhere",
		"~ loop.py not checked: this link leads in a circle",
		"~ ping not checked: this link leads in a circle",
		"~ pong not checked: this link leads in a circle",
		"~ up not followed: this link leads to a folder outside; name the folder to have it checked")
	t.Run("named", func(t *testing.T) {
		expect(t, options(root, "far", "loop.py"), "far/x.py", "! loop.py cannot be read: too many levels of symbolic links")
	})
}

func TestBadFiles(t *testing.T) {
	root := tree(t, map[string]string{
		"binary.py": "x = 1\n\x00\x01", "late.py": strings.Repeat("# line\n", 2000) + "\x00", "utf16.py": "\xff\xfex\x00=\x001\x00",
		"bad.py": "x = '\xff\xfe'", "long.py": "x = '" + strings.Repeat("a", 1_500_000) + "'", "ok.py": "x = 1",
	})
	big, err := os.Create(filepath.Join(root, "big.py"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(big.Truncate(50_000_000), big.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "big2.py"), []byte(strings.Repeat("x = 1\n", 500_000)), 0o666); err != nil {
		t.Fatal(err)
	}
	expect(t, options(root), "bad.py", "late.py", "long.py", "ok.py",
		"~ big.py not checked: binary, or text in UTF-16",
		"~ big2.py not checked: 3.0 MB, over the limit of 2.0 MB (max-file-size)",
		"~ binary.py not checked: binary, or text in UTF-16",
		"~ utf16.py not checked: text in UTF-16, which no source may be in; save it as UTF-8")
}

// The tests may run as root, whom no permission stops; so the refusals come from the injected functions.
func TestWhatCannotBeRead(t *testing.T) {
	root := tree(t, map[string]string{"a.py": "x", "locked/b.py": "x", "vanishing.py": "x", "forbidden.py": "x"})
	refuse := func(o Options) Options {
		o.readDir = func(path string) ([]fs.DirEntry, error) {
			if filepath.Base(path) == "locked" {
				return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
			}
			return os.ReadDir(path)
		}
		o.open = func(path string) (*os.File, error) {
			switch filepath.Base(path) {
			case "vanishing.py":
				if err := os.Remove(path); err != nil {
					return nil, err
				}
			case "forbidden.py":
				return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
			}
			return os.Open(path)
		}
		return o
	}
	expect(t, refuse(options(root)), "a.py",
		"~ forbidden.py no permission to read it",
		"~ locked no permission to read it: nothing in this folder was checked",
		"~ vanishing.py vanished before it was read")
	t.Run("named", func(t *testing.T) {
		expect(t, refuse(options(root, "locked", "forbidden.py", "a.py")), "a.py",
			"! forbidden.py no permission to read it", "! locked no permission to read it")
	})
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Read(ctx, options(tree(t, map[string]string{"a.py": ""}))); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// BenchmarkRead reads 10,000 files under 90 ignore patterns.
func BenchmarkRead(b *testing.B) {
	files := map[string]string{}
	var ignore strings.Builder
	for i := range 90 {
		fmt.Fprintf(&ignore, "*.x%d\n/build%d/\ndocs/**/gen%d\n", i, i, i)
	}
	files[".gitignore"] = ignore.String()
	for i := range 10_000 {
		files[fmt.Sprintf("src/pkg%d/mod%d/file%d.py", i%10, i%100, i)] = "x = 1\n"
	}
	o := options(tree(b, files))
	o.Jobs = runtime.GOMAXPROCS(0)
	for b.Loop() {
		if _, err := Read(context.Background(), o); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIgnored asks for 10,000 files under 90 patterns, without touching the disk.
func BenchmarkIgnored(b *testing.B) {
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "*.x%d\n", i)
		if i < 20 {
			fmt.Fprintf(&text, "/build%d/\n", i)
		}
		if i < 10 {
			fmt.Fprintf(&text, "docs/**/gen%d\n", i)
		}
	}
	f := parseIgnore(text.String(), "/project", nil)
	var paths []string
	for i := range 10_000 {
		paths = append(paths, fmt.Sprintf("/project/src/pkg%d/sub/mod%d/file%d.py", i%10, i%100, i))
	}
	for b.Loop() {
		for _, p := range paths {
			f.ignored(p, false)
		}
	}
}

// What programs write may be larger.
func TestMachine(t *testing.T) {
	root := tree(t, map[string]string{"a.py": strings.Repeat("#", 3e6), "b.py": strings.Repeat("#", 3e6), "c.py": strings.Repeat("#", 21e6)})
	o := options(root)
	o.Machine = func(path string) bool { return !strings.HasSuffix(path, "a.py") }
	expect(t, o, "b.py", "~ a.py not checked: 3.0 MB, over the limit of 2.0 MB (max-file-size)", "~ c.py not checked: 21.0 MB, over the limit of 20.0 MB (max-file-size)")
}

// Of some files nothing is said unless they are named; folders that are passed over are told.
func TestQuietAndSkipped(t *testing.T) {
	root := tree(t, map[string]string{"big.py": strings.Repeat("#", 3e6), "film.q.py": "\x00", "a/node_modules/x.py": "", "a/b.py": "", ".git/x": ""})
	o := options(root)
	var skipped []string
	o.Quiet = func(path string) bool { return path == "big.py" || path == "film.q.py" }
	o.Skipped = func(folder string) {
		rel, _ := filepath.Rel(root, folder)
		skipped = append(skipped, filepath.ToSlash(rel))
	}
	expect(t, o, "a/b.py")
	if got := fmt.Sprint(skipped); got != "[.git a/node_modules]" {
		t.Errorf("skipped %s", got)
	}
	o.Paths = []string{filepath.Join(root, "big.py")}
	expect(t, o, "~ big.py not checked: 3.0 MB, over the limit of 2.0 MB (max-file-size)")
}
