package module

import (
	"context"
	"fmt"
	"sync"

	"underpin/analysis"
)

// keeper is the machine whose memory holds the kept trees of a language. Trees cannot move between instances, so all
// documents share one, apart from the pool.
type keeper struct {
	language *language

	mu      sync.Mutex // guards the machine and all its trees
	m       *machine   // nil once closed or broken
	trees   int
	retired bool // takes no more jobs: closed with its last tree
}

// tree is an analysis.ParseHandle.
type tree struct {
	k  *keeper
	at uint32 // 0 once closed
}

// parseKept parses on the keeper. An old tree of a keeper that broke down or was retired is no help any more: then the
// text is parsed from scratch, which gives the better tree, only later.
func (l *language) parseKept(ctx context.Context, job *analysis.ParseJob) (analysis.ParseResult, error) {
	old, ok := job.Old.(*tree)
	if job.Old != nil && (!ok || old.k.language != l) {
		return analysis.ParseResult{}, fmt.Errorf("parse of %s from a foreign handle %T", l.name, job.Old)
	}
	k, err := l.hold(ctx)
	if err != nil {
		return analysis.ParseResult{}, err
	}
	defer k.mu.Unlock()
	var from uint32
	if old != nil && old.k == k {
		from = old.at
	}
	got, err := k.m.parse(ctx, job, from, l.o.Work(len(job.Text)))
	out := analysis.ParseResult{Records: got.records}
	if got.tree != 0 {
		k.trees++
		out.Handle = &tree{k, got.tree}
	}
	switch {
	case broken(err):
		k.end()
	case k.m.Size() > l.o.KeepBytes*4:
		k.retire()
	}
	return out, err
}

// hold gives the present keeper, locked and able to work.
func (l *language) hold(ctx context.Context) (*keeper, error) {
	for {
		l.mu.Lock()
		k := l.keeper
		if k == nil {
			k = &keeper{language: l}
			l.keeper = k
		}
		l.mu.Unlock()
		k.mu.Lock()
		if k.m == nil && !k.retired {
			m, err := l.start(ctx)
			if err != nil {
				k.mu.Unlock()
				return nil, err
			}
			k.m = m
		}
		if !k.retired {
			return k, nil
		}
		k.mu.Unlock()
		l.forget(k)
	}
}

func (l *language) forget(k *keeper) {
	l.mu.Lock()
	if l.keeper == k {
		l.keeper = nil
	}
	l.mu.Unlock()
}

// retire leaves the machine to the trees that are still open.
func (k *keeper) retire() {
	k.retired = true
	if k.trees == 0 {
		k.end()
	}
}

// end gives up the machine and with it all trees.
func (k *keeper) end() {
	k.retired = true
	if k.m != nil {
		k.m.Close()
		k.m = nil
	}
}

// Close frees the tree. Closing twice is harmless.
func (t *tree) Close() {
	t.k.mu.Lock()
	defer t.k.mu.Unlock()
	if t.at == 0 {
		return
	}
	at := t.at
	t.at = 0
	t.k.trees--
	if t.k.m == nil {
		return
	}
	if _, err := t.k.m.Call(context.Background(), "close", at); err != nil {
		t.k.end()
		return
	}
	if t.k.retired && t.k.trees == 0 {
		t.k.end()
	}
}
