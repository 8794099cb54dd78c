"""Questions that people would ask: those that a quote answers, and those that none does."""

from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

from corpus.entries import DataFile, Entry

FILE = "questions.toml"
EVERYDAY = "everyday"  # the folder of what any bot is told, whatever its sources


class Asks(StrEnum):
    """What kind of thing an answer must hold."""

    DATE = "date"
    DEADLINE = "deadline"
    SUM = "sum"
    SHARE = "share"
    COUNT = "count"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    DEMAND = "demand"
    DEFINITION = "definition"
    CONTACT = "contact"
    REFERENCE = "reference"
    LIST = "list"
    YESNO = "yesno"
    REASON = "reason"
    STATEMENT = "statement"


class LabelKind(StrEnum):
    """What becomes of a question that no quote answers."""

    UNANSWERED = "unanswered"
    OUT_OF_SCOPE = "out_of_scope"
    EMERGENCY = "emergency"
    HELP = "help"


class Says(StrEnum):
    """What the bot says to words that ask for no answer."""

    GREETING = "greeting"  # good day, and what it does
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Place:
    """An exact quote of a document."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Expected:
    """A quote, the questions it answers, and the other places that the answer needs."""

    document: str
    quote: str
    asks: Asks
    questions: tuple[str, ...]
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """Questions that are not answered with a quote, and why."""

    kind: LabelKind
    questions: tuple[str, ...]
    note: str | None = None
    number: str | None = None  # whom to call in an emergency: 15, 112 or 3114
    says: Says = Says.GREETING  # in answer to HELP


def read_questions(directory: Path) -> tuple[tuple[Expected, ...], tuple[Labelled, ...]]:
    """What `directory`/questions.toml holds; two empty tuples where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("expected", "other"))
    expected = tuple(_expected(entry) for entry in file.entries("expected"))
    labelled = tuple(_labelled(entry) for entry in file.entries("other"))
    return expected, labelled


def everyday_file(directory: Path) -> Path:
    """What any bot is told: the corpus's own file where it has one, else the packaged one."""
    own = directory / EVERYDAY / FILE
    return own if own.is_file() else Path(str(resources.files("corpus"))) / EVERYDAY / FILE


def _expected(entry: Entry) -> Expected:
    return Expected(
        document=entry.text("document"),
        quote=entry.text("quote"),
        asks=entry.choice("asks", Asks),
        questions=entry.texts("questions", required=True),
        also=tuple(Place(it.text("document"), it.text("quote")) for it in entry.tables("also")),
    )


def _labelled(entry: Entry) -> Labelled:
    kind = entry.choice("kind", LabelKind)
    number = entry.optional_text("number")
    if (number is None) == (kind is LabelKind.EMERGENCY):
        raise entry.wrong("number", "le numéro à appeler pour une urgence, et absente sinon")
    return Labelled(
        kind=kind,
        questions=entry.texts("questions", required=True),
        note=entry.optional_text("note"),
        number=number,
        says=entry.choice("says", Says) if entry.holds("says") else Says.GREETING,
    )
