package insertion_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"underpin/analysis/insertion"
	"underpin/analysis/internal/source"
)

// An editing script plays an editor against a tracker. One verb a line; a text is a quoted string behind the verb or
// the lines below it that start with "|" (the line end behind the last is not part of it). ▮ in an opened text is the caret.
//
//	file NAME           speaks of that document from here on
//	open TEXT           opens it
//	close               closes it
//	type TEXT           one key a change, 120 ms apart; what the editor adds by itself stands in {}: "print({)}" is one change for "("
//	batch TEXT          the same keys as a client sends them that waits for a pause: one change with an edit a key
//	put TEXT            one change at the caret, which then stands behind it
//	over WORD TEXT      one change: the word before the caret becomes TEXT
//	stream GAP TEXT...  a change each GAP, one a quoted string, at the caret
//	swap OLD NEW ...    one change: each OLD (the first, or the next behind the last OLD) becomes NEW
//	every OLD NEW       one change: every OLD becomes NEW, from the last to the first
//	full TEXT           one change: the whole text, without edits
//	delete TEXT         one change: TEXT, the first behind the caret or else anywhere, goes; the caret stands there
//	go TEXT             the caret stands behind TEXT
//	undo, redo          the last changes (type: all its keys) the other way round, as one change
//	say SIGNAL          the next verb's changes carry a signal
//	wait DURATION       time passes; each verb takes 1 ms itself
//	same                from here on: the insertion there is must be the one there was
//
// The head says what is wanted at the end: "want none", or for each insertion of all documents in order of ID
// "want ORIGIN CONFIDENCE" followed by the lines of the text it holds, indentation aside; none: whatever it holds.
type script struct {
	t       *testing.T
	tracker *insertion.Tracker
	now     time.Time
	file    string
	docs    map[string]*scripted
	signal  insertion.Signal
	origin  insertion.Origin
	ids     []int
}

// scripted is a document as its editor sees it.
type scripted struct {
	text    string
	caret   int
	version int
	done    []source.Edit // inverses
	undone  []source.Edit
	group   int
}

type verb struct {
	name string
	args []string
}

type want struct {
	head  string
	parts []string
}

var signals = map[string]insertion.Signal{
	"undo": insertion.Undo, "redo": insertion.Redo, "format": insertion.Format, "snippet": insertion.Snippet,
	"completion": insertion.Completion, "inline": insertion.Inline, "apply": insertion.Apply, "paste": insertion.Paste,
	"rename": insertion.Rename, "reload": insertion.Reload, "hand": insertion.Hand,
}

func parse(t *testing.T, text string) (wants []want, verbs []verb) {
	t.Helper()
	for n, line := range strings.Split(strings.TrimRight(text, "\n"), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			continue
		case strings.HasPrefix(line, "|"):
			line = strings.TrimPrefix(strings.TrimPrefix(line, "|"), " ")
			if last := len(verbs) - 1; last < 0 {
				wants[len(wants)-1].parts = append(wants[len(wants)-1].parts, line)
			} else if a := &verbs[last].args; len(*a) == 0 {
				*a = append(*a, line)
			} else {
				(*a)[0] += "\n" + line
			}
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		if name == "want" {
			wants = append(wants, want{head: rest})
			continue
		}
		v := verb{name: name}
		for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
			if !strings.HasPrefix(rest, `"`) {
				word, more, _ := strings.Cut(rest, " ")
				v.args, rest = append(v.args, word), more
				continue
			}
			quoted, err := strconv.QuotedPrefix(rest)
			if err != nil {
				t.Fatalf("line %d: %v", n+1, err)
			}
			arg, _ := strconv.Unquote(quoted)
			v.args, rest = append(v.args, arg), rest[len(quoted):]
		}
		verbs = append(verbs, v)
	}
	return wants, verbs
}

func (s *script) doc() *scripted { return s.docs[s.file] }

// change sends one notification.
func (s *script) change(edits ...source.Edit) {
	s.t.Helper()
	d := s.doc()
	d.version++
	after, err := source.NewString(d.text).ApplySequence(edits...)
	if err != nil {
		s.t.Fatal(err)
	}
	whole := source.NewString(d.text).Difference(after)
	d.done = append(d.done, source.Edit{Start: whole.Start, End: whole.Start + len(whole.New), New: d.text[whole.Start:whole.End]})
	d.undone = nil
	d.group++
	s.send(edits, after)
	d.text = after.String()
	d.caret = min(d.caret, len(d.text))
}

func (s *script) send(edits []source.Edit, after *source.Text) {
	s.t.Helper()
	origin, err := s.tracker.Change(insertion.Change{
		Path: s.file, Version: s.doc().version, Edits: edits, After: after, At: s.now, Signal: s.signal,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.origin = origin
}

func (s *script) put(text string) {
	d := s.doc()
	at := d.caret
	s.change(source.Edit{Start: at, End: at, New: text})
	d.caret = at + len(text)
}

// keys cuts a typed text into what each key brings; the second part stands behind the caret.
func keys(text string) (out [][2]string) {
	for i := 0; i < len(text); {
		key := [2]string{text[i : i+1]}
		i++
		if i < len(text) && text[i] == '{' {
			end := i + strings.IndexByte(text[i:], '}')
			key[1] = text[i+1 : end]
			i = end + 1
		}
		out = append(out, key)
	}
	return out
}

func (s *script) find(d *scripted, text string, from int) int {
	s.t.Helper()
	at := strings.Index(d.text[from:], text)
	if at < 0 {
		if at = strings.Index(d.text, text); at < 0 {
			s.t.Fatalf("%q is not in %q", text, d.text)
		}
		return at
	}
	return from + at
}

func (s *script) run(v verb) {
	s.t.Helper()
	arg := func(i int) string {
		s.t.Helper()
		if i >= len(v.args) {
			s.t.Fatalf("%s: argument %d is missing", v.name, i+1)
		}
		return v.args[i]
	}
	s.now = s.now.Add(time.Millisecond)
	d := s.doc()
	if d != nil {
		d.group = 0
	}
	switch v.name {
	case "file":
		s.file = arg(0)
		return
	case "open":
		text := arg(0)
		caret := max(strings.Index(text, "▮"), 0)
		text = strings.Replace(text, "▮", "", 1)
		s.docs[s.file] = &scripted{text: text, caret: caret}
		s.tracker.Open(s.file, 0, text)
		return
	case "close":
		s.tracker.Close(s.file)
		return
	case "say":
		s.signal = signals[arg(0)]
		return
	case "wait":
		gap, err := time.ParseDuration(arg(0))
		if err != nil {
			s.t.Fatal(err)
		}
		s.now = s.now.Add(gap)
		return
	case "go":
		d.caret = s.find(d, arg(0), 0) + len(arg(0))
		return
	case "same":
		s.ids = s.present()
		return
	case "type":
		for _, key := range keys(arg(0)) {
			s.now = s.now.Add(120 * time.Millisecond)
			s.put(key[0] + key[1])
			d.caret -= len(key[1])
		}
	case "batch":
		var edits []source.Edit
		for i, key := range []byte(arg(0)) {
			edits = append(edits, source.Edit{Start: d.caret + i, End: d.caret + i, New: string(key)})
		}
		s.now = s.now.Add(time.Duration(len(edits)) * 120 * time.Millisecond)
		s.change(edits...)
		d.caret += len(edits)
	case "put":
		s.put(arg(0))
	case "over":
		at := d.caret - len(arg(0))
		s.change(source.Edit{Start: at, End: d.caret, New: arg(1)})
		d.caret = at + len(arg(1))
	case "stream":
		gap, err := time.ParseDuration(arg(0))
		if err != nil {
			s.t.Fatal(err)
		}
		for _, chunk := range v.args[1:] {
			s.now = s.now.Add(gap)
			s.put(chunk)
		}
	case "swap":
		var edits []source.Edit
		text, from := d.text, 0
		for i := 0; i < len(v.args); i += 2 {
			at := s.find(&scripted{text: text}, arg(i), from)
			edits = append(edits, source.Edit{Start: at, End: at + len(arg(i)), New: arg(i + 1)})
			text = text[:at] + arg(i+1) + text[at+len(arg(i)):]
			from = at + len(arg(i+1))
			d.caret = from
		}
		s.change(edits...)
	case "every":
		var edits []source.Edit
		for at := len(d.text); ; {
			if at = strings.LastIndex(d.text[:at], arg(0)); at < 0 {
				break
			}
			edits = append(edits, source.Edit{Start: at, End: at + len(arg(0)), New: arg(1)})
		}
		s.change(edits...)
	case "full":
		d.version++
		s.send(nil, source.NewString(arg(0)))
		d.text = arg(0)
	case "delete":
		at := s.find(d, arg(0), min(d.caret, len(d.text)))
		s.change(source.Edit{Start: at, End: at + len(arg(0))})
		d.caret = at
	case "undo", "redo":
		s.turn(d, v.name == "undo")
	default:
		s.t.Fatalf("no verb %q", v.name)
	}
	s.signal = insertion.Silent
}

// turn undoes or does again what the last verb did.
func (s *script) turn(d *scripted, undo bool) {
	s.t.Helper()
	from, to := &d.done, &d.undone
	if !undo {
		from, to = to, from
	}
	e := (*from)[len(*from)-1]
	*from = (*from)[:len(*from)-1]
	*to = append(*to, source.Edit{Start: e.Start, End: e.Start + len(e.New), New: d.text[e.Start:e.End]})
	after, err := source.NewString(d.text).ApplySequence(e)
	if err != nil {
		s.t.Fatal(err)
	}
	d.version++
	s.send([]source.Edit{e}, after)
	d.text = after.String()
}

func (s *script) present() (ids []int) {
	for _, in := range s.all() {
		ids = append(ids, in.ID)
	}
	return ids
}

func (s *script) all() (out []insertion.Insertion) {
	marks := s.tracker.Marks()
	for path := range s.docs {
		out = append(out, marks.Insertions(path)...)
	}
	slices.SortFunc(out, func(a, b insertion.Insertion) int { return a.ID - b.ID })
	return out
}

// play runs a script and gives what it got in the words of what was wanted.
func play(t *testing.T, text string) (wanted, got string) {
	t.Helper()
	wants, verbs := parse(t, text)
	s := &script{t: t, tracker: insertion.New(), now: time.Unix(1e9, 0), file: "a.py", docs: map[string]*scripted{}}
	for _, v := range verbs {
		s.run(v)
	}
	all := s.all()
	if s.ids != nil && !slices.Equal(s.ids, s.present()) {
		t.Errorf("insertions %v became %v", s.ids, s.present())
	}
	for i, w := range wants {
		wanted += w.head + "\n"
		if w.parts == nil || i >= len(all) {
			continue
		}
		for _, p := range w.parts {
			wanted += "| " + strings.TrimSpace(p) + "\n"
		}
	}
	if len(all) == 0 {
		got = "none\n"
	}
	for i, in := range all {
		got += fmt.Sprintf("%v %v\n", in.Origin, in.Confidence)
		if i < len(wants) && wants[i].parts != nil {
			for _, span := range in.Spans {
				for line := range strings.SplitSeq(strings.Trim(s.docs[in.Path].text[span.Start:span.End], "\n"), "\n") {
					got += "| " + strings.TrimSpace(line) + "\n"
				}
			}
		}
	}
	return wanted, got
}

// TestShapes plays the recorded shapes; each was labelled before it was run for the first time.
func TestShapes(t *testing.T) {
	names, err := filepath.Glob("testdata/shapes/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if wanted, got := play(t, string(text)); wanted != got {
				t.Errorf("wanted\n%sgot\n%s", wanted, got)
			}
		})
	}
}
