"""`secpa index …`: build the index, see what there is, go back, check."""

from typing import Annotated

import typer

from bot.terminal.options import (
    CorpusOption,
    DataOption,
    encoder_for,
    errors,
    library_for,
    operator,
    settings_for,
    tell,
)
from bot.terminal.progress import shown_on
from index import current
from index.snapshot import read_manifest, verify

app = typer.Typer(help="L'index des sources.", no_args_is_help=True)


@app.command()
def build(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Lire les sources, faire un nouvel index et le mettre en service."""
    settings = settings_for(corpus, data)
    encoder = encoder_for(settings)
    library = library_for(settings, lambda: encoder)
    with shown_on(errors) as progress:
        made = library.rebuild(operator(), progress)
    for sentence in library.corpus().skipped:
        tell(sentence)
    typer.echo(
        f"Index {made.id} en service : {len(made.documents)} sources, "
        f"{len(made.passages)} passages, {len(made.units)} phrases."
    )


@app.command()
def status(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Dire quel index est en service."""
    settings = settings_for(corpus, data)
    id_ = current.current_id(settings.data_dir)
    manifest = read_manifest(current.snapshot_folder(settings.data_dir, id_))
    counts = manifest.counts
    typer.echo(
        f"Index {id_} en service, fait le {manifest.built_at:%Y-%m-%d %H:%M} UTC : "
        f"{counts['documents']} sources, {counts['passages']} passages."
    )


@app.command("list")
def list_(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Montrer les index gardés, le plus récent d'abord."""
    settings = settings_for(corpus, data)
    for listed in current.list_snapshots(settings.data_dir):
        mark = "*" if listed.current else " "
        manifest = listed.manifest
        typer.echo(
            f"{mark} {manifest.id}  {manifest.built_at:%Y-%m-%d %H:%M} UTC  "
            f"{manifest.counts['documents']} sources"
        )


@app.command()
def rollback(
    id_: Annotated[str | None, typer.Argument(metavar="[ID]", help="L'index à reprendre.")] = None,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Remettre en service un index précédent, avec ses sources."""
    snapshot = library_for(settings_for(corpus, data)).roll_back(operator(), id_)
    typer.echo(f"Index {snapshot.id} en service.")


@app.command("verify")
def verify_(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Vérifier que l'index en service est entier."""
    settings = settings_for(corpus, data)
    id_ = current.current_id(settings.data_dir)
    verify(current.snapshot_folder(settings.data_dir, id_))
    typer.echo(f"Index {id_} : tout est en ordre.")
