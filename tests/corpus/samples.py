"""One letter in every format that is read, made when a test asks for it."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pypdfium2
from fpdf import FPDF
from fpdf.enums import AccessPermission
from PIL import Image

TITLE = "Avenir des centres de santé"
LINES = (
    "Paris, le 9 février 2026",
    "Les équipes ont écrit à la préfète, et les habitantes attendent une réponse claire.",
    "Le financement du centre court jusqu'à la fin du mois d'octobre, puis une loi le remplacera.",
)
ITEMS = ("un accueil ouvert tous les jours", "des interprètes pour chaque rendez-vous")
LETTER = (TITLE, *LINES, *ITEMS)


def letter(path: Path) -> Path:
    """Write the letter in the format of the path's ending."""
    writers: dict[str, Callable[[Path], object]] = {
        ".pdf": _pdf,
        ".docx": _docx,
        ".odt": _odt,
        ".html": _html,
        ".md": _markdown,
        ".txt": _text,
        ".png": photo,
        ".jpg": photo,
        ".webp": photo,
    }
    writers[path.suffix](path)
    return path


def pdf(password: str | None = None) -> FPDF:
    """An empty PDF, one page open, in a font that knows French."""
    made = FPDF(format="A4")
    made.set_font("Helvetica", size=11)
    if password:
        made.set_encryption("owner", password, permissions=AccessPermission.none())
    made.add_page()
    return made


def paragraph(made: FPDF, text: str) -> None:
    """Add a paragraph, its lines broken where the page ends."""
    made.multi_cell(0, 6, text, new_x="LMARGIN", new_y="NEXT", align="L")
    made.ln(3)


def photo(path: Path, lines: tuple[str, ...] = LETTER) -> Path:
    """A page with these lines, as a scanner sees it."""
    made = pdf()
    for line in lines:
        paragraph(made, line)
    with pypdfium2.PdfDocument(bytes(made.output() or b"")) as document:
        page = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    page.crop((0, 0, page.width, page.height // 2)).save(path)
    return path


def scan(path: Path, lines: tuple[str, ...] = LETTER) -> Path:
    """A PDF of one page that is an image."""
    made, picture = pdf(), io.BytesIO()
    photo(path.with_suffix(".png"), lines)
    with Image.open(path.with_suffix(".png")) as image:
        image.save(picture, "PNG")
        made.image(picture, x=0, y=0, w=210, h=210 * image.height / image.width)
    made.output(str(path))
    return path


def _pdf(path: Path) -> None:
    made = pdf()
    made.set_font_size(18)
    paragraph(made, TITLE)
    made.set_font_size(11)
    for line in LINES:
        paragraph(made, line)
    for item in ITEMS:
        paragraph(made, f"- {item}")
    made.output(str(path))


def _docx(path: Path) -> None:
    made = docx.Document()
    made.add_heading(TITLE, 1)
    for line in LINES:
        made.add_paragraph(line)
    for item in ITEMS:
        made.add_paragraph(item, style="List Bullet")
    made.save(str(path))


def _odt(path: Path) -> None:
    body = f"<text:h>{escape(TITLE)}</text:h>"
    body += "".join(f"<text:p>{escape(line)}</text:p>" for line in LINES)
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    odt(path, f"{body}<text:list>{items}</text:list>")


def odt(path: Path, body: str) -> Path:
    """An OpenDocument text with that body."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table")
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
    return path


def _html(path: Path) -> None:
    body = f"<h1>{TITLE}</h1>" + "".join(f"<p>{line}</p>" for line in LINES)
    items = "".join(f"<li>{item}</li>" for item in ITEMS)
    page = f"<html><head><style>p {{}}</style></head><body>{body}<ul>{items}</ul></body></html>"
    path.write_text(page, "utf-8")


def _markdown(path: Path) -> None:
    items = "\n".join(f"- {item}" for item in ITEMS)
    path.write_text(f"# {TITLE}\n\n" + "\n\n".join(LINES) + f"\n\n{items}\n", "utf-8")


def _text(path: Path) -> None:
    path.write_text(f"{TITLE}\n\n" + "\n\n".join(LINES) + "\n\n- " + "\n- ".join(ITEMS), "utf-8")
