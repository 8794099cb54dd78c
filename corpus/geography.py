"""Towns, departments and regions of France, from open data (origin: geography/ORIGIN.md)."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CatalogueError

COMMUNES = "geography/communes.tsv"
DEPARTMENTS = "geography/departments.tsv"


@dataclass(frozen=True, slots=True)
class Commune:
    """A town; several share a name, the population tells which one is most likely meant."""

    name: str
    department: str  # number: «2A», «974»
    population: int


@dataclass(frozen=True, slots=True)
class Department:
    """A department, with the name of its region."""

    code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class Region:
    """A region, with the numbers of its departments."""

    name: str
    departments: tuple[str, ...]


def read_communes(directory: Path) -> tuple[Commune, ...]:
    """The towns, in the file's order; empty where the file is absent."""
    return tuple(
        Commune(name, department, int(population))
        for name, department, population in _rows(directory / COMMUNES, "population")
    )


def read_departments(directory: Path) -> tuple[Department, ...]:
    """The departments, in the file's order; empty where the file is absent."""
    return tuple(Department(*row) for row in _rows(directory / DEPARTMENTS))


def regions_of(departments: tuple[Department, ...]) -> tuple[Region, ...]:
    """The regions that the departments lie in, in order of their first department."""
    codes: dict[str, list[str]] = {}
    for department in departments:
        codes.setdefault(department.region, []).append(department.code)
    return tuple(Region(name, tuple(found)) for name, found in codes.items())


def _rows(path: Path, number: str | None = None) -> Iterator[tuple[str, str, str]]:
    """Rows of three columns after a header line; `number` names the column that holds digits."""
    if not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path.name} ne peut pas être lu : {error}.") from error
    for place, line in enumerate(lines[1:], start=2):
        row = line.split("\t")
        if len(row) != 3 or not all(row) or (number and not row[2].isdecimal()):
            raise CatalogueError(
                f"{path.name}, ligne {place} : il faut trois colonnes séparées par des tabulations"
                + (f", la dernière étant un nombre ({number})" if number else "")
                + " ; corrigez-la."
            )
        yield row[0], row[1], row[2]
