"""What is shown besides answers: welcome, help, sources, passages, copies."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import InlineKeyboardMarkup

from bot.answering.answer import Answer
from bot.answering.presentation import Presentation, presented
from bot.phrases import Wording, wording
from bot.telegram import keyboards
from bot.telegram.answerer import Answerer
from bot.telegram.formatted import Formatted, bold, clip, join, plain
from bot.telegram.keyboards import Action
from bot.telegram.references import Place, Reference, document_key
from bot.telegram.render import answer_message, cited, passage_message, shown_citations
from bot.telegram.sourceline import (
    said_on,
    short_line,
    signature,
    signed_line,
    source_card,
    source_details,
)
from corpus.document import Document, MissingSource

PAGE = 10  # sources on a page of the list
_TITLE_LIMIT = 160  # units
_MISSING_SHOWN = 10
_GAP = "\n\n"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Screen:
    """A message to send or to put in another's place."""

    message: Formatted
    keyboard: InlineKeyboardMarkup | None = None


def welcome(
    answerer: Answerer, words: Wording, controller: str | None, keep_questions_days: int
) -> Screen:
    face = presentation(answerer, words)
    kept = "start_privacy_kept" if keep_questions_days else "start_privacy"
    parts = [face.start, words.text(kept)]
    if controller:
        parts.append(words.text("start_operator", controller=controller))
    parts.append(words.text("start_invitation"))
    return Screen(plain(_GAP.join(parts)), keyboards.examples_keyboard(face.examples))


def presentation(answerer: Answerer, words: Wording) -> Presentation:
    """How the bot presents itself in the language of `words`."""
    return presented(answerer.profile, answerer.documents, words)


def help_screen(answerer: Answerer, words: Wording, username: str) -> Screen:
    sources = words.count("sources", len(answerer.documents))
    parts = [
        words.text("help", sources=sources),
        words.text("help_buttons"),
        words.text("help_groups", username=username),
        words.text("help_inline", username=username),
        words.text("help_commands"),
    ]
    return Screen(join(_GAP, [bold(words.text("help_title")), plain(_GAP.join(parts))]))


def privacy(
    words: Wording, controller: str | None, keep_questions_days: int, *, person: bool
) -> Screen:
    """What is kept, for how long, by whom; `person` where a person may be asked."""
    kept = words.text("privacy_none_kept")
    if keep_questions_days:
        kept = words.text("privacy_kept", days=keep_questions_days)
    keys = ("privacy_language", "privacy_follows", "privacy_counts", "privacy_telegram")
    parts = [words.text("privacy_patients"), kept, words.text("privacy_numbers")]
    parts += [words.text(key) for key in keys]
    if person:
        parts.append(words.text("privacy_person"))
    parts.append(words.text("privacy_forget"))
    if controller:
        parts.append(words.text("start_operator", controller=controller))
    return Screen(join(_GAP, [bold(words.text("privacy_title")), plain(_GAP.join(parts))]))


def sources(answerer: Answerer, words: Wording, page: int = 0) -> Screen:
    """One page of the list of sources; the last one names what is known to be missing."""
    documents = answerer.documents
    pages = max(1, -(-len(documents) // PAGE))
    page = min(page, pages - 1)
    first = page * PAGE
    shown = documents[first : first + PAGE]
    parts = [bold(words.text("sources_title"))]
    parts += [_listed(number, document, words) for number, document in enumerate(shown, first + 1)]
    if shown:
        parts.append(plain(words.text("sources_invitation")))
    if pages > 1:
        parts.append(plain(words.text("sources_page", page=page + 1, pages=pages)))
    if page == pages - 1 and answerer.missing:
        parts.append(_missing(answerer.missing, words))
    keyboard = keyboards.sources_keyboard(shown, first + 1, page, pages, words)
    return Screen(join(_GAP, parts), keyboard if shown else None)


def _listed(number: int, document: Document, words: Wording) -> Formatted:
    source = document.source
    title = plain(f"{number}. ") + bold(clip(source.title, _TITLE_LIMIT))
    return title + plain("\n" + clip(signed_line(source, words), _TITLE_LIMIT))


def _missing(missing: Sequence[MissingSource], words: Wording) -> Formatted:
    lines = [words.text("sources_missing")]
    for each in missing[:_MISSING_SHOWN]:
        dated = f" ({words.day(each.date)})" if each.date else ""
        lines.append(f"• {clip(each.title, _TITLE_LIMIT)}{dated}")
    return plain("\n".join(lines))


def card(document: Document, words: Wording, username: str) -> Screen:
    details = source_details(document, words, username)
    return Screen(details, keyboards.card_keyboard(document, words))


def caption(document: Document, words: Wording) -> Screen:
    """What goes with a document's file."""
    return Screen(source_card(document, words), keyboards.file_keyboard(document, words))


def passage_holding(spans: Sequence[Span], start: int) -> int:
    """The number of the passage that position `start` stands in, or of the last before it."""
    before = [number for number, span in enumerate(spans) if span[0] <= start]
    return before[-1] if before else 0


def context(
    answerer: Answerer, place: Place, reference: Reference, words: Wording, number: int | None
) -> Screen:
    """Passage `number` of the quote's document, the quote marked in it; by default its own."""
    spans = _spans(answerer, place.document)
    own = passage_holding(spans, place.start)
    chosen = own if number is None else min(number, len(spans) - 1)
    span = spans[chosen]
    if chosen == own:  # a quote may go on into the next passage
        span = (min(span[0], place.start), max(span[1], place.end))
    head = _head(place.document, chosen, len(spans), words)
    by = answerer.pages.reviser(place.document.id, place.start, place.end, words)
    if by is not None:
        author = by.source.author or by.source.title
        line = words.text("revised", author=author, date=said_on(by.source, words))
        head = join(_GAP, [head, plain(clip(line, _TITLE_LIMIT * 2))])
    message = passage_message(head, place.document.text, span, (place.start, place.end))
    stem = Action.PASSAGE + reference.name
    reviser = keyboards.reference_of(by) if by is not None else None
    keyboard = keyboards.passage_keyboard(stem, chosen, len(spans), reference.name, words, reviser)
    return Screen(message, keyboard)


def answered(given: Answer, username: str, *, person: bool = False) -> Screen:
    """An answer with its three buttons; `person` adds the way to someone who may know."""
    words = wording(given.frame)
    # The first quote is what the buttons are about; the others that the message holds are there.
    first, rest = shown_citations(given)[:1], given.citations
    offered = (*first, *(each for each in rest if each.number not in given.shown))
    references = [keyboards.reference_of(citation) for citation in offered]
    keyboard = keyboards.answer_keyboard(references[: keyboards.REFERENCES_LIMIT], words)
    if person:
        keyboard = keyboards.person_keyboard(keyboard, words)
    return Screen(answer_message(given, words, username), keyboard)


def reminder(words: Wording) -> Screen:
    """In the place of an answer, that nothing about a patient belongs here."""
    return Screen(plain(words.text("patient_reminder")))


def quote(place: Place, words: Wording, username: str) -> Screen:
    """A quote in a message of its own, with the buttons of an answer."""
    reference = Reference.to(place.document, place.start, place.end)
    message = cited(place.document, place.text, None, words, username)
    return Screen(message, keyboards.answer_keyboard([reference], words))


def text_page(answerer: Answerer, document: Document, words: Wording, number: int) -> Screen:
    """Passage `number` of a document, to read it through."""
    spans = _spans(answerer, document)
    chosen = min(number, len(spans) - 1)
    head = _head(document, chosen, len(spans), words)
    message = passage_message(head, document.text, spans[chosen], None)
    key = document_key(document.id)
    stem = Action.TURN + key
    return Screen(message, keyboards.passage_keyboard(stem, chosen, len(spans), key, words))


def _spans(answerer: Answerer, document: Document) -> tuple[Span, ...]:
    return answerer.passages_of(document.id) or ((0, len(document.text)),)


def _head(document: Document, number: int, total: int, words: Wording) -> Formatted:
    where = words.text("excerpt", number=number + 1, total=total)
    line = f"{clip(short_line(document.source, words), _TITLE_LIMIT)} · {where}"
    return join("\n", [bold(clip(document.source.title, _TITLE_LIMIT)), plain(line)])


def copied(place: Place, words: Wording) -> str:
    """A quote with its source, to be pasted elsewhere."""
    source = place.document.source
    known = (signature(source, words), source.title, said_on(source, words))
    parts = [clip(part, _TITLE_LIMIT) for part in known if part]
    return words.text("copy", quote=place.text, source=", ".join(parts))
