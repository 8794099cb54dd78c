"""What a question asks for, and whether a quote can hold it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.asks import asked, holds, signs
from bot.answering.language import detect
from corpus.questions import Asks
from index.words import fold


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Quand la lettre a-t-elle été écrite ?", Asks.DATE),
        ("Jusqu'à quand ?", Asks.DATE),
        ("kan es ke sa sarrete", Asks.DATE),
        ("Combien d'argent par structure ?", Asks.SUM),
        ("Quel est le montant du fonds ?", Asks.SUM),
        ("Quel pourcentage du budget ?", Asks.SHARE),
        ("Combien de structures participent ?", Asks.COUNT),
        ("Pourquoi le financement s'arrête-t-il ?", Asks.REASON),
        ("Où se trouve la Case de santé ?", Asks.PLACE),
        ("Qui a signé la lettre ?", Asks.PERSON),
        ("Comment contacter le collectif ?", Asks.CONTACT),
        ("C'est quoi l'article 51 ?", Asks.DEFINITION),
        ("Quels sont les critères ?", Asks.LIST),
        ("Until when?", Asks.DATE),
        ("How many centres are there?", Asks.COUNT),
        ("¿Quién escribió la carta?", Asks.PERSON),
        ("Wie viele Zentren gibt es?", Asks.COUNT),
        ("متى تنتهي الأموال؟", Asks.DATE),
        ("Сколько центров?", Asks.COUNT),
        ("什么时候结束？", Asks.DATE),
        ("Les structures vont fermer", None),
        ("", None),
    ],
)
def test_what_is_asked_for(question: str, kind: Asks | None) -> None:
    """The question's own small words tell, in its language."""
    assert asked(question, detect(question)) == kind


@pytest.mark.parametrize(
    ("kind", "quote", "possible"),
    [
        (Asks.DATE, "Le guichet ferme fin octobre 2026.", True),
        (Asks.DATE, "Le guichet ferme bientôt.", False),
        (Asks.DATE, "En trois mois, il est demandé de s'adapter.", True),
        (Asks.COUNT, "Les 26 centres engagés.", True),
        (Asks.COUNT, "Ils suivent 2 000 patients.", True),
        (Asks.COUNT, "Question écrite n° 12850", True),
        (Asks.COUNT, "La loi votée en décembre 2025.", False),
        (Asks.COUNT, "Suite à la crise de la covid-19, le 1er juin.", False),
        (Asks.COUNT, "Votre courrier du 4 février, sur l'article 51.", False),
        (Asks.COUNT, "Il y a neuf critères.", True),
        (Asks.COUNT, "Des centres engagés.", False),
        (Asks.SUM, "un fonds de 14 millions d'euros", True),
        (Asks.SUM, "les 26 centres", False),
        (Asks.SHARE, "soit un tiers de leur budget", True),
        (Asks.SHARE, "soit 14 millions", False),
        (Asks.SHARE, "une coupe de 90 % du plafond", True),
        (Asks.CONTACT, "écrire à adresse@exemple.fr", True),
        (Asks.CONTACT, "écrire à la ministre", False),
        (Asks.STATEMENT, "n'importe quoi", True),
        (None, "", True),
    ],
)
def test_holds(kind: Asks | None, quote: str, possible: bool) -> None:
    """A date needs a date, a sum needs money; other kinds may be answered by anything."""
    assert holds(kind, quote) is possible


def test_a_question_is_no_answer_to_itself() -> None:
    """A number or name that the question gave already is no sign of an answer."""
    assert signs(Asks.COUNT, "Les 26 centres.", "combien parmi les 26 ?") == (0, 0, 0, 0)
    assert signs(Asks.COUNT, "Les 26 centres.", "combien de centres ?")[0] == 1
    assert signs(Asks.PERSON, "Hadrien Clouet alerte.", "qui est hadrien clouet ?")[2] == 0
    assert signs(Asks.PLACE, "à Rennes", "ou se trouve le blosne ?")[2] == 1


@given(st.sampled_from([None, *Asks]), st.text(), st.text())
def test_never_raises(kind: Asks | None, quote: str, question: str) -> None:
    """Any question and quote have signs of 0 or 1."""
    assert set(signs(kind, quote, fold(question))) <= {0.0, 1.0}
    holds(kind, quote)
    asked(question, detect(question))
