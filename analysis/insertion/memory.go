package insertion

import (
	"hash/maphash"
	"strings"
	"time"

	"underpin/analysis/internal/source"
)

// memory remembers what was removed of late, in all documents: as hashes, never as text. Undo brings a removal back
// as a whole; cutting and pasting elsewhere, or an agent that deletes a document before it writes it anew, line by line.
type memory struct {
	hashes
	removals []removal // the oldest first
	whole    map[uint64]int
	dropped  int // removals forgotten: whole counts from the first there ever was
	lines    map[uint64]gone
	order    []uint64 // of the lines, the oldest first; one may stand here twice
}

// removal is a run of text that went at once.
type removal struct {
	hash  uint64
	owned []part
	at    time.Time
}

// part is what an insertion held of a removed text.
type part struct {
	of         *entry
	start, end int // significant characters from the start of the removed text
}

// within finds the part in the text that came back. Blanks at its edges come along.
func (p part) within(h *hunk) source.Span {
	span := h.after()
	if p.start > 0 {
		span.Start = h.at + nth(h.new, p.start, false)
	}
	if p.end < significant(h.new) {
		span.End = h.at + nth(h.new, p.end, true)
	}
	return span
}

// gone is a removed line.
type gone struct {
	of *entry // the insertion it belonged to, or nil
	at time.Time
}

// How much is remembered, and how long: longer than anybody waits between undo and redo.
const (
	keptRemovals = 256
	keptLines    = 8192
	keptFor      = 30 * time.Minute
	leastRemoval = 4 // significant characters; less comes back by accident
)

func newMemory() *memory {
	return &memory{hashes: hashes{maphash.MakeSeed()}, whole: map[uint64]int{}, lines: map[uint64]gone{}}
}

// removed records that a hunk took text away. span is the text's place when entries had their spans.
func (m *memory) removed(text string, span source.Span, entries []*entry, at time.Time) {
	size := significant(text)
	if size < leastRemoval {
		return
	}
	r := removal{hash: m.of(text), at: at}
	for _, e := range entries {
		for _, s := range e.Spans {
			if s = s.Intersect(span); !s.Empty() {
				before := significant(text[:s.Start-span.Start])
				r.owned = append(r.owned, part{e, before, before + significant(text[s.Start-span.Start:s.End-span.Start])})
			}
		}
	}
	m.whole[r.hash] = m.dropped + len(m.removals)
	m.removals = append(m.removals, r)
	if len(m.removals) > keptRemovals {
		if oldest := m.removals[0].hash; m.whole[oldest] == m.dropped {
			delete(m.whole, oldest)
		}
		m.removals = m.removals[1:]
		m.dropped++
	}
	m.removedLines(text, size, r.owned, at)
}

func (m *memory) removedLines(text string, size int, owned []part, at time.Time) {
	if !strings.Contains(text, "\n") && size < 12 {
		return
	}
	seen := 0
	for line := range strings.SplitSeq(text, "\n") {
		length := significant(line)
		if hasWords(line) {
			g := gone{at: at}
			for _, p := range owned {
				if p.start < seen+length && seen < p.end {
					g.of = p.of
				}
			}
			key := m.of(line)
			m.lines[key] = g
			m.order = append(m.order, key)
		}
		seen += length
	}
	for ; len(m.order) > keptLines; m.order = m.order[1:] {
		delete(m.lines, m.order[0])
	}
}

// back finds the removal that a text undoes.
func (m *memory) back(text string, at time.Time) (*removal, bool) {
	if significant(text) < leastRemoval {
		return nil, false
	}
	i, ok := m.whole[m.of(text)]
	if !ok || i < m.dropped {
		return nil, false
	}
	r := &m.removals[i-m.dropped]
	return r, at.Sub(r.at) <= keptFor
}

// line tells whether a line was removed of late, and from which insertion.
func (m *memory) line(text string, at time.Time) (gone, bool) {
	g, ok := m.lines[m.of(text)]
	return g, ok && at.Sub(g.at) <= keptFor
}
