"""Whose text a question asks for: «les députés», «la ministre», «M. Clouet»."""

import re
from collections.abc import Sequence

from bot.answering.cues import CUES
from bot.answering.gazetteer import plain_words
from corpus.document import Source
from index.words import fold

_SPEAKS = re.compile(rf"(?:{'|'.join(CUES.speaks)})\b(?: (?!(?:a|au|aux|to)\b)\w+)?$")
_SPOKE = re.compile(rf"(?:\w+ ){{0,2}}(?:{'|'.join(CUES.spoke)})\b")
_OPENS = re.compile(rf"(?:{'|'.join(CUES.opens)})\b")
_PRONOUN = re.compile(
    rf"\b(?:{'|'.join(pronoun for table in CUES.pronouns.values() for pronoun in table)})\b",
    re.IGNORECASE,
)
# «elle dit quoi, la lettre ?»: what the pronoun stands for comes after.
_NAMED_AFTER = re.compile(r"\b(?:quoi|quand|ou|comment|qui|combien|pourquoi) (?:le|la|les|l) \w+")
_LIAISON = re.compile(r"(?:-t)?-$")  # «demande-t-il»
_ELIDED = re.compile(r"qu['’]$")  # «qu'il»


class AuthorNames:
    """The names that people give to the authors of the sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._names: dict[str, set[int]] = {}
        for number, source in enumerate(sources):
            for name in (*source.called, *([source.author] if source.author else [])):
                self._names.setdefault(_plain(name), set()).add(number)
        self._spaced = [(name, f" {name} ") for name in self._names]

    def named(self, question: str) -> frozenset[int]:
        """Numbers of the documents whose author `question` names, the longest name deciding."""
        mention = self.mention(question)
        return frozenset(self._names[mention]) if mention else frozenset()

    def speaking(self, question: str) -> frozenset[int]:
        """The same where the author is to speak: «que veut la ministre ?», «selon M. Clouet»."""
        text = f" {_plain(question)} "
        for name in self._found(text):
            before, after = text.split(f" {name} ", 1)
            if _speaks(before, after):
                return frozenset(self._names[name])
        return frozenset()

    def resolved(self, question: str, before: str, language: str) -> str | None:
        """`question` with the author named in `before` put in place of its pronoun.

        «que demandent-ils ?» after «Qui a signé l'appel ?». None where no pronoun opens the
        question or stands where an author speaks, where it agrees with none whom `before` names, or
        where the question says itself whom or what it stands for.
        """
        plain = _plain(question)
        mention = self.mention(question)
        if _NAMED_AFTER.search(plain) or (mention and not _told(plain, mention)):
            return None
        opens = bool(_OPENS.match(plain))
        for pronoun in _PRONOUN.finditer(question):
            start, end = pronoun.span()
            if not opens and not _speaks(f" {_plain(question[:start])}", _plain(question[end:])):
                continue
            if name := self._agreeing(before, fold(pronoun[0]), language):
                head = _LIAISON.sub(" ", _ELIDED.sub("que ", question[:start]))
                return " ".join(f"{head} {name} {question[end:]}".split())
        return None

    def _agreeing(self, before: str, pronoun: str, language: str) -> str | None:
        """How the author whom `before` names is called where `pronoun` stands for them.

        As named there, where that agrees («la ministre», «elle»), else by another of their names
        that does: the collective is «les porteurs» as well, the minister never «les».
        """
        openings = CUES.pronouns.get(language, {}).get(pronoun, frozenset())
        agreeing = [name for name in self._names if name.split()[0] in openings]
        found = self._found(f" {_plain(before)} ")
        own = [name for name in found if name in agreeing]
        also = [a for name in found for a in agreeing if self._names[a] <= self._names[name]]
        return next(iter([*own, *also]), None)

    def mention(self, question: str) -> str | None:
        """The longest name of an author in the question, folded."""
        return next(iter(self._found(f" {_plain(question)} ")), None)

    def _found(self, text: str) -> list[str]:
        """The names in a text of plain words with a space at each end, the longest first."""
        found = (name for name, spaced in self._spaced if spaced in text)
        return sorted(found, key=len, reverse=True)


def _speaks(before: str, after: str) -> bool:
    """Whether whoever stands between these plain words is the one speaking."""
    return bool(_SPEAKS.search(before) or _SPOKE.match(after))


def _told(plain: str, name: str) -> bool:
    """Whether the author named is spoken to: «il demande quoi à la ministre ?»."""
    return f" a {name}" in plain or f" au {name}" in plain or f" aux {name}" in plain


def _plain(name: str) -> str:
    return " ".join(fold(word) for word in plain_words(name))
