"""What moderators are told by themselves, and what they see of what people ask."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.store.counts import Counts, Kind
from bot.store.database import open_database
from bot.store.questions import KeptQuestions
from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.telegram.moderation.conftest import LONG, SmallBot, moderated, shown

Json = dict[str, Any]
UNANSWERED = "Combien de souris vivent ici ?"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state with some days of use: three people asked one thing, and two another."""
    made = tmp_path_factory.mktemp("data")
    database = open_database(made)
    kept, today = KeptQuestions(database, 30), date.today()
    for person in (1, 2, 3):
        kept.keep(person, UNANSWERED, today, answered=False)
        kept.keep(person, "Où dort le chat ?", today, answered=True)
    for person, day in ((1, today), (2, today), (1, today - timedelta(1))):
        kept.keep(person, "À quelle heure ferme la gare ?", day, answered=False)
    counts = Counts(database)
    for kind, name, number in (
        (Kind.STATUS, "answered", 8),
        (Kind.STATUS, "not_found", 2),
        (Kind.CLAIM, "fin-avril", 8),
        (Kind.DISLIKED, "fin-avril", 3),
        (Kind.TIME, "100", 9),
        (Kind.TIME, "longer", 1),
    ):
        for _ in range(number):
            counts.add(kind, name)
    counts.flush()
    database.close()
    return made


@pytest.fixture(scope="module")
def bot(api: BotApi, mona: Person, corpus_dir: Path, data: Path) -> Iterator[SmallBot]:
    """One that keeps questions, and whose moderator wrote to it before it started."""
    settings = {
        "SECPA_CORPUS_DIR": str(corpus_dir),
        "SECPA_MODERATORS": str(mona.id),
        "SECPA_KEEP_QUESTIONS_DAYS": "30",
    }
    with moderated(api, mona, data, settings) as running:
        yield running
        assert "Traceback" not in running.log()


def reminders(person: Person) -> list[Json]:
    return [each for each in person.from_bot() if each.get("text", "").startswith("Fraîcheur")]


def test_moderators_are_told_once(api: BotApi, bot: SmallBot, mona: Person) -> None:
    """A deadline that passed without a newer source, and what is missing; not after a restart."""
    (told,) = reminders(mona)
    assert "fin avril 2026, passé sans source plus récente : Fin du financement" in told["text"]
    assert "9 février 2026" in told["text"]
    assert "Rapport annuel" in told["text"]
    bot.stop()
    bot.start()
    mona.next_from_bot(mona.says("/aide"))
    assert reminders(mona) == [told]


def test_a_look_in_vain_shows_in_the_answers(bot: SmallBot, mona: Person, api: BotApi) -> None:
    """One tap; it is in the journal, in `/fraicheur`, and beside the age of the newest source."""
    ana = Person(api)
    assert "Vérifié" not in ana.next_from_bot(ana.says("/dates"))["text"]
    asked = mona.next_from_bot(mona.says("/fraicheur"))
    mona.clicks(asked, "Vérifié ce jour, rien de neuf")
    shown(mona, asked, "C’est noté")
    assert "Vérifié le" in ana.next_from_bot(ana.says("/dates"))["text"]
    assert "Vérifié le" in mona.next_from_bot(mona.says("/fraicheur"))["text"]
    assert "a vérifié : rien de neuf" in mona.next_from_bot(mona.says("/journal"))["text"]


def test_the_report(bot: SmallBot, mona: Person, api: BotApi) -> None:
    """Counts as a message and a file; unanswered questions of three people, and of no fewer."""
    asked = mona.says("/bilan")
    told = mona.next_from_bot(asked, LONG)
    for said in (
        "avec réponse : 8",
        "sans réponse dans les sources : 2",
        "Fin du financement : 8 (👍 0 👎 3)",
        "la moitié en moins de 100 ms, 95\u00a0% en plus de 5000 ms",
        f"{UNANSWERED} (3 personnes)",
    ):
        assert said in told["text"]
    assert "la gare" not in told["text"]
    api.wait(lambda: len(mona.from_bot(asked)) == 2, "no file", LONG)
    file = mona.from_bot(asked)[1]["document"]
    text = api.world.files[file["file_id"]].data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"jour": f"{date.today()}", "quoi": "claim", "nom": "fin-avril", "nombre": "8"} in rows
    assert UNANSWERED not in text
    assert buttons(told) == []
