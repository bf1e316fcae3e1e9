package packages

import (
	"strings"
	"testing"
	"time"
)

// TestDeep gives every reader texts that nest twenty thousand times: none may fall over or take long.
func TestDeep(t *testing.T) {
	const n = 20_000
	for _, test := range []struct{ file, before, text, after string }{
		{"a.sh", "", "(", ""},
		{"a.sh", "", "$(", ""},
		{"a.sh", "echo ", "\"$(", ""},
		{"a.sh", "", "`", ""},
		{"a.sh", "", "{ ", ""},
		{"a.sh", "", "if ", ""},
		{"a.sh", "", "! ", ""},
		{"a.sh", "", "a | ", ""},
		{"a.sh", "", "a && ", ""},
		{"a.sh", "x=", "${a:-", ""},
		{"a.sh", "((", "(", ""},
		{"a.sh", "((", "-", ""},
		{"a.sh", "[[ ", "! ", ""},
		{"a.sh", "[[ ", "( ", ""},
		{"a.sh", "", "sudo ", "pip install x"},
		{"a.sh", "", "<<E ", ""},
		{"a.sh", "", "case a in a) ", ""},
		{"a.sh", "", "f() ", ""},
		{"action.yml", "a: ", "[", ""},
		{"action.yml", "a: ", "{a: ", ""},
		{"action.yml", "", "- ", "a"},
		{"action.yml", "", "? ", "a"},
		{"action.yml", "", "&a ", "a"},
		{"action.yml", "", "!a ", "a"},
		{"action.yml", "", "a: ", "a"},
		{"action.yml", "", "a:\n", "a"},
		{"action.yml", "", "*a\n", ""},
		{"action.yml", "", "\"", ""},
		{"action.yml", "", "---\n", ""},
		{"action.yml", "", "|\n", ""},
		{"pyproject.toml", "a = ", "[", ""},
		{"pyproject.toml", "a = ", "{a=", ""},
		{"pyproject.toml", "", "a.", "b = 1"},
		{"pyproject.toml", "[", "a.", "b]"},
		{"pyproject.toml", "", "[[a]]\n", ""},
		{"pyproject.toml", "", "a = \n", ""},
		{"package.json", "", "[", ""},
		{"package.json", "", "{\"a\":", ""},
		{"package.json", "", "/**/", ""},
		{"package.json", "", "/*", ""},
		{"pom.xml", "", "<a>", ""},
		{"pom.xml", "", "<a ", ""},
		{"pom.xml", "<dependencies>", "<dependency>", ""},
		{"pom.xml", "", "</a>", ""},
		{"setup.py", "install_requires=", "[", ""},
		{"setup.py", "", "install_requires=[", ""},
		{"setup.py", "", "install_requires=a ", ""},
		{"README.md", "", "```\n", ""},
		{"README.md", "\n", "    $ pip\n\n", ""},
		{"README.md", "", "> ", ""},
		{"Dockerfile", "", "RUN \\\n", ""},
		{"Dockerfile", "", "RUN <<E\n", ""},
		{"Dockerfile", "RUN ", "--a=b ", ""},
		{"requirements.txt", "", "\\\n", ""},
		{"requirements.txt", "a", "[", ""},
		{"requirements.txt", "a @ ", "#egg=", ""},
		{"yarn.lock", "", "a@npm:", ""},
		{"pnpm-lock.yaml", "packages:\n  ", "a@", ":"},
		{"go.mod", "", "replace a => ", ""},
		{"a.ipynb", `{"cells":[{"cell_type":"code","source":"`, `!pip \\\n`, `"}]}`},
	} {
		text := test.before + strings.Repeat(test.text, n) + test.after
		start := time.Now()
		held(t, test.file, []byte(text))
		if took := time.Since(start); took > 3*time.Second {
			t.Errorf("%s with %q many times: %v", test.file, test.text, took)
		}
	}
}
