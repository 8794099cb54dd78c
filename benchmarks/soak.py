"""Whether anything grows while the bot is used for ten minutes: memory, files, tasks, threads.

    python -m benchmarks.soak [--minutes M] [--write] [CORPUS] [DATA]

The bot runs as a process of its own against the strict Bot API server of the tests. Ten things a
second are done, each by someone new: questions, taps, edits, inline queries, commands, messages in
groups, photos, and words that mean nothing. Five minutes before the ten warm everything up, the
last turns of 2,000 people among it. Linux only. `--write` puts the figures into
docs/performance.md.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.flow import whole_questions
from benchmarks.measured_bot import WORD
from benchmarks.performance import write_part
from benchmarks.running import MeasuredBot, Sampler, own_data, ready
from bot.evaluation.stamp import stamp
from corpus.knowledge import read_knowledge
from tests.botapi import BotApi, Group, Person

RATE = 10.0  # acts a second: all that is kept for a while is full when the warm-up ends
WARM_UP = 0.5  # times as long as what is measured, and before it
GROWTH = 0.5  # MB a minute
SPARE = 3  # files, threads or tasks that may be more in the median: a burst is no growth
Act = Callable[[BotApi, str], None]


def main() -> int:
    """Use it, measure, and print; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("corpus", nargs="?", default="corpus")
    parser.add_argument("data", nargs="?", default="var")
    given = parser.parse_args()
    data = ready(given.corpus, given.data)
    questions = whole_questions(read_knowledge(Path(given.corpus)))
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        place = Path(folder)
        settings = {"SECPA_CORPUS_DIR": str(Path(given.corpus).resolve())}
        bot = MeasuredBot(api, own_data(data, place), place / "log.txt", **settings)
        with bot:
            assert bot.process is not None
            with Sampler(bot.process) as sampler:
                done = _used(api, questions, (1 + WARM_UP) * given.minutes * 60)
            log = bot.log()
    tasks = [int(line.split()[-1]) for line in log.splitlines() if line.startswith(WORD)]
    warm = WARM_UP * given.minutes * 60
    early = [sample for sample in sampler.samples if sample.at < warm]
    late = sampler.samples[len(early) :]
    split = round(len(tasks) * len(early) / len(sampler.samples))
    growth = sampler.growth(after=warm)
    counts = {
        "open files": ([each.files for each in early], [each.files for each in late]),
        "threads": ([each.threads for each in early], [each.threads for each in late]),
        "asyncio tasks": (tasks[:split], tasks[split:]),
    }
    told = ", ".join(
        f"{name} {median(before):g} and {median(after):g} (at most {max(before)} and {max(after)})"
        for name, (before, after) in counts.items()
    )
    text = (
        f"{done} acts, in {warm / 60:g} minutes that warm up and {given.minutes:g} that are "
        f"measured: memory of its own grew by {growth:.2f} MB a minute, all of it, mapped files "
        f"too, to {late[-1].memory:.0f} MB; in the median, while it warmed up and then: {told}."
    )
    print(f"{text} ({stamp()})")
    if given.write:
        write_part("soak", f"{text}\n\nMeasured at {stamp()}.")
    grown = any(median(after) > median(before) + SPARE for before, after in counts.values())
    return int(grown or growth > GROWTH)


def _used(api: BotApi, questions: list[str], seconds: float) -> int:
    """Do one thing after another, each at its time; how many that was."""
    chance, began, number = random.Random(1), time.monotonic(), 0
    while (due := number / RATE) < seconds:
        time.sleep(max(0.0, began + due - time.monotonic()))
        ACTS[number % len(ACTS)](api, chance.choice(questions))
        number += 1
    return number


def _asks(api: BotApi, question: str) -> None:
    person = Person(api)
    asked = person.says(question)
    if len(question) % 2:
        person.edits(asked, f"{question} ?")


def _taps(api: BotApi, question: str) -> None:
    person = Person(api)
    answer = person.next_from_bot(person.says(question))
    labels = [each["text"] for row in _rows(answer) for each in row if "callback_data" in each]
    for label in labels:
        person.clicks(person.now(answer), label)


def _rows(answer: dict[str, object]) -> list[list[dict[str, str]]]:
    markup = answer.get("reply_markup")
    return markup["inline_keyboard"] if isinstance(markup, dict) else []


def _inline(api: BotApi, question: str) -> None:
    Person(api).asks_inline(question[:250])


def _commands(api: BotApi, question: str) -> None:
    person = Person(api)
    for command in ("/start", "/sources", "/dates", "/dossier", "/suivre", "/oublier"):
        person.says(command)


def _in_group(api: BotApi, question: str) -> None:
    person = Person(api)
    person.says(f"@SecPaTestBot {question}", Group(api, person))


def _nonsense(api: BotApi, question: str) -> None:
    person = Person(api)
    person.sends_file("a.jpg", b"photo", kind="photo")
    person.says(question[::-1])


ACTS: tuple[Act, ...] = (_asks, _taps, _asks, _inline, _in_group, _asks, _nonsense, _commands)

if __name__ == "__main__":
    sys.exit(main())
