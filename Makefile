# Sandyq: build, test, run, install. `make help` lists what there is.

SHELL        := /bin/bash
.SHELLFLAGS  := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

SWIFT   ?= swift
# One set of flags for the executable and its tests, so that both come from one build. Generic types are made by calls
# instead of being looked up by name at run time, which is a third of a cold start; libstdc++ goes inside the executable.
STATIC  := $(CURDIR)/.build/static
FLAGS   := -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors -Xswiftc -L$(STATIC)
BUILD   := PKG_CONFIG_PATH=$(STATIC):$(PKG_CONFIG_PATH) $(SWIFT) build -c release $(FLAGS)
BINARY  := .build/release/sandyq

PREFIX  ?= /usr/local
DESTDIR ?=
SECONDS ?= 60

.PHONY: help setup setup-test build run test lint bench conformance testdata provider fuzz install clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Check what building needs and install what is missing
	@scripts/setup build

setup-test:
	@scripts/setup test

# The linker takes what it finds first, and the tool chain's folders have shared libraries under these names too. Of libxml2
# only the headers are wanted: it is loaded when the first XML is read, and with it ICU, which every start would load else.
$(STATIC): Makefile
	@mkdir -p $@
	@ln -sf "$$(clang -print-file-name=libstdc++.a)" $@/libstdc++.a
	@ln -sf "$$(clang -print-file-name=libgcc_eh.a)" $@/libgcc_s.a
	@ln -sf "$$(clang -print-file-name=libsqlite3.a)" $@/libsqlite3.a
	@printf 'Name: libxml2\nDescription: headers alone\nVersion: %s\nCflags: %s\n' \
	  "$$(pkg-config --modversion libxml-2.0)" "$$(pkg-config --cflags-only-I libxml-2.0)" > $@/libxml-2.0.pc
	@touch $@

build: setup $(STATIC) ## Build the executable, optimised and statically linked
	$(BUILD) --product sandyq
	$(BUILD) --product sandyq-vault
	$(BUILD) --product sandyq-serve

run: build ## Verify the sample documents: the shortest way to see what Sandyq does
	@scripts/showcase $(BINARY)

test: setup-test $(STATIC) ## Build and run every test
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
