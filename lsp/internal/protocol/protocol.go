// Package protocol owns the wire forms of the language server protocol: the
// structures of 3.16 under short names, and what 3.17 and 3.18 add to them.
//
// It holds no behaviour. Package lsp and its test editor use it.
package protocol

import (
	"encoding/json"

	p316 "github.com/tliron/glsp/protocol_3_16"
)

// Structures of 3.16 that are taken as they are.
type (
	Position                     = p316.Position
	Range                        = p316.Range
	Location                     = p316.Location
	TextDocumentItem             = p316.TextDocumentItem
	TextDocumentIdentifier       = p316.TextDocumentIdentifier
	WorkspaceFolder              = p316.WorkspaceFolder
	MarkupKind                   = p316.MarkupKind
	DidOpenTextDocumentParams    = p316.DidOpenTextDocumentParams
	DidSaveTextDocumentParams    = p316.DidSaveTextDocumentParams
	DidCloseTextDocumentParams   = p316.DidCloseTextDocumentParams
	DidChangeWatchedFilesParams  = p316.DidChangeWatchedFilesParams
	FileEvent                    = p316.FileEvent
	DidChangeWorkspaceFolders    = p316.DidChangeWorkspaceFoldersParams
	ConfigurationParams          = p316.ConfigurationParams
	ConfigurationItem            = p316.ConfigurationItem
	RegistrationParams           = p316.RegistrationParams
	Registration                 = p316.Registration
	FileSystemWatcher            = p316.FileSystemWatcher
	WatchRegistration            = p316.DidChangeWatchedFilesRegistrationOptions
	LogMessageParams             = p316.LogMessageParams
	ShowMessageParams            = p316.ShowMessageParams
	DiagnosticRelatedInformation = p316.DiagnosticRelatedInformation
	CodeDescription              = p316.CodeDescription
	DiagnosticSeverity           = p316.DiagnosticSeverity
	DiagnosticTag                = p316.DiagnosticTag
	MessageType                  = p316.MessageType
	ClientCapabilities316        = p316.ClientCapabilities
	ServerCapabilities316        = p316.ServerCapabilities
	SyncOptions                  = p316.TextDocumentSyncOptions
	SaveOptions                  = p316.SaveOptions
)

// Severities, tags and kinds by short names.
const (
	SeverityError   = p316.DiagnosticSeverityError
	SeverityWarning = p316.DiagnosticSeverityWarning
	SeverityInfo    = p316.DiagnosticSeverityInformation
	SeverityHint    = p316.DiagnosticSeverityHint
	TagUnnecessary  = p316.DiagnosticTagUnnecessary
	FileDeleted     = p316.FileChangeTypeDeleted
	MessageError    = p316.MessageTypeError
	MessageWarning  = p316.MessageTypeWarning
	MessageInfo     = p316.MessageTypeInfo
	MessageLog      = p316.MessageTypeLog
	SyncIncremental = p316.TextDocumentSyncKindIncremental
)

// Error codes of the protocol beyond those of JSON-RPC.
const (
	CodeServerNotInitialized = -32002
	CodeRequestFailed        = -32803
	CodeServerCancelled      = -32802
	CodeContentModified      = -32801
	CodeRequestCancelled     = -32800
)

// InitializeParams keeps the capabilities as they came: they are read twice, as
// 3.16 and as what came later.
type InitializeParams struct {
	ProcessID             *int              `json:"processId"`
	RootPath              *string           `json:"rootPath,omitempty"`
	RootURI               *string           `json:"rootUri"`
	InitializationOptions json.RawMessage   `json:"initializationOptions,omitempty"`
	Capabilities          json.RawMessage   `json:"capabilities"`
	WorkspaceFolders      []WorkspaceFolder `json:"workspaceFolders,omitempty"`
}

// InitializeResult answers it.
type InitializeResult struct {
	Capabilities ServerCapabilities `json:"capabilities"`
	ServerInfo   ServerInfo         `json:"serverInfo"`
}

// ServerInfo names the program.
type ServerInfo struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// ServerCapabilities are those of 3.16 and what came later. Do not decode into
// it: the embedded structure would take the whole text for itself.
type ServerCapabilities struct {
	ServerCapabilities316
	Workspace            WorkspaceSupport   `json:"workspace"`
	PositionEncoding     string             `json:"positionEncoding,omitempty"`
	DiagnosticProvider   *DiagnosticOptions `json:"diagnosticProvider,omitempty"`
	NotebookDocumentSync any                `json:"notebookDocumentSync,omitempty"`
	InlayHintProvider    any                `json:"inlayHintProvider,omitempty"`
}

// WorkspaceSupport is 3.16's without its file operations.
type WorkspaceSupport struct {
	WorkspaceFolders FoldersSupport `json:"workspaceFolders"`
}

// FoldersSupport announces that folders may be added and removed.
type FoldersSupport struct {
	Supported           bool `json:"supported"`
	ChangeNotifications bool `json:"changeNotifications"`
}

// DiagnosticOptions announce that diagnostics can be pulled.
type DiagnosticOptions struct {
	Identifier            string `json:"identifier,omitempty"`
	InterFileDependencies bool   `json:"interFileDependencies"`
	WorkspaceDiagnostics  bool   `json:"workspaceDiagnostics"`
}

// LaterCapabilities are a client's that 3.16 does not know.
type LaterCapabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	TextDocument struct {
		Diagnostic *struct {
			DynamicRegistration    bool `json:"dynamicRegistration"`
			RelatedDocumentSupport bool `json:"relatedDocumentSupport"`
		} `json:"diagnostic"`
	} `json:"textDocument"`
	Workspace struct {
		Diagnostics struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"diagnostics"`
		InlayHint struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"inlayHint"`
		WorkspaceEdit struct {
			SnippetEditSupport bool `json:"snippetEditSupport"`
		} `json:"workspaceEdit"`
	} `json:"workspace"`
}

// DidChangeTextDocumentParams differ from 3.16's in what clients send wrongly:
// the version may be missing.
type DidChangeTextDocumentParams struct {
	TextDocument struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	} `json:"textDocument"`
	ContentChanges []ContentChange `json:"contentChanges"`
}

// ContentChange replaces a range, or the whole text where there is none.
type ContentChange struct {
	Range *Range `json:"range,omitempty"`
	Text  string `json:"text"`
}

// CancelParams name a request by its id, a number or a string.
type CancelParams struct {
	ID json.RawMessage `json:"id"`
}
