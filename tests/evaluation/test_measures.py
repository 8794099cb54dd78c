"""The measures, against values worked out by hand and what must hold of any answers."""

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answering.answer import State, TimelineEntry
from bot.evaluation.calibration import Observation, calibration
from bot.evaluation.dates import WrongDate, checked
from bot.evaluation.intervals import measured
from bot.evaluation.questions import Asked, Expect, MustNot
from bot.evaluation.retrieval import Ranking, ndcg, recall, reciprocal_rank, retrieval

SPRING, AUTUMN = dt.date(2026, 4, 30), dt.date(2026, 10, 31)


def test_a_ranking_is_measured_by_its_first_relevant_span() -> None:
    """Relevant at places 2 and 4 of two possible: recall from 3 on, 1/2, and the gains' ratio."""
    ranking = Ranking((False, True, False, True), possible=2)
    assert [recall(ranking, count) for count in (1, 3, 10)] == [0.0, 1.0, 1.0]
    assert reciprocal_rank(ranking) == 0.5
    gained = 1 / math.log2(3) + 1 / math.log2(5)
    assert ndcg(ranking) == pytest.approx(gained / (1 + 1 / math.log2(3)))


def test_nothing_relevant_measures_nothing() -> None:
    """Without a relevant span all is 0, also where the sources hold none."""
    for possible in (0, 3):
        ranking = Ranking((False, False), possible)
        assert (recall(ranking, 10), reciprocal_rank(ranking), ndcg(ranking)) == (0, 0, 0)


@given(st.lists(st.booleans(), max_size=10), st.integers(0, 20))
def test_ranking_measures_lie_between_0_and_1(relevant: list[bool], more: int) -> None:
    """No ranking is worth less than 0 or more than 1, and only an ideal one has an nDCG of 1."""
    ranking = Ranking(tuple(relevant), sum(relevant) + more)
    assert 0 <= reciprocal_rank(ranking) <= recall(ranking, 10) <= 1
    assert 0 <= ndcg(ranking) <= 1 + 1e-9
    best = all(relevant[: ranking.possible]) and len(relevant) >= min(ranking.possible, 10)
    assert (ndcg(ranking) > 1 - 1e-9) == bool(best and ranking.possible)


def test_retrieval_counts_every_question() -> None:
    """The measures are means over the rankings given."""
    found = retrieval([Ranking((True,), 1), Ranking((False, True), 1)])
    assert (found.recall_1.mean, found.recall_3.mean, found.mrr_10.mean) == (0.5, 1.0, 0.75)
    assert found.recall_1.count == 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_an_interval_holds_its_mean(values: list[float]) -> None:
    """The mean lies in its interval, and the same values give the same interval."""
    found = measured(values)
    assert min(values) - 1e-9 <= found.low <= found.high <= max(values) + 1e-9
    assert found == measured(values)
    if len(values) > 30:
        assert found.low - 1e-9 <= found.mean <= found.high + 1e-9


def test_an_interval_is_as_wide_as_theory_says() -> None:
    """For 400 throws of a fair coin, close to 1.96 standard errors each way."""
    found = measured([0.0, 1.0] * 200)
    assert found.mean == 0.5
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.5 / 20, rel=0.1)


def test_calibration_by_hand() -> None:
    """Two bins: four answers at 0.9 of which two are right, one at 1.0 that is right."""
    seen = [Observation(0.85, right) for right in (True, True, False, False)]
    found = calibration([*seen, Observation(1.0, True)])
    assert [(b.count, b.right) for b in found.bins if b.count] == [(4, 0.5), (1, 1.0)]
    assert found.expected_error == pytest.approx((4 * 0.35 + 1 * 0.0) / 5)


@given(st.lists(st.builds(Observation, st.floats(0, 1), st.booleans()), max_size=50))
def test_every_observation_is_in_one_bin(observations: list[Observation]) -> None:
    """Bins share out all observations, each within its bounds, and the error is a share."""
    found = calibration(observations)
    assert sum(b.count for b in found.bins) == found.count == len(observations)
    assert all(b.low - 1e-9 <= b.confidence <= b.high + 1e-9 for b in found.bins if b.count)
    assert 0 <= found.expected_error <= 1


def entry(day: dt.date, state: State, revised_by: int | None = None) -> TimelineEntry:
    return TimelineEntry(day, "month", "fin", "le ministère", None, state, 1, revised_by)


def held(day: dt.date, **must_not: tuple[dt.date, ...]) -> Asked:
    return Asked("t1", "dates", "Quand ?", Expect.ANSWERED, today=day, must_not=MustNot(**must_not))


def test_misleading_dates_are_named() -> None:
    """A revised date without its reviser, and a past one shown as coming, are both wrong."""
    asked = held(dt.date(2026, 11, 21), revised=(SPRING,), past=(SPRING, AUTUMN))
    found = checked([(asked, [entry(SPRING, State.PAST), entry(AUTUMN, State.COMING)])])
    assert found is not None
    assert found.wrong == (
        WrongDate("t1", SPRING, "current", "revised"),
        WrongDate("t1", AUTUMN, "coming", "past"),
    )


def test_right_and_absent_dates_are_not() -> None:
    """A date shown as it stands is right, and so is one that is not shown."""
    today = held(AUTUMN, today=(AUTUMN,), past=(SPRING,), coming=(dt.date(2026, 12, 31),))
    revised = held(dt.date(2026, 3, 1), revised=(SPRING,))
    found = checked(
        [
            (today, [entry(AUTUMN, State.TODAY)]),
            (revised, [entry(SPRING, State.COMING, revised_by=2)]),
            (Asked("t2", "dates", "Quand ?", Expect.ANSWERED), [entry(SPRING, State.COMING)]),
        ]
    )
    assert found is not None
    assert (found.questions, found.days, found.wrong) == (2, 2, ())


def test_a_file_without_dates_has_no_check() -> None:
    """Where no question forbids anything there is nothing to report."""
    assert checked([(Asked("t2", "dates", "Quand ?", Expect.ANSWERED), [])]) is None
