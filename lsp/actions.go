package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// What an action does (protocol.ActionData.Do).
const (
	doFix     = "fix"
	doFixKind = "fixKind" // all findings of the rule that have this fix
	doFixAll  = "fixAll"  // the preferred fix of every finding
	doSilence = "silence"
)

// fixAllKind is ours below the protocol's.
const fixAllKind = protocol.SourceFixAll + ".underpin"

// actions are collected for one request.
type actions struct {
	*found
	params *protocol.CodeActionParams
	out    []protocol.CodeAction
	many   bool // there are more findings than a menu is made for
}

// codeActions offers what can be done about the findings that a range touches.
func codeActions(ctx context.Context, r *request, p *protocol.CodeActionParams) (any, error) {
	none := []protocol.CodeAction{}
	f, err := r.found(ctx)
	if err != nil || f.text == nil || r.at.lost { // edits of a text that the client may not have do harm
		return none, err
	}
	a := &actions{found: f, params: p, out: none}
	here := f.touching(f.span(p.Range))
	a.many = len(here) > 20
	if a.wanted(protocol.QuickFix) {
		for _, x := range here {
			a.of(x)
		}
	}
	if a.wanted(fixAllKind) && (len(p.Context.Only) > 0 || len(here) > 0) {
		a.all()
	}
	slices.SortStableFunc(a.out, func(x, y protocol.CodeAction) int { return rank(&x) - rank(&y) })
	return r.inline(ctx, a.out)
}

// rank orders a menu: what mends, what mends more, what does not mend.
func rank(a *protocol.CodeAction) int {
	switch {
	case a.Data == nil:
		return 4
	case a.Data.Do == doFix:
		return 0
	case a.Data.Do == doFixKind:
		return 1
	case a.Data.Do == doFixAll:
		return 2
	}
	return 3
}

// of offers what can be done about one finding.
func (a *actions) of(f *analysis.Finding) {
	shown := a.shown(f)
	for i := range f.Fixes {
		fix := &f.Fixes[i]
		a.add(protocol.CodeAction{
			Title: fmt.Sprintf("%s (%s)", fix.Title, f.Rule), Kind: protocol.QuickFix, Diagnostics: shown, IsPreferred: i == 0,
		}, protocol.ActionData{Do: doFix, Fingerprint: f.Fingerprint, Rule: f.Rule, Fix: fix.ID})
	}
	for i := range f.Fixes {
		data := a.named(protocol.ActionData{Do: doFixKind, Rule: f.Rule, Fix: f.Fixes[i].ID})
		offered := func(x protocol.CodeAction) bool { return x.Data != nil && *x.Data == data }
		if _, n := combine(a.fixes(&data)); n > 1 && !slices.ContainsFunc(a.out, offered) {
			a.add(protocol.CodeAction{Title: fmt.Sprintf("%s in all %d places of this file (%s)", f.Fixes[i].Title, n, f.Rule), Kind: protocol.QuickFix}, data)
		}
	}
	ok := a.many // whether a comment can stand there is found out when it is asked for
	if !ok {
		_, ok = analysis.Silence(a.text, f, placeholder)
	}
	if ok {
		a.add(protocol.CodeAction{Title: "Suppress here with a reason (" + f.Rule + ")", Kind: protocol.QuickFix, Diagnostics: shown},
			protocol.ActionData{Do: doSilence, Fingerprint: f.Fingerprint, Rule: f.Rule})
	}
	if !slices.ContainsFunc(a.out, func(x protocol.CodeAction) bool { return x.Command != nil && x.Title == explainTitle(f.Rule) }) {
		a.out = append(a.out, protocol.CodeAction{Title: explainTitle(f.Rule), Kind: protocol.QuickFix, Diagnostics: shown, Command: a.explainCommand(f.Rule)})
	}
}

// all offers to mend everything for which there is a fix.
func (a *actions) all() {
	data := protocol.ActionData{Do: doFixAll}
	if _, n := combine(a.fixes(&data)); n > 0 {
		a.add(protocol.CodeAction{Title: fmt.Sprintf("Fix all findings that have a fix (%d)", n), Kind: fixAllKind}, data)
	}
}

func (a *actions) add(x protocol.CodeAction, data protocol.ActionData) {
	data = a.named(data)
	x.Data = &data
	a.out = append(a.out, x)
}

func (a *actions) named(data protocol.ActionData) protocol.ActionData {
	data.TextDocument, data.Version = a.params.TextDocument, a.at.version
	return data
}

// wanted tells whether the client asked for a kind, or for one above it.
func (a *actions) wanted(kind string) bool {
	only := a.params.Context.Only
	return len(only) == 0 || slices.ContainsFunc(only, func(o string) bool {
		return o == "" || o == kind || strings.HasPrefix(kind, o+".")
	})
}

// shown gives the client's own diagnostic of a finding, so that it sees which one an action mends.
func (a *actions) shown(f *analysis.Finding) []json.RawMessage {
	for _, raw := range a.params.Context.Diagnostics {
		var d struct {
			Data struct{ Fingerprint string } `json:"data"`
		}
		if json.Unmarshal(raw, &d) == nil && d.Data.Fingerprint == f.Fingerprint {
			return []json.RawMessage{raw}
		}
	}
	return nil
}

// fixes gives the fixes that an action is made of.
func (f *found) fixes(d *protocol.ActionData) []*analysis.Fix {
	var out []*analysis.Fix
	for i := range f.list {
		x := &f.list[i]
		switch {
		case d.Do == doFix && x.Fingerprint != d.Fingerprint, d.Do == doFixKind && x.Rule != d.Rule, len(x.Fixes) == 0:
			continue
		case d.Do == doFixAll:
			out = append(out, &x.Fixes[0])
			continue
		}
		if i := slices.IndexFunc(x.Fixes, func(y analysis.Fix) bool { return y.ID == d.Fix }); i >= 0 {
			out = append(out, &x.Fixes[i])
		}
	}
	return out
}
