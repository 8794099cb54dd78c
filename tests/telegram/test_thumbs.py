"""👍 and 👎 under «Plus…», and what is counted."""

from datetime import date
from pathlib import Path
from typing import Any

from bot.store.counts import Counts, Kind
from bot.store.database import open_database
from tests.botapi import BotApi, Person
from tests.telegram.running import LibrarianBot, RunningBot

Json = dict[str, Any]
STATED = "jusqu'au 30 avril fonds innovation système santé"  # words of a claim
QUESTION = "Jusqu'à quand va le financement par le FISS ?"


def counted(data: Path, kind: Kind, name: str | None = None) -> int:
    """How often something was counted today, under one name or all together."""
    database = open_database(data)
    found = Counts(database).between(date.today(), date.today())
    database.close()
    return sum(each.number for each in found if each.kind is kind and name in (None, each.name))


def opened(ana: Person, answer: Json) -> Json:
    """An answer with all its buttons."""
    ana.clicks(answer, "Plus…")
    return ana.edited(answer)


def test_an_answer_counts_one_thumb(tmp_path: Path) -> None:
    """The first tap is counted and thanked for; no other is, not even after a restart."""
    with BotApi() as api:
        ana = Person(api)
        with LibrarianBot(api, tmp_path):
            answer = opened(ana, ana.next_from_bot(ana.says(STATED)))
            first = ana.answer_to(ana.clicks(answer, "👍"))
            assert "compté" in first["text"]
            assert not first.get("show_alert")
            assert "déjà" in ana.answer_to(ana.clicks(answer, "👎"))["text"]
            forged = ana.answer_to(ana.clicks_data(answer, "uAAAA"))
            assert "ne sert plus" in forged["text"]
        with LibrarianBot(api, tmp_path):
            assert "déjà" in ana.answer_to(ana.clicks(answer, "👍"))["text"]
            other = opened(ana, ana.next_from_bot(ana.says(STATED)))
            assert "compté" in ana.answer_to(ana.clicks(other, "👎"))["text"]
    assert counted(tmp_path, Kind.LIKED) == 1
    assert counted(tmp_path, Kind.DISLIKED) == 1
    assert counted(tmp_path, Kind.LIKED, "") == 0  # a claim is what was liked


def test_answers_are_counted_without_whose(real_data: Path) -> None:
    """By claim, by how they ended and by time; no id of a person or a chat is in the file."""
    with BotApi() as api:
        ana = Person(api)
        with RunningBot(api, real_data):
            for said in (QUESTION, "Quelle est la capitale de l'Australie ?", "Bonjour"):
                ana.next_from_bot(ana.says(said))
            ana.answer_to(ana.asks_inline(QUESTION))
    assert counted(real_data, Kind.STATUS, "answered") == 1
    assert counted(real_data, Kind.STATUS, "out_of_scope") == 1
    assert counted(real_data, Kind.STATUS, "help") == 1
    assert counted(real_data, Kind.CLAIM) == 1
    assert counted(real_data, Kind.TIME) == 3
    database = open_database(real_data)
    with database.read() as connection:
        rows = connection.exec_driver_sql("SELECT name FROM counts").scalars().all()
        kept = connection.exec_driver_sql("SELECT count(*) FROM questions").scalar()
    database.close()
    assert not any(str(ana.id) in row for row in rows)
    assert kept == 0
