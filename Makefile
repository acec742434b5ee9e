# Everything happens in .venv, from the locks; nothing is installed elsewhere.
# The first that runs: a name may be on the path (a shim) without a Python behind it.
PYTHON ?= $(shell for each in python3.11 python3.12 python3.13 python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && exit; \
	done; echo python3)
VENV := .venv
BIN := $(VENV)/bin
SEEDS ?= 5000
.DEFAULT_GOAL := help
.PHONY: help setup demo run test check lint types imports package bench accuracy simulate lock format clean

help:  ## show what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r name about; do printf '  make %-10s %s\n' "$$name" "$$about"; done

setup: $(VENV)/ready  ## make .venv and install everything from the lock

# The lock is the whole closure: without --no-deps pip looks up `name[extra]` of a dependency anew,
# and refuses the newest it finds, for want of a hash.
$(VENV)/ready: requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "releases needs Python 3.11 or newer: make setup PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing into $(VENV) (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m pip check
	@touch $@

demo: setup  ## send a first real reminder, embedded, with nothing to configure
	@$(BIN)/python examples/demo.py

run: setup  ## run the daemon (Ctrl-C ends it)
	@$(BIN)/releases daemon

test: setup  ## run the tests
	@$(BIN)/python -m pytest -n 2 --dist loadfile $(ARGS)

check: lint types imports  ## all that must be green: lint, types, imports, tests with coverage, packaging
	@$(MAKE) --no-print-directory test ARGS="--cov --cov-report=term"
	@$(MAKE) --no-print-directory package

lint: setup
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .

types: setup
	@$(BIN)/mypy

imports: setup
	@$(BIN)/lint-imports --no-cache --no-logo --config pyproject.toml

package: setup  ## build the wheel and run the program from it
	@$(BIN)/python tests/tooling/try_wheel.py

bench: setup  ## print the figures of benchmarks/
	@for each in benchmarks/*.py; do case $$each in benchmarks/_*|benchmarks/accuracy.py) ;; *) echo "== $$each"; PYTHONPATH=. $(BIN)/python $$each || exit 1;; esac; done

accuracy: setup  ## print how well articles are read
	@$(BIN)/python benchmarks/accuracy.py

simulate: setup  ## play SEEDS=5000 random lives against the engine
	@$(BIN)/python -m tests.simulation $(SEEDS)

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --no-header --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe --strip-extras
lock: setup  ## renew the locks from pyproject.toml
	@$(LOCK) --upgrade --extra postgres --extra web -o requirements.lock pyproject.toml
	@$(LOCK) --upgrade --extra postgres --extra web --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml
	@sed -i '1i # Made by `make lock` from pyproject.toml; every version with the hashes of all its files.' requirements.lock requirements-dev.lock

format: setup  ## format the code
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

clean:  ## remove .venv and everything made
	@rm -rf $(VENV) build dist .coverage* htmlcov .pytest_cache .mypy_cache .ruff_cache .hypothesis src/*.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
