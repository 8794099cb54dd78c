"""What is embedded or counted for a passage, a unit and a question: the one place to change it."""

from collections.abc import Sequence

from babel.dates import format_date

from corpus.document import Document
from corpus.knowledge import Knowledge
from index.passages import Passage, Unit, UnitKind
from index.words import content, words


def passage_text(document: Document, passage: Passage) -> str:
    """The passage with its document's title, author and date in front.

    A bare «nous demandons…» is so found for the right author. A title that is only a file's name
    says nothing and is left out.
    """
    source = document.source
    if not (source.author or source.date):
        return document.text[passage.start : passage.end]
    day = format_date(source.date, "d MMMM y", locale="fr") if source.date else None
    heading = ", ".join(part for part in (source.title, source.author, day) if part)
    return f"{heading}\n{document.text[passage.start : passage.end]}"


def unit_text(document: Document, unit: Unit) -> str:
    """The unit alone: its neighbours would blur which sentence answers."""
    return document.text[unit.start : unit.end]


def question_texts(knowledge: Knowledge) -> list[str]:
    """All expected questions in order, then all labelled ones."""
    expected = [question for entry in knowledge.expected for question in entry.questions]
    return expected + [question for entry in knowledge.labelled for question in entry.questions]


def unit_stems(documents: Sequence[Document], units: Sequence[Unit]) -> list[list[str]]:
    """The stems that are counted of each unit."""
    return [content(words(unit_text(documents[unit.document], unit))) for unit in units]


def passage_stems(
    count: int, units: Sequence[Unit], of_units: Sequence[list[str]]
) -> list[list[str]]:
    """Those of `count` passages: their units', without members of a sentence, which has them."""
    found: list[list[str]] = [[] for _ in range(count)]
    for unit, stems in zip(units, of_units, strict=True):
        if unit.kind is not UnitKind.ENUMERATED:
            found[unit.passage] += stems
    return found
