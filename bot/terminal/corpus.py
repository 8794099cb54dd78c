"""`secpa corpus …`: the sources, as files and as what people stated about them."""

from typing import Annotated

import typer

from bot.terminal.options import CorpusOption, DataOption, library_for, settings_for, tell
from corpus.check import check as check_corpus
from corpus.document import Document
from corpus.errors import SourceError

app = typer.Typer(help="Les sources.", no_args_is_help=True)


@app.command("list")
def list_(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Montrer les sources, puis ce qu'elles citent et qui manque."""
    read = library_for(settings_for(corpus, data)).corpus()
    for document in read.documents:
        source = document.source
        typer.echo(f"{source.id}\t{source.date or 'sans date'}\t{source.title}")
    for missing in read.missing:
        typer.echo(f"(manque)\t{missing.date or 'sans date'}\t{missing.title}")


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="L'identifiant de la source.")],
    text: Annotated[
        bool, typer.Option("--text", help="Le texte seul, tel qu'il est cité.")
    ] = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Montrer une source : ce qu'on en sait, ou son texte."""
    read = library_for(settings_for(corpus, data)).corpus()
    document = next((d for d in read.documents if d.id == id_), None)
    if document is None:
        raise SourceError(
            f"Aucune source ne s'appelle « {id_} » : « secpa corpus list » les montre toutes."
        )
    typer.echo(document.text if text else _card(document))


@app.command()
def check(corpus: CorpusOption = None, data: DataOption = None) -> None:
    """Vérifier que chaque citation des fichiers de données est dans sa source."""
    read = library_for(settings_for(corpus, data)).corpus()
    faults = [*read.skipped, *check_corpus(read)]
    for fault in faults:
        tell(fault)
    if faults:
        raise typer.Exit(1)
    knowledge = read.knowledge
    typer.echo(
        f"Tout est en ordre : {len(read.documents)} sources, {len(knowledge.claims)} affirmations,"
        f" {len(knowledge.structures)} structures, {len(knowledge.expected)} réponses attendues."
    )


def _card(document: Document) -> str:
    source = document.source
    lines = [
        ("Titre", source.title),
        ("Auteur", source.author),
        ("Rôle", source.role),
        ("Nature", source.kind),
        ("Date", source.date or source.date_note),
        ("Adressé à", " ; ".join(source.addressees)),
        ("Références", " ; ".join(source.references)),
        ("Répond à", " ; ".join(source.replies_to)),
        ("En ligne", source.url),
        ("Fichier", source.file),
        ("sha256", source.sha256),
        ("Longueur", f"{len(document.text)} caractères, {len(document.blocks)} blocs"),
    ]
    return "\n".join(f"{name} : {value}" for name, value in lines if value)
