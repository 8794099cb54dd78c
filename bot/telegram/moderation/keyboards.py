"""The moderators' buttons, and the data they carry."""

from collections.abc import Iterable, Sequence
from enum import StrEnum

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.library.review import Review
from bot.phrases import Wording
from bot.telegram.formatted import clip
from bot.telegram.references import document_key, number_name
from corpus.document import Source

PREFIX = "M"  # first character of the data; no other button's data begins so
DRAFT_LENGTH = 8  # characters of a draft's id
PAGE_LENGTH = 3
SHOWN = 10  # sources on a page of a choice
_LABEL_LIMIT = 60  # units


class Tap(StrEnum):
    """Second character of the data."""

    OPEN = "o"  # + draft: its card
    TITLE = "t"  # + draft: ask for its title
    AUTHOR = "a"
    ROLE = "r"
    DATE = "d"
    CHOOSE = "c"  # + draft + page: choose what it takes the place of
    REPLACE = "s"  # + draft + source key: it takes that one's place
    KEEP = "k"  # + draft: it takes no one's place
    YES = "y"  # + draft + claim key: it revises that claim
    NO = "n"
    UNSURE = "u"
    CHECK = "v"  # + draft: what would change
    PUBLISH = "p"  # + draft
    DROP = "x"  # + draft
    DRAFTS = "D"  # the list of drafts
    WITHDRAWING = "L"  # + page: choose a source to withdraw
    WITHDRAW = "W"  # + source key: ask whether to
    WITHDRAW_WHY = "b"  # + source key: ask why, then do it
    WITHDRAW_NOW = "w"  # + source key: do it
    PURGING = "P"  # + page: choose a source to remove for good
    PURGE = "G"  # + source key: ask whether to
    PURGE_SURE = "g"  # + source key: ask again
    PURGE_NOW = "z"  # + source key: do it
    GO_BACK = "B"  # + snapshot: ask whether to
    GO_BACK_NOW = "N"  # + snapshot: do it
    REMOVE = "m"  # + a person's number: they moderate no more
    UNWATCH = "q"  # + question key: watch it no more
    VERIFIED = "V"  # there is no newer source
    LEAVE = "e"  # nothing is done


def button(label: str, tap: Tap, rest: str = "") -> InlineKeyboardButton:
    return InlineKeyboardButton(clip(label, _LABEL_LIMIT), callback_data=f"{PREFIX}{tap}{rest}")


def keyboard(*rows: Iterable[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(row) for row in rows if row])


def card(review: Review, words: Wording) -> InlineKeyboardMarkup:
    """Under a draft: correct it, say what it replaces and revises, go on or drop it."""
    draft = review.draft
    fields = (Tap.TITLE, Tap.AUTHOR), (Tap.ROLE, Tap.DATE)
    rows = [
        [button(words.text(f"field_{tap.name.lower()}"), tap, draft.id) for tap in row]
        for row in fields
    ]
    if draft.replaces:
        rows.append([button(words.text("button_keep"), Tap.KEEP, draft.id)])
    else:
        if draft.like:
            data = draft.id + document_key(draft.like.id)
            label = words.text("button_replace", title=draft.like.title)
            rows.append([button(label, Tap.REPLACE, data)])
        first = number_name(0, PAGE_LENGTH)
        rows.append([button(words.text("button_choose"), Tap.CHOOSE, draft.id + first)])
    if review.candidates:
        data = draft.id + document_key(review.candidates[0].claim.id)
        labels = (("yes", Tap.YES), ("no", Tap.NO), ("unsure", Tap.UNSURE))
        rows.append([button(words.text(f"button_{label}"), tap, data) for label, tap in labels])
    rows.append([button(words.text("button_check"), Tap.CHECK, draft.id)])
    rows.append([button(words.text("button_drop"), Tap.DROP, draft.id)])
    return keyboard(*rows)


def checked(draft_id: str, words: Wording) -> InlineKeyboardMarkup:
    """Under what would change."""
    back = button(words.text("button_card"), Tap.OPEN, draft_id)
    drop = button(words.text("button_drop"), Tap.DROP, draft_id)
    return keyboard([button(words.text("button_publish"), Tap.PUBLISH, draft_id)], [back, drop])


def sure(label: str, tap: Tap, rest: str, words: Wording) -> InlineKeyboardMarkup:
    """The act, or nothing."""
    leave = button(words.text("button_leave"), Tap.LEAVE)
    return keyboard([button(label, tap, rest)], [leave])


def choice(
    sources: Sequence[Source],
    page: int,
    chosen: tuple[Tap, str],
    turned: tuple[Tap, str],
    left: tuple[Tap, str],
    words: Wording,
) -> InlineKeyboardMarkup:
    """One page of sources, a row each, and the way to the other pages.

    `chosen`, `turned` and `left` are a tap, and the data before the source's key, before the page's
    number, or with nothing after.
    """
    pages = max(1, -(-len(sources) // SHOWN))
    page = min(page, pages - 1)
    shown = sources[page * SHOWN : (page + 1) * SHOWN]
    rows = [[button(each.title, chosen[0], chosen[1] + document_key(each.id))] for each in shown]
    turns = [("button_previous", page - 1), ("button_next", page + 1)]
    rows.append(
        [
            button(words.text(label), turned[0], turned[1] + number_name(other, PAGE_LENGTH))
            for label, other in turns
            if 0 <= other < pages
        ]
    )
    rows.append([button(words.text("button_leave"), *left)])
    return keyboard(*rows)
