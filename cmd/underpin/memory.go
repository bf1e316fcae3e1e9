package main

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

// Memory of a run: the collector may let the heap grow to five times what is in use, which saves about a fifth of the
// time on ordinary projects, until the process nears a limit; from there on it works harder instead. The limit keeps
// 500,000 lines below 400 MB. A limit that is hardly above what is in use would make the collector work all the time, so
// it moves up with that, as each collection tells what is left: 613,000 lines of a data frame library took 60 s of
// processor time with a quarter more than was in use.
// GOGC and GOMEMLIMIT of the environment count before these.
const (
	heapGrowth = 400       // per cent, as GOGC
	leastLimit = 354 << 20 // bytes, as GOMEMLIMIT
	largeHeap  = 320 << 20 // bytes in use, where there is no keeping below the bound any more
	leastRoom  = 70 << 20  // bytes to work in between two collections
	besideHeap = 40 << 20  // bytes of the limit that are no heap: stacks, tables, what is being swept
	heapSpan   = 384 << 20 // bytes of heap that are worth large pages
)

// tuneMemory sets the collector for a run.
func tuneMemory(getenv func(string) string) {
	if getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(leastLimit)
		afterCollection(func() { debug.SetMemoryLimit(limitFor(liveHeap())) })
	}
}

// limitFor gives the limit, in bytes, where so many bytes of heap are in use.
func limitFor(live uint64) int64 {
	room := uint64(leastRoom)
	if live > largeHeap {
		room = live / 2
	}
	return max(leastLimit, int64(live+room)+besideHeap)
}

// collectInPauses gives what a server calls when it has answered. An edit of a long file leaves ten megabytes or so; a
// collection that comes due within the next edit makes that one wait, so it is done while somebody thinks or types.
func collectInPauses() func() {
	const worth = 8 << 20 // bytes that were taken since the last collection
	var busy atomic.Bool
	return func() {
		if busy.Swap(true) {
			return
		}
		go func() {
			defer busy.Store(false)
			if usedHeap() > liveHeap()+worth {
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
		beside = 4 << 20
	)
	if getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	if getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(least)
		afterCollection(func() {
			live := int64(liveHeap())
			debug.SetMemoryLimit(max(least, live+room, 2*live+beside))
		})
	}
}
