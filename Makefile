# Everything sets itself up: a fresh machine needs Python 3.11 or later, git and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test check audit bench load burst soak format lock clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run: $(VENV)/run ## Start the bot on Discord, or a chat in this terminal where there is no token
	@$(BIN)/python -m bot

test: $(VENV)/dev ## Run all tests
	@$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term:skip-covered -q

check: $(VENV)/dev ## Run every check, tests included
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(MAKE) test

audit: $(VENV)/dev ## Look for known holes in all dependencies; what cannot be looked up is a failure
	$(BIN)/pip-audit --strict --disable-pip --require-hashes --progress-spinner off -r requirements.txt -r requirements-dev.txt -r requirements-bench.txt

bench: $(VENV)/bench ## Measure the matching side by side with others (some 25 minutes)
	$(BIN)/python -m benchmarks.matching

load: $(VENV)/bench ## Measure the bot under load beside a bare discord.py bot (some 10 minutes)
	PYTHONPATH=tests/e2e:. $(BIN)/python -m benchmarks.load

burst: $(VENV)/bench ## Ask 10,000 questions at once; none may be lost or answered twice
	PYTHONPATH=tests/e2e:. $(BIN)/python -m benchmarks.load.burst

soak: $(VENV)/bench ## Ask 100,000 questions and watch the memory (some 10 minutes)
	PYTHONPATH=tests/e2e:. $(BIN)/python -m benchmarks.load.soak

format: $(VENV)/dev ## Format the code and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: $(VENV)/dev ## Pin the dependencies anew, with hashes
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --upgrade -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --upgrade -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --group bench --universal --python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header --upgrade -o requirements-bench.txt

$(VENV)/bench: requirements-bench.txt $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

clean: ## Remove the virtual environment and the caches
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage

$(VENV)/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name one with: make run PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev: requirements-dev.txt $(VENV)/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
