package insertion_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"underpin/analysis/insertion"
	"underpin/analysis/internal/source"
)

// recording is a gesture in a real editor as its client sent it (testdata/recorded/neovim.lua).
type recording struct {
	editor  string
	Name    string
	Want    string // none, assistant, or inserted: of either origin
	Base    string
	After   string
	Changes []struct {
		Ms      int
		Changes []struct {
			Text  string
			Range struct{ Start, End source.Position }
		}
	}
}

// TestRecorded plays what Neovim sent.
func TestRecorded(t *testing.T) {
	names, err := filepath.Glob("testdata/recorded/*.json")
	if err != nil || len(names) == 0 {
		t.Fatal("no recordings", err)
	}
	var all []recording
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var some []recording
		if err := json.Unmarshal(data, &some); err != nil {
			t.Fatal(name, err)
		}
		for _, r := range some {
			r.editor = strings.TrimSuffix(filepath.Base(name), ".json")
			all = append(all, r)
		}
	}
	for _, r := range all {
		t.Run(r.editor+"/"+r.Name, func(t *testing.T) {
			tracker := insertion.New()
			text := source.NewString(r.Base)
			tracker.Open("a.py", 0, text.String())
			for v, c := range r.Changes {
				change := insertion.Change{Path: "a.py", Version: v + 1, At: time.UnixMilli(1e12 + int64(c.Ms))}
				for _, e := range c.Changes {
					span, err := text.Span(e.Range.Start, e.Range.End, source.UTF16)
					if err != nil {
						t.Fatal(err)
					}
					edit := source.Edit{Start: span.Start, End: span.End, New: e.Text}
					change.Edits = append(change.Edits, edit)
					if text, err = text.ApplySequence(edit); err != nil {
						t.Fatal(err)
					}
				}
				change.After = text
				if _, err := tracker.Change(change); err != nil {
					t.Fatal(err)
				}
			}
			if text.String() != r.After {
				t.Fatalf("the text is %q, the editor had %q", text, r.After)
			}
			var got []string
			for _, in := range tracker.Marks().Insertions("a.py") {
				var parts []string
				for _, s := range in.Spans {
					parts = append(parts, strings.TrimSpace(text.Slice(s)))
				}
				got = append(got, fmt.Sprintf("%v %v (%s): %q", in.Origin, in.Confidence, in.Why, parts))
			}
			right := r.Want == "none" && len(got) == 0 || r.Want == "inserted" && len(got) == 1 || len(got) == 1 && strings.HasPrefix(got[0], r.Want)
			if !right {
				t.Errorf("want %s, got %d: %s", r.Want, len(got), strings.Join(got, "\n"))
			}
			if r.Name == "typed-on-after-block" && strings.Contains(strings.Join(got, ""), "more") {
				t.Errorf("what was typed belongs to the insertion: %s", got)
			}
		})
	}
}
