"""The field's words: short and long forms of its terms, and words that people use alike."""

from dataclasses import dataclass
from pathlib import Path

from corpus.entries import DataFile

FILE = "lexicon.toml"


@dataclass(frozen=True, slots=True)
class Term:
    """A term's short form, how else it is spelt, and what it stands for."""

    short: str
    variants: tuple[str, ...]
    long: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Words that point at the same thing, across registers and languages."""

    words: tuple[str, ...]


def read_lexicon(directory: Path) -> tuple[tuple[Term, ...], tuple[Synonyms, ...]]:
    """The terms and synonyms of `directory`/lexicon.toml; none where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("term", "synonyms"))
    terms = tuple(
        Term(entry.text("short"), entry.texts("variants"), entry.texts("long"))
        for entry in file.entries("term")
    )
    synonyms = tuple(
        Synonyms(entry.texts("words", required=True)) for entry in file.entries("synonyms")
    )
    return terms, synonyms
