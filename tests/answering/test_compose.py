"""How an answer is put together, over everything that the sources and data files hold."""

import datetime as dt

import pytest

from bot.answering.answer import State, Status
from bot.answering.assistant import Assistant
from bot.phrases import languages
from tests.answering.conftest import Ask, cited

DAYS = [dt.date(2026, 2, 5), dt.date(2026, 4, 30), dt.date(2026, 11, 21), dt.date(2027, 6, 1)]


def test_every_claim_can_be_answered_with(ask: Ask, assistant: Assistant) -> None:
    """Asked in its own label, each claim gets an answer, and no revised one goes unsaid."""
    knowledge = assistant.snapshot.knowledge
    revised = {id_: claim for claim in knowledge.claims for id_ in claim.revises}
    for number, claim in enumerate(knowledge.claims):
        answer = ask(f"{claim.label['fr']} ?", today=DAYS[number % len(DAYS)])
        if answer.claim in revised:
            assert any("révisé" in line for line in answer.lead)
        for entry in answer.timeline:
            assert entry.label
            assert entry.state in (State.PAST, State.TODAY, State.COMING)


@pytest.mark.parametrize("language", languages())
def test_every_language_frames_everything(ask: Ask, language: str) -> None:
    """Each language has words for every kind of answer, and quotes stay as they are."""
    questions = {
        "Jusqu'à quand les SEC-Pa sont-elles financées ?": Status.ANSWERED,
        "Y a-t-il une structure à Cannes ?": Status.ANSWERED,
        "Y a-t-il une structure à Metz ?": Status.NOT_FOUND,
        "Combien de salariés compte Human santé ?": Status.NOT_FOUND,
        "Quelle est la recette de la tarte aux pommes ?": Status.OUT_OF_SCOPE,
        "Je veux mourir": Status.EMERGENCY,
        "Bonjour": Status.HELP,
    }
    for question, status in questions.items():
        answer = ask(question, language=language)
        french = ask(question)
        assert (answer.status, answer.frame) == (status, language)
        assert "{" not in answer.text
        assert [c.quote for c in answer.citations] == [c.quote for c in french.citations]
        assert (answer.text == french.text) is (language == "fr")


def test_text_is_made_of_its_parts(ask: Ask) -> None:
    """Lead, quotes and notes all stand in the text, in that order."""
    answer = ask("Le financement baisse-t-il de 90 % ?")
    places = [answer.text.index(part) for part in (*answer.lead, cited(answer)[0].quote)]
    places += [answer.text.index(note) for note in answer.notes]
    assert places == sorted(places)
    for citation in cited(answer):
        assert f"[{citation.number}]" in answer.text


def test_a_neutral_subject(ask: Ask) -> None:
    """The subject is a topic's title, never the asker's words."""
    answer = ask("Jusqu'à quand les SEC-Pa sont-elles financées, nom d'un chien ?")
    assert "chien" not in answer.subject
    assert answer.subject


def test_nearest_passages_are_no_answer(ask: Ask) -> None:
    """A refusal shows one passage at most and says that it is no answer."""
    answer = ask("Combien de salariés compte Human santé ?")
    assert len(answer.shown) <= 1 <= len(answer.citations)
    assert "n'est pas une réponse" in answer.lead[-1]
    assert answer.timeline == ()


def test_none_there_rests_on_the_whole_list(ask: Ask) -> None:
    """That no structure is named somewhere is seen from the list up to its last place."""
    answer = ask("Y a-t-il une structure à Metz ?")
    assert "Belfort" in " ".join(citation.quote for citation in cited(answer))


def test_a_summary_is_labelled_in_its_language(ask: Ask) -> None:
    """A German reader's English summary is introduced in English."""
    answer = ask("Bis wann werden die SEC-Pa finanziert?")
    assert answer.gloss
    assert "Unofficial summary" in answer.text
