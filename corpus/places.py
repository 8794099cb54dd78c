"""Structures named in the sources, the place that the source gives each, and towns' other names."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpus.entries import DataFile, Entry
from corpus.geography import Region

FILE = "places.toml"


class PlaceKind(StrEnum):
    """What sort of place the source gives: a town only where it names one."""

    TOWN = "town"
    DEPARTMENT = "department"
    TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The sentence that announces the structures, and how many it says there are."""

    document: str
    quote: str
    announced: int
    note: str | None = None
    called: tuple[str, ...] = ()  # what people call the things listed, in several languages


@dataclass(frozen=True, slots=True)
class Structure:
    """One structure, with the list item that names it."""

    name: str
    aliases: tuple[str, ...]
    document: str
    quote: str  # the list item, exact
    place: str  # as the source gives it
    place_kind: PlaceKind
    department: str  # its number, «31»
    town: str | None = None  # only where the source gives one


@dataclass(frozen=True, slots=True)
class Exonym:
    """A place's French name and what it is called in other languages or everyday speech."""

    name: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """What `places.toml` says."""

    enumeration: Enumeration | None
    structures: tuple[Structure, ...]
    areas: tuple[Region, ...]  # groups of departments that are no region today: «Alsace»
    exonyms: tuple[Exonym, ...]


def read_places(directory: Path) -> Places:
    """What `directory`/places.toml says; nothing where it is absent.

    Raises CatalogueError naming file and entry.
    """
    file = DataFile(directory / FILE, ("enumeration", "structure", "area", "exonym"))
    enumerations = [_enumeration(entry) for entry in file.single("enumeration")]
    return Places(
        enumeration=enumerations[0] if enumerations else None,
        structures=tuple(_structure(entry) for entry in file.entries("structure")),
        areas=tuple(
            Region(entry.text("name"), entry.texts("departments", required=True))
            for entry in file.entries("area")
        ),
        exonyms=tuple(
            Exonym(entry.text("name"), entry.texts("others", required=True))
            for entry in file.entries("exonym")
        ),
    )


def _enumeration(entry: Entry) -> Enumeration:
    announced = entry.number("announced")
    if announced is None:
        raise entry.wrong("announced", "le nombre annoncé par la source, comme 26")
    return Enumeration(
        entry.text("document"),
        entry.text("quote"),
        announced,
        entry.optional_text("note"),
        entry.texts("called"),
    )


def _structure(entry: Entry) -> Structure:
    structure = Structure(
        name=entry.text("name"),
        aliases=entry.texts("aliases"),
        document=entry.text("document"),
        quote=entry.text("quote"),
        place=entry.text("place"),
        place_kind=entry.choice("place_kind", PlaceKind),
        department=entry.text("department"),
        town=entry.optional_text("town"),
    )
    if (structure.town is None) == (structure.place_kind is PlaceKind.TOWN):
        raise entry.wrong("town", "présente si « place_kind » est « town », absente sinon")
    return structure
