"""A bot over two dated texts, shared by a module's tests, and the moderator it knows."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.telegram.running import RunningBot

Json = dict[str, Any]
LONG = 20.0  # seconds
CHAT = "Le chat dort sur le toit. Il rêve de souris.\n"
LETTER = "Le financement du centre s'arrête fin avril 2026. Il faut le dire.\n"
CATALOGUE = """
[[source]]
id = "chat"
title = "Le chat"
author = "Une voisine"
date = 2026-01-05
file = "chat.txt"
sha256 = "{chat}"

[[source]]
id = "lettre"
title = "La lettre"
author = "Le ministère"
date = 2026-02-09
file = "lettre.txt"
sha256 = "{lettre}"

[[missing]]
id = "rapport"
title = "Rapport annuel"
cited_by = ["lettre"]
"""
CLAIMS = """
[[topic]]
id = "argent"
{titles}

[[claim]]
id = "fin-avril"
topic = "argent"
document = "lettre"
quote = "Le financement du centre s'arrête fin avril 2026."
date = 2026-04-30
precision = "month"
money = true
{labels}
"""
WATCHED = """
[[watched]]
question = "Où dort le chat ?"
"""


class SmallBot(RunningBot):
    """The bot over a small corpus, without a model."""

    command = ("tests.telegram.moderation.main",)


@pytest.fixture(scope="module")
def corpus_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "sources").mkdir()
    digests = {}
    for name, text in (("chat", CHAT), ("lettre", LETTER)):
        (folder / "sources" / f"{name}.txt").write_text(text, "utf-8")
        digests[name] = hashlib.sha256(text.encode()).hexdigest()
    (folder / "catalogue.toml").write_text(CATALOGUE.format(**digests), "utf-8")
    titles = "\n".join(f'title.{code} = "L\'argent"' for code in "fr en es pt ar tr".split())
    labels = "\n".join(
        f'label.{code} = "Fin du financement"' for code in "fr en es pt ar tr".split()
    )
    labels += "\n" + labels.replace("label", "gloss")
    (folder / "claims.toml").write_text(CLAIMS.format(titles=titles, labels=labels), "utf-8")
    (folder / "watched.toml").write_text(WATCHED, "utf-8")
    return folder


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture(scope="module")
def mona(api: BotApi) -> Person:
    """The moderator that the deployment appoints."""
    return Person(api, "Mona")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@contextmanager
def moderated(
    api: BotApi, mona: Person, data: Path, settings: dict[str, str]
) -> Iterator[SmallBot]:
    """A bot that has welcomed its moderator, and told her once what is overdue."""
    began = mona.says("/start")
    with SmallBot(api, data, **settings) as running:
        # The reminder comes when the bot likes: later it would be taken for an answer.
        api.wait(lambda: len(mona.from_bot(began)) == 2, "no welcome and reminder", LONG)
        yield running


@pytest.fixture(scope="module")
def bot(api: BotApi, mona: Person, corpus_dir: Path, data: Path) -> Iterator[SmallBot]:
    settings = {"SECPA_CORPUS_DIR": str(corpus_dir), "SECPA_MODERATORS": str(mona.id)}
    with moderated(api, mona, data, settings) as running:
        yield running
        assert "Traceback" not in running.log()
        assert "incident" not in running.log()


def shown(person: Person, message: Json, text: str) -> Json:
    """`message` once it holds `text`."""
    person.api.wait(lambda: text in person.now(message)["text"], f"no «{text}»", LONG)
    return person.now(message)


def sent(person: Person, name: str, text: str) -> Json:
    """Send a file; the draft's card."""
    message = person.sends_file(name, text.encode())
    return shown(person, person.next_from_bot(message), "Brouillon")


def labels(message: Json) -> list[str]:
    """What the buttons under a message say."""
    return [each["text"] for each in buttons(message)]
