"""Old answers once the sources changed: they stay bound to what they quoted, or say what became
of it."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.library.drafts import Stated
from bot.library.library import Library
from index.encoder import Encoder
from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.telegram.running import ROOT, RunningBot
from tests.telegram.test_answers import blockquote

Json = dict[str, Any]
LETTER = "2026-02-09-lettre-ministre"
APPEAL = "sans-date-appel-syndicats-associations"
PETITION = "Que demandent les syndicats sur la pétition ?"
WHO = "Modératrice"
SOON = 20.0  # seconds within which a newer index is taken up


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


def change(library: Library, newer: Path) -> None:
    """What a moderator does while the bot runs: one source is replaced, one withdrawn."""
    draft = library.draft(newer, WHO, Stated(title="Lettre"))
    library.amend(draft.id, Stated(), replaces=LETTER)
    library.publish(draft.id, WHO)
    library.withdraw(APPEAL, WHO)


def told(person: Person, message: Json, label: str) -> str:
    """What a tap is answered with, "" where the button simply works."""
    return str(person.answer_to(person.clicks(message, label)).get("text") or "")


def test_an_old_answer_after_its_source_was_withdrawn_or_replaced(
    api: BotApi, own_data: Path, tmp_path: Path, real_encoder: Encoder
) -> None:
    """While the bot runs, and after a restart; what still stands in the new text still works."""
    ana = Person(api)
    with RunningBot(api, own_data) as bot:
        changed = ana.next_from_bot(
            ana.says("La pérennisation est-elle pleinement garantie en 2026 ?")
        )
        kept = ana.next_from_bot(ana.says("Jusqu'à quand le FISS finance-t-il les SEC-Pa ?"))
        gone = ana.next_from_bot(ana.says(PETITION))
        assert "pleinement garantie en 2026" in blockquote(changed)
        assert "fin octobre 2026" in blockquote(kept)
        assert told(ana, changed, "Contexte") == told(ana, gone, "Contexte") == ""
        assert offered(ana, blockquote(gone))

        text = (ROOT / "corpus" / "sources" / f"{LETTER}.txt").read_text("utf-8")
        newer = tmp_path / "lettre.txt"
        newer.write_text(text.replace("sera pleinement garantie", "est garantie"), "utf-8")
        change(Library(ROOT / "corpus", own_data, lambda: real_encoder), newer)
        late = time.monotonic() + SOON
        while "retirée" not in told(ana, gone, "Contexte"):
            assert time.monotonic() < late, "the newer index is not in use"

        assert_bound(ana, changed, kept, gone)
        assert not offered(ana, blockquote(gone))  # nor from what was kept before
        bot.stop()
        bot.start()
        assert_bound(ana, changed, kept, gone)
        shared = next(each for each in buttons(opened(ana, kept)) if each["text"] == "Partager")
        payload = shared["url"].rpartition("start%3D")[2]
        leo = Person(api, "Léo")
        assert blockquote(kept) in leo.next_from_bot(leo.says(f"/start {payload}"))["text"]


def offered(person: Person, quote: str) -> bool:
    """Whether the question that `quote` answers is offered it inline."""
    results = person.answer_to(person.asks_inline(PETITION))["results"]
    return any(quote in each["input_message_content"]["message_text"] for each in results)


def assert_bound(ana: Person, changed: Json, kept: Json, gone: Json) -> None:
    """Each button says what became of the text it quoted, or leads to that very text."""
    for label in ("Contexte", "Document", "Plus"):
        assert "retirée" in told(ana, gone, label)
        assert "remplacée depuis par « Lettre »" in told(ana, changed, label)
    last = ana.from_bot()[-1]
    assert told(ana, kept, "Contexte") == ""
    assert blockquote(kept) in ana.next_from_bot(last)["text"]


def opened(person: Person, answer: Json) -> Json:
    """The answer with its other buttons."""
    assert told(person, answer, "Plus") == ""
    return person.now(answer)
