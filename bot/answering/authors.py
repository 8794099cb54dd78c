"""Whose text a question asks for: «les députés», «la ministre», «M. Clouet»."""

import re
from collections.abc import Sequence

from bot.answering.cues import CUES
from bot.answering.gazetteer import plain_words
from corpus.document import Source
from index.words import fold

_SPEAKS = re.compile(rf"(?:{'|'.join(CUES.speaks)})\b(?: (?!(?:a|au|aux|to)\b)\w+)?$")
_SPOKE = re.compile(rf"(?:\w+ ){{0,2}}(?:{'|'.join(CUES.spoke)})\b")


class AuthorNames:
    """The names that people give to the authors of the sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._names: dict[str, set[int]] = {}
        for number, source in enumerate(sources):
            for name in (*source.called, *([source.author] if source.author else [])):
                self._names.setdefault(_plain(name), set()).add(number)

    def named(self, question: str) -> frozenset[int]:
        """Numbers of the documents whose author `question` names, the longest name deciding."""
        mention = self.mention(question)
        return frozenset(self._names[mention]) if mention else frozenset()

    def speaking(self, question: str) -> frozenset[int]:
        """The same where the author is to speak: «que veut la ministre ?», «selon M. Clouet»."""
        text = f" {_plain(question)} "
        found = sorted((n for n in self._names if f" {n} " in text), key=len, reverse=True)
        for name in found:
            before, after = text.split(f" {name} ", 1)
            if _SPEAKS.search(before) or _SPOKE.match(after):
                return frozenset(self._names[name])
        return frozenset()

    def mention(self, question: str) -> str | None:
        """The longest name of an author in the question, folded."""
        text = f" {_plain(question)} "
        found = [name for name in self._names if f" {name} " in text]
        return max(found, key=len, default=None)


def _plain(name: str) -> str:
    return " ".join(fold(word) for word in plain_words(name))
