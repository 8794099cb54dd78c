"""Whose text a question asks for: «les députés», «la ministre», «M. Clouet»."""

import re
from collections.abc import Sequence

from bot.answering.cues import CUES
from bot.answering.gazetteer import plain_words
from corpus.document import Source
from index.words import fold

_SPEAKS = re.compile(rf"(?:{'|'.join(CUES.speaks)})\b(?: (?!(?:a|au|aux|to)\b)\w+)?$")
_SPOKE = re.compile(rf"(?:\w+ ){{0,2}}(?:{'|'.join(CUES.spoke)})\b")
_FIRST = re.compile(rf"(?:{'|'.join(CUES.first)})\b")
_PRONOUN = re.compile(rf"\b(?:{'|'.join(CUES.pronouns)})\b", re.IGNORECASE)


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
            if _speaks(before, after):
                return frozenset(self._names[name])
        return frozenset()

    def resolved(self, question: str, before: str) -> str | None:
        """`question` with the author whom `before` names for its pronoun: «que demandent-ils ?».

        None where no pronoun is to speak or comes first, where `before` names no author, or where
        the question itself names one who is to speak.
        """
        name = self.mention(before)
        if name is None or self.speaking(question):
            return None
        first = bool(_FIRST.match(_plain(question)))
        for pronoun in _PRONOUN.finditer(question):
            start, end = pronoun.span()
            if first or _speaks(f" {_plain(question[:start])}", _plain(question[end:])):
                with_name = f"{question[:start].rstrip('-')} {name} {question[end:]}"
                return " ".join(with_name.split())
        return None

    def mention(self, question: str) -> str | None:
        """The longest name of an author in the question, folded."""
        text = f" {_plain(question)} "
        found = [name for name in self._names if f" {name} " in text]
        return max(found, key=len, default=None)


def _speaks(before: str, after: str) -> bool:
    """Whether who stands between these plain words is to speak."""
    return bool(_SPEAKS.search(before) or _SPOKE.match(after))


def _plain(name: str) -> str:
    return " ".join(fold(word) for word in plain_words(name))
