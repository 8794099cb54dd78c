"""Inline mode: `@bot question` in any chat offers cited passages; nothing of it is kept."""

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
from bot.telegram.context import Context, words_for
from bot.telegram.formatted import Formatted, clip
from bot.telegram.keyboards import reference_of
from bot.telegram.references import document_key
from bot.telegram.render import cited
from bot.telegram.sourceline import short_line, source_details
from corpus.document import Document

OFFERED = 10
CACHED = 300  # seconds; Telegram keeps answers by the question's text
_TITLE_LIMIT = 100
_DESCRIPTION_LIMIT = 200


async def on_inline(update: Update, context: Context) -> None:
    """Offer the passages that answer, or the sources when nothing is asked yet."""
    query = update.inline_query
    if query is None:
        return
    services, words, username = (
        context.bot_data,
        words_for(context, query.from_user),
        context.bot.username,
    )
    asked = query.query.strip()
    if asked:
        cite = services.answerer.cited
        given = await services.blocking(cite, asked, OFFERED, date.today())
        names_patient = await services.blocking(services.screening.names_patient, asked)
        # In the language of the question, not of who asks: what is kept is shown to all.
        offered = [] if names_patient else answers(given, wording(given.frame), username)
    else:
        words = words_for(context, query.from_user)
        offered = [_source(each, words, username) for each in services.answerer.documents]
    try:
        await query.answer(offered[:OFFERED], cache_time=CACHED, is_personal=not asked)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise


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
