# Two commands matter, `make run` and `make test`; `make help` lists the others.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

export PYTHON ?= python3
export TORCH_INDEX ?= https://download.pytorch.org/whl/cpu
export TORCH ?= -r requirements/torch.txt
UV := uv>=0.13,<0.14
IMAGE ?= secpa

BIN := .venv/bin
INSTALLED := .venv/installed-run
INSTALLED_DEV := .venv/installed-dev
DECLARED := pyproject.toml requirements/torch.txt scripts/install
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-header --group torch --group build pyproject.toml

.PHONY: help run test coverage lint format types eval lock image clean

help: ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

run: $(INSTALLED) ## install, build the index if there is none, start the bot (or a conversation here)
	@scripts/run

test: $(INSTALLED_DEV) ## every test, two files at a time
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile </dev/null

coverage: $(INSTALLED_DEV) ## every test, and which lines they miss
	@$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered </dev/null

lint: $(INSTALLED_DEV) ## ruff: rules and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(INSTALLED_DEV) ## ruff: put right what it can
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(INSTALLED_DEV) ## mypy, strict
	@$(BIN)/mypy

eval: $(INSTALLED) ## measure every question file of tests/eval, and write docs/evaluation.md
	@$(BIN)/secpa eval tests/eval/*.jsonl --json benchmarks/results/eval.json \
		--report docs/evaluation.md </dev/null

lock: $(INSTALLED) ## resolve the ranges of pyproject.toml anew and write requirements/*.lock
	@$(BIN)/python -m pip install --quiet "$(UV)" >&2
	@$(LOCK) --upgrade -o requirements/run.lock
	@$(LOCK) --upgrade -c requirements/run.lock --extra test --extra dev -o requirements/dev.lock

image: ## the container image
	docker build --build-arg TORCH_INDEX="$(TORCH_INDEX)" --tag $(IMAGE) .

clean: ## remove the environment and what tools cached; the data directory stays
	@rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(INSTALLED): requirements/run.lock $(DECLARED)
	@scripts/install run
	@touch $@

# What dev.lock names holds all that run.lock names.
$(INSTALLED_DEV): requirements/dev.lock $(DECLARED)
	@scripts/install dev
	@touch $(INSTALLED) $@
