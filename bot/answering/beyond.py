"""Years and days after which something is asked about, or said to be: «après 2026», «au-delà»."""

import re
from functools import lru_cache

from bot.answering.cues import CUES
from index.words import fold

# A day's month is told by its first letters, which many languages share.
_DAY = r"(\d{4}(?!\d)|\d{1,2}(?:er|th|\.)? (?:de )?[^\W\d]{3})"
_BETWEEN = r"\s*(?:[^\W\d]+[\s.']+){0,3}?"  # «l'année», «the end of»
_BEFORE, _BEHIND = ("|".join(map(fold, cues)) for cues in (CUES.beyond, CUES.behind))
_BEYOND = re.compile(rf"(?<!\w)(?:{_BEFORE}){_BETWEEN}{_DAY}|{_DAY}(?:'?[^\W\d]+)?\s*(?:{_BEHIND})")


def beyond(text: str) -> frozenset[str]:
    """The years and days that `text` speaks of the time after, as `fold` writes them."""
    return _beyond(text) if any(letter.isdigit() for letter in text) else frozenset()


# Of the sources' own sentences, and of the question once a sentence.
@lru_cache(maxsize=2_000)
def _beyond(text: str) -> frozenset[str]:
    found = _BEYOND.finditer(fold(text))
    return frozenset(match.group(1) or match.group(2) for match in found)
