"""`secpa backup`, `secpa restore`: what moderators did, as one file, and back again."""

from pathlib import Path
from typing import Annotated

import typer

from bot.library.backup import read_backup
from bot.library.files import KeptFiles
from bot.terminal.options import (
    CorpusOption,
    DataOption,
    encoder_for,
    errors,
    library_for,
    operator,
    settings_for,
)
from bot.terminal.progress import shown_on
from index.current import build_lock

FileArgument = Annotated[Path, typer.Argument(metavar="FICHIER", help="La sauvegarde.")]


def register(app: typer.Typer) -> None:
    """Add the commands to `secpa`."""
    app.command()(backup)
    app.command()(restore)


def backup(file: FileArgument, corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Sauvegarder ce que les modérateurs ont ajouté, retiré et noté."""
    library_for(settings_for(corpus, data)).back_up(file)
    typer.echo(f"Sauvegardé dans {file} ({file.stat().st_size // 1000} ko).")


def restore(file: FileArgument, corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Remettre une sauvegarde à la place de l'état présent, et refaire l'index."""
    settings = settings_for(corpus, data)
    with build_lock(settings.data_dir):
        shelf = read_backup(file, settings.data_dir, KeptFiles(settings.data_dir))
    encoder = encoder_for(settings)
    library = library_for(settings, lambda: encoder)
    with shown_on(errors) as progress:
        snapshot = library.restored(shelf, operator(), progress)
    typer.echo(f"Remis : {len(snapshot.documents)} sources, index {snapshot.id} en service.")
