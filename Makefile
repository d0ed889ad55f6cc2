# The only list of chores. `make` alone explains them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help demo test lint bench wheel clean chromium

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
PORT ?=
DEMO ?=
OPEN ?= 1
ARGS ?=
BENCH ?= $(sort $(filter-out _%,$(notdir $(basename $(wildcard tests/benchmarks/*.py)))))

help:  ## explain the chores
	@echo "make demo    open hdvis on drawn faces (DEMO=digits on digits; PORT=5006 fixes the port, OPEN=0 opens no browser)"
	@echo "make test    run every test, browser tests included (ARGS='-k brush' narrows)"
	@echo "make lint    format, style, types and import contract, of Python and of JavaScript"
	@echo "make bench   measure, one line and one file in bench-results/ each (BENCH=import_time narrows)"
	@echo "make wheel   build the distribution into dist/"
	@echo "make clean   remove what the chores made, .venv included"
	@echo
	@echo "Each sets itself up in .venv first; PYTHON=python3.12 chooses the interpreter."

demo: $(READY)
	$(BIN)/hdvis demo $(DEMO) $(if $(PORT),--port $(PORT)) $(if $(filter 0,$(OPEN)),--no-browser)

test: $(READY) chromium
	@$(BIN)/python -m pytest $(ARGS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/js/tools.py lint

bench: .venv/.bench chromium
	@mkdir -p bench-results
	@set -e; for name in $(BENCH); do \
		PYTHONPATH=tests $(BIN)/python -m benchmarks.$$name bench-results/$$name.json; \
	done

wheel: $(READY)
	$(BIN)/python -m build --no-isolation --outdir dist

clean:
	rm -rf .venv build dist bench-results test-output .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

chromium: $(READY)
	@$(BIN)/python tests/browser/chromium.py

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
		echo "hdvis: got $$($(PYTHON) --version 2>&1 | tail -n 1), expected Python 3.11 or newer." \
			"Install one, or name it: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "hdvis: $(PYTHON) cannot make a virtual environment." \
			"On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }

$(READY): pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[test]' -c constraints.txt
	@touch $@

.venv/.bench: $(READY)
	$(BIN)/python -m pip install --disable-pip-version-check -e '.[test,bench]' -c constraints.txt
	@touch $@
