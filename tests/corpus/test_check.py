"""`check` finds every way in which a data file can disagree with the sources."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.catalogue import read_corpus
from corpus.check import check

from .conftest import REAL

SIX = "".join(f'{{key}}.{code} = "Texte"\n' for code in ("fr", "en", "es", "pt", "ar", "tr"))
TOPIC = '[[topic]]\nid = "t"\n' + SIX.format(key="title")
GEOGRAPHY = {
    "communes.tsv": "name\tdepartment\tpopulation\nMetz\t57\t120000\n",
    "departments.tsv": "code\tname\tregion\n57\tMoselle\tGrand Est\n",
}


def claim(name: str = "c", **changes: str) -> str:
    """One claim as TOML, in order but for `changes` (TOML values by key)."""
    keys = {
        "id": f'"{name}"',
        "topic": '"t"',
        "document": '"avis"',
        "quote": '"Il ferme le 30 juin 2026."',
        **changes,
    }
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    return f"\n[[claim]]\n{lines}{SIX.format(key='label')}{SIX.format(key='gloss')}"


def structure(**changes: str) -> str:
    keys = {
        "name": '"Alpha"',
        "document": '"avis"',
        "quote": '"à Metz (Alpha)"',
        "place": '"Metz"',
        "place_kind": '"town"',
        "town": '"Metz"',
        "department": '"57"',
        **changes,
    }
    return "\n[[structure]]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())


def faults(directory: Path) -> list[str]:
    (directory / "geography").mkdir()
    for name, text in GEOGRAPHY.items():
        (directory / "geography" / name).write_text(text, encoding="utf-8")
    return check(read_corpus(directory))


def test_the_real_corpus_has_no_fault() -> None:
    """Every quote of the committed data files stands in its source."""
    assert check(read_corpus(REAL)) == []


def test_a_sound_small_corpus_has_no_fault(small: Callable[..., Path]) -> None:
    """What the other tests spoil is in order before."""
    dated = claim(date="2026-06-30", precision='"month"')
    relative = claim("d", relative='"30 juin 2026"', resolved="[2026-06-30]")
    assert faults(small(claims=TOPIC + dated + relative, places=structure())) == []


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        (claim(quote='"Il ferme le 31 juin 2026."'), "mot pour mot"),
        (claim(document='"autre"'), "n'est pas une source"),
        (claim(topic='"x"'), "n'est pas défini"),
        (claim(revises='["x"]'), "n'existe pas"),
        (claim(disagrees_with='["x"]'), "n'existe pas"),
        (claim(revises='["c"]'), "se révise elle-même"),
        (claim(revises='["d"]') + claim("d", revises='["c"]'), "se révise elle-même"),
        (claim() + claim(), "sert deux fois"),
        (claim(date="2026-06-29", precision='"month"'), "2026-06-30"),
        (claim(date="2026-06-30", precision='"year"'), "2026-12-31"),
        (claim(date="2026-06-30", precision='"week"'), "2026-07-05"),
        (claim(date="1026-06-30", precision='"day"'), "hors du possible"),
        (claim(said_on="3026-06-30"), "hors du possible"),
        (claim(relative='"jeudi"', resolved="[2026-06-25]"), "n'est pas dans sa citation"),
        (claim(relative='"30 juin"'), "à quelle date"),
        (claim(relative='"30 juin"', resolved="[2031-06-30]"), "trop loin"),
        (claim(resolved="[2026-06-30]"), "« relative »"),
        (claim(announced="2", named='["juillet"]'), "n'est pas dans sa citation"),
        (claim().replace('gloss.tr = "Texte"\n', ""), "tr"),
        (claim().replace('label.ar = "Texte"\n', ""), "ar"),
    ],
)
def test_each_fault_of_a_claim_is_told(small: Callable[..., Path], spoilt: str, said: str) -> None:
    """A claim that disagrees with the sources or with itself is named with the reason."""
    found = faults(small(claims=TOPIC + spoilt))
    assert found
    assert any(said in fault for fault in found), found
    assert all("« c »" in fault or "« d »" in fault for fault in found)


def test_a_title_without_a_language_is_told(small: Callable[..., Path]) -> None:
    """A topic's title is needed in each language, like labels and glosses."""
    (fault,) = faults(small(claims=TOPIC.replace('title.es = "Texte"\n', "")))
    assert "« t »" in fault
    assert "es" in fault


@pytest.mark.parametrize(
    ("places", "said"),
    [
        (structure(quote='"à Nancy (Alpha)"', place='"Nancy"'), "mot pour mot"),
        (structure(place='"Nancy"'), "« Nancy »"),
        (structure(department='"99"'), "« 99 » est inconnu"),
        (structure(town='"Nancy"'), "n'est pas une commune connue"),
        (structure() + structure(), "2 fois"),
        ('[enumeration]\ndocument = "avis"\nquote = "Trois sites"\nannounced = 3\n', "La liste"),
        ('[[exonym]]\nname = "Nancy"\nothers = ["Nanzig"]\n', "aucun lieu connu"),
        ('[[area]]\nname = "Lorraine"\ndepartments = ["54"]\n', "« 54 » est inconnu"),
    ],
)
def test_each_fault_of_a_place_is_told(small: Callable[..., Path], places: str, said: str) -> None:
    """A structure or name that the sources or the geography contradict is told."""
    found = faults(small(places=places))
    assert found
    assert any(said in fault for fault in found), found


def expected(quote: str, question: str, also: str = "[]") -> str:
    return (
        f'\n[[expected]]\ndocument = "avis"\nquote = "{quote}"\nasks = "date"\n'
        f'questions = ["{question}"]\nalso = {also}\n'
    )


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        (expected("Il ouvre le 3 mai.", "Quand ?"), "mot pour mot"),
        (
            expected(
                "Il ferme le 30 juin 2026.", "Quand ?", '[{document = "avis", quote = "Non."}]'
            ),
            "mot pour mot",
        ),
        (expected("x" * 601, "Quand ?"), "601 caractères"),
        (
            expected("Il ferme le 30 juin 2026.", "Quand ?")
            + '[[other]]\nkind = "help"\nquestions = ["quand  ?"]\n',
            "2 fois",
        ),
    ],
)
def test_each_fault_of_a_question_is_told(
    small: Callable[..., Path], questions: str, said: str
) -> None:
    """An expected answer that is no quote, or a question with two answers, is told."""
    assert any(said in fault for fault in faults(small(questions=questions)))


def test_references_between_sources_are_checked(small: Callable[..., Path]) -> None:
    """A document that is cited by none of the sources, or an unknown reply, is told."""
    directory = small(
        '[[missing]]\nid = "m"\ntitle = "M"\ncited_by = ["nul"]\n',
    )
    path = directory / "catalogue.toml"
    text = path.read_text(encoding="utf-8").replace(
        'id = "avis"', 'id = "avis"\nreplies_to = ["z"]'
    )
    path.write_text(text, encoding="utf-8")
    found = faults(directory)
    assert any("« z »" in fault for fault in found)
    assert any("« nul »" in fault for fault in found)
