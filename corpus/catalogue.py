"""The corpus: its documents as `catalogue.toml` lists them, or every readable file of a folder."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from corpus.document import Block, Document, MissingSource, Source
from corpus.entries import DataFile, Entry
from corpus.errors import CatalogueError, SourceError
from corpus.formats.kinds import SUFFIXES, TEXTS
from corpus.formats.sentences import READ
from corpus.intake import read_file as intake_of
from corpus.knowledge import Knowledge, read_knowledge
from corpus.reader import read_file

FILE = "catalogue.toml"
SOURCES = "sources"
_TABLES = ("source", "missing")


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents, what they cite and the corpus lacks, and what people stated about them."""

    documents: tuple[Document, ...]
    missing: tuple[MissingSource, ...]
    knowledge: Knowledge
    skipped: tuple[str, ...] = ()  # one sentence for each file that was not read


def read_corpus(directory: Path) -> Corpus:
    """Read a corpus directory, catalogued or bare; it is never written to.

    Raises:
        CatalogueError: no such directory, a malformed data file, a source file that is missing,
            lies elsewhere or has changed, or a bare directory without one readable file.
        SourceError: a catalogued source file cannot be read.
    """
    _require(directory)
    if (directory / FILE).exists():
        return _catalogued(directory)
    return _bare(directory)


def _require(directory: Path) -> None:
    if not directory.is_dir():
        raise CatalogueError(f"{directory} n'est pas un dossier ; indiquez celui des sources.")


def listed_ids(directory: Path) -> frozenset[str]:
    """Ids of the sources that a corpus directory lists, readable or not; no source is opened.

    Raises CatalogueError where there is no such directory, or its catalogue is malformed.
    """
    _require(directory)
    if (directory / FILE).exists():
        return DataFile(directory / FILE, _TABLES).texts("source", "id")
    return frozenset(_bare_ids(directory).values())


def _catalogued(directory: Path) -> Corpus:
    file = DataFile(directory / FILE, _TABLES)
    documents = tuple(_document(entry, directory / SOURCES) for entry in file.entries("source"))
    missing = tuple(_missing(entry) for entry in file.entries("missing"))
    _refuse_twins([document.id for document in documents] + [source.id for source in missing])
    listed = {document.source.file for document in documents}
    skipped = tuple(
        f"{name} n'est pas dans {FILE} et n'a pas été lu ; ajoutez-y une entrée ou retirez-le."
        for name in _files(directory / SOURCES)
        if name not in listed
    )
    return Corpus(documents, missing, read_knowledge(directory), skipped)


def _document(entry: Entry, folder: Path) -> Document:
    source = Source(
        id=entry.text("id"),
        title=entry.text("title"),
        file=entry.text("file"),
        author=entry.optional_text("author"),
        role=entry.optional_text("role"),
        kind=entry.optional_text("kind"),
        date=entry.day("date"),
        date_note=entry.optional_text("date_note"),
        url=entry.optional_text("url"),
        sha256=entry.text("sha256"),
        addressees=entry.texts("addressees"),
        references=entry.texts("references"),
        replies_to=entry.texts("replies_to"),
        revises=entry.texts("revises"),
        called=entry.texts("called"),
    )
    path = _inside(folder, source.file, entry)
    if _sha256(path) != source.sha256:
        raise CatalogueError(
            f"{entry.where} : le fichier {source.file} a changé depuis son inscription ; "
            "remettez l'original, ou vérifiez le texte puis corrigez « sha256 »."
        )
    return Document(source, *_read(path, source.sha256))


def _inside(folder: Path, name: str, entry: Entry) -> Path:
    """The path of a source file, which must lie in `folder`, links followed."""
    parts = PurePosixPath(name).parts
    escapes = ".." in parts or PurePosixPath(name).is_absolute()
    path = folder / name
    if escapes or PureWindowsPath(name).drive or "\\" in name or "\0" in name:
        raise entry.wrong("file", f"le nom d'un fichier du dossier {SOURCES}, sans « .. »")
    if not path.is_file():
        raise CatalogueError(
            f"{entry.where} : le fichier {name} n'est pas dans le dossier {SOURCES} ; "
            "ajoutez-le ou corrigez « file »."
        )
    if not path.resolve().is_relative_to(folder.resolve()):
        raise entry.wrong("file", f"un fichier du dossier {SOURCES}, et non un lien vers ailleurs")
    return path


def _missing(entry: Entry) -> MissingSource:
    return MissingSource(
        id=entry.text("id"),
        title=entry.text("title"),
        cited_by=entry.texts("cited_by", required=True),
        date=entry.day("date"),
        note=entry.optional_text("note"),
    )


def _refuse_twins(ids: list[str]) -> None:
    for twin in sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        raise CatalogueError(f"{FILE} : l'identifiant « {twin} » sert deux fois ; changez-en un.")


def _bare(directory: Path) -> Corpus:
    documents, skipped = [], []
    for name, id_ in _bare_ids(directory).items():
        path = directory / name
        try:
            digest = _sha256(path)
            text, blocks = _read(path, digest)
        except SourceError as error:
            skipped.append(str(error))
            continue
        source = Source(
            id=id_,
            title=_title(PurePosixPath(name).stem),
            file=name,
            sha256=digest,
        )
        documents.append(Document(source, text, blocks))
    if not documents:
        reason = f" Par exemple : {skipped[0]}" if skipped else ""
        raise CatalogueError(
            f"Aucun texte lisible dans {directory} ; mettez-y des fichiers {READ}, ou indiquez un "
            f"autre dossier.{reason}"
        )
    return Corpus(tuple(documents), (), read_knowledge(directory), tuple(skipped))


def _bare_ids(directory: Path) -> dict[str, str]:
    """The names of a folder's readable files, each with its id: twins keep their suffix."""
    names = [name for name in _files(directory) if PurePosixPath(name).suffix.lower() in SUFFIXES]
    ids = [str(PurePosixPath(name).with_suffix("")) for name in names]
    alike = Counter(ids)
    return {name: id_ if alike[id_] == 1 else name for name, id_ in zip(names, ids, strict=True)}


@lru_cache(maxsize=256)
def _read(path: Path, sha256: str) -> tuple[str, tuple[Block, ...]]:
    """The text and blocks of a file; `sha256`, of its content, makes a changed file a new one.

    What is not text itself is read in a process of its own, once for each state of the file.
    """
    if path.suffix.lower() in TEXTS:
        return read_file(path)
    intake = intake_of(path)
    return intake.text, intake.blocks


def _files(folder: Path) -> Iterator[str]:
    """Names of the files under `folder`, relative, sorted; hidden ones and links out are left."""
    root = folder.resolve()
    found = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in files:
            path = Path(place, name)
            if name.startswith(".") or not path.is_file():  # what is a pipe would be waited for
                continue
            if path.resolve().is_relative_to(root):
                found.append(path.relative_to(folder).as_posix())
    return iter(sorted(found))


def _title(stem: str) -> str:
    """«rapport_annuel-2025» becomes «Rapport annuel 2025»; a date keeps its hyphens."""
    words = re.sub(r"_+|(?<!\d)-|-(?!\d)", " ", stem).split()
    return " ".join(words)[:1].upper() + " ".join(words)[1:] or stem


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SourceError(
            f"{path.name} : le fichier ne peut pas être ouvert ({error.strerror}) ; "
            "vérifiez ses droits."
        ) from error
