package lsp

import (
	"encoding/json"
	"time"

	"underpin/lsp/internal/protocol"
)

// section is where clients keep the server's settings.
const section = "underpin"

type didChangeConfigurationParams struct {
	Settings json.RawMessage `json:"settings"`
}

// didChangeConfiguration takes the settings, or asks for them where the client
// says that it answers: what it sends unasked is often empty then.
func (s *server) didChangeConfiguration(p *didChangeConfigurationParams) error {
	if s.client.configuration {
		s.askSettings()
		return nil
	}
	s.configure(p.Settings)
	return nil
}

// askSettings pulls the settings. Findings wait for them, so that those which
// are switched off do not flash up, but not for long.
func (s *server) askSettings() {
	const patience = 2 * time.Second
	params := &protocol.ConfigurationParams{Items: []protocol.ConfigurationItem{{Section: new(section)}}}
	s.o.Clock.After(patience, func() { s.posted.put(s.markConfigured) })
	ask(s, "workspace/configuration", params, func(got []json.RawMessage, err error) {
		if err != nil || len(got) != 1 {
			s.logf("the client did not give its settings: %v", err)
			s.markConfigured()
			return
		}
		if string(got[0]) == "null" {
			s.markConfigured() // nothing is set: what initialize brought holds
			return
		}
		s.configure(got[0])
	})
}

// configure makes settings hold.
func (s *server) configure(section json.RawMessage) {
	next, problems := parseSettings(section)
	for _, err := range problems {
		s.tell(protocol.MessageWarning, "%v", err)
	}
	before := s.settings.Swap(next)
	s.markConfigured()
	if before.Index != next.Index || before.MaxFiles != next.MaxFiles {
		for _, f := range s.folders {
			s.index(f.project, f.key)
		}
	}
	for _, p := range s.projects {
		if err := p.apply(nil, nil); err != nil {
			s.logf("%v", err)
		}
	}
	s.refresh()
}

// markConfigured lets the first findings go.
func (s *server) markConfigured() {
	select {
	case <-s.configured:
	default:
		close(s.configured)
	}
}
