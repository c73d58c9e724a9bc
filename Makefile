# `make brief` and `make test` each work alone on a fresh machine with Python 3.10 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN := $(BIN)/python -m
# The tests of rewriting train small models. One version, so that a plain CPU build serves where there is one.
TORCH ?= torch==2.13.0

.PHONY: brief test check fix docs bench rewrite-bench ui clean install browser lowest audit release

install: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN) pip install --quiet --disable-pip-version-check --editable .
	$(RUN) compileall -q summarizer eval ui
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(RUN) pip install --quiet --disable-pip-version-check $(TORCH)
	$(RUN) pip install --quiet --disable-pip-version-check --editable '.[dev,rewrite]'
	touch $@

# The tests of the HTML note and of the page drive a real Chromium. Debian's is used where there is none.
browser:
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || \
	if command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ]; then \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; \
	else echo "No Chromium found: install it (Debian: sudo apt-get install chromium); browser tests fail without it." >&2; fi

brief: $(VENV)/.installed
	mkdir -p out
	$(BIN)/tracebrief brief seeds --words 150 -o out/note.md -o out/note.html -o out/note.json

test: $(VENV)/.installed-dev browser
	$(RUN) pytest -n 2 --dist worksteal -m "not browser"
	$(RUN) pytest -n 2 --dist loadfile -m browser

check: $(VENV)/.installed-dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .
	$(RUN) mypy
	$(BIN)/lint-imports
	$(RUN) pytest -n 2 --dist worksteal -m "not browser and not slow"

fix: $(VENV)/.installed-dev
	$(RUN) ruff check --fix .
	$(RUN) ruff format .

# The oldest versions that pyproject.toml allows, in an environment of their own. torch is one version anyway.
lowest:
	rm -rf out/lowest && $(PYTHON) -m venv out/lowest
	out/lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	out/lowest/bin/python -m pip install --quiet --disable-pip-version-check --no-deps $(TORCH)
	out/lowest/bin/uv pip install --quiet --python out/lowest/bin/python --resolution lowest-direct '.[dev,rewrite,cluster,onnx]'
	out/lowest/bin/python -m pytest -n 2 --dist worksteal -m "not browser" -p no:cacheprovider

# Known vulnerabilities of what is installed; asks the vulnerability service of the Python package index.
audit: $(VENV)/.installed-dev
	rm -rf out/audit && $(PYTHON) -m venv out/audit
	out/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(BIN)/python -m pip freeze --exclude-editable | sed 's/+cpu$$//' > out/audit/requirements.txt
	out/audit/bin/pip-audit --strict --no-deps --disable-pip -r out/audit/requirements.txt

# The pages that are made of the code; tests say when they are out of date.
docs: $(VENV)/.installed-dev
	$(RUN) eval.docs docs/metrics.md
	$(RUN) summarizer.languages.docs docs/languages.md
	$(RUN) typer summarizer.cli.main utils docs --name tracebrief --title Commands --output docs/commands.md

bench: $(VENV)/.installed-dev
	$(RUN) benchmarks.run

# Wheel and sdist in dist/, tried in an empty environment outside the checkout.
release:
	$(PYTHON) benchmarks/release.py

# A real model's notes on the samples: make rewrite-bench MODEL=./folder, or MODEL=openai:http://HOST:PORT/v1#NAME.
rewrite-bench: $(VENV)/.installed-dev
	@test -n "$(MODEL)" || { echo "Name a model: make rewrite-bench MODEL=./folder (see docs/rewriting.md)" >&2; exit 2; }
	$(RUN) benchmarks.rewrite_bench "$(MODEL)" $(TOPICS) --lines

ui: $(VENV)/.installed
	$(BIN)/tracebrief ui

clean:
	rm -rf $(VENV) out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
