package route

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/types"
)

// TestExamples runs the examples of all rules, and of testdata in the same form:
// what else is in a program must not disturb. Only findings of kind route count,
// and of those the ones that a person sees by default.
func TestExamples(t *testing.T) {
	b := newBench(t, routeRules(t))
	routing := 0
	for _, r := range b.set.Rules {
		if r.Kind == "route" {
			routing++
		}
		examples, err := r.Examples()
		if err != nil {
			t.Error(err)
		}
		for _, e := range examples {
			t.Run(r.Name+"/"+e.Section+"/"+e.Name, func(t *testing.T) { b.example(t, &e) })
		}
	}
	if routing == 0 {
		t.Error("there are no rules of kind route")
	}
}

// routeRules gives the built-in rules and the styles of testdata as one folder.
func routeRules(t *testing.T) fs.FS {
	out := fstest.MapFS{}
	for _, dir := range []string{"../../rules", "testdata"} {
		names, err := fs.Glob(os.DirFS(dir), "*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range names {
			text, err := os.ReadFile(dir + "/" + n)
			if err != nil {
				t.Fatal(err)
			}
			out[n] = &fstest.MapFile{Data: text}
		}
	}
	return out
}

func (b *bench) example(t *testing.T, e *rule.Example) {
	var files []source
	for _, f := range e.Files {
		files = append(files, source{f.Path, f.Text})
	}
	p := b.program(t, files)
	table := Collect(p)
	p.Given(table.Entries)
	byRule := map[string]bool{}
	for _, r := range b.set.Rules {
		byRule[r.Name] = r.Kind == "route"
	}
	var got, want []string
	plain := plainFacts(p)
	facts := func(f *types.Func) types.FuncFacts {
		out := plain(f)
		if e := table.Entries[f]; e != nil {
			for i := range e.Params {
				out.Labels |= e.Params[i].Labels
			}
		}
		return out
	}
	found, err := Check(table, b.set.Rules, func(*types.Func) bool { return true }, facts, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Guesses < 2 && f.Rule.Name != "styles" {
			text := textOf(files, f.Fn.Module.Path)
			got = append(got, fmt.Sprintf("%s:%d %s", f.Fn.Module.Path, lineOf(text, offset(&f)), f.Rule.Name))
		}
	}
	for _, w := range e.Wants {
		for _, r := range w.Rules {
			if byRule[r] {
				want = append(want, fmt.Sprintf("%s:%d %s", w.File, w.Line, r))
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q\nin %s:%d", got, want, e.Doc, e.Line)
	}
}

func offset(f *Finding) uint32 {
	if f.Instr < 0 {
		return f.Fn.Base + f.Fn.IR.NamePos
	}
	return f.Fn.Base + f.Fn.IR.Instrs[f.Instr].Pos
}

func textOf(files []source, path string) string {
	for _, f := range files {
		if f.path == path {
			return f.text
		}
	}
	return ""
}

func lineOf(text string, at uint32) int {
	n := 1
	for i := range min(int(at), len(text)) {
		if text[i] == '\n' {
			n++
		}
	}
	return n
}

// TestCut holds that half-written programs are read without a panic and that
// what is found in them is in them.
func TestCut(t *testing.T) {
	b := newBench(t, routeRules(t))
	examples, err := b.set.Rule("styles").Examples()
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range examples {
		last := len(e.Files) - 1
		for cut := 0; cut < len(e.Files[last].Text); cut += 23 {
			var files []source
			for _, f := range e.Files[:last] {
				files = append(files, source{f.Path, f.Text})
			}
			files = append(files, source{e.Files[last].Path, e.Files[last].Text[:cut]})
			p := b.program(t, files)
			found, err := Check(Collect(p), b.set.Rules, func(*types.Func) bool { return true }, plainFacts(p), 1)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				if int(offset(&f)) > len(textOf(files, f.Fn.Module.Path)) {
					t.Errorf("%s cut at %d: a finding outside the text", e.Name, cut)
				}
			}
		}
	}
}
