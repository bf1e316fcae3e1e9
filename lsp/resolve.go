package lsp

import (
	"context"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// placeholder is the reason that stands in a suppression until someone writes theirs.
const placeholder = "TODO: say why this is safe"

// resolveAction makes the edit of an action that was chosen. The text may have
// moved on since it was offered: the edit is for the text as it is now, if what
// it is about is still there.
func resolveAction(ctx context.Context, r *request, a *protocol.CodeAction) (any, error) {
	if a.Data == nil {
		return a, nil
	}
	edit, err := r.editOf(ctx, a.Data)
	if err != nil {
		return nil, err
	}
	a.Edit = edit
	return a, nil
}

// editOf makes the edit of an action.
func (r *request) editOf(ctx context.Context, d *protocol.ActionData) (*protocol.WorkspaceEdit, error) {
	f, err := r.found(ctx)
	if err != nil {
		return nil, err
	}
	if f.text == nil || r.at.lost {
		return nil, &jsonrpc2.Error{Code: protocol.CodeContentModified, Message: "the document is not open any more, or its text is not known"}
	}
	files := []analysis.FileEdits{}
	reason := d.Reason
	if reason == "" {
		reason = placeholder
	}
	if d.Do == doSilence {
		if x := f.byFingerprint(d.Fingerprint); x != nil {
			if e, ok := analysis.Silence(f.text, x, reason); ok {
				files = append(files, analysis.FileEdits{Path: x.Path, Edits: []analysis.TextEdit{e}})
			}
		}
	} else {
		files, _ = combine(f.fixes(d))
	}
	if len(files) == 0 {
		if d.Version == r.at.version {
			return nil, &jsonrpc2.Error{Code: protocol.CodeRequestFailed, Message: "there is nothing that this could change"}
		}
		return nil, &jsonrpc2.Error{Code: protocol.CodeContentModified, Message: "what this would change is not there any more"}
	}
	edit, err := r.workspaceEdit(files)
	if err == nil && reason == placeholder && d.Do == doSilence && r.client.later.Workspace.WorkspaceEdit.SnippetEditSupport {
		snippet(edit, placeholder)
	}
	return edit, err
}

// inline puts into actions what the client cannot ask for later. One that knows
// no actions gets commands.
func (r *request) inline(ctx context.Context, list []protocol.CodeAction) (any, error) {
	c := r.client.actions()
	if !c.literals {
		commands := []*protocol.Command{}
		for i := range list {
			a := &list[i]
			if a.Command == nil {
				a.Command = &protocol.Command{Title: a.Title, Command: applyCommand, Arguments: []any{a.Data}}
			}
			commands = append(commands, a.Command)
		}
		return commands, nil
	}
	if c.resolves {
		return list, nil
	}
	whole := list[:0]
	for _, a := range list {
		if a.Data != nil {
			edit, err := r.editOf(ctx, a.Data)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			if err != nil {
				continue // it cannot be done
			}
			a.Edit = edit
		}
		whole = append(whole, a)
	}
	return whole, nil
}

// actionSupport is what a client can do with actions.
type actionSupport struct{ literals, resolves bool }

func (c *client) actions() (out actionSupport) {
	t := c.capabilities.TextDocument
	if t == nil || t.CodeAction == nil {
		return out
	}
	a := t.CodeAction
	out.literals = a.CodeActionLiteralSupport != nil
	out.resolves = a.DataSupport != nil && *a.DataSupport && a.ResolveSupport != nil && slices.Contains(a.ResolveSupport.Properties, "edit")
	return out
}
