"""«Un instant»: whose question has waited a while is told so, once for each wait."""

import asyncio
import logging
from collections.abc import Iterator

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.phrases import wording
from bot.telegram.context import Services
from bot.telegram.errors import summary
from bot.telegram.pace import Rank
from bot.telegram.turns import Person, Turns

PATIENCE = 5.0  # seconds without a word
LOOK_EVERY = 1.0  # seconds
AT_A_LOOK = 4  # people told, so that nearly all messages are left for answers
_log = logging.getLogger(__name__)


class Waiting:
    """Looks after those who wait in private; in a group, a word to one would disturb all."""

    def __init__(self, turns: Turns, services: Services, bot: ExtBot[int]) -> None:
        self._turns = turns
        self._services = services
        self._bot = bot

    async def run(self) -> None:
        """Look, and tell, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            chosen = sorted(due(self._turns.people), key=lambda each: each[0].waits, reverse=True)
            await asyncio.gather(*(self._tell(*each) for each in chosen[:AT_A_LOOK]))

    async def _tell(self, person: Person, phrase: str) -> None:
        person.told.add(phrase)
        user = person.user
        chosen = self._services.language_of(user) or (user.language_code if user else None)
        try:
            await self._bot.send_message(
                person.chat or 0,
                wording(chosen).text(phrase),
                disable_notification=True,
                rate_limit_args=Rank.NOTICE,
            )
        except TelegramError as error:  # the answer comes all the same
            _log.info("Someone who waits was not told so: %s", summary(error))


def due(people: list[Person]) -> Iterator[tuple[Person, str]]:
    """Who is to be told, and which phrase."""
    for person in people:
        if person.chat is None:
            continue
        if person.too_many and "overflowing" not in person.told:
            yield person, "overflowing"
        elif person.waits > PATIENCE and not person.told:
            yield person, "one_moment"
