# `make app` takes the starter corpus into the index and serves the pages; `make test` runs what CI runs.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: app test setup bench lock screenshots

# An index of another version is built anew; a file that cannot be read is reported and does not keep the pages away.
app: setup
	$(BIN)/kunskapsbank ingest || $(BIN)/kunskapsbank ingest --rebuild || true
	$(BIN)/kunskapsbank app

setup: .venv/.run

test: .venv/.develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest $(PYTEST_ARGS)

.venv/.run: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m index.language.build
	touch $@

.venv/.develop: .venv/.run requirements-dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# What the measurements in bench/ compare with: other engines, for `python -m bench.relevance FOLDER…`.
bench: .venv/.develop requirements-bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt

# The pictures of the documentation, of the starter corpus.
screenshots: .venv/.develop
	$(BIN)/python -m bench.web.pictures

# The lock files for every platform, with hashes; needs `uv` on the path. What is locked stays at its version unless
# LOCK_ARGS says otherwise: `make lock LOCK_ARGS="--upgrade-package httpx"`, `LOCK_ARGS=--upgrade`.
lock:
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11 $(LOCK_ARGS) \
		pyproject.toml --group pyproject.toml:build -o requirements.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11 $(LOCK_ARGS) \
		-c requirements.txt --group pyproject.toml:dev -o requirements-dev.txt
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11 $(LOCK_ARGS) \
		-c requirements.txt --group pyproject.toml:bench -o requirements-bench.txt
