package protocol

import "encoding/json"

// TextDocumentPosition names a place in a document.
type TextDocumentPosition struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Position     Position               `json:"position"`
}

// TextDocumentOnly names a document, as requests for all code lenses do.
type TextDocumentOnly struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
}

// TextDocumentRange names a part of a document.
type TextDocumentRange struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Range        Range                  `json:"range"`
}

// Hover is what is shown beside a place.
type Hover struct {
	Contents MarkupContent `json:"contents"`
	Range    *Range        `json:"range,omitempty"`
}

// MarkupContent is text of a kind, "markdown" or "plaintext".
type MarkupContent struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// Kinds of text.
const (
	Markdown  = "markdown"
	PlainText = "plaintext"
)

// CodeActionParams ask for actions. Diagnostics are kept as they came: they go
// back with the actions that mend them.
type CodeActionParams struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Range        Range                  `json:"range"`
	Context      struct {
		Diagnostics []json.RawMessage `json:"diagnostics"`
		Only        []string          `json:"only"`
	} `json:"context"`
}

// CodeAction is an action with its edit, or with data from which that is made when it is asked for.
type CodeAction struct {
	Title       string            `json:"title"`
	Kind        string            `json:"kind,omitempty"`
	Diagnostics []json.RawMessage `json:"diagnostics,omitempty"`
	IsPreferred bool              `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit    `json:"edit,omitempty"`
	Command     *Command          `json:"command,omitempty"`
	Data        *ActionData       `json:"data,omitempty"`
}

// ActionData is what an action does, to a document of a version.
type ActionData struct {
	TextDocument TextDocumentIdentifier `json:"textDocument"`
	Version      int                    `json:"version"`
	Do           string                 `json:"do"`
	Fingerprint  string                 `json:"fingerprint,omitempty"` // of the finding
	Rule         string                 `json:"rule,omitempty"`
	Fix          string                 `json:"fix,omitempty"`
	Reason       string                 `json:"reason,omitempty"`
}

// Kinds of actions.
const (
	QuickFix     = "quickfix"
	SourceFixAll = "source.fixAll"
)

// Command is one of the server's that the client may have run.
type Command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

// ExecuteCommandParams have a command run.
type ExecuteCommandParams struct {
	Command   string            `json:"command"`
	Arguments []json.RawMessage `json:"arguments"`
}

// WorkspaceEdit changes documents, by version where the client understands that.
type WorkspaceEdit struct {
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []TextDocumentEdit    `json:"documentChanges,omitempty"`
}

// TextDocumentEdit changes a document of a version; null: as it is on disk.
type TextDocumentEdit struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	} `json:"textDocument"`
	Edits []TextEdit `json:"edits"`
}

// TextEdit replaces a range, by text or by a snippet (3.18).
type TextEdit struct {
	Range   Range
	NewText string
	Snippet *Snippet
}

// Snippet is text with places to type over, kind "snippet".
type Snippet struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// MarshalJSON writes one of the two.
func (e TextEdit) MarshalJSON() ([]byte, error) {
	if e.Snippet != nil {
		return json.Marshal(struct {
			Range   Range    `json:"range"`
			Snippet *Snippet `json:"snippet"`
		}{e.Range, e.Snippet})
	}
	return json.Marshal(struct {
		Range   Range  `json:"range"`
		NewText string `json:"newText"`
	}{e.Range, e.NewText})
}

// UnmarshalJSON reads either.
func (e *TextEdit) UnmarshalJSON(raw []byte) error {
	var v struct {
		Range   Range    `json:"range"`
		NewText string   `json:"newText"`
		Snippet *Snippet `json:"snippet"`
	}
	err := json.Unmarshal(raw, &v)
	*e = TextEdit{v.Range, v.NewText, v.Snippet}
	return err
}

// ApplyEditParams ask the client to change documents.
type ApplyEditParams struct {
	Label string         `json:"label,omitempty"`
	Edit  *WorkspaceEdit `json:"edit"`
}

// ApplyEditResult tells whether it did.
type ApplyEditResult struct {
	Applied       bool   `json:"applied"`
	FailureReason string `json:"failureReason,omitempty"`
}

// ShowDocumentParams ask the client to show a page.
type ShowDocumentParams struct {
	URI       string `json:"uri"`
	External  bool   `json:"external,omitempty"`
	TakeFocus bool   `json:"takeFocus,omitempty"`
}

// ShowDocumentResult tells whether it did.
type ShowDocumentResult struct {
	Success bool `json:"success"`
}

// CodeLens is a line above a line.
type CodeLens struct {
	Range   Range    `json:"range"`
	Command *Command `json:"command,omitempty"`
}

// InlayHint is text between the text (3.17).
type InlayHint struct {
	Position    Position `json:"position"`
	Label       string   `json:"label"`
	Tooltip     string   `json:"tooltip,omitempty"`
	PaddingLeft bool     `json:"paddingLeft,omitempty"`
}
