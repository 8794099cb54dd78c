"""Inline mode: `@bot question` in any chat offers cited passages; nothing of it is kept."""

from collections import Counter
from datetime import date

from telegram import (
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Update,
)
from telegram.error import BadRequest

from bot.answering.answer import Answer, Status
from bot.phrases import Wording, wording
from bot.telegram.answerer import Answerer
from bot.telegram.context import Context, Services, words_for
from bot.telegram.formatted import Formatted, clip
from bot.telegram.keyboards import reference_of
from bot.telegram.offers import Offer
from bot.telegram.references import document_key
from bot.telegram.render import cited
from bot.telegram.sourceline import short_line, source_details
from corpus.document import Document

OFFERED = 10
# Telegram would go on showing what it keeps after the sources changed: `offers` keeps it instead.
CACHED = 0  # seconds
_TITLE_LIMIT = 100
_DESCRIPTION_LIMIT = 200


async def on_inline(update: Update, context: Context) -> None:
    """Offer the passages that answer, or the sources when nothing is asked yet."""
    query = update.inline_query
    if query is None:
        return
    services, username = context.bot_data, context.bot.username
    asked, chosen = query.query.strip(), services.language_of(query.from_user)
    if asked:
        offered = await _offered(asked, chosen, services, username)
    else:
        words = words_for(context, query.from_user)
        offered = tuple(_source(each, words, username) for each in useful(services.answerer))
    try:
        personal = chosen is not None or not asked
        await query.answer(offered, cache_time=CACHED, is_personal=personal)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise


async def _offered(asked: str, language: str | None, services: Services, username: str) -> Offer:
    """What answers a question; one that seems to name a patient is answered with nothing.

    Without a language that was chosen, it is that of the question, not of who asks first.
    """
    answerer, offers = services.answerer, services.offers
    snapshot = answerer.snapshot_id
    key = offers.key(asked, language, snapshot)
    kept = offers.get(key)
    if kept is not None:
        return kept
    if await services.blocking(services.screening.names_patient, asked):
        return ()
    given = await services.blocking(answerer.cited, asked, OFFERED, date.today(), language)
    offer = tuple(answers(given, wording(given.frame), username)[:OFFERED])
    if given.snapshot == snapshot:  # else a newer one was taken up meanwhile
        offers.keep(key, offer)
    return offer


def useful(answerer: Answerer) -> list[Document]:
    """The sources to offer before anything is asked: those that state most come first."""
    stated = Counter(claim.document for claim in answerer.claims.all)
    return sorted(answerer.documents, key=lambda each: -stated[each.id])[:OFFERED]


def answers(given: Answer, words: Wording, username: str) -> list[InlineQueryResultArticle]:
    """One result a citation; none for a question that has no answer in the sources."""
    if given.status is not Status.ANSWERED:
        return []
    results = []
    for citation in given.citations:
        document = citation.document
        message = cited(document, citation.quote, citation.locator, words, username)
        title = short_line(document.source, words)
        name = "p" + reference_of(citation).name
        results.append(_article(name, title, citation.quote, message))
    return list({result.id: result for result in results}.values())


def _source(document: Document, words: Wording, username: str) -> InlineQueryResultArticle:
    details = source_details(document, words, username)
    name = "d" + document_key(document.id)
    return _article(name, document.source.title, short_line(document.source, words), details)


def _article(
    name: str, title: str, description: str, message: Formatted
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        name,
        clip(title, _TITLE_LIMIT),
        InputTextMessageContent(
            message.text,
            entities=message.entities,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        ),
        description=clip(description, _DESCRIPTION_LIMIT),
    )
