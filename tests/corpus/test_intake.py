"""A file that someone sends becomes a text, or one sentence; nothing breaks the one who reads."""

import asyncio
import datetime as dt
import os
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

import corpus.intake
from corpus.catalogue import read_corpus
from corpus.document import BlockKind
from corpus.errors import UnreadableFileError
from corpus.formats.limits import SIZE_LIMIT
from corpus.intake import Intake, read_file
from tests.corpus import samples
from tests.corpus.test_reader import check_blocks, letters

TEXTS = (".pdf", ".docx", ".odt", ".html", ".md", ".txt")
SENTENCE = (
    "Les structures accueillent chaque jour des personnes éloignées du soin et leurs équipes les "
    "accompagnent dans toutes leurs démarches"
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le")
needs_tesseract = pytest.mark.skipif(
    shutil.which("tesseract") is None, reason="tesseract is not installed"
)


def kinds(intake: Intake) -> dict[str, BlockKind]:
    """The blocks by their texts."""
    return {intake.text[block.start : block.end]: block.kind for block in intake.blocks}


@pytest.mark.parametrize("ending", TEXTS)
def test_each_format_gives_the_letter(tmp_path: Path, ending: str) -> None:
    """Title, paragraphs, list items and the day are found in every format, letter for letter."""
    intake = read_file(samples.letter(tmp_path / f"lettre{ending}"))
    assert letters(intake.text) == letters("".join(samples.LETTER))
    check_blocks(intake.text, intake.blocks)
    assert (intake.format, intake.ocr, intake.warnings) == (ending[1:], False, ())
    assert (intake.title, intake.date) == (samples.TITLE, dt.date(2026, 2, 9))
    found = kinds(intake)
    assert all(found[item] is BlockKind.LIST_ITEM for item in samples.ITEMS)
    assert ending == ".txt" or found[samples.TITLE] is BlockKind.HEADING
    assert found[samples.LINES[1]] is BlockKind.PARAGRAPH
    assert intake.pages == ((0,) if ending == ".pdf" else ())


def test_a_pdf_keeps_sentences_whole_over_pages(tmp_path: Path) -> None:
    """Running heads and page numbers stand between paragraphs, and pages start where they do."""
    made = samples.pdf()
    made.set_auto_page_break(auto=True, margin=30)
    text = f"{' et '.join([SENTENCE] * 60)}."
    samples.paragraph(made, text)
    for number in range(1, made.page + 1):
        made.page = number
        made.set_auto_page_break(auto=False)
        for height, line in ((5, "Dossier de presse"), (285, f"Page {number}")):
            made.set_xy(10, height)
            made.cell(0, 5, line)
    made.output(str(tmp_path / "dossier.pdf"))
    intake = read_file(tmp_path / "dossier.pdf")
    found = kinds(intake)
    assert text in found
    assert len(intake.pages) == made.page > 1
    assert intake.pages[1] in range(intake.text.index(text), intake.text.index(text) + len(text))
    asides = [intake.text[block.start : block.end] for block in intake.blocks]
    assert [aside for aside in asides if aside.startswith("Page")] == [
        f"Page {number}" for number in range(1, made.page + 1)
    ]
    assert asides.count("Dossier de presse") == made.page


def test_two_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    """Columns drawn line by line are put in order, and a person is told to look."""
    made = samples.pdf()
    left, right = ([f"{side} numéro {n} de cette colonne" for n in range(12)] for side in "GD")
    for row, pair in enumerate(zip(left, right, strict=True)):
        for x, line in zip((15, 115), pair, strict=True):
            made.set_xy(x, 40 + 6 * row)
            made.cell(80, 5, line)
    made.output(str(tmp_path / "colonnes.pdf"))
    intake = read_file(tmp_path / "colonnes.pdf")
    assert letters(intake.text) == letters("".join((*left, *right)))
    assert any("page 1" in warning for warning in intake.warnings)


def test_notes_boxes_and_cells_of_a_text_stay_apart(tmp_path: Path) -> None:
    """An OpenDocument note follows its paragraph; the cells of a table are lines."""
    body = (
        '<text:p>Une phrase<text:note text:note-class="footnote"><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>La note.</text:p></text:note-body>"
        "</text:note> entière.</text:p><table:table><table:table-row><table:table-cell>"
        "<text:p>Ville</text:p></table:table-cell><table:table-cell><text:p>Lyon</text:p></table:table-cell>"
        "</table:table-row></table:table>"
    )
    intake = read_file(samples.odt(tmp_path / "note.odt", body))
    assert intake.text == "Une phrase1 entière.\n\nLa note.\n\nVille\nLyon"


def test_an_ending_in_capitals(tmp_path: Path) -> None:
    """An OpenDocument text without a «mimetype» is known by its manifest and its ending."""
    whole, bare = (
        samples.odt(tmp_path / "a.odt", "<text:p>Une phrase.</text:p>"),
        tmp_path / "B.ODT",
    )
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(bare, "w") as archive:
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", source.read("content.xml"))
    intake = read_file(bare)
    assert (intake.text, intake.format, intake.warnings) == ("Une phrase.", "odt", ())


def _encrypted_pdf(path: Path) -> None:
    made = samples.pdf(password="secret")
    samples.paragraph(made, SENTENCE)
    made.output(str(path))


def _cut_docx(path: Path) -> None:
    samples.letter(path)
    path.write_bytes(path.read_bytes()[:-2000])


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        with archive.open("content.xml", "w") as entry:
            for _ in range(100):
                entry.write(b" " * 1_000_000)


def _large(path: Path) -> None:
    path.touch()
    os.truncate(path, SIZE_LIMIT + 1)


def _wide_image(path: Path) -> None:
    Image.new("1", (20_000, 4_000)).save(path)


@pytest.mark.parametrize(
    ("name", "make", "said"),
    [
        ("verrou.pdf", _encrypted_pdf, "mot de passe"),
        ("verrou.docx", lambda p: p.write_bytes(LOCKED), "mot de passe"),
        ("vieux.doc", lambda p: p.write_bytes(OLE + bytes(600)), r"\.docx"),
        ("coupe.docx", _cut_docx, "abîmé"),
        ("coupe.pdf", lambda p: p.write_bytes(b"%PDF-1.7\n1 0 obj"), "abîmé"),
        ("faux.pdf", lambda p: p.write_text("un texte, et rien d'autre", "utf-8"), "abîmé"),
        ("bombe.odt", _bomb, "compressé de façon anormale"),
        ("enorme.pdf", _large, "20 Mo"),
        ("page.html", lambda p: p.write_text("<p></p>", "utf-8"), "pas de texte"),
        ("notes.xyz", lambda p: p.write_text("bonjour", "utf-8"), r"\.docx"),
        ("sans-suffixe", lambda p: p.write_text("bonjour", "utf-8"), r"\.odt"),
        ("rien.txt", lambda p: p.touch(), "vide"),
        pytest.param("immense.png", _wide_image, "mémoire", marks=needs_tesseract),
        ("absent.pdf", lambda p: None, "ne peut pas être ouvert"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, name: str, make: Callable[[Path], object], said: str
) -> None:
    """Locked, damaged, huge, hostile or foreign: the sentence names the file and what to do."""
    make(tmp_path / name)
    with pytest.raises(UnreadableFileError, match=said) as raised:
        read_file(tmp_path / name)
    assert str(raised.value).startswith(f"{name} : ")
    assert "\n" not in str(raised.value)


def test_a_wrong_ending_is_told(tmp_path: Path) -> None:
    """The content decides what a file is, and a person hears of it."""
    path = samples.letter(tmp_path / "lettre.docx").rename(tmp_path / "lettre.pdf")
    intake = read_file(path)
    assert intake.format == "docx"
    assert any(".pdf" in warning for warning in intake.warnings)


def test_a_reading_that_lasts_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After its time the process is ended, and the sentence says so."""
    monkeypatch.setattr(corpus.intake, "SECONDS", 0)
    with pytest.raises(UnreadableFileError, match="arrêtée après 0 secondes"):
        read_file(samples.letter(tmp_path / "lettre.txt"))


def test_reading_leaves_an_event_loop_free(tmp_path: Path) -> None:
    """A thread of a program with an event loop can read two files at once."""
    paths = [samples.letter(tmp_path / f"lettre{ending}") for ending in (".txt", ".html")]

    async def both() -> list[Intake]:
        return await asyncio.gather(*(asyncio.to_thread(read_file, path) for path in paths))

    one, other = asyncio.run(both())
    assert letters(one.text) == letters(other.text)


def test_a_bare_folder_holds_every_format(tmp_path: Path) -> None:
    """Without a catalogue, files of any format that is read are sources."""
    for ending in (".pdf", ".docx", ".txt"):
        samples.letter(tmp_path / f"lettre{ending}")
    documents = read_corpus(tmp_path).documents
    assert [document.id for document in documents] == ["lettre.docx", "lettre.pdf", "lettre.txt"]
    assert len({letters(document.text) for document in documents}) == 1


@pytest.mark.parametrize("name", ["photo.png", "scan.pdf"])
def test_without_tesseract_an_image_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Where tesseract is not installed, the sentence says what to install."""
    path = tmp_path / name
    samples.photo(path) if path.suffix == ".png" else samples.scan(path)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableFileError, match="tesseract-ocr-fra"):
        read_file(path)


@needs_tesseract
def test_a_letter_on_photos_is_recognised(tmp_path: Path) -> None:
    """The pages of a photographed letter make one text, said to be recognised, and how surely."""
    first = samples.photo(tmp_path / "page-1.jpg", samples.LETTER[:3])
    second = samples.photo(tmp_path / "page-2.webp", samples.LETTER[3:])
    intake = read_file(first, also=[second])
    assert (intake.ocr, len(intake.pages)) == (True, 2)
    assert intake.ocr_confidence is not None
    assert 0.8 < intake.ocr_confidence <= 1
    assert intake.date == dt.date(2026, 2, 9)
    assert "les habitantes attendent une réponse claire." in intake.text
    assert "interprètes pour chaque rendez-vous" in intake.text
    with pytest.raises(UnreadableFileError, match="photos"):
        read_file(first, also=[samples.letter(tmp_path / "lettre.txt")])


@needs_tesseract
def test_a_scanned_pdf_is_recognised(tmp_path: Path) -> None:
    """A page that is an image is looked at, and a warning says so."""
    intake = read_file(samples.scan(tmp_path / "scan.pdf"))
    assert (intake.ocr, intake.format, intake.pages) == (True, "pdf", (0,))
    assert "Le financement du centre court" in intake.text
    assert any("page 1" in warning for warning in intake.warnings)


@needs_tesseract
def test_an_image_without_text_is_refused(tmp_path: Path) -> None:
    """A blank page is no source."""
    Image.new("L", (900, 900), "white").save(tmp_path / "blanc.png")
    with pytest.raises(UnreadableFileError, match="aucun mot"):
        read_file(tmp_path / "blanc.png")
