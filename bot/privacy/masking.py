"""A question with what may tell who is meant taken out, so that it can be kept.

Nothing is listed as harmless but the words of dictionaries and of the sources: what neither has is
taken for a name. What stays is a name that is a dictionary's word too («Petit»), where neither a
capital inside a sentence, nor a title or a first name before it, gives it away.
"""

import re
from collections.abc import Iterator

from bot.privacy.contacts import contacts
from bot.privacy.dictionary import ordinary
from bot.privacy.lists import tokens, word_list
from bot.privacy.public import PublicNames
from index.words import STOPWORDS, fold

NAME, NUMBER, ADDRESS = "[nom]", "[nombre]", "[adresse]"
_ONLINE = re.compile(r"(?:https?://|www\.)\S+|@\w+|\S+@\S+")
_NUMBER = re.compile(r"\d(?:[\d\s.,/:-]*\d)?")
_STREET_WORDS = 4  # words that are masked after «rue»
_SENTENCE = re.compile(r"(?:^|[.!?:;«\n])\W*$")
Mask = tuple[int, int, str]


def mask(text: str, public: PublicNames) -> str:
    """`text` with names, numbers and addresses replaced by what they are, in brackets."""
    masks: list[Mask] = [(*found.span(), ADDRESS) for found in _ONLINE.finditer(text)]
    masks += [(start, end, ADDRESS) for start, end in contacts(text)]
    masks += _names(text, public)
    masks += [(*found.span(), NUMBER) for found in _NUMBER.finditer(text)]
    kept, at = [], 0
    for start, end, by in _apart(masks):
        kept += [text[at:start], by]
        at = end
    return re.sub(r"(\[\w+\])(?:[\s-]*\1)+", r"\1", "".join([*kept, text[at:]]))


def _apart(masks: list[Mask]) -> Iterator[Mask]:
    """The masks in order; one that begins inside another is taken into it."""
    merged: list[Mask] = []
    for start, end, by in sorted(masks, key=lambda each: (each[0], -each[1])):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), merged[-1][2])
        else:
            merged.append((start, end, by))
    yield from merged


def _names(text: str, public: PublicNames) -> Iterator[Mask]:
    street, introduced, masked = 0, False, False
    for match in tokens(text):
        word = match.group()
        folded = fold(word)
        first = folded in word_list("first_names")
        if folded in word_list("streets"):
            street = _STREET_WORDS
        elif street:
            street -= 1
            yield (*match.span(), ADDRESS)
        initial = introduced and word.isupper() and len(word) == 1
        hidden = (initial or folded not in STOPWORDS) and (
            (introduced and masked)  # a surname, were it a public one too
            or (folded not in public.names and (first or introduced))
            or _is_name(text, match, folded, public)
        )
        if hidden:
            yield (*match.span(), NAME)
        joins = introduced and folded in word_list("particles")
        masked = hidden or (joins and masked)
        introduced = first or joins or folded in word_list("titles")


def _is_name(text: str, match: re.Match[str], folded: str, public: PublicNames) -> bool:
    """Whether a word is in no dictionary and no source, or has a capital that nothing explains."""
    word = match.group()
    if folded in public.words and (word[0].islower() or folded in public.names):
        return False
    if not (ordinary(word.lower()) or folded in public.words):
        return True
    opens = _SENTENCE.search(text, 0, match.start()) is not None
    return word[0].isupper() and not word.isupper() and not opens
