"""Pictures of real conversations: what the bot sent, laid out as on a phone.

    python -m benchmarks.pictures [FOLDER] [CORPUS] [DATA]

The bot runs as a process of its own against the Bot API stand-in of the tests, people write to it,
and the messages that stand in the chats are drawn with headless Chromium. Prints each picture's
size in KB, and fails where one is over 150.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.pictures.chromium import take
from benchmarks.pictures.page import Line, page
from bot.phrases import FALLBACK
from tests.botapi import BotApi, Group, Person
from tests.botapi.rooms import Room
from tests.botapi.world import BOT_ID
from tests.telegram.running import RunningBot, prepared

LIMIT = 150  # KB a picture
FISS = "Jusqu'à quand le FISS finance-t-il les SEC-Pa ?"


def main(folder: str = "docs/pictures", corpus: str = "corpus", data: str = "var") -> int:
    """Have every conversation and draw it; the exit status."""
    over = 0
    with tempfile.TemporaryDirectory() as made, BotApi() as api:
        state = prepared(Path(data).resolve(), Path(made))
        with RunningBot(api, state, SECPA_CORPUS_DIR=str(Path(corpus).resolve())):
            for name, scene in SCENES.items():
                room, rtl = scene(api), name.endswith("-ar")
                picture = Path(folder, f"{name}.png").resolve()
                drawn = page(_title(room), _lines(room), direction="rtl" if rtl else "ltr")
                take(drawn, picture)
                size = picture.stat().st_size / 1024
                over += size > LIMIT
                print(f"{name}: {size:.0f} KB (at most {LIMIT})")
    return int(over > 0)


def _title(room: Room) -> str:
    """The room's name, or the bot's own in the person's language, once it is published."""
    if not isinstance(room, Person):
        return room.chat.title
    code = room.user["language_code"]
    key = "name/" + ("" if code == FALLBACK else code)
    published: str = room.api.wait(lambda: room.api.world.profile.get(key), "no name")
    return published


def _lines(room: Room) -> list[Line]:
    def by(message: dict[str, object]) -> dict[str, object]:
        sender = message["from"]
        assert isinstance(sender, dict)
        return sender

    shown = []
    for message in room.messages():
        sender = by(message)
        name = str(sender["first_name"]) if room.chat.is_group else ""
        shown.append(Line(message, sender["id"] == BOT_ID, name))
    return shown


def welcome(api: BotApi) -> Room:
    """What a newcomer sees."""
    ana = Person(api)
    ana.next_from_bot(ana.says("/start"))
    return ana


def answer(api: BotApi) -> Room:
    """A question and its answer, the other buttons open."""
    ana = Person(api)
    told = ana.next_from_bot(ana.says(FISS))
    ana.answer_to(ana.clicks(told, "Plus"))
    return ana


def context(api: BotApi) -> Room:
    """A short quote, then the passage that it stands in."""
    ana = Person(api)
    told = ana.next_from_bot(ana.says("Que dit l'évaluation de l'expérimentation ?"))
    ana.clicks(told, "Contexte")
    ana.next_from_bot(told)
    return ana


def refusal(api: BotApi) -> Room:
    """A question that the texts do not answer, and one about a place."""
    ana = Person(api)
    ana.next_from_bot(ana.says("Quels sont les horaires de la Case de santé ?"))
    ana.next_from_bot(ana.says("Y a-t-il une structure à Rennes ?"))
    return ana


def group(api: BotApi) -> Room:
    """People who argue and want the source."""
    ana, leo = Person(api, "Ana"), Person(api, "Léo")
    room = Group(api, ana, leo, title="Soignants en lutte")
    ana.says("Ils nous coupent tout fin avril, non ?", room)
    asked = leo.says("@SecPaTestBot le financement s'arrête-t-il fin avril ?", room)
    room.next_from_bot(asked)
    return room


def arabic(question: str) -> Callable[[BotApi], Room]:
    """The same for someone whose app speaks Arabic."""

    def scene(api: BotApi) -> Room:
        leila = Person(api, "ليلى", "ar")
        leila.next_from_bot(leila.says(question))
        return leila

    return scene


SCENES: dict[str, Callable[[BotApi], Room]] = {
    "accueil": welcome,
    "reponse": answer,
    "contexte": context,
    "refus": refusal,
    "groupe": group,
    "accueil-ar": arabic("/start"),
    "aide-ar": arabic("/aide"),
    "reponse-ar": arabic("إلى متى يستمر تمويل مراكز SEC-Pa؟"),
}

if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
