"""Three programs that make a PDF of the same text: LibreOffice, Chromium and Typst.

    apt-get install libreoffice-writer-nogui hyphen-fr chromium fonts-liberation
    pip install typst

`benchmarks/pdf_text.py` uses them. Chromium has no footnotes: there the notes are left out.
"""

import html
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from corpus.document import BlockKind


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph or list item, and the footnote at its end."""

    kind: BlockKind
    text: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text is laid out."""

    name: str
    columns: int = 1
    justified: bool = True
    head: str | None = None  # above every page, with «Page n» below it


Producer = Callable[[list[Block], Layout, Path], None]


def with_typst(blocks: list[Block], layout: Layout, target: Path) -> None:
    """Write a PDF with Typst."""
    import typst

    given = {
        "blocks": [[block.kind, block.text, block.note] for block in blocks],
        "columns": layout.columns,
        "justified": layout.justified,
        "head": layout.head,
    }
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "texte.typ")
        file.write_text(_TYPST, "utf-8")
        typst.compile(file, output=target, sys_inputs={"given": json.dumps(given)})


def with_chromium(blocks: list[Block], layout: Layout, target: Path) -> None:
    """Write a PDF with Chromium, without the notes."""
    tags = {BlockKind.HEADING: "h2", BlockKind.LIST_ITEM: "li"}
    body = "\n".join(
        f"<{tag}>{html.escape(block.text)}</{tag}>"
        for block in blocks
        for tag in (tags.get(block.kind, "p"),)
    )
    align = "justify" if layout.justified else "left"
    margins = ""
    if layout.head:
        margins = (
            f'@top-left {{ content: "{layout.head}"; font-size: 9pt }}'
            '@bottom-center { content: "Page " counter(page); font-size: 9pt }'
        )
    page = (
        f'<!doctype html><html lang="fr"><meta charset="utf-8"><style>@page {{ size: A4; '
        f"margin: 2.5cm; {margins} }} body {{ font: 11pt 'Liberation Serif'; text-align: {align}; "
        f"columns: {layout.columns}; column-gap: 1cm; hyphens: auto }}</style>{body}</html>"
    )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, "texte.html")
        file.write_text(page, "utf-8")
        options = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer")
        profile = f"--user-data-dir={place}/profile"
        _run("chromium", *options, profile, f"--print-to-pdf={target}", file.as_uri())


def with_libreoffice(blocks: list[Block], layout: Layout, target: Path) -> None:
    """Write a PDF with LibreOffice."""
    body = "".join(_odf(block, number) for number, block in enumerate(blocks))
    if layout.columns > 1:
        body = f'<text:section text:style-name="S" text:name="Colonnes">{body}</text:section>'
    margins = ""
    if layout.head:
        margins = (
            f'<style:header><text:p text:style-name="H">{escape(layout.head)}</text:p>'
            "</style:header>"
            '<style:footer><text:p text:style-name="H">Page <text:page-number/></text:p>'
            "</style:footer>"
        )
    document = _FODT.format(
        body=body,
        margins=margins,
        align="justify" if layout.justified else "start",
        columns=layout.columns,
        widths='<style:column style:rel-width="1*"/>' * layout.columns,
    )
    with tempfile.TemporaryDirectory() as place:
        file = Path(place, f"{target.stem}.fodt")
        file.write_text(document, "utf-8")
        profile = f"-env:UserInstallation=file://{place}/profile"
        convert = ("--headless", "--convert-to", "pdf", "--outdir", place, str(file))
        _run("soffice", profile, *convert)
        shutil.move(file.with_suffix(".pdf"), target)


PRODUCERS: dict[str, Producer] = {
    "libreoffice": with_libreoffice,
    "chromium": with_chromium,
    "typst": with_typst,
}


def _run(*command: str) -> None:
    if shutil.which(command[0]) is None:
        raise RuntimeError(
            f"{command[0]} is not installed; see the head of benchmarks/producers.py"
        )
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def _odf(block: Block, number: int) -> str:
    note = ""
    if block.note:
        note = (
            f'<text:note text:id="n{number}" text:note-class="footnote"><text:note-citation/>'
            f'<text:note-body><text:p text:style-name="N">{escape(block.note)}</text:p>'
            "</text:note-body></text:note>"
        )
    text = f"{escape(block.text)}{note}"
    match block.kind:
        case BlockKind.HEADING:
            return f'<text:h text:style-name="T" text:outline-level="1">{text}</text:h>'
        case BlockKind.LIST_ITEM:
            item = f'<text:list-item><text:p text:style-name="P">{text}</text:p></text:list-item>'
            return f'<text:list text:style-name="L">{item}</text:list>'
        case _:
            return f'<text:p text:style-name="P">{text}</text:p>'


_TYPST = """\
#let given = json(bytes(sys.inputs.given))
#let margin(body) = if given.head != none { text(size: 9pt, body) }
#set page(
  paper: "a4", columns: given.columns, margin: 2.5cm,
  header: margin(given.head),
  footer: context margin[Page #counter(page).display()],
)
#set text(lang: "fr", font: "Libertinus Serif", size: 11pt, hyphenate: true)
#set par(justify: given.justified)
#show heading: set text(hyphenate: false)
#for (kind, body, note) in given.blocks {
  let call = if note != none { footnote(note) }
  if kind == "heading" { heading(body) }
  else if kind == "list_item" [- #body#call]
  else { par[#body#call] }
}
"""

_FODT = """\
<?xml version="1.0" encoding="UTF-8"?>
<office:document office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<office:styles>
 <style:default-style style:family="paragraph">
  <style:text-properties style:font-name="Liberation Serif" fo:font-size="11pt" fo:language="fr"
   fo:country="FR" fo:hyphenate="true" fo:hyphenation-remain-char-count="2"
   fo:hyphenation-push-char-count="3"/>
 </style:default-style>
 <style:style style:name="P" style:family="paragraph"><style:paragraph-properties
  fo:text-align="{align}" fo:margin-bottom="0.2cm"/></style:style>
 <style:style style:name="T" style:family="paragraph"><style:paragraph-properties
  fo:margin-top="0.4cm" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="14pt"
  fo:font-weight="bold" fo:hyphenate="false"/></style:style>
 <style:style style:name="N" style:family="paragraph"><style:text-properties
  fo:font-size="9pt"/></style:style>
 <style:style style:name="H" style:family="paragraph"><style:text-properties
  fo:font-size="9pt"/></style:style>
</office:styles>
<office:automatic-styles>
 <text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="•">
  <style:list-level-properties text:list-level-position-and-space-mode="label-alignment">
  <style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm"
   fo:margin-left="1cm"/></style:list-level-properties></text:list-level-style-bullet>
 </text:list-style>
 <style:style style:name="S" style:family="section"><style:section-properties>
  <style:columns fo:column-count="{columns}" fo:column-gap="1cm">{widths}</style:columns>
 </style:section-properties></style:style>
 <style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm"
  fo:page-height="29.7cm" fo:margin="2cm"/>
  <style:header-style><style:header-footer-properties fo:min-height="1cm"
   fo:margin-bottom="0.5cm"/></style:header-style>
  <style:footer-style><style:header-footer-properties fo:min-height="1cm"
   fo:margin-top="0.5cm"/></style:footer-style></style:page-layout>
</office:automatic-styles>
<office:master-styles>
 <style:master-page style:name="Standard" style:page-layout-name="A4">{margins}</style:master-page>
</office:master-styles>
<office:body><office:text>{body}</office:text></office:body>
</office:document>
"""
