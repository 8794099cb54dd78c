"""A file becomes one canonical text and its blocks; no letter or digit is lost or moved."""

import re
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.catalogue import Corpus, read_corpus
from corpus.document import Block, BlockKind, Document
from corpus.errors import SourceError
from corpus.formats.limits import SIZE_LIMIT
from corpus.reader import canonical, read_file
from tests.corpus.conftest import REAL

# Pieces that meet in real files, so that hypothesis finds their corners.
_PIECES = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", " \n", " ", "\t", "\f", "\u00a0", "\u202f", "\u00ad", "\ufeff", "-\n",
        "- ", "• ", "1. ", "a) ", "(2) ", "# ", "### ", "> ", "```", "```python\n", "---\n", "* ",
        "**", "*", "__", "_", "`", "^{re}", "[texte](#)", "[page](https://exemple.fr/a_b)",
        "<https://exemple.fr>", "![image](i.png)", "(", ")", ", ", " : ", ". ", "! ", "« ", " »",
        "notam-\nment", "Saint-\nDenis", "médico-\nsocial", "e\u0301", "\u0301", "Œuvre", "n°", "½",
        "La structure accueille des publics éloignés du soin, dans des quartiers prioritaires",
        "mot", "Mot", "de", "et", "2026", "50 000", "x" * 70,
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.lists(_PIECES, max_size=30).map("".join),
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\r\t"), max_size=200
    ),
)


def letters(text: str) -> str:
    """The letters, digits and accents of a text, in order; what stood between them is left out."""
    visible = re.sub("[\u00ad\u200b\u2060\ufeff]", "", text)
    parts = unicodedata.normalize("NFD", visible)
    kept = "".join(c for c in parts if c.isalnum() or unicodedata.combining(c))
    return unicodedata.normalize("NFC", kept)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The five sources."""
    return read_corpus(REAL)


@pytest.fixture(scope="module")
def by_id(corpus: Corpus) -> dict[str, Document]:
    """The five sources by their ids."""
    return {document.id: document for document in corpus.documents}


def check_blocks(text: str, blocks: tuple[Block, ...]) -> None:
    """Blocks stand in order, apart, without blank ends; outside them is only space or a mark."""
    for block in blocks:
        inside = text[block.start : block.end]
        assert 0 <= block.start < block.end <= len(text)
        assert inside == inside.strip()
    assert all(a.end <= b.start for a, b in pairwise(blocks))
    bounds = [0, *(edge for block in blocks for edge in (block.start, block.end)), len(text)]
    items = {block.start for block in blocks if block.kind is BlockKind.LIST_ITEM}
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        assert not text[start:end].strip() or end in items


@given(_TEXTS)
@example("notam-\nment")
@example("e\u00ad\u0301")
@example("^{re}\u0301")
def test_text_keeps_every_letter(raw: str) -> None:
    """A .txt file's letters and digits all stay, in order, in NFC and without carriage returns."""
    text, blocks = canonical(raw)
    assert letters(text) == letters(raw)
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    check_blocks(text, blocks)


@given(_TEXTS.filter(lambda raw: "```" not in raw))
@example("# Titre\nsuite")
@example("# # ")
def test_markdown_keeps_every_letter(raw: str) -> None:
    """A .md file's letters and digits all stay, in order."""
    text, blocks = canonical(raw, markdown=True)
    assert letters(text) == letters(raw)
    check_blocks(text, blocks)


def test_markdown_code_keeps_its_letters() -> None:
    """A code fence is markup; what stands in it, also on one line with its marks, is text."""
    text, _ = canonical("Avant\n```\ncode ici\n```\n\n```un mot```\n", markdown=True)
    assert letters(text) == letters("Avant code ici un mot")


@given(_TEXTS)
def test_reading_what_was_read_changes_no_letter(raw: str) -> None:
    """A canonical text read again has the same letters."""
    once, _ = canonical(raw)
    assert letters(canonical(once)[0]) == letters(once)


@pytest.mark.parametrize("path", sorted((REAL / "sources").iterdir()), ids=lambda path: path.stem)
def test_source_keeps_every_letter(path: Path) -> None:
    """Each source's text has the letters of its file, those of its markup aside."""
    raw, (text, blocks) = path.read_text("utf-8"), read_file(path)
    assert letters(text) == letters(raw)
    assert not any(mark in text for mark in ("**", "](", "^{", "  ", "\r"))
    check_blocks(text, blocks)


def test_titles(corpus: Corpus) -> None:
    """The five sources are there, each under the kind of title that it bears."""
    titles = {document.id: document.source.title for document in corpus.documents}
    assert sorted(titles) == [
        "2026-02-02-lettre-deputes",
        "2026-02-09-lettre-ministre",
        "2026-02-10-question-ecrite-12850",
        "2026-02-11-communique-collectif",
        "sans-date-appel-syndicats-associations",
    ]
    assert titles["2026-02-11-communique-collectif"] == (
        "SEC-Pa : Réponse à Madame la Ministre de la santé"
    )
    assert "Démantèlement de l'expérimentation SECPa" in titles["2026-02-10-question-ecrite-12850"]
    assert corpus.skipped == ()


def test_words_cut_by_a_line_end_are_whole(by_id: dict[str, Document]) -> None:
    """«notam-/ment» is one word again, and «Fonction/Publique» keeps its space."""
    text = by_id["sans-date-appel-syndicats-associations"].text
    assert "pour les populations, notamment les plus vulnérables" in text
    assert "des personnes en situation de précarité" in text
    assert "centres de santé publics ou non lucratifs" in text
    assert "Assistants Sociaux de la Fonction Publique-FSU" in text
    assert "Médecins Généralistes pour l'Accès aux soins" in text
    assert "Syndicat National des Infirmier(e)s Conseiller(e)s de Santé-FSU" in text


def test_wrapped_lines_make_paragraphs(by_id: dict[str, Document]) -> None:
    """A paragraph of many short lines is one block, and addresses keep their lines."""
    document = by_id["2026-02-02-lettre-deputes"]
    texts = [document.text[b.start : b.end] for b in document.blocks]
    (opening,) = [text for text in texts if text.startswith("Le 29 janvier 2026, le Ministère")]
    assert opening.endswith("et de lutte contre les inégalités sociales de santé.")
    assert "57 rue de Varenne" in texts
    assert "57 rue de Varenne\n\n75007 Paris" in document.text


def test_a_sentence_cut_by_a_blank_line_is_one(by_id: dict[str, Document]) -> None:
    """«…, laquelle» and «ne touche pas…» stand in one paragraph."""
    text = by_id["2026-02-10-question-ecrite-12850"].text
    assert "agence régionale de santé, laquelle ne touche pas un euro supplémentaire." in text


def test_markup_of_the_sources_is_gone(by_id: dict[str, Document]) -> None:
    """Emphasis, links and superscripts leave their text."""
    minister = by_id["2026-02-09-lettre-ministre"].text
    assert "je veux d'abord vous confirmer que la pérennisation financière" in minister
    assert "Pour en savoir plus : https://sante.gouv.fr/ministere/" in minister
    question = by_id["2026-02-10-question-ecrite-12850"].text
    assert "Auteur : M. Hadrien Clouet" in question
    assert "Haute-Garonne (1re circonscription)" in question
    assert "criante contradictio in adjecto, qui" in question


def test_demands_are_list_items(by_id: dict[str, Document]) -> None:
    """The two demands of the appeal are items, without their marks."""
    document = by_id["sans-date-appel-syndicats-associations"]
    items = [document.text[b.start : b.end] for b in document.blocks if b.kind == "list_item"]
    assert [item.split(" ", 1)[0] for item in items] == ["le", "la"]
    assert items[0].endswith("leurs principes dans le droit commun")


def test_markdown_structure() -> None:
    """Headings and items are told from prose."""
    raw = "# Le titre\n\nUne phrase, une autre.\n\n- un\n- deux\n\n> cité ici, en une phrase.\n"
    text, blocks = canonical(raw, markdown=True)
    assert [(b.kind.value, text[b.start : b.end]) for b in blocks] == [
        ("heading", "Le titre"),
        ("paragraph", "Une phrase, une autre."),
        ("list_item", "un"),
        ("list_item", "deux"),
        ("paragraph", "cité ici, en une phrase."),
    ]


def test_a_markdown_heading_keeps_to_itself() -> None:
    """The lines under a heading never become part of it."""
    body = (
        "la première ligne de ce paragraphe est longue et elle est coupée au bord de la\npage ici."
    )
    text, blocks = canonical(f"# Un titre\n{body}\n", markdown=True)
    assert [text[b.start : b.end] for b in blocks] == ["Un titre", body.replace("\n", " ")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("vide.txt", b" \n\n ", "vide"),
        ("latin.txt", "été".encode("latin-1"), "UTF-8"),
        ("image.txt", b"\x89PNG\x00\x01", "UTF-8"),
        ("nul.txt", b"un texte\x00cache", "fichier de texte"),
    ],
)
def test_refuses_what_is_no_text(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    """What cannot be read gets one sentence that names the file."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=said) as raised:
        read_file(tmp_path / name)
    assert str(raised.value).startswith(name)
    assert "\n" not in str(raised.value)


def test_refuses_a_huge_or_absent_file(tmp_path: Path) -> None:
    """Size is looked at before the file is read, and a missing file is said to be."""
    huge = tmp_path / "enorme.txt"
    with huge.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    with pytest.raises(SourceError, match="limite"):
        read_file(huge)
    with pytest.raises(SourceError, match="ne peut pas être ouvert"):
        read_file(tmp_path / "absent.txt")


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    """A file from Windows reads like any other."""
    (tmp_path / "windows.txt").write_bytes("\ufeffLe guichet ouvre.\r\nIl ferme.\r\n".encode())
    assert read_file(tmp_path / "windows.txt")[0] == "Le guichet ouvre.\nIl ferme."
