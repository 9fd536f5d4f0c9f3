# make run    the page on 127.0.0.1:7860
# make test   lint, types and the whole test suite
# Each installs what it needs into .venv, and takes seconds when nothing changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := $(VENV)/stamps
WEIGHTS := $(VENV)/weights
GUIDANCE := $(VENV)/guidance
TEST_MODEL := smollm2-135m
# What is imported is compiled then (before the tests, once for all their processes); most of what is installed never is.
unexport PYTHONDONTWRITEBYTECODE
PIP := --quiet --disable-pip-version-check --no-compile -c constraints.txt

.PHONY: run test lint types index check-library evals benchmarks clean
.DEFAULT_GOAL := run

run: $(STAMPS)/run
	@$(BIN)/python app.py

# One core checks the types while the other embeds. The browser's driver keeps an event loop in its process, so its tests
# have one of their own. What compares times runs with nothing beside it.
test: export MENTOR_TESTS_MODELS := $(CURDIR)/$(WEIGHTS)
test: export MENTOR_TESTS_GUIDANCE := $(CURDIR)/$(GUIDANCE)
test: lint
	@$(MAKE) --no-print-directory --jobs 2 types $(STAMPS)/model index
	@$(BIN)/python -m pytest -n 2 --dist loadfile tests/e2e tests/unit
	@$(BIN)/python -m pytest -n 2 --dist loadfile -m 'not benchmark' tests/browser
	@$(BIN)/python -m pytest -m benchmark tests/benchmarks tests/browser

lint: $(STAMPS)/test
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(STAMPS)/test
	@$(BIN)/mypy

index: $(STAMPS)/test
	@MENTOR_DATA_DIR=$(GUIDANCE) $(BIN)/python ingest.py
	@$(BIN)/python -c 'import assistant.ui, langchain_huggingface, scipy.stats'

check-library: $(STAMPS)/run
	@$(BIN)/python -m assistant cards

evals: $(STAMPS)/test
	@$(BIN)/python -m tests.evals all

benchmarks: $(STAMPS)/test
	@$(BIN)/python -m pytest -m benchmark tests/benchmarks tests/browser -s

$(STAMPS)/pip:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/run: $(STAMPS)/pip pyproject.toml constraints.txt
	@echo "installing into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip install $(PIP) -e .
	@touch $@

$(STAMPS)/test: $(STAMPS)/pip pyproject.toml constraints.txt
	@echo "installing into $(VENV) (a few minutes the first time)"
	@$(BIN)/python -m pip install $(PIP) -e '.[test,local,openai]'
	@touch $(STAMPS)/run $@

# The small model of the tests. Where it cannot be had, its tests are skipped, unless MENTOR_TESTS_NEED_MODEL is set.
$(STAMPS)/model: $(STAMPS)/test assistant/models/data/models.yaml
	@if MENTOR_DATA_DIR=$(WEIGHTS) $(BIN)/python -m assistant models pull $(TEST_MODEL) >/dev/null; then touch $@; \
	elif [ -n "$$MENTOR_TESTS_NEED_MODEL" ]; then exit 1; fi

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
