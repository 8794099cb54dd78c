"""An answer as plain text: who, when, where, in the reader's words."""

import datetime as dt

from bot.answering.citation import Citation
from bot.answering.layout import plain_text, signed, source_line
from bot.phrases import wording
from corpus.document import Document, Source

SOURCE = Source("d", "Lettre", author="Anne Roy", role="maire", date=dt.date(2026, 2, 1))
TEXT = "Le guichet ouvre. Il ferme."


def citation(source: Source) -> Citation:
    """The first sentence of a short document."""
    return Citation(2, Document(source, TEXT, ()), 0, 17, 0, len(TEXT), "§ 1")


def test_source_line() -> None:
    """Author with role, date, title, place in the text and number, in that order."""
    line = source_line(citation(SOURCE), wording("fr"))
    assert line == "— Anne Roy (maire), 1er février 2026, Lettre, § 1 [2]"
    assert "February" in source_line(citation(SOURCE), wording("en"))


def test_unknown_author_and_date() -> None:
    """What is unknown is left out or said to be; it is never made up."""
    line = source_line(citation(Source("d", "Note")), wording("fr"))
    assert line == "— sans date, Note, § 1 [2]"


def test_a_role_that_the_name_holds_is_not_repeated() -> None:
    """«Le collectif des structures (collectif)» would say it twice."""
    assert signed(Source("d", "T", author="Le collectif", role="collectif"), wording("fr")) == (
        "Le collectif"
    )
    assert signed(Source("d", "T", role="ministère"), wording("fr")) == "ministère"
    assert signed(Source("d", "T"), wording("fr")) is None


def test_plain_text() -> None:
    """Lead, quotes, the gloss under the first quote only, notes; empty parts leave no gap."""
    words = wording("en")
    cited = citation(SOURCE)
    text = plain_text(["Lead."], [cited, cited], "It opens.", ["Note."], words)
    assert text.split("\n\n") == [
        "Lead.",
        f"« Le guichet ouvre. »\n{source_line(cited, words)}",
        "It opens.",
        f"« Le guichet ouvre. »\n{source_line(cited, words)}",
        "Note.",
    ]
    assert plain_text([], [], None, [], words) == ""
