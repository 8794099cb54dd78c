"""The word lists of `people.toml`."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from index.words import fold

_WORD = re.compile(r"[^\W\d_]+")


@cache
def word_list(name: str) -> frozenset[str]:
    """The folded words of one list."""
    text = (files("bot.privacy") / "people.toml").read_text("utf-8")
    return frozenset(fold(word) for word in tomllib.loads(text)[name].split())


def tokens(text: str) -> list[re.Match[str]]:
    """The words of a text with their places; elided articles and parts of compounds apart."""
    return list(_WORD.finditer(text))
