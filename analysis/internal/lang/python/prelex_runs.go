package python

import "bytes"

// The grammar's scanner looks past all comments and line continuations that follow a token, to learn the next
// line's indentation, and does so again at each of them: 4,000 comment lines in a block take two seconds, 16,000
// half a minute. So long runs become few tokens. Comments at either end of a run stay as they are, because
// they may speak of the code next to them; those inside become one comment of many lines.
const (
	longRun = 128 // lines from which on a run is joined
	runEnds = 16  // comments that stay at either end
)

// commentRun joins the run of comment lines that begins with the comment at hash.
func (r *rewriter) commentRun(hash int) {
	if hash < r.joined || !r.startsLine(hash) {
		return
	}
	var ends []int // where the lines of comments end
	at := hash
	for at < len(r.text) {
		n := bytes.IndexByte(r.text[at:], '\n')
		if n < 0 {
			break
		}
		if r.text[at] == '#' {
			ends = append(ends, at+n)
		}
		at = r.overBlanks(at + n + 1)
		if at < len(r.text) && r.text[at] != '#' && r.text[at] != '\n' && r.text[at] != '\r' {
			break
		}
	}
	r.joined = at
	if len(ends) < longRun {
		return
	}
	last := ends[len(ends)-runEnds]
	for i := ends[runEnds]; i < last; i++ {
		// A backslash before a line end stays with it: in a string the two are an escape.
		if c := r.text[i]; (c == '\n' || c == '\r') && r.text[i-1] != '\\' {
			r.set(i, ' ')
		}
	}
}

// continuationRuns joins lines that hold nothing but a backslash to one continuation, the last of them.
func (r *rewriter) continuationRuns() {
	continuation := []byte("\\\n")
	for at := 0; ; {
		n := bytes.Index(r.text[at:], continuation)
		if n < 0 {
			return
		}
		first := at + n
		var found []int
		for at = first; bytes.HasPrefix(r.text[at:], continuation); {
			found = append(found, at)
			at = r.overBlankLines(at + len(continuation))
		}
		if len(found) < longRun {
			continue
		}
		for _, i := range found[1 : len(found)-1] {
			r.set(i, ' ')
			r.set(i+1, ' ')
		}
	}
}

func (r *rewriter) startsLine(at int) bool {
	start := r.backOverBlanks(at)
	return start == r.begin || r.text[start-1] == '\n' || r.text[start-1] == '\r'
}

func (r *rewriter) overBlanks(at int) int {
	for at < len(r.text) && isBlank(r.text[at]) {
		at++
	}
	return at
}

func (r *rewriter) overBlankLines(at int) int {
	for at < len(r.text) && (isBlank(r.text[at]) || r.text[at] == '\n') {
		at++
	}
	return at
}
