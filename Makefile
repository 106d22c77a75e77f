# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLACES := passaic-nj maplewood-nj east-lansing-mi meridian-mi

.PHONY: demo test check sweep accept install install-test system-packages schemas coverage benchmark benchmark-check clean

demo: install
	$(BIN)/python -m generator.demo $(PLACES) example-nj

install: $(BIN)/.installed

$(BIN)/.installed: pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed; name one with PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

install-test: $(BIN)/.installed-test

$(BIN)/.installed-test: $(BIN)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[test]"
	touch $@

system-packages:
	sh .ci/system-packages

test: system-packages install-test
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist loadgroup tests

check: install-test
	$(BIN)/ruff check generator tests benchmarks
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -x -n auto --dist loadgroup tests

sweep: install-test
	$(BIN)/python -m pytest -n auto --dist loadgroup -m sweep tests

accept: install-test
	$(BIN)/python -m pytest -n auto --dist loadgroup --accept tests/test_golden.py tests/test_law.py tests/test_law_gate.py

schemas: install
	$(BIN)/python -m generator.schemas

coverage: install
	$(BIN)/python -m generator.coverage

benchmark: install-test
	$(BIN)/python -m benchmarks

benchmark-check: install-test
	$(BIN)/python -m benchmarks.check

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .ruff_cache .hypothesis
