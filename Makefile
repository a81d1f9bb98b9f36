# Two commands matter: `make demo` and `make test`. Everything goes into .venv; only Python 3.11+, git and make are needed.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Python compiles what it runs; compiling beforehand what nobody runs would be a third of the time.
INSTALL := $(PIP) install --no-compile

.PHONY: help demo serve test coverage docs bench bench-quick mutation lock clean
.DEFAULT_GOAL := help

help:  ## what there is
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(BIN)/.core: constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "trackerbridge needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing pinned dependencies into $(VENV) ..."
	@$(INSTALL) --require-hashes -r constraints.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(BIN)/.dev: $(BIN)/.core constraints-dev.txt constraints-axe.txt $(wildcard plugins/*/pyproject.toml)
	@$(INSTALL) --require-hashes -r constraints-dev.txt
	@$(INSTALL) --require-hashes --no-deps -r constraints-axe.txt
	@for plugin in plugins/*/; do $(INSTALL) --no-deps --no-build-isolation --editable $$plugin || exit 1; done
	@touch $@

demo: $(BIN)/.core  ## the whole tour on the sandbox: audit, plan, sync, sync again
	@$(BIN)/trackerbridge demo

serve: $(BIN)/.core  ## the demo, and then the boards to look at in a browser
	@$(BIN)/trackerbridge demo --serve

test: $(BIN)/.dev  ## lint, types, layers and all tests
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/python -m pytest --numprocesses 2 --dist worksteal $(ARGS)

coverage: $(BIN)/.dev  ## all tests once more, with the lines and branches that none of them reaches; takes twice as long
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest --numprocesses 2 --dist worksteal $(ARGS)
	@$(BIN)/python -m coverage combine --quiet && $(BIN)/python -m coverage report --fail-under=92

docs: $(BIN)/.dev  ## write the generated reference pages anew
	@$(BIN)/python -m docs.generate

BEFORE ?= 4027cb1

bench: $(BIN)/.dev  ## ours beside other tools, in one table on docs/performance.md; then our own benchmarks (half an hour)
	@$(BIN)/python -m benchmarks.peers --rate-limits --write docs/performance.md
	@$(BIN)/python -m benchmarks.profile --before $(BEFORE) --write docs/performance.md
	@$(BIN)/python -m benchmarks.board_of_500
	@$(BIN)/python -m benchmarks.jira_of_1000
	@$(BIN)/python -m benchmarks.two_hundred_projects --projects 20
	@$(BIN)/python -m benchmarks.cpu_of_10000
	@$(BIN)/python -m benchmarks.rules_on_10000 --tasks 10000

bench-quick: $(BIN)/.dev  ## the request counts of that board alone, exactly; an error where there is one more (part of `make test`)
	@$(BIN)/python -m benchmarks.quick

mutation: $(BIN)/.dev  ## mutation score of plan, apply and guard (slow; not part of CI)
	@$(BIN)/python -m benchmarks.mutation

LOCK := $(VENV)/lock/bin/pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
	--no-annotate --allow-unsafe --strip-extras

lock:  ## pin dependencies anew: names, versions and hashes, no addresses
	@$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/python -m pip --quiet install pip-tools
	@$(PYTHON) -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], "setuptools", sep="\n")' > $(VENV)/lock/dev.in
	@$(LOCK) --extra excel --extra notify --build-deps-for editable --output-file constraints.txt pyproject.toml
	@$(LOCK) --extra excel --extra notify --extra forecast --constraint constraints.txt --output-file constraints-dev.txt $(VENV)/lock/dev.in pyproject.toml
	@sed -i '/^#/d' constraints.txt constraints-dev.txt
	@rm -rf $(VENV)/lock/axe && $(VENV)/lock/bin/python -m pip --quiet download --no-deps --dest $(VENV)/lock/axe axe-playwright-python
	@cd $(VENV)/lock/axe && for wheel in *.whl; do set -- $$(echo $$wheel | tr - ' ') && \
		printf '%s==%s \\\n    --hash=sha256:%s\n' $$(echo $$1 | tr _ -) $$2 $$(sha256sum $$wheel | cut -d' ' -f1); done > $(CURDIR)/constraints-axe.txt

clean:  ## remove what was built
	rm -rf $(VENV) build dist .coverage* .pytest_cache .mypy_cache .ruff_cache .hypothesis mutants
