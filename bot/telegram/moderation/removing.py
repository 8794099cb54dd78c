"""Withdrawing a source, and removing one for good."""

from telegram import Message, Update, User

from bot.phrases import moderators_wording
from bot.telegram.context import Context, Services, replace, send
from bot.telegram.formatted import clip, plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.asking import Asked, ask
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import who, worked
from bot.telegram.references import document_key, named_number
from bot.telegram.screens import Screen
from corpus.document import Source

_TITLE_LIMIT = 200  # units


async def withdraw_which(update: Update, context: Context) -> None:
    """`/retirer`."""
    if update.effective_message is not None:
        screen = await _choice(context.bot_data, Tap.WITHDRAW, Tap.WITHDRAWING, 0)
        await send(update.effective_message, screen)


async def purge_which(update: Update, context: Context) -> None:
    """`/purger`."""
    if update.effective_message is not None:
        screen = await _choice(context.bot_data, Tap.PURGE, Tap.PURGING, 0)
        await send(update.effective_message, screen)


async def _choice(services: Services, chosen: Tap, turned: Tap, page: int) -> Screen:
    words = moderators_wording()
    sources = await services.blocking(_sources, services, chosen is Tap.PURGE)
    keyboard = keyboards.choice(sources, page, (chosen, ""), (turned, ""), (Tap.LEAVE, ""), words)
    key = "purge_which" if chosen is Tap.PURGE else "withdraw_which"
    return Screen(plain(words.text(key)), keyboard)


def _sources(services: Services, withdrawn: bool) -> list[Source]:
    """The sources in use, and those withdrawn if they are wanted too, by their ids alone."""
    library = services.desk.library
    found = [document.source for document in library.corpus().documents]
    if withdrawn:
        found += [Source(id=id_, title=id_) for id_ in library.withdrawn()]
    return found


def _turns(chosen: Tap, turned: Tap) -> Act:
    async def act(tap: Tapped) -> None:
        await tap.say(await _choice(tap.services, chosen, turned, named_number(tap.rest)))

    return act


async def _withdraw_sure(tap: Tapped) -> None:
    document = await tap.document(tap.rest)
    if document is not None:
        title = clip(document.source.title, _TITLE_LIMIT)
        words = tap.words
        keyboard = keyboards.keyboard(
            [keyboards.button(words.text("button_why"), Tap.WITHDRAW_WHY, tap.rest)],
            [keyboards.button(words.text("button_withdraw"), Tap.WITHDRAW_NOW, tap.rest)],
            [keyboards.button(words.text("button_leave"), Tap.LEAVE)],
        )
        await tap.say(Screen(plain(words.text("withdraw_sure", title=title)), keyboard))


async def _withdraw_why(tap: Tapped) -> None:
    document = await tap.document(tap.rest)
    if document is not None:
        await ask(Asked.WHY, document.id, tap.message, tap.person, tap.context)


async def _withdraw_now(tap: Tapped) -> None:
    document = await tap.document(tap.rest)
    if document is not None:
        await withdraw(document.id, None, tap.message, tap.person, tap.services)


async def withdraw(
    id_: str, why: str | None, shown: Message, person: User, services: Services
) -> None:
    """Take a source out of the answers, told in `shown`."""
    words = moderators_wording()
    await worked(
        services,
        shown,
        words.text("withdrawing", id=id_),
        words,
        lambda progress: services.desk.long.withdraw(id_, who(person), why, progress),
    )
    await services.blocking(services.answerer.refresh)
    await replace(shown, Screen(plain(words.text("withdrawn_now", id=id_))))


async def _purge_sure(tap: Tapped) -> None:
    await _ask(tap, "purge_sure", "button_purge", Tap.PURGE_SURE)


async def _purge_surer(tap: Tapped) -> None:
    await _ask(tap, "purge_surer", "button_purge_now", Tap.PURGE_NOW)


async def _ask(tap: Tapped, question: str, label: str, then: Tap) -> None:
    """Whether they are sure about the source that was named; `then` is what a yes leads to."""
    id_ = await _named(tap)
    if id_ is not None:
        keyboard = keyboards.sure(tap.words.text(label), then, tap.rest, tap.words)
        await tap.say(Screen(plain(tap.words.text(question, id=id_)), keyboard))


async def _purge(tap: Tapped) -> None:
    id_ = await _named(tap)
    if id_ is None:
        return
    services, words = tap.services, tap.words
    library, author = services.desk.library, who(tap.person)
    await worked(
        services,
        tap.message,
        words.text("purging"),
        words,
        lambda progress: services.desk.long.purge(id_, author, progress),
    )
    await services.blocking(services.answerer.refresh)
    listed = await services.blocking(library.listed, id_)
    await tap.say(Screen(plain(words.text("purged_listed" if listed else "purged"))))


async def _named(tap: Tapped) -> str | None:
    """The id of the source, in use or withdrawn, that the data names; says so where none is."""
    sources = await tap.services.blocking(_sources, tap.services, True)
    found = next((each.id for each in sources if document_key(each.id) == tap.rest), None)
    if found is None:
        await tap.say(Screen(plain(tap.words.text("source_gone"))))
    return found


async def _leave(tap: Tapped) -> None:
    await tap.say(Screen(plain(tap.words.text("left"))))


ACTS: dict[Tap, Act] = {
    Tap.WITHDRAWING: _turns(Tap.WITHDRAW, Tap.WITHDRAWING),
    Tap.WITHDRAW: _withdraw_sure,
    Tap.WITHDRAW_WHY: _withdraw_why,
    Tap.WITHDRAW_NOW: _withdraw_now,
    Tap.PURGING: _turns(Tap.PURGE, Tap.PURGING),
    Tap.PURGE: _purge_sure,
    Tap.PURGE_SURE: _purge_surer,
    Tap.PURGE_NOW: _purge,
    Tap.LEAVE: _leave,
}
