"""Weights of the ranker, learnt by `benchmarks/train_ranker.py` and stored beside this module."""

import tomllib
from importlib import resources

import numpy as np

_WEIGHTS = tomllib.loads(resources.files("index").joinpath("ranker.toml").read_text("utf-8"))

# Of a passage's dense likeness, words, late interaction and its best unit's dense likeness.
PASSAGE_WEIGHTS = np.array(_WEIGHTS["passage"]["weights"], dtype=np.float32)
