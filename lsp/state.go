package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"sync/atomic"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/lsp/internal/protocol"
)

// phase is where a session stands.
type phase uint8

const (
	fresh    phase = iota // before initialize
	ready                 // after it
	shutDown              // after shutdown
)

var errExit = errors.New("exit")

// server is one client's session. What stands above the line belongs to the
// loop alone; what stands below is safe for all.
type server struct {
	phase        phase
	documents    map[string]*document // by key
	projects     map[string]*project  // by their root's key
	folders      []folder
	started      bool // the folders that initialize brought are open
	startFolders []protocol.WorkspaceFolder
	cellOf       map[string]string // of notebooks: a cell's key to its notebook's
	table        map[string]handler
	notes        map[string]func(*server, json.RawMessage) error

	// ----

	o                 Options
	ctx               context.Context // ends with the session
	conn              *conn
	posted            *posted
	gone              chan struct{} // closed when the client's process has ended
	goneOnce          sync.Once
	client            client // set by initialize, before anything else runs
	settings          atomic.Pointer[settings]
	greeted           atomic.Bool   // initialize came: the client may be told things
	configured        chan struct{} // closed when the settings are known
	running           *running
	published         *published
	insertions        *insertions
	workspace         openProjects
	progressID        atomic.Uint64
	refreshing, again atomic.Bool // of workspace/diagnostic/refresh
}

func newServer(ctx context.Context, stream jsonrpc2.ObjectStream, o Options, table map[string]handler) *server {
	s := &server{
		table: table, notes: notifications(),
		documents: map[string]*document{}, projects: map[string]*project{}, cellOf: map[string]string{},
		o: o, ctx: ctx, conn: newConn(stream), posted: newPosted(), gone: make(chan struct{}),
		configured: make(chan struct{}), running: newRunning(), published: newPublished(), insertions: newInsertions(),
	}
	s.settings.Store(defaults())
	return s
}

// client is what the client said it can do.
type client struct {
	encoding      analysis.Encoding
	pulls         bool // diagnostics
	refreshes     bool // pulled diagnostics when told
	configuration bool // answers workspace/configuration
	watches       bool // takes registrations for watched files
	progress      bool
	registersConf bool
	capabilities  protocol.ClientCapabilities316
	later         protocol.LaterCapabilities
}
