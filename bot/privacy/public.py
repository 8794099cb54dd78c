"""Whoever the sources name is public: asking about them, or by their number, names no patient."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.privacy.contacts import contacts_in
from corpus.document import Document
from index.words import fold

_NAME = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class PublicNames:
    """What stands in the sources, or in their catalogue, and so may be asked about and kept."""

    names: frozenset[str]  # folded words that the sources only write with a capital
    words: frozenset[str]  # every folded word
    contacts: frozenset[str]  # as `plain_contact` writes them

    @classmethod
    def of(cls, documents: Iterable[Document]) -> "PublicNames":
        """Reads every text once: about 0.1 s for a million characters."""
        capital: set[str] = set()
        small: set[str] = set()
        signed: set[str] = set()
        texts: list[str] = []
        for document in documents:
            source = document.source
            texts += [document.text, source.title]
            signed.update(_NAME.findall(" ".join([source.author or "", *source.called])))
        for text in texts:
            for word in set(_NAME.findall(text)):
                (capital if word[0].isupper() else small).add(word)
        lower = {fold(word) for word in small}
        names = {fold(word) for word in capital} - lower | {fold(word) for word in signed}
        return cls(frozenset(names), frozenset(lower | names), contacts_in(texts))
