# demo · test · check · model · bench: nothing else to remember.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check model calibrate bench clean

# A virtual environment of its own: works where the system's Python is externally managed.
$(STAMP): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

demo: $(STAMP)
	$(BIN)/python examples/demo.py

test: $(STAMP)
	$(BIN)/python -m pytest -n auto --dist loadgroup

check: $(STAMP)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m ungarble.schema --check rules/schema.json
	$(BIN)/ungarble rules test

# The shipped English pipeline and n-gram table, from ../shared (about an hour on two cores).
model: $(STAMP)
	$(BIN)/python -m training.cleanset
	$(BIN)/python -m training.ngrams
	$(BIN)/python training/pipeline/train.py --with-dev

# How often each rule's fixes were right, on ../shared and bench/marked -> rules/measured.tsv, bench/CALIBRATION.md.
calibrate: $(STAMP)
	$(BIN)/python -m training.calibrate

bench: $(STAMP)
	$(BIN)/python -m bench

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
