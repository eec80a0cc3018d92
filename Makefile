# python3 (3.11 or newer, with venv) and make suffice. PYTHON=python3.13 takes another one; uv is used where it is found.
PYTHON ?= python3
VENV := .venv
READY := $(VENV)/.ready
UV := $(or $(shell uv --version >/dev/null 2>&1 && command -v uv),$(VENV)/bin/uv)
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header --no-emit-index-url
SUITE := $(VENV)/bin/pytest -q --numprocesses=auto --dist=worksteal

export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export STRICT
ifdef PIP_INDEX_URL
export UV_DEFAULT_INDEX ?= $(PIP_INDEX_URL)
endif

.PHONY: help run test check bench faults fuzz corpora lock clean
.DELETE_ON_ERROR:

help:
	@echo "make run [ARGS=…]      set up once, then run the service (ARGS=--once ends after one pass)"
	@echo "make test [ARGS=…]     set up once, then run the tests, but for the slowest, which make check runs"
	@echo "make check [STRICT=1]  format, lint, types, import contracts, tests; with STRICT=1 a skip is a failure"
	@echo "make bench [FEEDS=DIR] how fast announcements are read, beside feedparser, and found, beside sqlite-utils, and linked; DIR is a folder of feed documents"
	@echo "      [BED=DIR]        and what polling costs, up to ten thousand feeds; with the folder of a bed of generated feeds, beside other readers"
	@echo "make fuzz              hostile texts and random digests through what writes messages, each read as strictly as Telegram reads; damaged feeds through the parser"
	@echo "make corpora           fetch the feeds that feedparser and gofeed are tested with into .cache/corpora, and parse them"
	@echo "make faults            what goes wrong in the field, in full: senders killed and calls that fail, refusals for haste, clocks that are set, changes at their source, a sender that is stopped, hostile documents and answers"
	@echo "make lock [ARGS=…]     write the locks again (ARGS=--upgrade moves every version)"
	@echo "make clean             remove the environment and the caches; data/ stays"

run: $(READY)
	@$(VENV)/bin/greffier run $(ARGS)

test: $(READY)
	@QUICK=1 $(SUITE) $(ARGS)

check: $(READY)
	@echo "format"; $(VENV)/bin/ruff format --quiet --check .
	@echo "lint"; $(VENV)/bin/ruff check --quiet .
	@echo "types"; $(VENV)/bin/mypy --no-error-summary
	@echo "import contracts"; $(VENV)/bin/lint-imports --no-logo > $(VENV)/contracts.txt || { cat $(VENV)/contracts.txt; exit 1; }
	@echo "tests"; $(SUITE) $(ARGS)

bench: $(READY)
	@$(VENV)/bin/python tests/bench/reading.py $(if $(FEEDS),--feeds $(FEEDS))
	@$(VENV)/bin/python tests/bench/search.py
	@$(VENV)/bin/python tests/bench/linking.py
	@$(VENV)/bin/python -m tests.bench.fetching
	@$(VENV)/bin/python -m tests.bench.scale
ifdef BED
	@$(VENV)/bin/python -m tests.bench.polling --bed $(BED)
	@$(VENV)/bin/python -m tests.bench.polling --bed $(BED) --feeds 200 --tls --phases cold,warm,304
endif

fuzz: $(READY)
	@$(VENV)/bin/python -m tests.fuzz.messages $(ARGS)
	@$(VENV)/bin/python -m tests.fuzz.bodies

# Feeds that others test their parsers with: never in the repository, nor needed by the suite.
corpora: $(READY)
	@rm -rf .cache/corpora && mkdir -p .cache/corpora
	@cd .cache/corpora && $(CURDIR)/$(VENV)/bin/pip download --quiet --no-deps --no-binary :all: \
	  $$(sed -n 's/^\(feedparser==[^ ;]*\).*/\1/p' $(CURDIR)/requirements.lock) && tar -xzf feedparser-*.tar.gz
	@cd .cache/corpora && if command -v apt-get dpkg >/dev/null; then \
	  apt-get download -qq -o APT::Sandbox::User=root golang-github-mmcdole-gofeed-dev && dpkg -x golang-*.deb gofeed; \
	  else echo "corpora: without gofeed's, which is a package of Debian"; fi
	@$(VENV)/bin/python -m tests.corpora.run $(or $(ARGS),.cache/corpora)

faults: $(READY)
	@$(VENV)/bin/python -m tests.faults.delivery
	@$(VENV)/bin/python -m tests.faults.pace
	@$(VENV)/bin/python -m tests.faults.clocks
	@$(VENV)/bin/python -m tests.faults.ends
	@$(VENV)/bin/python -m tests.hostile.run
	@$(VENV)/bin/python -m tests.hostile.wire

# Versions stay as they are unless pyproject.toml or ARGS=--upgrade asks for others.
lock: $(READY)
	@echo "locks: requirements.lock, tests/requirements.lock"
	@$(LOCK) $(ARGS) pyproject.toml -o requirements.lock
	@$(LOCK) $(ARGS) pyproject.toml --group test --group setup -c requirements.lock -o tests/requirements.lock

clean:
	rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

# The stamp is younger than what it stands for, so a second run sets nothing up again.
$(READY): pyproject.toml tests/requirements.lock
	@$(PYTHON) -c 'import sys, venv, ensurepip; assert sys.version_info >= (3, 11)' 2>/dev/null || { \
	  echo "Greffier needs Python 3.11 or newer with its venv module: on Debian or Ubuntu, apt install python3-venv; a newer Python beside the old one is taken with make PYTHON=python3.12" >&2; exit 1; }
	@echo "set-up: $$($(PYTHON) --version) in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@test -x "$(UV)" || { echo "set-up: uv" && sed -n '/^uv==/,/[^\\]$$/p' tests/requirements.lock > $(VENV)/uv.txt \
	  && $(VENV)/bin/pip install --quiet --no-compile --no-deps --require-hashes -r $(VENV)/uv.txt; }
	@echo "set-up: $$(grep -c == tests/requirements.lock) packages"
	@$(UV) pip install --quiet --require-hashes -r tests/requirements.lock \
	  || { echo "set-up: uv could not; the same with pip" && $(VENV)/bin/pip install --quiet --require-hashes -r tests/requirements.lock; }
	@$(UV) pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
