package insertion

import (
	"strings"
	"time"
)

// Measures of streams. RATIONALE.md says where they come from.
const (
	machineGap  = 300 * time.Millisecond // nobody moves the caret and types a word within
	streamGap   = 2 * time.Second        // a stream stalls no longer
	blockGap    = time.Second            // between blocks of one assistant's edit
	countedGap  = 500 * time.Millisecond // of a pause, when speed is measured
	fastKey     = 40 * time.Millisecond  // between keys; no hand is faster for long, nor does a held key repeat faster
	streamRate  = 25                     // bytes a second
	wordRate    = 10                     // the same, of whole words
	streamSize  = 40
	streamWords = 4
)

// run is what may go on with the next change: a stream, or the insertion that was made last.
type run struct {
	*entry
	published bool
	last      time.Time
	end       int // behind the last chunk, in the present text
	size      int // bytes, without the first chunk, whose beginning was not timed
	busy      time.Duration
	singles   int  // chunks of one key
	broken    int  // chunks that begin within a word
	word      bool // the last chunk ended with a letter
	text      strings.Builder
	after     *entry // the insertion directly before, of a stream that stalled
}

// joins tells whether a block that goes on from the run belongs with what is in it. A run that is no insertion yet may be
// what a hand typed before it took a completion.
func (r *run) joins(at time.Time) bool {
	return r.published || r.singles == 0 && r.text.Len() >= 4*r.chunks && at.Sub(r.last) <= machineGap
}

// publish makes a run's text an insertion.
func (t *Tracker) publish(r *run) {
	t.lastID++
	r.ID, r.published = t.lastID, true
}

// goesOn tells whether the change continues the document's run.
func (s *step) goesOn() bool {
	r := s.d.run
	if r == nil || r.published && (len(r.Spans) == 0 || r.Path != s.d.path) {
		return false
	}
	gap, h := s.at.Sub(r.last), &s.hunks[0]
	contiguous := len(s.hunks) == 1 && h.Start <= r.end && r.end <= h.End
	if contiguous {
		return gap <= streamGap
	}
	size := 0
	for i := range s.hunks {
		size += significant(s.hunks[i].new)
	}
	lines, _ := s.amount()
	return size >= 4 && gap <= machineGap || r.published && lines >= blockLines && gap <= blockGap
}

// extend adds the change to the run, which is an insertion.
func (s *step) extend() Origin {
	if !s.d.run.published {
		s.publishRun(Medium, atOnce)
	}
	r := s.d.run
	s.claimAll(r.entry)
	if r.Origin == Assistant && r.chunks >= 3 && r.Confidence < High && r.Why != wordByWord {
		r.Confidence, r.Why = High, streamed
	}
	r.last, r.end = s.at, s.hunks[len(s.hunks)-1].after().End
	return r.Origin
}

// small is a change of less than several lines: a key, a word, a chunk of a stream, a line.
func (s *step) small() Origin {
	h := &s.hunks[0]
	if len(s.hunks) > 1 && s.mirrored() {
		s.d.run = nil
		return Typed
	}
	if s.goesOn() {
		if s.d.run.published && s.fast() {
			return s.extend()
		}
		byHand := s.d.run.singles == s.d.run.chunks && len(h.new) > 2 // so far: now something else begins
		if !s.d.run.published && !byHand && !s.lineAtOnce() {
			return s.chunk()
		}
	}
	if s.lineAtOnce() {
		return s.insert(Assistant, Low, wholeLine)
	}
	s.begin()
	if len(s.hunks) == 1 && len(h.new) <= keystroke {
		s.typed()
		return Typed
	}
	return Unclear
}

// mirrored tells whether several carets brought the same.
func (s *step) mirrored() bool {
	for i := range s.hunks {
		if s.hunks[i].new != s.hunks[0].new {
			return false
		}
	}
	return true
}

// lineAtOnce tells whether a line's worth of words came that stands nowhere yet.
func (s *step) lineAtOnce() bool {
	text := s.hunks[0].new
	return len(s.hunks) == 1 && words(text) >= lineWords && significant(text) >= lineSize && !s.restored[0] && s.fresh[0] > 0 && !s.copied()
}

// fast tells whether what goes on from an insertion goes on at its speed, not at a hand's.
func (s *step) fast() bool {
	r, gap, size := s.d.run, s.at.Sub(s.d.run.last), len(s.hunks[0].new)
	return gap <= fastKey || size > keystroke || float64(size) > streamRate*gap.Seconds() || r.Why == wordByWord && size >= 4
}

// publishRun makes what was a run so far an insertion, or more of the one that it goes on from.
func (s *step) publishRun(c Confidence, why Reason) {
	r := s.d.run
	r.Lines = wordLines(r.text.String())
	spans := r.Spans
	r.Spans = nil
	if before := r.after; before != nil && len(before.Spans) > 0 && before.Path == s.d.path {
		before.Lines += r.Lines
		before.chunks += r.chunks
		before.Confidence = max(before.Confidence, c)
		r.entry, r.published = before, true
	} else {
		r.Origin, r.Confidence, r.Why = Assistant, c, why
		s.t.publish(r)
	}
	for _, span := range spans {
		s.d.claim(r.entry, span)
	}
}

// begin starts a run with the change.
func (s *step) begin() {
	r := &run{entry: &entry{Insertion: Insertion{When: s.at}}}
	if last := s.d.run; last != nil && s.goesOn() {
		r.after = last.after
		if last.published {
			r.after = last.entry
		}
	}
	s.d.run = r
	s.note(r)
}

// note counts the change as a chunk of a run that is no insertion yet.
func (s *step) note(r *run) {
	r.chunks++
	for i := range s.hunks {
		h := &s.hunks[i]
		if h.new == "" {
			continue
		}
		r.Spans = join(r.Spans, h.after())
		if len(h.new) == 1 {
			r.singles++
		}
		if r.word && wordByte(h.new[0]) {
			r.broken++
		}
		r.word = wordByte(h.new[len(h.new)-1])
		if r.chunks > 1 {
			r.size += len(h.new)
		}
		r.text.WriteString(h.new)
	}
	r.last, r.end = s.at, s.hunks[len(s.hunks)-1].after().End
}

// chunk adds the change to a run and looks whether a hand can be so fast.
func (s *step) chunk() Origin {
	r := s.d.run
	r.busy += min(s.at.Sub(r.last), countedGap)
	s.note(r)
	if r.text.Len() > 4096 {
		s.begin()
		return Unclear
	}
	if len(s.hunks) == 1 && len(s.hunks[0].new) <= keystroke {
		s.typed()
	}
	confidence, why, ok := r.machine()
	if !ok {
		if len(s.hunks[0].new) <= keystroke {
			return Typed
		}
		return Unclear
	}
	s.publishRun(confidence, why)
	return Assistant
}

// machine tells whether the run came faster than a hand types.
func (r *run) machine() (Confidence, Reason, bool) {
	text := r.text.String()
	if len(text) < streamSize || words(text) < streamWords {
		return 0, "", false
	}
	rate := float64(r.size) / max(r.busy.Seconds(), 0.001)
	mean := float64(len(text)) / float64(r.chunks)
	switch {
	case r.chunks >= 3 && 4*r.singles <= r.chunks && mean >= 2 && rate > streamRate:
		return High, streamed, true
	case r.chunks >= streamSize+20 && rate > float64(time.Second/fastKey)*1.6:
		return High, streamed, true
	case r.chunks >= 4 && r.singles == 0 && r.broken == 0 && mean >= 4 && rate > wordRate:
		return Medium, wordByWord, true
	}
	return 0, "", false
}
