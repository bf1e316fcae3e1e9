package insertion

import (
	"slices"
	"strings"
	"time"

	"underpin/analysis/internal/source"
)

// Measures of shapes. RATIONALE.md says where they come from.
const (
	blockLines       = 2  // lines with words that make a block
	blockSize        = 10 // significant bytes of a block
	lineWords        = 6  // words that come at once and make a line's worth
	lineSize         = 30
	keystroke        = 12                     // bytes at most that a hand types within one notification of a client that batches
	typingPause      = 10 * time.Second       // between the last key and the completion taken there
	snippetFill      = 10 * time.Second       // between a snippet and the first of its places filled
	triggerPause     = 300 * time.Millisecond // between a trigger taken away and the snippet put there
	reloadGap        = 500 * time.Millisecond // between documents reloaded together
	reloadedTogether = 3
)

// step is one change while it is judged. Its hunks have been gone through; before and after are the texts.
type step struct {
	t             *Tracker
	d             *document
	before, after string
	hunks         []hunk
	at            time.Time
	signal        Signal
	trigger       bool
	restored      []bool // by hunk
	fresh         []int  // lines with words, by hunk, that were not there before
	moved         map[*entry]*entry
	parts         [][]source.Span // by hunk, in the text after: where those stand, if many others were there
}

// bulk is a block that came at once, and where.
type bulk struct {
	d  *document
	e  *entry
	at time.Time
}

func (s *step) old(i int) string { return s.before[s.hunks[i].Start:s.hunks[i].End] }

// take decides what the change was and marks what it inserted.
func (s *step) take() Origin {
	s.restore()
	if o, ok := s.signal.origin(); ok {
		s.d.run = nil
		if o == Typed {
			s.typed()
		}
		return o
	}
	switch s.signal {
	case Inline, Apply:
		return s.insert(Assistant, High, said)
	case Paste:
		if s.copied() || s.allRestored() {
			return Moved
		}
		return s.insert(Pasted, High, said)
	}
	return s.silent()
}

// silent decides by shape alone.
func (s *step) silent() Origin {
	switch {
	case s.onlyRemoves():
		return s.removal()
	case s.onlyLayout():
		s.d.run = nil
		return Formatted
	case s.allRestored():
		s.d.run = nil
		return Restored
	case sameWords(s.before, s.hunks):
		s.d.run = nil
		return Moved
	case s.renames():
		s.d.run = nil
		return Renamed
	}
	if lines, size := s.amount(); lines >= blockLines && size >= blockSize {
		return s.block()
	}
	return s.small()
}

// flows tells whether the change goes on from the run, for all that is known before it is judged.
func (s *step) flows() bool {
	if s.restored == nil {
		s.restored, s.fresh = make([]bool, len(s.hunks)), make([]int, len(s.hunks))
	}
	return s.signal == Silent && s.goesOn()
}

// restore gives text that comes back to the insertions it belonged to, and counts the lines that are new.
func (s *step) restore() {
	s.restored, s.fresh, s.parts = make([]bool, len(s.hunks)), make([]int, len(s.hunks)), make([][]source.Span, len(s.hunks))
	flows := s.flows()
	for i := range s.hunks {
		h := &s.hunks[i]
		if flows && significant(h.new) < lineSize {
			s.fresh[i] = wordLines(h.new) // a chunk of a stream may equal any word
			continue
		}
		if r, ok := s.t.memory.back(h.new, s.at); ok {
			s.restored[i] = true
			for _, p := range r.owned {
				s.d.claim(s.revived(p.of), p.within(h))
			}
			continue
		}
		s.restoreLines(i)
	}
}

// revived gives the insertion that text which comes back belongs to: the one it went from, unless that has other text
// in another document, as when half of it was moved there.
func (s *step) revived(e *entry) *entry {
	if len(e.Spans) == 0 || e.Path == s.d.path {
		return e
	}
	if s.moved[e] == nil {
		if s.moved == nil {
			s.moved = map[*entry]*entry{}
		}
		half := &entry{Insertion: e.Insertion, chunks: e.chunks}
		s.t.lastID++
		half.ID, half.Spans = s.t.lastID, nil
		s.moved[e] = half
	}
	return s.moved[e]
}

// restoreLines does the same for text that comes back in other portions than it went. Single known lines among new
// ones are no sign: `return None` was removed somewhere by anybody.
func (s *step) restoreLines(i int) {
	h := &s.hunks[i]
	known, at := 0, h.at
	var back []func()
	var parts []source.Span
	for line := range strings.SplitAfterSeq(h.new, "\n") {
		span := source.Span{Start: at, End: at + len(line)}
		at += len(line)
		if !hasWords(line) {
			continue
		}
		g, ok := s.t.memory.line(line, s.at)
		if !ok {
			s.fresh[i]++
			parts = join(parts, span)
			continue
		}
		known++
		if g.of != nil {
			back = append(back, func() { s.d.claim(s.revived(g.of), span) })
		}
	}
	if known > 0 && s.fresh[i] == 0 && significant(h.new) >= blockSize {
		s.restored[i] = true
		for _, f := range back {
			f()
		}
		return
	}
	if known < 3 || known < s.fresh[i] {
		s.fresh[i] += known
		return
	}
	s.parts[i] = parts
	for _, f := range back {
		f()
	}
}

func (s *step) onlyRemoves() bool {
	return !slices.ContainsFunc(s.hunks, func(h hunk) bool { return h.new != "" })
}

// onlyLayout tells whether a formatter was at work. A blank or a comma alone is what a hand types.
func (s *step) onlyLayout() bool {
	removes := false
	for i := range s.hunks {
		if !sameButLayout(s.old(i), s.hunks[i].new) {
			return false
		}
		removes = removes || s.old(i) != ""
	}
	return removes || len(s.hunks) > 1
}

// allRestored tells whether all text that says anything came back.
func (s *step) allRestored() bool {
	some := false
	for i := range s.hunks {
		if hasWords(s.hunks[i].new) && !s.restored[i] {
			return false
		}
		some = some || s.restored[i]
	}
	return some
}

// removal is a change that only takes away. An assistant that rewrites takes lines away between those it writes.
func (s *step) removal() Origin {
	h := &s.hunks[0]
	if len(s.hunks) == 1 && oneWord(s.old(0)) {
		s.d.cut = caret{h.at, s.at}
	}
	switch r := s.d.run; {
	case r == nil:
	case s.at.Sub(r.last) > machineGap || len(s.hunks) > 1:
		s.d.run = nil
	case h.End <= r.end:
		r.end -= h.Len()
	case h.Start < r.end:
		r.end = h.at
	}
	return Unclear
}

// typed remembers where the hand is.
func (s *step) typed() { s.d.hand = caret{s.hunks[0].after().End, s.at} }

// renames tells whether several places had one word exchanged for another.
func (s *step) renames() bool {
	if len(s.hunks) < 2 {
		return false
	}
	for i := range s.hunks {
		if s.hunks[i].new != s.hunks[0].new || s.old(i) != s.old(0) || strings.Contains(s.hunks[i].new, "\n") {
			return false
		}
	}
	return oneWord(s.old(0)) && oneWord(s.hunks[0].new)
}

// amount counts the new lines and the significant bytes of what came. What several carets brought counts once, and so do
// parts of lines: they are changes of lines that were there.
func (s *step) amount() (lines, size int) {
	seen := map[string]bool{}
	for i := range s.hunks {
		if h := &s.hunks[i]; !s.restored[i] && !seen[h.new] && strings.Contains(h.new, "\n") {
			seen[h.new] = true
			lines += s.fresh[i]
			size += significant(h.new)
		}
	}
	return lines, size
}

// block is several lines at once.
func (s *step) block() Origin {
	if s.goesOn() && s.d.run.joins(s.at) {
		return s.extend()
	}
	if s.anotherText() {
		s.d.run = nil
		return Reloaded
	}
	if s.copied() {
		s.d.run = nil
		return Moved
	}
	origin, confidence, why := s.judge()
	s.insert(origin, confidence, why)
	if s.reloads() {
		return Reloaded
	}
	return origin
}

// judge tells how far a block is from a paste.
func (s *step) judge() (Origin, Confidence, Reason) {
	h := &s.hunks[0]
	blocks := 0
	for i := range s.hunks {
		if s.fresh[i] > 0 && strings.Contains(s.hunks[i].new, "\n") {
			blocks++
		}
	}
	switch {
	case !hasWords(s.before):
		return Assistant, Low, newDocument
	case blocks > 1 || words(s.old(0)) >= 3:
		return Assistant, Medium, rewritten
	case outOfPlace(s.before, h):
		return Pasted, Medium, misindented
	case s.d.hand.near(h.Start, s.at, typingPause):
		return Assistant, Medium, continued
	}
	return Assistant, Low, atOnce
}

// outOfPlace tells whether a block keeps the indentation of another place: a line that opens a block stands
// deeper than its body, a first line has none where the next has some, tabs stand among blanks.
func outOfPlace(before string, h *hunk) bool {
	start := strings.LastIndexByte(before[:h.Start], '\n') + 1
	lead := before[start:h.Start]
	if strings.TrimSpace(lead) != "" {
		return false
	}
	first, rest, _ := strings.Cut(h.new, "\n")
	for rest != "" && strings.TrimSpace(first) == "" {
		lead = ""
		first, rest, _ = strings.Cut(rest, "\n")
	}
	for strings.HasPrefix(rest, "\n") || strings.HasPrefix(rest, "\r") {
		rest = rest[1:]
	}
	second, _, _ := strings.Cut(rest, "\n")
	if strings.TrimSpace(second) == "" {
		return false
	}
	from, to := len(lead)+indent(first), indent(second)
	opens := strings.HasSuffix(strings.TrimRight(first, " \t\r"), ":") || strings.HasSuffix(strings.TrimRight(first, " \t\r"), "{")
	closed := !strings.HasSuffix(strings.TrimRight(first, " \t\r"), ",") && !strings.ContainsAny(first, "([{\\") && !strings.HasPrefix(strings.TrimSpace(first), "@")
	tabs := strings.Contains(h.new, "\n\t") && strings.Contains(before, "\n  ") && !strings.Contains(before, "\n\t")
	blanks := strings.Contains(h.new, "\n  ") && strings.Contains(before, "\n\t") && !strings.Contains(before, "\n  ")
	return opens && to <= from || !opens && closed && to > from || tabs || blanks
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// anotherText tells whether next to nothing is left of a document that had some text.
func (s *step) anotherText() bool {
	removed := 0
	for i := range s.hunks {
		removed += s.hunks[i].Len()
	}
	return 4*(len(s.before)-removed) < len(s.before) && wordLines(s.before) >= 8
}

// copied tells whether all that is new stands in an open document already.
func (s *step) copied() bool {
	for i := range s.hunks {
		if hasWords(s.hunks[i].new) && !s.restored[i] && !s.standsSomewhere(s.hunks[i].new) {
			return false
		}
	}
	return true
}

func (s *step) standsSomewhere(text string) bool {
	want := saying(text)
	if stands(s.before, want) {
		return true
	}
	for _, d := range s.t.docs {
		if d != s.d && d.open && stands(d.text.String(), want) {
			return true
		}
	}
	return false
}

// saying lists the lines that are not blank, without indentation.
func saying(text string) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// stands tells whether lines follow each other in a text, whatever their indentation; the first may be the end of one
// there, and the last the beginning.
func stands(text string, want []string) bool {
	if len(want) < 2 {
		return len(want) == 1 && strings.Contains(text, want[0])
	}
	if !strings.Contains(text, want[1]) {
		return false
	}
	have := saying(text)
	for i := range len(have) - len(want) + 1 {
		last := len(want) - 1
		if strings.HasSuffix(have[i], want[0]) && slices.Equal(have[i+1:i+last], want[1:last]) && strings.HasPrefix(have[i+last], want[last]) {
			return true
		}
	}
	return false
}

// insert marks what the change brought, as an insertion of its own or as more of the one that goes on.
func (s *step) insert(o Origin, c Confidence, why Reason) Origin {
	if s.goesOn() && s.d.run.published && s.d.run.Origin == o {
		s.d.run.Confidence = max(s.d.run.Confidence, c)
		return s.extend()
	}
	if !slices.ContainsFunc(s.hunks, func(h hunk) bool { return hasWords(h.new) }) {
		return Unclear
	}
	e := &entry{Insertion: Insertion{Origin: o, Confidence: c, Why: why, When: s.at}}
	e.trigger = len(s.hunks) == 1 && (s.trigger || s.d.cut.near(s.hunks[0].Start, s.at, triggerPause))
	s.d.run = &run{entry: e, last: s.at, end: s.hunks[len(s.hunks)-1].after().End}
	s.t.publish(s.d.run)
	s.claimAll(e)
	return o
}

// claimAll gives an insertion what the change brought anew.
func (s *step) claimAll(e *entry) {
	e.chunks++
	for i := range s.hunks {
		if h := &s.hunks[i]; !s.restored[i] && h.new != "" && (hasWords(h.new) || e.chunks > 1) {
			if s.parts[i] == nil {
				s.d.claim(e, h.after())
			}
			for _, part := range s.parts[i] {
				s.d.claim(e, part)
			}
			e.Lines += max(s.fresh[i], min(1, wordLines(h.new)))
		}
	}
}

// reloads tells whether blocks came into several documents at the same moment: another branch, not an assistant,
// which writes one after another. Then none of them was an insertion.
func (s *step) reloads() bool {
	s.t.bulk = slices.DeleteFunc(s.t.bulk, func(b bulk) bool { return s.at.Sub(b.at) > reloadGap || b.d == s.d })
	s.t.bulk = append(s.t.bulk, bulk{s.d, s.d.run.entry, s.at})
	if len(s.t.bulk) < reloadedTogether {
		return false
	}
	for _, b := range s.t.bulk {
		if b.e.chunks == 1 {
			b.d.drop(b.e)
			s.t.altered(b.d)
		}
	}
	s.d.run = nil
	return true
}

// retract ends an insertion that shows itself to be a snippet: one of its words is replaced as a place to be filled
// is, soon after, or the same word in several places at once. It looks at the text before the change.
func (s *step) retract() {
	if s.signal != Silent && s.signal != Snippet {
		return
	}
	h := &s.hunks[0]
	word := s.old(0)
	if !oneWord(word) || strings.Contains(h.new, "\n") || partOfWord(s.before, h.Span) {
		return
	}
	mirrored := len(s.hunks) > 1 && s.renames()
	for _, e := range s.d.entries {
		small := e.chunks == 1 && e.Lines <= 8 && s.at.Sub(e.When) <= snippetFill
		if small && (e.trigger || mirrored) && slices.ContainsFunc(e.Spans, func(x source.Span) bool { return x.Contains(h.Span) }) {
			e.Spans = nil
			s.d.run = nil
		}
	}
}

// partOfWord tells whether a span is only a part of a word.
func partOfWord(text string, s source.Span) bool {
	return s.Start > 0 && wordByte(text[s.Start-1]) || s.End < len(text) && wordByte(text[s.End])
}
