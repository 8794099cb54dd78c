"""What is kept of a question that was answered: counts, and its masked text where that is on."""

import logging
from datetime import date

from telegram import User

from bot.answering.answer import Answer, Status
from bot.store.counts import Counts, Kind, time_group
from bot.store.database import StateError
from bot.telegram.context import Given, Services

PATIENT = "patient"  # counted like a status: the reminder was given
# An emergency is about someone's health, and a greeting about nothing: neither is kept.
_KEPT = (Status.ANSWERED, Status.NOT_FOUND, Status.OUT_OF_SCOPE)
_log = logging.getLogger(__name__)


async def remember(given: Given, question: str, user: User | None, services: Services) -> None:
    """Count an answer, and keep its question if the deployment does. It was sent already."""
    count(services.memory.counts, given)
    kept = not given.names_patient and given.answer.status in _KEPT
    if kept and user is not None and services.memory.questions.days:
        try:
            answered = given.answer.status is Status.ANSWERED
            await services.blocking(_keep, services, user.id, question, answered)
        except StateError as error:  # the person has their answer all the same
            _log.error("A question was not kept: %s", type(error.__cause__).__name__)


def count(counts: Counts, given: Given) -> None:
    """Count how a question ended, with which claim, and how long it took."""
    answer: Answer = given.answer
    counts.add(Kind.STATUS, PATIENT if given.names_patient else answer.status.value)
    counts.add(Kind.TIME, time_group(answer.elapsed_ms))
    if answer.status is Status.ANSWERED and answer.claim and not given.names_patient:
        counts.add(Kind.CLAIM, answer.claim)


def _keep(services: Services, person: int, question: str, answered: bool) -> None:
    masked = services.screening.masked(question)
    services.memory.questions.keep(person, masked, date.today(), answered=answered)
