// Package process tells when another process has ended. The verb lsp asks, so
// that no server outlives the editor that started it.
package process

import (
	"context"
	"time"
)

// Watch calls gone once the process has ended, unless the context ends before.
func Watch(ctx context.Context, pid int, gone func()) {
	const pause = 2 * time.Second
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for alive(pid) {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
	gone()
}
