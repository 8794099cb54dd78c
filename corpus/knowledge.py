"""What people stated about the sources: claims, places, words, questions; all of it optional."""

from dataclasses import dataclass
from pathlib import Path

from corpus import claims as statements
from corpus import geography, lexicon, places
from corpus import profile as presented
from corpus import questions as asked

FILES = (
    statements.FILE,
    places.FILE,
    lexicon.FILE,
    asked.FILE,
    f"{asked.EVERYDAY}/{asked.FILE}",
    presented.FILE,
    geography.COMMUNES,
    geography.DEPARTMENTS,
)  # relative to the corpus directory


@dataclass(frozen=True, slots=True)
class Knowledge:
    """Everything the data files say; a file that is absent leaves its part empty."""

    topics: tuple[statements.Topic, ...] = ()
    claims: tuple[statements.Claim, ...] = ()
    enumeration: places.Enumeration | None = None
    structures: tuple[places.Structure, ...] = ()
    exonyms: tuple[places.Exonym, ...] = ()
    communes: tuple[geography.Commune, ...] = ()
    departments: tuple[geography.Department, ...] = ()
    regions: tuple[geography.Region, ...] = ()  # today's, then the other areas people speak of
    terms: tuple[lexicon.Term, ...] = ()
    synonyms: tuple[lexicon.Synonyms, ...] = ()
    expected: tuple[asked.Expected, ...] = ()
    labelled: tuple[asked.Labelled, ...] = ()
    profile: presented.Profile | None = None

    @staticmethod
    def files(directory: Path) -> dict[str, Path]:
        """The data files by their place under a copy of `directory` that reads back the same."""
        found = {name: path for name in FILES if (path := directory / name).is_file()}
        return found | {f"{asked.EVERYDAY}/{asked.FILE}": asked.everyday_file(directory)}


def read_knowledge(directory: Path) -> Knowledge:
    """Read the data files of a corpus directory; raises CatalogueError naming file and entry."""
    topics, stated = statements.read_claims(directory)
    named = places.read_places(directory)
    terms, synonyms = lexicon.read_lexicon(directory)
    expected, labelled = asked.read_questions(directory)
    everyday = asked.read_questions(asked.everyday_file(directory).parent)[1]
    departments = geography.read_departments(directory)
    return Knowledge(
        topics=topics,
        claims=stated,
        enumeration=named.enumeration,
        structures=named.structures,
        exonyms=named.exonyms,
        communes=geography.read_communes(directory),
        departments=departments,
        regions=geography.regions_of(departments) + named.areas,
        terms=terms,
        synonyms=synonyms,
        expected=expected,
        labelled=labelled + everyday,
        profile=presented.read_profile(directory),
    )
