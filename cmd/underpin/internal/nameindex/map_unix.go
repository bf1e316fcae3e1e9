//go:build unix

package nameindex

import (
	"os"
	"syscall"
)

// load gives the bytes of a file without reading them: an index of all names of npm is larger than anyone wants in memory, and a
// question touches a few pages of it. Indexes are replaced by renaming, so that what is mapped never changes.
func load(file string) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() == 0 || !info.Mode().IsRegular() {
		return os.ReadFile(file)
	}
	data, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_PRIVATE)
	if err != nil {
		return os.ReadFile(file) // a file system that cannot
	}
	return data, nil
}
