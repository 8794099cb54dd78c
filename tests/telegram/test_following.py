"""`/suivre` and `/stop`: told once of what changes, and of nothing else."""

from pathlib import Path
from typing import Any

import pytest

from bot.store.database import open_database
from bot.store.follows import Follows
from corpus.catalogue import Corpus
from tests.botapi import BotApi, Person, Trouble
from tests.botapi.keyboards import buttons
from tests.telegram.running import LibrarianBot, RunningBot

Json = dict[str, Any]
TITLE = "Du nouveau"


def notices(person: Person) -> list[Json]:
    return [each for each in person.from_bot() if each["text"].startswith(TITLE)]


def test_a_subject_is_followed_and_stopped(
    bot: RunningBot, ana: Person, real_corpus: Corpus
) -> None:
    """By its button or by its name; `/suivre` says what is followed, `/stop` ends it."""
    offered = ana.next_from_bot(ana.says("/suivre"))
    title = buttons(offered)[0]["text"]
    topic = next(each for each in real_corpus.knowledge.topics if each.title["fr"] == title)
    told = ana.answer_to(ana.clicks(offered, title))
    assert title in told["text"]
    assert told["show_alert"]
    again = ana.next_from_bot(ana.says("/suivre"))
    assert f"• {title}" in again["text"]
    database = open_database(bot.data)
    followed = Follows(database).of(ana.id)
    database.close()
    stated = {each.id for each in real_corpus.knowledge.claims if each.topic == topic.id}
    assert followed == stated
    assert "arrêté" in ana.next_from_bot(ana.says("/stop"))["text"]
    assert "Rien n’était suivi" in ana.next_from_bot(ana.says("stop"))["text"]
    named = ana.next_from_bot(ana.says(f"/suivre {title}"))
    assert title in named["text"]
    assert title in ana.next_from_bot(ana.says(f"/stop {title}"))["text"]
    assert "Rien n’était suivi" in ana.next_from_bot(ana.says("/stop"))["text"]


def follow_an_answer(api: BotApi, person: Person, question: str) -> None:
    """Follow what an answer quotes, by its button."""
    answer = person.next_from_bot(person.says(question))
    person.clicks(answer, "Plus…")
    told = person.answer_to(person.clicks(person.edited(answer), "Suivre"))
    assert "/stop" in told["text"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path


def withdraw(data: Path, *ids: str) -> None:
    (data / "withdrawn.txt").write_text(" ".join(ids))


QUESTION = "jusqu'au 30 avril fonds innovation système santé"


def test_followers_are_told_once(data: Path, real_corpus: Corpus) -> None:
    """In their language, also where the change came while the bot was down; others are not."""
    every = [each.id for each in real_corpus.documents]
    with BotApi() as api:
        ana, ben, zoe = Person(api, "Ana"), Person(api, "Ben"), Person(api, "Zoé")
        with LibrarianBot(api, data):
            for person in (ana, ben):
                follow_an_answer(api, person, QUESTION)
            chosen = ben.next_from_bot(ben.says("/langue"))
            ben.clicks(chosen, "English")
            ben.edited(chosen)
            zoe.next_from_bot(zoe.says("/suivre"))
            withdraw(data, *every)
            api.wait(lambda: notices(ana), "Ana was not told", 20)
            api.wait(lambda: "News on what" in ben.from_bot()[-1]["text"], "Ben was not told", 20)
            assert "plus aucune source" in notices(ana)[0]["text"]
        with LibrarianBot(api, data):
            ana.next_from_bot(ana.says("/aide"))
            settled = ana.next_from_bot(ana.says("/stop"))
            assert "Rien n’était suivi" in settled["text"]
        assert len(notices(ana)) == 1
        assert notices(zoe) == []


def test_a_change_while_the_bot_was_down_is_told(data: Path, real_corpus: Corpus) -> None:
    """And whoever blocked the bot is followed up no more, without an error."""
    with BotApi() as api:
        ana, ben = Person(api, "Ana"), Person(api, "Ben")
        with LibrarianBot(api, data):
            for person in (ana, ben):
                follow_an_answer(api, person, QUESTION)
        withdraw(data, *[each.id for each in real_corpus.documents])
        ben.blocks_bot()
        with LibrarianBot(api, data) as bot:
            api.wait(lambda: notices(ana), "Ana was not told", 20)
            api.wait(lambda: not followers(data), "Ben is still followed up", 20)
            assert "ERROR" not in bot.log()


def followers(data: Path) -> int:
    database = open_database(data)
    with database.read() as connection:
        number = connection.exec_driver_sql("SELECT count(*) FROM follows").scalar_one()
    database.close()
    return int(number)


def test_a_chat_that_refuses_holds_up_no_other(data: Path, real_corpus: Corpus) -> None:
    """Who comes after it is told; it is not asked again at once, and follows still."""
    with BotApi() as api:
        ana, ben = Person(api, "Ana"), Person(api, "Ben")
        with LibrarianBot(api, data) as bot:
            for person in (ana, ben):
                follow_an_answer(api, person, QUESTION)
            refused = api.fault(Trouble.STATUS, 400, method="sendMessage", chat=ana.id, times=99)
            withdraw(data, *[each.id for each in real_corpus.documents])
            api.wait(lambda: notices(ben), "Ben was not told", 20)
            assert refused.times == 98
            assert bot.log().count("A follower could not be told yet") == 1
    assert followers(data)
