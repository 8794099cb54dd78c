"""A text that no known question covers, added beside texts that many cover."""

from pathlib import Path

import pytest

from bot.answering.answer import Status
from bot.answering.assistant import Assistant
from bot.library.drafts import Stated
from bot.library.library import Library
from index.encoder import Encoder
from tests.answering.conftest import TODAY
from tests.conftest import REAL_CORPUS

NOTICE = """La fanfare du port

La fanfare du port répète chaque mardi à 19 heures dans l'ancienne criée. Elle compte 34 musiciennes
et musiciens, dont la moitié a moins de vingt ans. Son prochain concert aura lieu le 5 décembre 2026
au phare. La fanfare est dirigée depuis 2019 par Maëlle Kerbrat. L'entrée coûte 8 euros.
"""


@pytest.fixture
def with_notice(own_data: Path, real_encoder: Encoder, tmp_path: Path) -> Assistant:
    """Answers from the five sources and the notice."""
    file = tmp_path / "fanfare.txt"
    file.write_text(NOTICE, "utf-8")
    library = Library(REAL_CORPUS, own_data, lambda: real_encoder)
    draft = library.draft(file, "une modératrice", Stated(title="La fanfare du port"))
    library.publish(draft.id, "une modératrice")
    return Assistant(own_data, REAL_CORPUS, real_encoder)


def test_it_is_answered_from_beside_the_others(with_notice: Assistant) -> None:
    """Its sentences are quoted for questions about it, and the other texts answer theirs."""
    expected = {
        "Quand a lieu le prochain concert de la fanfare ?": "5 décembre 2026",
        "Qui dirige la fanfare du port ?": "Maëlle Kerbrat",
        "Combien de musiciens compte la fanfare ?": "34 musiciennes",
        "Jusqu'à quand le FISS finance-t-il les SEC-Pa ?": "fin octobre 2026",
        "Que demandent les députés ?": "nous demandons",
    }
    for question, fragment in expected.items():
        answer = with_notice.answer(question, session=None, today=TODAY)
        assert answer.status is Status.ANSWERED, question
        assert any(fragment in c.quote for c in answer.citations[:3]), question


@pytest.mark.parametrize(
    "question",
    ["Quelle est la capitale du Pérou ?", "Combien de salariés compte Human santé ?"],
)
def test_it_does_not_answer_everything(with_notice: Assistant, question: str) -> None:
    """What no text answers is refused as before."""
    answer = with_notice.answer(question, session=None, today=TODAY)
    assert answer.status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
