"""`/oublier`: what is kept of a person is erased, and told."""

from telegram import Update

from bot.phrases import Wording
from bot.telegram.context import Context, session_of
from bot.telegram.formatted import bold, join, plain
from bot.telegram.screens import Screen


async def forget(update: Update, context: Context, words: Wording) -> Screen:
    """Erase a person's questions, language and conversation; in private, the chat's traces too.

    What a group follows belongs to the group: `/stop` there ends it.
    """
    services, user, chat = context.bot_data, update.effective_user, update.effective_chat
    memory, inbox, session = services.memory, services.inbox, session_of(update)
    lines = []
    if session is not None:
        services.answerer.forget(session)
    if user is not None:
        questions = await services.blocking(memory.questions.forget, user.id)
        lines.append(words.text("forgot_questions", number=questions))
        chosen = inbox.language_of(user.id)
        inbox.choose_language(user.id, None)
        lines.append(words.text("forgot_language", number=int(chosen is not None)))
    if chat is not None and chat.type == "private":
        follows = await services.blocking(memory.follows.stop, chat.id)
        await services.blocking(memory.ratings.forget, chat.id)
        lines.append(words.text("forgot_follows", number=follows))
        asked = await services.blocking(memory.requests.drop, chat.id)
        lines.append(words.text("forgot_requests", number=int(asked)))
        lines.append(words.text("forgot_numbers", number=inbox.forget_replies(chat.id)))
    lines.append(words.text("forgot_conversation"))
    await services.blocking(memory.database.tidy)
    told = "\n".join(f"• {line}" for line in lines)
    ending = plain(words.text("forgot_telegram"))
    return Screen(join("\n\n", [bold(words.text("forgot_title")), plain(told), ending]))
