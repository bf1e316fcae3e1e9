package protocol

import "encoding/json"

// Diagnostic is that of 3.16 with a code that survives being read.
type Diagnostic struct {
	Range              Range                          `json:"range"`
	Severity           DiagnosticSeverity             `json:"severity"`
	Code               string                         `json:"code,omitempty"`
	CodeDescription    *CodeDescription               `json:"codeDescription,omitempty"`
	Source             string                         `json:"source"`
	Message            string                         `json:"message"`
	Tags               []DiagnosticTag                `json:"tags,omitempty"`
	RelatedInformation []DiagnosticRelatedInformation `json:"relatedInformation,omitempty"`
	Data               *DiagnosticData                `json:"data,omitempty"`
}

// DiagnosticData comes back with requests about a diagnostic.
type DiagnosticData struct {
	Fingerprint string   `json:"fingerprint"`
	CWE         int      `json:"cwe"`
	Confidence  string   `json:"confidence"`
	Origin      string   `json:"origin,omitempty"`
	Evidence    []string `json:"evidence,omitempty"` // of a package's name: what was looked up
	Fixes       []string `json:"fixes"`
}

// PublishDiagnosticsParams push the diagnostics of a file. The list is kept as
// text, because it is compared before it is sent.
type PublishDiagnosticsParams struct {
	URI         string          `json:"uri"`
	Version     *int            `json:"version,omitempty"`
	Diagnostics json.RawMessage `json:"diagnostics"`
}

// DocumentDiagnosticParams pull the diagnostics of a document.
type DocumentDiagnosticParams struct {
	TextDocument     TextDocumentIdentifier `json:"textDocument"`
	PreviousResultID string                 `json:"previousResultId,omitempty"`
}

// Kinds of reports.
const (
	ReportFull      = "full"
	ReportUnchanged = "unchanged"
)

// DocumentDiagnosticReport is full, with items, or unchanged, without.
type DocumentDiagnosticReport struct {
	Kind     string          `json:"kind"`
	ResultID string          `json:"resultId,omitempty"`
	Items    json.RawMessage `json:"items,omitempty"`
}

// WorkspaceDiagnosticParams pull the diagnostics of all files.
type WorkspaceDiagnosticParams struct {
	PreviousResultIDs []struct {
		URI   string `json:"uri"`
		Value string `json:"value"`
	} `json:"previousResultIds"`
	PartialResultToken json.RawMessage `json:"partialResultToken,omitempty"`
	WorkDoneToken      json.RawMessage `json:"workDoneToken,omitempty"`
}

// WorkspaceDiagnosticReport is one portion, or all.
type WorkspaceDiagnosticReport struct {
	Items []WorkspaceDocumentReport `json:"items"`
}

// WorkspaceDocumentReport is a document's report with its address; the version
// is null for files that are not open.
type WorkspaceDocumentReport struct {
	DocumentDiagnosticReport
	URI     string `json:"uri"`
	Version *int   `json:"version"`
}

// ServerCancelledData tells a client whether to ask again.
type ServerCancelledData struct {
	RetriggerRequest bool `json:"retriggerRequest"`
}

// ProgressParams carry partial results and work-done progress.
type ProgressParams struct {
	Token any `json:"token"`
	Value any `json:"value"`
}

// WorkDone is a step of work-done progress: begin, report or end.
type WorkDone struct {
	Kind       string `json:"kind"`
	Title      string `json:"title,omitempty"`
	Message    string `json:"message,omitempty"`
	Percentage *int   `json:"percentage,omitempty"`
}
