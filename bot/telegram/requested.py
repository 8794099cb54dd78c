"""What a command shows, however it was asked for: by its name, in plain words, by a button."""

from datetime import date

from telegram import Update

from bot.answering.commands import Command
from bot.telegram import following, pages, screens
from bot.telegram.context import Context, words_for
from bot.telegram.forgetting import forget
from bot.telegram.formatted import plain
from bot.telegram.screens import Screen


async def requested(command: Command, update: Update, context: Context) -> Screen:
    """The screen of `command`; KeyError for one that is none of ours."""
    services, words = context.bot_data, words_for(context, update.effective_user)
    chat, username = update.effective_chat, context.bot.username
    answerer, today = services.answerer, date.today()
    match command.name:
        case "aide":
            return screens.help_screen(answerer, words, username)
        case "sources":
            return screens.sources(answerer, words)
        case "confidentialite":
            days, person = services.memory.questions.days, services.desk.chat is not None
            return screens.privacy(words, services.controller, days, person=person)
        case "suivre" if chat is not None:
            return await following.follow(chat.id, command.about, words, services)
        case "stop" if chat is not None:
            return await following.stop(chat.id, command.about, words, services)
        case "oublier":
            return await forget(update, context, words)
        case "langue":
            return pages.language_choice(words)
        case "dates":
            return pages.dates(answerer, today, words, username, 0)
        case "structures" if command.about:
            given = await services.blocking(
                answerer.structures_at, command.about, today, words.language
            )
            if given is None:
                return Screen(plain(words.text("structures_unknown")))
            return screens.answered(given, username)
        case "structures":
            return pages.structures(answerer, today, words, username)
        case "dossier":
            subject = None
            if command.about:
                subject = await services.blocking(answerer.subject, command.about, words)
            if subject is None:
                return pages.subject_choice(answerer, words)
            return pages.dossier(answerer, subject, today, words, 0)
    raise KeyError(command.name)
