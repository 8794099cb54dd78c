"""Reads a source file into one canonical text and its structure.

Nothing is added, dropped or moved: the text differs from the file in white space, joined
line-end hyphenation, Unicode form and the markup of the file's own format, and in no letter
or digit.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

from corpus import markup
from corpus.document import Block, BlockKind
from corpus.errors import SourceError
from corpus.formats.limits import SIZE_LIMIT
from corpus.hyphenation import is_soft
from corpus.pieces import (
    CONTROL,
    INVISIBLE,
    LIST_MARK,
    SENTENCE_END,
    Piece,
    assemble,
    line_kind,
)

_FENCE = re.compile(r"\s*`{3}`*[^`]*")  # a line of its own, with a language's name at most
_LABEL = re.compile(r"[A-ZÀ-Þ][^.:;!?]{1,60} : ?\S")
_OPEN_END = re.compile(
    r"(?:,|\b(?:et|ou|de|des|du|le|la|les|un|une|à|au|aux|en|dans|par|pour|sur|avec|que|qui|dont"
    r"|laquelle|lequel|lesquels|lesquelles|ne|se|ce|cette|ces|son|sa|ses|leur|leurs))$",
    re.IGNORECASE,
)


def read_file(path: Path) -> tuple[str, tuple[Block, ...]]:
    """Read a text or Markdown file (`.md`); returns its canonical text and its blocks.

    Raises:
        SourceError: the file is missing, too large, empty or not UTF-8.
    """
    name = path.name
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise SourceError(
                f"{name} : {size // 1_000_000} Mo, c'est trop ; la limite est de "
                f"{SIZE_LIMIT // 1_000_000} Mo, coupez le fichier en plusieurs."
            )
        raw = path.read_bytes()
    except OSError as exc:
        raise SourceError(
            f"{name} : le fichier ne peut pas être ouvert ({exc.strerror}) ; vérifiez son chemin."
        ) from exc
    try:
        decoded = raw.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise SourceError(
            f"{name} : le texte n'est pas en UTF-8 ; enregistrez-le en UTF-8, puis recommencez."
        ) from exc
    if CONTROL.search(decoded.replace("\f", "\n").replace("\v", "\n")):
        raise SourceError(f"{name} : ce n'est pas un fichier de texte ; envoyez le texte lui-même.")
    text, blocks = canonical(decoded, markdown=path.suffix.lower() == ".md")
    if not text:
        raise SourceError(f"{name} : le fichier est vide ; choisissez-en un qui contient du texte.")
    return text, blocks


def canonical(raw: str, *, markdown: bool = False) -> tuple[str, tuple[Block, ...]]:
    """The canonical text of `raw` and its blocks: increasing spans over all but white space."""
    raw = INVISIBLE.sub("", re.sub(r"\r\n?|[\f\v\x85\u2028\u2029]", "\n", raw))
    raw = unicodedata.normalize("NFC", raw)
    width = _wrap_width(raw)
    pieces: list[Piece] = []
    for group in _groups(raw, markdown):
        added = list(_pieces(group, raw, width, markdown))
        if pieces and added and _runs_on(pieces[-1], added[0]):
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text} {added[0].text}", marker=0)
            added = added[1:]
        pieces += added
    reading = assemble(pieces)
    return reading.text, reading.blocks


def _groups(raw: str, markdown: bool) -> Iterator[list[str]]:
    """Runs of lines without a blank line between them, inline markup removed."""
    for chunk in re.split(r"\n(?:[^\S\n]*\n)+", raw):
        lines = chunk.split("\n")
        if markdown:
            lines = [markup.unquote(line) for line in lines if not _FENCE.fullmatch(line)]
        # Letters and accents can meet where a mark stood between them: NFC once more.
        stripped = unicodedata.normalize("NFC", markup.strip_inline("\n".join(lines)))
        lines = [re.sub(r"\s+", " ", line).strip() for line in stripped.split("\n")]
        if lines := [line for line in lines if line]:
            yield lines


def _pieces(lines: list[str], raw: str, width: float, markdown: bool) -> Iterator[Piece]:
    """Join the hard-wrapped lines of one group; a deliberate line break starts a new piece."""
    logical: list[str] = []
    for line in lines:
        if logical and not (markdown and (markup.heading(line) or markup.heading(logical[-1]))):
            last = logical[-1]
            if last.endswith("-") and last[-2:-1].isalpha() and line[0].isalpha():
                soft = is_soft(last[:-1], line, raw)
                logical[-1] = (last[:-1] if soft else last) + line
                continue
            if not LIST_MARK.match(line) and _wrapped(lines, line, last, width):
                logical[-1] = f"{last} {line}"
                continue
        logical.append(line)
    gap = "\n\n"
    for line in logical:
        title = markup.heading(line) if markdown else None
        mark = LIST_MARK.match(line)
        if title is not None:
            yield Piece(BlockKind.HEADING, title, gap)
        elif mark:
            yield Piece(BlockKind.LIST_ITEM, line, gap, mark.end())
        else:
            yield Piece(line_kind(line), line, gap)
        gap = "\n"


def _wrap_width(raw: str) -> float:
    """The column at which `raw` was hard-wrapped; 0 where it was not."""
    lengths = [len(line.strip()) for line in raw.split("\n")]
    long = [n for n in lengths if n >= 60]
    if not long or sum(n > 160 for n in long) > len(long) / 3:
        return 0.0
    return median(n for n in long if n <= 160)


def _wrapped(lines: list[str], line: str, last: str, width: float) -> bool:
    """Whether the break before `line` is only there because the line was full."""
    if not width:
        return False
    if line[0].islower() and not SENTENCE_END.search(last):
        return True
    if _LABEL.match(line) and not _OPEN_END.search(last):
        return False
    fits = len(_last_line(lines, last)) + 1 + len(line.split(" ", 1)[0])
    return fits > width * (0.95 if SENTENCE_END.search(last) else 0.85)


def _last_line(lines: list[str], joined: str) -> str:
    """The source line that ends the joined text, to measure how full it was."""
    return max((line for line in lines if joined.endswith(line)), key=len, default=joined)


def _runs_on(last: Piece, following: Piece) -> bool:
    """Whether a blank line cut a sentence: «…, laquelle» / «ne touche pas …»."""
    return (
        last.kind in (BlockKind.PARAGRAPH, BlockKind.LINE)
        and following.kind in (BlockKind.PARAGRAPH, BlockKind.LINE)
        and following.text[0].islower()
        and bool(_OPEN_END.search(last.text))
    )
