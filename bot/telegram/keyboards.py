"""Buttons, and the data they carry: at most 64 bytes, and good for ever.

The data names spans of the sources (`references`), so that a button needs no memory of the
message it hangs under.
"""

from collections.abc import Sequence
from enum import StrEnum
from urllib.parse import urlencode

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

from bot.answering.citation import Citation
from bot.answering.pages import Subject
from bot.phrases import Wording
from bot.telegram.formatted import clip, units
from bot.telegram.references import Reference, document_key, number_name
from bot.telegram.sourceline import link_to, short_line
from corpus.document import Document

COPY_LIMIT = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)  # 256
REFERENCES_LIMIT = 3  # as many as fit into a button's 64 bytes
PAGE_LENGTH = 3  # characters of a passage's number
_LABEL_LIMIT = 60  # units
_ROW = 5


class Action(StrEnum):
    """First character of a button's data."""

    CONTEXT = "c"  # + reference: the passage around it, in a new message
    PASSAGE = "v"  # + reference + passage number: turn to that passage
    MORE = "m"  # + references: show the other buttons
    LESS = "l"  # + references: hide them
    OTHER = "q"  # + reference: that quote in a message of its own
    COPY = "y"  # + reference: the quote and its source, nothing else
    CARD = "s"  # + document key: what is known of a source
    FILE = "d"  # + document key, or the reference of a quote from it: its file
    READ = "t"  # + document key + passage number: its text, in a new message
    TURN = "r"  # + document key + passage number: turn to that passage of it
    SOURCES = "p"  # + page number: a page of the list of sources
    EXAMPLE = "e"  # + number: one of the example questions
    DATES = "j"  # + page number: a page of the dates
    DOSSIER = "o"  # + subject key: its dossier, in a new message
    POSITIONS = "k"  # + subject key + page number: turn to that page of its dossier
    DOSSIER_FILE = "w"  # + subject key: the dossier as a file
    LANGUAGE = "g"  # + language code, or none: speak it
    LIKE = "u"  # + reference: the answer with that quote helped
    DISLIKE = "n"  # + reference: it did not
    FOLLOW = "f"  # + reference: be told when what is said there changes
    FOLLOW_SUBJECT = "b"  # + subject key: the same for all that is said on it
    PERSON = "h"  # ask a person what the sources do not say


def _button(label: str, data: str) -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, _LABEL_LIMIT), callback_data=data)


def _turn(label: str, data: str, number: int) -> InlineKeyboardButton:
    return _button(label, data + number_name(number, PAGE_LENGTH))


def reference_of(citation: Citation) -> Reference:
    return Reference.to(citation.document, citation.start, citation.end)


def answer_keyboard(references: Sequence[Reference], words: Wording) -> InlineKeyboardMarkup | None:
    """«Contexte», «Document», «Plus…» under an answer that quotes; None under one that does not."""
    if not references:
        return None
    return InlineKeyboardMarkup([_first_row(references, Action.MORE, words)])


def person_keyboard(answer: InlineKeyboardMarkup | None, words: Wording) -> InlineKeyboardMarkup:
    """The keyboard of an answer, and below it the way to a person."""
    rows = answer.inline_keyboard if answer else ()
    return InlineKeyboardMarkup([*rows, [_button(words.text("button_person"), Action.PERSON)]])


def _first_row(
    references: Sequence[Reference], last: Action, words: Wording
) -> list[InlineKeyboardButton]:
    first = references[0]
    names = "".join(each.name for each in references[:REFERENCES_LIMIT])
    label = words.text("button_more" if last is Action.MORE else "button_less")
    return [
        _button(words.text("button_context"), Action.CONTEXT + first.name),
        _button(words.text("button_document"), Action.FILE + first.name),
        _button(label, last + names),
    ]


def more_keyboard(
    references: Sequence[Reference],
    others: Sequence[tuple[Reference, Document]],
    copied: str,
    words: Wording,
    username: str,
    *,
    followable: bool,
) -> InlineKeyboardMarkup:
    """The keyboard once «Plus…» was tapped.

    `copied` is the quote with its source, `followable` whether it states a claim.
    """
    first = references[0]
    rows = [_first_row(references, Action.LESS, words)]
    for reference, document in others:
        label = words.text("button_other", source=short_line(document.source, words))
        rows.append([_button(label, Action.OTHER + reference.name)])
    copy_label = words.text("button_copy")
    if units(copied) <= COPY_LIMIT:
        copy = InlineKeyboardButton(copy_label, copy_text=CopyTextButton(copied))
    else:
        copy = _button(copy_label, Action.COPY + first.name)
    shared = urlencode({"url": link_to(username, "p" + first.name)})
    share = InlineKeyboardButton(words.text("button_share"), url=f"https://t.me/share/url?{shared}")
    rows.append([copy, share])
    opinion = [_button("👍", Action.LIKE + first.name), _button("👎", Action.DISLIKE + first.name)]
    if followable:
        opinion.append(_button(words.text("button_follow"), Action.FOLLOW + first.name))
    rows.append(opinion)
    return InlineKeyboardMarkup(rows)


def passage_keyboard(
    stem: str,
    number: int,
    total: int,
    shown: str,
    words: Wording,
    reviser: Reference | None = None,
) -> InlineKeyboardMarkup:
    """Previous, next, the document, and what revised the quote, if anything did.

    `stem` is a turn's data without the passage number; `shown` names the document, or the quote.
    """
    turns = []
    if number > 0:
        turns.append(_turn(words.text("button_previous"), stem, number - 1))
    if number + 1 < total:
        turns.append(_turn(words.text("button_next"), stem, number + 1))
    document = [_button(words.text("button_document"), Action.FILE + shown)]
    if reviser is not None:
        document.append(_button(words.text("button_revision"), Action.OTHER + reviser.name))
    return InlineKeyboardMarkup([row for row in (turns, document) if row])


def file_keyboard(document: Document, words: Wording) -> InlineKeyboardMarkup:
    """Under a document's file."""
    data = Action.READ + document_key(document.id)
    return InlineKeyboardMarkup([[_turn(words.text("button_read"), data, 0)]])


def card_keyboard(document: Document, words: Wording) -> InlineKeyboardMarkup:
    """Under a source's card."""
    key = document_key(document.id)
    read = _turn(words.text("button_read"), Action.READ + key, 0)
    return InlineKeyboardMarkup([[read, _button(words.text("button_file"), Action.FILE + key)]])


def sources_keyboard(
    documents: Sequence[Document], first: int, page: int, pages: int, words: Wording
) -> InlineKeyboardMarkup:
    """A number for each source of the page, counted from `first`, and the way to other pages."""
    numbers = [
        _button(str(first + place), Action.CARD + document_key(document.id))
        for place, document in enumerate(documents)
    ]
    rows = [numbers[start : start + _ROW] for start in range(0, len(numbers), _ROW)]
    turns = []
    if page > 0:
        turns.append(_turn(words.text("button_previous"), Action.SOURCES, page - 1))
    if page + 1 < pages:
        turns.append(_turn(words.text("button_next"), Action.SOURCES, page + 1))
    return InlineKeyboardMarkup([row for row in (*rows, turns) if row])


def examples_keyboard(examples: Sequence[str]) -> InlineKeyboardMarkup:
    """One row an example question."""
    return InlineKeyboardMarkup(
        [[_turn(example, Action.EXAMPLE, number)] for number, example in enumerate(examples)]
    )


def turning_keyboard(
    stem: str, number: int, total: int, words: Wording, *more: InlineKeyboardButton
) -> InlineKeyboardMarkup | None:
    """Previous and next page, and `more` below; `stem` is a turn's data without the number."""
    turns = []
    if number > 0:
        turns.append(_turn(words.text("button_previous"), stem, number - 1))
    if number + 1 < total:
        turns.append(_turn(words.text("button_next"), stem, number + 1))
    rows = [row for row in (turns, more) if row]
    return InlineKeyboardMarkup(rows) if rows else None


def quote_button(reference: Reference, label: str) -> InlineKeyboardButton:
    """Shows that quote in a message of its own."""
    return _button(label, Action.OTHER + reference.name)


def dossier_file_button(key: str, words: Wording) -> InlineKeyboardButton:
    return _button(words.text("button_file"), Action.DOSSIER_FILE + key)


def subjects_keyboard(subjects: Sequence[Subject]) -> InlineKeyboardMarkup:
    """One row a subject."""
    return InlineKeyboardMarkup(
        [[_button(each.title, Action.DOSSIER + document_key(each.id))] for each in subjects]
    )


def follow_keyboard(subjects: Sequence[Subject]) -> InlineKeyboardMarkup | None:
    """One row a subject that can be followed."""
    data = [(each.title, Action.FOLLOW_SUBJECT + document_key(each.id)) for each in subjects]
    return InlineKeyboardMarkup([[_button(*each)] for each in data]) if data else None


def chosen_subject(subjects: Sequence[Subject], data: str) -> Subject | None:
    """The subject that a button of `follow_keyboard` stands for."""
    return next((each for each in subjects if document_key(each.id) == data[1:]), None)


def languages_keyboard(names: Sequence[tuple[str, str]]) -> InlineKeyboardMarkup:
    """Two languages a row; `names` are codes and how each language calls itself."""
    every = [_button(name, Action.LANGUAGE + code) for code, name in names]
    return InlineKeyboardMarkup([every[at : at + 2] for at in range(0, len(every), 2)])
