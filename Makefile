# Everything here sets itself up: a virtual environment in .venv, made from pyproject.toml by Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help demo test check format bench clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1@/' | column -t -s '@'

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "qualcode needs Python 3.11 or newer; name it: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python could not make a virtual environment; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Setting up .venv (a few minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(READY)

demo: $(READY) ## Build the sample study in demo/, run every analysis, write every export
	@if [ -e demo/sample.qualcode ]; then \
	  echo "demo/ is there already, with what you coded in it; delete or rename the folder to build it anew."; \
	  echo "Open it with: $(BIN)/qualcode open demo/sample.qualcode"; \
	else $(BIN)/qualcode demo demo && echo "(here: $(BIN)/qualcode open demo/sample.qualcode)"; fi

test: $(READY) ## Run all tests
	@$(BIN)/python -m pytest --numprocesses=4

check: $(READY) ## Run ruff, mypy --strict and import-linter
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

format: $(READY) ## Bring the code into the house style
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(READY) ## Measure against named baselines
	@for script in benchmarks/*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

clean: ## Remove the virtual environment and caches, never demo/
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
