//go:build !unix

package process

import "os"

// alive tells whether a process is there: elsewhere than on Unix, opening one that ended fails.
func alive(pid int) bool {
	if pid <= 0 {
		return true
	}
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release() // it was only looked at
	return true
}
