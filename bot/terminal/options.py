"""What every command takes, and what it opens with it."""

import contextlib
import datetime as dt
import getpass
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.answering.assistant import Assistant
from bot.answering.language import LANGUAGES
from bot.library.library import Library
from bot.settings import Settings, SettingsError, load_settings
from bot.terminal.progress import shown_on
from corpus.catalogue import listed_ids
from index.current import current_id, load_current, load_named
from index.encoder import Encoder, load_encoder
from index.errors import BuildLockedError, SnapshotError
from index.snapshot import Snapshot

CorpusOption = Annotated[
    Path | None, typer.Option("--corpus", help="Le dossier des sources (SECPA_CORPUS_DIR).")
]
DataOption = Annotated[
    Path | None, typer.Option("--data", help="Le dossier où écrire (SECPA_DATA_DIR).")
]
TodayOption = Annotated[
    str | None, typer.Option("--today", help="Répondre comme ce jour-là, par exemple 2026-11-21.")
]
LanguageOption = Annotated[
    str | None, typer.Option("--lang", help="La langue de la réponse : fr, en, es, pt, ar, tr.")
]

errors = Console(stderr=True, highlight=False)


def tell(sentence: str) -> None:
    """Write a sentence to the standard error: as it is, in one line."""
    errors.print(sentence, markup=False, soft_wrap=True)


def settings_for(corpus: Path | None, data: Path | None) -> Settings:
    """The settings, with the directories given on the command line."""
    return load_settings(corpus_dir=corpus, data_dir=data)


def encoder_for(settings: Settings) -> Encoder:
    """The encoder that the settings name, its unpacking shown."""
    with shown_on(errors) as progress:
        return load_encoder(settings.encoder, settings.data_dir, progress)


def library_for(settings: Settings, encoder: Callable[[], Encoder] | None = None) -> Library:
    """The sources and what may be done with them; `encoder` gives it, else it is loaded once."""

    @cache
    def load() -> Encoder:
        return load_encoder(settings.encoder, settings.data_dir)

    return Library(settings.corpus_dir, settings.data_dir, encoder or load)


def operator() -> str:
    """Who gives commands in this shell, as the journal names them."""
    try:
        return f"terminal : {getpass.getuser()}"
    except (KeyError, OSError):  # a container's user may have no name
        return "terminal"


def opened(settings: Settings, *, mend: bool = False) -> tuple[Assistant, Library]:
    """The assistant and its sources: an index is built where there is none, a crash settled.

    With `mend`, a damaged index is told of, and built anew. Raises CatalogueError where there is no
    such directory of sources, SettingsError where the index was made of others altogether.
    """
    with ThreadPoolExecutor(1) as apart:
        loading = apart.submit(encoder_for, settings)  # while the snapshot is read
        library = library_for(settings, loading.result)
        snapshot = None
        try:
            id_ = current_id(settings.data_dir)
            if mend:
                snapshot = load_named(settings.data_dir, id_)
        except SnapshotError as error:
            loading.result()
            if mend:
                tell(str(error))
            with shown_on(errors) as progress:
                library.rebuild(operator(), progress)
        with contextlib.suppress(BuildLockedError):  # whoever holds the lock settles
            library.settle()
        snapshot = snapshot or load_current(settings.data_dir)
        _refuse_stranger(snapshot, settings)
        assistant = Assistant(
            settings.data_dir,
            settings.corpus_dir,
            loading.result(),
            snapshot,
            verified_on=library.verified_on,
        )
    return assistant, library


def _refuse_stranger(snapshot: Snapshot, settings: Settings) -> None:
    """Raise SettingsError where the directory holds no source of the snapshot that is its own."""
    added = {added.source.id for added in snapshot.shelf.added}
    own = {document.id for document in snapshot.documents} - added
    if own and own.isdisjoint(listed_ids(settings.corpus_dir)):
        raise SettingsError(
            f"L'index de {settings.data_dir} n'a aucune source de {settings.corpus_dir} ; lancez "
            "« secpa index build » pour en faire un autre, ou indiquez un autre --data."
        )


def assistant_for(settings: Settings) -> Assistant:
    """The assistant alone."""
    return opened(settings)[0]


def day(text: str | None) -> dt.date:
    """The day that answers are given as of; wrong use where it is no date."""
    if text is None:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(
            f"« {text} » n'est pas une date ; écrivez-la comme 2026-11-21."
        ) from None


def language(text: str | None) -> str | None:
    """The language that answers are given in; wrong use where the assistant speaks it not."""
    if text is None or text.partition("-")[0].lower() in LANGUAGES:
        return text
    raise typer.BadParameter(
        f"« {text} » n'est pas une langue d'ici ; choisissez parmi : {', '.join(LANGUAGES)}."
    )


def interactive() -> bool:
    """Whether a person sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()
