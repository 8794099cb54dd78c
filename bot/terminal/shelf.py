"""`secpa corpus add`, `remove`, `purge`, `log`: what changes the sources, and the journal of it.

Only moderators use these: they speak French.
"""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from bot.library.drafts import Draft, Stated
from bot.library.errors import LibraryError
from bot.library.journal import act_line
from bot.library.library import Library
from bot.phrases import moderators_wording
from bot.terminal.cards import change_lines, draft_lines
from bot.terminal.options import (
    CorpusOption,
    DataOption,
    day,
    errors,
    library_for,
    operator,
    settings_for,
)
from bot.terminal.progress import shown_on

YesOption = Annotated[bool, typer.Option("--yes", help="Ne rien demander.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="L'identifiant de la source.")]


def register(app: typer.Typer) -> None:
    """Add the commands to `secpa corpus`."""
    for name, command in (("add", add), ("remove", remove), ("purge", purge), ("log", log)):
        app.command(name)(command)


def add(
    files: Annotated[list[Path], typer.Argument(metavar="FICHIER…", help="Des fichiers.")],
    title: Annotated[str | None, typer.Option("--title", help="Le titre.")] = None,
    author: Annotated[str | None, typer.Option("--author", help="L'auteur.")] = None,
    role: Annotated[str | None, typer.Option("--role", help="« ministre », « syndicat »…")] = None,
    date: Annotated[str | None, typer.Option("--date", help="Le jour, comme 2026-02-09.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="L'adresse en ligne.")] = None,
    replaces: Annotated[
        str | None, typer.Option("--replaces", metavar="ID", help="La source à remplacer.")
    ] = None,
    revises: Annotated[
        list[str] | None,
        typer.Option("--revises", metavar="ID", help="Une affirmation que le texte révise."),
    ] = None,
    yes: YesOption = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Lire, et ne rien publier.")] = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Lire des fichiers, montrer ce qui y a été lu et ce qui changerait, puis les publier."""
    stated = Stated(title, author, role, day(date) if date else None, url)
    if len(files) > 1 and (title or replaces or revises):
        raise typer.BadParameter("--title, --replaces et --revises vont avec un seul fichier.")
    library = library_for(settings_for(corpus, data))
    for file in files:
        draft = library.draft(file, operator(), stated)
        published = False
        try:
            draft = library.amend(
                draft.id, Stated(), replaces=replaces, revises=tuple(revises or ())
            )
            published = _offer(library, draft, yes, dry_run)
        finally:
            if not published:
                library.discard(draft.id)


def _offer(library: Library, draft: Draft, yes: bool, dry_run: bool) -> bool:
    """Show a draft and publish it on a yes; whether it was."""
    for line in draft_lines(draft, library.document(draft)):
        typer.echo(line)
    if not yes:
        draft = _asked_revisions(library, draft, dry_run)
        with shown_on(errors) as progress:
            changes = library.changes(draft.id, dt.date.today(), progress)
        for line in change_lines(changes):
            typer.echo(line)
    if dry_run:
        typer.echo("Rien n'a été publié (--dry-run).")
        return False
    if not (yes or agreed("Publier ?")):
        typer.echo("Rien n'a été publié.")
        return False
    with shown_on(errors) as progress:
        snapshot = library.publish(draft.id, operator(), progress)
    typer.echo(f"Publié : {draft.source.id}, dans l'index {snapshot.id}.")
    return True


def _asked_revisions(library: Library, draft: Draft, dry_run: bool) -> Draft:
    """Ask of each claim that the text may revise; with `dry_run`, only show them."""
    stated = list(draft.revises)
    for candidate in library.candidates(draft):
        claim = candidate.claim
        if claim.id in stated:
            continue
        typer.echo(f"\nCe texte révise-t-il l'affirmation « {claim.id} » ? {candidate.reason}")
        typer.echo(f"  avant : « {claim.quote} »\n  ici   : « {candidate.quote} »")
        if not dry_run and agreed("Révise-t-il ?"):
            stated.append(claim.id)
    return library.amend(draft.id, Stated(), revises=tuple(stated))


def remove(
    id_: IdArgument,
    why: Annotated[str | None, typer.Option("--why", help="La raison, pour le journal.")] = None,
    yes: YesOption = False,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Retirer une source des réponses ; le journal la garde."""
    library = library_for(settings_for(corpus, data))
    if not (yes or agreed(f"Retirer « {id_} » des réponses ?")):
        typer.echo("Rien n'a été retiré.")
        return
    with shown_on(errors) as progress:
        snapshot = library.withdraw(id_, operator(), why, progress)
    typer.echo(
        f"Retiré : {id_}. Index {snapshot.id} en service ; « secpa index rollback » l'annule."
    )


def purge(
    id_: IdArgument, yes: YesOption = False, corpus: CorpusOption = None, data: DataOption = None
) -> None:
    """Supprimer une source pour toujours : fichier, texte, et les index qui la contiennent."""
    library = library_for(settings_for(corpus, data))
    if not yes:
        typer.echo(f"« {id_} » va disparaître pour toujours, historique et retours compris.")
        if not agreed("Continuer ?"):
            typer.echo("Rien n'a été supprimé.")
            return
        typer.echo("Pour confirmer, écrivez son identifiant en entier.")
        if input().strip() != id_:
            raise LibraryError("Ce n'est pas le même identifiant : rien n'a été supprimé.")
    with shown_on(errors) as progress:
        snapshot = library.purge(id_, operator(), progress)
    typer.echo(f"Supprimé définitivement. Index {snapshot.id} en service.")
    if library.listed(id_):
        typer.echo(
            "Son fichier reste dans le dossier du corpus, que ce programme ne modifie jamais : "
            "effacez-le aussi là. Il n'est plus lu."
        )


def log(
    number: Annotated[int, typer.Option("--last", help="Combien d'actes montrer.")] = 50,
    corpus: CorpusOption = None,
    data: DataOption = None,
) -> None:
    """Montrer le journal, le plus récent d'abord : qui a fait quoi, quand."""
    acts, words = library_for(settings_for(corpus, data)).journal(number), moderators_wording()
    for act in acts:
        typer.echo(act_line(act, words))
    if not acts:
        typer.echo(words.text("journal_empty"))


def agreed(question: str) -> bool:
    """A person's answer; anything but a yes is a no, and so is the end of the input."""
    typer.echo(f"{question} [o/N] ", nl=False)
    try:
        return input().strip().lower() in {"o", "oui", "y", "yes"}
    except EOFError:
        typer.echo()
        return False
