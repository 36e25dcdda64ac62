# Every target starts from python3 (3.11 or newer, with its venv module), make and git alone.
PYTHON ?= python3
BIN := .venv/bin
PYTHONS ?= 3.11 3.12 3.13
TESTS ?=
# Neighbours share what they compute: each worker starts with half of the tests in their order and takes from the others at the end.
PYTEST := -m pytest -n auto --dist worksteal

.PHONY: help report docs notebooks test test-slow test-pythons coverage golden mutants bench bench-peers compat compat-mpmath findings
.PHONY: lint clean
.DEFAULT_GOAL := help

help:
	@echo 'make report     check every claim and write reports/'
	@echo 'make docs       guide, theory notes and API reference as HTML in docs/_build'
	@echo 'make notebooks  execute the notebooks and write them with their outputs'
	@echo 'make test       lint, types, tests'
	@echo 'make test-slow  the tests that take minutes'
	@echo 'make test-pythons  the tests on Python 3.11, 3.12 and 3.13, whichever are installed (TESTS=tests/test_arrays.py: those only)'
	@echo 'make coverage   which lines the tests run, by room in reports/coverage.md, by line in htmlcov/'
	@echo 'make golden     compute the table of certified values again and compare'
	@echo 'make mutants    change every formula in one place and see whether its claims notice, write reports/mutants.md'
	@echo 'make bench      measure against plain scripts (BASE=revision: against that too), write reports/bench.md; ROW=text: those goals only'
	@echo 'make bench-peers  other programs on the formulas of the literature, write reports/bench-peers.md'
	@echo 'make findings   show what other libraries do that one would not expect (docs/libraries.md)'
	@echo 'make compat     the tests with the oldest and with the newest releases of the libraries'
	@echo 'make compat-mpmath  the tests with mpmath 1.4, which SymPy does not ask for yet (docs/libraries.md)'
	@echo 'make lint       style and types only'
	@echo 'make clean      remove what the other targets made'

.venv/ready: pyproject.toml
	$(PYTHON) -m venv .venv || { echo 'python3 lacks its venv module (Debian: apt install python3-venv)' >&2; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

report: .venv/ready
	$(BIN)/higgs-sym report

docs: .venv/ready
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs docs/_build

notebooks: .venv/ready
	$(BIN)/python -m tests.notebooks

lint: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/python $(PYTEST)

test-slow: .venv/ready
	$(BIN)/python $(PYTEST) -m slow

# pyenv, where it is, hides versions that are installed but not chosen: all are chosen here.
test-pythons:
	@if command -v pyenv >/dev/null; then export PYENV_VERSION=$$(pyenv versions --bare | paste -sd:); fi; \
	found=''; for version in $(PYTHONS); do \
	  python=$$(command -v python$$version) && $$python -m venv --help >/dev/null 2>&1 || { echo "python$$version is not installed"; continue; }; \
	  echo "== $$($$python --version)"; found=yes; \
	  $(MAKE) --no-print-directory PYTHON=$$python .venv-py$$version/ready && \
	  .venv-py$$version/bin/python $(PYTEST) $(TESTS) || exit 1; \
	done; test -n "$$found"

# Python 3.12 and later report the lines that run at no cost; before, each line calls the tracer, and the tests take more than twice as long.
coverage: .venv/ready
	@if command -v pyenv >/dev/null; then export PYENV_VERSION=$$(pyenv versions --bare | paste -sd:); fi; \
	bin=$(BIN); core=ctrace; for version in 3.13 3.12; do \
	  python=$$(command -v python$$version) && $$python -m venv --help >/dev/null 2>&1 || continue; \
	  $(MAKE) --no-print-directory PYTHON=$$python .venv-py$$version/ready || exit 1; \
	  bin=.venv-py$$version/bin; core=sysmon; break; \
	done; export COVERAGE_CORE=$$core; \
	$$bin/python $(PYTEST) --cov=higgs_sym --cov=derivations --cov-report=html $(TESTS) && $$bin/python -m tests.covered $(if $(TESTS),,--write)

golden: .venv/ready
	$(BIN)/python -m tests.golden.make

mutants: .venv/ready
	$(BIN)/python -m tests.mutants.run

bench: .venv/ready
	$(BIN)/python -m tests.bench.run $(if $(BASE),--base $(BASE)) $(if $(ROW),--row '$(ROW)')

bench-peers: .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[peers]'
	$(BIN)/python -m tests.bench.peers

.venv-py%/ready: pyproject.toml
	$(PYTHON) -m venv .venv-py$*
	.venv-py$*/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-py$*/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[cli,report,survey,dask,test]'
	touch $@

# One environment per file of constraints; every direct dependency is at the version written there.
.venv-%/ready: constraints/%.txt pyproject.toml
	$(PYTHON) -m venv .venv-$*
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	.venv-$*/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[cli,report,survey,dask,test]' --constraint $<
	touch $@

# Behaviours of other libraries, each in an environment of its own; outside the tests because it asks the network.
findings:
	@failed=0; for each in findings/*.sh; do echo "== $$each"; bash $$each || { failed=1; echo "CHANGED: $$each" >&2; }; done; exit $$failed

compat: .venv-oldest/ready .venv-newest/ready
	.venv-oldest/bin/python $(PYTEST)
	.venv-newest/bin/python $(PYTEST)

# SymPy asks for mpmath below 1.4; here its pin is lifted. Warnings of what 1.4 has deprecated are no errors then.
compat-mpmath:
	$(PYTHON) -m venv .venv-mpmath
	.venv-mpmath/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[cli,report,survey,dask,test]'
	.venv-mpmath/bin/python -m pip install --quiet --disable-pip-version-check --no-deps 'mpmath==1.4.1'
	.venv-mpmath/bin/python $(PYTEST) -W ignore::DeprecationWarning $(TESTS)

clean:
	rm -rf .venv .venv-* build htmlcov .coverage dist docs/_build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
