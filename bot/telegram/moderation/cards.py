"""What a moderator reads of a draft, before and after it is published."""

from collections.abc import Iterator, Sequence

from bot.library.changes import Change
from bot.library.drafts import Draft
from bot.library.review import Review
from bot.phrases import Wording
from bot.telegram.formatted import bold, clip, join, plain
from bot.telegram.moderation import keyboards
from bot.telegram.screens import Screen

_FIELD_LIMIT = 200  # units
_QUOTE_LIMIT = 160
_WARNINGS, _CHANGES = 6, 6  # shown at most
_GAP = "\n\n"


def draft_card(review: Review, words: Wording) -> Screen:
    """What was read, what to look at, and what to say of it."""
    parts = [bold(words.text("card_title")), plain("\n".join(_known(review, words)))]
    parts.append(plain("\n".join(_doubts(review.draft, words))))
    parts += [plain(text) for text in _questions(review, words)]
    return Screen(join(_GAP, parts), keyboards.card(review, words))


def _known(review: Review, words: Wording) -> Iterator[str]:
    draft = review.draft
    source = draft.source
    fields = {
        "file": f"{source.file} ({draft.format})",
        "title": source.title,
        "author": source.author,
        "role": source.role,
        "date": words.day(source.date) if source.date else None,
    }
    for name, value in fields.items():
        said = clip(value, _FIELD_LIMIT) if value else words.text("field_unknown")
        yield words.text("field", name=words.text(f"field_{name}"), value=said)
    counts = [words.count("pages_read", draft.pages)] if draft.pages else []
    counts.append(words.count("passages_read", review.passages))
    counts.append(words.count("sentences_read", review.sentences))
    yield words.text("read", counts=", ".join(counts))


def _doubts(draft: Draft, words: Wording) -> Iterator[str]:
    for warning in draft.warnings[:_WARNINGS]:
        yield f"⚠️ {clip(warning, _FIELD_LIMIT)}"
    if len(draft.warnings) > _WARNINGS:
        yield words.text("more", number=len(draft.warnings) - _WARNINGS)


def _questions(review: Review, words: Wording) -> Iterator[str]:
    draft = review.draft
    if draft.replaces:
        yield words.text("replaces", id=draft.replaces)
    elif draft.like:
        title = clip(draft.like.title, _FIELD_LIMIT)
        yield words.text("like", share=words.share(draft.like.share), title=title)
    if draft.revises:
        yield words.count("revises", len(draft.revises))
    if review.candidates:
        first = review.candidates[0]
        yield words.text(
            "may_revise",
            number=len(review.candidates),
            reason=first.reason,
            before=clip(first.claim.quote, _QUOTE_LIMIT),
            here=clip(first.quote, _QUOTE_LIMIT),
        )


def changes_screen(review: Review, changed: Sequence[Change], words: Wording) -> Screen:
    """The watched questions that would get another first quote, and the button to publish."""
    draft = review.draft
    title = words.text("changes_title", title=clip(draft.source.title, _FIELD_LIMIT))
    parts = [bold(title), plain(words.count("changes", len(changed)))]
    for change in changed[:_CHANGES]:
        before, after = (_shown(quote, words) for quote in (change.before, change.after))
        parts.append(
            bold(clip(change.question, _FIELD_LIMIT))
            + plain("\n" + words.text("change", before=before, after=after))
        )
    if len(changed) > _CHANGES:
        parts.append(plain(words.text("more", number=len(changed) - _CHANGES)))
    if review.candidates:
        parts.append(plain(words.count("unsaid", len(review.candidates))))
    return Screen(join(_GAP, parts), keyboards.checked(draft.id, words))


def _shown(quote: str | None, words: Wording) -> str:
    if quote is None:
        return words.text("no_quote")
    return words.text("quote", quote=clip(quote, _QUOTE_LIMIT))


def draft_list(drafts: Sequence[Draft], words: Wording) -> Screen:
    """The drafts that wait, a button each."""
    if not drafts:
        return Screen(plain(words.text("drafts_none")))
    rows = [
        [keyboards.button(each.source.title, keyboards.Tap.OPEN, each.id)]
        for each in drafts[-keyboards.SHOWN :]
    ]
    return Screen(plain(words.text("drafts")), keyboards.keyboard(*rows))
