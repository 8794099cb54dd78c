"""A draft, and what publishing it would change, as lines for a moderator, in French."""

from collections.abc import Iterator, Sequence

from bot.library.changes import Change
from bot.library.drafts import Draft
from bot.phrases import moderators_wording
from corpus.document import Document
from index.passages import cut

_SHORT = 160  # characters of a quote that is only compared


def draft_lines(draft: Draft, document: Document) -> Iterator[str]:
    """What was read, and what a person should look at before publishing."""
    source = draft.source
    passages, units = cut(document, 0, 0, 0)
    pages = f"{_counted(draft.pages, 'page')}, " if draft.pages else ""
    yield f"Fichier : {source.file} ({draft.format})"
    yield f"Identifiant : {source.id}"
    yield f"Titre : {source.title}"
    yield f"Auteur : {source.author or 'inconnu ; --author le donne'}"
    yield f"Rôle : {source.role or 'inconnu ; --role le donne'}"
    yield f"Date : {source.date or 'inconnue ; --date la donne'}"
    yield (
        f"Lu : {pages}{_counted(len(passages), 'passage')}, {_counted(len(units), 'phrase')}, "
        f"{_counted(len(document.text), 'caractère')}"
    )
    if draft.replaces:
        yield f"Remplace : {draft.replaces}"
    elif draft.like:
        share = moderators_wording().share(draft.like.share)
        yield (
            f"Attention : {share} comme « {draft.like.title} » ; pour la remplacer, "
            f"--replaces {draft.like.id}"
        )
    for warning in draft.warnings:
        yield f"Attention : {warning}"


def change_lines(changes: Sequence[Change]) -> Iterator[str]:
    """The watched questions that would get another first quote, old and new."""
    if not changes:
        yield "\nAucune question surveillée ne change de première citation."
        return
    yield f"\nQuestions surveillées qui changent de première citation : {len(changes)}"
    for change in changes:
        yield f"\n  {change.question}"
        yield f"    avant : {_shown(change.before)}"
        yield f"    après : {_shown(change.after)}"


def _counted(number: int, name: str) -> str:
    return f"{number} {name}" if number < 2 else f"{number} {name}s"


def _shown(quote: str | None) -> str:
    if quote is None:
        return "pas de réponse"
    return f"« {quote} »" if len(quote) <= _SHORT else f"« {quote[:_SHORT].rstrip()}… »"
