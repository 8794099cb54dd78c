"""`/fraicheur`, and the same told by itself: what passed, what is missing, what was verified."""

from collections.abc import Collection
from datetime import date

from telegram import Update

from bot.library.freshness import Freshness, Overdue, freshness
from bot.phrases import FALLBACK, Wording, moderators_wording
from bot.store.acts import Kind
from bot.telegram.context import Context, Services, send
from bot.telegram.formatted import Formatted, bold, clip, join, plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import who
from bot.telegram.screens import Screen
from corpus.document import MissingSource

_LABEL_LIMIT = 160  # units
_SHOWN = 10  # of each list
_GAP = "\n\n"


async def show(update: Update, context: Context) -> None:
    """`/fraicheur`."""
    message, services = update.effective_message, context.bot_data
    if message is None:
        return
    now = _now(services)
    verified = await services.blocking(services.desk.library.verified_on)
    await send(message, _screen(now, services.answerer.missing, verified))


def reminder(services: Services, told: Collection[str]) -> tuple[Screen, tuple[str, ...]] | None:
    """What a moderator was not told yet, and the names to remember it by; None for nothing."""
    now = _now(services)
    overdue = tuple(each for each in now.overdue if set(_names(each)) - set(told))
    missing = [each for each in services.answerer.missing if _name(each) not in told]
    names = (
        *(name for each in overdue for name in _names(each)),
        *(_name(each) for each in missing),
    )
    if not names:
        return None
    return _screen(Freshness(now.newest, overdue), missing, None), names


def _now(services: Services) -> Freshness:
    answerer = services.answerer
    return freshness(answerer.claims, answerer.documents, date.today())


def _names(overdue: Overdue) -> tuple[str, ...]:
    return tuple(f"passed {claim.id} {overdue.day}" for claim in overdue.claims)


def _name(missing: MissingSource) -> str:
    return f"missing {missing.id}"


def _screen(now: Freshness, missing: Collection[MissingSource], verified: date | None) -> Screen:
    words = moderators_wording()
    parts = [bold(words.text("freshness_title")), plain(_newest(now, verified, words))]
    parts += _listed("overdue", [_passed(each, words) for each in now.overdue], words)
    parts += _listed("missing", [each.title for each in missing], words)
    verify = keyboards.button(words.text("button_verified"), Tap.VERIFIED)
    return Screen(join(_GAP, parts), keyboards.keyboard([verify]))


def _newest(now: Freshness, verified: date | None, words: Wording) -> str:
    if now.newest is None:
        said = words.text("newest_undated")
    else:
        age = (date.today() - now.newest).days
        said = words.count("freshness_newest", age, date=words.day(now.newest))
    if verified is not None:
        said += " " + words.text("verified", date=words.day(verified))
    return said


def _passed(overdue: Overdue, words: Wording) -> str:
    labels = dict.fromkeys(claim.label.get(FALLBACK, claim.id) for claim in overdue.claims)
    period = words.period(overdue.day, overdue.precision.value)
    return words.text("passed", period=period, labels=" ; ".join(labels))


def _listed(title: str, lines: list[str], words: Wording) -> list[Formatted]:
    if not lines:
        return []
    shown = [f"• {clip(line, _LABEL_LIMIT)}" for line in lines[:_SHOWN]]
    if len(lines) > _SHOWN:
        shown.append(words.text("more", number=len(lines) - _SHOWN))
    return [plain("\n".join([words.text(f"freshness_{title}"), *shown]))]


async def _verified(tap: Tapped) -> None:
    services, words = tap.services, tap.words
    note = services.desk.library.acts.note
    await services.blocking(note, who(tap.person), Kind.VERIFIED)
    await services.blocking(services.answerer.refresh)
    said = words.text("verified_noted", date=words.day(date.today()))
    await tap.say(Screen(plain(said)))


ACTS: dict[Tap, Act] = {Tap.VERIFIED: _verified}
