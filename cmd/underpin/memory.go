package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"sync/atomic"
	"time"
)

// Memory of a run: the collector may let the heap grow to five times what is in use, which saves about a fifth of the
// time on ordinary projects, until it is full; from there on it is collected whenever it is full again, between two pieces of
// work and while nobody works: that takes half the time of a collection beside the work, which finds all in use that is
// made meanwhile. 500,000 lines stay below 400 MB. Where hardly less than the whole is in use, it would be full all the
// time, so the bound moves up with what each collection leaves: 613,000 lines of a data frame library took 60 s of
// processor time with a quarter more than was in use. The limit of the runtime is for work that nothing interrupts: it is
// so high because the runtime begins to collect long before it is reached.
// GOGC and GOMEMLIMIT of the environment count before these.
const (
	heapGrowth = 400       // per cent, as GOGC
	fullHeap   = 290 << 20 // bytes in use or left, at which a heap is full
	largeHeap  = 320 << 20 // bytes in use, where there is no keeping below the bound any more
	leastRoom  = 60 << 20  // bytes to work in, in between two collections
	besideHeap = 180 << 20 // bytes of the limit beside them: what is no heap, half-filled, or made until all have stopped
	heapSpan   = 384 << 20 // bytes of heap that are worth large pages
)

// collector collects between two pieces of work.
type collector struct {
	full  atomic.Uint64 // bytes, see fullFor
	calls atomic.Uint32
	look  sync.Mutex
	gate  sync.RWMutex // closed while a collection runs
}

// tuneMemory sets the memory for a run. What it gives, if anything, is called in between, by all who work.
func tuneMemory(getenv func(string) string) (pause func()) {
	c := &collector{}
	c.full.Store(fullHeap)
	if getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.SetMemoryLimit(fullHeap + besideHeap)
	afterCollection(func() {
		full := fullFor(liveHeap())
		c.full.Store(full)
		debug.SetMemoryLimit(int64(full + besideHeap))
	})
	return c.pause
}

// pause waits while a collection runs, and begins one if the heap is full: the others stop here too.
func (c *collector) pause() {
	const seldom = 8 // looking takes longer than most pieces of work
	c.gate.RLock()   // closed: wait
	calls := c.calls.Add(1)
	c.gate.RUnlock()
	if calls%seldom != 0 || !c.look.TryLock() {
		return
	}
	defer c.look.Unlock()
	if usedHeap() >= c.full.Load() {
		c.gate.Lock()
		defer c.gate.Unlock()
		runtime.GC()
		c.full.Store(fullFor(liveHeap()))
	}
}

// fullFor gives the bytes at which a heap is full of which so many are in use.
func fullFor(live uint64) uint64 {
	room := uint64(leastRoom)
	if live > largeHeap {
		room = live / 2
	}
	return max(fullHeap, live+room)
}

// collectInPauses gives what a server calls when it has answered. A collection that comes due within an edit makes it wait,
// so it is done while somebody thinks or types, as soon as a part of what may be taken until then is gone.
func collectInPauses() func() {
	const part = 3                    // an edit takes a third or so, and the collector begins before all is gone
	const soon = 5 * time.Millisecond // the answer is still on its way
	var busy atomic.Bool
	return func() {
		if busy.Swap(true) {
			return
		}
		go func() {
			defer busy.Store(false)
			time.Sleep(soon)
			if part*usedHeap() > metric("/gc/heap/goal:bytes")+(part-1)*liveHeap() { // used - live > (goal - live) / part
				runtime.GC()
			}
		}()
	}
}

// usedHeap is what lies on the heap, in bytes: what is in use and what no collection has taken yet.
func usedHeap() uint64 { return metric("/memory/classes/heap/objects:bytes") }

// liveHeap is what the last collection left, in bytes.
func liveHeap() uint64 { return metric("/gc/heap/live:bytes") }

func metric(name string) uint64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// afterCollection calls f after each collection: something that nobody holds is
// found by each, and makes its like before it goes.
func afterCollection(f func()) {
	runtime.AddCleanup(new([16]byte), func(struct{}) {
		f()
		afterCollection(f)
	}, struct{}{})
}

// tuneServerMemory sets the collector for a server, which runs all day beside an editor: between two collections there is
// room for an edit of a long file or two, and no more than what is in use takes once again. What a pause leaves is given
// back (lsp.Options.Settled).
func tuneServerMemory(getenv func(string) string) {
	const (
		least  = 46 << 20
		room   = 26 << 20 // to work in, what is no heap included
		large  = 24 << 20 // in use, from which on files are so long that an edit of one needs more
		more   = 40 << 20 // at most
		beside = 4 << 20
	)
	if getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(least)
		afterCollection(func() {
			live := int64(liveHeap())
			debug.SetMemoryLimit(max(least, live+room+min(max(4*(live-large), 0), more), 2*live+beside))
		})
	}
}
