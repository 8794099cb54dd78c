"""Going back to an earlier state: sources and index together."""

from telegram import Update

from bot.phrases import Wording, moderators_wording
from bot.telegram.context import Context, send
from bot.telegram.formatted import plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import who, worked
from bot.telegram.screens import Screen
from index.current import Listed

_STATES = 8  # offered at most


async def back_where(update: Update, context: Context) -> None:
    """`/revenir`."""
    message, services, words = update.effective_message, context.bot_data, moderators_wording()
    if message is None:
        return
    states = await services.blocking(services.desk.library.snapshots)
    rows = [
        [keyboards.button(_dated(state, words), Tap.GO_BACK, state.manifest.id)]
        for state in states
        if not state.current
    ]
    if not rows:
        await send(message, Screen(plain(words.text("back_none"))))
        return
    rows = rows[:_STATES]
    rows.append([keyboards.button(words.text("button_leave"), Tap.LEAVE)])
    await send(message, Screen(plain(words.text("back_where")), keyboards.keyboard(*rows)))


def _dated(state: Listed, words: Wording) -> str:
    at = state.manifest.built_at.astimezone()
    sources = words.count("sources", state.manifest.counts["documents"])
    return words.text("state", day=words.day(at.date()), time=f"{at:%H:%M}", sources=sources)


async def _back_sure(tap: Tapped) -> None:
    states = await tap.services.blocking(tap.services.desk.library.snapshots)
    state = next((each for each in states if each.manifest.id == tap.rest), None)
    if state is None:
        await tap.say(Screen(plain(tap.words.text("state_gone"))))
        return
    keyboard = keyboards.sure(tap.words.text("button_back"), Tap.GO_BACK_NOW, tap.rest, tap.words)
    said = tap.words.text("back_sure", state=_dated(state, tap.words))
    await tap.say(Screen(plain(said), keyboard))


async def _back(tap: Tapped) -> None:
    services, words = tap.services, tap.words
    library, author = services.desk.library, who(tap.person)
    await worked(
        services,
        tap.message,
        words.text("going_back"),
        words,
        lambda progress: library.roll_back(author, tap.rest, progress),
    )
    await services.blocking(services.answerer.refresh)
    await tap.say(Screen(plain(words.text("gone_back"))))


ACTS: dict[Tap, Act] = {Tap.GO_BACK: _back_sure, Tap.GO_BACK_NOW: _back}
