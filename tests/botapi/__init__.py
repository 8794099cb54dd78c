"""A strict stand-in for Telegram's Bot API server, for tests of bots as running processes.

    with BotApi() as api:                 # http://127.0.0.1:<free port>
        ana = Person(api)
        question = ana.says("Bonjour")    # an update for the bot
        answer = ana.next_from_bot(question)

Texts and entities are read by TDLib, shapes are checked against aiogram's models.
"""

from tests.botapi.faults import Fault, Limits, Trouble
from tests.botapi.people import Person
from tests.botapi.refusal import RefusedError
from tests.botapi.rooms import Channel, Group, Room
from tests.botapi.server import TOKEN, BotApi

__all__ = [
    "TOKEN",
    "BotApi",
    "Channel",
    "Fault",
    "Group",
    "Limits",
    "Person",
    "RefusedError",
    "Room",
    "Trouble",
]
