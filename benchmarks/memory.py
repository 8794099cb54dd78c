"""How much memory the running bot holds, after people have asked it questions over Telegram.

    python -m benchmarks.memory [CORPUS] [DATA]

`secpa run` as a process of its own, against the Bot API stand-in of the tests; each question comes
from someone else. RSS counts pages shared with other processes whole, PSS shares them out. Linux
only: both are read from /proc.
"""

import os
import subprocess
import sys
from pathlib import Path

from bot.evaluation.questions import read_questions
from bot.evaluation.stamp import stamp
from tests.botapi import BotApi, Person

QUESTIONS = Path(__file__).parents[1] / "tests" / "eval" / "development.jsonl"
ASKED = 50
LIMIT = 450  # MB
PATIENCE = 60.0  # seconds for a start or an answer


def main(corpus: str = "corpus", data: str = "var") -> int:
    """Ask, measure and print; the exit status."""
    where = ["--corpus", corpus, "--data", data]
    command = [sys.executable, "-m", "bot"]
    # Unpacks the model and builds the index where there is none, so that the bot does neither.
    subprocess.run([*command, "ask", "Bonjour", *where], stdout=subprocess.DEVNULL, check=True)
    with BotApi() as api:
        settings = {"SECPA_TELEGRAM_TOKEN": api.token, "SECPA_TELEGRAM_API_URL": api.url}
        bot = subprocess.Popen([*command, "run", *where], env={**os.environ, **settings})
        try:
            _ask(api, bot)
            held, peak = _field(bot.pid, "smaps_rollup"), _field(bot.pid, "status")
        finally:
            bot.terminate()
            bot.wait(PATIENCE)
    print(
        f"running bot after {ASKED} questions: RSS {held['Rss']:.0f} MB, PSS {held['Pss']:.0f} MB, "
        f"peak {peak['VmHWM']:.0f} MB, limit {LIMIT} MB ({stamp()})"
    )
    return int(held["Rss"] > LIMIT)


def _ask(api: BotApi, bot: "subprocess.Popen[bytes]") -> None:
    """Wait for the bot, then ask it one question after another."""
    api.wait(
        lambda: bot.poll() is not None or any(c.method == "getupdates" for c in api.calls),
        "the bot takes no updates",
        PATIENCE,
    )
    if bot.poll() is not None:
        raise RuntimeError("the bot ended by itself")
    for asked in read_questions(QUESTIONS)[:ASKED]:
        person = Person(api)
        person.next_from_bot(person.says(asked.question), PATIENCE)


def _field(process: int, name: str) -> dict[str, float]:
    """The sizes that a file of /proc gives for a process, in MB."""
    lines = Path(f"/proc/{process}/{name}").read_text("utf-8").splitlines()
    pairs = (line.split() for line in lines if line.endswith(" kB"))
    return {key.rstrip(":"): int(size) * 1024 / 1e6 for key, size, _ in pairs}


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
