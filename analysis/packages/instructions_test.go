package packages

import "testing"

var dockerTests = []reads{
	{"run", "Dockerfile", `FROM python:3.12 AS base
ENV X=1
# RUN pip install comment
RUN apt-get update && \
    # why
    pip install --no-cache-dir flask==3.0 \
        "django>=4" && \
    npm i -g yarn
RUN --mount=type=cache,target=/root/.cache --network=none pip install six
RUN ["pip", "install", "-q", "rich\u0065r", "att\"rs"]
run pip install lower
ONBUILD RUN pip install onbuild
COPY pip install copied
CMD ["python", "-m", "pip", "install", "late"]
ENTRYPOINT pip install entry
RUN <<EOF
pip install here
npm i also
EOF
COPY <<EOF /x
RUN pip install nothere
EOF
RUN pip install last`, `
		PyPI flask "==3.0" command
		PyPI django ">=4" command
		npm yarn command
		PyPI six command
		PyPI richer command
		PyPI lower command
		PyPI onbuild command
		PyPI late command
		PyPI entry command
		PyPI here command
		npm also command
		PyPI last command`},
	{"an index of its own", "web.Dockerfile", "ENV PIP_INDEX_URL=https://host/simple\nRUN pip install ours", `PyPI ours from private index command`},
	{"half written", "Dockerfile", "RUN pip install flask \\", `PyPI flask command`},
}

func TestDockerfile(t *testing.T) { check(t, dockerTests) }

var pipelineTests = []reads{
	{"GitHub", ".github/workflows/ci.yml", `name: CI
on: [push]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/setup-python@v5
        with: {python-version: "3.12"}
      - name: pip install nothing
        run: pip install flask  # why
      - run: |
          python -m pip install --upgrade pip
          pip install "ruff==0.6" \
            mypy
          npm i -g x-${{ matrix.v }} yarn@${{ matrix.y }}
      - run: >-
          pip install
          folded
          "two words"
      - run: 'pip install ''quoted'''
      - run: "pip install \"double\""
      - shell: python
        run: |
          pip install not
      - {name: é, run: pip install flow}
      - uses: actions/github-script@v7
        with: {script: "exec('pip install not')\\npip install nor"}
      - shell: pwsh
        run: if ($X) { pip install not }
`, `
		PyPI flask command
		PyPI pip command
		PyPI ruff "==0.6" command
		PyPI mypy command
		npm yarn command
		PyPI folded command
		PyPI quoted command
		PyPI double command
		PyPI flow command`},
	{"GitLab", ".gitlab-ci.yml", `.base: &base
  before_script:
    - pip install -U pip
    - pip install poetry
test:
  <<: *base
  script:
    - npm install -g pnpm
    - - pip install nested
  variables:
    run_me: pip install no
`, `
		PyPI pip command
		PyPI poetry command
		npm pnpm command
		PyPI nested command`},
	{"others", "docker-compose.yml", "services:\n  web:\n    image: x\n    command: [pip, install, flask]\n  b:\n    command: sh -c \"pip install six\"\n", `
		PyPI flask command
		PyPI six command`},
	{"returns", ".travis.yml", "install:\r\n  - pip install tox\r\n  - |\r\n    pip install nox\r\n    pip install pox\r\nlanguage: python\r\n", `
		PyPI tox command
		PyPI nox command
		PyPI pox command`},
	{"not valid", ".github/workflows/x.yml", "a: [\nb: }", `note:`},
	{"empty", "action.yml", "", ``},
}

func TestPipeline(t *testing.T) { check(t, pipelineTests) }

var readmeTests = []reads{
	{"code blocks", "README.md", "# X\npip install prose and `pip install inline`\n\n```bash\npip install flask # why\nnpm i react\n```\n" +
		"~~~sh\n$ pip install six\nCollecting six\n$ npm i \\\n    vue\n~~~\n" +
		"```console\n(venv) $ pip install rich\nSuccessfully installed rich\nuser@host:~/x$ uv add ruff\npip install output\n```\n" +
		"```python\nimport x\npip install python\n```\n```dockerfile\nFROM x\nRUN pip install docked\n```\n" +
		"1. Do:\n   ```shell\n   pip install listed\n   ```\n> ```sh\n> pip install cited\n> ```\n" +
		"```\npip install bare\n```\n```\nto pip install this\npip install or that\n```\n```powershell\nPS C:\\x> pip install shelled\n```\n" +
		"```console\nnpm i unprompted\nnpm out\n```\n```javascript\nnpm i coloured\n```\n```js\nnpm i no\nf()\n```\n```{.bash}\npip install attributed\n```\n```sh\npip install <package>\nnpm i open\n```\n\n    $ npm i indented\n    done\n\nOr:\n\n\tpip install tabbed\n\n* x\n    pip install lazy prose\n\n    this is prose: pip install no\n", `
		PyPI flask command
		npm react command
		PyPI six command
		npm vue command
		PyPI rich command
		PyPI ruff command
		PyPI docked command
		PyPI listed command
		PyPI cited command
		PyPI bare command
		PyPI shelled command
		npm unprompted command
		npm coloured command
		PyPI attributed command
		npm open command
		npm indented command
		PyPI tabbed command`},
}

func init() {
	for _, title := range []string{"# our-kit", "#  `our_kit` #", "# [Our-Kit](x)", "\n<h1>x</h1>\n\nour.kit\n===\n", "[![b](c)](d)\n# **our-kit**"} {
		readmeTests = append(readmeTests, reads{"its own " + title, "README.md", title + "\n```sh\npip install our-kit\nnpm i our-kits\n```\n", `
			PyPI our-kit from workspace command
			npm our-kits command`})
	}
	readmeTests = append(readmeTests,
		reads{"no title", "README.md", "our-kit\n# our-kit\n```sh\npip install our-kit\n```\n", "PyPI our-kit command"},
		reads{"many words", "README.md", "# our-kit for you\n```sh\npip install our-kit\n```\n", "PyPI our-kit command"},
		reads{"no README", "docs/install.md", "# our-kit\n```sh\npip install our-kit\n```\n", "PyPI our-kit command"},
		reads{"a README in reStructuredText", "README.rst", "=======\nour-kit\n=======\n\n.. code-block:: sh\n\n   pip install our-kit\n", "PyPI our-kit from workspace command"},
		reads{"a README in AsciiDoc", "README.adoc", "= our-kit\n\n[source,sh]\n----\npip install our-kit\n----\n", "PyPI our-kit from workspace command"},
	)
}

func TestReadme(t *testing.T) { check(t, readmeTests) }

var notebookTests = []reads{
	{"cells", "a.ipynb", `{"cells": [
 {"cell_type": "markdown", "source": ["!pip install prose"]},
 {"cell_type": "code", "source": ["import sys\n", "!pip install -q flask \"django>=4\"\n", "%pip install six\n", "  %conda install scipy\n",
  "!{sys.executable} -m pip install rich\n", "out = !pip install captured\n", "!pip install {name} x-{v} fine=={v} $y\n", "x = 'pip install text'\n", "!pip install \\\n", "   continued\n", "pip install bare"]},
 {"cell_type": "code", "source": "%%bash\npip install shelled\nnpm i also"},
 {"cell_type": "code", "source": "%%capture\n!pip install quiet"}
]}`, `
		PyPI flask command
		PyPI django ">=4" command
		PyPI six command
		PyPI scipy from conda command
		PyPI rich command
		PyPI captured command
		PyPI fine command
		PyPI continued command
		PyPI bare command
		PyPI shelled command
		npm also command
		PyPI quiet command`},
	{"old", "old.ipynb", `{"worksheets": [{"cells": [{"cell_type": "code", "input": ["!pip install flask"]}]}]}`, `PyPI flask command`},
}

func TestNotebook(t *testing.T) { check(t, notebookTests) }
