package python

import (
	"context"
	"fmt"
	"os"
	"testing"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/syntax"
	"underpin/analysis/internal/syntax/cgoparser"
)

func TestZZDump(t *testing.T) {
	name := os.Getenv("DUMP")
	if name == "" {
		t.Skip()
	}
	text, _ := os.ReadFile(name)
	host, _ := cgoparser.New()
	names, _ := host.Grammar("python")
	lang, _ := syntax.NewLanguage(names)
	tree, err := syntax.Parse(context.Background(), host, lang, Prelex(text))
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv("TREE") != "" {
		fmt.Println(tree.Dump(string(text)))
	}
	fmt.Println(ir.Print(New(lang).Lower(tree, string(text))))
}
