"""Inline mode: `@bot question` in any chat."""

from typing import Any

import pytest

from corpus.catalogue import read_corpus
from tests.botapi import BotApi, Group, Person
from tests.telegram.running import ROOT

pytestmark = pytest.mark.usefixtures("bot")

Json = dict[str, Any]


def test_a_question_offers_cited_passages(api: BotApi, ana: Person) -> None:
    """Each result is a whole message: the exact quote, who said it and when."""
    query = ana.asks_inline("Que demandent les syndicats sur la pétition ?")
    results = ana.answer_to(query)["results"]
    assert 5 <= len(results) <= 10
    for result in results:
        assert result["title"]
        assert result["description"]
    group = Group(api, ana)
    posted = ana.chooses(results[0], group)
    quote = next(each for each in posted["entities"] if each["type"].endswith("blockquote"))
    texts = [document.text for document in read_corpus(ROOT / "corpus").documents]
    assert any(posted["text"][: quote["length"]] in text for text in texts)


def test_an_empty_query_offers_the_sources(ana: Person) -> None:
    """Before anything is typed, there is something to choose."""
    results = ana.answer_to(ana.asks_inline(""))["results"]
    assert len(results) == len(read_corpus(ROOT / "corpus").documents)


def test_an_unanswerable_query_offers_nothing(ana: Person) -> None:
    """Nothing that is no answer can be posted as one."""
    query = ana.asks_inline("Quelle est la recette de la tarte aux pommes ?")
    assert ana.answer_to(query)["results"] == []


def test_an_answer_may_be_cached_for_all(ana: Person) -> None:
    """Results depend on the question alone, not on who asks."""
    answer = ana.answer_to(ana.asks_inline("pétition"))
    assert answer["cache_time"] >= 60
    assert not answer.get("is_personal")


def test_an_answer_kept_for_all_is_in_the_language_of_the_question(api: BotApi) -> None:
    """Whoever asks first; the sources offered before a question are in the asker's own."""
    bob = Person(api, "Bob", "en")
    results = bob.answer_to(bob.asks_inline("Que demandent les députés ?"))["results"]
    assert "2 février 2026" in results[0]["input_message_content"]["message_text"]
    offered = bob.answer_to(bob.asks_inline(""))
    assert offered["is_personal"]
