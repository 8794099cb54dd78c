"""`/suivre` and `/stop`: who wants to be told when a claim changes."""

from collections.abc import Mapping

from telegram import CallbackQuery, Message, Update

from bot.answering.pages import Subject
from bot.answering.timeline import Claims
from bot.phrases import FALLBACK, Wording
from bot.telegram import keyboards
from bot.telegram.context import Context, Services, words_for
from bot.telegram.formatted import clip, plain
from bot.telegram.keyboards import Action
from bot.telegram.lookup import place_of
from bot.telegram.references import Place, Reference
from bot.telegram.screens import Screen
from bot.telegram.taps import let_go
from corpus.claims import Claim

PATTERN = f"^[{Action.FOLLOW}{Action.FOLLOW_SUBJECT}]"
_SUBJECT_LIMIT = 100  # units


async def follow(chat: int, about: str, words: Wording, services: Services) -> Screen:
    """`/suivre`, alone or with a subject."""
    subject = None
    if about:
        subject = await services.blocking(services.answerer.subject, about, words)
    if subject is not None:
        return Screen(plain(await _follow_subject(chat, subject, words, services)))
    subjects = services.answerer.pages.subjects(words)
    followed = await services.blocking(services.memory.follows.of, chat)
    topics = {claim.topic for claim in services.answerer.claims.all if claim.id in followed}
    lines = [words.text("follow_which")]
    titles = [f"• {each.title}" for each in subjects if each.id in topics]
    if titles:
        lines += [words.text("follow_list"), *titles]
    return Screen(plain("\n".join(lines)), keyboards.follow_keyboard(subjects))


async def stop(chat: int, about: str, words: Wording, services: Services) -> Screen:
    """`/stop`, for everything or for a subject."""
    follows, subject = services.memory.follows, None
    if about:
        subject = await services.blocking(services.answerer.subject, about, words)
    claims = _stated(services.answerer.claims, subject) if subject else None
    stopped = await services.blocking(follows.stop, chat, claims)
    if not stopped:
        return Screen(plain(words.text("stop_none")))
    if subject is not None:
        return Screen(plain(words.text("stop_subject", subject=subject.title)))
    return Screen(plain(words.text("stop_done")))


async def on_follow(update: Update, context: Context) -> None:
    """«Suivre» under an answer, or a subject's button."""
    query = update.callback_query
    if query is None:
        return
    words = words_for(context, query.from_user)
    await let_go(query, await _tapped(query, words, context.bot_data), alert=True)


async def _tapped(query: CallbackQuery, words: Wording, services: Services) -> str:
    message, data = query.message, query.data or ""
    if not isinstance(message, Message):
        return words.text("stale_button")
    if data.startswith(Action.FOLLOW_SUBJECT):
        subjects = services.answerer.pages.subjects(words)
        subject = keyboards.chosen_subject(subjects, data)
        if subject is None:
            return words.text("stale_button")
        return await _follow_subject(message.chat.id, subject, words, services)
    reference = Reference.read(data[1:])
    place = await place_of(services, reference) if reference else None
    claim = claim_at(place, services) if place else None
    if claim is None:
        return words.text("stale_button")
    await services.blocking(services.memory.follows.follow, message.chat.id, (claim.id,))
    return words.text("follow_done", subject=clip(label_of(claim.label, words), _SUBJECT_LIMIT))


async def _follow_subject(chat: int, subject: Subject, words: Wording, services: Services) -> str:
    claims = _stated(services.answerer.claims, subject)
    await services.blocking(services.memory.follows.follow, chat, claims)
    return words.text("follow_done", subject=clip(subject.title, _SUBJECT_LIMIT))


def _stated(claims: Claims, subject: Subject) -> tuple[str, ...]:
    """The claims of a subject that stand in a source."""
    return tuple(
        claim.id for claim in claims.all if claim.topic == subject.id and claims.place(claim)
    )


def claim_at(place: Place, services: Services) -> Claim | None:
    """The claim that a quote states."""
    return services.answerer.claims.stated_at(place.document.id, place.start, place.end)


def label_of(labels: Mapping[str, str], words: Wording) -> str:
    """What a claim is called in a language, in French where it has no name there."""
    return labels.get(words.language) or labels.get(FALLBACK, "")
