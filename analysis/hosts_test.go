//go:build cgo

package analysis_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"underpin/analysis"
	"underpin/wasm/host"
	"underpin/wasm/parser"
)

func TestHostsTry(t *testing.T) {
	linked, err := analysis.LinkedParser()
	if err != nil {
		t.Fatal(err)
	}
	h := host.New(host.Options{Languages: parser.Languages(), Module: parser.Module})
	defer h.Close()
	files, _ := filepath.Glob("/usr/lib/python3.11/*.py")
	var tc, tw time.Duration
	n := 0
	for _, f := range files {
		text, _ := os.ReadFile(f)
		s := time.Now()
		a, err := linked.Parse(context.Background(), analysis.ParseJob{Language: "python", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		tc += time.Since(s)
		s = time.Now()
		b, err := h.Parse(context.Background(), analysis.ParseJob{Language: "python", Text: text})
		if err != nil {
			t.Fatal(f, err)
		}
		if n > 0 {
			tw += time.Since(s)
		}
		if !bytes.Equal(a.Records, b.Records) {
			t.Errorf("%s differs %d %d", f, len(a.Records), len(b.Records))
		}
		n++
	}
	t.Log(n, tc, tw)
}
