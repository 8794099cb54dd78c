"""Conversations with the real bot over the real sources, as its users have them."""

import pytest

from tests.botapi import BotApi, Person
from tests.botapi.keyboards import buttons
from tests.telegram.test_answers import blockquotes, labels, stands_in_a_source

pytestmark = pytest.mark.usefixtures("bot")


@pytest.fixture(scope="module")
def taken() -> str:
    return "polling"


def test_a_follow_up_is_understood_from_what_came_before(ana: Person) -> None:
    """«Et les syndicats ?» asks of them what was asked of the deputies."""
    first = ana.next_from_bot(ana.says("Que demandent les députés ?"))
    second = ana.next_from_bot(ana.says("et le collectif ?"))
    assert blockquotes(second) != blockquotes(first)
    assert "collectif" in second["text"].casefold()


def test_a_revised_date_comes_with_what_revised_it(ana: Person) -> None:
    """The announced end is quoted with its revision, and the message says how old that is."""
    answer = ana.next_from_bot(ana.says("Le financement s'arrête-t-il fin avril ?"))
    assert "Révisé depuis" in answer["text"] or "a été révisé" in answer["text"]
    assert "Ma source la plus récente" in answer["text"]
    assert len(answer["text"]) < 4096


def test_quotes_that_a_message_holds_are_not_offered_again(ana: Person) -> None:
    """«Plus…» leads to other passages than those that can be read already."""
    answer = ana.next_from_bot(ana.says("Le financement s'arrête-t-il fin avril ?"))
    ana.answer_to(ana.clicks(answer, "Plus"))
    opened = ana.now(answer)
    for label in [each for each in labels(opened) if each.startswith("Autre passage")]:
        seen = ana.from_bot()[-1]
        ana.clicks(opened, label)
        other = ana.next_from_bot(seen)
        assert not set(blockquotes(other)) & set(blockquotes(answer))


def test_a_place_is_answered_with_the_structures_there(ana: Person) -> None:
    """The list item of the source, word for word."""
    answer = ana.next_from_bot(ana.says("Y a-t-il une structure à Toulouse ?"))
    assert any("Case de santé" in quote for quote in blockquotes(answer))


def test_arabic_is_answered_in_arabic_around_a_french_quote(api: BotApi) -> None:
    """The frame follows the language asked in, whatever the app's; the quote stays as written."""
    leila = Person(api, "Leïla", "fr")
    answer = leila.next_from_bot(leila.says("إلى متى يستمر تمويل مراكز SEC-Pa؟"))
    assert labels(answer) == ["السياق", "الوثيقة", "المزيد…"]
    assert all(stands_in_a_source(quote) for quote in blockquotes(answer))
    assert "ملخص" in answer["text"]


def test_an_emergency_gets_numbers_to_call_and_no_buttons(ana: Person) -> None:
    """Nothing stands before them, and nothing is quoted."""
    told = ana.next_from_bot(ana.says("Je veux mourir"))
    assert "3114" in told["text"]
    assert not buttons(told)
    assert "entities" not in told or not blockquotes(told)


def test_what_the_sources_do_not_say_is_refused(ana: Person) -> None:
    """With what was searched, and the nearest passage named as no answer."""
    told = ana.next_from_bot(ana.says("Quel est le numéro de téléphone de la Case de santé ?"))
    assert "Je n'ai pas trouvé" in told["text"]
    assert told["text"].count("n'est pas une réponse") <= 1
    assert all(stands_in_a_source(quote) for quote in blockquotes(told))


def test_nothing_a_person_wrote_is_repeated(ana: Person) -> None:
    """Neither in an answer nor in a refusal."""
    for question in ("Jean-Mirabelle est-il financé ?", "mirabelle quetsche reine-claude"):
        told = ana.next_from_bot(ana.says(question))
        assert "irabelle" not in told["text"]
