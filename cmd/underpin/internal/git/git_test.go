package git

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

type repo struct {
	t      *testing.T
	folder string
}

func newRepo(t *testing.T) repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	r := repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	return r
}

func (r repo) git(args ...string) {
	r.t.Helper()
	c := exec.Command("git", append([]string{"-c", "user.name=n", "-c", "user.email=e@example.org", "-c", "commit.gpgsign=false"}, args...)...)
	c.Dir = r.folder
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	if out, err := c.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

func (r repo) write(name, content string) {
	r.t.Helper()
	path := filepath.Join(r.folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o666); err != nil {
		r.t.Fatal(err)
	}
}

func TestSince(t *testing.T) {
	r := newRepo(t)
	r.write(".gitignore", "ignored.py\n")
	r.write("app/a.py", "1\n2\n3\n4\n5\n")
	r.write("old.py", strings.Repeat("same\n", 20))
	r.write("removed.py", "1\n")
	r.write("with space \"and\" ü.py", "1\n")
	r.git("add", ".")
	r.git("commit", "-qm", "first")
	r.git("tag", "v1")
	r.write("app/a.py", "0\n1\n2\n3\nnew\nnew\n4\n5\n++ looks like a header\n@@ -1 +1 @@\n")
	r.git("mv", "old.py", "renamed.py")
	r.write("renamed.py", strings.Repeat("same\n", 20)+"added\n")
	r.write("with space \"and\" ü.py", "1\n2")
	r.git("rm", "-q", "removed.py")
	r.git("add", "app")
	r.write("untracked.py", "1\n")
	r.write("ignored.py", "1\n")

	added, err := Since(context.Background(), r.folder, "v1")
	if err != nil {
		t.Fatal(err)
	}
	want := Added{
		"app/a.py":                {{0, 0}, {4, 5}, {8, 9}},
		"renamed.py":              {{20, 20}},
		"with space \"and\" ü.py": {{1, 1}},
		"untracked.py":            {{0, everything}},
	}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	for _, test := range []struct {
		path        string
		first, last int
		want        bool
	}{{"app/a.py", 1, 3, false}, {"app/a.py", 3, 4, true}, {"app/a.py", 5, 6, true}, {"app/a.py", 6, 7, false}, {"untracked.py", 900, 900, true}, {"none.py", 0, 9, false}} {
		if got := added.Has(test.path, test.first, test.last); got != test.want {
			t.Errorf("Has(%v) = %t", test, got)
		}
	}
	t.Run("folder inside", func(t *testing.T) {
		added, err := Since(context.Background(), filepath.Join(r.folder, "app"), "v1")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Added{"a.py": {{0, 0}, {4, 5}, {8, 9}}}, added); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
	})
}

func TestErrors(t *testing.T) {
	r := newRepo(t)
	r.write("a.py", "1\n")
	for _, test := range []struct{ folder, revision, want string }{
		{r.folder, "nosuch", `unknown revision "nosuch"`},
		{r.folder, "--output=x", `unknown revision "--output=x"`},
		{r.folder, "HEAD", `unknown revision "HEAD"`}, // no commit yet
		{t.TempDir(), "HEAD", "is not in a git repository"},
	} {
		if _, err := Since(context.Background(), test.folder, test.revision); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %s", test.revision, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("+++ b/x\n@@ -1,2 +3,4 @@ def f():\n-a\n+b\n")
	f.Fuzz(func(t *testing.T, diff string) { _, _ = parse(diff) })
}
