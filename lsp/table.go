package lsp

import (
	"context"
	"encoding/json"

	"github.com/sourcegraph/jsonrpc2"
)

// request is a request with the document it names, as that stood when the
// request came in: later edits do not reach it.
type request struct {
	*server
	params json.RawMessage
	at     place // zero: it names no document, or none that is open
}

// handler answers a request, on a goroutine of its own. Errors that are no
// *jsonrpc2.Error become internal ones.
type handler func(ctx context.Context, r *request) (any, error)

// requests is the table of what clients may ask. A feature adds its lines here
// and announces itself in capabilities().
func requests() map[string]handler {
	return map[string]handler{
		"textDocument/diagnostic":  with(pullDocument),
		"workspace/diagnostic":     with(pullWorkspace),
		"textDocument/codeAction":  with(codeActions),
		"codeAction/resolve":       with(resolveAction),
		"workspace/executeCommand": with(executeCommand),
		"textDocument/hover":       with(hover),
		"textDocument/codeLens":    with(codeLenses),
		"textDocument/inlayHint":   with(inlayHints),
	}
}

// notifications is the table of what clients tell. They run on the loop, in
// order, and must not wait for anything.
func notifications() map[string]func(s *server, params json.RawMessage) error {
	return map[string]func(s *server, params json.RawMessage) error{
		"initialized":                         told((*server).initialized),
		"textDocument/didOpen":                told((*server).didOpen),
		"textDocument/didChange":              told((*server).didChange),
		"textDocument/didSave":                told((*server).didSave),
		"textDocument/didClose":               told((*server).didClose),
		"notebookDocument/didOpen":            told((*server).didOpenNotebook),
		"notebookDocument/didChange":          told((*server).didChangeNotebook),
		"notebookDocument/didSave":            told((*server).didSaveNotebook),
		"notebookDocument/didClose":           told((*server).didCloseNotebook),
		"workspace/didChangeConfiguration":    told((*server).didChangeConfiguration),
		"workspace/didChangeWorkspaceFolders": told((*server).didChangeFolders),
		"workspace/didChangeWatchedFiles":     told((*server).didChangeFiles),
		"$/setTrace":                          told(func(*server, *struct{}) error { return nil }),
		"window/workDoneProgress/cancel":      told(func(*server, *struct{}) error { return nil }),
	}
}

// with decodes a request's parameters for its handler.
func with[P any](f func(ctx context.Context, r *request, p *P) (any, error)) handler {
	return func(ctx context.Context, r *request) (any, error) {
		p := new(P)
		if err := decode(r.params, p); err != nil {
			return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
		}
		return f(ctx, r, p)
	}
}

// told decodes a notification's parameters.
func told[P any](f func(s *server, p *P) error) func(*server, json.RawMessage) error {
	return func(s *server, params json.RawMessage) error {
		p := new(P)
		if err := decode(params, p); err != nil {
			return err
		}
		return f(s, p)
	}
}

func decode(params json.RawMessage, p any) error {
	if len(params) == 0 {
		return nil
	}
	return json.Unmarshal(params, p)
}
