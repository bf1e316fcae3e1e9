package lsp

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp/internal/protocol"
)

// Commands that clients may have run.
const (
	explainName  = "underpin.explain"
	fixAllName   = "underpin.fixAll"
	applyCommand = "underpin.apply"
)

// commands is the table of commands, each with the first of its arguments.
func commands() map[string]func(ctx context.Context, r *request, argument json.RawMessage) (any, error) {
	return map[string]func(context.Context, *request, json.RawMessage) (any, error){
		explainName: explain,
		fixAllName: func(ctx context.Context, r *request, _ json.RawMessage) (any, error) {
			return r.apply(ctx, &protocol.ActionData{Do: doFixAll})
		},
		applyCommand: func(ctx context.Context, r *request, argument json.RawMessage) (any, error) {
			var d protocol.ActionData
			if err := json.Unmarshal(argument, &d); err != nil {
				return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
			}
			return r.apply(ctx, &d)
		},
	}
}

func executeCommand(ctx context.Context, r *request, p *protocol.ExecuteCommandParams) (any, error) {
	run := commands()[p.Command]
	if run == nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: fmt.Sprintf("there is no command %q", p.Command)}
	}
	argument := json.RawMessage("{}")
	if len(p.Arguments) > 0 {
		argument = p.Arguments[0]
	}
	return run(ctx, r, argument)
}

// apply makes an action's edit and has the client apply it.
func (r *request) apply(ctx context.Context, d *protocol.ActionData) (any, error) {
	edit, err := r.editOf(ctx, d)
	if err != nil {
		return nil, err
	}
	var result protocol.ApplyEditResult
	if err := r.conn.call(ctx, "workspace/applyEdit", &protocol.ApplyEditParams{Label: "Underpin", Edit: edit}, &result); err != nil {
		return nil, err
	}
	return result, nil
}
