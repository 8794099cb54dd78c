"""A question in private, and what its answer's buttons do."""

from typing import Any

import pytest

from corpus.catalogue import read_corpus
from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.botapi.richtext import cut
from tests.telegram.running import ROOT

pytestmark = pytest.mark.usefixtures("bot")

QUESTION = "Jusqu'à quand le fonds d'innovation du système de santé finance-t-il les SEC-Pa ?"
Json = dict[str, Any]


def labels(message: Json) -> list[str]:
    return [button["text"] for button in buttons(message)]


def blockquotes(message: Json) -> list[str]:
    """The quotes of a message, in order."""
    kinds = ("blockquote", "expandable_blockquote")
    spans = [each for each in message["entities"] if each["type"] in kinds]
    return [cut(message["text"], each["offset"], each["length"]) for each in spans]


def blockquote(message: Json) -> str:
    """The first quote of a message."""
    return blockquotes(message)[0]


def stands_in_a_source(quote: str) -> bool:
    return any(quote in document.text for document in read_corpus(ROOT / "corpus").documents)


@pytest.fixture
def answer(ana: Person) -> Json:
    return ana.next_from_bot(ana.says(QUESTION))


def test_an_answer_is_one_message_with_an_exact_quote(answer: Json, ana: Person) -> None:
    """A title, the quote as a blockquote, who said it when, and three buttons; nothing else."""
    assert all(stands_in_a_source(quote) for quote in blockquotes(answer))
    assert answer["text"].startswith("Financement des SEC-Pa\n")
    assert "Stéphanie Rist" in answer["text"]
    assert "9 février 2026" in answer["text"]
    assert labels(answer) == ["Contexte", "Document", "Plus…"]
    assert answer["link_preview_options"] == {"is_disabled": True}
    assert QUESTION not in answer["text"]
    assert len(ana.from_bot()) == 1


def test_context_shows_the_passage_with_the_quote_marked(ana: Person, answer: Json) -> None:
    """The passage around the quote, the quote underlined, and a way to the next passage."""
    query = ana.clicks(answer, "Contexte")
    passage = ana.next_from_bot(answer)
    ana.answer_to(query)
    marked = [each for each in passage["entities"] if each["type"] == "underline"]
    shown = "".join(cut(passage["text"], each["offset"], each["length"]) for each in marked)
    assert shown == blockquote(answer)
    ana.answer_to(ana.clicks(passage, "Suivant"))
    turned = ana.now(passage)
    assert turned["text"] != passage["text"]
    ana.answer_to(ana.clicks(turned, "Précédent"))
    assert ana.now(passage)["text"] == passage["text"]


def test_document_sends_the_file_as_published(api: BotApi, ana: Person, answer: Json) -> None:
    """The file's very bytes come with title, author and date, and its text can be read here."""
    ana.clicks(answer, "Document")
    sent = ana.next_from_bot(answer)
    name = sent["document"]["file_name"]
    data = api.world.files[sent["document"]["file_id"]].data
    assert data == (ROOT / "corpus" / "sources" / name).read_bytes()
    assert "Stéphanie Rist" in sent["caption"]
    ana.clicks(sent, "Lire le texte")
    page = ana.next_from_bot(sent)
    assert "MINISTÈRE DE LA SANTÉ" in page["text"].replace("\n", " ")
    ana.answer_to(ana.clicks(page, "Suivant"))
    assert ana.now(page)["text"] != page["text"]


def test_more_offers_other_passages_copy_and_share(ana: Person, answer: Json) -> None:
    """«Plus…» opens more buttons under the same message, «Moins» puts them away."""
    ana.answer_to(ana.clicks(answer, "Plus"))
    opened = ana.now(answer)
    assert opened["text"] == answer["text"]
    assert "Partager" in labels(opened)
    assert "Copier" in labels(opened)
    others = [label for label in labels(opened) if label.startswith("Autre passage")]
    assert len(others) == 2
    ana.clicks(opened, others[0])
    other = ana.next_from_bot(answer)
    assert stands_in_a_source(blockquote(other))
    assert blockquote(other) != blockquote(answer)
    ana.answer_to(ana.clicks(opened, "Moins"))
    assert labels(ana.now(answer)) == ["Contexte", "Document", "Plus…"]


def test_copy_gives_the_quote_and_its_source(ana: Person, answer: Json) -> None:
    """Short quotes go by the copy button, long ones in a message of their own."""
    ana.answer_to(ana.clicks(answer, "Plus"))
    copy = next(each for each in buttons(ana.now(answer)) if each["text"] == "Copier")
    if "copy_text" in copy:
        text = copy["copy_text"]["text"]
    else:
        ana.clicks(answer, "Copier")
        text = ana.next_from_bot(answer)["text"]
    assert blockquote(answer) in text
    assert "9 février 2026" in text


def test_a_shared_link_opens_the_passage(api: BotApi, ana: Person, answer: Json) -> None:
    """The link behind «Partager» brings anyone to the passage and its source."""
    ana.answer_to(ana.clicks(answer, "Plus"))
    share = next(each for each in buttons(ana.now(answer)) if each["text"] == "Partager")
    payload = share["url"].rpartition("start%3D")[2]
    assert 1 <= len(payload) <= 64
    leo = Person(api, "Léo")
    opened = leo.next_from_bot(leo.says(f"/start {payload}"))
    assert blockquote(answer) in opened["text"]


def test_an_edited_question_gets_its_answer_edited(ana: Person) -> None:
    """No second message: the first one changes."""
    question = ana.says(QUESTION)
    answer = ana.next_from_bot(question)
    ana.edits(question, "Que demandent les syndicats sur la pétition ?")
    changed = ana.edited(answer)
    assert blockquote(changed) != blockquote(answer)
    assert len(ana.from_bot()) == 1


def test_a_forged_button_is_answered_politely(ana: Person, answer: Json) -> None:
    """Data that no button of ours carries does nothing, and says so."""
    for data in ("zzz", "cAAAA", "v" + "-" * 40, "m", "p", "e999", "é"):
        query = ana.clicks_data(answer, data)
        assert ana.answer_to(query)["text"]


def test_an_edited_question_closes_the_buttons_that_were_open(ana: Person) -> None:
    """The answer's place is taken whole, «Plus…» open and rated or not."""
    question = ana.says(QUESTION)
    answer = ana.next_from_bot(question)
    ana.answer_to(ana.clicks(answer, "Plus"))
    ana.answer_to(ana.clicks(answer, "👍"))
    opened = ana.now(answer)
    ana.edits(question, "Que demandent les syndicats sur la pétition ?")
    changed = ana.edited(opened)
    assert labels(changed) == ["Contexte", "Document", "Plus…"]
    assert blockquote(changed) != blockquote(answer)
    assert len(ana.from_bot()) == 1


def test_an_edit_of_a_question_whose_answer_was_deleted_is_answered_anew(
    api: BotApi, ana: Person
) -> None:
    """There is nothing left to change."""
    question = ana.says(QUESTION)
    answer = ana.next_from_bot(question)
    with api.lock:
        del api.world.messages[ana.id, answer["message_id"]]
    ana.edits(question, "Que demandent les syndicats sur la pétition ?")
    assert blockquote(ana.next_from_bot(answer))


def test_a_tap_too_late_to_answer_does_what_it_says(api: BotApi, ana: Person, answer: Json) -> None:
    """«query is too old» is no failure to the person."""
    api.queries.life = 0.0
    try:
        ana.clicks(answer, "Contexte")
        passage = ana.next_from_bot(answer)
    finally:
        api.queries.life = 30.0
    assert blockquote(answer) in passage["text"]
    assert len(ana.from_bot()) == 2


def test_buttons_of_a_message_that_telegram_shows_no_longer_work(ana: Person, answer: Json) -> None:
    """It is known by its number; where it is gone altogether, the person is told."""
    data = {each["text"]: each["callback_data"] for each in buttons(answer)}
    ana.clicks_forgotten(answer, data["Contexte"])
    assert blockquote(answer) in ana.next_from_bot(answer)["text"]
    ana.answer_to(ana.clicks_forgotten(answer, data["Plus…"]))
    assert "Partager" in labels(ana.now(answer))
    gone = {**answer, "message_id": answer["message_id"] + 999}
    assert "ne sert plus" in ana.answer_to(ana.clicks_forgotten(gone, data["Plus…"]))["text"]


def test_a_button_tapped_twice_is_no_failure(ana: Person, answer: Json) -> None:
    """The second tap finds done what it asks for: Telegram's «not modified» is not told."""
    more = next(each["callback_data"] for each in buttons(answer) if each["text"] == "Plus…")
    taps = [ana.clicks_data(answer, more) for _ in range(2)]
    assert [ana.answer_to(tap).get("text") for tap in taps] == [None, None]
    assert "Partager" in labels(ana.now(answer))


@pytest.mark.parametrize(
    ("corrected", "shown"),
    [("/sources", "Les sources"), ("montre-moi les dates", "Les dates des sources")],
)
def test_a_question_edited_into_a_command_shows_it(ana: Person, corrected: str, shown: str) -> None:
    """In the place of the answer."""
    question = ana.says("/sorces")
    answer = ana.next_from_bot(question)
    ana.edits(question, corrected)
    assert ana.next_from_bot(answer)["text"].startswith(shown)
    ana.edits(question, "Que demandent les députés ?")
    assert len(ana.from_bot()) <= 3


def test_a_long_quote_is_folded_and_a_short_one_is_not(ana: Person) -> None:
    """What is longer than a few lines opens on a tap."""
    for text in (QUESTION, "Y a-t-il une structure à Toulouse ?"):
        told = ana.next_from_bot(ana.says(text))
        quotes = [each for each in told["entities"] if each["type"].endswith("blockquote")]
        for quote in quotes:
            folded = quote["type"] == "expandable_blockquote"
            assert folded == (quote["length"] > 280)
