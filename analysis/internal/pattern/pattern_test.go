package pattern

import (
	"testing"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/lazy"
	"underpin/analysis/internal/rule"
	"underpin/analysis/internal/source"
	"underpin/analysis/internal/types"
)

// fileOf is a file without code whose comments are at the given places.
func fileOf(text string, comments ...source.Span) *File {
	body := &types.Func{IR: &ir.Func{Kind: ir.Module, End: uint32(len(text))}}
	return &File{Text: source.NewString(text), Body: body, Comments: comments}
}

func TestComments(t *testing.T) {
	f := New(&rule.PatternRule{Comments: []rule.TextFind{{Find: rule.Find{As: "a note"}, Text: lazy.Trusted(`(?i)left out`), Unless: lazy.Trusted("not left")}}})
	text := "# left out\n# Left out too\nx\n# not left out\n# it is left out\n"
	file := fileOf(text, source.Span{Start: 0, End: 10}, source.Span{Start: 11, End: 25}, source.Span{Start: 28, End: 42}, source.Span{Start: 43, End: 59})
	found := f.Find(file, Hints{})
	if len(found) != 2 || found[0].Span.Start != 0 || found[1].Span.Start != 43 {
		t.Errorf("found %v", found)
	}
}

func TestLines(t *testing.T) {
	f := New(&rule.PatternRule{Lines: []rule.TextFind{{Text: lazy.Trusted(`^<<<<<<< `)}}})
	text := "<<<<<<< a\nx = '''\n<<<<<<< b\n'''\n<<<<<<< c"
	file := fileOf(text)
	file.Strings, file.Lines = []source.Span{{Start: 14, End: 31}}, f.Lines(text)
	found := f.Find(file, Hints{})
	if len(found) != 2 || found[0].Span != (source.Span{Start: 0, End: 9}) || found[1].Span.Start != 32 {
		t.Errorf("found %v", found)
	}
	if f.Lines("a = 1 << 7") {
		t.Error("a text without the marker has a chance")
	}
}

// A file full of what is looked for is no program.
func TestFlood(t *testing.T) {
	f := New(&rule.PatternRule{Lines: []rule.TextFind{{Text: lazy.Trusted(`^<<<<<<< `)}}})
	text := ""
	for range 3 * maxFindings {
		text += "<<<<<<< a\n"
	}
	file := fileOf(text)
	file.Lines = f.Lines(text)
	if n := len(f.Find(file, Hints{})); n != maxFindings {
		t.Errorf("%d findings", n)
	}
}

func TestWithin(t *testing.T) {
	find := rule.TextFind{Find: rule.Find{Within: "handler"}, Text: lazy.Trusted("todo")}
	f := New(&rule.PatternRule{Comments: []rule.TextFind{find}})
	file := fileOf("# todo", source.Span{End: 6})
	if n := len(f.Find(file, Hints{})); n != 0 {
		t.Errorf("%d findings outside of handlers", n)
	}
	if n := len(f.Find(file, Hints{Handler: func(*types.Func) bool { return true }})); n != 1 {
		t.Errorf("%d findings in a handler", n)
	}
	yes := func(*types.Func) bool { return true }
	if n := len(f.Find(file, Hints{Before: yes})); n != 1 {
		t.Errorf("%d findings in what runs before a handler", n)
	}
	if n := len(f.Find(file, Hints{Run: yes})); n != 0 {
		t.Errorf("%d findings in a command", n)
	}
	find.Within = "entry"
	f = New(&rule.PatternRule{Comments: []rule.TextFind{find}})
	if n := len(f.Find(file, Hints{Run: yes})); n != 1 {
		t.Errorf("%d findings in a command, which is asked for too", n)
	}
}
