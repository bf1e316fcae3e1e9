# make            build bin/underpin and check the sample project
# make parsers    the WebAssembly parser modules that builds without cgo and the browser use (wasm/parser)
# make vsix       the extension for VS Code, dist/underpin.vsix; VSIX_TARGET=win32-x64 and the like for other machines
# make playground a page to try it, editors/playground/dist: static files for any server
# make static     binaries without cgo for every system, in dist/
# make wasm       the engine for browsers and Node, in dist/wasm
# make test       install what is missing, run every test, hold each stage to its budget of seconds
# make bench      speed: engine, whole projects, start, and bandit and ruff beside it (.ci/bench)
# make bench-wasm what a build without cgo costs (.ci/bench-wasm)
# make bench-lsp  the language server beside others: latency of edits, memory (.ci/bench-lsp)
# make bench-go   the Go benchmarks of every package
# make soak       property tests with many more cases, then fuzzing for a while
# make fuzz       each fuzz target for FUZZTIME
# make quality    recall, false alarms and noise on the labelled samples, with each miss
# make ecosystem  what is found in 55 popular packages; BASE=REV shows what a change does to that (.ci/ecosystem)
# make peers      bandit, ruff and semgrep beside Underpin on labelled and on clean code (.ci/peers)
# make picture    draw the README's picture anew
# make clean

SHELL       := /bin/bash
FUZZTIME    ?= 20s
SYSTEMS     := $(foreach os,linux darwin windows,$(os)-amd64 $(os)-arm64)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

# The program that a VS Code of another kind of machine gets; the target is named as VS Code names machines.
VSIX_TARGET ?=
PROGRAM     := $(if $(VSIX_TARGET),dist/underpin-$(subst x64,amd64,$(subst win32,windows,$(VSIX_TARGET))))
EXE         := $(if $(findstring win32,$(VSIX_TARGET)),.exe)

export STATICCHECK FUZZTIME

.PHONY: all build parsers static wasm vsix playground editors sample test bench bench-lsp bench-wasm bench-go soak fuzz quality ecosystem peers picture clean

all: build sample

build: parsers
	CGO_ENABLED=1 go build -trimpath -tags parsers -o bin/underpin ./cmd/underpin

# The build script tells itself whether anything changed.
parsers: | tools
	@wasm/parser/build

static: $(addprefix dist/underpin-,$(SYSTEMS))

dist/underpin-%: parsers
	CGO_ENABLED=0 GOOS=$(word 1,$(subst -, ,$*)) GOARCH=$(word 2,$(subst -, ,$*)) \
		go build -trimpath -tags parsers -ldflags '-s -w' -o $@$(if $(findstring windows,$*),.exe) ./cmd/underpin

# The server for browsers: its program, the worker that runs it, and what it asks for: parsers, and the index of package names.
wasm: parsers
	@mkdir -p dist/wasm
	GOOS=js GOARCH=wasm go build -trimpath -ldflags '-s -w' -o dist/wasm/underpin.wasm ./wasm
	gzip -9nkf dist/wasm/underpin.wasm
	cat "$$(go env GOROOT)/lib/wasm/wasm_exec.js" wasm/worker.js > dist/wasm/worker.js
	cp wasm/parser/modules/{python,javascript,typescript,tsx}.wasm.gz dist/wasm/
	gzip -9nc analysis/packages/names/names.idx > dist/wasm/names.idx.gz

vsix: $(PROGRAM) wasm editors/vscode/node_modules/.package-lock.json
	rm -rf editors/vscode/bin editors/vscode/dist
	mkdir -p editors/vscode/bin editors/vscode/dist/server
	$(if $(PROGRAM),cp $(PROGRAM)$(EXE) editors/vscode/bin/underpin$(EXE),\
		CGO_ENABLED=1 go build -trimpath -tags parsers -ldflags '-s -w' -o editors/vscode/bin/underpin ./cmd/underpin)
	cp dist/wasm/worker.js dist/wasm/*.gz editors/vscode/dist/server/
	cp LICENSE editors/vscode/
	cd editors/vscode && npm run -s check && npm run -s build && npx vsce package --no-dependencies --allow-missing-repository \
		$(if $(VSIX_TARGET),--target $(VSIX_TARGET)) --out $(CURDIR)/dist/underpin$(if $(VSIX_TARGET),-$(VSIX_TARGET)).vsix

playground: wasm editors/playground/node_modules/.package-lock.json
	rm -rf editors/playground/public && mkdir -p editors/playground/public/server
	cp dist/wasm/{worker.js,underpin.wasm.gz,python.wasm.gz,names.idx.gz} editors/playground/public/server/
	cd editors/playground && npm run -s check && npm run -s build

editors/%/node_modules/.package-lock.json: editors/%/package-lock.json editors/%/package.json editors/%/.npmrc
	cd editors/$* && npm ci --ignore-scripts
	@touch $@

# End-to-end tests in a real VS Code and a real browser.
editors: build
	@.ci/editors

# The flawed shop is meant to have findings: exit code 1 is what is wanted here.
sample: build
	@cd cmd/underpin/testdata/sample/flawed && $(CURDIR)/bin/underpin check; test $$? -eq 1

test: parsers
	@.ci/test

bench: build
	@.ci/bench

bench-lsp: build
	@.ci/bench-lsp

bench-wasm: build dist/underpin-linux-amd64
	.ci/bench-wasm $(CORPUS)

bench-go: parsers
	go test -tags parsers -run '^$$' -bench . -benchmem -timeout 30m ./...

soak: parsers
	.ci/soak

fuzz: parsers
	.ci/fuzz

quality:
	.ci/quality

ecosystem: parsers
	@.ci/ecosystem $(if $(BASE),--base $(BASE))

peers: build
	@.ci/peers

picture: build
	cd cmd/underpin/testdata/sample/flawed && COLUMNS=100 $(CURDIR)/bin/underpin check --color always shop/__init__.py shop/db.py shop/products.py \
		| $(CURDIR)/.ci/picture > $(CURDIR)/.ci/check.svg

clean:
	rm -rf bin dist wasm/parser/modules editors/*/dist editors/vscode/bin editors/playground/public

# What Go itself does not bring: C compilers for the parsers, git for --since, and for tests Node and a browser.
.PHONY: tools
tools:
	@.ci/tools
