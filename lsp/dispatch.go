package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/sourcegraph/jsonrpc2"

	"underpin/lsp/internal/protocol"
)

// receive handles one message. An error ends the session.
func (s *server) receive(in inbound) error {
	var bad *BadFrame
	switch {
	case errors.As(in.err, &bad):
		s.garbage(bad.Why)
		return nil
	case in.err == io.ErrUnexpectedEOF, in.err == io.ErrClosedPipe:
		return io.EOF
	case in.err != nil:
		return in.err
	}
	var m message
	if err := json.Unmarshal(in.raw, &m); err != nil {
		if trimmed := bytes.TrimSpace(in.raw); json.Valid(trimmed) {
			s.invalid(nil, "a message is one object with a method, or an answer")
		} else {
			s.garbage(err.Error())
		}
		return nil
	}
	if bytes.Equal(m.ID, []byte("null")) {
		m.ID = nil
	}
	switch {
	case m.Method != "" && m.ID != nil:
		s.ask(&m)
	case m.Method != "":
		return s.hear(&m)
	case m.ID != nil && (m.Result != nil || m.Error != nil):
		if !s.conn.deliver(&m) {
			s.logf("an answer to a question that is not open: id %s", m.ID)
		}
	default:
		s.invalid(m.ID, "a message has a method, or an id and a result")
	}
	return nil
}

func (s *server) garbage(why string) {
	s.logf("what came in is no message: %s", why)
	s.conn.reply(nil, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: why})
}

func (s *server) invalid(id json.RawMessage, why string) {
	s.conn.reply(id, nil, &jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: why})
}

// hear handles a notification.
func (s *server) hear(m *message) error {
	switch m.Method {
	case "exit":
		return errExit
	case "$/cancelRequest":
		var p protocol.CancelParams
		if json.Unmarshal(m.Params, &p) == nil && s.running.claim(p.ID) {
			s.conn.reply(p.ID, nil, &jsonrpc2.Error{Code: protocol.CodeRequestCancelled, Message: "cancelled"})
		}
		return nil
	}
	f := s.notes[m.Method]
	switch {
	case s.phase != ready:
		s.logf("%s came outside a session and is dropped", m.Method)
	case f != nil:
		if err := s.guard(func() error { return f(s, m.Params) }); err != nil {
			s.logf("%s: %v", m.Method, err)
		}
	case len(m.Method) < 2 || m.Method[:2] != "$/": // those may be ignored
		s.logf("%s is not known here", m.Method)
	}
	return nil
}

// ask starts the work on a request, or refuses it.
func (s *server) ask(m *message) {
	refuse := func(code int64, why string) { s.conn.reply(m.ID, nil, &jsonrpc2.Error{Code: code, Message: why}) }
	switch {
	case m.Method == "initialize" && s.phase == fresh:
		result, err := s.initialize(m.Params)
		s.conn.reply(m.ID, result, failure(err))
		return
	case s.phase == fresh:
		refuse(protocol.CodeServerNotInitialized, m.Method+" came before initialize")
		return
	case s.phase == shutDown || m.Method == "initialize":
		refuse(jsonrpc2.CodeInvalidRequest, m.Method+" makes no sense at this time")
		return
	case m.Method == "shutdown":
		s.phase = shutDown
		s.conn.reply(m.ID, nil, nil)
		return
	}
	h := s.table[m.Method]
	if h == nil {
		refuse(jsonrpc2.CodeMethodNotFound, fmt.Sprintf("method %q is not known here", m.Method))
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	if taken, many := s.running.add(m.ID, cancel); taken || many {
		cancel()
		if taken {
			refuse(jsonrpc2.CodeInvalidRequest, "this id belongs to a request that is still worked on")
		} else {
			refuse(protocol.CodeRequestFailed, "too many requests at a time")
		}
		return
	}
	go s.answer(ctx, m.ID, h, &request{s, m.Params, s.placeOf(m.Params)})
}

// answer runs a handler and sends what it gives, unless the request was cancelled meanwhile.
func (s *server) answer(ctx context.Context, id json.RawMessage, h handler, r *request) {
	err := s.conn.out.wait(ctx)
	var result any
	if err == nil {
		err = s.guard(func() (err error) { result, err = h(ctx, r); return err })
	}
	if s.running.claim(id) {
		s.conn.reply(id, result, failure(err))
		s.answered()
	}
}

// answered tells that an answer was handed over.
func (s *server) answered() {
	if s.o.Answered != nil {
		s.o.Answered()
	}
}

// failure is an error as the wire has it.
func failure(err error) *jsonrpc2.Error {
	var known *jsonrpc2.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return known
	case errors.Is(err, context.Canceled):
		return &jsonrpc2.Error{Code: protocol.CodeRequestCancelled, Message: "cancelled"}
	}
	return &jsonrpc2.Error{Code: jsonrpc2.CodeInternalError, Message: err.Error()}
}

// guard turns a panic into an error.
func (s *server) guard(f func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("internal error: %v", v)
		}
	}()
	return f()
}
