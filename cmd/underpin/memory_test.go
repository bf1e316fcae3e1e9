package main

import (
	"runtime"
	"sync"
	"testing"
	"time"
)

func TestFullFor(t *testing.T) {
	if got := fullFor(100 << 20); got != fullHeap {
		t.Errorf("with little in use the heap is full at %d, want %d", got, fullHeap)
	}
	for _, live := range []uint64{200 << 20, fullHeap, 1 << 30} {
		if fullFor(live) < live+leastRoom {
			t.Errorf("with %d in use the heap is full at %d, too near to that", live, fullFor(live))
		}
	}
}

// Whoever works stops while a full heap is collected, and goes on afterwards.
func TestCollectorPause(t *testing.T) {
	c := &collector{} // full at once
	var work sync.WaitGroup
	for range 4 {
		work.Go(func() {
			for range 100 {
				c.pause()
			}
		})
	}
	work.Wait()
	if c.full.Load() != fullHeap {
		t.Errorf("no collection: full at %d", c.full.Load())
	}
}

func TestAfterCollection(t *testing.T) {
	told := make(chan bool, 100)
	afterCollection(func() { told <- true })
	// What is made while a collection runs is found by the next one only.
	deadline := time.After(time.Minute)
	for n := 0; n < 3; {
		runtime.GC()
		select {
		case <-told:
			n++
		case <-deadline:
			t.Fatalf("%d collections were told", n)
		case <-time.After(10 * time.Millisecond):
		}
	}
	if liveHeap() == 0 {
		t.Error("nothing is in use")
	}
}
