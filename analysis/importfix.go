package analysis

import (
	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/rule"
	"underpin/analysis/packages"
)

// renameImport imports what is probably meant, where one edit does it: what the import binds keeps its name ("as", or the
// names that "from" takes out of the module), and the module that is meant is known.
func renameImport(r *rule.Rule, j *packageJudge, v *packages.Verdict, f *file, at Span, in *ir.Instr) (out []Fix) {
	if in.Op == ir.OpImport && in.B == 0 || f.text.Slice(at) != v.Name {
		return nil
	}
	module, ok := j.ModuleOf(v.Distribution)
	if !ok || module == v.Name {
		return nil
	}
	for _, spec := range r.Package.Fixes {
		out = append(out, Fix{
			ID: spec.ID, Title: "Import " + module + " instead",
			Edits: []FileEdits{{f.path, []TextEdit{{Start: at.Start, End: at.End, New: module}}}},
		})
	}
	return out
}
