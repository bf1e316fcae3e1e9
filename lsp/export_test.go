package lsp

import (
	"context"

	"github.com/sourcegraph/jsonrpc2"
)

// SettingsTable is the README's table.
func SettingsTable() string { return settingsTable() }

// ServeAlso serves with one more request, whose handler may ask the client.
func ServeAlso(method string, h func(ctx context.Context, call func(method string, params, result any) error) (any, error)) func(context.Context, jsonrpc2.ObjectStream, Options) error {
	return func(ctx context.Context, stream jsonrpc2.ObjectStream, o Options) error {
		table := requests()
		table[method] = func(ctx context.Context, r *request) (any, error) {
			return h(ctx, func(method string, params, result any) error { return r.conn.call(ctx, method, params, result) })
		}
		return serve(ctx, stream, o, table)
	}
}
