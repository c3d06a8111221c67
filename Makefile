# Two commands do everything: `make run` and `make test`. Both work on a fresh Debian 12 machine that
# has the Swift toolchain, and again and again after that.

HOST ?= 127.0.0.1
PORT ?= 8080
FUZZ_SECONDS ?= 60
SWIFT_FILES = Sources Tests Package.swift Fuzz/Sources Fuzz/Package.swift Benchmarks/Sources Benchmarks/peers \
  Benchmarks/Package.swift

.PHONY: help run build test test-swift test-web test-e2e test-fuzz test-address test-thread fuzz autobahn lint format \
  screenshots netcore-lab bench bench-peers bench-instructions clean
.DEFAULT_GOAL := help

help: ## What there is to make
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 16

run: build ## Install what is missing, build, serve on http://127.0.0.1:8080 (HOST=, PORT=)
	exec .build/release/assay serve --host $(HOST) --port $(PORT) --public Public

build: ## Install the system libraries and build in release mode
	@scripts/system-packages build
	swift build -c release --product assay

test: lint test-swift test-web test-fuzz test-e2e ## Everything: lint, unit tests, page tests, fuzzers, end-to-end tests

lint: ## Formatting and house rules
	swift format lint --strict -r $(SWIFT_FILES)

test-swift: ## Swift Testing, all modules
	@scripts/system-packages build
	swift test --disable-xctest

test-web: ## The page's model code under node
	@scripts/system-packages web
	node --test Tests/Web/

test-e2e: build netcore-lab .venv/.ready ## The release binaries with curl, WebSocket clients and a browser
	@scripts/system-packages browser
	.venv/bin/python -m pytest Tests/EndToEnd -q

.venv/.ready: Tests/EndToEnd/requirements.txt
	@scripts/system-packages python
	python3 -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/EndToEnd/requirements.txt
	@touch $@

test-fuzz: ## A few seconds of each fuzzer
	@scripts/system-packages build
	@scripts/fuzz 4

fuzz: ## Each fuzzer for FUZZ_SECONDS= (60)
	@scripts/system-packages build
	@scripts/fuzz $(FUZZ_SECONDS)

test-address: ## The Swift tests under the address sanitizer
	@scripts/system-packages build
	swift test --disable-xctest --no-parallel --sanitize address --scratch-path .build-asan -Xswiftc -use-ld=lld

test-thread: ## The Swift tests under the thread sanitizer
	@scripts/system-packages build
	swift test --disable-xctest --no-parallel --sanitize thread --scratch-path .build-tsan -Xswiftc -use-ld=lld \
	  -Xswiftc -DTHREAD_SANITIZER

autobahn: netcore-lab .build/autobahn/.ready ## The Autobahn testsuite, 517 cases, against the lab's echo
	.build/autobahn/bin/python Tests/Autobahn/run.py Benchmarks/.build/release/netcore-lab --reports .build/autobahn/reports

.build/autobahn/.ready: Tests/Autobahn/requirements.txt
	@scripts/system-packages python
	python3 -m venv .build/autobahn
	.build/autobahn/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/Autobahn/requirements.txt
	@touch $@

screenshots: build .venv/.ready ## Take pictures of every view, light, dark and phone, into Tests/EndToEnd/artifacts
	@scripts/system-packages browser
	.venv/bin/python -m pytest Tests/EndToEnd/test_browser.py -q

format: ## Rewrite the sources in the house format
	swift format --in-place -r $(SWIFT_FILES)

netcore-lab: ## Build the server of the benchmarks and the conformance suites, and say where it is
	@scripts/system-packages build
	@touch Benchmarks/Package.swift # Otherwise SwiftPM overlooks that a source of the package above has another name.
	swift build -c release --package-path Benchmarks
	@echo Benchmarks/.build/release/netcore-lab

bench: netcore-lab ## Speed as a multiple of what a minimal C program needs, in about 5 minutes
	@scripts/system-packages bench
	python3 Benchmarks/driver/compare.py
	python3 Benchmarks/driver/loops.py

bench-peers: netcore-lab ## The same with the servers of others, those that can be built here
	@scripts/system-packages bench
	@scripts/system-packages peers || echo "Peers whose packages are missing are left out."
	Benchmarks/peers/build
	python3 Benchmarks/driver/compare.py --servers all --rounds 2

bench-instructions: netcore-lab ## Instructions an operation, with the most that there may be
	@scripts/system-packages instructions
	python3 Benchmarks/driver/instructions.py

clean: ## Remove what was built
	rm -rf .build .build-asan .build-tsan Fuzz/.build Benchmarks/.build .venv
