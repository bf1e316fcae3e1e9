package analysis_test

import (
	"strings"
	"testing"

	"underpin/analysis"
)

// In a long file the quick answer is made from an excerpt. Findings it looks at anew and those it does not all come out
// as they are, whatever is typed beside them.
func TestExcerpt(t *testing.T) {
	const flawed = `
import os
from flask import Flask, request

app = Flask(__name__)


def clean(text):
    return text.strip()


def run(command):
    os.system("echo " + clean(command))


@app.post("/run")
def handle():
    run(request.args["c"])
    return "ok"


class Store:
    def __init__(self):
        self.path = request.args["p"]

    def read(self):
        return open(self.path).read()


@app.post("/login")
def login():
    user = find(request.form["name"], request.form["password"])
    return "welcome" if user else "no"
`
	var filler strings.Builder
	for i := range 700 {
		filler.WriteString("\n\ndef helper" + strings.Repeat("x", i%7) + "(a, b=1):\n    return [a, b]\n")
	}
	s := open(t, flawed+filler.String())
	whole := answer(t, edit(t, s, analysis.TextEdit{New: "\n"}), analysis.Scope{})
	if len(whole) < 3 {
		t.Fatalf("%d findings", len(whole))
	}
	text := "\n" + flawed
	for _, at := range []string{"return text", "os.system", "run(request", "return open", "user = find"} {
		start := strings.Index(text, at)
		for _, e := range []analysis.TextEdit{{Start: start, End: start, New: "print(1); "}, {Start: start, End: start + 10}} {
			snap := edit(t, s, e)
			if quick := answer(t, snap, touched); len(quick) != len(whole) {
				t.Errorf("behind %q: %d findings instead of %d: %v", at, len(quick), len(whole), places(quick))
			}
			answer(t, snap, analysis.Scope{})
		}
	}
	// What mends it is seen at once where the way lies in one function.
	start := strings.Index(text, `self.path = request.args["p"]`)
	snap := edit(t, s, analysis.TextEdit{Start: start, End: start + len(`self.path = request.args["p"]`), New: `self.path = "fixed"`})
	if quick, settled := answer(t, snap, touched), answer(t, snap, analysis.Scope{}); len(settled) != len(whole)-1 || len(quick) < len(settled) {
		t.Errorf("%d findings at once, %d settled, of %d", len(quick), len(settled), len(whole))
	}
}
