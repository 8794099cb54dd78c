"""How long an answer takes to be in the chat, the whole way through.

    python -m benchmarks.telegram_latency [COUNT] [CORPUS] [DATA]

The bot runs as a process of its own; a Bot API stand-in on this machine (`tests.botapi`) brings
it the corpus's known questions one after another, each from another person, and the time counts
from when the question is there to be fetched until the answer stands in the chat.
"""

import sys
import tempfile
import time
from pathlib import Path

from bot.evaluation.stamp import stamp
from bot.terminal.options import assistant_for, settings_for
from tests.botapi import BotApi, Person
from tests.telegram.running import RunningBot, prepared

LIMIT = 150.0  # milliseconds, p95
WARM = 10  # questions that do not count


def main(count: str = "300", corpus: str = "corpus", data: str = "var") -> int:
    """Ask, and print the times; fails where p95 is over the limit."""
    assistant = assistant_for(settings_for(Path(corpus), Path(data)))
    known = [q for entry in assistant.snapshot.knowledge.expected for q in entry.questions]
    step = max(1, len(known) // (int(count) + WARM))
    asked = known[::step][: int(count) + WARM]
    with tempfile.TemporaryDirectory() as folder, BotApi() as api:
        state = prepared(Path(data).resolve(), Path(folder))
        with RunningBot(api, state, SECPA_CORPUS_DIR=str(Path(corpus).resolve())):
            times = sorted([_asked(api, question) for question in asked][WARM:])
    p50, p95 = (times[int(len(times) * share)] for share in (0.5, 0.95))
    print(
        f"{len(times)} questions to the bot: in the chat after {p50:.0f} ms (p50), "
        f"{p95:.0f} ms (p95), {times[-1]:.0f} ms at most ({stamp()})"
    )
    return int(p95 > LIMIT)


def _asked(api: BotApi, question: str) -> float:
    """Milliseconds from question to answer."""
    person = Person(api)
    began = time.perf_counter()
    person.next_from_bot(person.says(question))
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
