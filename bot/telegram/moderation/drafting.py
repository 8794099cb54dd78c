"""Taps on a draft: correct it, say what it replaces and revises, see what changes, publish."""

from datetime import date
from functools import partial

from bot.telegram.formatted import bold, clip, join, plain
from bot.telegram.moderation import keyboards
from bot.telegram.moderation.asking import Asked, ask
from bot.telegram.moderation.cards import changes_screen, draft_card, draft_list
from bot.telegram.moderation.keyboards import Tap
from bot.telegram.moderation.tapped import Act, Tapped
from bot.telegram.moderation.work import in_turn, who, worked
from bot.telegram.references import document_key, named_number
from bot.telegram.screens import Screen

_TITLE_LIMIT = 200  # units


async def _open(tap: Tapped) -> None:
    library = tap.services.desk.library
    review = await in_turn(tap.services, lambda: library.review(tap.draft))
    await tap.say(draft_card(review, tap.words))


def _asks(kind: Asked) -> Act:
    async def act(tap: Tapped) -> None:
        await ask(kind, tap.draft, tap.message, tap.person, tap.context)

    return act


async def _choose(tap: Tapped) -> None:
    corpus = await tap.services.blocking(tap.services.desk.library.corpus)
    sources = [document.source for document in corpus.documents]
    keyboard = keyboards.choice(
        sources,
        named_number(tap.after_draft),
        (Tap.REPLACE, tap.draft),
        (Tap.CHOOSE, tap.draft),
        (Tap.OPEN, tap.draft),
        tap.words,
    )
    await tap.say(Screen(plain(tap.words.text("replace_which")), keyboard))


async def _replace(tap: Tapped) -> None:
    document = await tap.document(tap.after_draft)
    if document is not None:
        library = tap.services.desk.library
        await in_turn(tap.services, lambda: library.replacing(tap.draft, document.id))
        await _open(tap)


async def _keep(tap: Tapped) -> None:
    library = tap.services.desk.library
    await in_turn(tap.services, lambda: library.replacing(tap.draft, None))
    await _open(tap)


def _says(revises: bool) -> Act:
    async def act(tap: Tapped) -> None:
        library = tap.services.desk.library
        claims = tap.services.answerer.claims.all
        claim = next((each for each in claims if document_key(each.id) == tap.after_draft), None)
        if claim is not None:
            answered = partial(library.answer_revision, tap.draft, claim.id, revises)
            await in_turn(tap.services, answered)
        await _open(tap)

    return act


async def _check(tap: Tapped) -> None:
    services, words = tap.services, tap.words
    library, today = services.desk.library, date.today()
    changed = await worked(
        services,
        tap.message,
        words.text("checking"),
        words,
        lambda progress: services.desk.long.changes(tap.draft, today, progress),
    )
    review = await in_turn(services, lambda: library.review(tap.draft))
    await tap.say(changes_screen(review, changed, words))


async def _publish(tap: Tapped) -> None:
    services, words = tap.services, tap.words
    library, author = services.desk.library, who(tap.person)
    review = await in_turn(services, lambda: library.review(tap.draft))
    title = clip(review.draft.source.title, _TITLE_LIMIT)
    await worked(
        services,
        tap.message,
        words.text("publishing", title=title),
        words,
        lambda progress: services.desk.long.publish(tap.draft, author, progress),
    )
    await services.blocking(services.answerer.refresh)
    published = words.text("published", title=title, id=review.draft.source.id)
    await tap.say(Screen(join("\n\n", [bold(words.text("published_title")), plain(published)])))


async def _drop(tap: Tapped) -> None:
    library = tap.services.desk.library
    dropped = await in_turn(tap.services, lambda: library.discard(tap.draft))
    await tap.say(Screen(plain(tap.words.text("dropped" if dropped else "dropped_already"))))


async def _list(tap: Tapped) -> None:
    drafts = await tap.services.blocking(tap.services.desk.library.drafts)
    await tap.say(draft_list(drafts, tap.words))


ACTS: dict[Tap, Act] = {
    Tap.OPEN: _open,
    Tap.TITLE: _asks(Asked.TITLE),
    Tap.AUTHOR: _asks(Asked.AUTHOR),
    Tap.ROLE: _asks(Asked.ROLE),
    Tap.DATE: _asks(Asked.DATE),
    Tap.CHOOSE: _choose,
    Tap.REPLACE: _replace,
    Tap.KEEP: _keep,
    Tap.YES: _says(True),
    Tap.NO: _says(False),
    Tap.UNSURE: _says(False),
    Tap.CHECK: _check,
    Tap.PUBLISH: _publish,
    Tap.DROP: _drop,
    Tap.DRAFTS: _list,
}
