# make            build bin/underpin and check the sample project
# make parsers    the WebAssembly parser modules that builds without cgo and the browser use (wasm/parser)
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
# make picture    draw the README's picture anew
# make clean

SHELL       := /bin/bash
FUZZTIME    ?= 20s
SYSTEMS     := $(foreach os,linux darwin windows,$(os)-amd64 $(os)-arm64)
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

export STATICCHECK FUZZTIME

.PHONY: all build parsers static wasm sample test bench bench-lsp bench-wasm bench-go soak fuzz quality picture clean

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

# The engine for browsers and Node, with what runs it.
wasm: parsers
	GOOS=js GOARCH=wasm go build -trimpath -ldflags '-s -w' -o dist/wasm/underpin.wasm ./wasm
	cp "$$(go env GOROOT)/lib/wasm/wasm_exec.js" wasm/parser/modules/*.wasm dist/wasm/

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

picture: build
	cd cmd/underpin/testdata/sample/flawed && COLUMNS=100 $(CURDIR)/bin/underpin check --color always shop/__init__.py shop/db.py shop/products.py \
		| $(CURDIR)/.ci/picture > $(CURDIR)/.ci/check.svg

clean:
	rm -rf bin dist wasm/parser/modules

# What Go itself does not bring: C compilers for the parsers, git for --since, and for tests Node and a browser.
.PHONY: tools
tools:
	@.ci/tools
