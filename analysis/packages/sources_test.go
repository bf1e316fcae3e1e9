package packages

import "testing"

// sourceTests are install commands in files that are neither manifests nor scripts for a shell.
var sourceTests = []reads{
	{"make", "Makefile", "PIP = pip\ninclude x.mk\n\n.PHONY: venv\nvenv: req.txt\n\t@echo pip install not-echoed\n\t-$(VENV)/bin/pip install -q flask==3 $(EXTRA) $(addprefix x,$(Y))\n\t@pip install black \\\n\t\tisort\n\n\t# pip install comment\n\tif [ -z \"$$X\" ]; then pip install tern; fi\n\tcd web && npm i -D vite@$(V)\n\tpip install 'dj>=4,<5'\nX := pip install variable\ndefine T\n\tpip install text\nendef\n", `
		PyPI flask "==3" command
		PyPI black command
		PyPI isort command
		PyPI tern command
		npm vite command
		PyPI dj ">=4,<5" command`},
	{"a makefile in pieces", "rules/common.mk", "all:\n\tpip install late \\", `PyPI late command`},
	{"tox", "tox.ini", `[tox]
requires = tox-uv>=1, tox-gh
envlist = py{310,311}
[testenv]
deps =
    pytest
    coverage[toml]>=7,<8  # why
    django42: Django>=4.2,<4.3
    py{38,39}-!dev: old==1
    -r requirements/test.txt
    {[testenv]base}
    {env:WHAT:else}
    git+https://host/x.git
    attrs @ https://host/attrs.whl
commands =
    - pip install extra {posargs}
    pytest {posargs}
    py310: python -m pip install \
        more
[testenv:docs]
deps = sphinx
basepython = python3
[flake8]
deps = not-read
`, `
		PyPI tox-uv ">=1"
		PyPI tox-gh
		PyPI pytest
		PyPI coverage ">=7,<8"
		PyPI Django ">=4.2,<4.3"
		PyPI old "==1"
		PyPI attrs from https://host/attrs.whl
		PyPI extra command
		PyPI more command
		PyPI sphinx`},
	{"PowerShell", "ci/build.ps1", "# pip install comment\r\nparam([string]$V)\r\n& \"$env:PY\\Scripts\\pip.exe\" install flask==$V `\r\n    six\r\nif ($x) { pip install inside }\r\npy -3.11 -m pip install \"rich>=1\"\r\nnpm install --global yarn\r\n$x = 'pip install text'\r\n", `
		PyPI flask command
		PyPI six command
		PyPI inside command
		PyPI rich ">=1" command
		npm yarn command`},
	{"a batch file", "make.bat", "@echo off\r\nREM pip install comment\r\n:: pip install comment\r\n@%PY%\\python.exe -m pip install flask ^\r\n  six\r\ncall npm install -g x%V% yarn@%V%\r\nif errorlevel 1 pip install not\r\nvenv\\Scripts\\pip install rich\r\n", `
		PyPI flask command
		PyPI six command
		npm yarn command
		PyPI rich command`},
	{"a container for development", ".devcontainer/devcontainer.json", `{
	// why
	"image": "x", "postCreateCommand": "pip install --user flask && npm i yarn",
	"onCreateCommand": ["pip", "install", "six"],
	"updateContentCommand": {"a": "pip install rich", "b": ["npm", "i", "vite"]},
	"name": "pip install not",
}`, `
		PyPI flask command
		npm yarn command
		PyPI six command
		PyPI rich command
		npm vite command`},
	{"Jenkins", "Jenkinsfile", "pipeline {\n  stages { stage('pip install not') { steps {\n    sh 'pip install flask'\n    sh \"pip install six==${v}\"\n    sh(script: 'npm ci', returnStatus: true)\n    sh label: 'x', script: 'npm i yarn'\n    bat \"\"\"\n      py -m pip install rich\n    \"\"\"\n    sh '''\n      set -e\n      pip install \\\n        black\n    '''\n    echo 'pip install not'\n  } } }\n}\n", `
		PyPI flask command
		PyPI six command
		npm yarn command
		PyPI rich command
		PyPI black command`},
	{"processes", "Procfile", "web: gunicorn app\nrelease: pip install late && flask db upgrade\n# x: pip install not\n", `PyPI late command`},
	{"a machine", "Vagrantfile", "Vagrant.configure('2') do |c|\n  # inline: \"pip install not\"\n  c.vm.provision \"shell\", inline: \"pip install flask\"\n  c.vm.provision :shell, inline: <<-SHELL\n    apt-get install -y python3-pip\n    pip3 install six\n  SHELL\nend\n", `
		PyPI flask command
		PyPI six command`},
	{"a recipe", "conda.recipe/meta.yaml", "{% set version = \"1\" %}\npackage:\n  name: x\nrequirements:\n  host:\n    - python\n    - pip >=20\n  run:\n    - numpy {{ np }}\n    - {{ pin('x') }}\ntest:\n  commands:\n    - pip check\n  requires:\n    - pytest\n", `
		PyPI python from conda
		PyPI pip from conda
		PyPI numpy from conda
		PyPI pytest from conda`},
	{"reStructuredText", "README.rst", "Title\n=====\n\nprose: pip install not\n\n.. code-block:: bash\n   :caption: x\n\n   # why\n   pip install flask\n\n   npm i yarn\n\nInstall with::\n\n    $ pip install six\n    Collecting not\n\n.. code:: python\n\n    x = 'pip install not'\n\nUse ``pip install not``.\n\n* item::\n\n    pip install rich\n\nend\n", `
		PyPI flask command
		npm yarn command
		PyPI six command
		PyPI rich command`},
	{"AsciiDoc", "README.adoc", "= T\n\npip install not\n\n[source,bash]\n----\npip install flask\n----\n\n[source,python]\n----\nx = 'pip install not'\n----\n\n----\n$ pip install six\nCollecting not\n----\n", `
		PyPI flask command
		PyPI six command`},
	{"plain text", "INSTALL.txt", "Install\n\nDo this:\n\n    pip install flask\n    npm i yarn\n\n$ pip install six\nor pip install not\n", `
		PyPI flask command
		npm yarn command
		PyPI six command`},
	{"uv", "run.sh", "uv run --with rich --with 'httpx>=0.27,<1' python x.py\nuv run --with=six x.py --with not\nuvx --with click ruff check\n", `
		PyPI rich command
		PyPI httpx ">=0.27" command
		PyPI six command
		PyPI click command
		PyPI ruff command`},
	{"containers", "docker-compose.dev.yml", "services:\n  web:\n    image: x\n    command: sh -c \"pip install flask && flask run\"\n  b:\n    command: [\"pip\", \"install\", \"six\"]\n", `
		PyPI flask command
		PyPI six command`},
	{"templates of Azure", ".azure-pipelines/test.yml", "steps:\n- script: pip install flask\n- powershell: |\n    py -m pip install six\n- task: X\n  inputs: {inlineScript: pip install rich}\n", `
		PyPI flask command
		PyPI six command
		PyPI rich command`},
}

func TestSources(t *testing.T) { check(t, sourceTests) }
