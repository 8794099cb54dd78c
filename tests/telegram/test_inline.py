"""Inline mode: `@bot question` in any chat."""

from collections import Counter
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
    """Before anything is typed, there is something to choose, what states most first."""
    results = ana.answer_to(ana.asks_inline(""))["results"]
    corpus = read_corpus(ROOT / "corpus")
    assert len(results) == len(corpus.documents)
    stated = Counter(claim.document for claim in corpus.knowledge.claims)
    most = next(
        each.source.title
        for each in corpus.documents
        if each.id == max(stated, key=lambda id_: stated[id_])
    )
    assert results[0]["title"] == most[:100]


def test_an_unanswerable_query_offers_nothing(ana: Person) -> None:
    """Nothing that is no answer can be posted as one."""
    query = ana.asks_inline("Quelle est la recette de la tarte aux pommes ?")
    assert ana.answer_to(query)["results"] == []


def test_telegram_keeps_no_answer(ana: Person) -> None:
    """It would show what a withdrawn source said; results depend on the question, not the asker."""
    answer = ana.answer_to(ana.asks_inline("pétition"))
    assert answer["cache_time"] == 0
    assert not answer.get("is_personal")


def test_the_same_question_is_offered_the_same(api: BotApi, ana: Person) -> None:
    """To another person too, however it is cased and spaced."""
    first = ana.answer_to(ana.asks_inline("Que demandent les députés ?"))["results"]
    leo = Person(api, "Léo")
    again = leo.answer_to(leo.asks_inline("  que demandent LES députés ?"))["results"]
    assert first == again


def test_a_language_that_was_chosen_is_kept_to(api: BotApi) -> None:
    """And such results are for that person alone."""
    bob = Person(api, "Bob")
    bob.answer_to(bob.clicks(bob.next_from_bot(bob.says("/langue")), "English"))
    answer = bob.answer_to(bob.asks_inline("Que demandent les députés ?"))
    assert "February 2, 2026" in answer["results"][0]["input_message_content"]["message_text"]
    assert answer["is_personal"]


def test_an_answer_kept_for_all_is_in_the_language_of_the_question(api: BotApi) -> None:
    """Whoever asks first; the sources offered before a question are in the asker's own."""
    bob = Person(api, "Bob", "en")
    results = bob.answer_to(bob.asks_inline("Que demandent les députés ?"))["results"]
    assert "2 février 2026" in results[0]["input_message_content"]["message_text"]
    offered = bob.answer_to(bob.asks_inline(""))
    assert offered["is_personal"]
