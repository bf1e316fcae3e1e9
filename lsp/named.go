package lsp

import (
	"context"
	"fmt"
	"strings"

	"underpin/analysis"
)

// named tells what the name of a package at an offset means, and why: "" where none stands there. What a finding tells of it
// already is left out.
func (t *teller) named(ctx context.Context, offset int, over []*analysis.Finding) (area analysis.Span, err error) {
	p, err := t.at.state.snapshot.PackageAt(ctx, t.at.path, offset)
	if err != nil || p == nil {
		return area, err
	}
	told := false
	for _, x := range over {
		told = told || len(x.Evidence) > 0 && x.Span == p.Span
	}
	var b strings.Builder
	lines := p.Remarks
	if !told {
		b.WriteString(t.strongCode(p.Name) + " " + t.escape(meaning(p)) + "\n")
		lines = append(append([]string{}, p.Evidence...), p.Remarks...)
	}
	for _, line := range lines {
		b.WriteString("\n- " + t.escape(line))
	}
	if b.Len() > 0 {
		t.parts = append(t.parts, strings.TrimSpace(b.String()))
	}
	return p.Span, nil
}

// strongCode sets a name of the code apart.
func (t *teller) strongCode(s string) string {
	if !t.markdown {
		return s
	}
	return "**`" + strings.ReplaceAll(s, "`", "") + "`**"
}

// meaning says what a name turned out to be.
func meaning(p *analysis.PackageName) string {
	of := p.Distribution
	switch p.Verdict {
	case "local":
		return "is a module of this project"
	case "standard":
		return "comes with the language"
	case "host":
		return "comes with what the code runs on"
	case "elsewhere":
		return "does not come from the usual registry, or was installed before"
	case "nonexistent":
		return "does not exist in " + p.Ecosystem
	case "unlisted":
		return "is not among the known packages of " + p.Ecosystem
	case "look-alike":
		return fmt.Sprintf("is hardly used and named nearly like %s", of)
	case "import-name":
		if of == "" {
			return "is the name of a module, not of a package"
		}
		return fmt.Sprintf("is the name of a module; its package is %s", of)
	case "declared", "installed", "known":
		switch {
		case !p.Import:
			return "is a package of " + p.Ecosystem
		case p.Verdict == "known":
			return fmt.Sprintf("comes with the package %s of %s", of, p.Ecosystem)
		case p.Verdict == "declared":
			return fmt.Sprintf("comes with the package %s, which the project names", of)
		}
		return fmt.Sprintf("comes with the package %s, which is installed", of)
	}
	return "is not known"
}
