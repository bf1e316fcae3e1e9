package lsp_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"underpin/lsp/internal/fake"
	"underpin/lsp/internal/protocol"
)

func TestHoverOverAFinding(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-16")}, classicLogin(t))
	at := rangeOf(t, e, d.Text, "return jsonify(dict(user))", 0)
	h := hoverAt(e, d.URI, at.Start)
	if h == nil || h.Contents.Kind != protocol.Markdown || *h.Range != at {
		t.Fatalf("%+v", h)
	}
	want := `**This login says yes but issues no token and starts no session, so no later request can prove who sent it.**

` + "`missing-session-token`" + ` · error · high confidence · [CWE-287](https://cwe.mitre.org/data/definitions/287.html)

1. [app.py:13](file:///w/shop/app.py#L13) POST /login is answered by login
2. [app.py:27](file:///w/shop/app.py#L27) success is answered here
3. [app.py:27](file:///w/shop/app.py#L27) no session is started and no token is issued on the way here

**Why:** the check has no effect`
	if diff := cmp.Diff(want, h.Contents.Value[:min(len(want), len(h.Contents.Value))]); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(h.Contents.Value, "\n**Instead:** On success") || !strings.HasSuffix(h.Contents.Value, "```") {
		t.Error(h.Contents.Value)
	}
	if h := hoverAt(e, d.URI, rangeOf(t, e, d.Text, "import sqlite3", 0).Start); h != nil {
		t.Errorf("%+v", h)
	}
	end := at.End // behind the last character is not over it
	if h := hoverAt(e, d.URI, end); h != nil {
		t.Errorf("%+v", h)
	}
}

// Two findings at one place are told one after the other, steps of others shorter.
func TestHoverOverMore(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-8")}, strings.Replace(classicLogin(t), "from flask", "s = '😀'; from flask", 1))
	h := hoverAt(e, d.URI, rangeOf(t, e, d.Text, "execute(query)", 0).Start)
	if h == nil || strings.Count(h.Contents.Value, "\n---\n") != 1 || strings.Count(h.Contents.Value, "**Why:**") != 2 {
		t.Fatalf("%+v", h)
	}
	h = hoverAt(e, d.URI, rangeOf(t, e, d.Text, "username", 0).Start)
	want := "Step 2 of 4 to [app.py:22](file:///w/shop/app.py#L22) (`sql-injection`): assigned to username\n\n" +
		"Text from a JSON body becomes part of an SQL statement, so whoever supplies it can change what the statement does."
	if h == nil || h.Contents.Value != want {
		t.Errorf("%+v", h)
	}
}

func TestHoverAsPlainText(t *testing.T) {
	e, d := shopOpen(t, fake.Config{Capabilities: able("utf-32", "markdown")}, classicLogin(t))
	h := hoverAt(e, d.URI, rangeOf(t, e, d.Text, "login():", 0).Start)
	want := `This route checks or sends a credential, and nothing limits how often it may be called.

missing-rate-limit · warning · high confidence · CWE-307

1. app.py:13 POST /login is answered by login
2. app.py:14 nothing on the handler, its routers or its application limits how often it may be called

Why: a login,`
	if h == nil || h.Contents.Kind != protocol.PlainText || !strings.HasPrefix(h.Contents.Value, want) {
		t.Fatalf("%+v", h)
	}
	if strings.ContainsAny(h.Contents.Value, "`*") || !strings.HasSuffix(h.Contents.Value, "\n\n    @app.post(\"/login\")\n    @limiter.limit(\"5 per minute\")\n    def login():\n        ...") {
		t.Error(h.Contents.Value)
	}
}

// A way through other files has links to them.
func TestHoverAcrossFiles(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"app", "services", "audit"} {
		text, err := os.ReadFile("../analysis/testdata/login/audit/" + name + ".py")
		if err != nil {
			t.Fatal(err)
		}
		files["file:///w/shop/my app/"+name+".py"] = string(text)
	}
	options := fake.Config{Capabilities: able("utf-16"), Folders: []string{"file:///w/shop"}}
	options.Server.Files = fake.NewDisk(files, "file:///w/shop")
	e := fake.Start(t, options)
	uri := "file:///w/shop/my%20app/audit.py"
	d := e.Open(uri, files["file:///w/shop/my app/audit.py"])
	awaitCodes(e, uri, 2)
	h := hoverAt(e, uri, rangeOf(t, e, d.Text, "logger.info", 0).Start)
	for _, part := range []string{
		"1. [my app/app.py:15](file:///w/shop/my%20app/app.py#L15) form field",
		"6. [my app/services.py:19](file:///w/shop/my%20app/services.py#L19) passed to record_attempt",
		"8. [audit.py:11](file:///w/shop/my%20app/audit.py#L11) reaches a logger",
	} {
		if h == nil || !strings.Contains(h.Contents.Value, part) {
			t.Errorf("there is no %s in %+v", part, h)
		}
	}
}
