package analysis_test
import ("testing";"strings";"fmt";"time";"underpin/analysis")
func TestZZ(t *testing.T) {
	var fs, cl strings.Builder
	fs.WriteString("import os\n"); cl.WriteString("import os\n")
	for i := range 3000 { fmt.Fprintf(&fs, "def f%d():\n    os.system(input())\n", i); fmt.Fprintf(&cl, "from flask import request\nclass C%d(C%d):\n    def m%d(self): self.a%d = request.args['x']\n    def n(self): os.system(self.a%d)\n", i, (i+1)%3000, i, i, (i+7)%3000) }
	mutual := "import os\n"
	for i := range 200 { mutual += fmt.Sprintf("def g%d(a, b):\n", i); for j := range 20 { mutual += fmt.Sprintf("    if a: g%d(b, a + 'x%d')\n", (i*j+7)%200, j) }; mutual += "    os.system(a)\n" }
	mutual += "g0(input(), 'a')\n"
	nested := "import os\n"
	for i := range 90 { nested += strings.Repeat(" ", i) + fmt.Sprintf("def h%d(a%d):\n", i, i) }
	nested += strings.Repeat(" ", 90) + "os.system(a0)\n"
	loops := "import os\ndef f(x):\n"
	for i := range 90 { loops += strings.Repeat(" ", i+1) + fmt.Sprintf("for v%d in x:\n", i) }
	loops += strings.Repeat(" ", 91) + "os.system(input() + v1)\n"
	tries := "import os\ndef f(x):\n"
	for i := range 80 { tries += strings.Repeat(" ", i+1) + "try:\n" }
	tries += strings.Repeat(" ", 81) + "os.system(input())\n"
	for i := 79; i >= 0; i-- { tries += strings.Repeat(" ", i+1) + fmt.Sprintf("except E%d: x = g(x)\n", i) + strings.Repeat(" ", i+1) + "finally: x = h(x)\n" }
	vars := "import os\ndef f(x):\n    while x:\n"
	for i := range 4000 { vars += fmt.Sprintf("        v%d = v%d + input()\n        if v%d: break\n", i, (i+1)%4000, i) }
	vars += "    os.system(v3)\n"
	for _, c := range []struct{n, s string}{
		{"module", "import os\n" + strings.Repeat("os.system(input())\n", 300)},
		{"function", "import os\ndef f():\n" + strings.Repeat("    os.system(input())\n", 300)},
		{"funcs", fs.String()}, {"classes", cl.String()}, {"mutual", mutual}, {"nested", nested}, {"loops", loops}, {"tries", tries}, {"vars", vars},
	} {
		t0 := time.Now()
		snap := apply(t, newSession(t), analysis.FileChange{Path: "main.py", Text: []byte(c.s)})
		r := findings(t, snap)
		k := 0
		for _, f := range r.Findings { if f.Rule == "command-injection" { k++ } }
		t.Log(c.n, len(c.s), k, len(r.Findings), len(r.Notes), time.Since(t0))
		if len(r.Notes) > 0 { t.Log(r.Notes[0]) }
	}
}
