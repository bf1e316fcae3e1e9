package analysis_test

import (
	"strings"
	"testing"

	"underpin/analysis"
)

// Names that begin with "no-" exist nowhere; each program is followed by those that are told.
func TestInstallsOfPrograms(t *testing.T) {
	for _, c := range []struct{ name, path, text, want string }{
		{"a list", "a.py", `import subprocess, sys
subprocess.run([sys.executable, "-m", "pip", "install", "-q", "no-a", "no-b>=1"])`, "no-a no-b"},
		{"another name", "a.py", "import subprocess as sp\nsp.check_output(('pip3', 'install', 'no-a'))", "no-a"},
		{"imported", "a.py", "from os import system as s\ndef f():\n    s('pip install no-a && npm ci; pip install no-b')", "no-a no-b"},
		{"a line that is split", "a.py", "import subprocess, shlex\nsubprocess.run('pip install no-a'.split())\nsubprocess.run(shlex.split('uv pip install no-b'))", "no-a no-b"},
		{"a variable", "a.py", "import subprocess\ncmd = ['pip', 'install']\ndef f():\n    full = cmd + ['no-a']\n    subprocess.call(full)", "no-a"},
		{"by keyword", "a.py", "import subprocess\nsubprocess.Popen(args='pip install no-a', shell=True)", "no-a"},
		{"in parts", "a.py", "import os\nv = input()\nos.system(f'pip install no-a=={v} no-b')\nos.system('pip install no-' + v)\nos.system('pip install no-c ' + v)", "no-a no-b no-c"},
		{"the interpreter in a line", "a.py", "import subprocess, sys\nsubprocess.run(f'{sys.executable} -m pip install no-a', shell=True)\nsubprocess.run(sys.executable + ' -m pip install no-b', shell=True)\nsubprocess.run('{} -m pip install no-c no-{}'.format(sys.executable, 1), shell=True)", "no-a no-b no-c"},
		{"a dict", "a.py", "import os\nD = {'no-a': 'no-b'}\nfor p in D:\n    os.system('pip install ' + p)\nfor q in D.values():\n    os.system('pip install ' + q)\nfor r in {**D, 'no-c': 1}:\n    os.system('pip install ' + r)", "no-a no-b"},
		{"joined literals", "a.py", "import os\nos.system('pip install '\n          'no-a')", "'pip install '\n          'no-a'"},
		{"escapes", "a.py", `import os
os.system("pip\tinstall no-a")`, `"pip\tinstall no-a"`},
		{"asynchronous", "a.py", "import asyncio\nasync def f():\n    await asyncio.create_subprocess_exec('pip', 'install', 'no-a')", "no-a"},
		{"a program in place", "a.py", "import os\nos.execvp('pip', ['pip', 'install', 'no-a'])\nos.execlp('pip', 'pip', 'install', 'no-b')", "no-a no-b"},
		{"by its own function", "a.py", "import pip\npip.main(['install', 'no-a'])\nimport micropip\nasync def f():\n    await micropip.install('no-b')\n    await micropip.install(['no-c', 'requests'])", "no-a no-b no-c"},
		{"a loop", "a.py", "import subprocess\nfor p in ('no-a', 'requests', 'no-b'):\n    subprocess.run(['pip', 'install', p])", "no-a no-b"},
		{"handed on", "a.py", "import subprocess\ndef put(*names):\n    subprocess.run(['pip', 'install', *names])\nput('no-a', 'no-b')\nput()\nother('no-c')", "no-a no-b"},
		{"handed to a loop", "a.py", "import subprocess\ndef put(names):\n    for n in names:\n        subprocess.run(['pip', 'install', n])\nALL = ['no-a']\nput(ALL)\nput(['no-b', 'no-c'])", "no-a no-b no-c"},
		{"a method", "a.py", "import os\nclass T:\n    def put(self, n, why):\n        os.system('pip install ' + n)\n    def all(self):\n        self.put('no-a', 'no-why')\nput('no-b')", "no-a"},
		{"sessions", "noxfile.py", "import nox\n@nox.session\ndef t(session):\n    session.install('no-a', '-r', 'r.txt', '.[x]', *['no-b'])\n    session.run('python', '-m', 'pip', 'install', 'no-c')", "no-a no-b no-c"},
		{"no sessions", "a.py", "def t(session):\n    session.install('no-a')", ""},
		{"tasks", "tasks.py", "from invoke import task\n@task\ndef t(c):\n    c.run('pip install no-a')", "no-a"},
		{"a shell", "a.py", "import subprocess\nsubprocess.run(['bash', '-c', 'pip install no-a'])", "no-a"},
		{"words about it", "a.py", "import subprocess, os\nprint('pip install no-a')\nsubprocess.run(['echo', 'pip', 'install', 'no-a'])\nos.path.join('pip install no-a')\nsubprocess.run('pip uninstall no-a')\nsubprocess.run(['pip', 'show', 'no-a'])", ""},
		{"an index of its own", "a.py", "import os\nos.system('pip install -i https://x/simple no-a')\nos.system('pip install git+https://x/no-a')\nos.system('pip install ./no-a')", ""},
		{"assigned twice", "a.py", "import os, sys\nc = 'pip install no-a'\nif sys.argv:\n    c = 'ls'\nos.system(c)", ""},
		{"itself", "a.py", "import os\ndef f(x):\n    x = x + ['pip install no-a']\n    os.system(x)\n    f(x)\nf(f)", ""},
		{"a script's needs", "a.py", "#!/usr/bin/env python\n# /// script\n# dependencies = ['no-a', 'requests', \"no-b[x]>=1\"]\n# ///\nimport requests", "no-a no-b"},
		{"a script's index", "a.py", "# /// script\n# dependencies = ['no-a']\n# [[tool.uv.index]]\n# url = 'https://x/simple'\n# ///", ""},
		{"a script's needs half written", "a.py", "# /// script\n# dependencies = [\n#   'no-a',", ""},
	} {
		s := packageSession(t, analysis.Options{Index: packageNames(t)})
		r := findings(t, apply(t, s, analysis.FileChange{Path: c.path, Text: []byte(c.text + "\n")}))
		var got []string
		for _, f := range r.Findings {
			if strings.HasPrefix(f.Rule, "nonexistent") && !strings.HasPrefix(c.text[f.Span.Start:f.Span.End], "invoke") {
				got = append(got, c.text[f.Span.Start:f.Span.End])
			}
		}
		if said := strings.Join(got, " "); said != c.want {
			t.Errorf("%s: got %q, want %q", c.name, said, c.want)
		}
	}
}

// What a script says that it needs is declared for what it imports.
func TestScriptDeclares(t *testing.T) {
	s := packageSession(t, analysis.Options{Index: packageNames(t)})
	code := "# /// script\n# dependencies = ['corp-billing @ https://x/b.whl']\n# ///\nimport corp_billing_engine\n"
	sameSaid(t, "declared", said(t, apply(t, s, analysis.FileChange{Path: "a.py", Text: []byte(code), Open: true}), analysis.Scope{}))
	at := strings.Index(code, "corp-billing @")
	edited := apply(t, s, analysis.FileChange{Path: "a.py", Edits: []analysis.TextEdit{{Start: at, End: at + len("corp-billing"), New: "x"}}})
	sameSaid(t, "not declared any more", said(t, edited, analysis.Scope{}), "a.py corp_billing_engine")
	sameSaid(t, "without a header", said(t, apply(t, s, analysis.FileChange{Path: "a.py", Text: []byte("import corp_billing_engine\n")}), analysis.Scope{}), "a.py corp_billing_engine")
}
