package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"runtime/debug"
	"strconv"

	"github.com/sourcegraph/jsonrpc2"
	"github.com/spf13/cobra"

	"underpin/cmd/underpin/internal/disk"
	"underpin/cmd/underpin/internal/process"
	"underpin/lsp"
)

func newLSP(env *environment) *cobra.Command {
	var port int
	command := &cobra.Command{
		Use:   "lsp",
		Short: "Serve an editor: the language server, over standard input and output",
		Long: `Lsp is started by an editor and gives findings while code is typed or inserted. It
speaks the language server protocol over standard input and output, or over a
socket on this machine.

Exit code 0: the editor ended the session. 1: it ended without shutting down.
2: could not run.`,
		Args: noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			stream, err := openStream(env, port, command.Flags().Changed("socket"))
			if err != nil {
				return err
			}
			return serve(command.Context(), env, stream)
		},
	}
	f := command.Flags()
	f.SortFlags = false
	f.IntVar(&port, "socket", 0, "use `PORT` on this machine instead: one that listens there is connected to, else the first to connect is served")
	f.Bool("stdio", true, "use standard input and output, which is the default")
	return command
}

func serve(ctx context.Context, env *environment, stream jsonrpc2.ObjectStream) error {
	tuneServerMemory(env.getenv)
	err := lsp.Serve(ctx, stream, lsp.Options{
		Version: version,
		Files:   disk.Files{},
		Clock:   lsp.Clock{Now: env.now},
		Log:     func(line string) { fmt.Fprintln(env.err, "underpin:", line) },
		Watch:   process.Watch,
		Settled: debug.FreeOSMemory,
	})
	if errors.Is(err, lsp.ErrNoShutdown) {
		return exit(exitFindings)
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
