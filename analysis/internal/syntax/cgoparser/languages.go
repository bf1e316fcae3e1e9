//go:build cgo

package cgoparser

import (
	"fmt"
	"slices"
	"strings"

	sitter "github.com/smacker/go-tree-sitter"
	"github.com/smacker/go-tree-sitter/javascript"
	"github.com/smacker/go-tree-sitter/python"
	"github.com/smacker/go-tree-sitter/typescript/tsx"
	"github.com/smacker/go-tree-sitter/typescript/typescript"

	"underpin/analysis/internal/syntax"
)

// grammar is a language as a Host knows it.
type grammar struct {
	language *sitter.Language
	names    syntax.Grammar
	table    []byte // syntax.FlattenTable of names
}

// grammars lists what is linked in, sorted by name.
func grammars() []grammar {
	all := []grammar{
		newGrammar("javascript", javascript.GetLanguage()),
		newGrammar("python", python.GetLanguage()),
		newGrammar("tsx", tsx.GetLanguage()),
		newGrammar("typescript", typescript.GetLanguage()),
	}
	slices.SortFunc(all, func(a, b grammar) int { return strings.Compare(a.names.Name, b.names.Name) })
	return all
}

func newGrammar(name string, language *sitter.Language) grammar {
	names := syntax.Grammar{Name: name, Kinds: kindsOf(language), Fields: fieldsOf(language)}
	return grammar{language, names, syntax.FlattenTable(names)}
}

// kindsOf leaves the names of symbols that trees never show empty. Several symbols may share a name;
// syntax.Language deals with that.
func kindsOf(language *sitter.Language) []syntax.Kind {
	kinds := make([]syntax.Kind, language.SymbolCount())
	for i := range kinds {
		symbol := sitter.Symbol(i)
		if kind := language.SymbolType(symbol); i > 0 && kind != sitter.SymbolTypeAuxiliary {
			kinds[i] = syntax.Kind{Name: language.SymbolName(symbol), Named: kind == sitter.SymbolTypeRegular}
		}
	}
	return kinds
}

// fieldsOf asks for one field after another, because smacker does not tell how many there are.
func fieldsOf(language *sitter.Language) []string {
	fields := []string{""}
	for {
		name := language.FieldName(len(fields))
		if name == "" {
			return fields
		}
		fields = append(fields, name)
	}
}

// find gives the place of a language in h.grammars.
func (h *Host) find(language string) (int, error) {
	for i, g := range h.grammars {
		if g.names.Name == language {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no grammar for %q", language)
}

// Languages lists the linked grammars, sorted.
func (h *Host) Languages() []string {
	names := make([]string, len(h.grammars))
	for i, g := range h.grammars {
		names[i] = g.names.Name
	}
	return names
}

// Grammar gives the names of a linked grammar.
func (h *Host) Grammar(language string) (syntax.Grammar, error) {
	at, err := h.find(language)
	if err != nil {
		return syntax.Grammar{}, err
	}
	return h.grammars[at].names, nil
}
