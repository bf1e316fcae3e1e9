package taint

import (
	"strings"

	"underpin/analysis/internal/ir"
	"underpin/analysis/internal/types"
)

// Paths that are joined of constants alone, so that conditions can look at them:
// os.path.join(tempfile.gettempdir(), "report.csv"), Path("/tmp") / "state". What is
// joined of anything else stays with the model.

// keptPath is the name under which the model of paths keeps the text of one.
const keptPath = "path"

// joinedConst gives the path that a call joins; nil when an operand is no constant.
func (e *evaluator) joinedConst(a *arguments) *value {
	if a.recv != nil && a.recv.ref.Kind == types.KindInstance || len(a.pos) == 0 || len(a.names)+len(a.star) > 0 {
		return nil
	}
	return e.joinedText("", a.pos)
}

// keepJoined keeps the text of a path that is made of another one and constants.
func (e *evaluator) keepJoined(i int32, a *arguments, r *value) {
	if a.recv == nil || a.recv.ref.Kind != types.KindInstance {
		return
	}
	first := e.remembered(a.recv, keptPath)
	if first == nil || first.konst == nil || first.konst.Kind != ir.ConstString {
		return
	}
	v := e.joinedText(first.konst.Str, a.pos)
	if v == nil {
		return
	}
	if r.obj < 0 {
		if r.obj = e.newObject(i, 15); r.obj < 0 {
			return
		}
		e.put(r.obj, &object{open: true})
	}
	e.st.edit(r.obj).save(keptPath, v)
}

func (e *evaluator) joinedText(path string, parts []*value) *value {
	for _, v := range parts {
		if v.konst == nil || v.konst.Kind != ir.ConstString {
			return nil
		}
		path = joinPath(path, v.konst.Str)
	}
	return str(path)
}

func joinPath(path, next string) string {
	switch {
	case path == "" || strings.HasPrefix(next, "/"):
		return next
	case strings.HasSuffix(path, "/"):
		return path + next
	}
	return path + "/" + next
}

// joinedAt is joinedConst for a call in another function.
func (e *evaluator) joinedAt(f *types.Func, call *ir.Instr, depth int) *value {
	parts, ok := e.constants(f, call, depth)
	if !ok || len(parts) == 0 {
		return nil
	}
	return e.joinedText("", parts)
}
