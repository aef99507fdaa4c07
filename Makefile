.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TYPESCRIPT := 5.9.3
export PORT ?= 8000
# Tests are compiled once, not by each process that runs some of them.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test lint types messages migrations bench requirements

help: ## What can be done here
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

run: $(VENV)/runs ## Serve the portal on PORT (8000), with its worker, on SQLite
	@DJANGO_SETTINGS_MODULE=portal.settings.dev $(BIN)/python -P site/embedded.py

test: $(VENV)/tests ## Run all tests
	@$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/tests ## Style, templates, import contracts, missing migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --lint --quiet .
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=portal.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

types: $(VENV)/tests ## Check types, those of the scripts too where node is installed
	$(BIN)/mypy
	@if command -v npx >/dev/null; then npx --yes --package typescript@$(TYPESCRIPT) tsc; \
	else echo "Node is not installed: the scripts are not checked."; fi

messages: $(VENV)/tests ## Collect strings for translation and compile the catalogues (needs gettext)
	$(BIN)/python manage.py makemessages -l hi -l kn -l ml --no-obsolete --no-location --ignore '.venv/*' --ignore 'var/*' --ignore 'tests/*'
	$(BIN)/python manage.py compilemessages --ignore '.venv/*'

bench: $(VENV)/tests ## Measure requests per second and CPU per request on this machine
	$(BIN)/python -m bench

requirements: $(VENV)/tests ## Pin the newest allowed versions
	$(BIN)/pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements.txt requirements.in
	$(BIN)/pip-compile --quiet --upgrade --strip-extras --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o requirements-dev.txt requirements-dev.in

# The environment is made once, and again when what it holds has changed.
$(VENV)/made:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is missing. On Debian: apt-get install python3 python3-venv"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "This Python is too old: 3.11 or newer is needed."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "venv is missing. On Debian: apt-get install python3-venv"; exit 1; }
	@touch $@

$(VENV)/runs: requirements.txt | $(VENV)/made
	@echo "Installing what the portal needs ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/tests: requirements-dev.txt | $(VENV)/runs
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
