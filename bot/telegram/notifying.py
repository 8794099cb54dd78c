"""Tells followers what became of what they follow, whenever the sources change.

What is to be told is written down in one step with what it was compared with, and struck off once
Telegram took the message: a restart neither repeats nor loses any.
"""

import asyncio
import hashlib
import logging
import time
from itertools import groupby

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter
from telegram.ext import ExtBot

from bot.answering.timeline import Claims
from bot.phrases import Wording, wording
from bot.store.follows import Change, Notice, Said
from bot.telegram import keyboards
from bot.telegram.context import Services
from bot.telegram.errors import summary
from bot.telegram.following import label_of
from bot.telegram.formatted import bold, clip, join, plain
from bot.telegram.pace import Rank, seconds_of
from bot.telegram.references import Reference
from bot.telegram.screens import Screen
from corpus.claims import Claim

EVERY = 5.0  # seconds between two looks at the sources
AFTER_FAILURE = 60.0  # seconds
AFTER_REFUSAL = 3600.0  # seconds before a chat that refuses messages is tried again
PAUSE = 0.2  # seconds between two messages, so that answers go first
SHOWN = 8  # changes told one by one in a message
_LABEL_LIMIT = 200  # units
_LINES = {
    Change.REVISED: "notice_revised",
    Change.REWORDED: "notice_reworded",
    Change.WITHDRAWN: "notice_withdrawn",
}
_log = logging.getLogger(__name__)


class Notifier:
    """Watches the claims of the snapshot in use."""

    def __init__(self, services: Services, bot: ExtBot[int]) -> None:
        self._services = services
        self._bot = bot
        self._compared: Claims | None = None
        self._later: dict[int, float] = {}  # chats that refuse, until when; monotonic seconds

    async def run(self) -> None:
        """Look, and tell, until cancelled."""
        while True:
            try:
                await self._compare()
                await self._tell_all()
                pause = EVERY
            except Exception as error:  # told later: what is pending stays written down
                _log.error("Followers could not be told yet: %s", summary(error))
                pause = AFTER_FAILURE
            await asyncio.sleep(pause)

    async def _compare(self) -> None:
        claims = self._services.answerer.claims
        if claims is not self._compared:
            follows = self._services.memory.follows
            await self._services.blocking(lambda: follows.compare(said_now(claims)))
            self._compared = claims

    async def _tell_all(self) -> None:
        pending = await self._services.blocking(self._services.memory.follows.pending)
        now = time.monotonic()
        self._later = {chat: until for chat, until in self._later.items() if until > now}
        for chat, notices in groupby(pending, key=lambda notice: notice.chat):
            if chat in self._later:
                continue
            try:
                await self._tell(chat, list(notices))
            except (BadRequest, RetryAfter) as error:  # the others are told all the same
                _log.error("A follower could not be told yet: %s", summary(error))
                waits = seconds_of(error) if isinstance(error, RetryAfter) else AFTER_REFUSAL
                self._later[chat] = now + waits
            await asyncio.sleep(PAUSE)

    async def _tell(self, chat: int, notices: list[Notice]) -> None:
        """Tell one chat; who left, or blocked the bot, follows nothing any more."""
        services, follows = self._services, self._services.memory.follows
        words = wording(services.inbox.language_of(chat))
        screen = told(notices, services.answerer.claims, words)
        try:
            await self._bot.send_message(
                chat,
                screen.message.text,
                entities=screen.message.entities,
                reply_markup=screen.keyboard,
                rate_limit_args=Rank.BROADCAST,
            )
        except ChatMigrated as error:
            await services.blocking(follows.moved, chat, error.new_chat_id)
            return
        except (Forbidden, BadRequest) as error:
            if isinstance(error, BadRequest) and "chat not found" not in error.message.lower():
                raise
            await services.blocking(follows.stop, chat)
            return
        for notice in notices:
            await services.blocking(follows.done, notice)


def said_now(claims: Claims) -> dict[str, Said]:
    """What each claim that stands in a source says."""
    standing = [claim for claim in claims.all if claims.place(claim)]
    return {
        claim.id: Said(
            hashlib.sha256(claim.quote.encode()).hexdigest(),
            frozenset(other.id for other in claims.revisers(claim) if claims.place(other)),
            claim.label,
        )
        for claim in standing
    }


def told(notices: list[Notice], claims: Claims, words: Wording) -> Screen:
    """One message for all that changed for a chat, with a button to each quote that revises."""
    lines, rows = [], []
    for notice in notices[:SHOWN]:
        label = clip(label_of(notice.labels, words), _LABEL_LIMIT)
        lines.append("• " + words.text(_LINES[notice.change], label=label))
        place = _place(notice, claims)
        if place is not None:
            rows.append([keyboards.quote_button(place, label)])
    if len(notices) > SHOWN:
        lines.append(words.text("notice_more", number=len(notices) - SHOWN))
    parts = [bold(words.text("notice_title")), plain("\n".join(lines))]
    message = join("\n\n", [*parts, plain(words.text("notice_stop"))])
    return Screen(message, InlineKeyboardMarkup(rows) if rows else None)


def _place(notice: Notice, claims: Claims) -> Reference | None:
    """The quote to show: the newest that revises the claim, or its own new words."""
    claim = claims.by_id.get(notice.claim)
    shown: Claim | None = claim
    if claim is not None and notice.change is Change.REVISED:
        shown = next(
            (each for each in reversed(claims.revisers(claim)) if claims.place(each)), None
        )
    place = claims.place(shown) if shown is not None else None
    return Reference.to(*place) if place is not None else None
