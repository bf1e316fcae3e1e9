package packages

import "testing"

func TestCommandData(t *testing.T) {
	g, err := readGrammar()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range g.Commands {
		if len(c.Programs) == 0 || len(c.Verbs) == 0 || c.Ecosystem == "" || len(c.meaning) == 0 {
			t.Errorf("incomplete: %+v", c)
		}
	}
}

var shellTests = []reads{
	{"pip", "setup.sh", `#!/bin/bash
pip install flask
pip3.11 install -U 'django>=4,<5' "uvicorn[standard]==0.30" numpy>=1.2
python -m pip install --quiet --upgrade pip
/opt/venv/bin/python3 -m pip install rich && ./venv/bin/pip install httpx || exit 1
sudo -H pip install tqdm; env A=1 pip install six
py -3.11 -m pip install attrs
"$PYTHON" -m pip install black
pip.exe download -d out isort
pip uninstall -y gone
pip list
pip install
PIP_NO_INPUT=1 pip --no-cache-dir install flake8
`, `
		PyPI flask command
		PyPI django ">=4,<5" command
		PyPI uvicorn "==0.30" command
		PyPI numpy command
		PyPI pip command
		PyPI rich command
		PyPI httpx command
		PyPI tqdm command
		PyPI six command
		PyPI attrs command
		PyPI black command
		PyPI isort command
		PyPI flake8 command`},
	{"options with values", "a.sh", `pip install -r requirements.txt -c cons.txt -t dir -e . -e ./here one
pip install -rrequirements.txt --target=dir --platform linux two --unlisted maybe three
pip install . .[dev] ./x ../y dist/*.whl z.whl requirements.txt *.whl https://host/a.zip git+https://host/b.git#egg=bee
pip install -qU four -- five
npm i -D jest --prefix web --loglevel error left
`, `
		PyPI one command
		PyPI two command
		PyPI three command
		PyPI bee from git command
		PyPI four command
		PyPI five command
		npm jest command
		npm left command`},
	{"an index of its own", "a.sh", "pip install -i https://host/simple ours\npip install --extra-index-url=https://host/simple ours2\npip install theirs\nnpm i --registry https://host a", `
		PyPI ours from private index command
		PyPI ours2 from private index command
		PyPI theirs command
		npm a from private index command`},
	{"an index set for the file", "a.sh", "export PIP_INDEX_URL=https://host/simple\npip install ours", `PyPI ours from private index command`},
	{"a registry set for the file", "a.sh", "npm config set @us:registry https://host\nnpm i @us/x", `npm @us/x from private index command`},
	{"variables", "a.sh", "pip install $PKG \"$A-x\" x-$B ${C} $(cat names) `cat more` \"fine==$V\" \"also[$E]>=1\"\nnpm i $X react@$V @types/$N\n$PIP install lost\npip install $OPTS six", `
		PyPI fine command
		PyPI also ">=1" command
		npm react command
		PyPI six command`},
	{"quotes, control and here-documents", "a.sh", `if ! command -v rg; then cargo install ripgrep; fi
for p in a b; do pip install "$p"; done
install() { pip install 'in-function' ; }
( cd x && npm install \
   --save-dev \
   lodash@^4 )
cat <<EOF > notes
pip install not-this
EOF
echo pip install nor-this
bash -c "pip install inner && npm i 'quoted'"
sh -ec 'pip install deep'
out=$(pip install captured)
echo "it\'s" # pip install comment
pip install fl\ask
`, `
		crates.io ripgrep command
		PyPI a command
		PyPI b command
		PyPI in-function command
		npm lodash "^4" command
		PyPI inner command
		npm quoted command
		PyPI deep command
		PyPI captured command
		PyPI flask command`},
	{"uv, pipx and others", "a.sh", `uv add fastapi 'sqlalchemy>=2' --dev --group lint
uv pip install -r req.txt litestar
uv add ruff@latest httpx@0.27
uvx black@24 --check .
uvx --from 'jupyter-core>=5' jupyter lab
uvx --with rich,httpx pycowsay hello
uv tool install pre-commit --with pre-commit-uv
uv tool run isort .
uv run --with polars python x.py
uv run pip install inrun
pipx install poetry cookiecutter
pipx run cowsay moo
pipx run --spec 'pycowsay==0.1' moo
pipx inject ansible jmespath
poetry add pendulum@^2 -G dev --source ours
poetry add "starlette[full]" --group=dev
poetry run pip install inpoetry
pdm add -dG test pytest
pipenv install --dev mypy
conda install -c conda-forge -y numpy=1.26 conda-forge::scipy "pandas>=2"
conda create -n env python=3.11 flask
conda run -n env pip install incondarun
`, `
		PyPI fastapi command
		PyPI sqlalchemy ">=2" command
		PyPI litestar command
		PyPI ruff command
		PyPI httpx "0.27" command
		PyPI black "24" command
		PyPI jupyter-core ">=5" command
		PyPI rich command
		PyPI httpx command
		PyPI pycowsay command
		PyPI pre-commit command
		PyPI pre-commit-uv command
		PyPI isort command
		PyPI polars command
		PyPI inrun command
		PyPI poetry command
		PyPI cookiecutter command
		PyPI cowsay command
		PyPI pycowsay "==0.1" command
		PyPI jmespath command
		PyPI pendulum "^2" from private index command
		PyPI starlette command
		PyPI inpoetry command
		PyPI pytest command
		PyPI mypy command
		PyPI numpy "=1.26" from conda command
		PyPI scipy from conda command
		PyPI pandas ">=2" from conda command
		PyPI python "=3.11" from conda command
		PyPI flask from conda command
		PyPI incondarun command`},
	{"npm and others", "a.sh", `npm install
npm ci
npm install -g @angular/cli@17 typescript
npm i --save react@18 react-dom@^18 user/repo git+https://host/x.git ./local file:../x https://host/x.tgz al@npm:real@1 latest@latest
npm -w web i vite
npx create-react-app my-app
npx -y cowsay@1 hi
npx --package=typescript tsc --init
npx -p typescript -p ts-node ts-node x.ts
npm exec -- eslint .
pnpm add -w -D turbo
pnpm --filter web add next
pnpm -r add zod
pnpm install
pnpm dlx degit a/b
yarn add --dev prettier
yarn global add serve
yarn workspace web add swr
yarn dlx -p @yarnpkg/doctor doctor
yarn
bun add -d @types/bun
bun i hono
bunx cowsay
bun x sv create
`, `
		npm @angular/cli "17" command
		npm typescript command
		npm react "18" command
		npm react-dom "^18" command
		npm real "1" command
		npm latest command
		npm vite command
		npm create-react-app command
		npm cowsay "1" command
		npm typescript command
		npm typescript command
		npm ts-node command
		npm eslint command
		npm turbo command
		npm next command
		npm zod command
		npm degit command
		npm prettier command
		npm serve command
		npm swr command
		npm @yarnpkg/doctor command
		npm @types/bun command
		npm hono command
		npm cowsay command
		npm sv command`},
	{"other ecosystems", "a.sh", `go get -u github.com/spf13/cobra@v1.8 ./... golang.org/x/tools/...
go install example.org/tool/cmd/x@latest
go install .
go run example.org/gen@v1 -flag a/b
cargo add serde --features derive tokio@1
cargo add ours --git https://host/x
cargo install --path .
cargo install cargo-edit --version 0.12
gem install rails -v 7.1 --no-document
gem install ./x.gem
bundle add devise --group development
composer require laravel/sanctum:^3 --dev monolog/monolog php
composer global require a/b
dotnet add src/app.csproj package Serilog --version 3
dotnet add package Dapper
dotnet tool install -g dotnet-ef
`, `
		Go github.com/spf13/cobra "v1.8" command
		Go example.org/tool/cmd/x command
		Go example.org/gen "v1" command
		crates.io serde command
		crates.io tokio "1" command
		crates.io ours from git command
		crates.io cargo-edit command
		RubyGems rails command
		RubyGems devise command
		Packagist laravel/sanctum "^3" command
		Packagist monolog/monolog command
		Packagist a/b command
		NuGet Serilog command
		NuGet Dapper command
		NuGet dotnet-ef command`},
	{"placeholders", "a.sh", "pip install package-name YOUR_PACKAGE ...\npip install <package>\nnpm i <name>\npip install your-package six", `
		PyPI six command
		note: pip install <package>`},
	{"templates", "a.sh", "pip install {{ name }} x=={{ version }}\npip install ours-${{ matrix.x }} y==${{ matrix.y }}", `
		PyPI x command
		PyPI y command`},
	{"not valid as a whole", "a.sh", "pip install one\nif then (\npip install \\\n  two\ncat <<E\npip install three\nE\npip install four )", `
		PyPI one command
		PyPI two command
		note: if then (`},
	{"returns", "a.sh", "pip install one\r\nnpm i two\r\n", `
		PyPI one command
		npm two command`},
}

func init() {
	shellTests = append(shellTests,
		reads{"an index for one command", "a.sh", "pip install torch --index-url https://x/whl\npip install -i https://x -r all.txt known\npip install flask\n", `
		PyPI torch from private index command
		PyPI from private index
		PyPI known from private index command
		PyPI flask command`},
		reads{"variables", "a.sh", "PKG=one\nexport ALL=\"two three\" NO=\"$(x)\"\nLIST=(four 'five[x]')\nTWICE=a\nTWICE=b\nMORE=c\nMORE+=d\nPIP=pip3\n" +
			"$PIP install $PKG \"${PKG}x==1\" $ALL ${LIST[@]} $TWICE $MORE $NO ${PKG:-no} ${#PKG} $NONE\nfor p in six \"seven>=7\"; do\n  pip install \"$p\" -q\ndone\nfor f in *.txt $X; do pip install $f; done\nA=b pip install $A\n", `
		PyPI one command
		PyPI two command
		PyPI three command
		PyPI four command
		PyPI five command
		PyPI six command
		PyPI seven ">=7" command`},
		reads{"an index and folders", "a.sh", "pip install --extra-index-url https://x .\npip install -f https://x\n", "PyPI from private index\nPyPI from private index"},
	)
}

func TestShell(t *testing.T) { check(t, shellTests) }
