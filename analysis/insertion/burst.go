package insertion

import (
	"strings"
	"time"

	"underpin/analysis/internal/source"
)

// Clients gather edits before they send them: Neovim waits until nothing was edited for 150 ms, so that a paragraph typed
// without a pause comes as one notification of a hundred edits of one letter each. Such a burst is taken apart here into
// what was typed and what came at once, and each part judged on its own.

const (
	gathered  = 150 * time.Millisecond // at most between two edits of a burst
	burstMean = 3                      // bytes an edit, in the mean, from which a burst is no typing
	burstMost = 64                     // parts of a burst that are judged one by one
)

// piece is a part of a notification.
type piece struct {
	edits []source.Edit
	typed bool
}

// pieces takes a notification apart. Edits that do not follow a caret, as those of formatters and of several carets, stay together.
func pieces(edits []source.Edit) []piece {
	var out []piece
	for i := 0; i < len(edits); {
		j := i + 1
		for j < len(edits) && follows(edits[j-1], edits[j]) {
			j++
		}
		switch chain := edits[i:j]; {
		case len(chain) < 2:
			out = gather(out, piece{edits: chain})
		case mean(chain) < burstMean:
			out = append(out, typing(chain)...)
		default:
			out = append(out, stream(chain)...)
		}
		i = j
	}
	return out
}

// follows tells whether an edit is made where the caret stands after another, give or take a bracket that closed itself.
// Formatters and several carets are edited from the last place to the first, so a caret goes forward, but for what it deletes.
func follows(a, b source.Edit) bool {
	caret := a.Start + len(a.New)
	if b.New == "" {
		return b.End >= caret-1 && b.Start <= caret+1
	}
	return b.Start >= a.Start && b.Start >= caret-2 && b.Start <= caret+2
}

// gather adds a piece; loose edits behind one another belong together.
func gather(out []piece, p piece) []piece {
	if n := len(out); n > 0 && !out[n-1].typed && len(out[n-1].edits) == 1 && len(p.edits) == 1 {
		last := &out[n-1]
		last.edits = append(last.edits[:len(last.edits):len(last.edits)], p.edits...)
		return out
	}
	if n := len(out); n > 0 && !out[n-1].typed && !follows(out[n-1].edits[len(out[n-1].edits)-1], p.edits[0]) {
		last := &out[n-1]
		last.edits = append(last.edits[:len(last.edits):len(last.edits)], p.edits...)
		return out
	}
	return append(out, p)
}

// mean is the size of an edit but for what is longer than a key ever brings.
func mean(chain []source.Edit) int {
	size, n := 0, 0
	for _, e := range chain {
		if k := keySize(e); k <= keystroke {
			size, n = size+k, n+1
		}
	}
	if n == 0 {
		return keystroke
	}
	return size / n
}

// keySize is the size of an edit without the indentation that comes with a line end.
func keySize(e source.Edit) int {
	if strings.HasPrefix(e.New, "\n") {
		return 1 + len(strings.TrimLeft(e.New, " \t\r\n"))
	}
	return len(e.New)
}

// typing cuts a chain into keys and what came between them.
func typing(chain []source.Edit) (out []piece) {
	for i, e := range chain {
		typed := keySize(e) <= keystroke
		if n := len(out); typed && n > 0 && out[n-1].typed {
			out[n-1].edits = append(out[n-1].edits, e)
			continue
		}
		out = append(out, piece{edits: chain[i : i+1 : i+1], typed: typed})
	}
	return out
}

// stream cuts a chain into chunks.
func stream(chain []source.Edit) (out []piece) {
	size := max(1, (len(chain)+burstMost-1)/burstMost)
	for i := 0; i < len(chain); i += size {
		out = append(out, piece{edits: chain[i:min(i+size, len(chain))]})
	}
	return out
}
