# Plain `make` lists what there is.
GO ?= go
# A first run compiles the real SDKs, which takes longer than go test's ten minutes.
GOTEST := $(GO) test -timeout=40m -shuffle=on
GOLANGCI_LINT_VERSION := $(shell sed -n 's|^	github.com/golangci/golangci-lint/v2 ||p' plugin/golangci/go.mod)
GOLANGCI_LINT := bin/golangci-lint-$(GOLANGCI_LINT_VERSION)

# Nested modules. Those under testdata are what the tests of the root module
# lint, not code to test; the others have tests of their own.
FIXTURES := $(shell find . -mindepth 2 -name go.mod -path '*/testdata/*' | sed 's|^\./||; s|/go.mod$$||' | sort)
NESTED := $(shell find . -mindepth 2 -name go.mod -not -path '*/testdata/*' -not -path './.*' | sed 's|^\./||; s|/go.mod$$||' | sort)

.PHONY: help
help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: ## build bin/llmtag and bin/llmrollup
	@$(GO) build -o bin/llmtag ./cmd/llmtag
	@$(GO) build -o bin/llmrollup ./cmd/llmrollup

.PHONY: demo
demo: build ## the whole loop: lint, call, log, roll up, report, reconcile, on examples and on a quarter of a company
	@sh .ci/modules $(GO) testdata/services examples
	@echo 'Three services, each as one often finds it (untagged) and as it should be (clean):'
	@echo '  $$ cd testdata/services && llmtag ./...'
	@echo
	@cd testdata/services && ../../bin/llmtag --detail always ./... || test $$? = 1
	@echo
	@echo 'Three more, which attach owners and log what each request used, by package tag. They lint clean:'
	@echo '  $$ cd examples && llmtag ./checkout ./contracts ./search'
	@cd examples && ../bin/llmtag ./checkout ./contracts ./search
	@echo
	@echo 'and run, against a provider on this machine:'
	@echo '  $$ cd examples && go run ./provider ./checkout ./contracts ./search'
	@cd examples && $(GO) run ./provider ./checkout ./contracts ./search > ../bin/events.jsonl
	@cat bin/events.jsonl
	@echo
	@echo 'What that cost, and whose it is:'
	@echo '  $$ llmrollup report --events events.jsonl --by team,service,model --explain'
	@bin/llmrollup report --events bin/events.jsonl --by team,service,model --explain
	@echo
	@echo 'The same for a quarter of a company of twelve teams, in a PostgreSQL of its own:'
	@echo '  $$ llmrollup demo'
	@cd bin && ./llmrollup demo
	@echo
	@echo 'make demo is done. The findings at the top are part of it: in your CI, llmtag would exit 1.'

.PHONY: test
# Those of plugin/golangci build golangci-lint with llmtag in it, from the same
# compiled packages as make lint: some minutes once, seconds after that.
test: modules postgres browser ## run every test, those of nested modules included
	$(GOTEST) ./...
	@set -e; for dir in $(NESTED); do echo "testing $$dir"; (cd $$dir && $(GOTEST) ./...); done

.PHONY: modules
modules: # downloads what the modules under testdata need, and says so if it has to
	@sh .ci/modules $(GO) $(FIXTURES) examples

.PHONY: postgres
postgres: # installs a PostgreSQL server if there is none and it can, and says so
	@sh .ci/postgres

.PHONY: browser
browser: # installs a Chromium if there is none and it can, and says so
	@sh .ci/browser

# STATICCHECK and golangci-lint are what bench compares with. It takes most of an
# hour: go vet compiles all dependencies.
STATICCHECK := bin/staticcheck-v0.7.0

.PHONY: bench
bench: build $(GOLANGCI_LINT) $(STATICCHECK) ## measure the linter beside others; writes docs/benchmarks.md
	cd bench && $(GO) run . -llmtag ../bin/llmtag -staticcheck ../$(STATICCHECK) -golangci-lint ../$(GOLANGCI_LINT) -o ../docs/benchmarks.md

$(STATICCHECK):
	@GOBIN=$(CURDIR)/bin $(GO) install honnef.co/go/tools/cmd/staticcheck@v0.7.0
	@mv bin/staticcheck $@

.PHONY: generate
generate: ## write the generated files again
	$(GO) generate ./...

.PHONY: lint
# By import path, llmtag looks at this module only: examples have planted faults.
lint: $(GOLANGCI_LINT) build ## run golangci-lint, and llmtag on ourselves
	$(GOLANGCI_LINT) run
	bin/llmtag $$($(GO) list ./...)

$(GOLANGCI_LINT):
	@echo 'building golangci-lint $(GOLANGCI_LINT_VERSION); this takes some minutes, once'
	@cd plugin/golangci && $(GO) build -buildvcs=false -o $(CURDIR)/$@ github.com/golangci/golangci-lint/v2/cmd/golangci-lint

.PHONY: ci
ci: ## all that CI checks
	@.ci/run

.PHONY: bench-rollup
# DuckDB comes by npm. Events of ten million take 11 GB in TMPDIR.
bench-rollup: ## measure llmrollup beside DuckDB on files, and loading beside psql
	@test -d bin/duckdb/node_modules || npm install --silent --no-save --prefix bin/duckdb @duckdb/node-api@1.5.6-r.1
	@$(GO) build -o bin/llmrollup ./cmd/llmrollup
	cd bench/rollup && $(GO) run . files -node ../../bin/duckdb
	cd bench/rollup && $(GO) run . load -llmrollup ../../bin/llmrollup
	cd bench/rollup && $(GO) run . fold -events 10000000

.PHONY: bench-tag
bench-tag: ## compare a tagged client with a bare one, and the recorder with COPY
	LLMTAG_BENCH=1 $(GO) test -run 'TestSpeed|TestAPlainRequest' -v -count=1 ./tag
	$(GO) test -run '^$$' -bench '^BenchmarkRecord$$|^BenchmarkAgainstCopy$$' ./tag ./tag/pgsink
