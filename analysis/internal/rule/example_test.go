package rule

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// readExamples reads the examples of a rule file's whole text.
func readExamples(t *testing.T, file, text string) ([]Example, error) {
	t.Helper()
	_, body, line, ok := frontMatter(text)
	if !ok {
		t.Fatalf("%s has no front matter", file)
	}
	r := &Rule{Name: strings.TrimSuffix(filepath.Base(file), ".md"), File: file, Doc: body, docLine: line}
	return r.Examples()
}

func TestExamples(t *testing.T) {
	const text = `---
severity: error
---
# Title
Message.

## Fix
~~~python
f(x)  # want: no-mark-here
~~~
## Bad
### one file
Some prose.
~~~python
a = get()   # flow: source
s = "# no mark"  # a comment

run(a)	# why  # want: leak, other-rule
~~~
### two files
~~~python
# file: app/__init__.py
# file: app/db.py
def put(x):
    store(x)  # want: leak  # flow: source

# file: main.py
put(1)
~~~
## Known gaps
### missed
~~~python
later()  # todo: leak
~~~
`
	got, err := readExamples(t, "rules/leak.md", text)
	if err != nil {
		t.Fatal(err)
	}
	want := []Example{{
		Rule: "leak", Name: "one file", Section: "bad", Doc: "rules/leak.md", Line: 15,
		Files: []ExampleFile{{"example.py", "a = get()\ns = \"# no mark\"  # a comment\n\nrun(a)\t# why\n", 15}},
		Wants: []Want{{"example.py", 4, []string{"leak", "other-rule"}, 18}},
		Flows: []Want{{"example.py", 1, []string{"source"}, 15}},
	}, {
		Rule: "leak", Name: "two files", Section: "bad", Doc: "rules/leak.md", Line: 22,
		Files: []ExampleFile{
			{"app/__init__.py", "\n", 23},
			{"app/db.py", "def put(x):\n    store(x)\n\n", 24},
			{"main.py", "put(1)\n", 28},
		},
		Wants: []Want{{"app/db.py", 2, []string{"leak"}, 25}},
		Flows: []Want{{"app/db.py", 2, []string{"source"}, 25}},
	}, {
		Rule: "leak", Name: "missed", Section: "gaps", Doc: "rules/leak.md", Line: 33,
		Files: []ExampleFile{{"example.py", "later()\n", 33}},
		Todos: []Want{{"example.py", 1, []string{"leak"}, 33}},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestExamplesThatAreBroken(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"not closed", "## Bad\n```python\nx = 1\n", "leak.md:4:1: this code block is not closed"},
		{"no names", "## Good\n```python\nx = 1  # want: \n```\n", "leak.md:5:1: \"# want: \" is no annotation"},
		{"words instead of names", "## Bad\n```python\nx = 1  # want: sql injection\n```\n", "leak.md:5:1: \"# want: sql injection\" is no annotation"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readExamples(t, "leak.md", "---\n---\n"+c.body)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// The lines that examples name are those of the files that people edit.
func TestExamplesKeepTheirLines(t *testing.T) {
	files, err := filepath.Glob("../../rules/*.md")
	if err != nil || len(files) == 0 {
		t.Fatal("no rules", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		examples, err := readExamples(t, filepath.Base(file), string(text))
		if err != nil {
			t.Error(err)
		}
		lines := strings.Split(string(text), "\n")
		for _, e := range examples {
			for _, f := range e.Files {
				for i, line := range strings.Split(strings.TrimSuffix(f.Text, "\n"), "\n") {
					if at := f.Line + i; !strings.HasPrefix(lines[at-1], line) && f.Text != "\n" {
						t.Errorf("%s:%d is %q, the example has %q", e.Doc, at, lines[at-1], line)
					}
				}
			}
			for _, w := range append(append(e.Wants, e.Todos...), e.Flows...) {
				if !strings.Contains(lines[w.At-1], w.Rules[0]) {
					t.Errorf("%s:%d has no mark %v", e.Doc, w.At, w.Rules)
				}
			}
		}
	}
}
