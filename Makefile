# Sandyq: build, test, run, install. `make help` lists what there is.

SHELL        := /bin/bash
.SHELLFLAGS  := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SWIFT   ?= swift
# One set of flags for the executable and its tests, so that both come from one build.
BUILD   := $(SWIFT) build -c release
BINARY  := .build/release/sandyq

PREFIX  ?= /usr/local
DESTDIR ?=
SECONDS ?= 60

.PHONY: help setup build run test lint bench conformance testdata provider fuzz install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Check what building needs and install what is missing
	@scripts/setup build

build: setup ## Build the executable, optimised and statically linked
	$(BUILD) --product sandyq

run: build ## Verify the sample documents: the shortest way to see what Sandyq does
	@scripts/showcase $(BINARY)

test: ## Build and run every test
	@scripts/setup test
	$(BUILD) --build-tests
	$(SWIFT) test -c release --skip-build

lint: ## Check formatting and the rules a compiler cannot
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests
	@scripts/gates

bench: build ## Measure cold start and throughput against OpenSSL
	@scripts/setup bench
	@scripts/bench $(BINARY)

conformance: build ## Compare verdicts with third-party corpora (SANDYQ_CONFORMANCE names the runner)
	@scripts/conformance $(BINARY)

testdata: ## Make the test vectors anew
	@scripts/make-testdata

provider: ## Build Kazakhstan's algorithms as a loadable OpenSSL provider
	@scripts/setup build
	@scripts/build-provider

fuzz: ## Fuzz every parser for SECONDS each
	@scripts/setup build
	@scripts/fuzz $(SECONDS)

install: build ## Install executable, manual and completions under PREFIX
	@scripts/install $(BINARY) '$(DESTDIR)$(PREFIX)'

clean: ## Remove what was built
	rm -rf .build .build-fuzz build
