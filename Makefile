# Every target works on a fresh Debian 12 with Go, Node and root.
.DEFAULT_GOAL := help
.PHONY: help run build pages npm check lint test test-go test-web test-e2e mutate chaos bench bench-tickets bench-menu soak fuzz tools hooks stop clean

SHELL := /bin/bash -o pipefail
DEV := go run ./cmd/dev

help: ## show this list
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: ## start a whole hotline on this machine; Ctrl-C stops it
	@$(DEV) run $(ARGS)

build: ## build the pages and bin/hotline
	@$(DEV) build

pages: ## build the pages alone
	@$(DEV) pages

npm:
	@$(DEV) npm

check: npm lint ## the fast checks: formatting, vet, linters, types
	@test -z "$$(gofmt -l $$(git ls-files '*.go'))" || { echo 'run gofmt -w on:'; gofmt -l $$(git ls-files '*.go'); exit 1; }
	go vet ./...
	cd agent-web && npm run check

lint:
	@$(DEV) lint

test: ## install what the tests need and run all of them
	@trap '$(DEV) stop' EXIT; $(MAKE) --no-print-directory tools check test-go test-web test-e2e

tools:
	@$(DEV) tools

test-go: tools ## the Go tests alone, with the race detector
	go test -race -timeout 15m ./...

test-web: npm ## the pages' unit tests alone
	cd agent-web && npm test

test-e2e: tools build ## the end-to-end tests alone: a caller, a browser, the database
	cd agent-web && npm run e2e

mutate: ## break the rules on purpose and show what no test sees: ARGS=./ivr for one package
	go run ./cmd/dev/mutate $(ARGS)

chaos: tools build ## break every part on purpose, on real parts, and show what happens (15 min): ARGS='-run disk' for some
	@trap '$(DEV) stop' EXIT; go run ./cmd/dev/chaos $(ARGS)

bench: tools build ## speed: engine, relay, what people wait for in 30 whole calls, the menu beside a dialplan (14 min)
	@trap '$(DEV) stop' EXIT; go test -run '^$$' -bench . -benchmem ./... | grep -v 'no test files'
	go run ./bench/tickets
	go run ./bench/waits
	go run ./bench/menu

bench-menu: tools ## the menu beside Asterisk's dialplan (6 min); ARGS='-against COMMIT': what a call cost before
	@trap '$(DEV) stop' EXIT; go run ./bench/menu $(ARGS)

bench-tickets: tools ## lists, searches and saving over years of history: ARGS='-calls 7000000' makes all of it (10 min, 25 GB)
	go run ./bench/tickets $(ARGS)

soak: tools build ## 20 minutes of random calls and a search for what was left behind, then each fuzz test for a minute
	go run ./bench/soak $(ARGS)
	@$(DEV) fuzz

fuzz: ## each fuzz test for a minute: ARGS='-time 10s Journal' for some
	@$(DEV) fuzz $(ARGS)

hooks: ## let git run make check before each commit, and look at its message
	git config core.hooksPath .githooks

stop: ## stop what the tests left running
	@$(DEV) stop

clean: stop ## remove all that was built, fetched or written, the demo's data too
	rm -rf --one-file-system .dev bin agent-web/node_modules
	find agent-web/dist -mindepth 1 ! -name .keep -delete
