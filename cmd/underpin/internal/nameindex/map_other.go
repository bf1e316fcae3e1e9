//go:build !unix

package nameindex

import "os"

func load(file string) ([]byte, error) { return os.ReadFile(file) }
