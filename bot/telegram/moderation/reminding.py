"""Tells each moderator, once, of what passed with no newer source and of what is missing."""

import asyncio
import logging

from telegram.error import BadRequest, Forbidden
from telegram.ext import ExtBot

from bot.telegram.context import Services
from bot.telegram.errors import summary
from bot.telegram.moderation.freshness import reminder
from bot.telegram.moderation.menu import publish_menu
from bot.telegram.pace import Rank

EVERY = 3600.0  # seconds
_log = logging.getLogger(__name__)


async def remind(services: Services, bot: ExtBot[int]) -> None:
    """Publish the moderators' menus, then look and tell until cancelled."""
    for person in services.desk.everyone:
        await publish_menu(bot, person)
    while True:
        for person in services.desk.everyone:
            try:
                await _tell(person, services, bot)
            except Exception as error:  # told at the next look: nothing was written down
                _log.error("A moderator could not be told: %s", summary(error))
        await asyncio.sleep(EVERY)


async def _tell(person: int, services: Services, bot: ExtBot[int]) -> None:
    reminders = services.memory.reminders
    told = await services.blocking(reminders.told, person)
    found = reminder(services, told)
    if found is None:
        return
    screen, names = found
    try:
        await bot.send_message(
            person,
            screen.message.text,
            entities=screen.message.entities,
            reply_markup=screen.keyboard,
            disable_notification=True,
            rate_limit_args=Rank.BROADCAST,
        )
    except (Forbidden, BadRequest) as error:  # they never wrote to the bot, or left it
        _log.info("A moderator cannot be written to: %s", error.message)
        return
    await services.blocking(reminders.done, person, names)
