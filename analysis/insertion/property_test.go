package insertion_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"underpin/analysis/insertion"
	"underpin/analysis/internal/source"
)

// texts draws short texts with lines, words, wide characters and bad bytes.
func texts() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "name", " ", "    ", "\n", "\n", "x = 1\n", "def f():\n", "\t", "é", "😀", "\xff", "\r\n", "'", "\"", ",", "(", ")"}), 0, 12),
		func(parts []string) string { return strings.Join(parts, "") })
}

func edit(t *rapid.T, length int) source.Edit {
	start := rapid.IntRange(0, length).Draw(t, "start")
	return source.Edit{Start: start, End: min(length, start+rapid.IntRange(0, 12).Draw(t, "removed")), New: texts().Draw(t, "new")}
}

// The hunks of a change turn one text into the other, stand in order and do not touch.
func TestHunksAreTheChange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := strings.Repeat(texts().Draw(t, "text"), rapid.IntRange(1, 4).Draw(t, "times")) + texts().Draw(t, "end")
		after := before
		var edits []source.Edit
		for range rapid.IntRange(0, 6).Draw(t, "edits") {
			e := edit(t, len(after))
			edits = append(edits, e)
			after = after[:e.Start] + e.New + after[e.End:]
		}
		if rapid.Bool().Draw(t, "whole") {
			edits = nil
		}
		spans, news, at := insertion.Hunks(before, edits, after)
		var got strings.Builder
		done := -1
		for i, s := range spans {
			if s.Start <= done || s.End < s.Start || s.Empty() && news[i] == "" {
				t.Fatalf("hunk %v behind %d", s, done)
			}
			got.WriteString(before[max(done, 0):s.Start])
			if got.Len() != at[i] {
				t.Fatalf("hunk %v stands at %d, said to be %d", s, got.Len(), at[i])
			}
			got.WriteString(news[i])
			done = s.End
		}
		got.WriteString(before[max(done, 0):])
		if got.String() != after {
			t.Fatalf("%v: %q becomes %q, want %q", edits, before, got.String(), after)
		}
	})
}

// model is a text of which each byte bears the mark of an insertion, or none.
type model struct{ marks []bool }

func (m *model) at(i int) bool { return i >= 0 && i < len(m.marks) && m.marks[i] }

// apply is the rule of following, said of bytes.
func (m *model) apply(e source.Edit) {
	left, right := m.at(e.Start-1), m.at(e.End)
	removed := m.marks[e.Start:e.End]
	all := len(removed) > 0 && !slices.Contains(removed, false)
	mark := left && right || all && (left || right)
	m.marks = slices.Concat(m.marks[:e.Start], slices.Repeat([]bool{mark}, len(e.New)), m.marks[e.End:])
}

func (m *model) spans() (out []source.Span) {
	for i := range m.marks {
		if m.at(i) && !m.at(i-1) {
			out = append(out, source.Span{Start: i})
		}
		if m.at(i) && !m.at(i+1) {
			out[len(out)-1].End = i + 1
		}
	}
	return out
}

// Following spans through edits marks the same bytes as moving marked bytes.
func TestFollowIsTheModel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := &model{rapid.SliceOfN(rapid.Bool(), 0, 24).Draw(t, "marks")}
		spans := m.spans()
		for range rapid.IntRange(0, 8).Draw(t, "edits") {
			e := edit(t, len(m.marks))
			m.apply(e)
			spans = insertion.Follow(spans, e)
			if want := m.spans(); !slices.Equal(spans, want) {
				t.Fatalf("%+v: %v, want %v", e, spans, want)
			}
		}
	})
}

// A text that is only arranged anew keeps its marks on the same characters.
func TestFormattingKeepsMarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const word = "abcdefghijkl"
		blanks := rapid.SliceOfN(rapid.SampledFrom([]string{"", " ", "\n", "\n    "}), 2*len(word)+2, 2*len(word)+2).Draw(t, "blanks")
		arrange := func(blanks []string) string {
			var b strings.Builder
			for i := range len(word) {
				b.WriteString(blanks[i])
				b.WriteByte(word[i])
			}
			b.WriteString(blanks[len(word)])
			return b.String()
		}
		before, after := arrange(blanks[:len(word)+1]), arrange(blanks[len(word)+1:])
		from := rapid.IntRange(0, len(word)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(word)-1).Draw(t, "to")
		spans := []source.Span{{Start: strings.IndexByte(before, word[from]), End: strings.IndexByte(before, word[to]) + 1}}
		got := insertion.FollowText(spans, before, after)
		var kept []string
		for _, s := range got {
			kept = append(kept, after[s.Start:s.End])
		}
		text := strings.Join(strings.Fields(strings.Join(kept, "")), "")
		if want := word[from : to+1]; !strings.Contains(word, text) || len(text) < len(want)-2 || !strings.Contains(want, text) {
			t.Fatalf("%q became %q: marks on %q, want %q", before, after, text, want)
		}
	})
}

// Whatever is done to a workspace: spans lie inside the texts, sorted and apart, no byte belongs to two insertions, and
// what is known of changes is what differs from the text at the opening.
func TestAnyOrderOfEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tracker := insertion.New()
		now := time.Unix(1e9, 0)
		type state struct{ base, text string }
		docs := map[string]*state{}
		var history []string
		for version := range rapid.IntRange(1, 30).Draw(t, "events") {
			path := rapid.SampledFrom([]string{"a.py", "b.py"}).Draw(t, "path")
			now = now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 30, 60, 150, 600, 5000}).Draw(t, "gap")) * time.Millisecond)
			d := docs[path]
			switch what := rapid.IntRange(0, 11).Draw(t, "what"); {
			case d == nil || what == 0:
				text := texts().Draw(t, "text")
				docs[path] = &state{text, text}
				tracker.Open(path, version, text)
			case what == 1:
				tracker.Close(path)
				delete(docs, path)
			case what == 2:
				tracker.Baseline(path)
				d.base = d.text
			default:
				c := insertion.Change{Path: path, Version: version, At: now, Signal: insertion.Signal(rapid.SampledFrom([]int{0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}).Draw(t, "signal"))}
				after := d.text
				if len(history) > 0 && what <= 4 {
					after = rapid.SampledFrom(history).Draw(t, "again")
				} else {
					for range rapid.IntRange(1, 3).Draw(t, "edits") {
						e := edit(t, len(after))
						c.Edits = append(c.Edits, e)
						after = after[:e.Start] + e.New + after[e.End:]
					}
				}
				if c.Edits == nil || rapid.Bool().Draw(t, "named") {
					c.After = source.NewString(after)
				}
				if _, err := tracker.Change(c); err != nil {
					t.Fatal(err)
				}
				d.text = after
				history = append(history, after)
			}
			marks := tracker.Marks()
			for path, d := range docs {
				if err := sound(marks.Insertions(path), len(d.text)); err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				for _, in := range marks.Insertions(path) {
					if strings.TrimSpace(d.text[in.Spans[0].Start:in.Spans[0].End]) != "" && marks.Touches(path, in.Spans[0]) == nil {
						t.Fatalf("%s: nothing touches %v", path, in.Spans[0])
					}
				}
				if changed := len(marks.Changes(path)) > 0; changed != (d.base != d.text) {
					t.Fatalf("%s: changes %v from %q to %q", path, marks.Changes(path), d.base, d.text)
				}
			}
		}
	})
}

// sound tells what is wrong with the spans of a document's insertions.
func sound(all []insertion.Insertion, length int) error {
	owner := make([]int, length)
	for _, in := range all {
		end := -1
		if len(in.Spans) == 0 {
			return fmt.Errorf("insertion %d has no text", in.ID)
		}
		for _, s := range in.Spans {
			if s.Start <= end || s.Empty() || s.End > length {
				return fmt.Errorf("insertion %d: spans %v in %d bytes", in.ID, in.Spans, length)
			}
			end = s.End
			for i := s.Start; i < s.End; i++ {
				if owner[i] != 0 {
					return fmt.Errorf("byte %d belongs to %d and %d", i, owner[i], in.ID)
				}
				owner[i] = in.ID
			}
		}
	}
	return nil
}

// Edits that lie outside the text are refused and change nothing.
func TestWrongEditsAreRefused(t *testing.T) {
	tracker := insertion.New()
	if _, err := tracker.Change(insertion.Change{Path: "a.py"}); err == nil {
		t.Error("a document that is not open was changed")
	}
	tracker.Open("a.py", 1, "abc")
	for _, e := range []source.Edit{{Start: 2, End: 9}, {Start: -1, End: 0}, {Start: 2, End: 1}} {
		if _, err := tracker.Change(insertion.Change{Path: "a.py", Version: 2, Edits: []source.Edit{e}}); err == nil {
			t.Errorf("%+v was taken", e)
		}
	}
	if v, ok := tracker.Marks().Version("a.py"); v != 1 || !ok {
		t.Errorf("version %d", v)
	}
	tracker.Close("b.py")
	tracker.Baseline("b.py")
}

// What a day of edits leaves behind is bounded.
func TestBounded(t *testing.T) {
	tracker := insertion.New()
	now := time.Unix(1e9, 0)
	tracker.Open("a.py", 0, "")
	text := ""
	for i := range 2000 {
		now = now.Add(3 * time.Second)
		block := fmt.Sprintf("first_%d = one\nsecond_%d = two\n\n", i, i)
		c := insertion.Change{Path: "a.py", Version: i, At: now, Edits: []source.Edit{{New: block}}}
		if i > 600 {
			c.Edits = append(c.Edits, source.Edit{Start: len(text) - 20 + len(block), End: len(text) + len(block)})
		}
		next, err := source.NewString(text).ApplySequence(c.Edits...)
		if err != nil {
			t.Fatal(err)
		}
		c.After = next
		text = next.String()
		if _, err := tracker.Change(c); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(tracker.Marks().Insertions("a.py")); n == 0 || n > 256 {
		t.Errorf("%d insertions are kept", n)
	}
}
