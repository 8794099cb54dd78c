"""Recognises the places and structures that a question names, misspelt ones included."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from corpus.geography import Commune, Department, Region
from corpus.knowledge import Knowledge
from corpus.places import Structure
from index.words import STOPWORDS, fold

Place = Commune | Department | Region

LIKENESS = 85  # of 100, for a misspelt name; lower takes «Reims» for «Rennes»
FUZZY_LENGTH = 5  # letters; shorter names are too like other words
BIG_TOWN = 20_000  # inhabitants from which a town is recognised without a capital
LONGEST = 6  # words in a name
NEARER = 3  # times as many inhabitants as a town of a name has where nothing is named near it

_TOWN_BEFORE = frozenset(
    ("a au aux sur vers chez pres in at near en em w we в во у i bei nach din").split()
)
_AREA_BEFORE = frozenset(("dans en departement dept region in nel nella im no na en").split())
_MONTHS = re.compile(
    r"^(?:janv|fevr|mars|avril|mai$|juin|juil|aout|sept|oct|nov|dec|er$|centres?$|structures?$|euros?$|h$)"
)
_UNSPACED = re.compile(r"[\u0600-\u06ff\u3400-\u9fff]")  # prefixes and no spaces: look inside words
WORD = re.compile(r"[^\W_]+")
_CODE = re.compile(r"^(?:2[ab]|97[1-6]|\d{2})$")
_CODE_BEFORE = frozenset(("le du dans departement dept dpt dep numero").split())


@dataclass(frozen=True, slots=True)
class Mention:
    """A place or structure named in a question, by its words `first` to `last` (excluded)."""

    place: Place | Structure
    first: int
    last: int


class Gazetteer:
    """The names of a corpus's places and structures."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._structures: dict[str, Structure] = {}
        for structure in knowledge.structures:
            for name in (structure.name, *structure.aliases):
                self._structures.setdefault(_plain(name), structure)
        self._codes = {department.code: department for department in knowledge.departments}
        here = {s.department for s in knowledge.structures}
        self._namesakes: dict[str, list[Commune]] = {}

        def weight(town: Commune) -> int:
            near = town.department in here and town.population >= BIG_TOWN
            return town.population * (NEARER if near else 1)

        for commune in sorted(knowledge.communes, key=weight, reverse=True):
            self._namesakes.setdefault(_plain(commune.name), []).append(commune)
        self._towns = {name: towns[0] for name, towns in self._namesakes.items()}
        self._areas: dict[str, Place] = {_plain(r.name): r for r in knowledge.regions}
        self._areas |= {_plain(d.name): d for d in knowledge.departments}
        named = {s.town for s in knowledge.structures}
        self._likely = [
            name
            for name, town in self._towns.items()
            if len(name) >= FUZZY_LENGTH and (town.population >= BIG_TOWN or town.name in named)
        ] + [name for name in self._areas if len(name) >= FUZZY_LENGTH]
        self._others: dict[str, Place] = {}
        for exonym in knowledge.exonyms:
            place = self._towns.get(_plain(exonym.name)) or self._areas.get(_plain(exonym.name))
            if place:
                self._others |= {_plain(name): place for name in exonym.others}
        self._unspaced = {
            name: place for name, place in self._others.items() if _UNSPACED.search(name)
        }

    def department(self, code: str) -> Department | None:
        """The department with a number such as «67»."""
        return self._codes.get(code)

    def structure(self, question: str) -> Mention | None:
        """The structure that a question names, exactly or nearly."""
        tokens = [fold(word) for word in plain_words(question)]
        windows = list(_windows(tokens))
        for name, first, last in windows:
            if name in self._structures:
                return Mention(self._structures[name], first, last)
        for name, first, last in windows:
            if len(name) >= FUZZY_LENGTH + 2 and not set(name.split()) <= STOPWORDS:
                match = process.extractOne(
                    name, self._structures.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS + 3
                )
                if match and len(match[0]) >= FUZZY_LENGTH + 2:
                    return Mention(self._structures[match[0]], first, last)
        return None

    def place(self, question: str, *, expected: bool = False) -> Mention | None:
        """The place that a question names; `expected` where the question is about places anyway."""
        original = plain_words(question)
        tokens = [fold(word) for word in original]
        for name, first, last in _windows(tokens):
            capital = original[first][:1].isupper() and (first > 0 or expected)
            place = self._exact(name, tokens[:first], capital, expected)
            if isinstance(place, Commune):
                place = self._meant(name, place, tokens)
            if place:
                return Mention(place, first, last)
        for i, token in enumerate(tokens):
            after = tokens[i + 1] if i + 1 < len(tokens) else ""
            alone = i == 0 or tokens[i - 1] in _CODE_BEFORE or f"({token})" in question.lower()
            if _CODE.match(token) and alone and not _MONTHS.match(after):
                department = self._codes.get(token.upper())
                if department and (expected or i > 0):
                    return Mention(department, i, i + 1)
        for i, token in enumerate(tokens):
            if not _UNSPACED.search(token):
                continue
            within = [name for name in self._unspaced if len(name) > 1 and name in token]
            if within:
                return Mention(self._unspaced[max(within, key=len)], i, i + 1)
        for name, first, last in _windows(tokens):
            before = tokens[first - 1] if first else ""
            placed = before in _TOWN_BEFORE | _AREA_BEFORE
            if len(name) < FUZZY_LENGTH or name in STOPWORDS or not (placed and expected):
                continue
            match = process.extractOne(name, self._likely, scorer=fuzz.ratio, score_cutoff=LIKENESS)
            if match:
                return Mention(self._towns.get(match[0]) or self._areas[match[0]], first, last)
        return None

    def _meant(self, name: str, town: Commune, tokens: list[str]) -> Commune:
        """The town of that name in the department that the question names too, else `town`."""
        said = f" {' '.join(tokens)} "
        for namesake in self._namesakes.get(name, ()):
            department = self._codes.get(namesake.department)
            names = (_plain(department.name), department.code.lower()) if department else ()
            if any(f" {name} " in said for name in names):
                return namesake
        return town

    def _exact(self, name: str, before: list[str], capital: bool, expected: bool) -> Place | None:
        if name in STOPWORDS:
            return None
        if name in self._others:
            return self._others[name]
        town, area = self._towns.get(name), self._areas.get(name)
        last = before[-1] if before else ""
        last_but_one = before[-2] if len(before) > 1 else ""
        article = last in ("la", "le", "les", "l")
        if area and (not town or article or last in ("en", "dans") or town.name == area.name):
            same = bool(town) and not article
            placed = last in _AREA_BEFORE or (article and last_but_one in _AREA_BEFORE)
            if placed or (capital and not same) or (expected and not before):
                return town if same and town and last not in ("en", "dans") else area
        if town and not article:
            known = town.population >= BIG_TOWN or name in self._likely
            placed = last in _TOWN_BEFORE
            if (capital and (placed or expected or known)) or (placed and known):
                return town
            if expected and known and (not before or last == "et"):
                return town
        return None


def plain_words(text: str) -> list[str]:
    """Words as written, cut at every hyphen and apostrophe."""
    return WORD.findall(text)


def _plain(name: str) -> str:
    return _saints(" ".join(fold(word) for word in plain_words(name)))


def _saints(name: str) -> str:
    return re.sub(r"\bste?\b", lambda m: "sainte" if m.group() == "ste" else "saint", name)


def _windows(tokens: list[str]) -> Iterator[tuple[str, int, int]]:
    """Runs of words, longest first, then from the left."""
    for size in range(min(LONGEST, len(tokens)), 0, -1):
        for first in range(len(tokens) - size + 1):
            yield _saints(" ".join(tokens[first : first + size])), first, first + size
