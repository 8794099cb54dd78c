"""Taps on buttons."""

import re
from datetime import date

from telegram import InputFile, Message, Update, User
from telegram.error import BadRequest

from bot.phrases import Wording, languages
from bot.telegram import keyboards, pages, questions, screens
from bot.telegram.context import Context, replace, replace_keyboard, send, words_for
from bot.telegram.documents import send_file
from bot.telegram.following import claim_at
from bot.telegram.formatted import clip, plain
from bot.telegram.keyboards import PAGE_LENGTH, Action
from bot.telegram.lookup import lost, passage, place_of
from bot.telegram.references import (
    KEY_LENGTH,
    REFERENCE_LENGTH,
    Reference,
    find_document,
    named_number,
)
from bot.telegram.screens import Screen
from bot.telegram.taps import let_go

TITLE_LIMIT = 200  # units of a caption
_DATA = re.compile(r"([a-z])([A-Za-z0-9_-]*)")


async def on_tap(update: Update, context: Context) -> None:
    """Do what a button says, then let go of it: each tap is answered once."""
    query = update.callback_query
    if query is None:
        return
    words = words_for(context, query.from_user)
    message = query.message
    if not isinstance(message, Message):
        await let_go(query, words.text("stale_button"), alert=True)
        return
    try:
        toast = await _act(query.data or "", message, update, context, query.from_user)
    except BadRequest:
        if message.is_accessible:
            raise
        toast = words.text("stale_button")  # so old that Telegram lets nobody change it
    await let_go(query, toast, alert=toast is not None)


async def _act(
    data: str, message: Message, update: Update, context: Context, user: User
) -> str | None:
    """What the data asks for; returns a sentence to show when it cannot be had."""
    read, words = _DATA.fullmatch(data), words_for(context, user)
    services = context.bot_data
    if read is None:
        return words.text("stale_button")
    action, rest = read.groups()
    match action:
        case Action.CONTEXT | Action.PASSAGE | Action.OTHER | Action.COPY:
            return await _quoted(action, rest, message, context, words)
        case Action.MORE | Action.LESS:
            return await _turned(action, rest, message, context, words)
        case Action.CARD | Action.FILE | Action.READ | Action.TURN:
            return await _sourced(action, rest, message, context, words)
        case Action.SOURCES if len(rest) == PAGE_LENGTH:
            await replace(message, screens.sources(services.answerer, words, named_number(rest)))
            return None
        case Action.DATES if len(rest) == PAGE_LENGTH:
            number, username = named_number(rest), context.bot.username
            page = pages.dates(services.answerer, date.today(), words, username, number)
            await replace(message, page)
            return None
        case Action.DOSSIER | Action.POSITIONS | Action.DOSSIER_FILE:
            return await _on_subject(action, rest, message, context, words)
        case Action.LANGUAGE if rest in ("", *languages()):
            services.inbox.choose_language(user.id, rest or None)
            await replace(message, pages.language_choice(words_for(context, user)))
            return words_for(context, user).text("language_set")
        case Action.EXAMPLE if len(rest) == PAGE_LENGTH:
            examples = screens.presentation(services.answerer, words).examples
            number = named_number(rest)
            if number < len(examples):
                await questions.answer(update, context, message, examples[number])
                return None
    return words.text("stale_button")


async def _quoted(
    action: str, rest: str, message: Message, context: Context, words: Wording
) -> str | None:
    """A button bound to one quote."""
    services = context.bot_data
    reference = Reference.read(rest[:REFERENCE_LENGTH])
    if reference is None:
        return words.text("stale_button")
    place = await place_of(services, reference)
    if place is None:
        return lost(services, reference.key, words)
    if action == Action.PASSAGE:
        number = named_number(rest[REFERENCE_LENGTH:])
        await replace(message, await passage(services, reference, words, number))
    elif action == Action.CONTEXT:
        await send(message, await passage(services, reference, words))
    elif action == Action.OTHER:
        await send(message, screens.quote(place, words, context.bot.username))
    else:
        await send(message, Screen(plain(screens.copied(place, words))))
    return None


async def _turned(
    action: str, rest: str, message: Message, context: Context, words: Wording
) -> str | None:
    """«Plus…» and «Moins»: the same message, with more or fewer buttons."""
    services = context.bot_data
    names = [
        rest[start : start + REFERENCE_LENGTH] for start in range(0, len(rest), REFERENCE_LENGTH)
    ]
    references = [read for name in names if (read := Reference.read(name)) is not None]
    if not references:
        return words.text("stale_button")
    if action == Action.LESS:
        keyboard = keyboards.answer_keyboard(references, words)
    else:
        places = [await place_of(services, reference) for reference in references]
        first = places[0]
        if first is None:
            return lost(services, references[0].key, words)
        others = [
            (reference, place.document)
            for reference, place in zip(references[1:], places[1:], strict=True)
            if place is not None
        ]
        copied = screens.copied(first, words)
        stated = claim_at(first, services) is not None
        username = context.bot.username
        keyboard = keyboards.more_keyboard(
            references, others, copied, words, username, followable=stated
        )
    await replace_keyboard(message, keyboard)
    return None


async def _sourced(
    action: str, rest: str, message: Message, context: Context, words: Wording
) -> str | None:
    """A button bound to one source."""
    services, username = context.bot_data, context.bot.username
    document = find_document(services.answerer.documents, rest[:KEY_LENGTH])
    if document is None:
        return lost(services, rest[:KEY_LENGTH], words)
    if action == Action.CARD:
        await send(message, screens.card(document, words, username))
    elif action == Action.FILE:
        told = await send_file(message, document, services, words)
        quote = Reference.read(rest)
        changed = quote is not None and await place_of(services, quote) is None
        return told or (words.text("changed") if changed else None)
    else:
        number = named_number(rest[KEY_LENGTH:])
        page = screens.text_page(services.answerer, document, words, number)
        await (replace(message, page) if action == Action.TURN else send(message, page))
    return None


async def _on_subject(
    action: str, rest: str, message: Message, context: Context, words: Wording
) -> str | None:
    """A button bound to one subject."""
    answerer, today = context.bot_data.answerer, date.today()
    subject = pages.subject_of(answerer, rest[:KEY_LENGTH], words)
    if subject is None:
        return words.text("stale_button")
    if action == Action.DOSSIER_FILE:
        text = pages.dossier_text(answerer, subject, today, words)
        file = InputFile(text.encode(), filename=f"dossier-{subject.id}.txt")
        await message.reply_document(file, caption=clip(subject.title, TITLE_LIMIT))
    else:
        page = pages.dossier(answerer, subject, today, words, named_number(rest[KEY_LENGTH:]))
        await (replace if action == Action.POSITIONS else send)(message, page)
    return None
