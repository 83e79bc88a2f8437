# `make help` lists what there is. Works with the make of macOS (3.81) and of Debian.
.DEFAULT_GOAL := help
.PHONY: help run demo test test-quick test-full check bench chaos-mail openapi fmt install install-test clean

BIN := .venv/bin
WORKERS ?= auto
# Extra arguments: make test ARGS="-k close", make bench ARGS="--tickets 10000"
ARGS ?=
PYTEST := $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: install ## install what is missing and serve GOTRS on http://localhost:8000/ (PORT=, HOST=)
	@exec $(BIN)/gotrs serve $(ARGS)

demo: install ## fill the database with a believable help desk
	@exec $(BIN)/gotrs demo $(ARGS)

test: install-test check ## everything: lint, types, contracts, tests on each database, browser tests
	@$(PYTEST) $(ARGS)

test-quick: install-test ## tests on SQLite alone, without browser and servers
	@$(PYTEST) -m "not peer and not browser and not process" $(ARGS)

test-full: install-test check ## as CI: a missing backend is a failure; more examples per property
	@CI=true HYPOTHESIS_PROFILE=thorough $(PYTEST) $(ARGS)

check: install-test ## lint, format, import contracts, templates, types
	@scripts/check.sh

bench: install-test ## measure against the floor (needs PostgreSQL)
	@$(BIN)/python -m tests.bench $(ARGS)

chaos-mail: install-test ## kill the fetcher, cut its connections, count the mails: SEEDS=100 (needs Dovecot)
	@$(BIN)/python -m tests.chaos.mail --seeds $(or $(SEEDS),20) $(ARGS)

openapi: install ## write openapi/gotrs-v1.yaml anew, and the collections made of it
	@$(BIN)/gotrs openapi export --output openapi/gotrs-v1.yaml
	@$(BIN)/python scripts/api_collections.py >/dev/null

fmt: install-test ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

install:
	@scripts/install.sh base

install-test:
	@scripts/install.sh test

clean: ## remove the environment and all caches; var/ (your data) stays
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
