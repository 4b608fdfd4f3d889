# Everything there is to do here, one word each. `make` alone lists it.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
# What tests and visitors run on: sqlite or postgresql; how many visitors, for how long.
DATABASE ?= sqlite
SECONDS ?= 60
VISITORS ?= 20

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
FLASK := $(BIN)/flask --app app
DEMO := instance/flash-once.sqlite3
CHECKER := $(VENV)/nu
LIBRARIES := $(VENV)/libraries
COMPARED := $(VENV)/.compared
NODE := $(VENV)/node
# Folders with a pyproject.toml of their own, each a package that others can install.
DISTRIBUTIONS := app/flashing e2e/harness
# One process more than there are cores, for each waits now and then for its browser; each has its
# own browsers, which is why there is an end to it.
CORES = $(shell nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)
SIDE_BY_SIDE = --numprocesses $$(($(CORES) + 1)) --maxprocesses 4
export HOST PORT DATABASE

.DEFAULT_GOAL := help

help: ## List these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

start: setup ## Serve the app at http://127.0.0.1:8000 (PORT=, HOST=)
	@case "$${WEB_CONCURRENCY-2}" in "" | *[!0-9]*) \
		echo "Error: WEB_CONCURRENCY is the number of workers: set it to 1 or more, or leave it out."; \
		exit 1;; esac
	@$(BIN)/gunicorn --config python:app.serving

setup: $(DEMO) ## Install everything and fill a development database, without starting
	@:

dev: setup ## Serve with debugger, gallery and reloading
	@$(FLASK) run --debug --host $(HOST) --port $(PORT)

test: $(INSTALLED) $(CHECKER) $(LIBRARIES) ## Run all tests, each scenario where it can fail in its own way (DATABASE=postgresql)
	@case "$(DATABASE)" in sqlite) ;; postgresql) $(BIN)/python -m tests.postgresql;; *) \
		echo "Error: DATABASE is sqlite or postgresql."; exit 1;; esac
	@$(BIN)/python -m e2e.harness install
	@$(BIN)/pytest tests e2e $(SIDE_BY_SIDE) --where-it-differs

test-all: $(INSTALLED) $(CHECKER) $(LIBRARIES) ## Run all tests in all browsers and versions that can be had, and keep a report
	@$(BIN)/python -m e2e.harness install all || echo "Going on without."
	@$(BIN)/pytest tests e2e $(SIDE_BY_SIDE) --playwright-report --tracing retain-on-failure \
		--releases
	@$(BIN)/python -m tests.harness.versions

report: $(INSTALLED) ## Look at the report of the last test-all
	@$(BIN)/python -m e2e.harness show-report

contract: $(INSTALLED) $(LIBRARIES) ## Compare our messages with stock Flask's, promise by promise
	@$(BIN)/python -m e2e.harness install chromium firefox
	@$(BIN)/python -m e2e.contract

bench: $(COMPARED) $(NODE) ## Measure what the contract costs, how fast the scenarios run, and what a million people cost
	@$(BIN)/python -m e2e.harness install
	@$(BIN)/python -m tests.benchmarks.flash
	@$(BIN)/python -m tests.benchmarks.runners
	@$(BIN)/python -m tests.benchmarks.growth

load: $(COMPARED) ## Let visitors loose on the app, kill its workers, count messages (SECONDS=, VISITORS=, DATABASE=)
	@$(BIN)/python -m tests.load --seconds $(SECONDS) --visitors $(VISITORS) --database $(DATABASE)

mutants: $(INSTALLED) ## Break the app on purpose, a change at a time, and see what the tests catch
	@$(BIN)/python -m e2e.harness install
	@$(BIN)/python -m tests.mutants

steady: $(INSTALLED) $(CHECKER) $(LIBRARIES) ## Play all tests twenty times on a busy machine; takes hours
	@$(BIN)/python -m e2e.harness install
	@$(BIN)/python -m tests.steadiness

lint: $(INSTALLED) ## Check style, types, templates and workflows
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/djlint --check --lint --quiet templates
	@$(BIN)/actionlint

fix: $(INSTALLED) ## Put right what can be put right by itself
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format
	@$(BIN)/djlint --reformat --quiet templates

check: lint test ## Do what CI does

dist: $(INSTALLED) ## Build the packages that others can install, in dist/
	@for each in $(DISTRIBUTIONS); do $(BIN)/uv build --quiet --out-dir dist $$each || exit 1; done
	@ls dist/*.whl

lock: $(INSTALLED) ## Write requirements.lock anew from pyproject.toml, with newer releases
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command "make lock" --all-extras --group test --group lint \
		--output-file requirements.lock pyproject.toml
	@$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command "make lock" --group bench --constraint requirements.lock \
		--output-file tests/benchmarks/requirements.lock

screenshot: $(INSTALLED) ## Take the README's picture anew
	@$(BIN)/python -m e2e.picture

clean: ## Remove what was installed and built; the database and .env stay
	rm -rf $(VENV) dist instance/static test-results playwright-report .hypothesis .*_cache

$(INSTALLED): requirements.lock
	@command -v $(PYTHON) >/dev/null || { \
		echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name one: make PYTHON=..."; \
		exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; this is $$($(PYTHON) -V). Name another: make PYTHON=..."; \
		exit 1; }
	@echo "Installing into $(VENV), once; it takes about a minute."
	@$(PYTHON) -m venv $(VENV) || { \
		echo "Python can't make a virtual environment. On Debian and Ubuntu:"; \
		echo "  apt-get install python3-venv"; \
		exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --requirement requirements.lock
	@touch $(INSTALLED)

# What `make bench` compares with, and what `make load` plays with; Node's runner where there is npm.
$(COMPARED): tests/benchmarks/requirements.lock | $(INSTALLED)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--require-hashes --requirement tests/benchmarks/requirements.lock
	@touch $(COMPARED)

$(NODE): | $(INSTALLED)
	@mkdir -p $(NODE)
	@PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm install --silent --no-save --no-audit --no-fund \
		--prefix $(NODE) @playwright/test@1.64.1 || { \
		echo "Node's runner can't be had."; rm -rf $(NODE)/node_modules; }

# The Nu HTML checker, which the tests ask where it is there.
$(CHECKER): | $(INSTALLED)
	@mkdir -p $(CHECKER)
	@if command -v java >/dev/null && command -v npm >/dev/null; then \
		npm install --silent --no-save --no-audit --no-fund --prefix $(CHECKER) vnu-jar@26.9.27 || \
		{ echo "The Nu checker can't be had: its tests are skipped."; rm -rf $(CHECKER); }; fi

# What other people's pages are fetched with, for the scenarios about that.
$(LIBRARIES): | $(INSTALLED)
	@mkdir -p $(LIBRARIES)
	@if command -v npm >/dev/null; then npm install --silent --no-save --no-audit --no-fund \
		--prefix $(LIBRARIES) htmx.org@2.0.11 @hotwired/turbo@8.0.23 || \
		{ echo "htmx and Turbo can't be had: their scenarios are skipped."; rm -rf $(LIBRARIES); }; fi

# Once: whoever deletes the demo people doesn't get them back.
$(DEMO): | $(INSTALLED) .env
	@if grep -q "^ENVIRONMENT=development" .env; then $(FLASK) seed; fi

.env:
	@cp .env.example .env

.PHONY: help start setup dev test test-all report contract bench load mutants steady lint fix check dist lock screenshot clean
