# Two commands from nothing: `make demo` and `make test`. Needs python3 >= 3.11, make and the package registry.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench clean
.DELETE_ON_ERROR:

# pip before 25 crashes on the extras of some of these packages: upgrade it first.
.venv/core: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade 'pip>=25'
	$(BIN)/pip install --quiet --constraint constraints.txt --editable .
	touch $@

.venv/dev: .venv/core
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: .venv/core
	$(BIN)/python -m tests.portal.demo $(if $(URL),--url '$(URL)') $(if $(CONTACT),--contact '$(CONTACT)')

check: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet --strict --site-dir .mkdocs

test: check
	$(BIN)/pytest

# The quality floors of bench/floors.json (needs the development data beside the clone).
bench: .venv/dev
	$(BIN)/python bench/quality.py

clean:
	rm -rf .venv demo-output .mypy_cache .ruff_cache .pytest_cache .hypothesis .mkdocs
