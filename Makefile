# Everything begins here: make run, make test, make check. Needs Python 3.11+ and nothing else.
PYTHON ?= python3
SARA = @command -v $(PYTHON) >/dev/null || { echo "sara: $(PYTHON) is missing; install Python 3.11 or newer"; exit 1; }; \
	exec $(PYTHON) -I sara/local/bootstrap.py
ARGS ?=

.PHONY: help run talk test check bench lock clean
.DEFAULT_GOAL := help

help:  ## show this list
	@echo "Sara, an AI receptionist. Commands:"
	@sed -n 's/^\([a-z]*\):.*## /  make \1|/p' $(firstword $(MAKEFILE_LIST)) | awk -F'|' '{printf "%-14s%s\n", $$1, $$2}'
	@echo "PORT=8010 make run takes another port; make test ARGS='tests/house -x' chooses tests."

run:  ## start Sara on http://127.0.0.1:8000 (Ctrl-C stops her)
	$(SARA) run $(ARGS)

talk:  ## chat with the running Sara in this terminal
	$(SARA) talk $(ARGS)

test:  ## run all tests on servers of their own
	$(SARA) test $(ARGS)

check:  ## judge the code: ruff, mypy, imports, settings, migrations, manifests
	$(SARA) check $(ARGS)

bench:  ## measure speed and memory on this machine
	$(SARA) bench $(ARGS)

lock:  ## pin the requirements of pyproject.toml (ARGS=--upgrade takes newer ones)
	$(SARA) lock $(ARGS)

clean:  ## remove the virtual environment and ALL local data
	$(SARA) clean
