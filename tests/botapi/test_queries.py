"""Taps and inline queries: one answer each, in time, within the limits."""

from typing import Any

import pytest

from tests.botapi import BotApi, Group, Person
from tests.botapi.conftest import Ask

Json = dict[str, Any]
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(number: int, text: str = "Bonjour") -> Json:
    content = {"message_text": text}
    title = f"Titre {number}"
    return {"type": "article", "id": str(number), "title": title, "input_message_content": content}


def test_a_tap_is_answered_once(ask: Ask, ana: Person) -> None:
    """The second answer comes too late, as does one to a tap that never was."""
    markup = {"inline_keyboard": [[{"text": "Oui", "callback_data": "a"}]]}
    sent = ask("sendMessage", chat_id=ana.id, text="?", reply_markup=markup).json()["result"]
    query = ana.clicks(sent, "Oui")
    assert ask("answerCallbackQuery", callback_query_id=query.id, text="Voilà").json()["result"]
    assert ana.answer_to(query)["text"] == "Voilà"
    for query_id in (query.id, "42"):
        assert (
            ask("answerCallbackQuery", callback_query_id=query_id).json()["description"] == TOO_OLD
        )


def test_a_late_answer_is_refused(api: BotApi, ask: Ask, ana: Person) -> None:
    """Queries do not live long."""
    query = ana.asks_inline("x")
    api.queries.life = 0.0
    assert (
        ask("answerInlineQuery", inline_query_id=query.id, results=[]).json()["description"]
        == TOO_OLD
    )


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([article(number) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([{**article(1), "id": "é" * 33}], "RESULT_ID_INVALID"),
        ([{**article(1), "title": ""}], "ARTICLE_TITLE_EMPTY"),
        ([article(1, "a" * 4097)], "message is too long"),
        ([article(1, " ")], "message text is empty"),
    ],
)
def test_bad_results_are_refused(ask: Ask, ana: Person, results: list[Json], words: str) -> None:
    """Fifty results at most, each with an id of its own and a message that can be sent."""
    query = ana.asks_inline("x")
    reply = ask("answerInlineQuery", inline_query_id=query.id, results=results)
    assert words in reply.json()["description"]
    assert ask("answerInlineQuery", inline_query_id=query.id, results=[article(1)]).json()["ok"]


def test_a_chosen_result_is_posted_by_the_person(api: BotApi, ask: Ask, ana: Person) -> None:
    """It says through which bot it was written."""
    query = ana.asks_inline("x")
    ask("answerInlineQuery", inline_query_id=query.id, results=[article(1)])
    posted = ana.chooses(ana.answer_to(query)["results"][0], Group(api, ana))
    assert posted["via_bot"]["id"] == api.world.bot["id"]
    assert posted["text"] == "Bonjour"


def test_an_inline_query_has_256_characters(ana: Person) -> None:
    """Telegram's apps send no more, and neither do the people of these tests."""
    ana.asks_inline("a" * 256)
    with pytest.raises(AssertionError):
        ana.asks_inline("a" * 257)
