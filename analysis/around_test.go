package analysis_test

import (
	"testing"

	"underpin/analysis"
)

// What lies around is asked at each state. Where files may not have been seen, installs alone are spoken of.
func TestAroundChanges(t *testing.T) {
	index := packageNames(t)
	var now *analysis.Around
	s := packageSession(t, analysis.Options{Around: func() *analysis.Around { return now }})
	app := analysis.FileChange{Path: "app.py", Text: []byte("import very_invented_kit\nimport reqeusts\n")}
	manifest := analysis.FileChange{Path: "requirements.txt", Text: []byte("other-thing\n")}
	again := func() *analysis.Snapshot { return apply(t, s, app, manifest) }
	sameSaid(t, "no index yet", said(t, again(), analysis.Scope{}))
	now = &analysis.Around{Index: index, Unseen: true}
	sameSaid(t, "unseen files", said(t, again(), analysis.Scope{}), "requirements.txt other-thing")
	now = &analysis.Around{Index: index}
	sameSaid(t, "all seen", said(t, again(), analysis.Scope{}), "app.py very_invented_kit", "app.py reqeusts", "requirements.txt other-thing")
	now = &analysis.Around{Index: index, Beside: []string{"very_invented_kit"}, Installed: []string{"reqeusts"}}
	sameSaid(t, "something beside, something installed", said(t, again(), analysis.Scope{}), "requirements.txt other-thing")
	now = &analysis.Around{}
	sameSaid(t, "no index", said(t, again(), analysis.Scope{}))
}
