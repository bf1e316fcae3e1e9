package lsp

import "sync"

// posted is work that other goroutines hand to the loop.
type posted struct {
	mu   sync.Mutex
	work []func()
	some chan struct{}
}

func newPosted() *posted { return &posted{some: make(chan struct{}, 1)} }

// put never waits.
func (p *posted) put(f func()) {
	p.mu.Lock()
	p.work = append(p.work, f)
	p.mu.Unlock()
	select {
	case p.some <- struct{}{}:
	default:
	}
}

func (p *posted) take() []func() {
	p.mu.Lock()
	defer p.mu.Unlock()
	work := p.work
	p.work = nil
	return work
}
