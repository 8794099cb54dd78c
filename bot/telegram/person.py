"""«Demander à une personne»: an asker whom the sources do not answer asks the moderators' chat.

The bot carries one question there and the reply back, and keeps only which message belongs to whom,
for 48 hours or until the reply.
"""

import logging

from telegram import ForceReply, Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.phrases import moderators_wording, wording
from bot.store.requests import Request
from bot.telegram import questions, screens
from bot.telegram.addressing import is_from_person
from bot.telegram.context import Context, Services, send, words_for
from bot.telegram.formatted import TEXT_LIMIT, Formatted, bold, clip, join, plain
from bot.telegram.keyboards import Action
from bot.telegram.screens import Screen
from bot.telegram.taps import let_go

PATTERN = f"^{Action.PERSON}$"
_GAP = "\n\n"
_log = logging.getLogger(__name__)


async def on_offer(update: Update, context: Context) -> None:
    """The button: who will read it is told first, and how to send it."""
    query, services = update.callback_query, context.bot_data
    if query is None:
        return
    words, message = words_for(context, query.from_user), query.message
    private = isinstance(message, Message) and message.chat.type == ChatType.PRIVATE
    if not isinstance(message, Message) or not private or services.desk.chat is None:
        await let_go(query, words.text("stale_button"), alert=True)
        return
    waiting = await services.blocking(services.memory.requests.of, message.chat.id)
    if waiting is not None and waiting.sent is not None:
        await let_go(query, words.text("person_waiting"), alert=True)
        return
    await let_go(query)
    notice = [words.text("person_notice")]
    if services.controller:
        notice.append(words.text("start_operator", controller=services.controller))
    asked = await message.reply_text(_GAP.join(notice), reply_markup=ForceReply(), do_quote=False)
    invite = services.memory.requests.invite
    await services.blocking(invite, message.chat.id, asked.message_id, words.language)


async def on_reply(update: Update, context: Context) -> None:
    """A reply that belongs to a question for a person; any other is a question like any."""
    message, services = update.effective_message, context.bot_data
    if message is None or message.reply_to_message is None or not is_from_person(message):
        return
    requests, number = services.memory.requests, message.reply_to_message.message_id
    if services.desk.chat is not None and message.chat.id == services.desk.chat:
        waiting = await services.blocking(requests.awaiting, number)
        if waiting is not None:
            await _deliver(message, waiting, services)
            return
        if _is_request(message.reply_to_message):
            said = moderators_wording().text("request_over")
            await send(message, Screen(plain(said)))
            return
    if services.desk.chat is not None and message.chat.type == ChatType.PRIVATE:
        asked = await services.blocking(requests.of, message.chat.id)
        if asked is not None and asked.sent is None and asked.prompt == number:
            await _pass_on(message, context)
            return
    await questions.on_text(update, context)


async def _pass_on(message: Message, context: Context) -> None:
    """Carry a question to the moderators' chat, unless it is about a patient."""
    services, words = context.bot_data, words_for(context, message.from_user)
    text, chat = message.text or "", services.desk.chat
    if len(text) > questions.QUESTION_LIMIT:
        limit = questions.QUESTION_LIMIT
        await send(message, Screen(plain(words.text("too_long", limit=limit))))
        return
    if await services.blocking(services.screening.names_patient, text):
        await send(message, screens.reminder(words))
        return
    request = _request(text)
    try:
        sent = await context.bot.send_message(chat or 0, request.text, entities=request.entities)
    except TelegramError as error:
        _log.error("The moderators' chat cannot be written to: %s", error.message)
        await send(message, Screen(plain(words.text("person_failed"))))
        return
    await services.blocking(services.memory.requests.sent, message.chat.id, sent.message_id)
    await send(message, Screen(plain(words.text("person_sent"))))


def _request(text: str) -> Formatted:
    """What the moderators read."""
    words = moderators_wording()
    title, how = bold(words.text("request_title")), plain(words.text("request_how"))
    return join(_GAP, [title, plain(text), how])


def _is_request(message: Message) -> bool:
    title = moderators_wording().text("request_title")
    return message.text is not None and message.text.startswith(title)


async def _deliver(reply: Message, request: Request, services: Services) -> None:
    """Carry a person's reply to the asker, and forget who that was."""
    title = bold(wording(request.language).text("person_reply_title"))
    room = TEXT_LIMIT - title.size - len(_GAP)
    told = join(_GAP, [title, plain(clip(reply.text or "", room))])
    words, key = moderators_wording(), "request_answered"
    try:
        await reply.get_bot().send_message(request.asker, told.text, entities=told.entities)
    except (Forbidden, BadRequest) as error:
        _log.info("A person's answer could not be given: %s", error.message)
        key = "request_gone"
    await services.blocking(services.memory.requests.drop, request.asker)
    await send(reply, Screen(plain(words.text(key))))
