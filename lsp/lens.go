package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// codeLenses puts a line above each function in which something is found.
func codeLenses(ctx context.Context, r *request, _ *protocol.TextDocumentOnly) (any, error) {
	out := []protocol.CodeLens{}
	if !r.settings.Load().CodeLens {
		return out, nil
	}
	f, err := r.found(ctx)
	if err != nil || f.text == nil {
		return out, err
	}
	functions, err := r.at.state.snapshot.Functions(ctx, r.at.path)
	if err != nil {
		return nil, err
	}
	rules := make([][]string, len(functions))
	counts := make([]int, len(functions))
	for i := range f.list {
		x := &f.list[i]
		if at := innermost(functions, x.Span.Start); at >= 0 {
			counts[at]++
			if !slices.Contains(rules[at], x.Rule) {
				rules[at] = append(rules[at], x.Rule)
			}
		}
	}
	for i, list := range rules {
		uri, _, at := r.where(analysis.Location{Path: r.at.path, Span: functions[i].Name})
		if len(list) == 0 || !r.inDocument(uri) {
			continue
		}
		title := fmt.Sprintf("%d findings: %s", counts[i], strings.Join(list, ", "))
		if counts[i] == 1 {
			title = "1 finding: " + list[0]
		}
		command := r.explainCommand(list[0])
		command.Title = title
		out = append(out, protocol.CodeLens{Range: at, Command: command})
	}
	return out, nil
}

// innermost is the function that an offset lies in, or -1. Functions come in order of their start.
func innermost(functions []analysis.Function, offset int) int {
	for i := len(functions) - 1; i >= 0; i-- {
		if functions[i].Span.Has(offset) {
			return i
		}
	}
	return -1
}
