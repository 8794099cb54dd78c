"""Whether a word is one of a language's own, rather than a name."""

from collections.abc import Callable
from functools import lru_cache

import simplemma

LANGUAGES = ("fr", "en", "es", "pt", "tr")


def ordinary(word: str) -> bool:
    """Whether a dictionary of one of the languages spoken here has `word`, in lower case."""
    return any(_has(language, word) for language in LANGUAGES)


def ordinary_in(language: str) -> Callable[[str], bool]:
    """The same for what is written in `language`, by its dictionary and the French one alone.

    A word takes 0.1 ms; a dictionary, read when first asked for, up to 0.7 s and 16 MB.
    """
    read = [code for code in LANGUAGES if code in (LANGUAGES[0], language)]
    return lambda word: any(_has(code, word) for code in read)


def read_all() -> None:
    """Read every dictionary, which whoever needs it first would wait for: 2 s and 43 MB in all."""
    for language in LANGUAGES:
        _has(language, "a")


@lru_cache(maxsize=2_000)
def _has(language: str, word: str) -> bool:
    return simplemma.is_known(word, language, low_memory=True)
