// Package registry asks the network about packages: do they exist, which versions have they, what is known against them?
//
// It owns the protocols of registries and of the services deps.dev, OSV and ecosyste.ms, and decides which name may be sent
// to whom. It knows no registry's address: those come from the settings of a user's own clients (package clients below reads
// them). It opens no connection by itself: requests go through a [Doer], answers are kept in a [Store]. The command line
// calls it; builds for browsers leave it out.
package registry

import (
	"net/http"
	"sync"
	"time"

	"underpin/analysis/packages"
)

// Doer sends a request, as [http.Client] does. It must not follow redirects: a token would go along to hosts that it is not
// meant for. The client decides about them itself.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// Store keeps answers from run to run. Both methods may be called from any goroutine; what is lost is asked again.
type Store interface {
	Get(key string) ([]byte, bool)
	Put(key string, value []byte)
}

// Services are the addresses of the services that know packages of all registries, without a slash at the end. An empty one
// is not asked.
type Services struct {
	DepsDev      string // versions, dates, deprecation
	OSV          string // advisories
	EcosystemsMS string // downloads
}

// DefaultServices are the services at their usual addresses.
func DefaultServices() Services {
	return Services{DepsDev: "https://api.deps.dev", OSV: "https://api.osv.dev", EcosystemsMS: "https://packages.ecosyste.ms"}
}

// Options say whom to ask, and how.
type Options struct {
	HTTP     Doer
	Store    Store // nil: nothing is kept
	Now      func() time.Time
	Services Services
	Settings Settings
	Names    packages.Names                        // tells which names are known to everybody; nil: none
	Scope    func(packages.Ecosystem, string) bool // tells whether anything in a scope is known; nil: nothing is
	Jobs     int                                   // requests at a time; 0: 16
	Attempt  time.Duration                         // the longest that one request may take; 0: 10 s
	Backoff  time.Duration                         // wait before the first repetition, doubled each time; 0: 300 ms
	Agent    string                                // what the program calls itself
	Progress func(done, total int)
}

// Client asks. It asks each question once in its life, however many want to know. It is safe for concurrent use.
type Client struct {
	o     Options
	slots chan struct{}

	mutex sync.Mutex
	calls map[string]*call
	hosts map[string]*host
}

// New makes a client.
func New(o Options) *Client {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Jobs <= 0 {
		o.Jobs = 16
	}
	if o.Attempt <= 0 {
		o.Attempt = 10 * time.Second
	}
	if o.Backoff <= 0 {
		o.Backoff = 300 * time.Millisecond
	}
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	return &Client{o: o, slots: make(chan struct{}, o.Jobs), calls: map[string]*call{}, hosts: map[string]*host{}}
}
