"""Commands, links that open the bot, and whatever is not text."""

from collections.abc import Callable, Coroutine

from telegram import Message, Update

from bot.answering.commands import Command
from bot.telegram import screens
from bot.telegram.context import Context, send, words_for
from bot.telegram.formatted import plain
from bot.telegram.lookup import lost, passage
from bot.telegram.references import Reference, find_document
from bot.telegram.requested import requested
from bot.telegram.screens import Screen

ABOUT_LIMIT = 200  # characters that are read after a command


async def start(update: Update, context: Context) -> None:
    """`/start`, alone or with the passage or source that a link names."""
    message = update.effective_message
    if message is None:
        return
    payload = context.args[0] if context.args else ""
    screen = await _linked(payload, update, context) if payload else None
    services = context.bot_data
    words = words_for(context, update.effective_user)
    days = services.memory.questions.days
    welcome = screens.welcome(services.answerer, words, services.controller, days)
    await send(message, screen or welcome)


async def _linked(payload: str, update: Update, context: Context) -> Screen | None:
    """What `t.me/<bot>?start=<payload>` opens; None when it is no link of ours."""
    services, words = context.bot_data, words_for(context, update.effective_user)
    documents = services.answerer.documents
    kind, name = payload[:1], payload[1:]
    if kind == "d":
        document = find_document(documents, name)
        if document is None:
            return Screen(plain(lost(services, name, words)))
        return screens.card(document, words, context.bot.username)
    reference = Reference.read(name) if kind == "p" else None
    if reference is None:
        return None
    return await passage(services, reference, words)


def shows(name: str) -> Callable[[Update, Context], Coroutine[None, None, None]]:
    """The handler of the command `name`, with what stands after it."""

    async def handler(update: Update, context: Context) -> None:
        command = Command(name, " ".join(context.args or ())[:ABOUT_LIMIT])
        await _say(update, await requested(command, update, context))

    return handler


async def unknown(update: Update, context: Context) -> None:
    """A command of no one's, in private."""
    await _say(
        update, Screen(plain(words_for(context, update.effective_user).text("unknown_command")))
    )


async def not_text(update: Update, context: Context) -> None:
    """A photo, a voice message, a place…: one sentence, and one only for a whole album."""
    message = update.effective_message
    if message is None or _later_in_album(message, context):
        return
    await _say(update, Screen(plain(words_for(context, update.effective_user).text("not_text"))))


def _later_in_album(message: Message, context: Context) -> bool:
    group = message.media_group_id
    return group is not None and not context.bot_data.albums.add(group)


async def _say(update: Update, screen: Screen) -> None:
    if update.effective_message is not None:
        await send(update.effective_message, screen)
