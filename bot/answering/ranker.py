"""Weights of the ranker, learnt by `benchmarks/train_ranker.py` and stored beside this module."""

import tomllib
from importlib import resources

import numpy as np

_DATA = tomllib.loads(resources.files("bot.answering").joinpath("ranker.toml").read_text("utf-8"))

# Of a unit's features: the six of `index.search.FEATURES`, the four of `asks.signs`, whether it is
# a member of an enumeration, whether it is a line or heading.
TEXT_WEIGHTS = np.array(_DATA["text"]["weights"], dtype=np.float32)
KNOWN_WEIGHT = float(_DATA["known"]["weight"])  # of the likeness to a known question's answer
NAMED_AUTHOR = float(_DATA["known"]["named_author"])  # for texts of the author asked about
