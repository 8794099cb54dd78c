"""Tells a question that looks as if it names a patient.

A telephone, social security or e-mail number that no source has is enough, and so is «ma patiente
Awa». Any other name must come with an illness or a treatment. «Que pense M. Untel du diabète ?»
names someone who speaks, not someone who is ill: after words like these, the illness must be said
of the person («il a», «son», «souffre de»).
"""

import re
from collections.abc import Callable
from enum import IntEnum

from bot.privacy.contacts import contacts, plain_contact
from bot.privacy.lists import tokens, word_list
from bot.privacy.public import PublicNames
from index.words import STOPWORDS, fold

_ABOUT = 3  # words, at most, from «souffre» to the illness
_STEM = 4  # letters from which a listed illness may be the beginning of a word
_NO_CAPITALS = re.compile(r"[\u0600-\u06ff]")  # a script without capitals


class Naming(IntEnum):
    """How sure it is that a person is named."""

    NONE = 0
    LIKELY = 1  # two words with capitals, or a first name alone
    SURE = 2  # a first name with a surname, «Mme D.», «mon frère Ali»
    PATIENT = 3  # «ma patiente Awa»


def names_patient(question: str, public: PublicNames, ordinary: Callable[[str], bool]) -> bool:
    """Whether `question` looks as if it names a patient; `ordinary` knows a dictionary's words."""
    if any(plain_contact(question[a:b]) not in public.contacts for a, b in contacts(question)):
        return True
    said = [match.group() for match in tokens(question)]
    folded = [fold(word) for word in said]
    naming = _naming(said, folded, public, ordinary)
    if naming in (Naming.NONE, Naming.PATIENT):
        return naming is Naming.PATIENT
    ill = [place for place, word in enumerate(folded) if _is_illness(word)]
    has = word_list("has")
    if any(word in has for place in ill for word in folded[max(0, place - _ABOUT) : place]):
        return True
    return bool(ill) and naming is Naming.SURE and not word_list("says").intersection(folded)


def _naming(
    said: list[str], folded: list[str], public: PublicNames, ordinary: Callable[[str], bool]
) -> Naming:
    """The surest naming of someone who is not public."""
    surest = Naming.NONE
    for place, word in enumerate(folded):
        before = folded[place - 1] if place else ""
        if before in word_list("places"):
            continue
        after = _named_after(said, folded, place)
        cared_for = word in word_list("patients")
        if after is not None and (cared_for or word in word_list("near") or _is_title(said[place])):
            stranger = folded[after] not in public.names
            if cared_for and stranger and _is_name(said[after], ordinary):
                return Naming.PATIENT
            surest = max(surest, Naming.SURE if stranger else Naming.LIKELY)
        elif word in word_list("first_names"):
            surest = max(surest, _with_first_name(said, folded, place, public, ordinary))
        elif _two_capitals(said, folded, place, public, ordinary):
            surest = max(surest, Naming.LIKELY)
    return surest


def _named_after(said: list[str], folded: list[str], place: int) -> int | None:
    """Where the name stands that follows «Mme», «ma patiente», «mon frère qui s'appelle»."""
    at = place + 1
    while at < len(said) and folded[at] in word_list("named") and at - place <= _ABOUT:
        at += 1
    if at == len(said):
        return None
    known = folded[at] in word_list("first_names")
    initial = said[at].isupper() and len(said[at]) == 1
    capital = said[at][0].isupper() and folded[at] not in STOPWORDS
    return at if known or initial or capital else None


def _is_name(word: str, ordinary: Callable[[str], bool]) -> bool:
    return fold(word) in word_list("first_names") or not ordinary(word.lower())


def _is_title(word: str) -> bool:
    # «m» alone is an elided «me», «M» is «Monsieur».
    return fold(word) in word_list("titles") and word != "m"


def _with_first_name(
    said: list[str],
    folded: list[str],
    place: int,
    public: PublicNames,
    ordinary: Callable[[str], bool],
) -> Naming:
    """How sure it is that the first name at `place` is someone's."""
    capital = said[place][0].isupper() or _NO_CAPITALS.match(said[place]) is not None
    if place + 1 < len(said) and folded[place + 1] not in STOPWORDS:
        surname, plain = said[place + 1], folded[place + 1]
        if plain in public.names:
            return Naming.LIKELY
        strange = not ordinary(surname.lower()) and not _is_illness(plain)
        if (capital and surname[0].isupper()) or (strange and surname.isascii()):
            return Naming.SURE
    return Naming.LIKELY if capital else Naming.NONE


def _two_capitals(
    said: list[str],
    folded: list[str],
    place: int,
    public: PublicNames,
    ordinary: Callable[[str], bool],
) -> bool:
    """Whether two words that are in no dictionary and no source stand there with capitals."""
    if place + 1 == len(said) or not said[place][1:].islower():
        return False
    return all(
        said[at][0].isupper()
        and folded[at] not in public.words
        and folded[at] not in STOPWORDS
        and not ordinary(said[at].lower())
        for at in (place, place + 1)
    )


def _is_illness(word: str) -> bool:
    listed = word_list("illnesses")
    for prefix in word_list("prefixes"):
        if word.removeprefix(prefix) in listed:
            return True
    return any(word[:end] in listed for end in range(_STEM, len(word) + 1))
