//go:build unix

package process

import (
	"errors"
	"syscall"
)

// alive tells whether a process is there, also one of another user.
func alive(pid int) bool {
	return pid <= 0 || !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
}
