"""Questions about where the structures are: by name, by town, by department, by region."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.answering.gazetteer import WORD, Gazetteer, Mention, Place, plain_words
from corpus.geography import Commune, Department, Region
from corpus.knowledge import Knowledge
from corpus.places import PlaceKind, Structure
from corpus.questions import Asks
from index.words import STOPWORDS, fold, words

# What may be asked of a structure that its place in the list answers.
_PLACE_ASKS = (None, Asks.PLACE, Asks.LIST, Asks.DEFINITION, Asks.COUNT, Asks.PERSON)
_WHERE = frozenset(
    (
        "trouve trouvent situe situee situees ville villes departement departements region "
        "regions coin quartier endroit lieu pres proche autour chez moi nom noms nomme nommee "
        "appelle liste participe participent participant participante existe exist there any "
        "which located city town hay cidade citta stadt connais connait donne dis moi sais "
        "cherche koi kel rien aussi implantee implantees implante basee bases presente presentes "
        "france connaissez savez avez quelque chose quelquun parle parlez"
    ).split()
)


class Level(StrEnum):
    """How near the structures found are to the place asked about."""

    NAMED = "named"  # the structure itself was named
    TOWN = "town"  # the source gives that very town
    DEPARTMENT = "department"  # a department was asked about
    DEPARTMENT_ONLY = "department_only"  # a town was asked about, the source gives its department
    ELSEWHERE = "elsewhere"  # a town was asked about, the source gives another of its department
    REGION = "region"
    NONE = "none"  # no structure is named there


@dataclass(frozen=True, slots=True)
class Located:
    """What a place comes to: the structures there, and the names to say it with."""

    level: Level
    structures: tuple[Structure, ...]
    place: str
    department: str  # «Isère (38)», empty for a region or a structure

    @property
    def quotes(self) -> tuple[tuple[str, str], ...]:
        """Documents and exact quotes that name the structures, each once, in order."""
        return tuple(dict.fromkeys((s.document, s.quote) for s in self.structures))


@dataclass(frozen=True, slots=True)
class Nearness:
    """How like known questions about the structures' places a question is.

    `possible`: liker than to any question about something else; `likely`: also liker than to any
    that the sources leave open, such as a structure's telephone number; `sure`: also so like that
    words that are seldom asked with do not matter.
    """

    possible: bool
    likely: bool
    sure: bool


class StructureFinder:
    """Answers «where» and «which» about the structures that a corpus names."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._structures = knowledge.structures
        self._gazetteer = Gazetteer(knowledge)
        listed = knowledge.enumeration
        called = listed.called if listed else ()
        self._nouns = frozenset(w for name in called for w in words(name)) - STOPWORDS
        self._usual = _usual(knowledge)
        self._often = _often(knowledge)

    def find(
        self,
        question: str,
        kind: Asks | None,
        *,
        follows: bool = False,
        nearness: Nearness,
        near: Callable[[str], Nearness],
    ) -> Located | None:
        """What `question` asks about a place; None where it asks about something else.

        `follows` is set where the turn before was about a place («et à Montpellier ?»). `nearness`
        is the question's; `near` tells that of another wording.
        """
        if not self._structures or kind not in _PLACE_ASKS:
            return None
        said = follows or bool(self._nouns & set(words(question)))
        named = self._gazetteer.structure(question)
        where = kind is Asks.PLACE  # «where» and a structure's name leave nothing else to ask
        if named and (where or self._is_about(question, named, nearness.likely)):
            structure = named.place
            assert isinstance(structure, Structure)
            return Located(Level.NAMED, (structure,), structure.place, "")
        alone = len(plain_words(question)) == 1  # «67», «Strasbourg»
        mention = self._gazetteer.place(question, expected=said or nearness.possible or alone)
        if mention is None or (named and _within(mention, named)):
            return None
        assert not isinstance(mention.place, Structure)
        located = self._resolve(mention.place)
        if not follows:
            nearness = near(self._elsewhere(question, mention))
        if located.level is Level.NONE and nearness.possible:
            return located  # whatever else is said: that none is there is what the sources know
        single = said and kind is not Asks.COUNT and len(self._rest(question, mention)) == 1
        about = single or nearness.sure or self._is_about(question, mention, nearness.likely)
        return located if about else None

    def _elsewhere(self, question: str, mention: Mention) -> str:
        """The question about a place that is often asked about: the place decides too much.

        «Une SEC-Pa à Bordeaux ?» is little like any known question, «… à Toulouse ?» much.
        """
        found = list(WORD.finditer(question))
        before, after = found[mention.first].start(), found[mention.last - 1].end()
        return f"{question[:before]}{self._often}{question[after:]}"

    def _is_about(self, question: str, mention: Mention, like: bool) -> bool:
        """Whether nothing else is asked for: no other word, or only those asked with, if `like`.

        «Un bon restaurant à Toulouse ?» is like questions about Toulouse, but for one word.
        """
        rest = self._rest(question, mention)
        return not rest or (like and rest <= self._usual)

    def _rest(self, question: str, mention: Mention) -> set[str]:
        """Words of the question, besides the place, that ask for something else."""
        tokens = [fold(w) for w in plain_words(question)]
        outside = tokens[: mention.first] + tokens[mention.last :]
        skipped = STOPWORDS | _WHERE | self._nouns
        return {w for w in outside if len(w) > 2 and w not in skipped and not w.isdigit()}

    def _resolve(self, place: Place) -> Located:
        if isinstance(place, Region):
            found = tuple(s for s in self._structures if s.department in place.departments)
            return Located(Level.REGION if found else Level.NONE, found, place.name, "")
        code = place.code if isinstance(place, Department) else place.department
        department = self._gazetteer.department(code)
        label = f"{department.name} ({code})" if department else code
        found = tuple(s for s in self._structures if s.department == code)
        if not found:
            return Located(Level.NONE, (), place.name, label)
        if isinstance(place, Department):
            return Located(Level.DEPARTMENT, found, place.name, label)
        return self._in_town(place, found, label)

    def _in_town(self, town: Commune, found: tuple[Structure, ...], label: str) -> Located:
        exact = tuple(s for s in found if s.town and fold(s.town) == fold(town.name))
        if exact:
            return Located(Level.TOWN, exact, town.name, label)
        only = tuple(s for s in found if s.place_kind is not PlaceKind.TOWN)
        level = Level.DEPARTMENT_ONLY if only else Level.ELSEWHERE
        return Located(level, only or found, town.name, label)


def _within(mention: Mention, named: Mention) -> bool:
    """Whether a town is only part of a name: «Saint-Aubin» in «MSP des Hauts de Saint-Aubin»."""
    town, structure = mention.place, named.place
    overlap = named.first < mention.last and mention.first < named.last
    return (
        overlap
        and isinstance(town, Commune)
        and isinstance(structure, Structure)
        and town.department != structure.department
    )


def _usual(knowledge: Knowledge) -> frozenset[str]:
    """Words that are commoner in questions about the structures' places than in unanswered ones."""
    quotes = {(s.document, s.quote) for s in knowledge.structures}
    about = [e.questions for e in knowledge.expected if (e.document, e.quote) in quotes]
    other = [e.questions for e in knowledge.labelled]
    said, unsaid = (_shares(questions) for questions in (about, other))
    return frozenset(word for word, share in said.items() if share >= unsaid.get(word, 0.0))


def _shares(groups: Iterable[Sequence[str]]) -> dict[str, float]:
    """The share of questions that hold each word."""
    questions = [question for group in groups for question in group]
    counts = Counter(fold(w) for question in questions for w in set(plain_words(question)))
    return {word: count / len(questions) for word, count in counts.items()}


def _often(knowledge: Knowledge) -> str:
    """The town of a structure that most known questions name; empty where there is none."""
    asked = Counter(
        structure.town
        for structure in knowledge.structures
        if structure.town
        for entry in knowledge.expected
        if (entry.document, entry.quote) == (structure.document, structure.quote)
        for question in entry.questions
        if structure.town in question
    )
    return asked.most_common(1)[0][0] if asked else ""
