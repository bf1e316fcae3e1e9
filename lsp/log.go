package lsp

import (
	"fmt"

	"underpin/lsp/internal/protocol"
)

// logf writes a line for whoever looks for a cause. A client that is behind does not get it.
func (s *server) logf(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if s.o.Log != nil {
		s.o.Log(line)
	}
	if !s.greeted.Load() || s.conn.out.crowded() {
		return
	}
	s.conn.notify("", "window/logMessage", &protocol.LogMessageParams{Type: protocol.MessageLog, Message: line})
}

// tell shows the user what they should act on.
func (s *server) tell(kind protocol.MessageType, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if s.o.Log != nil {
		s.o.Log(line)
	}
	s.conn.notify("", "window/showMessage", &protocol.ShowMessageParams{Type: kind, Message: "Underpin: " + line})
}

// ask is a question to the client whose answer comes back on the loop. Nothing waits for it.
func ask[R any](s *server, method string, params any, then func(R, error)) {
	go func() {
		var result R
		err := s.conn.call(s.ctx, method, params, &result)
		if then != nil {
			s.posted.put(func() { then(result, err) })
		}
	}()
}
