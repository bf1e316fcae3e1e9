package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync"
	"syscall"

	"github.com/sourcegraph/jsonrpc2"
	"github.com/spf13/cobra"

	"underpin/analysis/packages"
	"underpin/cmd/underpin/internal/disk"
	"underpin/cmd/underpin/internal/nameindex"
	"underpin/cmd/underpin/internal/process"
	"underpin/lsp"
)

// server is one run of the verb.
type server struct {
	env            *environment
	port           int
	record, replay string
	client         int // its process, where the command line tells
}

func newLSP(env *environment) *cobra.Command {
	s := &server{env: env}
	command := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor: the language server, over standard input and output",
		Long: `Lsp is started by an editor and gives findings while code is typed or inserted. It
speaks the language server protocol over standard input and output, or over a
socket on this machine.

Exit code 0: the editor ended the session. 1: it ended without shutting down.
2: could not run.`,
		Args: noArguments,
		RunE: func(command *cobra.Command, args []string) error {
			flags := command.Flags()
			if err := exclusive(flags, [2]string{"record", "replay"}, [2]string{"socket", "replay"}); err != nil {
				return err
			}
			if err := filled(flags, args); err != nil {
				return err
			}
			if s.replay != "" {
				return s.play(command.Context())
			}
			return s.serve(command.Context(), flags.Changed("socket"))
		},
	}
	f := command.Flags()
	f.SortFlags = false
	f.IntVar(&s.port, "socket", 0, "use `PORT` on this machine: who listens there is connected to, else the first who connects is served")
	f.StringVar(&s.record, "record", "", "write the session to `FILE`, the texts of its documents included")
	f.StringVar(&s.replay, "replay", "", "run the session in `FILE` again and write what the server says now")
	f.Bool("stdio", true, "use standard input and output, which is the default")
	f.IntVar(&s.client, "clientProcessId", 0, "end when process `ID` ends; editors add this")
	return command
}

func (s *server) options() (lsp.Options, error) {
	parser, err := s.env.parser(runtime.GOMAXPROCS(0))
	if err != nil {
		return lsp.Options{}, err
	}
	tuneServerMemory(s.env.getenv)
	index := sync.OnceValue(func() packages.Names {
		x, err := nameindex.Open(s.env.getenv(nameindex.Variable), nameindex.Folder(s.env.getenv))
		for _, n := range x.Notes {
			fmt.Fprintln(s.env.err, "underpin:", n)
		}
		if err != nil {
			fmt.Fprintln(s.env.err, "underpin: nothing is said about packages:", err)
			return nil
		}
		return x.Index
	})
	return lsp.Options{
		Parser:   parser,
		Version:  version,
		Files:    disk.Files{},
		Index:    func(func()) packages.Names { return index() },
		Clock:    lsp.Clock{Now: s.env.now},
		Log:      func(line string) { fmt.Fprintln(s.env.err, "underpin:", line) },
		Watch:    process.Watch,
		Settled:  debug.FreeOSMemory,
		Answered: collectInPauses(),
	}, nil
}

func (s *server) serve(ctx context.Context, socket bool) error {
	options, err := s.options()
	if err != nil {
		return err
	}
	stream, err := openStream(s.env, s.port, socket)
	if err != nil {
		return err
	}
	if s.record != "" {
		file, err := os.OpenFile(s.record, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
		if err != nil {
			return fmt.Errorf("cannot write the record %s: %w", s.record, plainError(err))
		}
		defer file.Close()
		stream = lsp.Record(stream, file, s.env.now)
	}
	if s.client != 0 {
		watched, cancel := context.WithCancel(ctx)
		defer cancel()
		ctx = watched
		go process.Watch(watched, s.client, cancel)
	}
	err = lsp.Serve(ctx, stream, options)
	switch {
	case errors.Is(err, lsp.ErrNoShutdown):
		return exit(exitFindings)
	case errors.Is(err, syscall.EPIPE):
		return nil // the editor went
	}
	return err
}

// play runs a record.
func (s *server) play(ctx context.Context) error {
	file, err := os.Open(s.replay)
	if err != nil {
		return fmt.Errorf("cannot read the record %s: %w", s.replay, plainError(err))
	}
	defer file.Close()
	o, err := s.options()
	if err != nil {
		return err
	}
	o.Watch = nil // the editor of then is gone
	err = lsp.Replay(ctx, file, func(m json.RawMessage) { fmt.Fprintf(s.env.out, "%s\n", m) }, o)
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s: %w", s.replay, err)
	}
	return err
}

// openStream opens the way to the editor.
func openStream(env *environment, port int, socket bool) (jsonrpc2.ObjectStream, error) {
	if !socket {
		closer := func() error { return nil }
		if c, ok := env.in.(io.Closer); ok {
			closer = c.Close
		}
		return lsp.NewStream(env.in, env.out, closer), nil
	}
	c, err := dial(env, port)
	if err != nil {
		return nil, err
	}
	return lsp.NewStream(c, c, c.Close), nil
}

// dial meets both customs: some editors listen and have the server connect, others start it and connect.
func dial(env *environment, port int) (net.Conn, error) {
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	if port != 0 {
		if c, err := net.Dial("tcp", address); err == nil {
			return c, nil
		}
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w", address, err)
	}
	defer l.Close()
	fmt.Fprintf(env.err, "underpin: waiting for the editor on %s\n", l.Addr())
	return l.Accept()
}
