"""`/brouillons`, `/journal` and `/surveiller`."""

from telegram import Update

from bot.library.journal import act_line
from bot.phrases import moderators_wording
from bot.store.acts import Kind
from bot.telegram.context import Context, Services, send
from bot.telegram.formatted import TEXT_LIMIT, clip, plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.cards import draft_list
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import who
from bot.telegram.references import document_key
from bot.telegram.screens import Screen

_ACTS = 20  # of the journal, at most
_LINE_LIMIT = 190  # units
_QUESTION_LIMIT = 300  # characters
_WATCHED = 30  # shown at most


async def drafts(update: Update, context: Context) -> None:
    """`/brouillons`."""
    if update.effective_message is not None:
        found = await context.bot_data.blocking(context.bot_data.desk.library.drafts)
        await send(update.effective_message, draft_list(found, moderators_wording()))


async def journal(update: Update, context: Context) -> None:
    """`/journal`: what was done, the last first."""
    message, words = update.effective_message, moderators_wording()
    if message is not None:
        acts = await context.bot_data.blocking(context.bot_data.desk.library.journal, _ACTS)
        lines = [clip(act_line(act, words), _LINE_LIMIT) for act in acts]
        said = "\n\n".join(lines) or words.text("journal_empty")
        await send(message, Screen(plain(clip(said, TEXT_LIMIT))))


async def watch(update: Update, context: Context) -> None:
    """`/surveiller QUESTION` watches it; alone, it shows what moderators watch."""
    message, person = update.effective_message, update.effective_user
    if message is None or person is None:
        return
    services, words = context.bot_data, moderators_wording()
    question = " ".join(context.args or ())[:_QUESTION_LIMIT]
    if not question:
        await send(message, await services.blocking(_watched, services))
        return
    await services.blocking(_watch, services, question, who(person))
    await send(message, Screen(plain(words.text("watched", question=question))))


def _watch(services: Services, question: str, author: str) -> None:
    library = services.desk.library
    library.watched.add(question, author)
    library.acts.note(author, Kind.WATCHED, question)


def _watched(services: Services) -> Screen:
    words = moderators_wording()
    found = services.desk.library.watched.all()[:_WATCHED]
    if not found:
        return Screen(plain(words.text("watched_none")))
    rows = [[keyboards.button(each, Tap.UNWATCH, document_key(each))] for each in found]
    return Screen(plain(words.text("watched_which")), keyboards.keyboard(*rows))


async def _unwatch(tap: Tapped) -> None:
    services = tap.services

    def unwatch() -> Screen:
        library = services.desk.library
        for question in library.watched.all():
            if document_key(question) == tap.rest:
                library.watched.drop(question)
                library.acts.note(who(tap.person), Kind.UNWATCHED, question)
        return _watched(services)

    await tap.say(await services.blocking(unwatch))


ACTS: dict[Tap, Act] = {Tap.UNWATCH: _unwatch}
