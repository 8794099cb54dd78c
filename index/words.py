"""Words as they are compared: folded, without elisions, stemmed, spelling variants made one."""

import itertools
import re
import runpy
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import distribution

import Stemmer

# The package itself would load scipy, which takes a while and is of no use here.
_LISTS = runpy.run_path(str(distribution("bm25s").locate_file("bm25s/stopwords.py")))
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‘": "'"}
_INCLUSIVE = re.compile(r"(?<=[a-z]{3})(?:[.·]e?|\(e?\))(?:[.·]?s)?\b(?=[.·\s,;:)]|$)")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=\w)")
_NUMBER_GAP = re.compile(r"(?<=\d)[\s.](?=\d{3}\b)")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]+")

_stemmer = Stemmer.Stemmer("french", 0)  # its own cache, beside the one below, brings nothing
_stemmer_cache = lru_cache(maxsize=2_000)(_stemmer.stemWord)


class _Folded(dict[int, str]):
    """For `str.translate`: each character without its accents; learns each one once."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        parts = unicodedata.normalize("NFKD", _LIGATURES.get(letter, letter)).lower()
        self[code] = folded = "".join(part for part in parts if not unicodedata.combining(part))
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case without accents or ligatures, straight apostrophes, numbers in one piece."""
    text = text.lower()
    if not text.isascii():
        text = text.translate(_FOLDED)
    return _NUMBER_GAP.sub("", text)


STOPWORDS = frozenset(fold(word) for word in _LISTS["STOPWORDS_FRENCH"]) | frozenset(
    (
        "a y il elle on ils elles est sont etre avoir ont ete cette ces cet ceci cela ca tout "
        "tous toute toutes plus moins tres bien aussi donc si quel quelle quels quelles quoi qui "
        "que dont ou comment pourquoi combien quand lequel laquelle lesquels lesquelles fait "
        "faire peut sera serait"
    ).split()
)


def words(text: str) -> list[str]:
    """Folded words in order, elided articles dropped; a compound gives its parts and its whole.

    «L'expérimentation SEC-Pa» gives experimentation, sec, pa, secpa.
    """
    found: list[str] = []
    for token in _WORD.findall(_ELISION.sub("", _INCLUSIVE.sub("", fold(text)))):
        if not token.isascii() and _IDEOGRAPHS.search(token):  # without spaces: by pairs
            found += [token[i : i + 2] for i in range(max(1, len(token) - 1))]
        elif "-" in token:
            parts = token.split("-")
            found += [*parts, "".join(parts)]
        else:
            found.append(token)
    return found


def stem(word: str) -> str:
    """The French stem of a folded word."""
    return str(_stemmer_cache(word))


def content(tokens: Iterable[str]) -> list[str]:
    """Stems of the words that carry meaning."""
    return [stem(token) for token in tokens if token not in STOPWORDS and len(token) > 1]


def joined(tokens: list[str], vocabulary: frozenset[str] | set[str]) -> list[str]:
    """`tokens`, with the whole added where two neighbours make one known word («sec pa»: secpa).

    `vocabulary` holds stems.
    """
    pairs = (a + b for a, b in itertools.pairwise(tokens))
    # Most are no words: they would fill the cache.
    return [*tokens, *(pair for pair in pairs if _stemmer.stemWord(pair) in vocabulary)]
