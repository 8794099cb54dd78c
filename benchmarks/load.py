"""A thousand people, twenty questions a second, for ten minutes: all answered, in order, in time?

    python -m benchmarks.load [--minutes M] [--rate R] [--people N] [--write] [CORPUS] [DATA]

The bot runs as a process of its own, against the strict Bot API server of the tests, which refuses
what breaks Telegram's flood limits. People ask in turn, in another order each round. Each question
is asked once beforehand, to know its answer: an answer out of its place is told by its text. Time
counts from when a question is there to be fetched until its answer stands in the chat. Linux only:
memory is read from /proc. `--write` puts the figures into docs/performance.md.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.flow import Asked, ask, at_their_times, said, whole_questions
from benchmarks.performance import write_part
from benchmarks.running import MeasuredBot, Sampler, own_data, ready
from bot.evaluation.stamp import stamp
from corpus.knowledge import read_knowledge
from tests.botapi import BotApi, Person

QUESTIONS = 60
LIMIT = 1.0  # seconds, p95
GROWTH = 0.5  # MB a minute, over the second half
PATIENCE = 60.0  # seconds for the last answers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the questions."""

    asked: int
    answered: int
    misplaced: int  # not the answer to the question in its place
    times: tuple[float, ...]  # seconds, sorted

    def share(self, part: float) -> float:
        return self.times[min(len(self.times) - 1, int(len(self.times) * part))]


def main() -> int:
    """Ask, and print what became of it; the exit status."""
    given = _arguments()
    data = ready(given.corpus, given.data)
    questions = whole_questions(read_knowledge(Path(given.corpus)))
    chance = random.Random(1)
    questions = chance.sample(questions, QUESTIONS)
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        place = Path(folder)
        own = own_data(data, place)
        api.limits.chat, api.limits.group, api.limits.overall = (1, 1.0), (20, 60.0), (30, 1.0)
        settings = {"SECPA_CORPUS_DIR": str(Path(given.corpus).resolve())}
        with MeasuredBot(api, own, place / "log.txt", **settings) as bot:
            known = {question: _answer(api, question) for question in questions}
            before = len([call for call in api.calls if call.refused])
            people = [Person(api) for _ in range(given.people)]
            assert bot.process is not None
            with Sampler(bot.process) as sampler:
                asks = _rounds(people, questions, chance)
                asked = list(at_their_times(asks, given.rate, given.minutes * 60))
                _wait(api, asked)
            refused = len([call for call in api.calls if call.refused]) - before
        outcome = _outcome(api, asked, known)
    computed = sampler.samples[-1].processor - sampler.samples[0].processor
    computed /= max(1, outcome.answered)
    growth = sampler.growth(after=given.minutes * 60 / 2)
    text = (
        f"{outcome.asked} questions from {given.people} people, {given.rate:g} a second for "
        f"{given.minutes:g} minutes: {outcome.answered} answered, {outcome.misplaced} out of "
        f"order, {refused} messages refused by the flood limits; in the chat after "
        f"{outcome.share(0.5) * 1000:.0f} ms (p50), {outcome.share(0.95) * 1000:.0f} ms (p95), "
        f"{outcome.share(0.99) * 1000:.0f} ms (p99), {outcome.times[-1] * 1000:.0f} ms at most. "
        f"A question took {computed * 1000:.0f} ms of one core. "
        f"Resident memory {sampler.samples[-1].memory:.0f} MB at the end, its own growing by "
        f"{growth:.2f} MB a minute over the second half."
    )
    print(f"{text} ({stamp()})")
    if given.write:
        write_part("load", f"{text}\n\nMeasured at {stamp()}.")
    short = outcome.answered < outcome.asked or outcome.misplaced or refused
    return int(bool(short) or outcome.share(0.95) > LIMIT or growth > GROWTH)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=20)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("corpus", nargs="?", default="corpus")
    parser.add_argument("data", nargs="?", default="var")
    return parser.parse_args()


def _answer(api: BotApi, question: str) -> str:
    """The text that answers a question."""
    person = Person(api)
    return str(person.next_from_bot(person.says(question))["text"])


def _rounds(
    people: list[Person], questions: list[str], chance: random.Random
) -> Iterator[Callable[[], Asked]]:
    """Everyone once, in some order, again and again."""
    while True:
        chance.shuffle(people)
        for person in people:
            yield partial(ask, person, chance.choice(questions))


def _wait(api: BotApi, asked: list[Asked]) -> None:
    """Until as many answers as questions are there, or patience ends."""
    people = {each.person.id for each in asked}
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = said(api)
        if sum(len(found[each]) for each in people) >= len(asked):
            return
        time.sleep(0.5)


def _outcome(api: BotApi, asked: list[Asked], known: dict[str, str]) -> Outcome:
    found = said(api)
    lines: dict[int, list[Asked]] = {}
    for each in asked:
        lines.setdefault(each.person.id, []).append(each)
    times, misplaced = [], 0
    for person, line in lines.items():
        for each, call in zip(line, found[person], strict=False):
            times.append(call.at - each.at)
            misplaced += call.args["text"] != known[each.text]
    return Outcome(len(asked), len(times), misplaced, tuple(sorted(times)))


if __name__ == "__main__":
    sys.exit(main())
