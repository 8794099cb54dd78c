"""Mends words that no text knows, by their sound first, then by their letters.

«la minstre a promi koi» is compared with the words of the sources and of the known questions;
nothing here lists misspellings.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.words import fold

_SHORTEST = 3  # letters of a word that is mended
_PLURAL = 6  # letters from which a final s is taken for a plural's
# How French spells its sounds, most specific first; both words go through it.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"), (r"qu|q|ck|c(?![eihy])", "k"), (r"(?:sc|c)(?=[eiy])", "s"),
        (r"t(?=i(?:on|eu|al|el))", "s"), (r"gu(?=[ei])", "g"), (r"g(?=[eiy])", "j"),
        (r"eau|au", "o"), (r"(?:ai|ei)(?![nm])", "e"), (r"(?:er|ez|et|es|e|ent|s|x|t|d|p)$", ""),
        (r"(?:en|an|em|am)(?![aeiouynm])", "A"), (r"(?:ain|ein|in|im|un|ym|yn)(?![aeiouynm])", "I"),
        (r"(?:on|om)(?![aeiouynm])", "O"), (r"y", "i"), (r"z", "s"), (r"(?<![cs])h", ""),
        (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


class Speller:
    """Mends words against a vocabulary with how often each word occurs in it."""

    def __init__(self, vocabulary: dict[str, int]) -> None:
        self._known = vocabulary
        self._long = [word for word in vocabulary if len(word) > _SHORTEST and word.isalpha()]
        self._sounds: dict[str, str] = {}
        heard = [word for word in vocabulary if len(word) >= _SHORTEST]
        for word in sorted(heard, key=lambda w: (-vocabulary[w], w)):
            self._sounds.setdefault(sound(word), word)

    def mend(self, text: str) -> str:
        """`text` with each unknown word replaced by the known one it is most likely meant to be."""
        return re.sub(r"[^\W\d_]+", lambda match: self._mended(match.group()), text)

    def _mended(self, word: str) -> str:
        folded = fold(word)
        if len(folded) < 2 or folded in self._known or not folded.isascii():
            return word
        if _is_french(word.lower()):
            return word
        alike = self._sounds.get(sound(folded))
        if alike and abs(len(alike) - len(folded)) <= 4:
            return alike
        if len(folded) <= _SHORTEST + 1 or word[:1].isupper():
            return word
        near = process.extract(
            folded,
            self._long,
            scorer=OSA.distance,
            score_cutoff=1 if len(folded) < 7 else 2,
            limit=5,
        )
        if not near:
            return word
        return str(min(near, key=lambda item: (item[1], -self._known[item[0]]))[0])


@lru_cache(maxsize=1_000)
def _is_french(word: str) -> bool:
    from simplemma import is_known  # reads its words in 0.1 s: only where no text has the word

    return bool(is_known(word, lang="fr", low_memory=True))


def sound(word: str) -> str:
    """A folded word as it sounds, roughly: «kestion» and «question» are one."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return word


def vocabulary(texts: Iterable[str], questions: Iterable[str], least: int) -> dict[str, int]:
    """Folded words of the texts, and of the questions where at least `least` hold them."""
    counts: dict[str, int] = {}
    for text in texts:
        for word in re.findall(r"[^\W\d_]+", fold(text)):
            counts[word] = counts.get(word, 0) + least
    counts |= {
        word[:-1]: least for word in list(counts) if word.endswith("s") and len(word) > _PLURAL
    }
    spelt = {sound(word): word for word in counts}
    for question in questions:
        for word in set(re.findall(r"[^\W\d_]+", fold(question))):
            if word in counts or sound(word) not in spelt:  # else «koi», which sounds like «quoi»
                counts[word] = counts.get(word, 0) + 1
    return {word: count for word, count in counts.items() if count >= least}
