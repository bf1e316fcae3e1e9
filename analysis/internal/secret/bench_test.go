package secret

import (
	"os"
	"path/filepath"
	"testing"

	"underpin/analysis/internal/types"
)

// BenchmarkFind runs over Python files of this machine: MB/s beside those of the
// parser tell the share of the whole. Set UNDERPIN_CORPUS to a folder of modules.
func BenchmarkFind(b *testing.B) {
	folder := os.Getenv("UNDERPIN_CORPUS")
	if folder == "" {
		b.Skip("UNDERPIN_CORPUS is not set")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*.py"))
	if err != nil || len(files) == 0 {
		b.Skip("no modules in ", folder)
	}
	r, f := newReader(b), New(loadRule(b))
	var bodies []*types.Func
	size := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		size += len(text)
		bodies = append(bodies, r.module(b, string(text)))
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i, body := range bodies {
			f.Find(files[i], body, Hints{})
		}
	}
}

// BenchmarkNew is what a session pays at its start.
func BenchmarkNew(b *testing.B) {
	r := loadRule(b)
	for b.Loop() {
		New(r)
	}
}
