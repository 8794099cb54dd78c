"""Read the test files of public projects: damaged, encrypted, huge, of other formats, and sound.

    pip download --no-binary :all: --no-deps -d FOLDER pillow pypdf pypdfium2 ocrmypdf pdfreader \\
        python-docx python-pptx odfpy pi-heif html2text
    python -m benchmarks.hostile_files FOLDER

FOLDER holds the source distributions. `hostile_files.tsv` lists the files in them, with their
sha256 and the project's licence; none is kept here. Each is offered as a draft to a library, with
three made here (two that unfold to gigabytes, one too large). Each must end in a text, or in one
sentence and a library that is as it was before: no crash, no more than 60 s, no more than 1.5 GB in
all processes together. Prints one line for each, then the figures; ends with 1 where one fails.
`--list` writes the table anew from FOLDER.
"""

import csv
import hashlib
import io
import os
import re
import sys
import tarfile
import tempfile
import threading
import time
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath

from bot.library.drafts import Stated
from bot.library.library import Library
from corpus.document import Document
from corpus.errors import UnreadableFileError

TABLE = Path(__file__).with_suffix(".tsv")
SECONDS, MEMORY = 60.0, 1_500_000_000
LICENCES = {
    "html2text": "GPL-3.0",
    "ocrmypdf": "MPL-2.0",
    "odfpy": "Apache-2.0 or GPL-2.0 or LGPL-2.1",
    "pdfreader": "MIT",
    "pi_heif": "BSD-3-Clause",
    "pillow": "MIT-CMU",
    "pypdf": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause or Apache-2.0",
    "python_docx": "MIT",
    "python_pptx": "MIT",
}
_WANTED = re.compile(r"\.(pdf|docx|pptx|od[a-z]|html?|hei[cf])$", re.IGNORECASE)
_BROKEN_IMAGE = re.compile(
    r"(bomb|broken|crash|corrupt|timeout|trunc|oom|exif|cmyk|multi|large)[^/]*\.(png|jpe?g|webp)$"
)


class Watch:
    """The most memory that the processes under this one take together, in bytes."""

    def __init__(self) -> None:
        self.most = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> int:
        """End, and tell."""
        self._stopped.set()
        self._thread.join()
        return self.most

    def _look(self) -> None:
        page = os.sysconf("SC_PAGE_SIZE")
        while not self._stopped.wait(0.02):
            self.most = max(self.most, sum(_resident(each) for each in _under(os.getpid())) * page)


def main(folder: str, *options: str) -> int:
    """Read them all; the exit status."""
    if "--list" in options:
        _write_table(Path(folder))
    refused = read = failed = 0
    longest = heaviest = 0.0
    with tempfile.TemporaryDirectory() as place:
        library = _library(Path(place))
        for file in _files(Path(folder), Path(place)):
            began, watch = time.perf_counter(), Watch()
            fault, said = _offered(library, file)
            memory, took = watch.stop(), time.perf_counter() - began
            if took > SECONDS or memory > MEMORY:
                fault = f"{took:.0f} s, {memory / 1e6:.0f} MB"
            failed += fault is not None
            refused, read = refused + bool(said), read + (not said)
            longest, heaviest = max(longest, took), max(heaviest, memory)
            shown = fault or said or "read"
            print(f"{took:5.1f} s {memory / 1e6:5.0f} MB  {file.name:44} {shown}", flush=True)
    print(
        f"{refused + read} files: {read} read, {refused} refused in one sentence, {failed} failed; "
        f"{longest:.1f} s and {heaviest / 1e6:.0f} MB at most"
    )
    return int(failed > 0)


def _offered(library: Library, file: Path) -> tuple[str | None, str]:
    """What is wrong with how a file was taken, and the sentence that refused it."""
    before = library.drafts(), sorted(library.files.all())
    try:
        draft = library.draft(file, "benchmark", Stated())
    except UnreadableFileError as error:
        after = library.drafts(), sorted(library.files.all())
        said = str(error)
        whole = said.startswith(file.name) and said.endswith(".") and "\n" not in said
        if error.__cause__ is not None and isinstance(error.__cause__, ChildProcessError):
            return f"the reader crashed: {error.__cause__}", said
        return (None if whole and after == before else "not one sentence, or half added"), said
    except Exception as error:
        return f"{type(error).__name__}: {error}", "?"
    fault = _wrong(library.document(draft))
    library.discard(draft.id)
    return fault, ""


def _wrong(document: Document) -> str | None:
    """What is wrong with a text; its letters are for `pdf_text` to judge."""
    text, blocks = document.text, document.blocks
    if not text or not blocks or not unicodedata.is_normalized("NFC", text) or "\r" in text:
        return "no canonical text"
    if any(a.end > b.start for a, b in pairwise(blocks)) or blocks[-1].end > len(text):
        return "blocks that overlap"
    strange = sum(unicodedata.category(c) in ("Cc", "Co", "Cn") and c != "\n" for c in text)
    return "mostly no letters" if strange > len(text) / 2 else None


def _library(place: Path) -> Library:
    corpus = place / "corpus"
    corpus.mkdir()
    (corpus / "note.txt").write_text("Une note, pour que le dossier ne soit pas vide.\n", "utf-8")

    def none() -> object:
        raise AssertionError("nothing is to be built")

    return Library(corpus, place / "data", none)  # type: ignore[arg-type]


def _files(folder: Path, place: Path) -> Iterator[Path]:
    """Each file in turn, written under its own name."""
    rows = list(csv.DictReader(TABLE.open(encoding="utf-8"), delimiter="\t"))
    for name in sorted({row["distribution"] for row in rows}):
        with tarfile.open(folder / name) as archive:
            for row in rows:
                if row["distribution"] != name:
                    continue
                member = archive.extractfile(row["member"])
                data = member.read() if member else b""
                if hashlib.sha256(data).hexdigest() != row["sha256"]:
                    raise RuntimeError(f"{row['member']} is not the file that was listed")
                yield _written(place / "files" / PurePosixPath(row["member"]).name, data)
    yield _written(place / "files" / "bomb.docx", _bomb("word/document.xml", "_rels/.rels"))
    yield _written(place / "files" / "bomb.odt", _bomb("content.xml", "META-INF/manifest.xml"))
    huge = _written(place / "files" / "huge.pdf", b"%PDF-1.7\n")
    os.truncate(huge, 3_000_000_000)
    yield huge


def _written(path: Path, data: bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def _bomb(*parts: str) -> bytes:
    """An archive whose parts unfold to a gigabyte."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        if "content.xml" in parts:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for part in parts:
            with archive.open(part, "w") as entry:
                for _ in range(1000):
                    entry.write(b" " * 1_000_000)
    return written.getvalue()


def _write_table(folder: Path) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(("distribution", "licence", "member", "sha256"))
        for path in sorted(folder.glob("*.tar.gz")):
            licence = LICENCES.get(path.name.rsplit("-", 1)[0])
            with tarfile.open(path) as archive:
                for member in archive.getmembers() if licence else ():
                    name = member.name.lower()
                    content = archive.extractfile(member) if _is_listed(name) else None
                    if content:
                        digest = hashlib.sha256(content.read()).hexdigest()
                        table.writerow((path.name, licence, member.name, digest))


def _is_listed(name: str) -> bool:
    return bool(_WANTED.search(name) or _BROKEN_IMAGE.search(name))


def _under(pid: int) -> Iterator[int]:
    """The processes that a process started, and theirs."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return
    for child in map(int, children):
        yield child
        yield from _under(child)


def _resident(pid: int) -> int:
    """Pages in memory."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
