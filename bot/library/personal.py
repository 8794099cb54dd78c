"""What a text tells of persons, for a moderator to look at before it is public; in French only."""

import re
from collections.abc import Iterator, Sequence

from bot.privacy.contacts import contacts, plain_contact
from bot.privacy.public import PublicNames
from corpus.document import Document
from index.words import fold

_MOST = 8  # shown in one warning
_NAMED = re.compile(
    r"\b(?:M\.|MM\.|Mme|Mlle|Madame|Monsieur|Dr|Docteure?)\s+"
    r"([A-ZÀ-ÞŒ][\w'’-]+(?:\s+[A-ZÀ-ÞŒ][\w'’-]+){0,2})"
)


def personal(text: str, known: Sequence[Document]) -> Iterator[str]:
    """Warnings about numbers, addresses and names that the sources in use do not have yet."""
    public = PublicNames.of(known)
    reached = [text[start:end] for start, end in sorted(contacts(text))]
    new = [each for each in reached if plain_contact(each) not in public.contacts]
    if new:
        yield f"Numéros ou adresses de personnes, à vérifier : {_listed(new)}."
    named = [found[1] for found in _NAMED.finditer(text)]
    strange = [name for name in named if not _is_public(name, public)]
    if strange:
        yield f"Personnes nommées, à vérifier : {_listed(strange)}."


def _is_public(name: str, public: PublicNames) -> bool:
    return all(fold(word) in public.names for word in name.split())


def _listed(found: Sequence[str]) -> str:
    once = list(dict.fromkeys(" ".join(each.split()) for each in found))
    return ", ".join(once[:_MOST]) + (" …" if len(once) > _MOST else "")
