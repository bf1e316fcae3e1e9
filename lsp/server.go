// Package lsp owns the language server: the loop over messages, documents and
// their texts, projects and their index, settings, and diagnostics pushed and
// pulled. It knows nothing of operating systems: files, clock and processes
// enter as fields of [Options], so that the same code serves stdio and a
// browser's worker. It holds no analysis logic; package analysis does that.
//
// cmd/underpin and wasm call [Serve]. RATIONALE.md tells why things are as they
// are, and how to add a feature.
package lsp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"time"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/analysis"
	"underpin/analysis/packages"
)

// Options are the server's effects. The zero value serves one client without any disk.
type Options struct {
	Version string
	Files   Files // the disk; nil: there is none, as in a browser
	Clock   Clock
	Log     func(line string) // receives each log line beside the client; nil: nobody

	// Index gives the names of packages that exist. It is asked whenever names are looked up, and waits for nothing that takes
	// longer than opening a file; nil while it is not there: it calls came, once, when it is. nil: nothing is said about packages.
	Index func(came func()) packages.Names
	// Alone says that the documents in workspace folders without a disk are all there is: a page. Otherwise files may lie beside
	// them, and nothing is said about imports.
	Alone bool

	Parser analysis.Parser // as in analysis.Options
	Yield  func()
	Jobs   int

	// Analyse stands between the server and the engine, so that tests can make
	// the engine fail or wait. nil: (*analysis.Snapshot).Findings.
	Analyse func(context.Context, *analysis.Snapshot, analysis.Scope) (*analysis.Report, error)

	// Watch calls gone when the process that started the client ends; nil: nobody looks.
	Watch func(ctx context.Context, pid int, gone func())
	// Settled is called when a workspace was indexed and analysed, and when an edit was and none followed for a while: what
	// that left can be given back.
	Settled func()
	// Answered is called when an answer was handed over and, as a rule, nobody waits for the server: the moment to tidy up, which
	// must not take the caller's time. nil: nobody does.
	Answered func()
	// RuleURL gives the page that tells about a rule; nil: that of its CWE.
	RuleURL func(*analysis.Rule) string
}

// Files is the disk as the server needs it. Folders are addresses with escapes
// decoded and no slash at the end, "file:///home/me/a b".
type Files interface {
	// Open finds the project that a folder belongs to: the settings, the team's
	// own rules, the root. An error leaves the folder without any of them.
	Open(ctx context.Context, folder string) (*Disk, error)
}

// Disk is one project's part of the disk. Paths are relative to its root, with slashes.
type Disk struct {
	Root   string           // a folder, as Files has them
	Config *analysis.Config // from underpin.toml; nil: none
	Team   fs.FS            // the folder .underpin; nil: none
	// Walk reads the project's source below a folder, at most so many files, sorted by path.
	Walk func(ctx context.Context, folder string, most int) ([]File, error)
	// Read reads those of the files that Walk would; the others are left out.
	Read func(ctx context.Context, paths []string) ([]File, error)
	// Around looks at what lies about the source in some folders, up to the root; nil: nobody can.
	Around func(ctx context.Context, folders []string) (*Around, error)
}

// Around is what tells, beside the files that are read, what names of packages mean.
type Around struct {
	Beside    []string        // stems of files and names of folders
	Installed []string        // distributions of Python in the project's environments
	Modules   func() []string // packages in its folders node_modules, sorted; asked for when one would be accused, or nil
	Manifests []File          // those that lie above the folders
}

// File is a file's text.
type File struct {
	Path string
	Text []byte
}

// Clock tells the time and calls back later. The zero value is the system's.
type Clock struct {
	Now   func() time.Time
	After func(d time.Duration, f func()) (stop func() bool)
}

func (c Clock) orSystem() Clock {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.After == nil {
		c.After = func(d time.Duration, f func()) func() bool { return time.AfterFunc(d, f).Stop }
	}
	return c
}

// sleep waits, at most until the context ends.
func (c Clock) sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	over := make(chan struct{})
	stop := c.After(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return ctx.Err()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// ErrNoShutdown says that the client ended the server without asking it to shut down first.
var ErrNoShutdown = errors.New("exit without shutdown")

// Serve serves one client until it says exit, goes away, or the context ends.
// It returns nil after an orderly end and when the stream ends; ErrNoShutdown,
// the context's error, or why the client could not be reached otherwise. The
// stream is closed then.
func Serve(ctx context.Context, stream jsonrpc2.ObjectStream, o Options) error {
	return serve(ctx, stream, o, requests())
}

func serve(ctx context.Context, stream jsonrpc2.ObjectStream, o Options, table map[string]handler) error {
	o.Clock = o.Clock.orSystem()
	if o.Analyse == nil {
		o.Analyse = func(ctx context.Context, s *analysis.Snapshot, scope analysis.Scope) (*analysis.Report, error) {
			return s.Findings(ctx, scope)
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := newServer(ctx, stream, o, table)
	writing, stopWriting := context.WithCancel(context.Background())
	defer stopWriting()
	go s.conn.read(ctx)
	go s.conn.write(writing)
	err := s.loop(ctx)
	if err == errExit || errors.Is(err, io.EOF) {
		s.finish(cancel, stopWriting)
	}
	cancel()
	switch {
	case errors.Is(err, io.EOF):
		err = nil
	case err == errExit && s.phase == shutDown:
		err = nil
	case err == errExit:
		err = ErrNoShutdown
	}
	_ = stream.Close() // whatever is wrong with it, nobody is left to be told
	return err
}

// finish gives what is still worked on, and then the last answers, a moment to
// leave: who closes its end may still read.
func (s *server) finish(cancel, stopWriting func()) {
	const moment = time.Second
	answered, late := make(chan struct{}), make(chan struct{})
	stop := s.o.Clock.After(moment, func() { close(late) })
	defer stop()
	s.running.whenNone(func() { close(answered) })
	select {
	case <-answered:
	case <-late:
	case <-s.conn.failed:
		return
	}
	cancel()
	s.conn.out.end()
	select {
	case <-s.conn.idle:
	case <-late:
	case <-s.conn.failed:
	}
	stopWriting()
}

// loop handles messages in the order in which they come.
func (s *server) loop(ctx context.Context) error {
	for {
		select {
		case in := <-s.conn.inbox:
			if err := s.receive(in); err != nil {
				return err
			}
		case <-s.posted.some:
			for _, f := range s.posted.take() {
				f()
			}
		case err := <-s.conn.failed:
			return fmt.Errorf("the client cannot be reached: %w", err)
		case <-s.gone:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
