package protocol

import "encoding/json"

// NotebookSyncOptions announce which notebooks the server follows (3.17).
type NotebookSyncOptions struct {
	NotebookSelector []NotebookSelector `json:"notebookSelector"`
	Save             bool               `json:"save"`
}

// NotebookSelector picks cells by their language.
type NotebookSelector struct {
	Cells []NotebookCellLanguage `json:"cells"`
}

// NotebookCellLanguage is a cell's language.
type NotebookCellLanguage struct {
	Language string `json:"language"`
}

// NotebookCell is one cell; its text is a document of its own.
type NotebookCell struct {
	Kind     int    `json:"kind"`
	Document string `json:"document"` // address
}

// CodeCell is the kind of cells that hold code.
const CodeCell = 2

// DidOpenNotebookParams bring a notebook.
type DidOpenNotebookParams struct {
	NotebookDocument struct {
		URI     string         `json:"uri"`
		Version int            `json:"version"`
		Cells   []NotebookCell `json:"cells"`
	} `json:"notebookDocument"`
	CellTextDocuments []TextDocumentItem `json:"cellTextDocuments"`
}

// DidChangeNotebookParams change it: the order of its cells, their kinds, their texts.
type DidChangeNotebookParams struct {
	NotebookDocument struct {
		URI     string `json:"uri"`
		Version int    `json:"version"`
	} `json:"notebookDocument"`
	Change struct {
		Cells *struct {
			Structure   *NotebookStructure            `json:"structure"`
			Data        []NotebookCell                `json:"data"`
			TextContent []DidChangeTextDocumentOfCell `json:"textContent"`
		} `json:"cells"`
		Metadata json.RawMessage `json:"metadata"`
	} `json:"change"`
}

// NotebookStructure replaces a run of cells.
type NotebookStructure struct {
	Array struct {
		Start       int            `json:"start"`
		DeleteCount int            `json:"deleteCount"`
		Cells       []NotebookCell `json:"cells"`
	} `json:"array"`
	DidOpen  []TextDocumentItem       `json:"didOpen"`
	DidClose []TextDocumentIdentifier `json:"didClose"`
}

// DidChangeTextDocumentOfCell changes a cell's text.
type DidChangeTextDocumentOfCell struct {
	Document struct {
		URI     string `json:"uri"`
		Version *int   `json:"version"`
	} `json:"document"`
	Changes []ContentChange `json:"changes"`
}

// DidSaveNotebookParams and DidCloseNotebookParams name a notebook.
type DidSaveNotebookParams struct {
	NotebookDocument TextDocumentIdentifier `json:"notebookDocument"`
}

// DidCloseNotebookParams end it and its cells.
type DidCloseNotebookParams struct {
	NotebookDocument  TextDocumentIdentifier   `json:"notebookDocument"`
	CellTextDocuments []TextDocumentIdentifier `json:"cellTextDocuments"`
}
