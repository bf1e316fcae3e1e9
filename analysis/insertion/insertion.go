// Package insertion tells which parts of a document were inserted rather than typed, by whom as far as that can be
// told, and where they are now.
//
// It owns the first rungs of the ladder of origins: what the editor says of a change, and else the change's shape. A
// [Tracker] is told of every change to every open document and gives [Marks], the immutable state after it, which
// answer whether a place lies in an insertion. It reads no clock (the caller hands the time in), knows no files, and
// judges no finding: package analysis maps origins to severities. lsp calls it by the aliases in package analysis.
//
// It is told in bytes: edits one after another, each speaking of the text that the one before it left, as in
// [source.Text.ApplySequence].
package insertion

import (
	"time"

	"underpin/analysis/internal/source"
)

// Origin is how text came into a document.
type Origin uint8

// Origins. Only Assistant and Pasted make an [Insertion]; the others are what a change can be instead.
const (
	Unclear   Origin = iota // too little text to tell; never an insertion
	Typed                   // by hand, with what editors add while one types: brackets, indentation, comment leaders
	Assistant               // a completion, a chat's or an agent's edit
	Pasted                  // from outside the open documents, where the editor or the text's indentation tells so
	Moved                   // from another place of an open document: moved, duplicated, cut and pasted
	Restored                // was there shortly before: undo, redo
	Formatted               // the same words arranged anew
	Expanded                // a snippet or an entry of the completion list
	Renamed                 // one name for another
	Reloaded                // another text altogether: branch switch, revert
)

// String gives the name used in diagnostics' data.
func (o Origin) String() string {
	return [...]string{"unclear", "typed", "assistant", "pasted", "moved", "restored", "formatted", "expanded", "renamed", "reloaded"}[o]
}

// Confidence is how far an origin can be trusted.
type Confidence uint8

// Confidences in rising order.
const (
	Low    Confidence = iota // others make the same shape about as often
	Medium                   // others make it rarely
	High                     // the editor said so, or nothing else is known to make it
)

// String gives the name used in diagnostics' data.
func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }

// Signal is what the client says of a change.
type Signal uint8

// Signals.
const (
	Silent     Signal = iota // nothing: the shape decides
	Undo                     // of whatever kind of change
	Redo                     //
	Format                   // a formatter's edits
	Snippet                  // a snippet was expanded or one of its places filled
	Completion               // an entry of the completion list was taken
	Inline                   // an assistant's inline completion was accepted, whole or in part
	Apply                    // a chat or an agent edited the document
	Paste                    // from the clipboard
	Rename                   // of a symbol
	Reload                   // the text was read from disk again
	Hand                     // typed
)

// origins gives what a signal says on its own. Paste is not among them: where the text came from decides.
func (s Signal) origin() (Origin, bool) {
	switch s {
	case Undo, Redo:
		return Restored, true
	case Format:
		return Formatted, true
	case Snippet, Completion:
		return Expanded, true
	case Rename:
		return Renamed, true
	case Reload:
		return Reloaded, true
	case Hand:
		return Typed, true
	}
	return Unclear, false
}

// Change is what happened to a document in one notification.
type Change struct {
	Path    string
	Version int           // as the client counts; kept for Marks
	Edits   []source.Edit // in order; nil: only the text after is known, as with a client that sends whole texts
	After   *source.Text  // the text after the edits, shared with the session; nil: the tracker applies the edits
	At      time.Time     // when it was received
	Signal  Signal
}

// Reason is the evidence for an origin, a phrase for people.
type Reason string

// Reasons.
const (
	said        Reason = "the editor said so"
	atOnce      Reason = "several lines at once"
	continued   Reason = "several lines at once, where typing had stopped"
	rewritten   Reason = "several places rewritten at once"
	wholeLine   Reason = "a whole line at once"
	streamed    Reason = "streamed faster than a hand types"
	wordByWord  Reason = "word by word, faster than a hand types"
	misindented Reason = "indented for another place"
	newDocument Reason = "a whole document at once"
)

// Insertion is text that came in together. A value is a state: it does not change when the document does.
type Insertion struct {
	ID         int // unique in a Tracker; an insertion that is undone and redone keeps it
	Path       string
	Spans      []source.Span // where its text is now: sorted, apart, none empty
	Origin     Origin        // Assistant or Pasted
	Confidence Confidence
	Why        Reason
	Lines      int       // lines with words that came in, whatever became of them
	When       time.Time // its first text
}

// Range is the smallest span with all of the insertion.
func (i *Insertion) Range() source.Span {
	if len(i.Spans) == 0 {
		return source.Span{}
	}
	return source.Span{Start: i.Spans[0].Start, End: i.Spans[len(i.Spans)-1].End}
}
