"""Whether a word is one of a language's own, rather than a name."""

from functools import lru_cache

import simplemma

LANGUAGES = ("fr", "en", "es", "pt", "tr")


@lru_cache(maxsize=20_000)
def ordinary(word: str) -> bool:
    """Whether a dictionary of one of the languages spoken here has `word`, in lower case."""
    return any(simplemma.is_known(word, lang=language) for language in LANGUAGES)
