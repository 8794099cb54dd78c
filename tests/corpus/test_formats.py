"""The readers keep every letter, whatever the markup; run in this process, for speed."""

from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from corpus.catalogue import Corpus, read_corpus
from corpus.formats import docx as word
from corpus.formats import html
from corpus.guesses import guessed
from corpus.pieces import Reading
from corpus.reader import canonical
from tests.corpus.conftest import REAL
from tests.corpus.test_reader import check_blocks, letters

_TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff"),
    max_size=40,
)
_TAGS = st.sampled_from(
    ["p", "div", "li", "h2", "td", "tr", "b", "span", "pre", "ul", "a", "em", "section"]
)
_NODES = st.recursive(
    _TEXTS.map(lambda text: (text, text)),
    lambda inner: st.tuples(_TAGS, st.lists(inner, max_size=4)).map(
        lambda made: (
            f"<{made[0]}>{''.join(node[0] for node in made[1])}</{made[0]}>",
            "".join(node[1] for node in made[1]),
        )
    ),
    max_leaves=12,
)
FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@FOLDER
@given(_NODES.filter(lambda node: not set(node[1]) & set("<&")))
@example(("<p>un<br>deux</p>", "undeux"))
@example(("<p>a<script>b < c</script>d", "ad"))
def test_a_web_page_keeps_every_letter(tmp_path: Path, node: tuple[str, str]) -> None:
    """Tags fall away; letters, digits and their order stay."""
    path = tmp_path / "page.html"
    path.write_text(f"<!doctype html><meta charset=utf-8><title>x</title>{node[0]}", "utf-8")
    reading = html.read(path).reading
    assert letters(reading.text) == letters(node[1])
    check_blocks(reading.text, reading.blocks)


@FOLDER
@given(st.lists(st.lists(_TEXTS, max_size=3), max_size=5))
def test_a_word_file_keeps_every_letter(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    """Runs are one text, letters and digits in order."""
    made = docx.Document()
    for runs in paragraphs:
        paragraph = made.add_paragraph()
        for run in runs:
            paragraph.add_run(run).bold = len(run) % 2 == 0
    path = tmp_path / "texte.docx"
    made.save(str(path))
    reading = word.read(path).reading
    assert letters(reading.text) == letters("".join(run for runs in paragraphs for run in runs))
    check_blocks(reading.text, reading.blocks)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The sources, and what people stated of them."""
    return read_corpus(REAL)


def test_what_is_guessed_of_the_sources_is_right(corpus: Corpus) -> None:
    """Dates and authors that are guessed are those of the catalogue; what is unsure is None."""
    found = 0
    for document in corpus.documents:
        guess = guessed(Reading(document.text, document.blocks))
        assert guess.date == document.source.date
        if guess.author:
            found += 1
            assert (document.source.author or "").lower() in guess.author.lower()
    assert found >= 3


@pytest.mark.parametrize(
    ("text", "title", "author", "role"),
    [
        (
            "Objet : Fermeture de l'accueil\n\nMadame la Maire,\n\nLe centre ferme.\n\nVeuillez "
            "agréer nos salutations.\n\nAnne DUPONT\n\nPrésidente de l'association",
            "Fermeture de l'accueil",
            "Anne DUPONT",
            "présidente de l'association",
        ),
        ("Le chat dort sur le toit.", None, None, None),
        ("Communiqué de presse\n\nLe centre de santé reste ouvert\n\nIl reste ouvert tous les "
         "jours, comme promis.\n\nLa coordination des centres",
         "Le centre de santé reste ouvert", "La coordination des centres", "coordination"),
        ("La Députée\n\nMadame la Maire,\n\nLe centre ferme.\n\nVeuillez agréer nos "
         "salutations.\n\nZoé BÊLÉ", "Lettre de Zoé BÊLÉ", "Zoé BÊLÉ", "députée"),
        ("Objet : İzmir\n\nCordialement,\n\nFédération d’İzmir",
         "İzmir", "Fédération d’İzmir", "fédération"),
        ("Objet : İzmir\n\nCordialement,\n\nZoé BÊLÉ\n\nLa Déléguée d’İzmir à l’Étranger",
         "İzmir", "Zoé BÊLÉ", "déléguée d’İzmir à l’Étranger"),
    ],
)  # fmt: skip
def test_signatures_and_subjects(
    text: str, title: str | None, author: str | None, role: str | None
) -> None:
    """A subject line, a headline, a signature and a body that signs are found."""
    guess = guessed(Reading(*canonical(text)))
    assert (guess.title, guess.author, guess.role) == (title, author, role)
