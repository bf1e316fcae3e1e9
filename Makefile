# make            build bin/underpin and check the sample project
# make test       install what is missing, run every test, hold each stage to its budget of seconds
# make bench      speed: engine, whole projects, start, and bandit and ruff beside it (.ci/bench)
# make bench-lsp  the language server beside others: latency of edits, memory (.ci/bench-lsp)
# make bench-go   the Go benchmarks of every package
# make soak       property tests with many more cases, then fuzzing for a while
# make fuzz       each fuzz target for FUZZTIME
# make quality    recall, false alarms and noise on the labelled samples, with each miss
# make picture    draw the README's picture anew
# make clean

SHELL       := /bin/bash
FUZZTIME    ?= 20s
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2

export STATICCHECK FUZZTIME

.PHONY: all build sample test bench bench-lsp bench-go soak fuzz quality picture clean

all: build sample

build: | tools
	CGO_ENABLED=1 go build -trimpath -o bin/underpin ./cmd/underpin

# The flawed shop is meant to have findings: exit code 1 is what is wanted here.
sample: build
	@cd cmd/underpin/testdata/sample/flawed && $(CURDIR)/bin/underpin check; test $$? -eq 1

test: | tools
	@.ci/test

bench: build
	@.ci/bench

bench-lsp: build
	@.ci/bench-lsp

bench-go:
	go test -run '^$$' -bench . -benchmem -timeout 30m ./...

soak:
	.ci/soak

fuzz:
	.ci/fuzz

quality:
	.ci/quality

picture: build
	cd cmd/underpin/testdata/sample/flawed && COLUMNS=100 $(CURDIR)/bin/underpin check --color always shop/__init__.py shop/db.py shop/products.py \
		| $(CURDIR)/.ci/picture > $(CURDIR)/.ci/check.svg

clean:
	rm -rf bin

# What Go itself does not bring: a C compiler for the parsers, git for --since.
.PHONY: tools
tools:
	@.ci/tools
