package analysis_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "underpin"

// mayImport is the import table: packages (a trailing /... covers what lies below) and what of this module they may import.
// The first line that fits a package counts. Everything may import those of anybodys.
var mayImport = []struct {
	pkg  string
	uses []string
}{
	{"cmd/underpin/...", []string{"cmd/underpin/...", "lsp", "analysis", "analysis/insertion", "analysis/packages", "analysis/packages/names", "analysis/registry", "analysis/registry/clients", "analysis/report", "wasm/host", "wasm/parser"}},
	{"wasm/module/...", []string{"wasm/module/...", "analysis/parser"}},
	{"wasm/host", []string{"wasm/module", "analysis/parser"}},
	{"wasm/jshost", []string{"wasm/module", "analysis/parser"}},
	{"wasm/parser", nil},
	{"wasm/...", []string{"wasm/...", "lsp", "analysis", "analysis/insertion", "analysis/packages", "analysis/registry", "analysis/report"}},
	{"lsp/...", []string{"lsp/...", "analysis", "analysis/insertion", "analysis/packages"}},
	{"analysis", []string{"analysis/insertion", "analysis/packages", "analysis/parser", "analysis/internal/...", "analysis/rules", "analysis/models"}},
	{"analysis/report", []string{"analysis"}},
	{"analysis/registry", []string{"analysis/packages"}},
	{"analysis/registry/clients", []string{"analysis/packages", "analysis/registry"}},
	{"analysis/insertion", []string{"analysis/internal/source", "analysis/internal/ir", "analysis/internal/resolve"}},
	{"analysis/packages", []string{"analysis/internal/source", "analysis/internal/ir", "analysis/internal/resolve"}},
	{"analysis/parser", nil},
	{"analysis/packages/names", nil},
	{"analysis/rules", nil},
	{"analysis/models", nil},
	{"analysis/internal/source", nil},
	{"analysis/internal/flow", nil},
	{"analysis/internal/bug", nil},
	{"analysis/internal/lazy", nil},
	{"analysis/internal/config", nil},
	{"analysis/internal/suppress", []string{"analysis/internal/source"}},
	{"analysis/internal/words", nil},
	{"analysis/internal/regex", nil},
	{"analysis/internal/ir", []string{"analysis/internal/source"}},
	{"analysis/internal/syntax", []string{"analysis/internal/source", "analysis/parser"}},
	{"analysis/internal/syntax/cgoparser", []string{"analysis/parser"}},
	{testHost, []string{"analysis/internal/syntax/cgoparser", "analysis/parser", "wasm/host", "wasm/jshost", "wasm/parser"}},
	{"analysis/internal/lang/python/descent", []string{"analysis/internal/syntax"}},
	{"analysis/internal/lang/...", []string{"analysis/internal/lang/python/descent", "analysis/internal/ir", "analysis/internal/syntax", "analysis/internal/source"}},
	{"analysis/internal/resolve", []string{"analysis/internal/ir", "analysis/internal/source"}},
	{"analysis/internal/rule", nil},
	{"analysis/internal/types", []string{"analysis/internal/ir", "analysis/internal/rule"}},
	{"analysis/internal/taint", append([]string{"analysis/internal/regex"}, kinds...)},
	{"analysis/internal/pattern", append([]string{"analysis/internal/source", "analysis/internal/words"}, kinds...)},
	{"analysis/internal/route", kinds},
	{"analysis/internal/secret", append([]string{"analysis/internal/source", "analysis/internal/words"}, kinds...)},
	{"analysis/internal/fix", append([]string{"analysis/internal/source"}, kinds...)},
	{"analysis/internal/harness", []string{"analysis/internal/source", "analysis/internal/rule"}},
}

// kinds is what the kinds of analysis stand on.
var kinds = []string{"analysis/internal/flow", "analysis/internal/types", "analysis/internal/ir", "analysis/internal/rule"}

// anybodys are packages that everything may import.
var anybodys = []string{"analysis/internal/bug", "analysis/internal/lazy"}

// standardOnly are packages that import nothing from outside the standard library either.
var standardOnly = []string{"analysis/internal/source", "analysis/internal/flow", "analysis/internal/bug", "analysis/internal/lazy", "analysis/internal/ir", "analysis/parser"}

// testHost is what only tests may import: it leads from the engine to every parser host.
const testHost = "analysis/internal/syntax/testhost"

// goFile is a parsed source file of the module, tests left out.
type goFile struct {
	name string // relative to the module's root, slashes
	pkg  string
	*ast.File
}

// root is the folder of go.mod; tests run in their package's folder.
func root(t *testing.T) string {
	t.Helper()
	folder, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return folder
}

func goFiles(t *testing.T) (*token.FileSet, []goFile) {
	t.Helper()
	set := token.NewFileSet()
	var files []goFile
	top := root(t)
	err := filepath.WalkDir(top, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && p != top) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(p, ".go") || strings.HasSuffix(p, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(set, p, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(top, p)
		name := filepath.ToSlash(rel)
		files = append(files, goFile{name, path.Dir(name), f})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return set, files
}

func covers(pattern, pkg string) bool {
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == below || strings.HasPrefix(pkg, below+"/")
	}
	return pattern == pkg
}

func TestImportTable(t *testing.T) {
	_, files := goFiles(t)
	for _, f := range files {
		row := slices.IndexFunc(mayImport, func(r struct {
			pkg  string
			uses []string
		}) bool {
			return covers(r.pkg, f.pkg)
		})
		if row < 0 {
			t.Errorf("%s: package %s is not in the import table", f.name, f.pkg)
			continue
		}
		for _, spec := range f.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			own, ok := strings.CutPrefix(imported, module+"/")
			if !ok {
				if slices.Contains(standardOnly, f.pkg) && strings.Contains(strings.Split(imported, "/")[0], ".") {
					t.Errorf("%s imports %s; its package keeps to the standard library", f.name, imported)
				}
				continue
			}
			allowed := func(u string) bool { return covers(u, own) }
			if own == testHost {
				t.Errorf("%s imports %s, which is for tests", f.name, imported)
			}
			if !slices.Contains(anybodys, own) && !slices.ContainsFunc(mayImport[row].uses, allowed) {
				t.Errorf("%s imports %s, which the import table does not allow", f.name, imported)
			}
		}
	}
}

// plainWords are names of libraries that are also words of English or of Go; in a string they say nothing.
var plainWords = map[string]string{
	"data":        "any",
	"net":         "the network",
	"os":          "the operating system",
	"requests":    "what a handler answers",
	"logging":     "the act",
	"builtins":    "what a language brings along",
	"names":       "the plural",
	"text":        "any",
	"code":        "any",
	"json":        "any",
	"xml":         "a media type",
	"io":          "any",
	"time":        "any",
	"re":          "any",
	"http":        "any",
	"classes":     "any",
	"files":       "any",
	"cli":         "any",
	"mail":        "any",
	"archives":    "any",
	"system":      "any",
	"numeric":     "any",
	"hashing":     "any",
	"concurrency": "any",
	"collections": "any",
	"messaging":   "any",
	"click":       "any",
	"rich":        "any",
	"validators":  "any",
	"yaml":        "the form of the data itself",
}

// speaksOf tells whether a model file is named after a module it speaks of; others hold a group of modules and bear a
// name of our own.
func speaksOf(t *testing.T, file, module string) bool {
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return regexp.MustCompile(`[\[, ]` + regexp.QuoteMeta(module) + `[,\]]`).MatchString(first)
}

// TestNoGoFileNamesARuleOrALibrary keeps knowledge of vulnerabilities and libraries in the data, where adding to it needs no Go.
func TestNoGoFileNamesARuleOrALibrary(t *testing.T) {
	var words []string
	for _, glob := range []string{"rules/*.md", "models/*/*.yaml"} {
		matches, err := filepath.Glob(glob)
		if err != nil || len(matches) == 0 {
			t.Fatalf("%s: no files (%v)", glob, err)
		}
		for _, m := range matches {
			word := strings.TrimSuffix(filepath.Base(m), filepath.Ext(m))
			if _, plain := plainWords[word]; !plain && (strings.HasSuffix(m, ".md") || speaksOf(t, m, word)) {
				words = append(words, regexp.QuoteMeta(word))
			}
		}
	}
	named := regexp.MustCompile(`(?i)(^|[^\w-])(` + strings.Join(words, "|") + `)($|[^\w-])`)
	set, files := goFiles(t)
	for _, f := range files {
		ast.Inspect(f.File, func(n ast.Node) bool {
			if _, ok := n.(*ast.ImportSpec); ok {
				return false
			}
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING {
				return true
			}
			if m := named.FindStringSubmatch(literal.Value); m != nil {
				t.Errorf("%s: %s names %q, which belongs into the data", set.Position(literal.Pos()), literal.Value, m[2])
			}
			return true
		})
	}
}

// TestPackageComments holds every package to a comment that says what it owns.
func TestPackageComments(t *testing.T) {
	_, files := goFiles(t)
	commented := map[string]bool{}
	var packages []string
	for _, f := range files {
		if !slices.Contains(packages, f.pkg) {
			packages = append(packages, f.pkg)
		}
		commented[f.pkg] = commented[f.pkg] || f.Doc != nil
	}
	for _, p := range packages {
		if !commented[p] {
			t.Errorf("package %s has no comment", p)
		}
	}
}

func TestFormatted(t *testing.T) {
	top := root(t)
	for _, folder := range []string{"analysis", "cmd", "lsp", "wasm"} {
		err := filepath.WalkDir(filepath.Join(top, folder), func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(p, ".go") {
				return err
			}
			text, err := os.ReadFile(p)
			if err != nil {
				return err
			}
			if formatted, err := format.Source(text); err != nil || string(formatted) != string(text) {
				t.Errorf("%s is not formatted (%v)", p, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestBuilds builds the engine where there is no C compiler, and for the browser.
func TestBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("builds take long")
	}
	for name, env := range map[string][]string{
		"without cgo": {"CGO_ENABLED=0"},
		"js":          {"GOOS=js", "GOARCH=wasm"},
	} {
		t.Run(name, func(t *testing.T) { goCommand(t, env, "build", "./analysis/...", "./lsp/...") })
	}
	t.Run("tidy", func(t *testing.T) { goCommand(t, nil, "mod", "tidy", "-diff") })
}

func goCommand(t *testing.T, env []string, args ...string) {
	t.Helper()
	c := exec.Command("go", args...)
	c.Dir = root(t)
	c.Env = append(os.Environ(), env...)
	if out, err := c.CombinedOutput(); err != nil {
		t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}
