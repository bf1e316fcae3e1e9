package output

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

func say(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

func content(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// alone fails if anything but the file itself lies in its folder.
func alone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

func TestWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.json")
	for _, text := range []string{"first", "second, longer", "3"} {
		if err := Write(path, say(text)); err != nil {
			t.Fatal(err)
		}
		if got := content(t, path); got != text {
			t.Errorf("got %q, want %q", got, text)
		}
	}
	alone(t, path)
}

func TestModeAndLinkStay(t *testing.T) {
	folder := t.TempDir()
	path, link := filepath.Join(folder, "report"), filepath.Join(folder, "link")
	if err := errors.Join(os.WriteFile(path, nil, 0o640), os.Chmod(path, 0o640), os.Symlink(path, link)); err != nil {
		t.Fatal(err)
	}
	if err := Write(link, say("x")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(path)
	if err != nil || info.Mode() != 0o640 || content(t, link) != "x" {
		t.Errorf("%v %v", info.Mode(), err)
	}
}

func TestFailureKeepsTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report")
	if err := Write(path, say("old")); err != nil {
		t.Fatal(err)
	}
	full := errors.New("no space left on device")
	err := Write(path, func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return full
	})
	if !errors.Is(err, full) || !strings.HasPrefix(err.Error(), "cannot write "+path) {
		t.Errorf("got %v", err)
	}
	if got := content(t, path); got != "old" {
		t.Errorf("the old file now holds %q", got)
	}
	alone(t, path)
}

func TestMessages(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{
		folder:                              "it is a folder",
		filepath.Join(folder, "no", "file"): "no such file or directory",
	} {
		if err := Write(path, say("x")); err == nil || err.Error() != "cannot write "+path+": "+want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if runtime.GOOS == "linux" {
		if err := Write("/dev/full", say("x")); err == nil || err.Error() != "cannot write /dev/full: no space left on device" {
			t.Errorf("got %v", err)
		}
		if err := Write("/dev/null", say("x")); err != nil {
			t.Error(err)
		}
	}
}
