package main

import (
	"runtime"
	"testing"
	"time"
)

func TestLimitFor(t *testing.T) {
	if got := limitFor(100 << 20); got != leastLimit {
		t.Errorf("with little in use the limit is %d, want %d", got, leastLimit)
	}
	for _, live := range []uint64{200 << 20, leastLimit, 1 << 30} {
		if limitFor(live) < int64(live+leastRoom) {
			t.Errorf("with %d in use the limit is %d, too near to that", live, limitFor(live))
		}
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
