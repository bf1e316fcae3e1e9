package analysis_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"underpin/analysis"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/report"
)

// specimen is a text that all hosts are to make the same tree of.
type specimen struct {
	language string
	name     string // unlike any other's
	text     []byte
}

// ruleSpecimens are the code blocks of all rules, as they stand there.
func ruleSpecimens(t *testing.T) []specimen {
	t.Helper()
	block := regexp.MustCompile("(?ms)^(~~~|```)python\n(.*?)^(~~~|```)$")
	files, err := filepath.Glob("rules/*.md")
	if err != nil || len(files) == 0 {
		t.Fatalf("no rules (%v)", err)
	}
	var out []specimen
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range block.FindAllSubmatch(text, -1) {
			out = append(out, specimen{"python", fmt.Sprintf("%s#%d", f, i), m[2]})
		}
	}
	return out
}

// fileSpecimens reads source files below a folder, at most so many of each language. Larger ones than most are left out:
// they take the time of twenty.
func fileSpecimens(t *testing.T, folder string, most int) []specimen {
	t.Helper()
	languages := map[string]string{".py": "python", ".js": "javascript", ".mjs": "javascript", ".ts": "typescript", ".tsx": "tsx"}
	count := map[string]int{}
	var out []specimen
	err := filepath.WalkDir(folder, func(p string, d fs.DirEntry, err error) error {
		language := languages[filepath.Ext(p)]
		if err != nil || d.IsDir() || language == "" || count[language] == most {
			return err
		}
		text, err := os.ReadFile(p)
		if err == nil && len(text) < 100_000 {
			count[language]++
			out = append(out, specimen{language, p, text})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// randomEdit replaces a few bytes of a text by others, drawn by its name.
func (s specimen) randomEdit(t *testing.T) (text []byte, change syntax.Change) {
	t.Helper()
	h := fnv.New64a()
	h.Write([]byte(filepath.Base(s.name)))
	draw := rand.New(rand.NewPCG(h.Sum64(), uint64(len(s.text))))
	pieces := []string{"", "x", "\n", "(", ")", "{", "}", "'", "\"", "`", " ", "\t", "# ", "/*", "=>", "if x:\n", "return\n", "\xff", "é", "</", "f'{"}
	before := source.New(s.text)
	start := draw.IntN(len(s.text) + 1)
	end := min(len(s.text), start+draw.IntN(12))
	piece := pieces[draw.IntN(len(pieces))]
	after, err := before.Apply(source.Edit{Start: start, End: end, New: piece})
	if err != nil {
		t.Fatal(err)
	}
	at := func(text []byte, offset int) syntax.Point {
		head := string(text[:offset])
		return syntax.Point{Row: uint32(strings.Count(head, "\n")), Column: uint32(offset - strings.LastIndexByte(head, '\n') - 1)}
	}
	return after.Bytes(), syntax.Change{
		Start: uint32(start), OldEnd: uint32(end), NewEnd: uint32(start + len(piece)),
		StartPoint: at(s.text, start), OldEndPoint: at(s.text, end), NewEndPoint: at(after.Bytes(), start+len(piece)),
	}
}

// trees gives the records of a sample, of the sample edited, and of the latter parsed by way of the first tree.
func (s specimen) trees(t *testing.T, p analysis.Parser) [3][]byte {
	t.Helper()
	ctx := context.Background()
	parse := func(job syntax.Job) syntax.Result {
		job.Language = s.language
		r, err := p.Parse(ctx, job)
		if err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		return r
	}
	edited, change := s.randomEdit(t)
	first := parse(syntax.Job{Text: s.text, Keep: true})
	defer first.Handle.Close()
	out := [3][]byte{
		first.Records,
		parse(syntax.Job{Text: edited}).Records,
		parse(syntax.Job{Text: edited, Old: first.Handle, Change: change}).Records,
	}
	if fresh := parse(syntax.Job{Text: s.text}).Records; string(fresh) != string(first.Records) {
		t.Errorf("%s: a tree that is kept is another than one that is not", s.name)
	}
	return out
}

// digest stands for trees where they cannot be compared themselves: in another process.
func digest(trees [3][]byte) string {
	h := sha256.New()
	for _, tree := range trees {
		fmt.Fprintln(h, len(tree))
		h.Write(tree)
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// foundBy gives all findings in the samples, as scripts see them.
func foundBy(t *testing.T, p analysis.Parser) string {
	t.Helper()
	out := foundIn(t, p, fileSpecimens(t, "testdata/quality", -1)) + foundIn(t, p, fileSpecimens(t, "../cmd/underpin/testdata/sample", -1))
	if strings.Count(out, `"fingerprint"`) < 100 {
		t.Fatal("hardly anything was found")
	}
	return out + foundInScripts(t, p)
}

// foundInScripts gives what is found in one script of each kind.
func foundInScripts(t *testing.T, p analysis.Parser) string {
	t.Helper()
	var files []analysis.FileChange
	for _, name := range []string{"a.js", "a.cjs", "a.jsx", "a.ts", "a.mts", "a.tsx", "a.vue", "a.svelte", "a.astro"} {
		text := "import a from \"very-invented-kit\";\nexport * from 'other-invented-kit';\nconst b = require(`third-invented-kit`), c = (;\n"
		switch path.Ext(name) {
		case ".vue", ".svelte":
			text = "<script>\n" + text + "</script>\n<p>import x from 'markup-invented-kit'</p>\n"
		case ".astro":
			text = "---\n" + text + "---\n"
		}
		files = append(files, analysis.FileChange{Path: name, Text: []byte(text)})
	}
	session, err := analysis.NewSession(analysis.Options{Parser: p, Index: packageNames(t)})
	if err != nil {
		t.Fatal(err)
	}
	report, err := apply(t, session, files...).Findings(t.Context(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) < 2*len(files) {
		t.Fatalf("only %d findings in %d scripts", len(report.Findings), len(files))
	}
	return fmt.Sprintf("%+v", report)
}

// foundIn gives all findings in a program: the Python among the specimens.
func foundIn(t *testing.T, p analysis.Parser, program []specimen) string {
	t.Helper()
	var files []analysis.FileChange
	for _, s := range program {
		if s.language == "python" {
			files = append(files, analysis.FileChange{Path: filepath.ToSlash(s.name), Text: s.text})
		}
	}
	session, err := analysis.NewSession(analysis.Options{Parser: p})
	if err != nil {
		t.Fatal(err)
	}
	snapshot, err := session.Apply(context.Background(), files...)
	if err != nil {
		t.Fatal(err)
	}
	found, err := snapshot.Findings(context.Background(), analysis.Scope{})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.JSON(&out, report.Input{Report: found, Text: snapshot.Text, Rules: session.Rules()}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// agreement names the file in which TestHostsAgree tells a run in JavaScript what the trees and findings are there: a line
// each sample, then one of the findings.
const agreement = "UNDERPIN_AGREEMENT"

// TestAgreesWithOtherHosts is the half of TestHostsAgree that runs in JavaScript.
func TestAgreesWithOtherHosts(t *testing.T) {
	list := os.Getenv(agreement)
	if list == "" {
		t.Skip("run by TestHostsAgree")
	}
	said, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	host := parserHost(t)
	samples := map[string]specimen{}
	for _, s := range ruleSpecimens(t) {
		samples[s.name] = s
	}
	count := 0
	for line := range strings.Lines(string(said)) {
		field := strings.Split(strings.TrimSpace(line), "\t")
		if field[0] == "findings" {
			if sum := sha256.Sum256([]byte(foundBy(t, host))); hex.EncodeToString(sum[:]) != field[1] {
				t.Error("findings differ")
			}
			continue
		}
		s, ok := samples[field[1]]
		if !ok {
			text, err := os.ReadFile(field[1])
			if err != nil {
				t.Fatal(err)
			}
			s = specimen{field[0], field[1], text}
		}
		if got := digest(s.trees(t, host)); got != field[2] {
			t.Errorf("%s: trees differ", s.name)
		}
		count++
	}
	t.Logf("agrees on %d", count)
}
