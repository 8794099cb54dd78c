"""Everything that goes wrong around the bot, each while questions flow: is any of them lost?

    python -m benchmarks.faults [--only NAME] [--write] [CORPUS] [DATA]

The bot runs as a process of its own against the strict Bot API server of the tests; five people
a second ask something, each once, and one fault after another is injected. For each: how many
asked, how many got no answer, how many got theirs twice and how many may (the connection or the
process died between sending and reading the reply), how long the slowest waited, and what the log
says. Full and read-only disks need the right to mount; without, they are left out and named.
`--write` puts the table into docs/performance.md. The exit status is 1 where a question was lost,
an answer came twice without cause, or the log is silent.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.flow import Flow, whole_questions
from benchmarks.injected import FAULTS, Fault, Scene, SkippedError
from benchmarks.performance import write_part
from benchmarks.running import MeasuredBot, own_data, ready
from bot.evaluation.stamp import stamp
from corpus.knowledge import read_knowledge
from tests.botapi import BotApi

PATIENCE = 90.0  # seconds for the last answers
_PREFIX = re.compile(r"^[A-Z]+ [\w.]+: ")
HEADER = """| fault | asked | lost | twice | may be | slowest | the log says |
| --- | --: | --: | --: | --: | --: | --- |"""


def main() -> int:
    """Inject one after another, and print the table; the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", choices=[fault.name for fault in FAULTS])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("corpus", nargs="?", default="corpus")
    parser.add_argument("data", nargs="?", default="var")
    given = parser.parse_args()
    data = ready(given.corpus, given.data)
    questions = whole_questions(read_knowledge(Path(given.corpus)))
    lines, missed = [HEADER], 0
    print(HEADER)
    for fault in FAULTS:
        if given.only in (None, fault.name):
            line, good = _measured(fault, Path(given.corpus), data, questions)
            missed += not good
            lines.append(line)
            print(line, flush=True)
    if given.write:
        write_part("faults", "\n".join([*lines, "", f"Measured at {stamp()}."]))
    print(f"{missed} faults that did harm, target 0 ({stamp()})")
    return int(missed > 0)


def _measured(fault: Fault, corpus: Path, data: Path, questions: list[str]) -> tuple[str, bool]:
    """The table's line for a fault, and whether it did no harm."""
    with ExitStack() as held, BotApi() as api:
        place = Path(held.enter_context(tempfile.TemporaryDirectory()))
        try:
            settings = fault.settings(place)
            own = own_data(data, held.enter_context(fault.disk(place)))
        except SkippedError as why:
            return f"| {fault.name} | not measured: {why} | | | | | |", True
        settings["SECPA_CORPUS_DIR"] = str(corpus.resolve())
        with _running(MeasuredBot(api, own, place / "log.txt", **settings)) as bot:
            with Flow(api, questions) as flow:
                may = fault.happen(Scene(api, bot, flow, place))
            flow.settled(PATIENCE)
            lost, twice = flow.lost(), flow.repeats()
            said = [line for line in bot.log().splitlines() if fault.says and fault.says in line]
            slowest = f"{flow.slowest():.1f} s" if not lost else ""
        good = not lost and twice <= may and bool(said or not fault.says)
    words = (
        _PREFIX.sub("", said[0]).replace(str(place), "…")
        if said
        else ("nothing" if fault.says else "")
    )
    numbers = f"{len(flow.asked)} | {lost} | {twice} | {may} | {slowest}"
    return f"| {fault.name} | {numbers} | {words} |", good


@contextmanager
def _running(bot: MeasuredBot) -> Iterator[MeasuredBot]:
    """The bot, that a fault may start and stop too."""
    try:
        yield bot.start()
    finally:
        if bot.process is not None and bot.process.poll() is None:
            bot.stop()


if __name__ == "__main__":
    sys.exit(main())
