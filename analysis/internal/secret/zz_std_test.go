package secret

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestZZStd(t *testing.T) {
	root := os.Getenv("ZZ")
	if root == "" {
		t.Skip()
	}
	r, f := newReader(t), New(loadRule(t))
	n := 0
	filepath.Walk(root, func(p string, fi os.FileInfo, err error) error {
		if err != nil || !strings.HasSuffix(p, ".py") || fi.Size() > 2e6 {
			return nil
		}
		text, _ := os.ReadFile(p)
		defer func() {
			if e := recover(); e != nil {
				fmt.Println("PANIC", p, e)
			}
		}()
		n++
		for _, x := range f.Find(p, r.module(t, string(text)), Hints{Env: environment}) {
			s := string(text[x.Span.Start:x.Span.End])
			if len(s) > 100 {
				s = s[:100]
			}
			line := 1 + strings.Count(string(text[:x.Span.Start]), "\n")
			fmt.Printf("%s:%d: %v name=%s shape=%s guess=%d test=%v\n", strings.TrimPrefix(p, root), line, s, x.Name, x.Shape, x.Guess, x.Test)
		}
		return nil
	})
	fmt.Println(n, "files")
}
