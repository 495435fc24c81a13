# The one door. Needs Python 3.11+ with venv, git and make; everything else is installed in .venv.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export UV_LINK_MODE ?= copy
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup setup-run demo serve test check fix prove bench docs content messages release screenshots requirements clean

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

$(VENV)/bootstrapped: requirements/bootstrap.txt
	$(PYTHON) tools/require_python.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/bootstrap.txt
	@touch $@

$(VENV)/run: $(VENV)/bootstrapped requirements/run.txt web/pyproject.toml engine/pyproject.toml
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements/run.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --no-deps --no-build-isolation -e engine -e web
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

setup-run: $(VENV)/run

setup: $(VENV)/dev  ## install what the product, the checks and the tests need

demo: ## install, then open the demonstration organisation (PORT=8000)
	@$(PYTHON) tools/timed.py $(MAKE) --no-print-directory setup-run
	@$(BIN)/balises demo --port $(PORT)

serve: setup-run ## serve the organisation whose data stands in .serve (see docs/how-to/install.md)
	@$(BIN)/balises serve --port $(PORT)

check: setup ## format, lint, types, contracts, templates, migrations, strings, LOCK, docs
	@$(BIN)/python tools/check.py

fix: setup ## mend what a tool can mend
	@$(BIN)/ruff check -q --fix . ; $(BIN)/ruff format -q . ; $(BIN)/djlint --quiet --reformat --configuration pyproject.toml web/src

test: setup ## check, then every test: SQLite, PostgreSQL, a real browser
	@$(BIN)/python tools/run_tests.py

prove: setup ## what takes long: adversary, kills, mutation; writes a dated report
	@$(BIN)/python tools/prove.py

bench: setup ## measure beside a peer, in the same run; writes a dated table in docs/reports
	@$(BIN)/python bench/run.py

screenshots: setup ## a picture of each page and of each step of the chain, in screenshots/
	@BALISES_SCREENSHOTS=screenshots $(BIN)/python -m pytest -q -p no:cacheprovider web/tests/journeys

docs: setup ## write the generated pages of docs/reference
	@$(BIN)/balises generate_docs docs/reference

content: setup ## check the editions and write content/LOCK
	@$(BIN)/balises content lock content

messages: setup ## collect the sentences to translate (TO=nl begins a language)
	@$(BIN)/python tools/messages.py --to "$(TO)"

release: setup ## check the version, join changelog.d into CHANGELOG.md
	@$(BIN)/python tools/release.py

requirements: $(VENV)/bootstrapped ## resolve the hashed lists again
	@$(BIN)/python tools/lock_requirements.py

clean: ## remove what make made
	rm -rf $(VENV) .demo .cache screenshots reports
