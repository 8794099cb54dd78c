"""The data files beside the sources: read whole, copied, spoilt, absent."""

import random
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.claims import LANGUAGES, Precision
from corpus.errors import CatalogueError
from corpus.knowledge import FILES, Knowledge, read_knowledge
from corpus.places import PlaceKind
from corpus.questions import LabelKind

from .conftest import REAL


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return read_knowledge(REAL)


def test_no_data_file_is_needed(tmp_path: Path) -> None:
    """An empty directory knows what any bot is told, and nothing else."""
    knowledge = read_knowledge(tmp_path)
    assert knowledge == Knowledge(labelled=knowledge.labelled)
    assert {entry.kind for entry in knowledge.labelled} >= {LabelKind.EMERGENCY, LabelKind.HELP}
    assert list(Knowledge.files(tmp_path)) == ["everyday/questions.toml"]


def test_a_copy_reads_back_the_same(knowledge: Knowledge, tmp_path: Path) -> None:
    """The files that `files` lists are all that reading needs."""
    for name, path in Knowledge.files(REAL).items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    assert read_knowledge(tmp_path) == knowledge


def test_the_letter_revises_every_report_of_an_end_in_april(knowledge: Knowledge) -> None:
    """Each claim dated end of April 2026 is revised, and by the minister's letter alone."""
    ending = {claim.id for claim in knowledge.claims if claim.date == date(2026, 4, 30)}
    revising = [claim for claim in knowledge.claims if claim.revises]
    assert ending
    for claim in revising:
        assert claim.document == "2026-02-09-lettre-ministre"
        assert ending <= set(claim.revises)


def test_relative_days_are_resolved(knowledge: Knowledge) -> None:
    """Thursday and Saturday after Wednesday 11 February 2026 are the 12th and the 14th."""
    (claim,) = [one for one in knowledge.claims if one.relative == "jeudi et samedi prochain"]
    assert [day.strftime("%a") for day in claim.days] == ["Thu", "Sat"]
    assert claim.days == (date(2026, 2, 12), date(2026, 2, 14))


def test_a_date_only_spoken_of_is_no_term(knowledge: Knowledge) -> None:
    """«au-delà du 30 avril prochain» is resolved for the reader and enters no timeline."""
    (claim,) = [one for one in knowledge.claims if one.relative == "30 avril prochain"]
    assert claim.resolved == (date(2026, 4, 30),)
    assert claim.days == ()


def test_terms_of_the_funding(knowledge: Knowledge) -> None:
    """The fund's term is a month's end and the minister's commitment a year's end."""
    terms = {
        (claim.date, claim.precision)
        for claim in knowledge.claims
        if claim.document == "2026-02-09-lettre-ministre" and claim.topic == "financement"
    }
    assert terms == {
        (date(2026, 10, 31), Precision.MONTH),
        (date(2026, 12, 31), Precision.YEAR),
    }


def test_disagreement_is_held_by_both_sides(knowledge: Knowledge) -> None:
    """A disagreement written once can be read from either claim."""
    claims = {claim.id: claim for claim in knowledge.claims}
    pairs = [(claim.id, other) for claim in claims.values() for other in claim.disagrees_with]
    assert pairs
    for one, other in pairs:
        assert one in claims[other].disagrees_with


def test_the_list_is_counted(knowledge: Knowledge) -> None:
    """The source announces 26 structures and its list, counted, names 25 in 17 items."""
    assert knowledge.enumeration is not None
    assert knowledge.enumeration.announced == 26
    assert len(knowledge.structures) == 25
    assert len({structure.quote for structure in knowledge.structures}) == 17


def test_no_town_is_invented(knowledge: Knowledge) -> None:
    """A structure has a town only where its list item names that town before the bracket."""
    for structure in knowledge.structures:
        before = structure.quote.split("(")[0]
        assert structure.place in before
        assert (structure.town is not None) == (structure.place_kind is PlaceKind.TOWN)
        assert structure.town is None or structure.town in before


def test_every_name_in_the_list_is_a_structure(knowledge: Knowledge) -> None:
    """Each list item is used up by the words of the structures read from it."""
    for quote in {structure.quote for structure in knowledge.structures}:
        named = [one.name for one in knowledge.structures if one.quote == quote]
        left = quote.split("(")[1].rstrip(")")
        for name in sorted(named, key=len, reverse=True):
            for word in name.split():
                left = left.replace(word, "", 1)
        assert set(re.findall(r"\w+", left)) <= {"et", "la", "MSP"}


def test_towns_lead_to_departments_and_regions(knowledge: Knowledge) -> None:
    """Vienne is a town of Isère and a department; Saint-Denis is two towns; Alsace an area."""
    towns = {(town.name, town.department) for town in knowledge.communes}
    departments = {one.code: one for one in knowledge.departments}
    assert ("Vienne", "38") in towns
    assert departments["86"].name == "Vienne"
    assert {("Saint-Denis", "93"), ("Saint-Denis", "974")} <= towns
    assert len(departments) == 101
    regions = {region.name: region.departments for region in knowledge.regions}
    assert departments["67"].region == "Grand Est"
    assert "67" in regions["Grand Est"]
    assert regions["Alsace"] == ("67", "68")


@pytest.mark.parametrize("word", ["Marsella", "Marsiglia", "مارسيليا", "Марсель", "马赛"])
def test_towns_have_their_foreign_names(knowledge: Knowledge, word: str) -> None:
    """A town named in the sources is known under what other languages call it."""
    assert [one.name for one in knowledge.exonyms if word in one.others] == ["Marseille"]


def test_words_of_one_group_differ(knowledge: Knowledge) -> None:
    """No group of synonyms and no term repeats a word."""
    groups = [group.words for group in knowledge.synonyms]
    for words in groups:
        folded = [word.casefold() for word in words]
        assert len(folded) == len(set(folded)), words[0]
    shorts = [term.short for term in knowledge.terms]
    assert len(shorts) == len(set(shorts))


def test_every_wording_has_its_languages(knowledge: Knowledge) -> None:
    """Topics, labels and glosses are there in each language that answers are framed in."""
    for topic in knowledge.topics:
        assert set(LANGUAGES) <= set(topic.title)
    for claim in knowledge.claims:
        assert set(LANGUAGES) <= set(claim.label)
        assert set(LANGUAGES) <= set(claim.gloss)


CLAIM = """
[[topic]]
id = "t"
title.fr = "Sujet"

[[claim]]
id = "c"
topic = "t"
document = "avis"
quote = "Il ferme le 30 juin 2026."
date = 2026-06-30
precision = "day"
label.fr = "Fermeture"
gloss.fr = "Fermeture."
"""
STRUCTURE = """
[[structure]]
name = "Alpha"
document = "avis"
quote = "à Metz (Alpha)"
place = "Metz"
place_kind = "town"
department = "57"
town = "Metz"
"""
QUESTIONS = """
[[expected]]
document = "avis"
quote = "Il ferme le 30 juin 2026."
asks = "date"
questions = ["Quand ferme le guichet ?"]

[[other]]
kind = "emergency"
number = "15"
questions = ["Il ne respire plus"]
"""


@pytest.mark.parametrize(
    ("file", "text", "old", "new", "said"),
    [
        ("claims", CLAIM, 'precision = "day"', 'precision = "hour"', "« precision »"),
        ("claims", CLAIM, 'precision = "day"\n', "", "« precision »"),
        ("claims", CLAIM, 'label.fr = "Fermeture"', 'label = "Fermeture"', "« label »"),
        ("claims", CLAIM, 'quote = "Il ferme le 30 juin 2026."\n', "", "« quote »"),
        ("claims", CLAIM, 'id = "c"\n', 'id = "c"\nmoney = "oui"\n', "« money »"),
        ("claims", CLAIM, 'id = "c"\n', 'id = "c"\nannounced = "neuf"\n', "« announced »"),
        ("claims", CLAIM, 'id = "c"\n', 'id = "c"\nrevises = "x"\n', "« revises »"),
        ("places", STRUCTURE, 'town = "Metz"\n', "", "« town »"),
        ("places", STRUCTURE, 'place_kind = "town"', 'place_kind = "city"', "« place_kind »"),
        ("questions", QUESTIONS, 'asks = "date"', 'asks = "colour"', "« asks »"),
        ("questions", QUESTIONS, 'number = "15"\n', "", "« number »"),
        ("questions", QUESTIONS, "[[other]]", "[[others]]", "« others »"),
        ("lexicon", '[[term]]\nshort = "A"\n', 'short = "A"', "short = 1", "« short »"),
        ("lexicon", '[[synonyms]]\nwords = ["a"]\n', '["a"]', "[]", "« words »"),
    ],
)
def test_a_mistake_names_file_and_key(
    small: Callable[..., Path], file: str, text: str, old: str, new: str, said: str
) -> None:
    """A wrong, missing or misspelt key is one sentence with the file and the key."""
    assert old in text
    directory = small(**{file: text.replace(old, new, 1)})
    with pytest.raises(CatalogueError) as caught:
        read_knowledge(directory)
    assert f"{file}.toml" in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize("row", ["Metz\t57", "Metz\t57\tbeaucoup", "Metz\t\t120000"])
def test_a_broken_table_names_its_line(tmp_path: Path, row: str) -> None:
    """A row of the towns' table that cannot be read is named by its number."""
    (tmp_path / "geography").mkdir()
    path = tmp_path / "geography" / "communes.tsv"
    path.write_text(f"name\tdepartment\tpopulation\n{row}\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"communes\.tsv, ligne 2"):
        read_knowledge(tmp_path)


@given(name=st.sampled_from(FILES[:4]), seed=st.integers(0, 10**6))
def test_any_lost_line_is_read_or_named(
    tmp_path_factory: pytest.TempPathFactory, name: str, seed: int
) -> None:
    """With any line of a data file lost, reading succeeds or names that file."""
    directory = tmp_path_factory.mktemp("lost")
    lines = (REAL / name).read_text(encoding="utf-8").splitlines(keepends=True)
    del lines[random.Random(seed).randrange(len(lines))]
    (directory / name).write_text("".join(lines), encoding="utf-8")
    said = name
    try:
        read_knowledge(directory)
    except CatalogueError as error:
        said = str(error)
    assert said.startswith(name)
