SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PREFIX ?= /usr/local
SWIFT ?= swift
NESTED := Examples/guarded-server Examples/guarded-tool Benchmarks
# What the library offers behind package traits.
INTEGRATIONS := Tests/Integrations

.PHONY: help setup demo test self-check test-all hooks sanitize nested linkage static containers dist size lint pages docs fuzz build install clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: ## Install libyaml and pkg-config where they are missing
	@Scripts/setup

demo: setup ## Lint the example deployments, before and after their repair
	@Scripts/demo

test: setup ## Build, check this repository with the tool, and run all tests
	$(SWIFT) build
	@$(MAKE) --no-print-directory self-check
	$(SWIFT) test --disable-xctest

self-check: setup ## Check this repository with the tool
	$(SWIFT) build --product configlint
	"$$($(SWIFT) build --show-bin-path)/configlint" --fail-on note .

test-all: test hooks sanitize nested linkage containers size ## Run test, the git situations, the sanitizers, the nested packages and the checks of release builds

hooks: setup
	$(SWIFT) build --product configlint
	@Scripts/check-hook

sanitize: setup
	# The parts that exit without returning leave objects behind on purpose.
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --disable-xctest --sanitize address --scratch-path .build-asan
	TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.supp $(SWIFT) test --disable-xctest --sanitize thread --scratch-path .build-tsan

nested: setup
	for package in $(NESTED); do $(SWIFT) build --package-path "$$package"; done
	@Scripts/check-guarded-server
	@Scripts/check-guarded-tool
	$(SWIFT) test --disable-xctest --package-path $(INTEGRATIONS)

linkage: setup
	@Scripts/check-linkage
	@Scripts/check-traits

static: setup ## Build configlint as one file that needs no library
	@Scripts/build-static

dist: static ## Pack a release with the static configlint
	@Scripts/dist .build-static/configlint

containers: setup
	@Scripts/check-static

size: setup ## Print what embedding the library adds to a program
	@Scripts/check-size

lint: ## Check the style of all Swift code
	$(SWIFT) format lint --recursive --strict Sources Tests Fuzzing rules Plugins Package.swift

pages: setup ## Write the pages anew that are made out of the rules, and the manual page
	CONFIGGUARD_RECORD=1 $(SWIFT) test --disable-xctest --filter 'GeneratedPageTests|CoveragePageTests|FactPageTests|theGuideShowsWhatIsPrinted|theCommandLinePageIsCurrent'

docs: setup ## Check that everything public is documented, and build the documentation
	@Scripts/check-docs

fuzz: setup ## Feed every reader with arbitrary bytes, SECONDS_EACH (60) at a time
	@Scripts/fuzz $(or $(SECONDS_EACH),60)

build: setup ## Build configlint for release
	$(SWIFT) build -c release --product configlint

install: build ## Install configlint below PREFIX (/usr/local), with its manual page and completions
	@Scripts/install "$$($(SWIFT) build -c release --show-bin-path)/configlint" "$(DESTDIR)$(PREFIX)"

clean: ## Remove everything that was built
	rm -rf .build .build-asan .build-dist .build-fuzz .build-profile .build-size .build-static .build-tsan $(addsuffix /.build,$(NESTED) $(INTEGRATIONS))
