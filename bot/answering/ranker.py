"""Weights of the ranker, learnt by `benchmarks/train_ranker.py` and `train_known.py`."""

import tomllib
from importlib import resources

import numpy as np

_DATA = tomllib.loads(resources.files("bot.answering").joinpath("ranker.toml").read_text("utf-8"))

# Of a unit's features: the six of `index.search.FEATURES`, the four of `asks.signs`, whether it is
# a member of an enumeration, whether it is a line or heading; in documents that have known
# questions also the likeness to the known question that the unit answers.
TEXT_WEIGHTS = np.array(_DATA["text"]["weights"], dtype=np.float32)
KNOWN_WEIGHTS = np.array(_DATA["known"]["weights"], dtype=np.float32)
NAMED_AUTHOR = float(_DATA["chosen"]["named_author"])  # for texts of the author asked about
SPEAKING = float(_DATA["chosen"]["speaking"])  # for texts of the author who is to speak
# In documents without known questions: the passages that `TEXT_WEIGHTS` were learnt on have no
# headings, and no sentences that ask.
ECHO = float(_DATA["chosen"]["echo"])  # for a line or heading, by its share in the question
ASKING = float(_DATA["chosen"]["asking"])  # for a sentence that itself asks
