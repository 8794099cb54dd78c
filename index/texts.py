"""What is embedded for a passage, a unit and a question: the one place to change it."""

from babel.dates import format_date

from corpus.document import Document
from corpus.knowledge import Knowledge
from index.passages import Passage, Unit


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
