package source_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"underpin/analysis/internal/source"
)

func TestApply(t *testing.T) {
	for _, c := range []struct {
		name, before, want string
		edits              []source.Edit
	}{
		{"nothing", "abc", "abc", nil},
		{"any order", "abcdef", "AbcDef", []source.Edit{{3, 4, "D"}, {0, 1, "A"}}},
		{"touching", "abcd", "XY", []source.Edit{{0, 2, "X"}, {2, 4, "Y"}}},
		{"insertions at one place keep their order", "ab", "a12b", []source.Edit{{1, 1, "1"}, {1, 1, "2"}}},
		{"insertion before a replacement", "ab", "a1X", []source.Edit{{1, 2, "X"}, {1, 1, "1"}}},
		{"everything", "ab", "", []source.Edit{{0, 2, ""}}},
	} {
		got, err := source.NewString(c.before).Apply(c.edits...)
		if err != nil || got.String() != c.want {
			t.Errorf("%s: %q (%v), want %q", c.name, got, err, c.want)
		}
	}
}

func TestApplySequence(t *testing.T) {
	text := source.NewString("abc")
	got, err := text.ApplySequence(source.Edit{0, 1, "xyz"}, source.Edit{4, 5, ""}, source.Edit{4, 4, "!"})
	if err != nil || got.String() != "xyzb!" || text.String() != "abc" {
		t.Errorf("%q became %q (%v)", text, got, err)
	}
}

func TestWrongEditsAreNamed(t *testing.T) {
	text := source.NewString("abcd")
	for want, edits := range map[string][]source.Edit{
		"edit 0 starts at byte -1":                             {{-1, 0, ""}},
		"edit 1 ends at byte 5, after the text, which has 4":   {{0, 1, "longer"}, {4, 5, ""}},
		"edit 0 ends at byte 1, before it starts at 2":         {{2, 1, ""}},
		"edit 0 (bytes 1 to 3) overlaps edit 1, which ends at": {{1, 3, ""}, {0, 2, ""}},
		"edit 1 (bytes 2 to 2) overlaps edit 0":                {{1, 3, ""}, {2, 2, "x"}},
	} {
		got, err := text.Apply(edits...)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v gives %v and error %v, want %q", edits, got, err, want)
		}
	}
	got, err := text.ApplySequence(source.Edit{0, 4, "a"}, source.Edit{1, 2, ""})
	if err == nil || !strings.Contains(err.Error(), "edit 1 ends at byte 2, after the text, which has 1") {
		t.Errorf("got %v and %v", got, err)
	}
}

// edits draws non-overlapping edits of a text of that length, in order.
func edits(t *rapid.T, length int) []source.Edit {
	cuts := rapid.SliceOfN(rapid.IntRange(0, length), 0, 8).Draw(t, "cuts")
	slices.Sort(cuts)
	var out []source.Edit
	for ; len(cuts) >= 2; cuts = cuts[2:] {
		out = append(out, source.Edit{Start: cuts[0], End: cuts[1], New: content().Draw(t, "new")})
	}
	return out
}

// Simultaneous edits are the same edits one after another from the last to the first.
func TestApplyIsSequenceBackwards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := source.NewString(content().Draw(t, "content"))
		changes := edits(t, text.Len())
		together, err := text.Apply(changes...)
		if err != nil {
			t.Fatal(err)
		}
		slices.Reverse(changes)
		oneByOne, err := text.ApplySequence(changes...)
		if err != nil {
			t.Fatal(err)
		}
		if together.String() != oneByOne.String() {
			t.Fatalf("%v makes %q together and %q one by one", changes, together, oneByOne)
		}
	})
}

func TestDifferenceIsTheChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		// Long common ends, so that whole blocks are compared.
		head := strings.Repeat("h", rapid.IntRange(0, 600).Draw(t, "head"))
		tail := strings.Repeat("t", rapid.IntRange(0, 600).Draw(t, "tail"))
		before := source.NewString(head + content().Draw(t, "before") + tail)
		after := source.NewString(head + content().Draw(t, "after") + tail)
		edit := before.Difference(after)
		got, err := before.Apply(edit)
		if err != nil || got.String() != after.String() {
			t.Fatalf("%+v turns %q into %q (%v), want %q", edit, before, got, err, after)
		}
		old := before.Slice(edit.Span())
		if old != "" && edit.New != "" && (old[0] == edit.New[0] || old[len(old)-1] == edit.New[len(edit.New)-1]) {
			t.Fatalf("%+v replaces more than differs of %q", edit, old)
		}
	})
}

func FuzzApply(f *testing.F) {
	f.Add("abc", 0, 1, "x", 2, 3, "")
	f.Fuzz(func(t *testing.T, content string, a, b int, x string, c, d int, y string) {
		text := source.NewString(content)
		first, second := source.Edit{a, b, x}, source.Edit{c, d, y}
		if got, err := text.Apply(first, second); err == nil && got.Len() != text.Len()+first.Delta()+second.Delta() {
			t.Fatalf("%d bytes became %d", text.Len(), got.Len())
		}
		text.ApplySequence(first, second)
	})
}
