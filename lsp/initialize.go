package lsp

import (
	"encoding/json"
	"slices"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// initialize learns what the client can and tells what the server can.
func (s *server) initialize(params json.RawMessage) (any, error) {
	var p protocol.InitializeParams
	if err := json.Unmarshal(params, &p); err != nil {
		return nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidParams, Message: err.Error()}
	}
	c := &s.client
	if len(p.Capabilities) > 0 {
		// One odd field of a client must not cost the session: what could be read counts.
		for _, into := range []any{&c.capabilities, &c.later} {
			if err := json.Unmarshal(p.Capabilities, into); err != nil && s.o.Log != nil {
				s.o.Log("the client's capabilities: " + err.Error())
			}
		}
	}
	c.learn()
	s.phase = ready
	s.greeted.Store(true)
	set, problems := parseSettings(p.InitializationOptions)
	for _, err := range problems {
		s.logf("initializationOptions: %v", err)
	}
	s.settings.Store(set)
	s.startFolders = p.WorkspaceFolders
	if p.WorkspaceFolders == nil && p.RootURI != nil && *p.RootURI != "" {
		s.startFolders = []protocol.WorkspaceFolder{{URI: *p.RootURI}}
	} else if p.WorkspaceFolders == nil && p.RootPath != nil && *p.RootPath != "" {
		s.startFolders = []protocol.WorkspaceFolder{{URI: "file://" + escape(*p.RootPath)}}
	}
	if p.ProcessID != nil && s.o.Watch != nil {
		go s.o.Watch(s.ctx, *p.ProcessID, func() { s.goneOnce.Do(func() { close(s.gone) }) })
	}
	return &protocol.InitializeResult{
		Capabilities: s.capabilities(),
		ServerInfo:   protocol.ServerInfo{Name: "underpin", Version: s.o.Version},
	}, nil
}

// learn reads the capabilities that the core asks for; features read the rest where they need it.
func (c *client) learn() {
	c.encoding = analysis.UTF16
	ours := []analysis.Encoding{analysis.UTF8, analysis.UTF16, analysis.UTF32}
	for _, name := range c.later.General.PositionEncodings { // in the client's order of preference
		if i := slices.IndexFunc(ours, func(e analysis.Encoding) bool { return e.String() == name }); i >= 0 {
			c.encoding = ours[i]
			break
		}
	}
	c.pulls = c.later.TextDocument.Diagnostic != nil
	c.refreshes = c.later.Workspace.Diagnostics.RefreshSupport
	is := func(b *bool) bool { return b != nil && *b }
	if w := c.capabilities.Workspace; w != nil {
		c.configuration = is(w.Configuration)
		c.watches = w.DidChangeWatchedFiles != nil && is(w.DidChangeWatchedFiles.DynamicRegistration)
		c.registersConf = w.DidChangeConfiguration != nil && is(w.DidChangeConfiguration.DynamicRegistration)
	}
	if w := c.capabilities.Window; w != nil {
		c.progress = is(w.WorkDoneProgress)
	}
}

// capabilities announces what the server can. A feature adds its line here.
func (s *server) capabilities() protocol.ServerCapabilities {
	incremental := protocol.SyncIncremental
	yes := true
	out := protocol.ServerCapabilities{PositionEncoding: s.client.encoding.String()}
	out.TextDocumentSync = &protocol.SyncOptions{OpenClose: &yes, Change: &incremental, Save: &protocol.SaveOptions{}}
	out.Workspace = protocol.WorkspaceSupport{WorkspaceFolders: protocol.FoldersSupport{Supported: true, ChangeNotifications: true}}
	s.announce(&out)
	if s.client.pulls {
		out.DiagnosticProvider = &protocol.DiagnosticOptions{
			Identifier: "underpin", InterFileDependencies: true, WorkspaceDiagnostics: true,
		}
	}
	return out
}

func (s *server) initialized(*struct{}) error {
	s.start()
	return nil
}

// start opens the workspace, once: some clients open documents before they say initialized.
func (s *server) start() {
	if s.started {
		return
	}
	s.started = true
	for _, f := range s.startFolders {
		s.addFolder(f)
	}
	s.startFolders = nil
	if s.client.configuration {
		s.askSettings()
	} else {
		s.markConfigured()
	}
	s.register()
}
