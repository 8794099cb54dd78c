"""The screens of what can be asked for as a whole: dates, structures, positions, languages."""

from collections.abc import Sequence
from datetime import date

from babel import Locale

from bot.answering.pages import Entry, Page, Subject, page_text
from bot.phrases import Wording, languages
from bot.telegram import keyboards
from bot.telegram.answerer import Answerer
from bot.telegram.formatted import TEXT_LIMIT, Formatted, bold, clip, join, plain
from bot.telegram.keyboards import Action
from bot.telegram.references import document_key
from bot.telegram.render import cited
from bot.telegram.screens import Screen

_LINE_LIMIT = 400  # units
_ROOM = TEXT_LIMIT - 600  # for the items of a page, besides its title and notes
_GAP = "\n\n"


def dates(answerer: Answerer, today: date, words: Wording, username: str, number: int) -> Screen:
    """One page of all the dates that the sources name, oldest first."""
    page = answerer.pages.dates(today, words)
    parts = _packed([_dated(entry, words, username) for entry in page.entries])
    number = min(number, len(parts) - 1)
    shown = [bold(clip(page.title, _LINE_LIMIT)), *parts[number], *_notes(page)]
    keyboard = keyboards.turning_keyboard(Action.DATES, number, len(parts), words)
    return Screen(join(_GAP, shown), keyboard)


def _dated(entry: Entry, words: Wording, username: str) -> Formatted:
    head = bold(clip(entry.head, _LINE_LIMIT))
    if entry.citation is None:
        return head
    citation = entry.citation
    quote = cited(citation.document, citation.quote, citation.locator, words, username)
    return join("\n", [head, quote])


def _notes(page: Page) -> list[Formatted]:
    return [plain(clip("\n".join(page.notes), _LINE_LIMIT))] if page.notes else []


def _packed(items: Sequence[Formatted]) -> list[list[Formatted]]:
    """The items in as few messages as hold them, in order; one empty message for none."""
    packed: list[list[Formatted]] = [[]]
    room = _ROOM
    for item in items:
        if packed[-1] and item.size + len(_GAP) > room:
            packed.append([])
            room = _ROOM
        packed[-1].append(item)
        room -= item.size + len(_GAP)
    return packed


def structures(answerer: Answerer, today: date, words: Wording, username: str) -> Screen:
    """Every structure that the sources name, under the sentence that announces them."""
    page = answerer.pages.structures(today, words)
    quoted = [each.citation for each in page.entries if each.citation is not None]
    names = [each.head for each in page.entries if each.citation is None]
    parts = [bold(clip(page.title, _LINE_LIMIT))]
    parts += [cited(each.document, each.quote, each.locator, words, username) for each in quoted]
    parts.append(plain(clip("\n".join(f"• {name}" for name in names), _ROOM // 2)))
    references = [keyboards.reference_of(citation) for citation in quoted]
    keyboard = keyboards.answer_keyboard(references[: keyboards.REFERENCES_LIMIT], words)
    return Screen(join(_GAP, [*parts, *_notes(page)]), keyboard)


def subject_choice(answerer: Answerer, words: Wording) -> Screen:
    """The subjects that a dossier can be asked on."""
    subjects = answerer.pages.subjects(words)
    example = subjects[0].title if subjects else ""
    message = plain(words.text("dossier_which", subject=clip(example, _LINE_LIMIT)))
    return Screen(message, keyboards.subjects_keyboard(subjects) if subjects else None)


def subject_of(answerer: Answerer, key: str, words: Wording) -> Subject | None:
    """The subject that a button's key stands for."""
    every = answerer.pages.subjects(words)
    return next((each for each in every if document_key(each.id) == key), None)


def dossier_text(answerer: Answerer, subject: Subject, today: date, words: Wording) -> str:
    """All positions on a subject, as plain text."""
    page = answerer.pages.dossier(subject, today, words)
    return page_text(page, words)


def dossier(
    answerer: Answerer, subject: Subject, today: date, words: Wording, number: int
) -> Screen:
    """One message of a dossier: plain text, to be copied whole."""
    text = dossier_text(answerer, subject, today, words)
    parts = _packed([plain(clip(each, _ROOM)) for each in text.split(_GAP)])
    number, key = min(number, len(parts) - 1), document_key(subject.id)
    file = keyboards.dossier_file_button(key, words)
    stem = Action.POSITIONS + key
    keyboard = keyboards.turning_keyboard(stem, number, len(parts), words, file)
    return Screen(join(_GAP, parts[number]), keyboard)


def language_choice(words: Wording) -> Screen:
    """The languages that the bot speaks, each by its own name."""
    names = [(code, Locale.parse(code).get_display_name(code) or code) for code in languages()]
    every = [*((code, name[:1].upper() + name[1:]) for code, name in names)]
    every.append(("", words.text("language_automatic")))
    return Screen(plain(words.text("language_which")), keyboards.languages_keyboard(every))
