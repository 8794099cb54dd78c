"""Years and days after which something is asked about, or said to be: «après 2026», «au-delà»."""

import re

from bot.answering.cues import CUES
from index.words import fold

# A day's month is told by its first letters, which many languages share.
_DAY = r"(\d{4}(?!\d)|\d{1,2}(?:er|th|\.)? (?:de )?[^\W\d]{3})"
# No letter follows a cue: «po 2026» is Polish, «pour 2026» is not. Then «l'année», «the end of».
_BETWEEN = r"(?![^\W\d])[\s']*(?:[^\W\d]+[\s.']+){0,3}?"
_BEFORE, _BEHIND = ("|".join(map(fold, cues)) for cues in (CUES.beyond, CUES.behind))
_BEYOND = re.compile(rf"(?<!\w)(?:{_BEFORE}){_BETWEEN}{_DAY}|{_DAY}(?:'?[^\W\d]+)?\s*(?:{_BEHIND})")


def beyond(text: str) -> frozenset[str]:
    """The years and days that `text` speaks of the time after, as `fold` writes them."""
    if not any(letter.isdigit() for letter in text):
        return frozenset()
    return frozenset(first or second for first, second in _BEYOND.findall(fold(text)))
