"""Messages as they are made: never what Telegram would refuse, quotes always verbatim."""

from datetime import date
from typing import Any, SupportsIndex

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.answering.answer import Answer, State, Status, TimelineEntry
from bot.answering.citation import QUOTE_LIMIT, Citation
from bot.phrases import languages, wording
from bot.telegram import keyboards, screens
from bot.telegram.formatted import Formatted, clip, units
from bot.telegram.inline import answers as inline_answers
from bot.telegram.references import KEY_LENGTH, Place, Reference, document_key, named_number
from bot.telegram.references import number_name as name_of
from bot.telegram.render import answer_message, passage_message, shown_citations
from bot.telegram.sourceline import source_details
from corpus.catalogue import Corpus
from corpus.document import Document, Source
from tests.botapi import richtext
from tests.botapi.keyboards import check_inline

USERNAME = "SecPaTestBot"
LANGUAGES = st.sampled_from(languages())

TEXTS = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        ["", " ", "é" * 5000, "𝄞" * 2500, "a\n\n b ", "**x** [y](z)", "سؤال عن التمويل"]
    ),
)
PROSE = st.text(st.sampled_from("abc é’𝄞👩‍⚕️*_`[](){}<>&\n .،ع"), min_size=1, max_size=1500).filter(
    lambda text: bool(text.strip())
)
LINES = st.lists(TEXTS, max_size=4).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(PROSE)
    source = Source(
        id=draw(st.text("abc-é0", min_size=1, max_size=80)),
        title=draw(TEXTS),
        author=draw(st.none() | TEXTS),
        role=draw(st.none() | TEXTS),
        date=draw(st.none() | st.dates(min_value=date(1000, 1, 1))),
        date_note=draw(st.none() | TEXTS),
        url=draw(st.none() | st.just("https://sante.gouv.fr/lettre")),
        addressees=draw(LINES),
        references=draw(LINES),
    )
    return Document(source, text, ())


@st.composite
def citations(draw: st.DrawFn, number: int) -> Citation:
    document = draw(documents())
    size = len(document.text)
    start = draw(st.integers(0, size - 1))
    end = draw(st.integers(start + 1, min(size, start + QUOTE_LIMIT)))
    return Citation(number, document, start, end, 0, size, draw(TEXTS))


@st.composite
def given_answers(draw: st.DrawFn) -> Answer:
    count = draw(st.integers(0, 3))
    cited = tuple(draw(citations(number)) for number in range(1, count + 1))
    numbers = st.none() | st.integers(1, 3)
    shown = draw(st.sets(st.integers(1, count))) if count else set()
    entry = st.builds(
        TimelineEntry,
        date=st.just(date(2026, 10, 31)),
        precision=st.just("month"),
        label=TEXTS,
        said_by=TEXTS,
        said_on=st.none(),
        state=st.just(State.PAST),
        citation=numbers,
        revised_by=numbers,
    )
    return Answer(
        question=draw(TEXTS),
        language="fr",
        frame=draw(st.sampled_from(languages())),
        status=draw(st.sampled_from(Status)),
        subject=draw(TEXTS),
        lead=draw(LINES),
        citations=cited,
        shown=tuple(sorted(shown)),
        gloss=draw(st.none() | TEXTS),
        notes=draw(LINES),
        timeline=tuple(draw(st.lists(entry, max_size=3))),
        confidence=0.5,
        text=draw(TEXTS) or "Bonjour",
        snapshot="s",
        elapsed_ms=1.0,
    )


def accepted(message: Formatted) -> tuple[str, list[dict[str, Any]]]:
    """`message` as Telegram takes it; fails where Telegram would refuse."""
    return richtext.message_text(message.text, None, [each.to_dict() for each in message.entities])


def check_keyboard(keyboard: InlineKeyboardMarkup | None) -> None:
    if keyboard is not None:
        check_inline(keyboard.to_dict())


def blockquotes(message: Formatted) -> list[str]:
    return [
        richtext.cut(message.text, each.offset, each.length)
        for each in message.entities
        if each.type.endswith("blockquote")
    ]


@given(given_answers())
def test_answers_fit_and_hold_their_quote(answer: Answer) -> None:
    """Under 4,096 units, entities where they belong, the first quote whole and verbatim."""
    words = wording(answer.frame)
    message = answer_message(answer, words, USERNAME)
    if message.text.strip():
        accepted(message)
    quotes = [each.quote.strip(" \n") for each in shown_citations(answer)]
    shown = blockquotes(message)
    if quotes and quotes[0]:
        assert shown[0] == quotes[0]
    assert all(each in quotes for each in shown)
    references = [keyboards.reference_of(citation) for citation in answer.citations]
    check_keyboard(keyboards.answer_keyboard(references, words))


@given(given_answers(), LANGUAGES)
def test_inline_results_are_within_limits(answer: Answer, language: str) -> None:
    """Ids of at most 64 bytes, none twice, each message one that Telegram takes."""
    results = inline_answers(answer, wording(language), USERNAME)
    ids = [result.id for result in results]
    assert len(set(ids)) == len(ids)
    for result in results:
        content = result.input_message_content.to_dict()
        assert 1 <= len(result.id.encode()) <= 64
        richtext.message_text(content["message_text"], None, content.get("entities"))


@given(citations(1), LANGUAGES, st.integers(0, 5))
def test_passages_cards_and_copies_fit(citation: Citation, language: str, number: int) -> None:
    """Every other screen bound to a quote keeps the limits too."""
    words, document = wording(language), citation.document
    place = Place(document, citation.start, citation.end)
    accepted(source_details(document, words, USERNAME))
    check_keyboard(keyboards.card_keyboard(document, words))
    quote = screens.quote(place, words, USERNAME)
    accepted(quote.message)
    reference = keyboards.reference_of(citation)
    copied = screens.copied(place, words)
    richtext.message_text(copied, None, None)
    others = [(reference, document)] * 2
    check_keyboard(
        keyboards.more_keyboard([reference] * 3, others, copied, words, USERNAME, followable=True)
    )
    stem = keyboards.Action.PASSAGE + reference.name
    check_keyboard(keyboards.passage_keyboard(stem, number, 6, document_key(document.id), words))
    caption = screens.caption(document, words).message
    richtext.caption_text(caption.text, None, [each.to_dict() for each in caption.entities])


@given(st.text(st.sampled_from("ab 𝄞é"), min_size=1, max_size=9000), st.data())
def test_a_passage_shows_its_mark(text: str, data: st.DataObject) -> None:
    """However long the passage, the message fits and the quote is marked in it."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, min(len(text), start + QUOTE_LIMIT)))
    message = passage_message(Formatted("Titre"), text, (0, len(text)), (start, end))
    accepted(message)
    marked = [each for each in message.entities if each.type == "underline"]
    shown = "".join(richtext.cut(message.text, each.offset, each.length) for each in marked)
    assert shown == text[start:end].strip(" \n")


@given(documents(), st.data())
def test_a_reference_finds_its_text_again(document: Document, data: st.DataObject) -> None:
    """By name alone, also when the text moved in its document, and never another text."""
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    reference = Reference.to(document, start, end)
    assert Reference.read(reference.name) == reference
    found = reference.find([document])
    assert found is not None
    assert found.text == document.text[start:end]
    moved = Document(document.source, "Préambule. " + document.text, ())
    again = reference.find([moved])
    assert again is not None
    assert again.text == document.text[start:end]
    other = Document(document.source, "z" * len(document.text), ())
    assert reference.find([other]) is None
    assert len(document_key(document.id)) == KEY_LENGTH


@given(st.integers(0, 64**4 - 1))
def test_numbers_have_names(number: int) -> None:
    """Names and numbers go both ways."""
    assert named_number(name_of(number, 4)) == number


@given(st.text(), st.integers(1, 50))
def test_clipping_keeps_to_the_limit(text: str, limit: int) -> None:
    """A clipped text is within its limit, and a short one is left alone."""
    assert units(clip(text, limit)) <= limit
    assert clip(text, len(text) * 2 + 1) == text


@pytest.mark.parametrize("language", languages())
def test_no_language_lacks_a_phrase_or_a_placeholder(language: str) -> None:
    """Every language says all that French says, with the same blanks to fill."""
    import string

    def blanks(phrase: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}

    french, other = wording("fr").phrases, wording(language).phrases
    plurals = {key for key in other if key.rpartition("_")[2] in ("zero", "two", "few", "many")}
    assert set(french) == set(other) - plurals
    for key, phrase in french.items():
        if not key.endswith("_one"):
            assert blanks(other[key]) == blanks(phrase), key


def test_a_text_that_is_not_there_costs_little(real_corpus: Corpus) -> None:
    """Anybody may name one: so many characters are looked through, however long the document."""
    source = real_corpus.documents[0].source
    document = Document(source, "Le collectif demande un financement pérenne. " * 20_000, ())
    digested = 0

    class Counted(str):
        def __getitem__(self, key: SupportsIndex | slice) -> str:
            nonlocal digested
            part = super().__getitem__(key)
            digested += len(part)
            return part

    long = Document(source, Counted(document.text), ())
    for length in (1, 100, 4095):
        digested = 0
        assert Reference(document_key(document.id), 400_000, length, "AAAAAA").find([long]) is None
        assert digested <= 10_000_000
