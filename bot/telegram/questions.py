"""Questions: typed in private, addressed to the bot in a group, or edited afterwards."""

import asyncio
from collections.abc import Coroutine

from telegram import Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest

from bot.answering.commands import Command, plain_command, typed_command
from bot.phrases import wording
from bot.telegram import screens
from bot.telegram.addressing import is_from_person, question_to
from bot.telegram.context import Context, Given, replace, send, session_of, words_for
from bot.telegram.formatted import plain
from bot.telegram.profile import ASKED_FOR
from bot.telegram.remembering import remember
from bot.telegram.requested import requested
from bot.telegram.screens import Screen

QUESTION_LIMIT = 2000  # characters
COMMAND_LIMIT = 80  # characters of a command said in plain words
TYPING_AFTER = 1.1  # seconds: the turn of a message sent just before is over by then
_GONE = ("message to edit not found", "message can't be edited", "there is no text")


async def on_text(update: Update, context: Context) -> None:
    """A new message with text."""
    message = update.effective_message
    if message is None:
        return
    question = asked(message, context)
    overtaken = context.bot_data.inbox.answer_to(
        message.chat.id, message.message_id, since=message.date.timestamp()
    )
    if question is not None and overtaken is None:  # no edit of it came, and was answered, first
        await answer(update, context, message, question)


async def on_edit(update: Update, context: Context) -> None:
    """A message edited: its answer is edited, or given now if there was none."""
    message = update.effective_message
    if message is None:
        return
    question = asked(message, context)
    number = context.bot_data.inbox.answer_to(message.chat.id, message.message_id)
    if question is None or (number is None and message.chat.type != "private"):
        return
    await answer(update, context, message, question, number)


def asked(message: Message, context: Context) -> str | None:
    """The question in `message`, None when it is not for the bot."""
    if message.chat.type == "private":
        text = message.text or ""
        return text if is_from_person(message) and text.strip() else None
    if message.chat.type in ("group", "supergroup"):
        return question_to(message, context.bot.bot)
    return None


async def answer(
    update: Update,
    context: Context,
    message: Message,
    question: str,
    number: int | None = None,
) -> None:
    """Answer `question` under `message`, in place of message `number` when that is given."""
    words = words_for(context, update.effective_user)
    command = _command(question)
    given: Given | None = None
    if command is not None:
        screen = await requested(command, update, context)
    elif not question.strip():
        screen = Screen(plain(words.text("mention_only")))
    elif len(question) > QUESTION_LIMIT:
        screen = Screen(plain(words.text("too_long", limit=QUESTION_LIMIT)))
    else:
        language = context.bot_data.language_of(update.effective_user)
        work = context.bot_data.answer(question, session_of(update), language)
        given = await _awaited(work, message)
        if given.names_patient:
            screen = screens.reminder(wording(given.answer.frame))
        else:
            person = context.bot_data.offers_person(given.answer, message.chat)
            screen = screens.answered(given.answer, context.bot.username, person=person)
    if number is not None and await _replaced(message, number, screen):
        return
    sent = await send(message, screen)
    inbox = context.bot_data.inbox
    inbox.answered(message.chat.id, message.message_id, sent.message_id)
    inbox.done(update.update_id)  # before anything that takes time: it is not to be said twice
    if given is not None:
        await remember(given, question, update.effective_user, context.bot_data)


def _command(said: str) -> Command | None:
    """The command that is asked for: by its name in a message edited, in plain words in any."""
    if len(said) > COMMAND_LIMIT:
        return None
    typed = typed_command(said)
    return typed if typed is not None and typed.name in ASKED_FOR else plain_command(said)


async def _awaited(coming: Coroutine[None, None, Given], message: Message) -> Given:
    """The answer; «typing» shows only when it takes long, for each showing counts as a call."""
    work = asyncio.ensure_future(coming)
    done, _ = await asyncio.wait({work}, timeout=TYPING_AFTER)
    if done:
        return await work
    typing = asyncio.ensure_future(message.reply_chat_action(ChatAction.TYPING))
    typing.add_done_callback(_let_be)
    return await work


def _let_be(typing: asyncio.Task[bool]) -> None:
    """Whether it was shown or not: the answer matters more."""
    if not typing.cancelled():
        typing.exception()


async def _replaced(message: Message, number: int, screen: Screen) -> bool:
    """Edit the earlier answer; False when it is no longer there to edit."""
    earlier = Message(message_id=number, date=message.date, chat=message.chat)
    earlier.set_bot(message.get_bot())
    try:
        await replace(earlier, screen)
    except BadRequest as error:
        if any(said in error.message.lower() for said in _GONE):
            return False
        raise
    return True
